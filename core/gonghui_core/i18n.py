"""Titles are marked where they are defined and translated when they are drawn.

The source language is Chinese. Each package carries a gettext catalogue of its own, found through
`importlib.resources`; a missing catalogue means Chinese. The language is one setting of the process and not
a context variable, because worker threads draw too.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache
from importlib.resources import files

SOURCE_LANGUAGE = "zh"
LANGUAGES = ("zh", "en")

_language = SOURCE_LANGUAGE


def use_language(language: str) -> None:
    """Draw everything in `language` (`zh` or `en`) from now on; an unknown one means Chinese."""
    global _language
    _language = language if language in LANGUAGES else SOURCE_LANGUAGE


def language() -> str:
    """The language that titles are drawn in now."""
    return _language


@cache
def _catalogue(package: str, wanted: str) -> gettext.NullTranslations:
    if wanted == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    source = files(package) / "locale" / wanted / "LC_MESSAGES" / f"{package}.mo"
    if not source.is_file():
        return gettext.NullTranslations()
    with source.open("rb") as opened:
        return gettext.GNUTranslations(opened)


class Lazy(str):
    """A marked Chinese string that is translated when it is drawn: `str(title)`, an f-string, `.format()`."""

    package: str

    def __new__(cls, package: str, text: str) -> Lazy:
        lazy = super().__new__(cls, text)
        lazy.package = package
        return lazy

    @property
    def source(self) -> str:
        """The Chinese source string, the key of the catalogue."""
        return str.__str__(self)

    def __str__(self) -> str:
        # A slice has the plain type: str.__str__ would hand back this very object.
        source = self[:]
        return _catalogue(self.package, _language).gettext(source)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def format(self, *args: object, **kwargs: object) -> str:
        """Fill the placeholders of the translated text."""
        return str(self).format(*args, **kwargs)

    def __add__(self, other: str) -> str:
        return str(self) + other

    def __radd__(self, other: str) -> str:
        return other + str(self)

    def __reduce__(self) -> tuple[type[Lazy], tuple[str, str]]:
        return Lazy, (self.package, self[:])


def translator(package: str) -> Callable[[str], str]:
    """The function `_` of one package: `_ = translator("gonghui_welfare")`."""

    def mark(text: str) -> str:
        return Lazy(package, text)

    return mark
