"""What the rules say of a voucher: attachments, budget, cash. A school may set any of them to block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from gonghui_core import policy
from gonghui_core.verdicts import Verdict
from gonghui_core.work import Work
from gonghui_finance.choices import VoucherKind
from gonghui_finance.models import Voucher
from gonghui_finance.queries import balances, budget
from gonghui_finance.rules.budget import Amount
from gonghui_finance.rules.entry import ZERO, Line

CASH = "101"
BANK = "102"

Ask = Callable[..., Verdict]


def while_drafting(work: Work, voucher: Voucher, lines: Sequence[Line]) -> list[Verdict]:
    """What the rules say of a draft: only told, since a draft may still be completed."""
    return _broken(work, policy.ask, voucher, lines)


def before_posting(work: Work, voucher: Voucher, lines: Sequence[Line]) -> list[Verdict]:
    """What the rules say of a voucher that is about to be posted; one that blocks refuses."""
    return _broken(work, policy.check, voucher, lines)


def _broken(work: Work, ask: Ask, voucher: Voucher, lines: Sequence[Line]) -> list[Verdict]:
    day = voucher.date
    verdicts = _cash(work, ask, voucher, lines)
    if voucher.kind is VoucherKind.ordinary and voucher.reverses_id is None:
        verdicts.append(ask(work, "finance.voucher.attachments", day, have=voucher.attachments))
    verdicts += _budget(work, ask, voucher, lines)
    return policy.broken(*verdicts)


def _cash(work: Work, ask: Ask, voucher: Voucher, lines: Sequence[Line]) -> list[Verdict]:
    """Cash and bank may not fall below nothing; asked only of what the voucher takes from."""
    found = []
    for account, rule in ((CASH, "finance.cash.negative"), (BANK, "finance.bank.negative")):
        moved = sum((line.signed for line in lines if line.account.startswith(account)), ZERO)
        if moved < 0:
            left: Decimal = balances.balance(work, account) + moved
            found.append(ask(work, rule, voucher.date, have=left))
    return found


def _budget(work: Work, ask: Ask, voucher: Voucher, lines: Sequence[Line]) -> list[Verdict]:
    """Expenditure needs an approved budget, and may not exceed it with all that is committed already."""
    spent = [
        Amount(x.account, x.project, x.signed) for x in lines if x.account.startswith("5") and x.signed > 0
    ]
    if not spent:
        return []
    year, day = voucher.date.year, voucher.date
    if budget.in_force(work, year) is None:
        return [ask(work, "finance.budget.approved", day, have=False)]
    return [
        ask(work, "finance.budget.exceeded", day, amount=at.committed + at.actual, base=at.budget)
        for at in budget.touched(work, year, spent)
    ]
