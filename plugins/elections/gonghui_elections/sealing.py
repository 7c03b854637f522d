"""The seal of a result: one hash over everything that was counted, short enough for the minutes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from gonghui_elections.rules.sheet import Box

_GROUPS, _GROUP_DIGITS = 4, 5


@dataclass(frozen=True)
class Seal:
    """What was sealed as canonical JSON, and its SHA-256 in hexadecimal."""

    document: str
    digest: str

    @property
    def short(self) -> str:
        """The first twenty digits in four groups, for the minutes that scrutineers sign in ink."""
        return short_form(self.digest)


def canonical(value: object) -> str:
    """`value` as JSON that is the same bytes for the same figures: sorted keys, no blanks, no fractions.

    Raises TypeError for a float: every figure of a count is whole.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value} is not a whole number")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)


def short_form(digest: str) -> str:
    """The first digits of `digest` as `1a2b3-c4d5e-6f708-192a3`."""
    starts = range(0, _GROUPS * _GROUP_DIGITS, _GROUP_DIGITS)
    return "-".join(digest[start : start + _GROUP_DIGITS] for start in starts)


def seal(figures: Mapping[str, object], *, roll: int, boxes: Sequence[Box]) -> Seal:
    """The seal over the result's figures, the number of names on the roll, and the figures of each box.

    The order of the boxes does not matter.
    """
    ordered = [asdict(box) for box in sorted(boxes, key=lambda box: box.name)]
    document = canonical({"result": figures, "roll": roll, "boxes": ordered})
    return Seal(document, sha256(document.encode()).hexdigest())
