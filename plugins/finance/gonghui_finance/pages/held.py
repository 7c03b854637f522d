"""The pages of money held for others, of what waits for a decision, and of capital expenditure."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import YesNo
from gonghui_core.i18n import translator
from gonghui_core.links import link
from gonghui_core.pages import Asked, Column, Parameter, TablePage
from gonghui_core.reports import Child, Fact, Figure, Figures, Report
from gonghui_core.work import Work
from gonghui_finance import commands as books
from gonghui_finance.choices import AssetKind, PendingKind, PendingState, VoucherStatus
from gonghui_finance.commands import assets as asset_commands
from gonghui_finance.commands import held as commands
from gonghui_finance.models import Pending
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.assets import RIGHT, today, voucher_preview
from gonghui_finance.pages.income import behind
from gonghui_finance.queries import capital, receivables
from gonghui_finance.queries import held as found
from gonghui_finance.queries import pending as waiting
from gonghui_finance.services import assets, held, pending

_ = translator("gonghui_finance")

RECEIVE = "finance.receive"


def _nameless(work: Work, row: Any) -> str | None:
    return str(_("先登记用途，并在凭证的“项目”中写它")) if int(row["key"]) == found.NOWHERE else None


def _taken_in(work: Work, command: commands.ReceiveHeld) -> Report:
    return voucher_preview(work, held.received_lines(work, command))


def _paid(work: Work, command: commands.PayHeld) -> Report:
    return voucher_preview(work, held.paid_lines(work, command))


def held_report(work: Work, key: Any) -> Report:
    """What is held for one purpose, and every line of it."""
    moves = Child("finance.held_moves", {"fund": str(key)}, _("收付"))
    row = next(row for row in found.held_rows(work, Asked()) if str(row["key"]) == str(key))
    items = [
        Figure(_("归谁所有"), row["owners"]), Figure(_("年初代管"), row["before"]),
        Figure(_("已收"), row["received"]), Figure(_("已付"), row["paid"]), Figure(_("代管余额"), row["balance"]),
        Figure(_("未记账"), row["waiting"]), Figure(_("说明"), row["note"]),
    ]  # fmt: skip
    return Report(
        row["name"], (Figures(tuple(item for item in items if item.value not in (None, ""))), moves)
    )


def _decided(work: Work, row: Any) -> str | None:
    return None if row["state"] is PendingState.waiting else str(row["state"].label)


def _decision(work: Work, command: commands.DecidePending) -> Report:
    return voucher_preview(work, pending.decision_lines(work, command))


def pending_report(work: Work, key: Any) -> Report:
    """What was found, the voucher that brought it into 182, and the decision."""
    row = work.get(Pending, int(key))
    state = waiting.state_of(work, row.id)
    source = link(work, row.page or "", row.record)
    fact = Fact(str(_("来自")), source.words, row.page or "", (str(row.record),))
    items = [
        Figure(_("种类"), row.kind), Figure(_("发现日期"), row.on), Figure(_("金额"), row.amount),
        Figure(_("状态"), state), Figure(_("来自"), source, fact),
    ]  # fmt: skip
    if state is not PendingState.waiting and row.decision:
        items += [Figure(_("批准日期"), row.decided_on), Figure(_("批准"), row.decision)]
    return Report(row.name, (Figures(tuple(items)), *behind(work, waiting.PAGE, row.id)))


def _young(work: Work, row: Any) -> str | None:
    return None if row["old"] else str(_("还没有超过三年"))


def _written_off(work: Work, command: commands.WriteOff) -> Report:
    return voucher_preview(work, pending.write_off_lines(work, command))


def _entered(work: Work, row: Any) -> str | None:
    if row["reason"]:
        return _("不登记：{reason}").format(reason=row["reason"])
    if not row["left"]:
        return str(_("已登记资产"))
    return None if row["claim"] or row["posted"] else str(_("凭证还没有记账"))


def _bought(work: Work, key: Any) -> dict[str, Any]:
    """The asset as the expenditure tells it: nothing is typed twice."""
    spent = capital.one(work, int(key))
    kind = capital.USUAL.get(spent.account, AssetKind.fixture)
    return {"name": spent.summary[:200], "kind": kind.value, "cost": spent.left, "on": spent.date}


def _made(work: Work, command: asset_commands.BookCapital) -> Report:
    return voucher_preview(work, assets.capitalised(command.kind, command.cost))


HELD = TablePage(
    found.PAGE, _("代管经费"), READ,
    columns=(
        Column("name", _("用途"), 24, keep=True),
        Column("received", _("已收"), 12, "money", keep=True),
        Column("paid", _("已付"), 12, "money", keep=True),
        Column("balance", _("代管余额"), 12, "money", keep=True),
        Column("waiting", _("未记账"), 12, "money"),
        Column("owners", _("归谁所有"), 14, wide=True),
        Column("before", _("年初代管"), 12, "money", wide=True),
        Column("note", _("说明"), 20, wide=True),
    ),
    rows=found.held_rows, group="finance", totals=found.totals, detail=held_report,
    actions=(
        Action(commands.AddHeldFund, held.add_held_fund, _("登记用途"), RECEIVE, slot=5),
        Action(
            commands.ReceiveHeld, held.receive_held, _("收款"), RECEIVE, on="row", slot=8, prefill=today,
            allowed=_nameless, preview=_taken_in,
        ),
        Action(
            commands.PayHeld, held.pay_held, _("付款"), RECEIVE, on="row", prefill=today, allowed=_nameless,
            preview=_paid,
        ),
    ),
    help=_("替别人代收代付的钱（221），如会员个人交的互助保障费：按用途分开，付出的不能超过代管的，不算工会的收入和支出。"),
    empty=_("没有代管经费：按 F5 登记用途"),
)  # fmt: skip
HELD_MOVES = TablePage(
    "finance.held_moves", _("代管经费收付"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("number", _("号"), 6, "integer"),
        Column("summary", _("摘要"), 28, keep=True),
        Column("received", _("收"), 12, "money", keep=True),
        Column("paid", _("付"), 12, "money", keep=True),
        Column("status", _("状态"), 8, "choice", VoucherStatus, keep=True),
        Column("voucher", _("凭证系统号"), 10, "integer", wide=True),
    ),
    rows=found.move_rows, order=("date", "key"), group="finance", hidden=True, label="summary",
    child_of=found.PAGE, params=(Parameter("fund", _("代管项目"), commands.HeldKey, required=True),),
    help=_("一种代管经费的收付，与科目 221 的分录相同。"), empty=_("没有收付"),
)  # fmt: skip
PENDING = TablePage(
    waiting.PAGE, _("待处理财产"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("kind", _("种类"), 16, "choice", PendingKind),
        Column("name", _("名称"), 24, keep=True),
        Column("amount", _("金额"), 12, "money", keep=True),
        Column("state", _("状态"), 14, "choice", PendingState, keep=True),
        Column("decided_on", _("批准日期"), 10, "date", wide=True),
        Column("decision", _("批准"), 24, wide=True),
    ),
    rows=waiting.pending_rows, group="finance", totals=waiting.totals, detail=pending_report,
    params=(Parameter("state", _("状态"), PendingState),),
    actions=(
        Action(
            commands.DecidePending, pending.decide_pending, _("批准处理"), RIGHT, on="row", slot=8, grade=Grade.ask,
            prefill=today, allowed=_decided, preview=_decision,
        ),
    ),
    help=_("盘亏、盘盈、报废和现金长短款先记入 182，查明原因、批准以后转销；年末不能有余额。"),
    empty=_("没有待处理的财产损溢"),
)  # fmt: skip
CAPITAL = TablePage(
    capital.PAGE, _("资本性支出"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("summary", _("摘要"), 24, keep=True),
        Column("account", _("科目"), 8),
        Column("amount", _("金额"), 12, "money", keep=True),
        Column("left", _("未登记"), 12, "money", keep=True),
        Column("posted", _("已记账"), 8, "yes_no", keep=True),
        Column("number", _("号"), 6, "integer", wide=True),
        Column("claim", _("报销单"), 8, "integer", wide=True),
        Column("reason", _("不登记的原因"), 20, wide=True),
    ),
    rows=capital.capital_rows, group="finance", label="summary",
    params=(Parameter("year", _("年"), books.Year), Parameter("missing", _("未登记资产"), YesNo)),
    actions=(
        Action(
            asset_commands.BookCapital, assets.book_capital, _("登记资产"), RIGHT, on="row", slot=5, prefill=_bought,
            allowed=_entered, preview=_made,
        ),
        Action(
            asset_commands.ExplainCapital, assets.explain_capital, _("不登记的原因"), RIGHT, on="row",
            allowed=_entered,
        ),
    ),
    help=_("507 科目的支出和由它登记的资产：付了款还没有记资产的，按 F5 补上，内容已填好。"),
    empty=_("没有资本性支出"),
)  # fmt: skip

RECEIVABLES = TablePage(
    receivables.PAGE, _("其他应收款"), READ,
    columns=(
        Column("since", _("从"), 10, "date", keep=True),
        Column("name", _("摘要"), 30, keep=True),
        Column("left", _("未收回"), 12, "money", keep=True),
        Column("days", _("天数"), 6, "integer", keep=True),
        Column("old", _("超过三年"), 8, "yes_no", keep=True),
    ),
    rows=receivables.receivable_rows, group="finance", params=(Parameter("old", _("超过三年"), YesNo),),
    actions=(
        Action(
            commands.WriteOff, pending.write_off, _("核销"), RIGHT, on="row", slot=8, grade=Grade.ask, prefill=today,
            allowed=_young, preview=_written_off,
        ),
    ),
    help=_("没有收回的借款和其他应收款（135）。超过三年、确实收不回的，转待处理财产损溢，批准后列支，另设备查簿。"),
    empty=_("没有未收回的款项"),
)  # fmt: skip
