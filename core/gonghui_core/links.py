"""Records named across plugins: `welfare.aids/1` for machines, “帮扶 第 1 号” for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gonghui_core.i18n import translator

if TYPE_CHECKING:
    from gonghui_core.pages import RowValues
    from gonghui_core.work import Work

_ = translator("gonghui_core")

TITLES = "core.page_titles"
"""Where a session keeps the titles of pages that it has asked for."""


class Link(str):
    """A record as `page/key`; `words` is how people read it. Json and csv keep the former."""

    words: str

    def __new__(cls, page: str, key: object, words: str) -> Link:
        """The link to the record of `page` with this key."""
        made = super().__new__(cls, f"{page}/{key}")
        made.words = words
        return made


def link(work: Work, page: str, key: object, words: str = "") -> Link:
    """The link to a record, in words by the title of its page; the page's plugin may be absent."""
    return Link(
        page, key, words or _("{page} 第 {key} 号").format(page=_titles(work).get(page, page), key=key)
    )


def worded(column: str) -> Callable[[Work, list[RowValues]], None]:
    """The `shape` of a table whose `column` holds records as `page/key`: people read them in words."""

    def shape(work: Work, rows: list[RowValues]) -> None:
        titles = _titles(work)
        for row in rows:
            page, _slash, key = str(row[column] or "").partition("/")
            if key and page in titles:
                row[column] = link(work, page, key)

    return shape


def _titles(work: Work) -> dict[str, str]:
    """The titles of all pages by id."""
    known: dict[str, str] | None = work.session.info.get(TITLES)
    if known is None:
        calls = work.hooks.host.calls("gonghui_pages")
        known = {page.id: str(page.title) for _plugin, call in calls for page in call()}
        work.session.info[TITLES] = known
    return known
