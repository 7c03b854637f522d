"""Four grades of asking before something is done; whatever is pressed without reading, nothing happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from textual import on
from textual.widget import Widget
from textual.widgets import Button

from gonghui_core.i18n import translator
from gonghui_core.text import half
from gonghui_tui.dialogs.frame import Dialog, DialogButton, Wrapped
from gonghui_tui.widgets.choice import Choice
from gonghui_tui.widgets.cninput import CNInput

_ = translator("gonghui_tui")


class Grade(Enum):
    """How much is asked before an action."""

    PLAIN = "plain"  # can be undone: done at once, and the hint line says how to undo it
    ASK = "ask"  # can be restored, but has effects: names and counts are shown
    WORD = "word"  # cannot be undone: a word is typed
    OUTWARD = "outward"  # leaves the house: how much to give, and why


@dataclass(frozen=True)
class Question:
    """What is to be confirmed. `lines` say what will be touched; `restore` where it can be had back.

    `word` is what has to be typed in grade WORD; `choices` are the ways of grade OUTWARD, as (id, label), the
    most careful one first.
    """

    title: str
    lines: Sequence[str]
    yes: str
    grade: Grade = Grade.ASK
    restore: str = ""
    word: str = ""
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Answer:
    """What was answered; `choice` and `reason` belong to grade OUTWARD."""

    confirmed: bool
    choice: str = ""
    reason: str = ""


NO = Answer(False)


class ConfirmDialog(Dialog[Answer]):
    """Asks a question. Cancel has the focus, but for grade WORD, where the field has it."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.title, escaped=NO)
        self._question = question

    def body(self) -> Iterator[Widget]:
        """What will be touched, and what this grade asks for."""
        yield from (Wrapped(line) for line in self._question.lines)
        if self._question.restore:
            yield Wrapped(" ")
            yield Wrapped(self._question.restore)
        if self._question.grade is Grade.WORD:
            yield Wrapped(_("要继续，请输入“{word}”再按回车：").format(word=self._question.word))
            yield CNInput(id="word", compact=True)
        if self._question.grade is Grade.OUTWARD:
            yield from self._outward()
        yield Wrapped("", id="fault", classes="fault")

    def _outward(self) -> Iterator[Widget]:
        if self._question.choices:
            yield Choice(self._question.choices, self._question.choices[0][0])
        yield Wrapped(_("用途（会记入审计日志）："))
        yield CNInput(id="reason", compact=True)

    def buttons(self) -> Sequence[Button]:
        """Cancel first; it is what Enter means until somebody moves."""
        return (DialogButton(_("取消 Esc"), "no"), DialogButton(self._question.yes, "yes"))

    def on_mount(self) -> None:
        """Put the focus where nothing happens by itself."""
        self.query_one("#word" if self._question.grade is Grade.WORD else "#no").focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "no":
            self.dismiss(NO)
        else:
            self._confirm()

    @on(CNInput.Submitted, "#word")
    def _typed(self, event: CNInput.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._confirm()
        else:
            self.dismiss(NO)

    @on(Choice.Submitted)
    def _way_chosen(self, event: Choice.Submitted) -> None:
        event.stop()
        self.query_one("#reason").focus()

    @on(CNInput.Submitted, "#reason")
    def _reason_given(self, event: CNInput.Submitted) -> None:
        event.stop()
        self.query_one("#no").focus()

    def _confirm(self) -> None:
        fault = self._fault()
        if fault:
            self.query_one("#fault", Wrapped).say("✗ " + fault)
            return
        self.dismiss(Answer(True, self._choice(), self._field("#reason")))

    def _fault(self) -> str:
        """What is lacking before this may be done."""
        question = self._question
        if question.grade is Grade.WORD and half(self._field("#word")) != half(str(question.word)):
            return _("输入的不是“{word}”，没有执行").format(word=question.word)
        if question.grade is Grade.OUTWARD and not self._field("#reason"):
            return str(_("请写用途"))
        return ""

    def _field(self, selector: str) -> str:
        fields = self.query(selector).results(CNInput)
        return next((field.value.strip() for field in fields), "")

    def _choice(self) -> str:
        return next((choice.value for choice in self.query(Choice)), "")
