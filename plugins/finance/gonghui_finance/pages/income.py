"""Pages of income: what came in, what was remitted, wage bills."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, Parameter, ReportPage, TablePage
from gonghui_core.reports import Bars, Block, Child, Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands as books
from gonghui_finance import periods
from gonghui_finance.choices import Booking, FundsMode, ReceiptKind
from gonghui_finance.commands import income as commands
from gonghui_finance.models import Receipt, Remittance
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import funds, origins
from gonghui_finance.queries.funds import FundsMonth
from gonghui_finance.rules import funds as rules
from gonghui_finance.services import income as services
from gonghui_finance.settings import FinanceSettings

_ = translator("gonghui_finance")

RECEIVE = "finance.receive"


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today}


def _usual(work: Work, key: Any) -> dict[str, Any]:
    return {"date": work.today, "mode": work.settings.of("finance", FinanceSettings).funds_mode}


def _last_month(work: Work, key: Any) -> dict[str, Any]:
    last = periods.previous(periods.period_of(work.today))
    return {"year": last // 100, "month": last % 100}


def behind(work: Work, page: str, key: int) -> tuple[Block, ...]:
    """The voucher and the papers of a record, for its page."""
    voucher = origins.voucher_of(work, page, key)
    fact = (
        None if voucher is None else Fact(str(_("凭证")), str(voucher), "finance.vouchers", (str(voucher),))
    )
    figure = Figure(_("凭证"), _("未入账") if voucher is None else str(voucher), fact)
    return Figures((figure,)), Child("core.documents", {"page": page, "record": str(key)}, _("附件"))


def funds_preview(work: Work, command: commands.ReceiveFunds) -> Report:
    """How the funds will be split and booked."""
    shares = services.shares_of(work, command)
    items = (
        Figure(_("到账"), command.amount), Figure(_("记入拨缴经费收入 402"), shares.own),
        Figure(_("记入应付上级经费 211"), shares.upper),
    )  # fmt: skip
    return Report(_("将制的凭证"), (Figures(items),))


def _receipt(work: Work, key: Any) -> Report:
    row = work.get(Receipt, int(key))
    items = (
        Figure(_("日期"), row.date), Figure(_("来源"), row.kind), Figure(_("金额"), row.amount),
        Figure(_("方式"), row.mode), Figure(_("本级"), row.own), Figure(_("应上解"), row.upper),
        Figure(_("项目"), row.project), Figure(_("经办"), row.officer),
    )  # fmt: skip
    return Report(_("收款 {key}").format(key=row.id), (Figures(items), *behind(work, funds.RECEIPTS, row.id)))


def _remittance(work: Work, key: Any) -> Report:
    row = work.get(Remittance, int(key))
    items = (Figure(_("日期"), row.date), Figure(_("金额"), row.amount), Figure(_("经办"), row.officer))
    return Report(
        _("上解 {key}").format(key=row.id), (Figures(items), *behind(work, funds.REMITTANCES, row.id))
    )


FUNDS_ACTION = Action(
    commands.ReceiveFunds, services.receive_funds, _("收到拨缴经费"), RECEIVE, slot=5, prefill=_usual,
    preview=funds_preview,
)  # fmt: skip
REMIT_ACTION = Action(commands.Remit, services.remit, _("上解经费"), RECEIVE, slot=8, prefill=_today)
BILL_ACTION = Action(
    commands.SetWageBill, services.set_wage_bill, _("登记工资总额"), RECEIVE, slot=5, prefill=_last_month
)

RECEIPTS = TablePage(
    funds.RECEIPTS, _("收款"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("kind", _("来源"), 10, "choice", ReceiptKind, keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("mode", _("方式"), 16, "choice", FundsMode, wide=True),
        Column("own", _("本级"), 14, "money"),
        Column("upper", _("应上解"), 14, "money"),
        Column("earmarked", _("专项"), 6, "yes_no", wide=True),
        Column("project", _("项目"), 12, wide=True),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("officer", _("经办"), 10, wide=True),
    ),
    rows=funds.receipt_rows, order=("-date", "-key"), group="finance", label="kind", detail=_receipt,
    params=(Parameter("year", _("年"), books.Year), Parameter("kind", _("来源"), ReceiptKind)),
    actions=(
        FUNDS_ACTION,
        Action(
            commands.ReceiveSubsidy, services.receive_subsidy, _("收到补助"), RECEIVE, slot=8, prefill=_today
        ),
    ),
    help=_("拨缴经费、上级和行政补助：登记时自动分成，并制好凭证草稿。凭证作废或冲销的收款不再计算。"),
    empty=_("还没有收款：按 F5 登记拨缴经费"),
)  # fmt: skip

REMITTANCES = TablePage(
    funds.REMITTANCES, _("上解经费"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("proofs", _("凭据"), 6, "integer", keep=True),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("officer", _("经办"), 10),
    ),
    rows=funds.remittance_rows, order=("-date", "-key"), group="finance", label="date",
    params=(Parameter("year", _("年"), books.Year),), detail=_remittance,
    actions=(
        REMIT_ACTION,
        Action(commands.AttachProof, services.attach_proof, _("附上凭据"), RECEIVE, on="row"),
    ),
    help=_("上解给上级工会的经费和凭据；先抵最早的欠缴。"), empty=_("还没有上解：按 F8 登记"),
)  # fmt: skip

WAGE_BILLS = TablePage(
    funds.WAGE_BILLS, _("工资总额"), READ,
    columns=(
        Column("year", _("年"), 6, "integer", keep=True),
        Column("month", _("月"), 4, "integer", keep=True),
        Column("base", _("工资总额"), 16, "money", keep=True),
        Column("receivable", _("应拨 2%"), 14, "money"),
        Column("due_on", _("应拨日"), 10, "date"),
    ),
    rows=funds.wage_bill_rows, group="finance", label="month", actions=(BILL_ACTION,),
    help=_("每月全部职工工资总额，是拨缴经费的依据；次月 15 日前拨缴（上海市工会条例第41条）。"),
    empty=_("还没有工资总额：按 F5 登记"),
)  # fmt: skip


def remittance_report(work: Work, asked: Asked) -> Report:
    """The calendar of a year: what was owed on each month's wages, received, remitted, and what is overdue."""
    year = asked["year"]
    months = funds.calendar(work, year)
    settled = [month.upward for month in months]
    full, punctual = rules.in_full(settled, work.today), rules.on_time(settled, work.today)
    checks = (
        Figure(_("足额上解"), _("是") if full else _("否"), mark="ok" if full else "warn"),
        Figure(_("按时上解"), _("是") if punctual else _("否"), mark="ok" if punctual else "warn"),
    )
    bars = tuple(
        (periods.title(m.period), m.upward.paid, f"{m.upward.paid:,.2f}") for m in months if m.upward.paid
    )
    blocks: list[Block] = [Figures(checks), _calendar_grid(work, months)]
    if bars:
        blocks.append(Bars(_("各月上解"), bars))
    data = {
        "year": year, "months": [_month_data(work, month) for month in months], "in_full": full,
        "on_time": punctual,
    }  # fmt: skip
    return Report(_("{year}年拨缴经费上解情况").format(year=year), tuple(blocks), data)


