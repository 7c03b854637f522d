"""What can be done here, as F9 lists it: a title, the key that does it too, and why not if it may not be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len

from gonghui_core.commands import Action


@dataclass(frozen=True)
class Deed:
    """One thing that can be done on a page. `why_not` makes it grey, and is said in its place."""

    title: str
    run: Callable[[], None]
    key: str = ""
    why_not: str = ""
    help: str = ""


def short_of(action: Action) -> str:
    """The label of an action in the bar: its own, or the first two hanzi (five letters) of its title."""
    if str(action.short):
        return str(action.short)
    title, label = str(action.title), ""
    for char in title:
        if cell_len(label + char) > 5 or (cell_len(char) == 2 and cell_len(label) >= 4):
            break
        label += char
    return label.strip()
