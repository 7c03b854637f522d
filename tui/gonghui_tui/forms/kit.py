"""What fields need from outside: the day, and the records that can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gonghui_core.fields import Key
from gonghui_core.text import clean, half
from gonghui_tui.widgets.candidates import Candidate

if TYPE_CHECKING:
    from gonghui_core.desk import Desk
    from gonghui_core.desk.working import Pick
    from gonghui_tui.session import Session

_FOUND = 40  # candidates of one look-up; who needs more types another character


@dataclass(frozen=True)
class Kit:
    """`find(page, text)` gives the records of a page, best first; `named(page, key)` the one with a key.

    Both are called in threads.
    """

    today: date
    find: Callable[[str, str], Sequence[Candidate]]
    named: Callable[[str, str], Candidate | None]


def kit_of(session: Session) -> Kit:
    """The kit of an opened workspace."""
    desk = session.desk
    return Kit(
        session.today(), lambda page, text: find(desk, page, text), lambda page, key: named(desk, page, key)
    )


def find(desk: Desk, page: str, text: str) -> list[Candidate]:
    """The records of a page that `text` finds: those whose number or name it is or begins first."""
    picks = desk.pick(page, half(clean(text)).strip(), _FOUND)
    found = [_candidate(pick) for pick in picks]
    wanted = half(clean(text)).strip().casefold()
    return sorted(found, key=lambda item: _rank(item, wanted)) if wanted else found


def _candidate(pick: Pick) -> Candidate:
    return Candidate(Key(pick.key), pick.name or pick.label, pick.code, pick.note, pick.initials)


def _rank(item: Candidate, wanted: str) -> int:
    code, name, initials = item.code.casefold(), item.name.casefold(), item.initials.casefold().split()
    tests = (
        code == wanted, name == wanted, wanted in initials, code.startswith(wanted), name.startswith(wanted),
        any(one.startswith(wanted) for one in initials),
    )  # fmt: skip
    return next((rank for rank, fits in enumerate(tests) if fits), 9)


def named(desk: Desk, page: str, key: str) -> Candidate | None:
    """The record of a page that has this key."""
    pick = desk.named(page, key)
    return None if pick is None else _candidate(pick)
