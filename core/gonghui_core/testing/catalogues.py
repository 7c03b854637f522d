"""Catalogues of translations: `python -m gonghui_core.testing.catalogues [--check] [PACKAGE …]`.

Extracts what stands in `_("…")` of each package into its English `.po`, keeping what is translated there, and
compiles the `.mo` beside it. With `--check` nothing is written; what is missing or out of date is told.
Needs Babel, which only developers have.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGES = (
    "gonghui_core", "gonghui_tui", "gonghui_welfare", "gonghui_elections", "gonghui_activities", "gonghui_finance",
)  # fmt: skip
LANGUAGE = "en"


def folder_of(package: str) -> Path:
    """Where an installed package lies."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def po_file(package: str) -> Path:
    """The English catalogue of a package."""
    return folder_of(package) / "locale" / LANGUAGE / "LC_MESSAGES" / f"{package}.po"


def extracted(package: str) -> Catalog:
    """The messages that the sources of a package mark."""
    found = Catalog(project=package, charset="utf-8", fuzzy=False)
    folder = folder_of(package)
    for filename, _line, message, comments, context in sorted(
        extract_from_dir(folder, method_map=[("**.py", "python")], keywords={"_": None}),
        key=lambda item: (item[0], item[1]),
    ):
        # Line numbers would change the file with every edit.
        found.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    return found


def merged(package: str) -> Catalog:
    """The catalogue of a package as it should be: every message, with the translations that there are."""
    wanted = extracted(package)
    path = po_file(package)
    known = Catalog(locale=LANGUAGE)
    if path.exists():
        with path.open("rb") as opened:
            known = read_po(opened, locale=LANGUAGE)
    result = Catalog(locale=LANGUAGE, project=package, charset="utf-8", fuzzy=False)
    for message in wanted:
        if not message.id:
            continue
        before = known.get(message.id)
        files = [(name, 0) for name in dict.fromkeys(name for name, _line in message.locations)]
        result.add(message.id, before.string if before else "", locations=files)
    return result


def po_bytes(catalogue: Catalog) -> bytes:
    """A catalogue as a `.po` file, without dates, so that the same messages give the same bytes."""
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=110)
    head = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return head.encode() + out.getvalue()


class _Bare(Catalog):
    """A catalogue whose head has no date and no version of Babel, so that the same messages give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Language", LANGUAGE), ("Content-Type", "text/plain; charset=UTF-8")]


def mo_bytes(po: bytes) -> bytes:
    """The compiled form of a `.po` file."""
    out = BytesIO()
    catalogue = read_po(BytesIO(po), locale=LANGUAGE)
    bare = _Bare(locale=LANGUAGE, charset="utf-8", header_comment="", fuzzy=False)
    for message in catalogue:
        if message.id and message.string:
            bare.add(message.id, message.string)
    write_mo(out, bare)
    return out.getvalue()


def faults(package: str) -> Iterator[str]:
    """What is missing or out of date in the catalogue of a package."""
    catalogue, path = merged(package), po_file(package)
    compiled = path.with_suffix(".mo")
    if not path.exists():
        yield f"{path} does not exist"
        return
    po = path.read_bytes()
    if po != po_bytes(catalogue):
        yield f"{path} is not what the sources say"
    for message in catalogue:
        if message.id and not message.string:
            yield f"{package}: not translated: {message.id!r}"
        yield from _placeholders(package, message.id, message.string)
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(po):
        yield f"{compiled} is not compiled from its .po"


def _placeholders(package: str, source: object, target: object) -> Iterator[str]:
    """A translation that lacks a `{name}` or has another would fail when it is filled."""
    from string import Formatter

    if not source or not target:
        return
    names = [
        {name for _text, name, _spec, _conv in Formatter().parse(str(t)) if name} for t in (source, target)
    ]
    if names[0] != names[1]:
        yield f"{package}: placeholders differ: {source!r}"


def write(package: str) -> None:
    """Bring the catalogue of a package up to date and compile it."""
    path = po_file(package)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_bytes(merged(package)))
    path.with_suffix(".mo").write_bytes(mo_bytes(path.read_bytes()))


def main(arguments: Iterable[str]) -> int:
    """Write or check the catalogues of the packages named, by default all."""
    named = [argument for argument in arguments if not argument.startswith("-")] or list(PACKAGES)
    if "--check" not in list(arguments):
        for package in named:
            write(package)
        return 0
    found = [fault for package in named for fault in faults(package)]
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
