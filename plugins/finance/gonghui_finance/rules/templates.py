"""What a template makes of an amount. Pure: patterns and an amount in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput
from gonghui_finance.choices import Direction
from gonghui_finance.rules.entry import ZERO, Line

_ = translator("gonghui_finance")

FEN = Decimal("0.01")
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Pattern:
    """A line of a template: a fixed `amount` in yuan, a `share` of the whole in per cent, or what is left."""

    account: str
    side: Direction
    amount: Decimal | None = None
    share: Decimal | None = None
    memo: str = ""
    earmarked: bool = False
    project: str | None = None
    branch_id: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it takes what the others of its side leave."""
        return self.amount is None and self.share is None

    def line(self, amount: Decimal) -> Line:
        """The line of a voucher with this amount."""
        debit = amount if self.side is Direction.debit else ZERO
        return Line(
            self.account, debit, amount - debit, self.memo, self.earmarked, self.project, self.branch_id
        )


def whole_of(patterns: Sequence[Pattern]) -> Decimal | None:
    """The amount that the template itself fixes: the sum of a side on which every line has one."""
    for side in Direction:
        mine = [pattern.amount for pattern in patterns if pattern.side is side]
        if mine and None not in mine:
            return sum((amount for amount in mine if amount is not None), ZERO)
    return None


def lines_of(patterns: Sequence[Pattern], amount: Decimal | None) -> list[Line]:
    """The lines of a voucher over `amount`; shares are rounded to the fen, and no fen is lost between them.

    Raises:
        BadInput: the amount is wanting, or two lines of a side would have to share what is left.
    """
    whole = whole_of(patterns) if amount is None else amount
    if whole is None:
        raise BadInput(_("这个模板没有固定金额，请给出金额"), field="amount")
    amounts: dict[int, Decimal] = {}
    for side in Direction:
        amounts |= _amounts({at: p for at, p in enumerate(patterns) if p.side is side}, whole)
    return [pattern.line(amounts[at]) for at, pattern in enumerate(patterns) if amounts[at]]


def _amounts(patterns: dict[int, Pattern], whole: Decimal) -> dict[int, Decimal]:
    """The amounts of the lines of one side, by their places."""
    found = {at: _own(pattern, whole) for at, pattern in patterns.items()}
    left = whole - sum(found.values(), ZERO)
    takers = [at for at, pattern in patterns.items() if pattern.is_open]
    if len(takers) > 1:
        lines = "、".join(patterns[at].account for at in takers)
        said = _("模板的{side}方有几行没有金额：{lines}；请在填制凭证时按 F4 选用，逐行填写")
        raise BadInput(said.format(side=patterns[takers[0]].side.label, lines=lines), field="amount")
    if not takers and sum((p.share or ZERO for p in patterns.values()), ZERO) == WHOLE:
        takers = [at for at, pattern in patterns.items() if pattern.share is not None][-1:]
    for at in takers:
        found[at] += left
    return found


def _own(pattern: Pattern, whole: Decimal) -> Decimal:
    if pattern.amount is not None:
        return pattern.amount
    share = pattern.share or ZERO
    return (whole * share / WHOLE).quantize(FEN, ROUND_HALF_UP)
