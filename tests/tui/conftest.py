"""A screen as text, and pilots in plain tests."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from gonghui_tui.look import FULL, use_look

Script = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture(autouse=True)
def _full_look():
    yield
    use_look(FULL)


@pytest.fixture(autouse=True)
def _own_prefs(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """What the terminal remembers of its user stays out of the developer's own folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))


@pytest.fixture
def play() -> Callable[..., None]:
    """`play(app, script, size=(80, 24))` runs an app and awaits `script(pilot)`."""

    def run(app: App[Any], script: Script, size: tuple[int, int] = (80, 24)) -> None:
        async def body() -> None:
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                await script(pilot)

        asyncio.run(body())

    return run


def _key(char: str) -> events.Key:
    if char == "⏎":
        return events.Key("enter", None)
    if char == " ":
        return events.Key("space", " ")
    if char.isalnum():
        return events.Key(char, char)
    return events.Key(unicodedata.name(char).lower().replace("-", "_").replace(" ", "_"), char)


@pytest.fixture
def type_text() -> Callable[[Pilot[Any], str], Awaitable[None]]:
    """Send the keys of a text all at once, as a terminal does (⏎ is Enter); the pilot drops `，` and `．`."""

    async def send(pilot: Pilot[Any], text: str) -> None:
        for char in text:
            pilot.app.post_message(_key(char))
        for _turn in range(4):
            await pilot.pause()

    return send


@pytest.fixture
def text_of() -> Callable[[App[Any]], str]:
    """The screen of an app as text, one line per row."""

    def read(app: App[Any]) -> str:
        return "\n".join(strip.text for strip in app.screen._compositor.render_strips())

    return read


@pytest.fixture
def evil() -> tuple[str, ...]:
    """Texts that have ended programs like this one: markup, control and direction characters, long ones."""
    return (
        "[/]", "[/x]", "张[/三]", "[red]红", "[0]", "a [b", "\\[red]x", "\\[", "[@click=app.quit]点[/]",
        "[@click=app.quit()]点我[/]", "[link=http://x]y[/]", "a\u200db", "a\tb", "\x1b[31m红", "\x1b[2J",
        "\x1b]0;T\x07", "\x1b]52;c;QQ==\x07", "\x1b]8;;http://x\x1b\\", "\x1bPq\x1b\\", "\x9b31m", "a\x00b",
        "多\n行", "a\rb", "a\vb", "a\fb", "a\x85b", "a\u2028b", "\u202e倒", "\u2066x\u2069", "张\u200b三",
        "\ufeff李", "\udc80", "e" + "\u0301" * 500, "长" * 20_000, "𠮷" * 40, "👨‍👩‍👧", "", "　",
    )  # fmt: skip


@pytest.fixture
def until() -> Callable[[Pilot[Any], Callable[[], Any]], Awaitable[Any]]:
    """Wait until something is so, and answer it; fails after five seconds."""

    async def wait(pilot: Pilot[Any], true: Callable[[], Any]) -> Any:
        for _turn in range(250):
            await pilot.pause()
            if found := true():
                return found
            await asyncio.sleep(0.02)
        screen = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        raise AssertionError(f"it never came to be so:\n{screen}")

    return wait


@pytest.fixture
def acting(plain_union: Any) -> Callable[..., Any]:
    """`acting(officer, action, records…)` is an application of one empty page whose F5 starts the action."""
    from gonghui_tui.app import GonghuiApp
    from gonghui_tui.doing import start
    from gonghui_tui.screens.base import PageScreen
    from gonghui_tui.session import Session

    class Bare(PageScreen[None]):
        def __init__(self, action: str, records: tuple[str, ...]) -> None:
            super().__init__()
            self.action, self.records, self.done = action, records, []

        def key_5(self) -> None:
            desk = self.session.desk
            offer = desk.offer(self.action)
            rows = [row for row in desk.table(offer.page.id).rows if row["key"] in self.records]
            start(self, offer, records=self.records, rows=rows, then=self.done.append)

    class OneAction(GonghuiApp):
        def __init__(self, officer: str, action: str, records: tuple[str, ...]) -> None:
            folder = plain_union.kernel.workspace.folder
            super().__init__(folder, officer, session=Session(plain_union.kernel, plain_union.desk(officer)))
            self.bare = Bare(action, records)

        def _show_home(self) -> None:
            self.push_screen(self.bare)

        @property
        def outcomes(self) -> list[Any]:
            return self.bare.done

    return lambda officer, action, *records: OneAction(officer, action, records)


@pytest.fixture
def house(plain_union: Any) -> Callable[..., Any]:
    """`house(officer)` is the whole application on the small union, signed in."""
    from gonghui_tui.app import GonghuiApp
    from gonghui_tui.session import Session

    def made(officer: str = "clerk") -> GonghuiApp:
        session = Session(plain_union.kernel, plain_union.desk(officer))
        return GonghuiApp(plain_union.kernel.workspace.folder, officer, session=session)

    return made


@pytest.fixture
def seen(text_of: Any, until: Any) -> Callable[..., Awaitable[str]]:
    """`await seen(pilot, "词")` waits until the words are on the screen, and answers the screen."""

    async def wait(pilot: Pilot[Any], *words: str) -> str:
        try:
            await until(pilot, lambda: all(word in text_of(pilot.app) for word in words))
        except AssertionError:
            raise AssertionError(f"never seen: {words}\n{text_of(pilot.app)}") from None
        return text_of(pilot.app)

    return wait
