"""Nothing but `C` and `T` carries a text into a widget of Textual's own: read from the source of the package."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import gonghui_tui

SOURCES = sorted(Path(gonghui_tui.__file__).parent.rglob("*.py"))
WIDGETS = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Tab", "TabPane", "Option", "Digits",
    "Markdown", "Rule", "Header", "Link",
}  # fmt: skip
TITLES = {"border_title", "border_subtitle", "tooltip", "label"}


def _is_safe(node: ast.expr | None) -> bool:
    is_helper = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("C", "T")
    return is_helper or (isinstance(node, ast.Constant) and node.value is None)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def unsafe(source: str) -> list[int]:
    """The lines of `source` on which a text reaches a widget in another way."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node) in WIDGETS and node.args and not _is_safe(node.args[0]):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and _name(node) == "notify":
            markup = [word.value for word in node.keywords if word.arg == "markup"]
            if not (markup and isinstance(markup[0], ast.Constant) and markup[0].value is False):
                found.append(node.lineno)
        if isinstance(node, ast.Assign):
            targets = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
            if set(targets) & TITLES and not _is_safe(node.value):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_texts_reach_widgets_only_as_content(path):
    assert unsafe(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    ["Static(name)", "Button(f'{x}')", "w.border_title = name", "app.notify(text)", "Label('x' + y)"],
)
def test_the_check_finds_what_it_is_for(source):
    assert unsafe(source) == [1]
