"""First use: a short guide that makes the home of a union's records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from textual.widget import Widget

from gonghui_core.i18n import translator
from gonghui_tui.dialogs.frame import Wrapped
from gonghui_tui.screens.opening import OutsideScreen
from gonghui_tui.session import Session, open_session
from gonghui_tui.telling import said
from gonghui_tui.widgets.cninput import CNInput
from gonghui_tui.widgets.keybar import KeySlot

_ = translator("gonghui_tui")

SHORTEST = 8
"""Characters of a passphrase; core refuses fewer, and this page says so before anything is made."""

FIELDS = (
    ("union", _("工会全称"), _("例：某某学院工会"), False),
    ("committee", _("落款的委员会名称"), _("年度报告署这个名；可以先空着"), False),
    ("officer", _("你的姓名"), _("你是第一位用户：管理员兼文员，可再添加别人"), False),
    ("passphrase", _("口令"), _("至少 8 个字符；每次打开都要用"), True),
    ("again", _("再输一次口令"), "", True),
)


class GuideScreen(OutsideScreen):
    """Asks for the union, its committee, the first officer and a passphrase, and makes the workspace."""

    title_ = _("第一次使用：新建工会数据")
    help_text = _(
        "数据加密保存在本机的一个文件夹里，只有知道口令的人能打开。\n"
        "新建以后会给出一个恢复码，请抄下来锁好：忘了口令时，它是唯一的办法。\n"
        "想先看看样子：退出后运行 gonghui demo，会建一个虚构学院的样例。"
    )

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self._busy = folder, False

    @property
    def hint(self) -> str:
        """How the fields are filled."""
        return str(_("回车 下一项  F6 新建  F1 说明  Ctrl+Q 退出（想先看样例：gonghui demo）"))

    def slots(self) -> dict[int, KeySlot]:
        """F6 makes it."""
        return super().slots() | {6: KeySlot(str(_("新建")))}

    def sheet(self) -> Iterator[Widget]:
        """The fields, one under the other."""
        yield Wrapped(_("数据放在 {folder}，加密保存。").format(folder=self._folder))
        for name, title, note, secret in FIELDS:
            yield Wrapped(f"{title}  {note}", classes="label" if name == "union" else "label near")
            yield CNInput(password=secret, compact=True, id=name, on_enter=self._entered)

    DEFAULT_CSS = """
    GuideScreen .near { margin-top: 0; }
    """

    def on_mount(self) -> None:
        """Begin with the union's name."""
        self.query_one("#union").focus()

    def _value(self, name: str) -> str:
        field = self.query_one(f"#{name}", CNInput)
        return field.value if field.password else field.value.strip()

    def _entered(self, field: CNInput) -> None:
        names = [name for name, *_rest in FIELDS]
        at = names.index(str(field.id))
        if at + 1 < len(names):
            self.set_focus(self.query_one(f"#{names[at + 1]}"))
        else:
            self.key_6()

    def _fault(self) -> tuple[str, str]:
        """The first field that is wrong, and why."""
        if not self._value("union"):
            return "union", _("请填工会全称")
        if not self._value("officer"):
            return "officer", _("请填你的姓名")
        if len(self._value("passphrase")) < SHORTEST:
            return "passphrase", _("口令太短：至少 {n} 个字符").format(n=SHORTEST)
        if self._value("passphrase") != self._value("again"):
            return "again", _("两次输入的口令不一样")
        return "", ""

    def key_6(self) -> None:
        """Make the workspace."""
        field, fault = self._fault()
        self.say(str(fault), bad=bool(fault))
        if fault:
            self.query_one(f"#{field}").focus()
        elif not self._busy:
            self._busy = True
            self.say(str(_("正在新建，请稍候…")))
            values = {name: self._value(name) for name, *_rest in FIELDS}
            self.fetch(lambda: _make(self._folder, values), self._made, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.say(said(error), bad=True)

    def _made(self, made: tuple[str, Session]) -> None:
        code, session = made
        self.app.switch_screen(RecoveryScreen(code, session))


def _make(folder: Path, values: Mapping[str, str]) -> tuple[str, Session]:
    from gonghui_core.founding import found

    code = found(
        folder, union=values["union"], committee=values["committee"], officer=values["officer"],
        passphrase=values["passphrase"],
    )  # fmt: skip
    return code, open_session(folder, values["officer"], values["passphrase"])


class RecoveryScreen(OutsideScreen):
    """Shows the recovery code once; its last group is typed to show that it was written down."""

    title_ = _("恢复码：只显示这一次")
    help_text = _("恢复码能在忘记口令时打开数据。抄在纸上，锁进保险柜，不要拍照、不要存在这台电脑上。")
    DEFAULT_CSS = """
    RecoveryScreen #code { text-style: bold; margin: 1 0; text-align: center; }
    """

    def __init__(self, code: str, session: Session) -> None:
        super().__init__()
        self._code, self._opened = code, session

    def sheet(self) -> Iterator[Widget]:
        """The code, what it is for, and the proof."""
        yield Wrapped(_("已建好。请把下面的恢复码抄在纸上，锁进保险柜；忘了口令时只有它能打开数据。"))
        yield Wrapped(self._code, id="code")
        yield Wrapped(_("抄好了？请输入最后一组 4 个字符，按回车开始："), classes="label")
        yield CNInput(kind="code", compact=True, id="proof", on_enter=self._entered)

    def on_mount(self) -> None:
        """Wait for the proof."""
        self.query_one("#proof").focus()

    def _entered(self, field: CNInput) -> None:
        if field.value.strip().upper() == self._code.rsplit("-", 1)[-1]:
            self.gonghui.signed_in(self._opened)
        else:
            self.say(str(_("和恢复码的最后一组不一样，请对照抄下的纸再输")), bad=True)

    def on_unmount(self) -> None:
        """An end before the proof gives the connections back."""
        if self.gonghui.session is not self._opened:
            self._opened.close()
