"""The one way by which data reaches a widget, and how Chinese text is cut and broken to a width in cells.

A `str` given to a widget is read as markup: a remark `[/]` ends the program and `[@click=app.quit]` becomes a
button. So data goes through `T` (tables, trees, selects) or `C` (everything else), and through nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

from gonghui_core.text import clean
from gonghui_tui.look import look

# 禁则: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉”’…·,.;:?!)]}%％‰℃")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥¥$＄№")
_TOKEN = re.compile(r"[0-9A-Za-z@#&_\-+*/=.,:%'¥$]+|\s|.", re.DOTALL)
_BLANKS = re.compile(r"[\t\n]+")


def plain(data: object) -> str:
    """`data` as a person reads it, in the language in use, cleaned of all that could act; tabs are blanks."""
    return clean(str(data)).replace("\t", " ")


def flat(data: object) -> str:
    """`plain` text on one line: each run of line breaks and tabs is one blank."""
    return _BLANKS.sub(" ", clean(str(data)))


def T(data: object, *, justify: Literal["left", "right"] = "left") -> Text:
    """`data` for a DataTable, Tree or Select: never markup, one line, cut with an ellipsis."""
    return Text(flat(data), overflow="ellipsis", no_wrap=True, justify=justify)


def C(data: object) -> Content:
    """`data` for every other widget, title, tab or option: never markup."""
    return Content(plain(data))


def cut(text: str, width: int) -> str:
    """The part of `text` that fits `width` cells, with the sign of what is left out when something is."""
    if cell_len(text) <= width:
        return text
    more = look().more
    if width <= len(more):
        return more[: max(width, 0)]
    return set_cell_size(text, width - len(more)).rstrip() + more


def fit(text: str, width: int, *, right: bool = False) -> str:
    """`text` as exactly `width` cells: cut with the sign of what is left out, or padded with blanks."""
    kept = cut(text, width)
    # Measured again: a cut through a wide character leaves a blank that was stripped.
    padding = " " * (width - cell_len(kept))
    return padding + kept if right else kept + padding


def wrap(data: object, width: int) -> list[str]:
    """The lines of `data` at `width` cells; by the Chinese rules none begins with `，` or ends with `（`."""
    return [
        paragraph[start:end]
        for paragraph in plain(data).split("\n")
        for start, end in spans(paragraph, width)
    ]


def spans(paragraph: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the lines of `paragraph` begin and end, as places in it; blanks at a break belong to no line."""
    width, start = max(width, 2), 0
    line: list[str] = []
    for token in _tokens(paragraph, width):
        if cell_len("".join(line)) + cell_len(token) > width:
            carried = _carried(line, token)
            kept = "".join(line[: len(line) - len(carried)])
            yield start, start + len(kept.rstrip())
            start += len(kept)
            line = carried
            if not carried and token.isspace():
                start += len(token)
                continue
        line.append(token)
    yield start, start + len("".join(line).rstrip())


def _carried(line: list[str], token: str) -> list[str]:
    """The end of `line` that goes down with `token`, so that no line begins or ends with a forbidden sign."""
    at, first = len(line), token
    while first in _NOT_FIRST or (at and line[at - 1] in _NOT_LAST):
        if at <= 1:
            return []  # nothing but signs: such a line is broken where it is full
        at -= 1
        first = line[at]
    return line[at:]


def _tokens(paragraph: str, width: int) -> Iterator[str]:
    """Words and figures whole, everything else by the character; what is wider than a line is cut up."""
    for found in _TOKEN.findall(paragraph):
        if cell_len(found) <= width:
            yield found
        else:
            yield from found
