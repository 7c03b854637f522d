"""How names are read, so that a person is found by `zengwen` and by `zw`. Used where a name is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gonghui_core.text import half, person_name

MOST_READINGS = 8
LONGEST_PINYIN = 200
LONGEST_INITIALS = 40

# As family names these are read otherwise than as words, and pypinyin knows the words.
_FAMILY = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "查": "zha", "区": "ou", "朴": "piao",
    "盖": "ge", "覃": "qin", "乐": "yue", "员": "yun", "缪": "miao", "种": "chong", "翟": "zhai",
    "召": "shao", "黑": "he", "折": "she", "繁": "po", "秘": "bi", "祭": "zhai", "都": "du",
    "佴": "nai", "句": "gou", "薄": "bo", "重": "chong", "郇": "xun", "隗": "wei", "阚": "kan",
    "么": "yao", "能": "nai", "洗": "xian",
}  # fmt: skip
# Inside names from other languages (阿卜杜拉) and as a family name alike.
_USUAL = {"卜": "bu"}
_COMPOUND = {"尉迟": "yu chi", "万俟": "mo qi", "澹台": "tan tai", "单于": "chan yu"}


@dataclass(frozen=True)
class Reading:
    """A name in pinyin without tones or blanks, and its initials; ü is `v`, as it is typed."""

    pinyin: str
    initials: str


def reading(name: str) -> Reading:
    """The usual reading of a person's name: its family name as a family name, the rest as words."""
    return _joined(_syllables(name))


@cache
def phrase_reading(title: str) -> Reading:
    """The reading of words that are no name: 银行 is `yinhang`, 会计 `kuaiji`."""
    from pypinyin import lazy_pinyin

    kept = "".join(character for character in half(title).lower() if character.isalnum())
    return _joined(lazy_pinyin(kept))


def readings(name: str) -> tuple[Reading, ...]:
    """The usual reading of a name, then those with one character read otherwise; at most eight.

    单雨 may be `shanyu`, `danyu` or `chanyu`: colleagues do not agree either.
    """
    usual = _syllables(name)
    found = [_joined(usual)]
    for place, character in enumerate(_characters(name)):
        found += [
            _joined([*usual[:place], other, *usual[place + 1 :]]) for other in _all_syllables(character)
        ]
    return tuple(dict.fromkeys(found))[:MOST_READINGS]


def _joined(syllables: list[str]) -> Reading:
    initials = "".join(syllable[:1] for syllable in syllables)
    return Reading("".join(syllables)[:LONGEST_PINYIN], initials[:LONGEST_INITIALS])


def _characters(name: str) -> list[str]:
    """The characters that are read: hanzi, and letters and digits as they are."""
    return [character for character in half(person_name(name)).lower() if _all_syllables(character)]


def _family(name: str) -> list[str]:
    """The syllables of the family name where it needs its own reading, else none."""
    if name[:2] in _COMPOUND and len(name) > 2:
        return _COMPOUND[name[:2]].split()
    return [_FAMILY[name[0]]] if name[:1] in _FAMILY else []


def _syllables(name: str) -> list[str]:
    family = _family(person_name(name))
    return family + [_all_syllables(character)[0] for character in _characters(name)[len(family) :]]


@cache
def _all_syllables(character: str) -> tuple[str, ...]:
    """The readings of a character, the usual one first; none for what is no letter, digit or known hanzi."""
    if character.isascii():
        return (character,) if character.isalnum() else ()
    from pypinyin import Style, pinyin

    usual = pinyin(character, style=Style.NORMAL, errors="ignore")
    every = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    ours = [_USUAL[character]] if character in _USUAL else []
    return tuple(dict.fromkeys([*ours, *(usual[0] if usual else ()), *(every[0] if every else ())]))
