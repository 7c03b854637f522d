"""Textual's own English texts in the language of the interface."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from textual.binding import ActiveBinding
from textual.screen import Screen

from gonghui_core.i18n import translator

_ = translator("gonghui_tui")

BINDINGS = {
    "Quit": _("退出"),
    "palette": _("找功能"),
    "Show command palette": _("找功能"),
    "Dismiss menu": _("关闭"),
    "Focus Next": _("下一处"),
    "Focus Previous": _("上一处"),
    "Copy selected text": _("复制"),
    "Cut selected text": _("剪切"),
    "Paste text from the clipboard": _("粘贴"),
    "Select all": _("全选"),
    "Submit": _("下一项"),
    "Go to start": _("到开头"),
    "Go to end": _("到末尾"),
    "Move cursor left": _("光标向左"),
    "Move cursor left and select": _("向左选择"),
    "Move cursor left a word": _("向左一词"),
    "Move cursor left a word and select": _("向左选一词"),
    "Move cursor right or accept the completion suggestion": _("光标向右"),
    "Move cursor right and select": _("向右选择"),
    "Move cursor right a word": _("向右一词"),
    "Move cursor right a word and select": _("向右选一词"),
    "Select line start": _("选到开头"),
    "Select line end": _("选到末尾"),
    "Delete character left": _("删左边一字"),
    "Delete character right": _("删右边一字"),
    "Delete left to start of word": _("删左边一词"),
    "Delete right to start of word": _("删右边一词"),
    "Delete all to the left": _("删到开头"),
    "Delete all to the right": _("删到末尾"),
    "Scroll Up": _("向上滚动"),
    "Scroll Down": _("向下滚动"),
    "Scroll Left": _("向左滚动"),
    "Scroll Right": _("向右滚动"),
    "Scroll Home": _("到开头"),
    "Scroll End": _("到末尾"),
    "Page Up": _("上一页"),
    "Page Down": _("下一页"),
    "Page Left": _("左一页"),
    "Page Right": _("右一页"),
    "Press button": _("按下"),
    "Minimize": _("还原"),
}
"""Textual's description of a binding → ours."""

Result = TypeVar("Result")


class SpokenBindings(Screen[Result]):
    """A screen whose key list speaks the language of the interface."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, each described in the language in use."""
        return {key: _spoken(active) for key, active in super().active_bindings.items()}


def _spoken(active: ActiveBinding) -> ActiveBinding:
    described = str(BINDINGS.get(active.binding.description, active.binding.description))
    return active._replace(binding=replace(active.binding, description=described))
