"""The signs that the screen is drawn with: the full set, and plain ASCII for terminals with wide boxes.

One setting of the process, not a context variable: worker threads and widgets alike draw with it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Each sign is one cell wide, but for `more`, whose width is its length."""

    name: str
    more: str  # what stands for the part of a text that was cut off
    tick: str
    bad: str
    cursor: str
    ascending: str
    descending: str
    step: str  # between the parts of a path
    divider: str  # between the product and the path
    bar: str  # eight blocks, from one eighth to full
    chosen: str  # the one that was chosen of several
    other: str  # the ones that were not
    loss: str  # the bar of a figure below zero


FULL = Look("full", "…", "✓", "✗", "▸", "▴", "▾", "›", "┃", "▏▎▍▌▋▊▉█", "●", "○", "▒")
ASCII = Look("ascii", "..", "*", "x", ">", "^", "v", ">", "|", "       #", "@", "o", "-")

_look = FULL


def use_look(look: Look) -> None:
    """Draw with `look` from now on."""
    global _look
    _look = look


def look() -> Look:
    """The signs to draw with now."""
    return _look
