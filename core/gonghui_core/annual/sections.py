"""What plugins contribute to the annual report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator
from gonghui_core.reports import Fact

_ = translator("gonghui_core")


class Part(Choice):
    """The five parts of the report, and the headings below them, as the union's report has them."""

    organisation = "organisation", "加强工会组织建设，提升整体工作水平"
    democracy = "democracy", "加强民主政治建设，推动学校发展建设"
    care = "care", "全力做好教职工关爱工作，提升教职工幸福感"
    culture = "culture", "开展各类文体活动，积极参加各项赛事"
    outlook = "outlook", "工作存在的问题以及下一步工作计划"


@dataclass(frozen=True)
class Sentence:
    """A sentence of the report and the facts it states; `id` is the fact's number in the list of facts."""

    id: str
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Expected:
    """Something that a year's report tells, and the page where it would be recorded."""

    id: str
    text: str
    page: str = ""


@dataclass(frozen=True)
class Section:
    """A heading within a part: the sentences written from records, and what was expected there.

    `expects` without a sentence of the same id is listed as missing. The report is written in Chinese, whatever
    language the interface has.
    """

    id: str
    part: Part
    number: int
    title: str
    sentences: Sequence[Sentence] = ()
    expects: Sequence[Expected] = ()
