"""Putting the sections of all plugins together to one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.contributions import Problem
from gonghui_core.i18n import translator
from gonghui_core.reports import Block, Col, Fact, Grid, Heading, Paragraph, Report, Signature
from gonghui_core.work import Work

_ = translator("gonghui_core")

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Chapter:
    """One heading of the report: `一、1.` and its sentences, of one or several plugins."""

    part: Part
    title: str
    ids: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Annual:
    """The report of one year: its chapters in order, what is missing, and what could not be asked."""

    year: int
    union: str
    signs: str
    day: date
    chapters: tuple[Chapter, ...]
    missing: tuple[Expected, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def title(self) -> str:
        """The title as the model report has it."""
        return f"{self.union} {self.year} 年工作报告"

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "year": self.year,
            "title": self.title,
            "sections": [
                {
                    "id": part.value, "title": part.label,
                    "sentences": [
                        {"id": s.id, "text": s.text, "facts": [fact.as_json() for fact in s.facts]}
                        for chapter in self.chapters if chapter.part is part
                        for s in chapter.sentences
                    ],
                }
                for part in Part
            ],
            "missing": [{"id": item.id, "text": str(item.text), "page": item.page} for item in self.missing],
            "problems": [{"plugin": p.source, "reason": p.reason} for p in self.problems],
        }  # fmt: skip


def draft(work: Work, year: int) -> Annual:
    """The report of `year` from the records of core and of the installed plugins."""
    sections: list[Section] = []
    problems: list[Problem] = []
    for _name, result in work.hooks.isolated("gonghui_annual_sections", work.session, work=work, year=year):
        if isinstance(result, Problem):
            problems.append(result)
        else:
            sections.extend(result)
    union = work.settings.union
    day = min(work.today, date(year, 12, 31)) if work.today.year >= year else work.today
    written = {sentence.id for section in sections for sentence in section.sentences}
    missing = {e.id: e for section in sections for e in section.expects if e.id not in written}
    return Annual(
        year, union.name, union.signs, day, _chapters(sections),
        tuple(missing[key] for key in sorted(missing, key=_fact_order)), tuple(problems),
    )  # fmt: skip


def _chapters(sections: Sequence[Section]) -> tuple[Chapter, ...]:
    """Sections with one title in one part flow together; those without a sentence are left out."""
    grouped: dict[tuple[Part, str], list[Section]] = {}
    parts = list(Part)
    for section in sorted(sections, key=lambda s: (parts.index(s.part), s.number)):
        if section.sentences:
            grouped.setdefault((section.part, section.title), []).append(section)
    return tuple(
        Chapter(part, title, tuple(s.id for s in group), tuple(x for s in group for x in s.sentences))
        for (part, title), group in grouped.items()
    )


def _fact_order(fact_id: str) -> tuple[str, int]:
    digits = "".join(char for char in fact_id if char.isdigit())
    return fact_id.rstrip("0123456789"), int(digits or 0)


def as_report(annual: Annual, *, annex: bool = True) -> Report:
    """The annual report as blocks: title, parts, sentences, signature; then the gaps and the annex of facts."""
    blocks: list[Block] = []
    for number, part in enumerate(Part):
        chapters = [chapter for chapter in annual.chapters if chapter.part is part]
        if not chapters:
            continue
        blocks.append(Heading(f"{NUMERALS[number]}、{part.label}", 1))
        for index, chapter in enumerate(chapters, 1):
            blocks.append(Heading(f"{index}. {chapter.title}", 2))
            parts = tuple((sentence.text, tuple(sentence.facts)) for sentence in chapter.sentences)
            facts = tuple(fact for _text, stated in parts for fact in stated)
            blocks.append(Paragraph("".join(text for text, _stated in parts), facts, parts))
    blocks.append(Signature((annual.signs,), annual.day))
    if annex:
        blocks += _annex(annual)
    return Report(annual.title, tuple(blocks), annual.as_json())


def _annex(annual: Annual) -> list[Block]:
    stated = [
        (sentence.id, fact)
        for chapter in annual.chapters
        for sentence in chapter.sentences
        for fact in sentence.facts
    ]
    sources = [
        (number, fact.label, fact.value, fact.page, "、".join(fact.keys[:12]) + ("…" if len(fact.keys) > 12 else ""))
        for number, fact in stated
    ]  # fmt: skip
    columns = (
        Col("id", _("编号"), width=6), Col("label", _("事实"), width=20), Col("value", _("数值"), width=20),
        Col("page", _("页面"), width=20), Col("keys", _("记录"), width=20),
    )  # fmt: skip
    behind = {(row, 2): fact for row, (_number, fact) in enumerate(stated)}
    missing = [(item.id, str(item.text), item.page) for item in annual.missing]
    gaps = (
        Col("id", _("编号"), width=6),
        Col("text", _("还没有记录的"), width=44),
        Col("page", _("到哪里登记"), width=20),
    )
    goes = {
        (row, 2): Fact(str(item.text), "", item.page) for row, item in enumerate(annual.missing) if item.page
    }
    return [
        Heading(_("附：尚缺的内容"), 1), Grid(gaps, missing, facts=goes),
        Heading(_("附：每句话的出处"), 1), Grid(columns, sources, facts=behind),
    ]  # fmt: skip
