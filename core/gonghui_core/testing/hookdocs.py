"""`docs/hooks.md` from the hook specifications: `python -m gonghui_core.testing.hookdocs [FILE] [--check]`."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

from gonghui_core import hookspecs

HEAD = """# Hooks

Made from `gonghui_core/hookspecs.py` by `python -m gonghui_core.testing.hookdocs docs/hooks.md`; do not edit.

{intro}

| hook | when it raises |
|---|---|
{table}
"""

POLICIES: dict[type, str] = {
    hookspecs.SetAside: "the plugin is set aside and listed under Problems",
    hookspecs.Isolate: "a problem is shown in its place, the others go on",
    hookspecs.Abort: "the whole unit of work is undone",
    hookspecs.Log: "it is noted as a problem, nothing is undone",
}


def hooks_of(policy: type) -> dict[str, str]:
    """The hooks that a specification class declares, with their docstrings."""
    found = inspect.getmembers(policy, inspect.isfunction)
    names = [name for name in vars(policy) if name.startswith("gonghui_")]
    documented = {name: inspect.getdoc(function) or "" for name, function in found}
    return {name: documented[name] for name in names}


def document() -> str:
    """The whole page."""
    rows, chapters = [], []
    for policy in hookspecs.POLICIES:
        chapters.append(f"## {policy.__name__}\n\n{inspect.getdoc(policy)}\n")
        for name, text in hooks_of(policy).items():
            rows.append(f"| [`{name}`](#{name}) | {POLICIES[policy]} |")
            chapters.append(
                f"### {name}\n\n```python\n{_signature(policy, name)}\n```\n\n{_paragraphs(text)}\n"
            )
    intro = inspect.cleandoc(hookspecs.__doc__ or "").partition("\n\n")[2]
    return HEAD.format(intro=intro, table="\n".join(rows)) + "\n" + "\n".join(chapters)


def _signature(policy: type, name: str) -> str:
    function = getattr(policy, name)
    signature = inspect.signature(function)
    parameters = [parameter for parameter in signature.parameters.values() if parameter.name != "self"]
    return f"def {name}{signature.replace(parameters=parameters)}".replace("'", "")


def _paragraphs(text: str) -> str:
    """Each labelled sentence (Called, Return, Example) as a paragraph of its own."""
    for label in ("Called:", "Return:", "Raise ", "Example:"):
        text = text.replace(f"\n{label}", f"\n\n{label}").replace(f". {label}", f".\n\n{label}")
    return re.sub("\n{3,}", "\n\n", text)


def main(arguments: list[str]) -> int:
    """Write the page, print it, or with `--check` say whether the file is as it should be."""
    files = [argument for argument in arguments if not argument.startswith("-")]
    wanted = document()
    if not files:
        print(wanted)
        return 0
    target = Path(files[0])
    if "--check" in arguments:
        same = target.exists() and target.read_text(encoding="utf-8") == wanted
        print("as it should be" if same else f"{target} is out of date")
        return 0 if same else 1
    target.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
