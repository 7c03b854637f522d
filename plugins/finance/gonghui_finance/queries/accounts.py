"""The chart of accounts of this union."""

from __future__ import annotations

from typing import cast

from sqlalchemy import select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, RowValues
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance.chart import LEVEL_ONE_DIGITS, Account, Chart, abolished, standard
from gonghui_finance.choices import Direction, ElementKind
from gonghui_finance.models import OwnAccount

_ = translator("gonghui_finance")


CHART = "finance.chart"
"""Where a session keeps the chart that it has read."""


def chart_of(work: Work) -> Chart:
    """The accounts of this union: the prescribed ones and its own sub-accounts; read once in a unit of work."""
    known = work.session.info.get(CHART)
    if known is None:
        own = work.session.scalars(select(OwnAccount)).all()
        known = standard().with_own(map(_own, own)) if own else standard()
        work.session.info[CHART] = known
    return cast("Chart", known)


def forget_chart(work: Work) -> None:
    """Have the chart read anew after it was changed."""
    work.session.info.pop(CHART, None)


def _own(row: OwnAccount) -> Account:
    above = standard().accounts[row.code[:LEVEL_ONE_DIGITS]]
    return Account(
        row.code, row.name, above.side, row.initials, above.county, above.earmarked,
        authority=f"{row.document} {row.document_number} {row.document_date}",
    )  # fmt: skip


def account_rows(work: Work, asked: Asked) -> list[RowValues]:
    """The rows of the page `finance.accounts`; the key is the code."""
    chart = chart_of(work)
    return [_row(chart, account) for account in chart.accounts.values()]


def _row(chart: Chart, account: Account) -> RowValues:
    return {
        "key": account.code, "code": account.code, "name": account.name, "initials": account.initials,
        "full_name": chart.full_name(account.code), "element": ElementKind[account.element.name],
        "side": Direction(account.side.value), "leaf": chart.is_leaf(account.code), "county": account.county,
        "own": bool(account.authority), "note": _note(account),
    }  # fmt: skip


def _note(account: Account) -> str | None:
    return account.authority or (None if account.base else str(_("只用于县级以上工会")))


def resolve_account(work: Work, text: str) -> str:
    """The code of the account meant by a code, a unique name or unique initials.

    Raises:
        NotFound: no account or several, an account of the abolished system, or a code beside another's name.
    """
    _refuse_mixed(chart_of(work), text)
    found = chart_of(work).meant_by(text)
    if len(found) == 1:
        return found[0].code
    if found:
        known = "、".join(f"{a.code} {chart_of(work).full_name(a.code)}" for a in found)
        raise NotFound(_("“{text}”不止一个科目：{known}").format(text=text, known=known))
    raise NotFound(_("科目表中没有“{text}”（可用代码、名称或首字母）").format(text=text))


def _refuse_mixed(chart: Chart, text: str) -> None:
    """A code with a name that is not its own would book to where nobody meant to."""
    old = abolished.recognise(text, chart)
    if old is not None:
        raise NotFound(abolished.sentence(old, chart))
    code, name = abolished.split(text)
    if code in chart.accounts and name and not chart.is_called(code, name):
        words = _("代码 {code} 是“{full}”，不是“{name}”；请核对科目")
        raise NotFound(words.format(code=code, full=chart.full_name(code), name=name[:40]))
