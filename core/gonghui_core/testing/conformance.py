"""The conformance kit: what every plugin keeps to, as tests that a plugin's own tests inherit.

```python
from gonghui_core.testing.conformance import PluginConformance


class TestWelfare(PluginConformance):
    plugin = "welfare"
```

`samples` gives values for actions whose fields cannot be filled in with just anything, and `fill` plays a small
story through the actions, so that the pages have rows; `refusing` names actions that a text cannot be tried in
again and again, with the reason. A test of the kit cannot be overridden quietly: a class
that defines one of the same name must mark it as an expected failure with a reason.
"""

from __future__ import annotations

from typing import Any

from gonghui_core.testing.kit.deeds import Deeds
from gonghui_core.testing.kit.elsewhere import Elsewhere
from gonghui_core.testing.kit.names import Names
from gonghui_core.testing.kit.storage import Storage
from gonghui_core.testing.kit.texts import Texts


class PluginConformance(Names, Texts, Deeds, Storage, Elsewhere):
    """Everything that a plugin promises by being one. Inherit it, name the plugin, and run pytest."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name in standard_tests():
            if name in vars(cls) and not _expected_failure(vars(cls)[name]):
                raise TypeError(f"{cls.__name__}.{name} hides a test of the kit; mark it xfail with a reason")


def standard_tests() -> list[str]:
    """The names of all tests of the kit."""
    return [name for name in dir(PluginConformance) if name.startswith("test_")]


def _expected_failure(test: Any) -> bool:
    marks = getattr(test, "pytestmark", [])
    return any(mark.name == "xfail" and mark.kwargs.get("reason") for mark in marks)
