"""Pages of dues: bases, collections, and who owes what."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import MemberKey
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.members.models import Member
from gonghui_core.pages import Asked, Column, Parameter, ReportPage, TablePage
from gonghui_core.reports import Col, Fact, Figure, Figures, Grid, Report
from gonghui_core.work import Work
from gonghui_finance import commands as books
from gonghui_finance import periods
from gonghui_finance.choices import Booking, DuesSource
from gonghui_finance.commands import income as commands
from gonghui_finance.models import DuesCollection, DuesPayment
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.income import behind
from gonghui_finance.queries import dues
from gonghui_finance.rules.funds import ZERO
from gonghui_finance.services import dues as services

_ = translator("gonghui_finance")

DUES = "finance.dues"


def _this_month(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year, "month": work.today.month, "date": work.today}


def _since(work: Work, key: Any) -> dict[str, Any]:
    return {"since": work.today.replace(day=1)}


COLLECT_ACTION = Action(
    commands.CollectDues,
    services.collect_dues,
    _("收缴会费"),
    DUES,
    slot=8,
    grade=Grade.ask,
    prefill=_this_month,
)
BASE_ACTION = Action(
    commands.SetDuesBase, services.set_dues_base, _("设定缴费基数"), DUES, slot=5, prefill=_since
)


def _collection(work: Work, key: Any) -> Report:
    row = work.get(DuesCollection, int(key))
    query = (
        select(Member.number, Member.name, DuesPayment.amount)
        .join(Member, Member.id == DuesPayment.member_id)
        .where(DuesPayment.collection_id == row.id)
        .order_by(Member.number)
    )
    columns = (Col("number", _("工号")), Col("member", _("会员")), Col("amount", _("会费"), "money"))
    items = (
        Figure(_("月份"), periods.title(row.period)), Figure(_("日期"), row.date), Figure(_("方式"), row.source),
        Figure(_("合计"), row.amount), Figure(_("经办"), row.officer),
    )  # fmt: skip
    paid = [tuple(found) for found in work.session.execute(query)] if work.may(DUES) or work.may(READ) else []
    title = _("收{month}会费").format(month=periods.title(row.period))
    return Report(title, (Figures(items), *behind(work, dues.COLLECTIONS, row.id), Grid(columns, paid)))


COLLECTIONS = TablePage(
    dues.COLLECTIONS, _("会费收缴"), READ,
    columns=(
        Column("period", _("月份"), 8, "integer", keep=True),
        Column("date", _("日期"), 10, "date", keep=True),
        Column("source", _("方式"), 10, "choice", DuesSource),
        Column("members", _("人数"), 8, "integer", keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("officer", _("经办"), 10),
    ),
    rows=dues.collection_rows, order=("-period", "-key"), group="finance", label="period",
    params=(Parameter("year", _("年"), books.Year),), detail=_collection, actions=(COLLECT_ACTION,),
    help=_("每月收一次：凡当月最后一天在册、还没有缴的会员都计收，并制好凭证草稿；重做只补收没缴的人。"),
    empty=_("还没有收过会费：按 F8 收缴"),
)  # fmt: skip

BASES = TablePage(
    dues.BASES, _("会费基数"), DUES,
    columns=(
        Column("number", _("工号"), 10, keep=True),
        Column("member", _("会员"), 12, keep=True),
        Column("branch", _("分工会"), 16),
        Column("base", _("缴费基数"), 12, "money", keep=True),
        Column("since", _("自"), 10, "date", keep=True),
    ),
    rows=dues.base_rows, order=("number", "-since"), group="finance", find=members.find, label="member",
    params=(Parameter("member", _("会员"), MemberKey),), actions=(BASE_ACTION,),
    help=_("会费按每月岗位工资与薪级工资之和的 0.5% 计，不足 10 元的尾数不计；也可以从工资表导入。"),
    empty=_("还没有缴费基数：按 F5 设定，或按 F9 导入工资表"),
)  # fmt: skip


def dues_report(work: Work, asked: Asked) -> Report:
    """What each member owed and paid, for a month or for the months of a year so far; who owes most comes first."""
    year, month = asked["year"], asked.get("month")
    months = dues.months_of(work, year, month)
    found = dues.standings(work, months)
    names = _names(work, [standing.member for standing in found])
    rows = sorted(
        ((*names[s.member], s.due, s.paid, s.arrears, s.member) for s in found), key=lambda r: (-r[4], r[0])
    )
    when = periods.title(months[0]) if month else f"{year}年"
    items = (
        Figure(_("应缴"), sum((s.due for s in found), ZERO)), Figure(_("已缴"), sum((s.paid for s in found), ZERO)),
        Figure(_("欠缴"), sum((s.arrears for s in found), ZERO)),
        Figure(_("欠缴人数"), sum(1 for s in found if s.arrears)),
    )  # fmt: skip
    columns = (
        Col("number", _("工号"), width=10), Col("member", _("会员"), width=12), Col("due", _("应缴"), "money", 12),
        Col("paid", _("已缴"), "money", 12), Col("arrears", _("欠缴"), "money", 12),
    )  # fmt: skip
    facts = {
        (index, 1): Fact(row[1], row[0], "core.members", (str(row[5]),)) for index, row in enumerate(rows)
    }
    grid = Grid(columns, [row[:5] for row in rows], facts=facts)
    return Report(_("{when}会费").format(when=when), (Figures(items), grid), _data(year, month, rows))


def _data(year: int, month: int | None, rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    told = [
        {"member": name, "number": number, "due": f"{due:.2f}", "paid": f"{paid:.2f}", "arrears": f"{arrears:.2f}"}
        for number, name, due, paid, arrears, _key in rows
    ]  # fmt: skip
    return {"year": year, "month": month, "members": told}


def _names(work: Work, keys: list[int]) -> dict[int, tuple[str, str]]:
    query = select(Member.id, Member.number, Member.name)
    found: dict[int, tuple[str, str]] = defaultdict(lambda: ("", ""))
    wanted = set(keys)
    for key, number, name in work.session.execute(query):
        if key in wanted:
            found[key] = (number, name)
    return found


DUES_REPORT = ReportPage(
    "finance.dues", _("会费"), READ, build=dues_report, group="finance",
    params=(
        Parameter("year", _("年"), books.Year, default=lambda work: work.today.year),
        Parameter("month", _("月"), books.Month),
    ),
    actions=(COLLECT_ACTION, BASE_ACTION),
    help=_("每位会员应缴、已缴和欠缴的会费；不给月份就是本年到现在。"),
)  # fmt: skip
