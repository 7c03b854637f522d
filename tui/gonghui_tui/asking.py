"""What is asked and told on the way of an action: confirmation by its grade, warnings, overrides, two versions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.commands import Action, FieldView, Grade, Outcome
from gonghui_core.i18n import translator
from gonghui_core.reports import Figures, Report
from gonghui_core.verdicts import Refusal, Stale, Verdict
from gonghui_tui.dialogs.confirm import ConfirmDialog, Question
from gonghui_tui.dialogs.confirm import Grade as Asking
from gonghui_tui.dialogs.frame import Dialog, DialogButton, Wrapped
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.dialogs.reading import ReaderDialog
from gonghui_tui.drawing import lay
from gonghui_tui.look import look
from gonghui_tui.widgets.viewer import Passage, Piece, text_passages

_ = translator("gonghui_tui")

SHORTEST = 8  # characters of a passphrase, as the core demands
_NAMED = 8  # rows named in a question; the rest is counted
_WIDEST, _FRAME = 110, 8  # cells of a dialog that is read, and of what is around its text


class ThreeWays(Dialog[bool | None]):
    """Two answers, and Esc for neither. The first has the focus."""

    def __init__(self, title: str, lines: Sequence[str], yes: str, no: str) -> None:
        super().__init__(title, escaped=None)
        self._lines, self._yes, self._no = lines, yes, no

    def body(self) -> Iterator[Widget]:
        """What it is about."""
        yield from (Wrapped(line) for line in self._lines)

    def buttons(self) -> Sequence[Button]:
        """The two answers."""
        return (DialogButton(self._yes, "yes"), DialogButton(self._no, "no"))

    def on_mount(self) -> None:
        """The first answer has the focus."""
        self.query_one("#yes").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(event.button.id == "yes")


class Notice(ReaderDialog):
    """Something to be read, and nothing to decide: Enter closes too."""

    BINDINGS = [Binding("enter,ctrl+j", "escape", _("关闭"), show=False, priority=True, id="notice.close")]


class DraftDialog(ThreeWays):
    """Offers a draft: True takes it, False starts anew, None (Esc) goes back and leaves it where it is."""

    def __init__(self, at: str, lines: Sequence[str]) -> None:
        super().__init__(
            _("草稿 {at} 找回？").format(at=at), lines, str(_("找回")), str(_("重新填")),
        )  # fmt: skip


def named(rows: Sequence[str], most: int = _NAMED) -> list[str]:
    """The rows that are about to be touched: some by name, all by number."""
    if not rows:
        return []
    lines = [f"  {row}" for row in rows[:most]]
    if len(rows) > 1:
        lines.append(_("共 {n} 条").format(n=len(rows)))
    return lines


def alarmed(report: Report | None) -> bool:
    """Whether a preview says that something is not as it should be."""
    blocks = report.blocks if report is not None else ()
    return any(
        item.mark in ("warn", "bad") for block in blocks if isinstance(block, Figures) for item in block.items
    )


@dataclass(frozen=True)
class About:
    """What is asked about: the action, the rows it touches, what was filled in, the preview, the word to type."""

    action: Action
    rows: Sequence[str] = ()
    filled: Sequence[str] = ()
    report: Report | None = None
    word: str = ""

    @property
    def title(self) -> str:
        """The title of the action."""
        return str(self.action.title)

    @property
    def lines(self) -> list[str]:
        """Rows by name and number; what was filled in, unless a preview shows it better; what outward means."""
        lines = named(self.rows)
        if self.report is None and self.filled:
            lines += [*([""] if lines else []), *self.filled]
        if self.action.grade is Grade.outward:
            lines.append(str(_("个人信息将被看到或带出；何人、何时、何用会永久记录")))
        return lines


async def confirmed(app: App[Any], about: About) -> bool:
    """Ask as the grade of an action wants it; whatever is pressed without reading, nothing happens."""
    if about.action.grade is Grade.none:
        still = _("仍然{title}").format(title=about.title)
        return not alarmed(about.report) or await _read(app, about, still)
    if about.action.grade is Grade.legal:
        return await _legal(app, about)
    if about.report is not None:
        return await _read(app, about, about.title)
    lines = about.lines or [str(_("现在执行？"))]
    question = Question(_("{title}？").format(title=about.title), lines, about.title)
    return (await app.push_screen_wait(ConfirmDialog(question))).confirmed


async def _legal(app: App[Any], about: About) -> bool:
    if about.report is not None and not await _read(app, about, str(_("看过了，下一步"))):
        return False
    session = app.session  # type: ignore[attr-defined]
    who = _("操作人 {officer}   日期 {day}   会记入审计日志").format(
        officer=session.officer, day=session.today()
    )
    question = Question(
        _("{title}——不能撤销").format(title=about.title), [*about.lines, str(who), ""], about.title, Asking.WORD,
        word=str(about.action.word or about.word or about.title),
    )  # fmt: skip
    return (await app.push_screen_wait(ConfirmDialog(question))).confirmed


async def _read(app: App[Any], about: About, yes: str) -> bool:
    passages = text_passages("\n".join(about.lines)) if about.lines else []
    if about.report is not None:
        passages += lay(about.report.blocks, min(app.size.width * 9 // 10, _WIDEST) - _FRAME)
    read: bool = await app.push_screen_wait(ReaderDialog(about.title, passages, yes=yes))
    return read


async def tell_outcome(app: App[Any], action: Action, outcome: Outcome) -> None:
    """Say that it is done; verdicts, what was revealed and what cannot be undone stay until they were read."""
    if outcome.warnings:
        passages = text_passages(f"{look().tick} {outcome.message}")
        for verdict in outcome.warnings:
            passages += verdict_passages(verdict)
        await app.push_screen_wait(Notice(str(_("已完成，请注意")), passages))
    elif action.grade in (Grade.outward, Grade.legal):
        await app.push_screen_wait(Notice(str(action.title), text_passages(str(outcome.message))))
    else:
        app.notify(str(outcome.message), markup=False, timeout=5)


async def give_passphrase(app: App[Any], officer: str) -> None:
    """Let a new officer choose the passphrase that opens the workspace; later is possible too."""
    title = _("{name} 的口令").format(name=officer)
    first = await app.push_screen_wait(
        PromptDialog(
            title,
            _("请本人输入新口令（至少 {n} 个字符）").format(n=SHORTEST),
            password=True,
            check=_too_short,
        )
    )
    again = None
    if first is not None:
        again = await app.push_screen_wait(PromptDialog(title, str(_("再输一次新口令")), password=True))
    if first is None or again != first:
        told = _("还没有设口令，{name} 现在进不来；以后用 gonghui officers passphrase 补设").format(
            name=officer
        )
        app.notify(told, markup=False, severity="warning", timeout=8)
        return
    await asyncio.to_thread(app.session.desk.give_passphrase, officer, first)  # type: ignore[attr-defined]
    app.notify(_("已为 {name} 设好口令").format(name=officer), markup=False, timeout=5)


def _too_short(text: str) -> str:
    return _("太短：至少 {n} 个字符").format(n=SHORTEST) if len(text) < SHORTEST else ""


def verdict_passages(verdict: Verdict) -> list[Passage]:
    """What a rule said, its numbers and its source."""
    numbers = "   ".join(
        text
        for text in (
            _("应为 {need}").format(need=verdict.need) if verdict.need else "",
            _("现为 {have}").format(have=verdict.have) if verdict.have else "",
        )
        if text
    )
    lines = [Passage((Piece(""),)), Passage((Piece(f"！{verdict.message}", strong=True),))]
    source = "" if verdict.citation in str(verdict.message) else verdict.citation
    rule = _("规则 {rule}").format(rule=verdict.rule) if verdict.rule else ""
    return lines + [Passage((Piece(text),), indent=2) for text in (numbers, source, rule) if text]


async def reason_to_override(app: App[Any], refusal: Refusal) -> str:
    """Ask for the reason to go on although a rule forbids it; empty where nobody wants to."""
    source = refusal.citation or _("规则 {rule}").format(rule=refusal.rule)
    label = _("{message}\n（{source}）\n\n确需例外的，写明理由（永久显示在记录里），留空则不做：").format(
        message=refusal, source=source
    )
    reason = await app.push_screen_wait(PromptDialog(str(_("规定不允许")), label, yes=str(_("作为例外执行"))))
    return (reason or "").strip()


async def mine_over_theirs(app: App[Any], stale: Stale, fields: Sequence[FieldView]) -> bool:
    """Show both versions of a record that somebody else changed meanwhile, and ask whose is to stand."""
    titles = {view.id: str(view.title) for view in fields}
    passages = text_passages(str(stale))
    for field, (mine, theirs) in stale.versions.items():
        passages.append(Passage((Piece(""),)))
        passages.append(Passage((Piece(titles.get(field, field), strong=True),)))
        passages.append(Passage((Piece(_("现在是  {text}").format(text=theirs)),), indent=2))
        passages.append(Passage((Piece(_("我填的  {text}").format(text=mine)),), indent=2))
    dialog = ReaderDialog(str(_("别人已改过")), passages, yes=str(_("按我填的保存")))
    agreed: bool = await app.push_screen_wait(dialog)
    return agreed
