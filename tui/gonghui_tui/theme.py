"""Two looks, light for the office and dark: all text stands out from its ground by more than 4.5 to 1."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.theme import Theme

from gonghui_tui.look import ASCII, look

LIGHT = Theme(
    name="gonghui-light",
    primary="#9b1c1c",
    secondary="#1f4e79",
    accent="#8a4b00",
    foreground="#1c1c1c",
    background="#fbfaf7",
    surface="#ffffff",
    panel="#ece8e0",
    success="#1e6b2e",
    warning="#7a4a00",
    error="#a3123a",
    dark=False,
    variables={
        "foreground-muted": "#575757",
        "foreground-disabled": "#5f5f5f",
        "text": "#1c1c1c",
        "text-muted": "#575757",
        "text-disabled": "#5f5f5f",
        "text-primary": "#9b1c1c",
        "text-error": "#a3123a",
        "text-warning": "#7a4a00",
        "text-success": "#1e6b2e",
        "surface-active": "#ead9d9",
        "border": "#9b1c1c",
        "border-blurred": "#8a8378",
        "block-cursor-background": "#9b1c1c",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#ead9d9",
        "block-cursor-blurred-foreground": "#1c1c1c",
        "input-cursor-background": "#1c1c1c",
        "input-cursor-foreground": "#ffffff",
        "input-selection-background": "#cfe0f2",
        "input-selection-foreground": "#1c1c1c",
        "button-foreground": "#1c1c1c",
        "button-color-foreground": "#ffffff",
        "scrollbar": "#b9b2a6",
        "scrollbar-background": "#ece8e0",
    },
)

DARK = Theme(
    name="gonghui-dark",
    primary="#f08a80",
    secondary="#8fb8e0",
    accent="#f0b860",
    foreground="#ebe7df",
    background="#16181c",
    surface="#1e2127",
    panel="#2a2e36",
    success="#8fd19e",
    warning="#f0c674",
    error="#ff9db0",
    dark=True,
    variables={
        "foreground-muted": "#b3afa8",
        "foreground-disabled": "#a8a49d",
        "text": "#ebe7df",
        "text-muted": "#b3afa8",
        "text-disabled": "#a8a49d",
        "text-primary": "#f08a80",
        "text-error": "#ff9db0",
        "text-warning": "#f0c674",
        "text-success": "#8fd19e",
        "surface-active": "#3a3236",
        "border": "#f08a80",
        "border-blurred": "#7a766f",
        "block-cursor-background": "#f08a80",
        "block-cursor-foreground": "#16181c",
        "block-cursor-blurred-background": "#3a3236",
        "block-cursor-blurred-foreground": "#ebe7df",
        "input-cursor-background": "#ebe7df",
        "input-cursor-foreground": "#16181c",
        "input-selection-background": "#2f4a68",
        "input-selection-foreground": "#ffffff",
        "button-foreground": "#ebe7df",
        "button-color-foreground": "#16181c",
        "scrollbar": "#55595f",
        "scrollbar-background": "#22252b",
    },
)

BASE_CSS = """
ToastRack { dock: top; align: right top; margin: 1 0 0 0; }
Toast { background: $panel; color: $foreground; }
.-ascii Framed, .-ascii #frame { border: ascii $primary; }
.-ascii Framed:focus { border: ascii $primary; }
.-ascii MenuDialog > #menu { border: ascii $primary; }
.-ascii MenuDialog #modules { border-right: ascii $foreground-muted; }
.-wide MenuColumn { display: block; }
.-ascii HomeScreen .listframe { border: ascii $foreground-muted; }
.-ascii OutsideScreen #sheet { border: ascii $primary; }
.-ascii .listframe:focus-within { border: ascii $primary; }
"""
"""For `App.CSS`: toasts stand clear of the field in use, plain ASCII has plain frames, and a wide screen its menu.

What depends on a class of the screen or the application stands here: a widget's own CSS reaches no further up.
"""

THEMES = (LIGHT, DARK)
"""Light is the habit of the office, and comes first."""


def dress(app: App[Any], *, dark: bool = False) -> None:
    """Give `app` our themes and use one, in the look (full or ASCII) that is set."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = (DARK if dark else LIGHT).name
    app.set_class(look() is ASCII, "-ascii")
