"""What can be wrong with assets, goods, money held for others and what waits for a decision, for `gonghui check`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gonghui_core.contributions import Finding
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_finance.choices import CountKind
from gonghui_finance.queries import (
    assets,
    balances,
    capital,
    counts,
    goods,
    held,
    pending,
    receivables,
)  # fmt: skip
from gonghui_finance.rules.pending import PENDING
from gonghui_finance.rules.stock import STOCK

_ = translator("gonghui_finance")


def findings(work: Work) -> Iterator[Finding]:
    """Everything that is wrong with things."""
    for check in (
        asset_register, stock, below_nothing, held_funds, waiting, year_end, capital_spent, uncounted, old_debts,
    ):  # fmt: skip
        yield from check(work)


def asset_register(work: Work) -> Iterator[Finding]:
    """Accounts of assets and their wear that the register does not agree with."""
    for account, listed in assets.register(work).items():
        booked = balances.balance(work, account)
        if booked != listed:
            words = _("科目 {account} 余额 {booked:,.2f} 元，资产台账 {listed:,.2f} 元")
            said = words.format(account=account, booked=booked, listed=listed)
            yield Finding("finance.assets_differ", said, assets.PAGE)


def stock(work: Work) -> Iterator[Finding]:
    """Account 141 where the goods in stock come to another sum."""
    booked, listed = balances.balance(work, STOCK), goods.registered(work)
    if booked != listed:
        words = _("科目 141 余额 {booked:,.2f} 元，库存物品 {listed:,.2f} 元")
        yield Finding("finance.goods_differ", words.format(booked=booked, listed=listed), goods.PAGE)


def below_nothing(work: Work) -> Iterator[Finding]:
    """Goods of which more went out than there was: the voucher of what came in was taken back."""
    for kind, at in goods.below_nothing(work):
        words = _("{name}在 {on} 出库后结存为负：{left} {unit}，{value:,.2f} 元")
        said = words.format(
            name=kind.name, on=at.slip.on, left=at.after.quantity, unit=kind.unit, value=at.after.value
        )
        yield Finding("finance.goods_negative", said, goods.PAGE, str(kind.id))


def held_funds(work: Work) -> Iterator[Finding]:
    """What account 221 holds without a purpose, and purposes that were overdrawn."""
    nameless = held.nameless(work)
    if nameless:
        words = _("科目 221 有 {amount:,.2f} 元没有注明用途，与代管经费明细不符")
        yield Finding("finance.held_differs", words.format(amount=nameless), held.PAGE)
    for name, balance, key in held.overdrawn(work):
        words = _("代管经费“{name}”付出超过代管：{balance:,.2f} 元")
        yield Finding("finance.held_overdrawn", words.format(name=name, balance=balance), held.PAGE, str(key))


def waiting(work: Work) -> Iterator[Finding]:
    """Account 182 where what waits for a decision comes to another sum."""
    booked, listed = balances.balance(work, PENDING), pending.registered(work)
    if booked != listed:
        words = _("科目 182 余额 {booked:,.2f} 元，待处理财产明细 {listed:,.2f} 元")
        yield Finding("finance.pending_differs", words.format(booked=booked, listed=listed), pending.PAGE)


def year_end(work: Work) -> Iterator[Finding]:
    """Account 182 that was not empty at the end of the last year."""
    year = work.today.year - 1
    left: Decimal = pending.left_at_year_end(work, year)
    if left:
        words = _("{year}年末待处理财产损溢还有 {left:,.2f} 元没有处理")
        yield Finding("finance.pending_year_end", words.format(year=year, left=left), pending.PAGE)


def capital_spent(work: Work) -> Iterator[Finding]:
    """Posted capital expenditure without an asset."""
    for spent in capital.missing(work):
        if spent.posted:
            words = _("{day} 资本性支出“{summary}”有 {left:,.2f} 元没有登记资产")
            said = words.format(day=spent.date, summary=spent.summary, left=spent.left)
            yield Finding("finance.capital_unregistered", said, capital.PAGE, str(spent.voucher))


def uncounted(work: Work) -> Iterator[Finding]:
    """Assets or goods that were not counted in the last year, if its books are here."""
    year = work.today.year - 1
    for kind in CountKind if counts.kept_in(work, year) else ():
        if counts.wanted_in(work, kind, year) and not counts.done_in(work, kind, year):
            words = _("{year}年没有盘点{kind}：每年至少盘点一次")
            yield Finding("finance.count_missing", words.format(year=year, kind=kind.label), counts.PAGE)


def old_debts(work: Work) -> Iterator[Finding]:
    """What has been owed for more than three years."""
    for item in receivables.receivables(work):
        if item.old(work.today):
            words = _("应收款“{name}”{left:,.2f} 元从 {since} 起已超过三年")
            said = words.format(name=item.name, left=item.left, since=item.since)
            yield Finding("finance.old_receivable", said, receivables.PAGE, item.key)
