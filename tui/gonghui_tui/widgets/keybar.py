"""The ten F-keys at the bottom: always the same places, each also a button for the mouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from gonghui_tui.safe import cut, fit, flat

SLOTS = 10
_LABEL = 5  # cells: two hanzi, or five letters


@dataclass(frozen=True)
class KeySlot:
    """What one F-key does here: at most two hanzi or five letters. A key that may not be used now is grey."""

    label: str
    enabled: bool = True


class KeyBar(Widget):
    """Ten slots, which fit 80 columns. A click sends the key, so that there is one way in and not two."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $foreground; }
    KeyBar > .keybar--number { color: $foreground; text-style: bold; }
    KeyBar > .keybar--label { background: $primary; color: $block-cursor-foreground; }
    KeyBar > .keybar--off { color: $foreground-muted; background: $panel; }
    """
    COMPONENT_CLASSES = {"keybar--number", "keybar--label", "keybar--off"}

    def __init__(self, slots: Mapping[int, KeySlot] | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._slots = dict(slots or {})

    def show(self, slots: Mapping[int, KeySlot]) -> None:
        """Show other labels, by the number of the key (1 to 10)."""
        self._slots = dict(slots)
        self.refresh()

    def _starts(self) -> list[int]:
        """Where each slot begins, and where the last one ends; what a division leaves over is spread."""
        return [self.size.width * at // SLOTS for at in range(SLOTS + 1)]

    def render_line(self, y: int) -> Strip:
        """The one line of the bar."""
        starts = self._starts()
        segments = []
        for number in range(1, SLOTS + 1):
            segments += self._slot(number, starts[number] - starts[number - 1])
        return Strip(segments).crop_extend(0, self.size.width, self.rich_style)

    def _slot(self, number: int, width: int) -> list[Segment]:
        slot, key = self._slots.get(number), f"F{number}"
        number_style = self.get_component_rich_style("keybar--number")
        if slot is None or not flat(slot.label):
            return [Segment(fit(key, width), number_style)]
        label = cut(flat(slot.label), min(_LABEL, max(width - len(key), 0)))
        if not slot.enabled:
            # A sign beside the grey: a state is never told by a colour alone.
            return [Segment(fit(f"{key}-{label}", width), self.get_component_rich_style("keybar--off"))]
        rest = " " * max(width - len(key) - cell_len(label), 0)
        label_style = self.get_component_rich_style("keybar--label")
        return [Segment(key, number_style), Segment(label, label_style), Segment(rest, self.rich_style)]

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse, unless it is grey."""
        starts = self._starts()
        number = next((at for at in range(1, SLOTS + 1) if event.x < starts[at]), SLOTS)
        slot = self._slots.get(number)
        if slot is not None and slot.enabled:
            self.app.simulate_key(f"f{number}")
