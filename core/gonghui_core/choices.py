"""Choices: a closed set of ids, each with a title to show."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from gonghui_core.i18n import translator
from gonghui_core.text import clean

_ = translator("gonghui_core")


class Choice(StrEnum):
    """An id with a title: `hardship = "hardship", _("生活困难")`. Stored and exported by id, shown by title."""

    title_: str

    def __new__(cls, value: str, title: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.title_ = title or value
        return member

    @property
    def label(self) -> str:
        """The title in the language in use."""
        return str(self.title_)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The member whose id or title (in Chinese or in the language in use) is `text`."""
        wanted = text.strip()
        for member in cls:
            if wanted in (member.value, member.label, member.title_[:]):
                return member
        return None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(cls._read_input, handler(source))

    @classmethod
    def _read_input(cls, value: Any) -> Any:
        found = cls.read(value) if isinstance(value, str) else None
        if found is None:
            known = "、".join(f"{member.label}({member.value})" for member in cls)
            said = _("“{text}”不在可选之列：{known}").format(text=str(value)[:40], known=known)
            raise PydanticCustomError("gonghui_choice", "{said}", {"said": clean(said)})
        return found
