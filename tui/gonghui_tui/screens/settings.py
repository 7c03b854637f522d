"""Settings: the look and the language, the own passphrase, the union's settings, and keeping house."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from gonghui_core import i18n
from gonghui_core.i18n import translator
from gonghui_tui.deeds import Deed
from gonghui_tui.dialogs.confirm import ConfirmDialog, Question
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.dialogs.reading import message_dialog
from gonghui_tui.look import ASCII, look
from gonghui_tui.screens.base import PageScreen
from gonghui_tui.widgets.columns import GridColumn
from gonghui_tui.widgets.grid import Grid
from gonghui_tui.widgets.keybar import KeySlot
from gonghui_tui.widgets.rows import GridRow, ListRows

if TYPE_CHECKING:
    from gonghui_core.desk.house import Setting

_ = translator("gonghui_tui")

SHORTEST = 8
SECTIONS = {
    "union": _("工会"), "database": _("数据库"), "plugins": _("插件"), "workspace": _("数据"),
}  # fmt: skip
TITLES = {
    "union.name": _("工会全称"), "union.committee": _("落款的委员会"), "union.jurisdictions": _("适用的规章"),
    "union.credit_code": _("统一社会信用代码"), "database.url": _("PostgreSQL 地址"),
    "plugins.disabled": _("停用的插件"),
    "workspace.plain": _("不加密"), "workspace.today": _("样例的日子"),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """A line of the page: what it is, how it stands, and what Enter does."""

    group: str
    title: str
    value: str
    change: Callable[[], None] | None = None
    note: str = ""


class SettingsScreen(PageScreen[None]):
    """All that can be set, one line each."""

    help_text = _(
        "回车改一项。外观、语言只管你自己的屏幕；工会的设置要有权限，下次打开时生效。\n"
        "写着“不在这里改”的，或在 gonghui.toml 里，或建好以后就不变。F9 里有备份、核对审计日志、检查数据和插件开关。"
    )

    def __init__(self) -> None:
        super().__init__()
        columns = (
            GridColumn("group", _("哪一类"), 10, minimum=6), GridColumn("title", _("项目"), 20, minimum=10),
            GridColumn("value", _("现在"), 26, minimum=10, grow=2), GridColumn("note", _("说明"), 16, grow=1),
        )  # fmt: skip
        self.grid = Grid(columns, id="settings")
        self._items: list[Item] = []
        self._saved_now: dict[str, str] = {}

    @property
    def path(self) -> tuple[str, ...]:
        """System, settings."""
        return (self.gonghui.place_of("settings")[1], str(_("设置")))

    @property
    def module(self) -> str:
        """Where it stands in the menu."""
        return "system"

    @property
    def hint(self) -> str:
        """How to change one."""
        return str(_("↑↓ 选择  回车 修改  F9 备份、核对、检查"))

    def slots(self) -> dict[int, KeySlot]:
        """F2 changes too."""
        return {2: KeySlot(str(_("修改")))}

    def body(self) -> Iterator[Widget]:
        """One line for each."""
        yield self.grid

    def on_mount(self) -> None:
        """Fetch them."""
        self.grid.focus()
        self.refresh_page()

    def refresh_page(self) -> None:
        """Fetch them again."""
        self.fetch(self.session.desk.settings, self._show)

    def _show(self, settings: Sequence[Setting]) -> None:
        self._items = [*self._own(), *(self._item(setting) for setting in settings)]
        rows = [GridRow(at, (i.group, i.title, i.value, i.note)) for at, i in enumerate(self._items)]
        self.grid.set_rows(ListRows(rows))

    def _own(self) -> list[Item]:
        """What is the officer's own."""
        mine, app = str(_("我的屏幕")), self.gonghui
        languages = {"zh": "中文", "en": "English"}
        items = [
            Item(mine, str(_("外观")), str(_("深色") if app.prefs.dark else _("浅色")), self._switch_dark,
                 str(_("回车换另一种"))),
            Item(mine, str(_("符号")), str(_("简单（ASCII）") if look() is ASCII else _("完整")), self._switch_signs,
                 str(_("框线错位时换简单的"))),
            Item(mine, "语言 Language", languages[i18n.language()], self._switch_language, str(_("回车换另一种"))),
        ]  # fmt: skip
        if not self.session.plain:
            items.append(Item(str(_("我的口令")), str(_("口令")), "********", self._change_passphrase))
        return items

    def _item(self, setting: Setting) -> Item:
        name = f"{setting.section}.{setting.key}"
        may = self.session.desk.officer.may("core.settings")
        note = str(_("不在这里改")) if setting.fixed else "" if may else str(_("没有权限改"))
        change = None if note else lambda: self._change(setting)
        value = self._saved_now.get(name, shown(setting.value))
        if name in self._saved_now:
            note = str(_("下次打开时生效"))
        group = str(SECTIONS.get(setting.section, "")) or self._plugin(setting.section)
        return Item(group, str(setting.title or TITLES.get(name, setting.key)), value, change, note)

    def _plugin(self, section: str) -> str:
        manifest = self.session.kernel.host.manifests.get(section)
        return str(manifest.title) if manifest is not None else section

    @on(Grid.RowOpened)
    def _opened(self, event: Grid.RowOpened) -> None:
        event.stop()
        self.key_2()

    def key_2(self) -> None:
        """Change the one under the cursor."""
        item = self._items[self.grid.cursor] if self.grid.cursor < len(self._items) else None
        if item is None:
            return
        if item.change is None:
            self.app.bell()
            self.hints.notice(item.note or str(_("这一项建好以后不能在这里改")))
        else:
            item.change()

    # The own screen

    def _switch_dark(self) -> None:
        self.gonghui.use_dark(not self.gonghui.prefs.dark)
        self.refresh_page()

    def _switch_signs(self) -> None:
        self.gonghui.use_signs(plain=look() is not ASCII)
        self.refresh_page()

    def _switch_language(self) -> None:
        self.gonghui.use_language("en" if i18n.language() == "zh" else "zh")
        self.refresh_page()

    # The passphrase

    def _change_passphrase(self) -> None:
        def old_given(old: str | None) -> None:
            if old:
                self._ask_secret(_("新口令（至少 8 个字符）"), lambda new: new_given(old, new), _too_short)

        def new_given(old: str, new: str) -> None:
            self._ask_secret(
                _("再输一次新口令"), lambda _again: send(old, new),
                lambda again: "" if again == new else str(_("两次输入的不一样")),
            )  # fmt: skip

        def send(old: str, new: str) -> None:
            desk = self.session.desk
            self.fetch(
                lambda: desk.change_passphrase(old, new), lambda _x: self.gonghui.say(str(_("口令已换")))
            )

        self._ask_secret(_("现在的口令"), old_given)

    def _ask_secret(
        self, label: str, then: Callable[[str], None], check: Callable[[str], str] | None = None
    ) -> None:  # fmt: skip
        dialog = PromptDialog(str(_("换口令")), label, password=True, check=check)
        self.app.push_screen(dialog, lambda text: then(text) if text else None)

    # The union's settings

    def _change(self, setting: Setting) -> None:
        title = str(setting.title or TITLES.get(f"{setting.section}.{setting.key}", setting.key))

        def given(text: str | None) -> None:
            if text is not None and text != setting.value:
                desk = self.session.desk
                self.fetch(
                    lambda: desk.save_setting(setting.section, setting.key, text),
                    lambda _x: self._saved(f"{setting.section}.{setting.key}", text),
                )

        note = _("{title}（下次打开时生效）{help}").format(title=title, help=setting.help)
        self.app.push_screen(PromptDialog(str(_("改设置")), note, value=setting.value), given)

    def _saved(self, name: str, text: str) -> None:
        self._saved_now[name] = text
        self.gonghui.say(str(_("已保存，下次打开时生效")))
        self.refresh_page()

    # Keeping house

    def deeds(self) -> Sequence[Deed]:
        """Backup, checks, plugins, signing out."""
        may = self.session.desk.officer.may
        no_right = str(_("没有权限"))
        return (
            Deed(str(_("备份")), self._back_up, why_not="" if may("core.backup") else no_right),
            Deed(str(_("核对审计日志")), self._verify,
                 why_not="" if may("core.audit.read") or may("core.backup") else no_right),
            Deed(str(_("检查数据")), self._check),
            Deed(str(_("插件")), self._plugins, why_not="" if may("core.plugins") else no_right),
            Deed(str(_("换一个人登录")), self.gonghui.sign_out),
            Deed(str(_("退出")), self.gonghui.leave, "Ctrl+Q"),
        )  # fmt: skip

    def _back_up(self) -> None:
        done = lambda path: self.gonghui.say(_("已备份到 {path}").format(path=path))  # noqa: E731
        self.fetch(self.session.desk.back_up, done, label=str(_("正在备份并核对…")))

    def _verify(self) -> None:
        def told(result: tuple[Sequence[object], object]) -> None:
            faults, head = result
            seq = getattr(head, "seq", 0)
            lines = [str(getattr(fault, "message", fault)) for fault in faults]
            text = "\n".join(lines) or _("{n:,} 条审计记录都对得上，没有发现改动的痕迹。").format(n=seq)
            self.app.push_screen(message_dialog(str(_("核对审计日志")), str(text)))

        self.fetch(self.session.desk.verify_audit, told, label=str(_("正在核对…")))

    def _check(self) -> None:
        def told(findings: Sequence[object]) -> None:
            lines = [f"· {getattr(finding, 'message', finding)}" for finding in findings]
            text = "\n".join(lines) or str(_("没有发现问题。"))
            self.app.push_screen(message_dialog(str(_("检查数据")), text))

        self.fetch(self.session.desk.check, told, label=str(_("正在检查…")))

    def _plugins(self) -> None:
        def show(states: Sequence[dict[str, str]]) -> None:
            from gonghui_tui.screens.more import MoreDialog

            deeds = [self._plugin_deed(state) for state in states]
            self.app.push_screen(MoreDialog(str(_("插件")), deeds), lambda deed: deed.run() if deed else None)

        self.fetch(self.session.desk.plugin_states, show)

    def _plugin_deed(self, state: dict[str, str]) -> Deed:
        name = state["name"]
        title = f"{state['title'] or name} {state['version']} {state['state']}"
        why_not = str(_("不能停用")) if name == "core" else ""
        return Deed(title, lambda: self._switch_plugin(state), why_not=why_not or "", help=state["reason"])

    def _switch_plugin(self, state: dict[str, str]) -> None:
        disabled = self._setting("plugins", "disabled").split("、")
        on = state["name"] in disabled
        verb = _("启用") if on else _("停用")
        question = Question(
            _("{verb}插件 {name}？").format(verb=verb, name=state["title"] or state["name"]),
            [state["reason"]] if state["reason"] else [],
            str(verb), restore=str(_("下次打开时生效；数据都留着，随时可以再改回来。")),
        )  # fmt: skip

        def answered(answer: object) -> None:
            if getattr(answer, "confirmed", False):
                desk = self.session.desk
                self.fetch(lambda: desk.switch_plugin(state["name"], on=on), lambda _x: self._saved("", ""))

        self.app.push_screen(ConfirmDialog(question), answered)

    def _setting(self, section: str, key: str) -> str:
        found = self.session.desk.settings()
        return next((item.value for item in found if (item.section, item.key) == (section, key)), "")


def shown(value: str) -> str:
    """A value as people read it."""
    return {"True": str(_("是")), "False": str(_("否")), "None": "", "{}": ""}.get(value, value)


def _too_short(text: str) -> str:
    return "" if len(text) >= SHORTEST else str(_("太短：至少 8 个字符"))
