"""Names, files and imports."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator

from gonghui_core.plugins import CORE
from gonghui_core.testing.kit.base import Kit
from gonghui_core.testing.union import Union

LONGEST_FILE = 350
HEAVY = ("textual", "rich", "click", "alembic", "xlsxwriter", "docxtpl", "pypinyin")


class Names(Kit):
    """The plugin is called by one name everywhere, stays readable, and loads fast."""

    def test_the_manifest_keeps_to_the_one_name(self, alone: Union) -> None:
        manifest, catalogue = self._manifest(alone), alone.kernel.catalogue
        assert [p for p in alone.kernel.all_problems() if p.source == self.plugin] == []
        assert manifest.package == f"gonghui_{self.plugin}"
        assert str(manifest.title)
        assert self.plugin == CORE or manifest.needs_core
        prefix = f"{self.plugin}."
        names = [page.id for page in self._pages(alone)] + [r.id for r in manifest.rights]
        names += [head.id for head in manifest.money_heads]
        names += [rule.id for pack in self._packs(alone) for rule in pack.rules]
        assert [name for name in names if not name.startswith(prefix)] == []
        assert self.plugin == CORE or all(kind.startswith(prefix) for kind in self._imports(alone)), (
            "imports are named after the plugin"
        )
        assert {page.right for page in self._pages(alone)} <= set(catalogue.rights)

    def test_no_file_is_too_long(self, alone: Union) -> None:
        folder = self._folder(alone)
        sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py")}
        long = {str(p.relative_to(folder)): n for p, n in sizes.items() if n > LONGEST_FILE}
        assert {name: n for name, n in long.items() if "versions" not in name} == {}

    def test_everything_public_says_what_it_is(self, alone: Union) -> None:
        folder = self._folder(alone)
        silent = [
            f"{path.relative_to(folder)}:{name}"
            for path in sorted(folder.rglob("*.py"))
            if "template" not in path.parts
            for name in _without_docstring(ast.parse(path.read_text(encoding="utf-8")))
        ]
        assert silent == []

    def test_pages_load_without_a_toolkit(self) -> None:
        """Importing the plugin, its manifest and its pages leaves terminal toolkits and writers of files alone."""
        module = "gonghui_core.builtin" if self.plugin == CORE else f"gonghui_{self.plugin}.plugin"
        code = (
            f"import json, sys, {module} as plugin; plugin.gonghui_manifest(); "
            "getattr(plugin, 'gonghui_pages', tuple)(); print(json.dumps(sorted(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert sorted(set(HEAVY) & set(json.loads(done.stdout))) == []


def _without_docstring(tree: ast.Module) -> Iterator[str]:
    """The module, and its public classes and functions, that say nothing."""
    if not ast.get_docstring(tree):
        yield "the module"
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        told = ast.get_docstring(node) or any(_says(decorator) for decorator in node.decorator_list)
        if not told:
            yield node.name


def _says(decorator: ast.expr) -> bool:
    """Whether a decorator makes a command of the command line, whose help stands there."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).split(".")[-1] in ("command", "group")
