"""Taking in a sheet in four steps: the file, its columns, what each row would do, and what is to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from gonghui_core.commands import FieldView, Outcome
from gonghui_core.desk.imports import ImportResult
from gonghui_core.fields import Kind
from gonghui_core.i18n import translator
from gonghui_core.pages import Checked, Import
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.confirm import ConfirmDialog, Question
from gonghui_tui.dialogs.frame import Wrapped
from gonghui_tui.dialogs.progress import Ended, Meter, ProgressDialog
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.forms.form import Form
from gonghui_tui.forms.kit import kit_of
from gonghui_tui.look import look
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.telling import said
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.rows import GridRow, ListRows

_ = translator("gonghui_tui")

FILE, COLUMNS, ROWS = "file", "columns", "rows"
STEPS = (FILE, COLUMNS, ROWS)
TITLES = (_("选文件"), _("看列名"), _("看结果"), _("确认导入"))
OUTCOMES = {"new": _("新增"), "changed": _("更新"), "unchanged": _("不变"), "rejected": _("退回")}
SHOWN = ("", "rejected", "changed", "new", "unchanged")
"""What F4 shows in turn; empty is all."""


class ImportScreen(PageScreen[None]):
    """One kind of sheet. Nothing is written before the last step, and then exactly what it says."""

    DEFAULT_CSS = """
    ImportScreen #steps { padding: 0 1; text-style: bold; }
    ImportScreen #told { padding: 0 1; height: auto; }
    ImportScreen ContentSwitcher { height: 1fr; }
    ImportScreen ContentSwitcher > * { height: 1fr; }
    """

    def __init__(self, item: Import, *, then: Callable[[Outcome], None] | None = None) -> None:
        super().__init__()
        self.item, self._then = item, then
        self.result: ImportResult | None = None
        self._step, self._shown = 0, 0
        self.help_title = str(item.title)
        self.help_text = str(
            _(
                "选一个 xlsx 或 csv。程序按列名认列，逐行检查，不合格的行退回并说明原因；确认之前不写入任何数据。"
            )
        )

    @property
    def path(self) -> tuple[str, ...]:
        """What is taken in."""
        return (str(_("导入")), str(self.item.title))

    def body(self) -> Iterator[Widget]:
        """The steps, what is to be said, and the step itself."""
        yield Wrapped("", id="steps")
        yield Wrapped("", id="told")
        view = FieldView("path", str(_("文件")), Kind("file"), True, str(_("xlsx、csv；输路径，F2 看文件夹")))
        self.form = Form([view], kit_of(self.session))
        self.columns = Grid(_COLUMNS, empty=(str(_("没有列")),))
        self.rows = Grid(_ROWS, empty=(str(_("没有这样的行")),))
        with ContentSwitcher(initial=FILE):
            self.form.id, self.columns.id, self.rows.id = STEPS
            yield self.form
            yield self.columns
            yield self.rows

    def on_mount(self) -> None:
        """Begin with the file."""
        super().on_mount()
        self._go(0)

    # Steps

    def _go(self, step: int) -> None:
        self._step = step
        self.query_one(ContentSwitcher).current = STEPS[step]
        self.query_one("#steps", Wrapped).say("  ".join(self._sign(at) for at in range(len(TITLES))))
        self.query_one("#told", Wrapped).say("\n".join(self._heading()))
        self.set_focus(self.form.fields[0].target if step == 0 else self.columns if step == 1 else self.rows)
        self.show_frame()

    def _sign(self, at: int) -> str:
        sign = look().tick if at < self._step else look().cursor if at == self._step else " "
        return f"{sign} {at + 1} {TITLES[at]}"

    def _heading(self) -> list[str]:
        """What is to be said over the step."""
        if self.result is None or self._step == 0:
            needed = "、".join(next(iter(self.item.headings[field]), field) for field in self.item.required)
            return [_("必须有的列：{names}").format(names=needed)] if needed else []
        sheet = self.result.sheet
        if self._step == 1:
            lines = [
                _("{file}   工作表 {sheet}   数据 {n} 行").format(
                    file=Path(str(self.form.fields[0].raw())).name, sheet=sheet.name, n=len(sheet.rows)
                )
            ]
            if sheet.skipped:
                rows = "、".join(str(row.number) for row in sheet.skipped[:8])
                lines.append(
                    _("不是记录而跳过 {n} 行（合计、说明）：第 {rows} 行").format(
                        n=len(sheet.skipped), rows=rows
                    )
                )
            if sheet.also:
                lines.append(_("没有读的工作表：{names}").format(names="、".join(sheet.also)))
            return lines
        return [self._counts()]

    def _counts(self) -> str:
        assert self.result is not None
        counts = self.result.counts
        parts = [f"{OUTCOMES[name]} {counts[name]}" for name in OUTCOMES]
        warned = sum(1 for row in self.result.rows if row.warnings)
        shown = SHOWN[self._shown]
        only = _("   只看：{what}").format(what=OUTCOMES[shown]) if shown else ""
        return "  ".join([*parts, _("有提醒 {n}").format(n=warned)]) + only

    def _next(self) -> None:
        if self._step == 0:
            self._check()
        elif self._step == 1:
            self._show_rows()
            self._go(2)
        else:
            self._ask()

    def _check(self) -> None:
        """Read the file and try every row, writing nothing."""
        field = self.form.fields[0]
        path = Path(str(field.raw()))
        field.say("")

        def checked(ended: Ended[ImportResult] | None) -> None:
            if ended is None or ended.stopped:
                return
            if ended.error is not None or ended.value is None:
                field.say(said(ended.error or Exception()))
                self.form.go(field)
                return
            self.result = ended.value
            self._show_columns()
            self._go(1)

        self.app.push_screen(ProgressDialog(str(_("正在检查")), self._job(path, dry_run=True)), checked)

    def _job(self, path: Path, *, dry_run: bool) -> Callable[[Meter], ImportResult]:
        desk, kind = self.session.desk, self.item.kind
        return lambda meter: desk.import_sheet(kind, path, dry_run=dry_run, progress=meter.report)

    def _show_columns(self) -> None:
        assert self.result is not None
        sheet = self.result.sheet
        taken = {header: field for field, header in sheet.columns.items()}
        rows = [
            GridRow(at, (header, self._sample(taken[header]), self._title(taken[header])), look().tick)
            if header in taken
            else GridRow(at, (header, "", str(_("（不导入）"))), " ")
            for at, header in enumerate(sheet.headers)
            if header
        ]
        lacking = [field for field in self.item.headings if field not in sheet.columns]
        rows += [
            GridRow(len(rows) + at, (str(_("（文件里没有）")), "", self._title(field)), " ")
            for at, field in enumerate(lacking)
        ]
        self.columns.set_rows(ListRows(rows), keep_cursor=False)

    def _sample(self, field: str) -> str:
        assert self.result is not None
        values = (row.cells.get(field) for row in self.result.sheet.rows[:20])
        return str(next((value for value in values if value not in (None, "")), ""))

    def _title(self, field: str) -> str:
        command = self.item.command
        if command is not None and field in command.model_fields:
            return str(command.model_fields[field].title or field)
        return next(iter(self.item.headings.get(field, ())), field)

    def _show_rows(self) -> None:
        assert self.result is not None
        shown = SHOWN[self._shown]
        rows = [row for row in self.result.rows if not shown or row.outcome == shown]
        if not shown:
            rows.sort(key=lambda row: (row.outcome != "rejected", row.number))
        self.rows.set_rows(ListRows([_row(at, row) for at, row in enumerate(rows)]), keep_cursor=False)

    # Confirming and writing

    def _writes(self) -> int:
        assert self.result is not None
        return self.result.counts["new"] + self.result.counts["changed"]

    def _ask(self) -> None:
        assert self.result is not None
        counts = self.result.counts
        if not self._writes() or (self.item.whole and counts["rejected"]):
            self.app.bell()
            why = _("有退回的行：这种表要么全部导入，要么一行也不导入；请改好文件再来")
            self.hints.notice(str(why if counts["rejected"] and self.item.whole else _("没有要写入的行")))
            return
        lines = [
            _("新增 {n} 行").format(n=counts["new"]),
            _("更新 {n} 行（旧值 → 新值见上一步）").format(n=counts["changed"]),
            _("不变 {n} 行，不写入").format(n=counts["unchanged"]),
            _("退回 {n} 行，不写入；可另存为一张表，改好再导入").format(n=counts["rejected"]),
        ]
        question = Question(
            _("写入 {n} 行？").format(n=self._writes()),
            lines,
            str(_("导入")),
            restore=str(_("会记入审计日志。")),
        )
        self.app.push_screen(
            ConfirmDialog(question), lambda answer: self._write() if answer and answer.confirmed else None
        )

    def _write(self) -> None:
        path = Path(str(self.form.fields[0].raw()))

        def written(ended: Ended[ImportResult] | None) -> None:
            if ended is None or ended.stopped:
                self.hints.notice(str(_("已停止，一行也没有写入")))
            elif ended.error is not None or ended.value is None:
                self.tell_trouble(ended.error or Exception())
            else:
                self._done(ended.value)

        self.app.push_screen(ProgressDialog(str(_("正在导入")), self._job(path, dry_run=False)), written)

    def _done(self, result: ImportResult) -> None:
        counts = result.counts
        message = _("已导入：新增 {new}，更新 {changed}，退回 {rejected}").format(
            new=counts["new"], changed=counts["changed"], rejected=counts["rejected"]
        )
        self.gonghui.changed()
        self.gonghui.say(message)
        app, then = self.gonghui, self._then
        if counts["rejected"]:
            self._offer_rejects(result)
        else:
            app.back()
        if then is not None:
            then(Outcome(message))

    def _offer_rejects(self, result: ImportResult | None = None) -> None:
        """Write the rejected rows with their reasons into a workbook."""
        result = result or self.result
        if result is None or not result.rejected:
            self.app.bell()
            return
        source = Path(str(self.form.fields[0].raw()))
        proposed = str(source.with_name(_("{name}-退回.xlsx").format(name=source.stem)))
        label = _("{n} 行没有导入。把这些行和原因另存为：").format(n=len(result.rejected))

        def told(path: str | None) -> None:
            if path and path.strip():
                where = Path(path.strip()).expanduser()
                self.fetch(lambda: result.write_rejects(where), lambda _nothing: self._saved(where, result))
            elif result.done:
                self.gonghui.back()

        self.app.push_screen(
            PromptDialog(str(_("退回的行")), label, value=proposed, yes=str(_("另存"))), told
        )

    def _saved(self, where: Path, result: ImportResult) -> None:
        self.gonghui.say(_("已存到 {path}").format(path=where))
        if result.done:
            self.gonghui.back()

    # Keys

    @property
    def hint(self) -> str:
        """How to go on and back."""
        own = (_("回车检查这个文件"), _("回车 下一步"), _("回车 看这一行  PgUp/PgDn 翻页  F4 只看一种"))
        return "  ".join((str(own[self._step]), str(_("Esc 上一步（不写入任何数据）"))))

    def slots(self) -> dict[int, KeySlot]:
        """Next, filter, rejects."""
        found = {6: KeySlot(str(_("下步") if self._step < 2 else _("导入")))}
        if self._step == 0:
            found[2] = KeySlot(str(_("参照")))
        if self._step == 2:
            rejected = bool(self.result and self.result.rejected)
            found |= {4: KeySlot(str(_("筛选"))), 7: KeySlot(str(_("退回")), rejected)}
        return found

    def deeds(self) -> Sequence[Deed]:
        """The same as on the keys."""
        deeds = [Deed(str(_("下一步")), self.key_6, "F6")]
        if self._step == 2:
            deeds += [
                Deed(str(_("只看一种结果")), self.key_4, "F4"),
                Deed(str(_("把退回的行另存为表")), self.key_7, "F7"),
            ]
        return deeds

    def key_2(self) -> None:
        """The files of the folder."""
        if self._step == 0:
            self.run_worker(self.form.fields[0].look_up(), exit_on_error=False)

    def key_4(self) -> None:
        """Show one kind of outcome, then the next."""
        if self._step == 2:
            self._shown = (self._shown + 1) % len(SHOWN)
            self._show_rows()
            self.query_one("#told", Wrapped).say(self._counts())

    def key_6(self) -> None:
        """Next step."""
        self._next()

    def key_7(self) -> None:
        """The rejected rows as a workbook."""
        if self._step == 2:
            self._offer_rejects()

    def action_back(self) -> None:
        """One step back, then out; nothing was written."""
        if self._step:
            self._go(self._step - 1)
        else:
            super().action_back()

    @on(Form.Passed)
    def _path_given(self, event: Form.Passed) -> None:
        event.stop()
        if event.step > 0:
            self._check()

    @on(Grid.RowOpened)
    def _opened(self, event: Grid.RowOpened) -> None:
        event.stop()
        if self._step == 1:
            self._next()
        elif (row := self.rows.current) is not None:
            from gonghui_tui.dialogs.reading import message_dialog

            self.app.push_screen(
                message_dialog(_("第 {n} 行").format(n=row.cells[0]), "\n".join(map(str, row.cells[1:])))
            )


_COLUMNS = (
    GridColumn("header", _("文件里的列"), 24, minimum=10, grow=1),
    GridColumn("sample", _("例子"), 20, minimum=8, grow=1),
    GridColumn("field", _("对应到"), 20, minimum=10, grow=1),
)
_ROWS = (
    GridColumn("row", _("行"), 6, right=True, keep=True),
    GridColumn("outcome", _("结果"), 6, keep=True),
    GridColumn("told", _("说明"), 60, minimum=20, grow=1),
)


def _row(at: int, row: Checked) -> GridRow:
    told: list[Any] = [row.message] if row.message else []
    told += [
        _("{title}：{old} → {new}").format(title=title, old=old or _("（空）"), new=new)
        for title, (old, new) in row.changes.items()
    ]
    told += [f"！{message}" for _code, message in row.warnings]
    mark = look().bad if row.outcome == "rejected" else "!" if row.warnings else " "
    return GridRow(
        at, (row.number, str(OUTCOMES.get(row.outcome, row.outcome)), "；".join(map(str, told))), mark
    )
