"""Running a table page: conditions, order, pages by key, counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, false, func, or_, select

from gonghui_core.pages import Asked, Column, RowValues, TablePage
from gonghui_core.storage.types import AnySelect
from gonghui_core.text import one_line, search_text, whole_key
from gonghui_core.work import Work


@dataclass(frozen=True)
class Table:
    """Rows of a table page: each a mapping of column ids, with `key` as text."""

    page: TablePage
    columns: tuple[Column, ...]
    rows: Sequence[RowValues]
    total: int
    totals: Mapping[str, Any] = field(default_factory=dict)


def run(
    work: Work, page: TablePage, asked: Asked, *, after: str = "", offset: int = 0, limit: int = 0,
    sort: str = "",
) -> Table:  # fmt: skip
    """The rows of `page`: all, or `limit` of them after the row with key `after` or from `offset` on.

    `sort` is a column to order by before the page's own order, with `-` for descending. A column that is added
    to the rows by `shape` cannot be sorted by, and is passed over; `after` belongs to the page's own order.
    """
    source = page.rows(work, asked)
    if isinstance(source, Select):
        rows, total = _from_select(work, page, source, asked, after, offset, limit, sort)
    else:
        rows, total = _from_list(_sorted(list(source), sort), asked, after, offset, limit)
    for row in rows:
        row["key"] = str(row["key"])
    if page.shape is not None:
        page.shape(work, rows)
    totals = page.totals(work, asked) if page.totals else {}
    return Table(page, page.columns, rows, total, totals)


def one(work: Work, page: TablePage, asked: Asked, key: str) -> RowValues | None:
    """The row of `page` with this key, or nothing."""
    source = page.rows(work, asked)
    if not isinstance(source, Select):
        rows = [dict(row) for row in source if str(row["key"]) == key]
    else:
        column = _column(source, "key")
        wanted = whole_key(key) if column.type.python_type is int else key
        if isinstance(wanted, str) and column.type.python_type is int:
            return None
        rows = [dict(r) for r in work.session.execute(source.where(column == wanted)).mappings()]
    if not rows:
        return None
    rows[0]["key"] = str(rows[0]["key"])
    if page.shape is not None:
        page.shape(work, rows)
    return rows[0]


def typed_key(work: Work, page: TablePage, asked: Asked, key: str) -> int | str:
    """A key as text in the type that the page's records have it."""
    source = page.rows(work, asked)
    if isinstance(source, Select):
        whole = _column(source, "key").type.python_type is int
        return whole_key(key) if whole else str(key)
    return next((row["key"] for row in source if str(row["key"]) == key), str(key))


def _column(source: AnySelect, label: str) -> ColumnElement[Any]:
    column = source.selected_columns[label]
    # A label in WHERE or ORDER BY must be the expression below it, not its name.
    return getattr(column, "element", column)


def _from_select(
    work: Work, page: TablePage, source: AnySelect, asked: Asked, after: str, offset: int, limit: int,
    sort: str,
) -> tuple[list[RowValues], int]:  # fmt: skip
    text = search_text(asked.search)
    if text:
        source = source.where(page.find(work, text) if page.find is not None else _contains(source, text))
    total = work.session.scalar(select(func.count()).select_from(source.order_by(None).subquery())) or 0
    order = (*([sort] if sort.lstrip("-") in source.selected_columns else []), *page.order, "key")
    keys = [(_column(source, name.lstrip("-")), name.startswith("-")) for name in order]
    if after:
        source = source.where(_after(work, source, keys, after))
    ordered = source.order_by(*(column.desc() if down else column.asc() for column, down in keys))
    if offset:
        ordered = ordered.offset(offset)
    if limit:
        ordered = ordered.limit(limit)
    return [dict(row) for row in work.session.execute(ordered).mappings()], total


def _contains(source: AnySelect, text: str) -> ColumnElement[bool]:
    """The condition "one of the texts in the row has this in it", for a page that has no search of its own."""
    texts = [getattr(column, "element", column) for column in source.selected_columns if column.key != "key"]
    found = [column.contains(text, autoescape=True) for column in texts if isinstance(column.type, String)]
    return or_(false(), *found)


def _after(
    work: Work, source: AnySelect, keys: list[tuple[ColumnElement[Any], bool]], after: str
) -> ColumnElement[bool]:
    """The condition "comes after the row with this key" in the order of `keys`, which hold no nulls."""
    key_column = keys[-1][0]
    whole = key_column.type.python_type is int
    wanted = whole_key(after) if whole else one_line(after)
    if whole and isinstance(wanted, str):
        return false()
    start = work.session.execute(
        source.with_only_columns(*(c for c, _down in keys)).where(key_column == wanted)
    ).first()
    if start is None:
        return false()
    steps = []
    for index, (column, down) in enumerate(keys):
        equal = [before == start[i] for i, (before, _down) in enumerate(keys[:index])]
        steps.append(and_(*equal, column < start[index] if down else column > start[index]))
    return or_(*steps)


def _sorted(rows: list[Mapping[str, Any]], sort: str) -> list[Mapping[str, Any]]:
    """Plain rows in the order of a column; what is empty comes last."""
    name = sort.lstrip("-")
    if not name:
        return rows
    full = [row for row in rows if row.get(name) is not None]
    try:
        full.sort(key=lambda row: row[name], reverse=sort.startswith("-"))
    except TypeError:
        full.sort(key=lambda row: str(row[name]), reverse=sort.startswith("-"))
    return [*full, *(row for row in rows if row.get(name) is None)]


def _from_list(
    rows: list[Mapping[str, Any]], asked: Asked, after: str, offset: int, limit: int
) -> tuple[list[RowValues], int]:
    text = search_text(asked.search).lower()
    if text:
        rows = [row for row in rows if any(text in str(value).lower() for value in row.values())]
    start = offset
    if after:
        start = next((i + 1 for i, row in enumerate(rows) if str(row["key"]) == after), len(rows))
    chosen = rows[start : start + limit] if limit else rows[start:]
    return [dict(row) for row in chosen], len(rows)
