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


@pytest.fixture
def play() -> Callable[..., None]:
    """`play(app, script, size=(80, 24))` runs an app and awaits `script(pilot)`."""

    def run(app: App[Any], script: Script, size: tuple[int, int] = (80, 24)) -> None:
        async def body() -> None:
            async with app.run_test(size=size) as pilot:
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
