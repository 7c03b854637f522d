"""Actions on a page: which stand on which key, why one may not be done now, and starting one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gonghui_core.catalogue import Offer
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.pages import RowValues
from gonghui_tui.deeds import Deed, short_of
from gonghui_tui.widgets.keybar import KeySlot

if TYPE_CHECKING:
    from gonghui_core.desk import Desk
    from gonghui_tui.screens.base import PageScreen

_ = translator("gonghui_tui")

SLOTS = (2, 5, 8)
PAGE, ROW, ROWS = "page", "row", "rows"


@dataclass(frozen=True)
class Aim:
    """What an action would be about: the row under the cursor, the ticked rows, the parameters of the page."""

    current: RowValues | None = None
    ticked: Sequence[RowValues] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

    def rows(self, on: str) -> list[RowValues]:
        """The rows that an action on `page`, `row` or `rows` touches: the ticked ones, or the current one."""
        if on == PAGE:
            return []
        if on == ROWS and self.ticked:
            return list(self.ticked)
        return [self.current] if self.current is not None else []


class Acts:
    """The offers of one page, and what of them may be done at the aim of the moment."""

    def __init__(self, desk: Desk, offers: Sequence[Offer]) -> None:
        self._desk, self.offers = desk, tuple(offers)
        self._why: dict[str, str] = {}

    def look_up(self, aim: Aim) -> dict[str, str]:
        """Why each action may not be done at `aim`; to be called in a thread."""
        return {offer.name: why for offer in self.offers if (why := self._why_not(offer, aim))}

    def _why_not(self, offer: Offer, aim: Aim) -> str:
        rows = aim.rows(offer.action.on)
        if offer.action.on != PAGE and not rows:
            return str(_("没有选中的行"))
        return self._desk.why_not(offer.name, rows) or "" if rows else ""

    def know(self, why: dict[str, str]) -> None:
        """Keep what was found out."""
        self._why = why

    def on_key(self, number: int) -> Offer | None:
        """The action on an F-key: the first of them that may be done now, or the first."""
        mine = [offer for offer in self.offers if offer.action.slot == number]
        return next((offer for offer in mine if not self._why.get(offer.name)), mine[0] if mine else None)

    def why_not(self, offer: Offer) -> str:
        """Why an action may not be done now, as far as is known."""
        return self._why.get(offer.name, "")

    def slots(self) -> dict[int, KeySlot]:
        """The labels of the F-keys that belong to actions."""
        found = {number: self.on_key(number) for number in SLOTS}
        return {
            number: KeySlot(short_of(offer.action), not self.why_not(offer))
            for number, offer in found.items()
            if offer is not None
        }

    def deeds(self, begin: Callable[[Offer], None]) -> list[Deed]:
        """All actions for F9."""
        on_keys = {number: self.on_key(number) for number in SLOTS}
        deeds = []
        for offer in self.offers:
            key = next((f"F{number}" for number, known in on_keys.items() if known is offer), "")
            deeds.append(
                Deed(str(offer.action.title), lambda offer=offer: begin(offer), key, self.why_not(offer))  # type: ignore[misc]
            )
        return deeds


def begin(screen: PageScreen[Any], offer: Offer, aim: Aim, then: Callable[[Outcome], None]) -> None:
    """Start an action about what it is aimed at."""
    from gonghui_tui.doing import start

    rows = aim.rows(offer.action.on)
    start(screen, offer, records=[str(row["key"]) for row in rows], rows=rows, params=aim.params, then=then)
