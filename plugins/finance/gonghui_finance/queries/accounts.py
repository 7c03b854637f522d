"""The chart of accounts of this union."""

from __future__ import annotations

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, RowValues
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance.chart import Account, Chart, standard
from gonghui_finance.choices import Direction, ElementKind

_ = translator("gonghui_finance")


def chart_of(work: Work) -> Chart:
    """The accounts of this union."""
    return standard()


def account_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.accounts`; the key is the code."""
    chart = chart_of(work)
    return [_row(chart, account) for account in chart.accounts.values()]


def _row(chart: Chart, account: Account) -> RowValues:
    return {
        "key": account.code, "code": account.code, "name": account.name, "initials": account.initials,
        "full_name": chart.full_name(account.code), "element": ElementKind[account.element.name],
        "side": Direction(account.side.value), "leaf": chart.is_leaf(account.code), "county": account.county,
    }  # fmt: skip


def resolve_account(work: Work, text: str) -> str:
    """The code of the account meant by a code, a unique name or unique initials."""
    found = chart_of(work).meant_by(text)
    if len(found) == 1:
        return found[0].code
    if found:
        known = "、".join(f"{a.code} {chart_of(work).full_name(a.code)}" for a in found)
        raise NotFound(_("“{text}”不止一个科目：{known}").format(text=text, known=known))
    raise NotFound(_("科目表中没有“{text}”（可用代码、名称或首字母）").format(text=text))
