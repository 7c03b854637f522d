"""The counting words of statutes as tests over whole numbers; everything that counts people uses these.

A share is a pair of integers, never a float or a percentage: 66.67 % of 75 delegates is 51, two thirds is 50.
"以上", "以下" and "以内" include the number, "超过" and "不满" do not (Civil Code, Article 1259, by analogy).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Share:
    """A part of a whole that must be reached: `numerator`/`denominator`, the number itself included or not."""

    numerator: int
    denominator: int
    inclusive: bool

    def met(self, have: int, base: int) -> bool:
        """Whether `have` of `base` people reach the share; an empty base is never enough."""
        left, right = have * self.denominator, base * self.numerator
        return base > 0 and (left >= right if self.inclusive else left > right)

    def need(self, base: int) -> int:
        """The smallest number of people that reaches the share of `base`."""
        product = base * self.numerator
        return -(-product // self.denominator) if self.inclusive else product // self.denominator + 1


class CountingWord(Enum):
    """A counting word of the statutes and the share it means."""

    TWO_THIRDS_OR_MORE = Share(2, 3, inclusive=True)  # 三分之二以上
    HALF_OR_MORE = Share(1, 2, inclusive=True)  # 半数以上
    MORE_THAN_HALF = Share(1, 2, inclusive=False)  # 过半数、超过半数
    A_THIRD_OR_MORE = Share(1, 3, inclusive=True)  # 三分之一以上
    MORE_THAN_A_QUARTER = Share(1, 4, inclusive=False)  # 超过四分之一

    def met(self, have: int, base: int) -> bool:
        """Whether `have` of `base` satisfies the word."""
        return self.value.met(have, base)

    def need(self, base: int) -> int:
        """The smallest number that satisfies the word for `base`."""
        return self.value.need(base)


def at_least(have: int, need: int) -> bool:
    """不少于、不低于: the number itself included."""
    return have >= need


def at_most(have: int, limit: int) -> bool:
    """不超过、不得超过: the number itself included."""
    return have <= limit


def less_than(have: int, limit: int) -> bool:
    """不足、不满: the number itself excluded."""
    return have < limit


COUNTING_WORDS: dict[str, Callable[[int, int], bool]] = {word.name.lower(): word.met for word in CountingWord}
"""The words by the names that policy packs use for them."""
