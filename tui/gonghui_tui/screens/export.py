"""F7: a page as a file, with a format, a name, and a place where it will be found again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import platformdirs
from textual import on
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.desk.exports import REPORT_FORMATS, TABLE_FORMATS
from gonghui_core.desk.exports import report as write_report
from gonghui_core.i18n import translator
from gonghui_core.pages import Page, ReportPage
from gonghui_core.reports import Report
from gonghui_tui.dialogs.confirm import ConfirmDialog, Question
from gonghui_tui.dialogs.frame import Dialog, DialogButton, Wrapped
from gonghui_tui.look import look
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.widgets.choice import Choice
from gonghui_tui.widgets.cninput import CNInput

_ = translator("gonghui_tui")

TITLES = {
    "xlsx": _("Excel 表格"), "docx": _("Word 文档"), "csv": _("CSV"), "md": _("Markdown"), "json": _("JSON"),
}  # fmt: skip
_SUFFIX = {"hledger": "journal"}
_STRANGE = re.compile(r"[\\/:*?\"<>|\s]+")
Write = Callable[[str, Path], None]


class ExportDialog(Dialog[tuple[str, Path] | None]):
    """Answers the format and the path."""

    DEFAULT_CSS = """
    ExportDialog .label { color: $foreground-muted; margin-top: 1; }
    """
    BINDINGS = [Binding("f7,f6,ctrl+s", "accept", show=False, priority=True, id="export.accept")]

    def __init__(self, title: str, name: str, forms: Sequence[str]) -> None:
        super().__init__(_("导出：{title}").format(title=title), escaped=None)
        self._stem, self._forms = name, tuple(forms)
        self._form = self._forms[0]
        self._choice = Choice([(form, str(TITLES.get(form, form))) for form in self._forms], self._form)
        self._path = CNInput(
            str(_free(name, self._form)), compact=True, id="path", on_enter=lambda f: self.action_accept()
        )

    def body(self) -> Iterator[Widget]:
        """Formats and the file's name."""
        yield Wrapped(_("格式（←→ 选）"), classes="label")
        yield self._choice
        yield Wrapped(_("文件（回车导出）"), classes="label")
        yield self._path
        yield Wrapped("", id="fault", classes="fault")

    def buttons(self) -> Sequence[Button]:
        """Cancel and export."""
        return (DialogButton(_("取消 Esc"), "no"), DialogButton(_("导出"), "yes"))

    def on_mount(self) -> None:
        """The format first: Enter goes on to the name."""
        self._choice.focus()

    @on(Choice.Changed)
    def _changed(self, event: Choice.Changed) -> None:
        event.stop()
        old, self._form = _SUFFIX.get(self._form, self._form), event.value
        new = _SUFFIX.get(event.value, event.value)
        stem = self._path.value
        self._path.value = f"{stem[: -len(old) - 1]}.{new}" if stem.endswith(f".{old}") else stem

    @on(Choice.Submitted)
    def _chosen(self, event: Choice.Submitted) -> None:
        event.stop()
        self.set_focus(self._path)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "yes":
            self.action_accept()
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Take the format and the path, if there can be such a file."""
        path = Path(self._path.value.strip()).expanduser()
        fault = _fault(path)
        if fault:
            self.query_one("#fault", Wrapped).say(f"{look().bad} {fault}")
        else:
            self.dismiss((self._form, path))


def _fault(path: Path) -> str:
    if not path.name:
        return str(_("请写文件名"))
    if path.is_dir():
        return str(_("这是一个文件夹，请在后面写文件名"))
    return "" if path.parent.is_dir() else str(_("没有文件夹 {folder}").format(folder=path.parent))


def _free(name: str, form: str) -> Path:
    """A file in the user's documents that is not there yet."""
    documents = Path(platformdirs.user_documents_dir())
    folder = documents if documents.is_dir() else Path.home()
    stem = _STRANGE.sub("-", str(name)).strip("-.")[:60] or "gonghui"
    suffix = _SUFFIX.get(form, form)
    path, at = folder / f"{stem}.{suffix}", 2
    while path.exists():
        path, at = folder / f"{stem}-{at}.{suffix}", at + 1
    return path


def show_export(screen: PageScreen[Any], page: Page, params: Mapping[str, Any]) -> None:
    """Ask for format and file, and write the page with what it was asked for."""
    desk, asked = screen.session.desk, dict(params)
    forms = (*REPORT_FORMATS, *page.formats) if isinstance(page, ReportPage) else TABLE_FORMATS
    _ask(screen, str(page.title), forms, lambda form, path: desk.export(page.id, asked, form, path))


def show_report_export(screen: PageScreen[Any], page_id: str, report: Report) -> None:
    """The same for one record."""
    _ask(
        screen,
        str(report.title),
        REPORT_FORMATS,
        lambda form, path: write_report(page_id, report, form, path),
    )


def _ask(screen: PageScreen[Any], title: str, forms: Sequence[str], write: Write) -> None:
    name = f"{title}-{screen.session.today():%Y%m%d}"

    def chosen(answer: tuple[str, Path] | None) -> None:
        if answer is None:
            return
        form, path = answer
        if not path.exists():
            _write(screen, form, path, write)
            return
        question = Question(
            str(_("已有这个文件，换掉它？")), [str(path)], str(_("换掉")), restore=str(_("换掉以后，原来的找不回来。")),
        )  # fmt: skip
        screen.app.push_screen(
            ConfirmDialog(question),
            lambda said: _write(screen, form, path, write) if said and said.confirmed else None,
        )

    screen.app.push_screen(ExportDialog(title, name, forms), chosen)


def _write(screen: PageScreen[Any], form: str, path: Path, write: Write) -> None:
    screen.fetch(
        lambda: write(form, path),
        lambda _nothing: screen.gonghui.say(_("已导出到 {path}").format(path=path)),
        label=str(_("正在导出…")),
    )
