"""Text from people, cleaned at the door: what may be stored, shown, and read as a number.

Nothing here knows about markup: text is never read as markup anywhere, so there is nothing to escape.
"""

from __future__ import annotations

import re
import unicodedata

# Control characters (but tab and line feed), direction marks, zero-width characters, the byte order mark,
# line separators, lone surrogates and tag characters: none has a meaning in a name or a remark, and each can
# drive a terminal, hide in a duplicate or turn a line round.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Printable ASCII, hanzi and Chinese punctuation: in normal form and harmless, as nearly all text is.
_PLAIN = re.compile("[ -~\u3001-\u3003\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]*")
_MARK_RUN = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

KEY_DIGITS = 18

# What an input method in Chinese punctuation mode sends for the keys of a number.
_HALF: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF |= {ord("\u3000"): " ", ord("\u00a0"): " ", ord("。"): ".", ord("、"): ",", ord("￥"): "¥",
          ord("—"): "-", ord("–"): "-", ord("−"): "-", ord("・"): "·"}  # fmt: skip

_NAME_DOTS = str.maketrans({"•": "·", "．": "·", "・": "·", "‧": "·", "∙": "·", "･": "·"})
_HAN_GAP = re.compile(
    r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])[ \t]+(?=[\u3400-\u9fff\U00020000-\U0003ffff])"
)

LONGEST_SEARCH = 200


def clean(text: str) -> str:
    """`text` in Unicode normal form C without anything that could act: safe to store and to show.

    Tabs and line feeds stay; a run of combining marks is cut to four.
    """
    if _PLAIN.fullmatch(text):
        return text
    if not text.isprintable():
        text = UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not unicodedata.is_normalized("NFC", text):
        text = UNSAFE.sub("", unicodedata.normalize("NFC", text))
    return _MARK_RUN.sub(r"\1", text)


def one_line(text: str) -> str:
    """`text` cleaned, on one line, without blanks at its ends."""
    return " ".join(clean(text).split())


def search_text(text: str) -> str:
    """What is searched for: one line, cut where no name is longer and a database takes no pattern."""
    return one_line(text)[:LONGEST_SEARCH]


def half(text: str) -> str:
    """`text` with full-width digits, letters and punctuation as half-width: for numbers, dates and codes."""
    return text.translate(_HALF)


def person_name(text: str) -> str:
    """A person's name as it is stored: no blanks between hanzi, the dot of a foreign name as `·`.

    No compatibility normalisation: it would change rare hanzi.
    """
    return _HAN_GAP.sub("", one_line(text.translate(_NAME_DOTS)))


def code(text: str) -> str:
    """A number of letters and digits (identity number, staff number) as it is stored: half-width, no blanks."""
    return "".join(half(clean(text)).split())


def whole_key(text: str) -> int | str:
    """A key that is written as a whole number as one, if a database can hold it; else the text, cleaned."""
    text = one_line(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS else text


def contains_pattern(text: str) -> str:
    r"""`text` as a LIKE pattern for "contains", with `\` as the escape character."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
