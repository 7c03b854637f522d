"""Textual's private names stay its own: a subclass that takes one by accident breaks it in silence."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import textwrap
from functools import cache

import gonghui_tui

ALLOWED = {"_fatal_error"}


def _classes():
    for found in pkgutil.walk_packages(gonghui_tui.__path__, "gonghui_tui."):
        module = importlib.import_module(found.name)
        for _name, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == found.name:
                yield cls


@cache
def _assigned(cls: type) -> set[str]:
    """The private names that a class defines or sets on itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    own = {name for name in vars(cls) if name.startswith("_") and not name.startswith("__")}
    for node in ast.walk(tree):
        is_self = (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
        )
        if is_self and isinstance(node.ctx, ast.Store) and node.attr.startswith("_"):
            own.add(node.attr)
    return own


# What Textual's metaclasses put on every class of a widget.
_MADE = {"_abc_impl", "_decorated_handlers", "_reactives", "_merged_bindings", "_css_type_name"}
_MADE |= {"_css_type_names", "_inherit_bindings", "_inherit_css", "_inherit_component_classes"}
_MADE |= {"_default_css", "_computes", "_type_name", "_css_bases"}


def test_no_private_name_of_textual_is_taken():
    taken = {
        f"{cls.__name__}.{name}"
        for cls in _classes()
        for base in cls.__mro__
        if base.__module__.startswith("textual")
        for name in (_assigned(cls) & _assigned(base)) - _MADE - ALLOWED
    }
    assert not taken
