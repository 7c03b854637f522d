"""Pages: shown empty and filled, in both languages, and written as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gonghui_core import i18n
from gonghui_core.desk.cells import as_json, as_text
from gonghui_core.pages import ReportPage, TablePage
from gonghui_core.testing.filling import Filler
from gonghui_core.testing.kit.base import Kit
from gonghui_core.testing.union import Union


class Looks(Kit):
    """Every page can be opened by whoever may, whatever is in it."""

    @pytest.mark.parametrize("language", i18n.LANGUAGES)
    def test_every_page_shows_itself_without_records(self, alone: Union, language: str) -> None:
        self._look_at_pages(alone, language)

    @pytest.mark.parametrize("language", i18n.LANGUAGES)
    def test_every_page_shows_its_records(self, filled: Union, language: str) -> None:
        shown = self._look_at_pages(filled, language)
        assert any(shown.values()) or not shown, "no page has a row: give samples, or a fill of your own"

    @pytest.mark.parametrize("form", ["csv", "json", "md", "xlsx"])
    def test_every_page_goes_out_as_a_file(self, filled: Union, tmp_path: Path, form: str) -> None:
        filler = Filler(filled)
        for page in self._pages(filled):
            params = filler.params(page)
            if params is not None:
                path = tmp_path / f"{page.id}.{form}"
                filler.desk(page.right).export(page.id, params, form, path)
                assert path.stat().st_size, page.id

    def test_every_page_is_titled_and_explained(self, alone: Union) -> None:
        for page in self._pages(alone):
            assert str(page.title), page.id
            assert str(page.help), f"{page.id} has no help"
            assert len({p.id for p in page.params}) == len(page.params), page.id
            if isinstance(page, TablePage):
                assert page.columns, page.id
                assert len({c.id for c in page.columns}) == len(page.columns), page.id
                assert all(str(column.title) for column in page.columns), page.id
                assert not page.child_of or page.child_of in alone.kernel.catalogue.pages, page.id

    def _look_at_pages(self, union: Union, language: str) -> dict[str, int]:
        """Open every page, and the first record of each; how many rows each table has."""
        i18n.use_language(language)
        filler, rows = Filler(union), {}
        for page in self._pages(union):
            params = filler.params(page)
            desk = filler.desk(page.right)
            if params is None:
                continue
            if isinstance(page, ReportPage):
                assert json.dumps(as_json(dict(desk.report(page.id, params).data))), page.id
                continue
            table = desk.table(page.id, params)
            rows[page.id] = len(table.rows)
            for row in table.rows:
                missing = [column.id for column in page.columns if column.id not in row]
                assert missing == [], f"{page.id} lacks {missing}"
                assert all(as_text(row[column.id]) is not None for column in page.columns), page.id
            if table.rows and page.detail is not None:
                assert desk.detail(page.id, str(table.rows[0]["key"])).blocks, page.id
        return rows
