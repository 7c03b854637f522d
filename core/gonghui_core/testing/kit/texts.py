"""What people type."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import String, select

from gonghui_core.catalogue import Offer
from gonghui_core.office.rights import SYSTEM
from gonghui_core.pages import ReportPage, TablePage
from gonghui_core.storage.types import SealedColumn
from gonghui_core.testing.evil import evil_texts
from gonghui_core.testing.filling import Filler, put, text_fields
from gonghui_core.testing.kit.looks import Looks
from gonghui_core.testing.union import Union
from gonghui_core.text import clean, one_line, person_name
from gonghui_core.verdicts import BadInput, GonghuiError, Refusal

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Texts(Looks):
    """Text that has broken programs is refused in words, or is kept clean and goes out harmless."""

    def test_evil_texts_are_refused_or_come_back_clean(self, filled: Union, tmp_path: Path) -> None:
        filler, first = Filler(filled, self.samples), self._page_actions(filled)
        for offer in self._offers(filled):
            stored = [text for text in evil_texts() if _try(filler, offer, text)]
            wanted = offer in first and text_fields(offer) and offer.name not in self.refusing
            assert stored or not wanted, f"{offer.name} takes nothing: give a sample for it"
            kept = "\n".join(_stored_texts(filled)) if stored else ""
            assert [text for text in stored if not _stands_in(kept, text)] == [], offer.name
        assert [text for text in _stored_texts(filled) if clean(text) != text] == []
        self._look_at_pages(filled, "zh")
        self._no_formula_goes_out(filled, tmp_path)
        assert filled.desk("audit").verify_audit()[0] == []

    def test_evil_texts_can_be_searched_for(self, filled: Union) -> None:
        filler = Filler(filled)
        tables = [page for page in self._pages(filled) if isinstance(page, TablePage)]
        for page in tables:
            params = filler.params(page)
            for text in evil_texts() if params is not None else ():
                filler.desk(page.right).table(page.id, {**(params or {}), "search": text}, limit=3)
        for text in evil_texts():
            filled.desk("clerk").search(text)

    def _no_formula_goes_out(self, union: Union, folder: Path) -> None:
        filler = Filler(union)
        for page in self._pages(union):
            params = filler.params(page)
            if params is None or isinstance(page, ReportPage):
                continue
            path = folder / f"{page.id}.csv"
            filler.desk(page.right).export(page.id, params, "csv", path)
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            acting = [cell for cell in cells if cell.startswith(FORMULA) and not _is_number(cell)]
            assert acting == [], page.id


def _try(filler: Filler, offer: Offer, text: str) -> bool:
    """Give an action an evil text in all its text fields, then in those that were not refused; whether it was taken.

    Anything but a word for people fails the test.
    """
    paths, record = text_fields(offer), filler.record(offer)
    plain = filler.values(offer, text=f"样例{zlib.crc32(text.encode('utf-8', 'surrogatepass'))}")
    while paths and record is not None:
        values = plain
        for path in paths:
            values = put(values, path, text)
        try:
            filler.desk(offer.action.right).do(offer.name, values, [record] if record else [])
        except (BadInput, Refusal) as refusal:
            refused = _refused(offer, text, refusal)
            left = [path for path in paths if path.split(".")[0] not in refused]
            paths = left if len(left) < len(paths) else []
        except GonghuiError as error:
            pytest.fail(f"{offer.name} {text[:40]!r}: {error}")
        else:
            return bool(one_line(text))
    return False


def _refused(offer: Offer, text: str, refusal: BadInput | Refusal) -> set[str]:
    """The fields that a refusal is about; its words must not say the text back raw."""
    said = str(refusal)
    if clean(said) != said:
        pytest.fail(f"{offer.name} says {text[:40]!r} back raw: {said!r}")
    faults = refusal.faults if isinstance(refusal, BadInput) else ()
    return {fault.field.split(".")[0] for fault in faults} | {str(refusal.field).split(".")[0]}


def _stored_texts(union: Union) -> Iterator[str]:
    """Every text in every table, sealed ones opened."""
    schemas = [manifest.schema for manifest in union.kernel.host.manifests.values()]
    tables = [table for schema in schemas if schema is not None for table in schema.metadata.tables.values()]
    with union.kernel.work(SYSTEM) as work:
        for table in tables:
            columns = [c for c in table.columns if isinstance(c.type, String | SealedColumn)]
            for row in work.session.execute(select(*columns)) if columns else ():
                yield from (value for value in row if isinstance(value, str))


def _stands_in(kept: str, text: str) -> bool:
    """Whether a text was kept, in one of the ways that texts are cleaned."""
    forms = {clean(text).strip(), one_line(text), person_name(text)}
    return any(form in kept or json.dumps(form, ensure_ascii=False)[1:-1] in kept for form in forms)


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdecimal()
