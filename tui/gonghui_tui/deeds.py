"""What can be done here, as F9 lists it: a title, the key that does it too, and why not if it may not be done now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Deed:
    """One thing that can be done on a page. `why_not` makes it grey, and is said in its place."""

    title: str
    run: Callable[[], None]
    key: str = ""
    why_not: str = ""
    help: str = ""