def _calendar_grid(work: Work, months: list[FundsMonth]) -> Grid:
    columns = (
        Col("month", _("月"), "integer", 4), Col("base", _("上月工资总额"), "money", 14),
        Col("receivable", _("应拨2%"), "money", 12), Col("received", _("已收"), "money", 12),
        Col("short", _("行政欠拨"), "money", 12),
        Col("due", _("应上解"), "money", 12), Col("due_on", _("应上解日"), "date", 10),
        Col("paid", _("已上解"), "money", 12), Col("paid_on", _("上解日"), "date", 10),
        Col("arrears", _("欠缴"), "money", 12),
    )  # fmt: skip
    rows = [
        (
            m.period % 100, m.base, m.receivable, m.received, m.short(work.today), m.upward.owed.amount,
            m.upward.owed.due_on, m.upward.paid,
            m.upward.paid_on, m.upward.overdue(work.today),
        )
        for m in months
    ]  # fmt: skip
    facts = {
        (index, 7): Fact(
            str(_("已上解")), f"{m.upward.paid:.2f}", funds.REMITTANCES, tuple(map(str, m.upward.keys))
        )
        for index, m in enumerate(months)
        if m.upward.keys
    }
    for index, m in enumerate(months):
        if keys := funds.receipt_keys(work, m.period) if m.received else ():
            facts[index, 3] = Fact(str(_("已收")), f"{m.received:.2f}", funds.RECEIPTS, keys)
    return Grid(columns, rows, facts=facts)


def _month_data(work: Work, month: FundsMonth) -> dict[str, Any]:
    def money(value: Any) -> str | None:
        return None if value is None else f"{value:.2f}"

    upward = month.upward
    return {
        "month": month.period % 100, "base": money(month.base), "receivable": money(month.receivable),
        "received": money(month.received), "short": money(month.short(work.today)),
        "due": money(upward.owed.amount), "due_on": upward.owed.due_on,
        "paid": money(upward.paid), "paid_on": upward.paid_on, "arrears": money(upward.overdue(work.today)),
        "proven": bool(upward.keys) and not funds.unproven(work, list(upward.keys)),
    }  # fmt: skip


REMITTANCE = ReportPage(
    "finance.remittance", _("拨缴上解日历"), READ, build=remittance_report, group="finance",
    params=(Parameter("year", _("年"), books.Year, default=lambda work: work.today.year),),
    actions=(REMIT_ACTION, BILL_ACTION),
    help=_("按上月工资总额的 2% 和留成比例算出每月应上解的数和日期，与实际上解对照；没登记工资总额的按到账数算。"),
)  # fmt: skip
