"""F1: help about the page; F1 again: all keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.reading import ReaderDialog, help_dialog
from gonghui_tui.widgets.viewer import text_passages

if TYPE_CHECKING:
    from gonghui_tui.screens.base import PageScreen

_ = translator("gonghui_tui")

KEYS = (
    ("F1", _("帮助；再按一次看全部按键")),
    ("F2", _("修改当前行；在填写的栏里是参照")),
    ("F3 Ctrl+F", _("查找：中文、拼音、首字母、编号")),
    ("F4", _("筛选；在填写页里是模板")),
    ("F5 Insert", _("新增")),
    ("F6 Ctrl+S", _("保存")),
    ("F7 Ctrl+P", _("导出为表格或文档")),
    ("F8", _("这一页的业务动作：审核、发放、核对…")),
    ("F9", _("更多：这里能做的全部动作")),
    ("F10", _("菜单；再按两个数字到任何一页")),
    ("Ctrl+K", _("找功能、找人、找记录")),
    ("Enter", _("打开；填写时到下一项")),
    ("Esc", _("返回上一级，不丢弃任何内容")),
    ("Space", _("勾选、切换")),
    ("Tab", _("到下一处")),
    ("Ctrl+C", _("复制本行，可粘到 WPS")),
    ("Ctrl+Q", _("退出")),
)


class HelpDialog(ReaderDialog):
    """A help text; F1 goes on to the list of keys."""

    BINDINGS = [Binding("f1", "all_keys", _("全部按键"), show=False, id="help.keys")]

    def action_all_keys(self) -> None:
        """Show what every key does."""
        self.app.switch_screen(keys_dialog())


def keys_dialog() -> ReaderDialog:
    """All keys and what they mean everywhere."""
    return help_dialog(str(_("全部按键")), "", [(key, str(meaning)) for key, meaning in KEYS])


def show_help(screen: PageScreen[Any]) -> None:
    """Help about the page."""
    show_text(screen, " › ".join(screen.path), screen.about())


def show_text(screen: PageScreen[Any], title: str, text: str) -> None:
    """A help text with the way on to all keys."""
    whole = f"{text or _('这一页没有专门的说明。')}\n\n{_('再按 F1 看全部按键。')}"
    screen.app.push_screen(HelpDialog(title, text_passages(whole)))
