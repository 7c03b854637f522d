"""What a look-up list offers, and how a few typed characters find it: by number, name or pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from gonghui_core.text import clean, half


@dataclass(frozen=True)
class Candidate:
    """Something that can be chosen. `initials` may hold several readings, with blanks between them.

    `note` is what tells two of the same name apart (the branch, where a page stands in the menu).
    """

    key: Hashable
    name: str
    code: str = ""
    note: str = ""
    initials: str = ""

    @property
    def shown(self) -> str:
        """How it stands in a field once it is chosen."""
        return f"{self.code} {self.name}".strip()


Finder = Callable[[str], Sequence[Candidate]]
"""Gives the candidates for a typed text, best first; called in a thread; an empty text means all."""

_NO_MATCH = 9


def narrow(text: str, candidates: Iterable[Candidate], limit: int = 50) -> list[Candidate]:
    """The candidates that `text` finds, best first: number, then name, then initials."""
    wanted = _folded(text)
    if not wanted:
        return list(candidates)[:limit]
    ranked = [(_rank(wanted, candidate), at, candidate) for at, candidate in enumerate(candidates)]
    ranked.sort(key=lambda item: item[:2])
    return [candidate for rank, _at, candidate in ranked if rank < _NO_MATCH][:limit]


def only(text: str, found: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that `text` can mean: by its whole number or whole name, as the only one whose initials
    are the text or begin with it, or as the only one found."""
    wanted = _folded(text)
    for same in (_is_number, _is_name, _is_initials, _begins_initials):
        exact = [candidate for candidate in found if same(wanted, candidate)]
        if len(exact) == 1:
            return exact[0]
    return found[0] if len(found) == 1 else None


def _folded(text: str) -> str:
    return half(clean(text)).strip().casefold()


def _is_number(wanted: str, candidate: Candidate) -> bool:
    return _folded(candidate.code) == wanted


def _is_name(wanted: str, candidate: Candidate) -> bool:
    return wanted in (_folded(candidate.name), _folded(candidate.shown))


def _is_initials(wanted: str, candidate: Candidate) -> bool:
    return bool(wanted) and wanted in candidate.initials.casefold().split()


def _begins_initials(wanted: str, candidate: Candidate) -> bool:
    return bool(wanted) and any(one.startswith(wanted) for one in candidate.initials.casefold().split())


def _rank(wanted: str, candidate: Candidate) -> int:
    code, name = _folded(candidate.code), _folded(candidate.name)
    readings = candidate.initials.casefold().split()
    tests = (
        code == wanted,
        wanted in (name, _folded(candidate.shown)),
        code.startswith(wanted),
        name.startswith(wanted),
        wanted in readings,
        any(reading.startswith(wanted) for reading in readings),
        wanted in name,
        any(wanted in reading for reading in readings),
        wanted in _folded(candidate.note),
    )
    return next((rank for rank, matched in enumerate(tests) if matched), _NO_MATCH)
