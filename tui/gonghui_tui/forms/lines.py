"""Lines of a form: columns from the fields of a line, look-ups from the pages, and faults in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual import on
from textual.widget import Widget

from gonghui_core.commands import FieldView
from gonghui_core.i18n import translator
from gonghui_tui import entry
from gonghui_tui.forms.base import FormField
from gonghui_tui.forms.formgrid import FormLines, column_of
from gonghui_tui.forms.kit import Kit
from gonghui_tui.forms.linevalues import OPTIONS, cells_of, given_columns, kept_of, line_kept, line_of, plain
from gonghui_tui.forms.lookups import option_candidates
from gonghui_tui.look import look
from gonghui_tui.safe import C
from gonghui_tui.widgets.candidates import Candidate, Finder
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.linegrid import LineGrid
from gonghui_tui.widgets.lines import NUMBER_COLUMN, EntryRules, Line
from gonghui_tui.widgets.linesheet import LineSheet

_ = translator("gonghui_tui")


class LinesField(FormField):
    """Lines that are filled in. Prefilled lines that lack a required cell are a sheet: what stands there stays."""

    DEFAULT_CSS = """
    LinesField { height: 8; border-top: solid $border-blurred; border-title-color: $foreground; }
    LinesField:focus-within { border-top: solid $primary; border-title-style: bold; }
    LinesField > .line { height: 1fr; }
    LinesField .label, LinesField .note { display: none; }
    LinesField FormLines { height: 1fr; }
    LinesField Grid { scrollbar-size-horizontal: 0; }
    """

    def __init__(self, view: FieldView, kit: Kit) -> None:
        super().__init__(view, kit)
        started = [plain(line) for line in view.value or ()]
        self._given = given_columns(view, started)
        self._started = started
        columns = (
            GridColumn(NUMBER_COLUMN, "#", 2, editable=False, keep=True),
            *(column_of(item, editable=item.id not in self._given) for item in view.columns),
        )
        kind = view.kind
        self.rules = EntryRules(
            swap=kind.swap,
            balance=kind.swap,
            repeat=(kind.repeat,) if kind.repeat else (),
            grows=not self._given,
        )
        self.grid = FormLines(
            self, columns, self.rules, today=kit.today, finders=self._finders(),
            lines=[line_of(view.columns, line) for line in started],
        )  # fmt: skip
        self._sent: list[int] = []
        self._refused: set[tuple[int, str]] = set()
        self._last = self.raw()

    def _finders(self) -> dict[str, Finder]:
        found: dict[str, Finder] = {}
        for item in self.view.columns:
            if item.kind.name == "record":
                found[item.id] = self._record_finder(item.kind.page)
            elif item.kind.name in OPTIONS:
                found[item.id] = self._option_finder(item)
        return found

    def _record_finder(self, page: str) -> Finder:
        return lambda text: self.kit.find(page, text)

    def _option_finder(self, view: FieldView) -> Finder:
        return lambda text: option_candidates(view, text)

    def lay_out(self, label_width: int) -> None:
        """The title stands in the line above the grid."""
        self.label_width = 1
        self.border_title = C(f"{self.view.title}{' *' if self.view.required else ''}")

    @property
    def target(self) -> Widget:
        """The floating editor."""
        return self.grid.editor

    def editor(self) -> Iterator[Widget]:
        """The grid."""
        yield self.grid

    @property
    def wanted_height(self) -> int:
        """The lines of the screen that show all of it: title, header, lines, one to go on."""
        rows = 2 + self.grid.lines.count + (1 if self.rules.grows else 0)
        return max(rows, self.least_height) + (1 if self.fault else 0)

    @property
    def least_height(self) -> int:
        """The fewest lines in which it can be worked with, with a list of candidates open or not."""
        return 9 if self.grid.finders else 4

    @property
    def required_columns(self) -> frozenset[str]:
        """The columns in which something must stand."""
        return frozenset(item.id for item in self.view.columns if item.required)

    # Values

    def put(self, value: Any) -> None:
        """The lines were set up at the start; the records that their keys mean are read in a thread."""
        if any(item.kind.name == "record" for item in self.view.columns) and self._started:
            self.run_worker(self._find_names, thread=True, exit_on_error=False, group="name")

    def fill(self, value: Any) -> None:
        """The lines of a template in place of those that stood here; the cursor goes to the first gap."""
        self._started = [plain(line) for line in value]
        self.grid.set_lines(line_of(self.view.columns, line) for line in self._started)
        self.put(value)
        self.grid.go_to_gap(0)
        self.tell()

    def _find_names(self) -> None:
        """Read what the keys of records mean, in a thread."""
        for at, line in enumerate(list(self.grid.lines.lines)):
            for item in self.view.columns:
                key = line.keys.get(item.id)
                if item.kind.name == "record" and key is not None:
                    found = self.kit.named(item.kind.page, str(key))
                    if found is not None:
                        self.app.call_from_thread(self._named, at, item.id, found)

    def _named(self, at: int, column: str, found: Candidate) -> None:
        if at < self.grid.lines.count and self.grid.lines.lines[at].keys.get(column) == found.key:
            self.grid.lines.lines[at].texts[column] = found.shown
            self.grid.show_lines()

    def _counted(self, line: Line) -> bool:
        return bool(self._given) or (line.touched and any(line.texts.values()))

    def raw(self) -> Any:
        """The lines that somebody has filled in, each as column → key or text."""
        self._sent = [at for at, line in enumerate(self.grid.lines.lines) if self._counted(line)]
        return [cells_of(self.view.columns, self.grid.lines.lines[at]) for at in self._sent]

    @property
    def told(self) -> str:
        """How many lines there are."""
        count = len(self.raw())
        return _("{n} 行").format(n=count) if count else ""

    @property
    def half_done(self) -> bool:
        """Whether a line lacks something, or holds what cannot be read."""
        return bool(self.grid.lines.errors() or self._lacking())

    def _lacking(self) -> list[tuple[int, FieldView]]:
        return [
            (at, item)
            for at, line in enumerate(self.grid.lines.lines)
            if self._counted(line)
            for item in self.view.columns
            if item.required and not line.texts.get(item.id) and item.id not in line.keys
        ]

    def keep(self) -> Any:
        """The lines as they stand, with what is being typed."""
        lines = [kept_of(line) for line in self.grid.lines.lines]
        if self.grid.typing:
            lines[self.grid.row]["texts"][self.grid.column.id] = self.grid.editor.value
            lines[self.grid.row]["keys"].pop(self.grid.column.id, None)
            lines[self.grid.row]["touched"] = True
        return lines

    def restore(self, kept: Any) -> None:
        """The lines of a draft; what could not be read then is told again."""
        self.grid.set_lines(line_kept(self.view.columns, line, self.kit.today) for line in kept)

    # What is wrong

    async def read(self) -> str:
        """What is being typed goes into its cell; the first fault of the cells is said."""
        await self.grid.settle()
        return self._first_fault()

    def lack(self) -> None:
        """Mark the required cells that are empty."""
        for at, item in self._lacking():
            self.grid.lines.fault(at, item.id, "", str(_("必须填写")))
        self._mark()

    def blame(self, path: Sequence[str], message: str) -> None:
        """Put what the core said of a cell (`0`, `amount`) into it."""
        at = (
            self._sent[int(path[0])]
            if path and path[0].isdigit() and int(path[0]) < len(self._sent)
            else None
        )
        column = path[1] if len(path) > 1 else ""
        if at is None:
            self.refuse(message)
            return
        if column not in [item.id for item in self.view.columns]:
            column = self.view.columns[0].id
        self.grid.lines.fault(at, column, self.grid.lines.lines[at].texts.get(column, ""), message)
        self._refused.add((at, column))
        self._mark()

    def forgive(self) -> None:
        """Forget what the core said of cells; the way to put it right may have been another cell."""
        super().forgive()
        for at, column in self._refused:
            if at < self.grid.lines.count:
                self.grid.lines.lines[at].errors.pop(column, None)
        self._refused.clear()

    def _mark(self) -> None:
        self.grid.show_lines()
        self.say(self._first_fault())

    def _first_fault(self) -> str:
        faults = self.grid.lines.errors()
        if not faults:
            return ""
        here = (self.grid.row, self.grid.column.id)
        (row, column), message = (
            (here, faults[here]) if here in faults else next(iter(sorted(faults.items())))
        )
        title = self.grid.lines.column(column).title
        return _("第 {n} 行 {title}：{why}").format(n=row + 1, title=title, why=message)

    def go_to_fault(self) -> None:
        """Stand in the first cell that is wrong."""
        faults = self.grid.lines.errors()
        if faults:
            row, column = min(faults)
            ids = [item.id for item in self.grid.shown_columns]
            if column in ids:
                self.grid.go(row, ids.index(column))

    @property
    def hint(self) -> str:
        """The keys of the grid."""
        parts = [str(_("回车下一格"))]
        if self.rules.swap:
            parts += [str(_("空格换边")), str(_("=平衡"))]
        if self.rules.repeat:
            parts.append(str(_("..同上")))
        if self.grid.finders:
            parts.append(str(_("F2参照")))
        if self.rules.grows:
            parts += [str(_("F5增行")), str(_("Ctrl+Del删行"))]
        return " ".join(parts)

    @property
    def looks_up(self) -> bool:
        """Whether any column is chosen from a list."""
        return bool(self.grid.finders)

    async def look_up(self) -> None:
        """The candidates of this column."""
        if self.grid.column.id in self.grid.finders:
            await self.grid.look_up()
        else:
            self.app.bell()

    @on(LineSheet.LinesChanged)
    def _changed(self, event: LineSheet.LinesChanged) -> None:
        event.stop()
        self.say(self._first_fault())
        self.form.share_height()
        now = self.raw()
        if now != self._last:
            # Naming the records of keys changes what is seen, and is no editing.
            self._last = now
            self.tell()

    @on(LineSheet.CellChanged)
    def _cell_changed(self, event: LineSheet.CellChanged) -> None:
        event.stop()

    @on(LineGrid.EndReached)
    def _end(self, event: LineGrid.EndReached) -> None:
        event.stop()
        self.form.advance(self, 1)

    def totals(self) -> list[str]:
        """The footer of two columns that must be equal: totals, difference, capitals."""
        pair = self.rules.balance
        if pair is None:
            return []
        first, second = (self.grid.lines.total(column) for column in pair)
        titles = [str(self.grid.lines.column(column).title) for column in pair]
        gap = first - second
        verdict = (
            f"{look().tick}{_('平')}" if gap == 0 and first else f"{look().bad}{_('不平')}" if gap else ""
        )
        told = _("合计  {a} {first}   {b} {second}   差额 {gap} {verdict}")
        lines = [
            told.format(
                a=titles[0], first=entry.amount_text(first), b=titles[1], second=entry.amount_text(second),
                gap=entry.amount_text(abs(gap)), verdict=verdict,
            )
        ]  # fmt: skip
        return [*lines, _("大写  {words}").format(words=entry.capitals(max(first, second)))]
