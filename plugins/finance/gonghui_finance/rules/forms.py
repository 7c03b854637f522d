"""The forms 工会01表 and 工会02表 as data: every line with its id, title, and where its figure comes from.

Accounting System for Trade Unions (Caikuai 2021 No. 7), part 4. A line has accounts whose balances it shows, or the
signed ids of the lines it is the sum of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gonghui_finance.rules.entry import ZERO


@dataclass(frozen=True)
class Row:
    """A line of a form. `sign` is +1 where a debit balance is shown as positive, −1 where a credit balance is."""

    id: str
    title: str
    accounts: tuple[str, ...] = ()
    sign: int = 1
    parts: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    heading: bool = False


def _asset(row: str, title: str, *accounts: str) -> Row:
    return Row(row, title, accounts)


def _owed(row: str, title: str, *accounts: str) -> Row:
    return Row(row, title, accounts, -1)


ASSETS = (
    Row("current", "流动资产：", heading=True),
    _asset("cash", "货币资金", "101", "102"),
    _asset("zero_balance_quota", "零余额账户用款额度", "111"),
    _asset("fiscal_refund_quota", "财政应返还额度", "121"),
    _asset("receivable_upper", "应收上级经费", "131"),
    _asset("receivable_lower", "应收下级经费", "132"),
    _asset("other_receivables", "其他应收款", "135"),
    _asset("inventory", "库存物品", "141"),
    Row("current_assets", "流动资产合计", parts=(
        "cash", "zero_balance_quota", "fiscal_refund_quota", "receivable_upper", "receivable_lower",
        "other_receivables", "inventory",
    )),
    _asset("investment", "投资", "151"),
    _asset("construction_in_progress", "在建工程", "161"),
    _asset("fixed_assets_gross", "固定资产原值", "162"),
    Row("accumulated_depreciation", "减：累计折旧", ("163",), -1),
    Row("fixed_assets_net", "固定资产净值", parts=("fixed_assets_gross",), less=("accumulated_depreciation",)),
    _asset("intangible_assets_gross", "无形资产原值", "171"),
    Row("accumulated_amortisation", "减：累计摊销", ("172",), -1),
    Row(
        "intangible_assets_net", "无形资产净值", parts=("intangible_assets_gross",), less=("accumulated_amortisation",)
    ),
    _asset("long_term_prepaid", "长期待摊费用", "181"),
    _asset("pending_property", "待处理财产损溢", "182"),
    Row("total_assets", "资产总计", parts=(
        "current_assets", "investment", "construction_in_progress", "fixed_assets_net", "intangible_assets_net",
        "long_term_prepaid", "pending_property",
    )),
)  # fmt: skip

CLAIMS = (
    Row("liabilities", "负债：", heading=True),
    _owed("payroll_payable", "应付职工薪酬", "201"),
    _owed("payable_upper", "应付上级经费", "211"),
    _owed("payable_lower", "应付下级经费", "212"),
    _owed("other_payables", "其他应付款", "215"),
    _owed("held_for_others", "代管经费", "221"),
    Row("total_liabilities", "负债合计", parts=(
        "payroll_payable", "payable_upper", "payable_lower", "other_payables", "held_for_others",
    )),
    Row("net_assets", "净资产：", heading=True),
    _owed("asset_fund", "资产基金", "301"),
    _owed("special_fund", "专用基金", "311"),
    _owed("carried_forward", "工会资金结转", "321"),
    _owed("surplus", "工会资金结余", "322"),
    _owed("fiscal_carried_forward", "财政拨款结转", "331"),
    _owed("fiscal_surplus", "财政拨款结余", "332"),
    _owed("stabilisation_fund", "预算稳定调节基金", "341"),
    Row("total_net_assets", "净资产合计", parts=(
        "asset_fund", "special_fund", "carried_forward", "surplus", "fiscal_carried_forward", "fiscal_surplus",
        "stabilisation_fund",
    )),
    Row("total_liabilities_and_net_assets", "负债与净资产总计", parts=("total_liabilities", "total_net_assets")),
)  # fmt: skip

INCOME = (
    _owed("dues", "（一）会费收入", "401"),
    _owed("appropriated", "（二）拨缴经费收入", "402"),
    _owed("upper_subsidy", "（三）上级补助收入", "403"),
    _owed("government_subsidy", "（四）政府补助收入", "404"),
    _owed("school_subsidy", "（五）行政补助收入", "405"),
    _owed("affiliated_income", "（六）附属单位上缴收入", "406"),
    _owed("investment_income", "（七）投资收益", "407"),
    _owed("other_income", "（八）其他收入", "408"),
    _owed("stabilisation_drawn", "（九）动用预算稳定调节基金", "411"),
)  # fmt: skip

EXPENDITURE = (
    _asset("activities", "（一）职工活动支出", "501"),
    _asset("organised_activities", "（二）职工活动组织支出", "502"),
    _asset("services", "（三）职工服务支出", "503"),
    _asset("rights_protection", "（四）维权支出", "504"),
    _asset("operations", "（五）业务支出", "505"),
    _asset("administration", "（六）行政支出", "506"),
    _asset("capital", "（七）资本性支出", "507"),
    _asset("lower_subsidy", "（八）补助下级支出", "508"),
    _asset("affiliated_support", "（九）对附属单位的支出", "509"),
    _asset("other_expenditure", "（十）其他支出", "510"),
    _asset("stabilisation_set_aside", "（十一）安排预算稳定调节基金", "521"),
)  # fmt: skip

OPENING_ROWS = (
    Row("opening_total", "一、年初资金结转结余", parts=("opening_carried_forward", "opening_surplus")),
    Row("opening_carried_forward", "（一）年初资金结转"),
    Row("opening_surplus", "（二）年初资金结余"),
)
FLOW_ROWS = (
    Row("adjustments", "二、资金结转结余调整及变动"),
    Row("total_income", "三、收入合计", parts=tuple(row.id for row in INCOME)),
    *INCOME,
    Row("total_expenditure", "四、支出合计", parts=tuple(row.id for row in EXPENDITURE)),
    *EXPENDITURE,
    Row("surplus_of_period", "五、本期收支差额", parts=("total_income",), less=("total_expenditure",)),
)
CLOSING_ROWS = (
    Row("closing_total", "六、年末资金结转结余", parts=("closing_carried_forward", "closing_surplus")),
    Row("closing_carried_forward", "（一）年末资金结转"),
    Row("closing_surplus", "（二）年末资金结余"),
)
"""The opening and closing lines stand in the yearly form only."""


def figures(
    rows: tuple[Row, ...], balances: Mapping[str, Decimal], given: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """The figure of every line by id, from signed balances by level-1 account (debit positive).

    `given` holds figures that come from elsewhere; sums may name lines that stand below them.
    """
    found = dict(given)
    for row in rows:
        if row.accounts:
            total = sum((balances.get(code, ZERO) for code in row.accounts), ZERO)
            found[row.id] = row.sign * total + given.get(row.id, ZERO)
    known = {row.id: row for row in rows}
    for row in rows:
        if row.parts:
            found[row.id] = _sum(row, known, found)
    return found


def _sum(row: Row, known: Mapping[str, Row], found: Mapping[str, Decimal]) -> Decimal:
    def value(name: str) -> Decimal:
        part = known.get(name)
        return _sum(part, known, found) if part is not None and part.parts else found.get(name, ZERO)

    return sum(map(value, row.parts), ZERO) - sum(map(value, row.less), ZERO)


def two_sides() -> list[tuple[Row | None, Row | None]]:
    """The lines of the balance sheet side by side; both totals stand on the last."""
    left: list[Row | None] = [*ASSETS]
    right: list[Row | None] = [*CLAIMS]
    room = max(len(left), len(right))
    for side in (left, right):
        side[-1:-1] = [None] * (room - len(side))
    return list(zip(left, right, strict=True))


@dataclass(frozen=True)
class Source:
    """Where lines of a form come from: accounts that begin so, earmarked ones only or the others (none: all)."""

    account: str
    earmarked: bool | None = None


def _unclosed(earmarked: bool) -> tuple[Source, ...]:
    return tuple(Source(element, earmarked) for element in "45")


FUNDS = {"carried_forward": _unclosed(True), "surplus": _unclosed(False)}
"""What is not closed yet and shown with the funds that a closing will carry it to."""

_POSITION = {row.id: row for row in (*ASSETS, *CLAIMS)}
_FLOWS = {row.id: row for row in FLOW_ROWS}


def is_flow(row: str) -> bool:
    """Whether a line shows what moved in a period, and so leaves out what closings moved."""
    return row in _FLOWS


def sources(row: str) -> tuple[Source, ...]:
    """The accounts that the figure of a line was made from; none for a line that no form has."""
    for begin in ("opening_", "closing_"):
        if row == f"{begin}total":
            return sources("carried_forward") + sources("surplus")
        if row in (f"{begin}carried_forward", f"{begin}surplus"):
            return sources(row.removeprefix(begin))
    if row == "adjustments":
        return (Source("321"), Source("322"))
    known = _POSITION if row in _POSITION else _FLOWS
    found = known.get(row)
    if found is None:
        return ()
    own = tuple(Source(account) for account in found.accounts) + FUNDS.get(row, ())
    return own + tuple(source for part in (*found.parts, *found.less) for source in sources(part))


def level_one(balances: Mapping[tuple[str, bool], Decimal]) -> dict[str, Decimal]:
    """Signed balances summed by level-1 account."""
    totals: dict[str, Decimal] = {}
    for (account, _earmarked), amount in balances.items():
        totals[account[:3]] = totals.get(account[:3], ZERO) + amount
    return totals


def unclosed(balances: Mapping[tuple[str, bool], Decimal]) -> tuple[Decimal, Decimal]:
    """What income and expenditure have not been carried yet, credit positive: earmarked, and the rest."""
    sums = {True: ZERO, False: ZERO}
    for (account, earmarked), amount in balances.items():
        if account[0] in "45":
            sums[earmarked] -= amount
    return sums[True], sums[False]
