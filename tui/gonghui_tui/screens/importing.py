"""Taking in a sheet in four steps: the file, its columns, what each row would do, and what is to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual import on
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from gonghui_core.commands import FieldView, Outcome
from gonghui_core.desk.imports import ImportResult
from gonghui_core.fields import Kind
from gonghui_core.i18n import translator
from gonghui_core.pages import Import
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.confirm import ConfirmDialog, Question
from gonghui_tui.dialogs.frame import Wrapped
from gonghui_tui.dialogs.progress import Ended, Meter, ProgressDialog
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.forms.form import Form
from gonghui_tui.forms.kit import kit_of
from gonghui_tui.look import look
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.screens.importrows import (
    COLUMNS_GRID,
    ROWS_GRID,
    SHOWN,
    column_rows,
    columns_needed,
    counts_told,
    outcome_rows,
    sheet_told,
)
from gonghui_tui.telling import said
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.rows import ListRows

_ = translator("gonghui_tui")

FILE, COLUMNS, ROWS = "file", "columns", "rows"
STEPS = (FILE, COLUMNS, ROWS)
TITLES = (_("选文件"), _("看列名"), _("看结果"), _("确认导入"))


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
        self.columns = Grid(COLUMNS_GRID, empty=(str(_("没有列")),))
        self.rows = Grid(ROWS_GRID, empty=(str(_("没有这样的行")),))
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
            return columns_needed(self.item)
        if self._step == 1:
            return sheet_told(self.result.sheet, Path(str(self.form.fields[0].raw())).name)
        return [self._counts()]

    def _counts(self) -> str:
        assert self.result is not None
        return counts_told(self.result, SHOWN[self._shown])

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
        rows = column_rows(self.item, self.result.sheet)
        self.columns.set_rows(ListRows(rows), keep_cursor=False)

    def _show_rows(self) -> None:
        assert self.result is not None
        rows = outcome_rows(self.result, SHOWN[self._shown])
        self.rows.set_rows(ListRows(rows), keep_cursor=False)

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
