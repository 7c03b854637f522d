"""A guided sequence as passages of a viewer: each step with its sign, how it stands in a word, and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from gonghui_core.reports import Step, Steps, StepState
from gonghui_tui.look import look
from gonghui_tui.safe import fit, flat, wrap
from gonghui_tui.targets import target_of_step
from gonghui_tui.widgets.viewer import Passage, Piece

_GAP = "  "
_TITLE = 26  # cells; a longer title is cut, and the page that it leads to says it in full
_NOTE = 12  # cells; the least that is kept for saying why
_TONES = {StepState.done: "ok", StepState.todo: "warn", StepState.none: "muted"}


def steps(block: Steps, width: int) -> Iterator[Passage]:
    """A line for each step; what there is to say of it goes on below where it is long."""
    if str(block.title):
        yield Passage((Piece(str(block.title), strong=True),))
    state = max((cell_len(step.state.label) for step in block.items), default=0)
    title = min(max((cell_len(flat(step.title)) for step in block.items), default=0), _TITLE)
    for number, step in enumerate(block.items, 1):
        yield from _step(number, step, title, state, width)


def _step(number: int, step: Step, title: int, state: int, width: int) -> Iterator[Passage]:
    head = f"{_sign(step)} {number:>2} {fit(flat(step.title), title)}"
    before = cell_len(head) + state + 2 * len(_GAP)
    notes = wrap(str(step.note), max(width - before - 1, _NOTE))
    tone, link = _TONES[step.state], target_of_step(step)
    yield Passage((
        Piece(head, (link,) if link else None, tone=tone), Piece(_GAP), Piece(fit(step.state.label, state), tone=tone),
        Piece(_GAP + (notes[0] if notes else "")),
    ), wraps=False)  # fmt: skip
    for text in notes[1:]:
        yield Passage((Piece(" " * before + text),), wraps=False)


def _sign(step: Step) -> str:
    signs = {StepState.done: look().tick, StepState.todo: look().other, StepState.none: "-"}
    return signs[step.state]
