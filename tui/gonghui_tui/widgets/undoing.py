"""What was typed into one field, step by step, so that it can be taken back and done again."""

from __future__ import annotations

from dataclasses import dataclass, field

State = tuple[str, int]
"""The text of a field and where its cursor stood."""

_MOST = 200


@dataclass
class Steps:
    """The steps of a field. Characters typed one after another are one step, as in any editor."""

    done: list[State] = field(default_factory=list)
    undone: list[State] = field(default_factory=list)
    _typed_to: State | None = None

    def note(self, before: State, after: State) -> None:
        """One edit: a single character put where the last one ended goes on with its step."""
        typed = len(after[0]) == len(before[0]) + 1 and after[1] == before[1] + 1
        if not (typed and before == self._typed_to):
            self.done = [*self.done[1 - _MOST :], before]
        self._typed_to = after if typed else None
        self.undone.clear()

    def back(self, now: State) -> State | None:
        """The state before the last step, if there is one."""
        return self._move(self.done, self.undone, now)

    def again(self, now: State) -> State | None:
        """The state after the step that was taken back last, if there is one."""
        return self._move(self.undone, self.done, now)

    def forget(self) -> None:
        """The field holds something else now: nothing to take back."""
        self.done.clear()
        self.undone.clear()
        self._typed_to = None

    def _move(self, source: list[State], target: list[State], now: State) -> State | None:
        if not source:
            return None
        target.append(now)
        self._typed_to = None
        return source.pop()
