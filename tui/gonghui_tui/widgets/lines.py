"""The lines of an entry grid as values: what a cell holds, and what swaps, balances, repeats and undoes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gonghui_core.verdicts import BadInput
from gonghui_tui import entry
from gonghui_tui.look import look
from gonghui_tui.widgets.candidates import Candidate
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.rows import GridRow

NUMBER_COLUMN = "#"
"""The id of a column that shows the number of the line."""

_ABOVE, _FIRST = ("..", "。。"), ("//", "、、")
_KEPT = 50  # changes that can be undone


@dataclass(frozen=True)
class EntryRules:
    """How the columns of one grid of lines behave.

    `swap`: two money columns of which a line fills one; Space moves the amount to the other, and after the
    first is filled Enter passes over the second. `balance`: two money columns whose totals must be equal.
    `repeat`: columns that a new line takes from the line above. `grows`: lines may be added and deleted.
    """

    swap: tuple[str, str] | None = None
    balance: tuple[str, str] | None = None
    repeat: tuple[str, ...] = ()
    grows: bool = True


@dataclass
class Line:
    """One line: the texts as shown, the keys of what was chosen from a list, and what cannot be read.

    A line that nobody has `touched` holds at most what was repeated from above, and is not handed in.
    """

    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Hashable] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    key: Hashable | None = None
    touched: bool = False


def read_cell(kind: str, text: str, today: date) -> str:
    """`text` as a cell of `kind` shows it: amounts `1,200.50`, dates ISO; else BadInput."""
    stripped = text.strip()
    if not stripped:
        return ""
    readers: Mapping[str, Callable[[], str]] = {
        "money": lambda: entry.amount_text(entry.amount(stripped)),
        "integer": lambda: str(entry.whole(stripped)),
        "date": lambda: entry.day(stripped, today).isoformat(),
        "month": lambda: "{:04}-{:02}".format(*entry.month(stripped, today)),
    }
    return readers[kind]() if kind in readers else stripped


class Lines:
    """The lines of a grid; also its rows (`count`, `row`, `missing`). All of it in memory."""

    def __init__(
        self, columns: Sequence[GridColumn], rules: EntryRules, today: date, lines: Iterable[Line] = ()
    ) -> None:
        self.columns, self.rules, self.today = tuple(columns), rules, today
        self.lines = list(lines)
        self._past: list[list[Line]] = []
        if rules.grows and not self.lines:
            self.lines.append(Line())

    # As rows of a grid

    @property
    def count(self) -> int:
        """How many lines there are, with the one that waits to be filled."""
        return len(self.lines)

    def row(self, at: int) -> GridRow:
        """The line as it is painted; one with an error is marked."""
        line = self.lines[at]
        cells = [
            str(at + 1) if column.id == NUMBER_COLUMN else line.texts.get(column.id, "")
            for column in self.columns
        ]
        return GridRow(at, cells, look().bad if line.errors else "")

    def missing(self, first: int, last: int) -> None:
        """Nothing is ever missing."""

    # What is in them

    def filled(self) -> list[Line]:
        """The lines that somebody has filled in."""
        return [line for line in self.lines if line.touched and any(line.texts.values())]

    def errors(self) -> dict[tuple[int, str], str]:
        """What cannot be read, by (row, column id)."""
        return {
            (row, column): error
            for row, line in enumerate(self.lines)
            for column, error in line.errors.items()
        }

    def amount(self, row: int, column: str) -> Decimal:
        """The amount in a cell; 0 where it is empty or cannot be read."""
        line = self.lines[row]
        text = line.texts.get(column, "")
        return Decimal(text.replace(",", "")) if text and column not in line.errors else Decimal(0)

    def total(self, column: str) -> Decimal:
        """The sum of a money column."""
        return sum((self.amount(row, column) for row in range(self.count)), Decimal("0.00"))

    def column(self, column: str) -> GridColumn:
        """The column of this id."""
        return next(item for item in self.columns if item.id == column)

    def expanded(self, row: int, column: str, typed: str) -> str:
        """What `..` (the cell above) and `//` (the first line's) stand for in a column that repeats."""
        if column not in self.rules.repeat or not row:
            return typed
        source = row - 1 if typed in _ABOVE else 0 if typed in _FIRST else None
        return typed if source is None else self.lines[source].texts.get(column, "")

    # Changes; each can be undone

    def remember(self) -> None:
        """Keep the lines as they are now, to come back to."""
        self._past.append(deepcopy(self.lines))
        del self._past[:-_KEPT]

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""
        if not self._past:
            return False
        self.lines = self._past.pop()
        return True

    def put(self, row: int, column: GridColumn, text: str) -> str:
        """Put typed text into a cell; answers why it cannot be read, or an empty string. The text stays."""
        line = self.lines[row]
        line.touched = True
        line.keys.pop(column.id, None)
        line.errors.pop(column.id, None)
        try:
            line.texts[column.id] = read_cell(column.kind, text, self.today)
        except BadInput as error:
            line.texts[column.id] = text
            line.errors[column.id] = str(error)
        return line.errors.get(column.id, "")

    def choose(self, row: int, column: str, candidate: Candidate) -> None:
        """Put what was chosen from a list into a cell."""
        line = self.lines[row]
        line.touched = True
        line.errors.pop(column, None)
        line.texts[column], line.keys[column] = candidate.shown, candidate.key

    def fault(self, row: int, column: str, text: str, error: str) -> None:
        """Leave `text` in a cell and say why it will not do."""
        line = self.lines[row]
        line.touched = True
        line.keys.pop(column, None)
        line.texts[column], line.errors[column] = text, error

    def copy(self, column: str, source: int, target: int) -> None:
        """Copy a cell of one line to another line, with the key of what was chosen."""
        line, other = self.lines[target], self.lines[source]
        line.touched = True
        for values, theirs in ((line.texts, other.texts), (line.errors, other.errors)):
            values.pop(column, None)
            if column in theirs:
                values[column] = theirs[column]
        line.keys.pop(column, None)
        if column in other.keys:
            line.keys[column] = other.keys[column]

    def swap(self, row: int, pair: tuple[str, str]) -> None:
        """Exchange the two cells of a line."""
        line, (first, second) = self.lines[row], pair
        for values in (line.texts, line.errors):
            held = {column: values.pop(column) for column in pair if column in values}
            values.update({first if column == second else second: text for column, text in held.items()})
        line.touched = True

    def balance(self, row: int, column: str, pair: tuple[str, str]) -> str:
        """Fill a line so that the totals of `pair` are equal; answers the column that took the amount.

        It is `column`, unless the difference belongs on the other side.
        """
        other = pair[1] if column == pair[0] else pair[0]
        self._clear(row, pair)
        lacking = self.total(other) - self.total(column)
        target = column if lacking >= 0 else other
        if lacking:
            self.lines[row].texts[target] = entry.amount_text(abs(lacking))
        self.lines[row].touched = True
        return target

    def _clear(self, row: int, pair: tuple[str, str]) -> None:
        for column in pair:
            self.lines[row].texts.pop(column, None)
            self.lines[row].errors.pop(column, None)

    def insert(self, row: int) -> None:
        """A new line before `row`, with what it repeats from the line above."""
        line = Line()
        if row > 0:
            above = self.lines[row - 1]
            for column in self.rules.repeat:
                if text := above.texts.get(column, ""):
                    line.texts[column] = text
        self.lines.insert(row, line)

    def delete(self, row: int) -> None:
        """Take a line out; there is always one left to fill."""
        del self.lines[row]
        if not self.lines:
            self.lines.append(Line())
