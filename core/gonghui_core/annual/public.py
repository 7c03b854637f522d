"""The version of the annual report for everybody: no member's name, no sum, no trace to records."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import select

from gonghui_core.annual.draft import Annual
from gonghui_core.members.models import Member
from gonghui_core.work import Work

SUM = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?元")
SHORTEST_NAME = 2


def public(work: Work, annual: Annual) -> Annual:
    """`annual` with members' names masked to the family name and sums left out; facts and gaps are not given.

    Publishing a person's data wants consent of its own (PIPL, Article 25), so masking is the rule.
    """
    names = {name for name in work.session.scalars(select(Member.name)) if len(name) >= SHORTEST_NAME}
    chapters = tuple(
        replace(
            chapter,
            sentences=tuple(replace(s, text=masked(s.text, names), facts=()) for s in chapter.sentences),
        )
        for chapter in annual.chapters
    )
    return replace(annual, chapters=chapters, missing=(), problems=())


def masked(text: str, names: set[str]) -> str:
    """`text` without sums, and with each of `names` reduced to its first character."""
    for name in sorted((name for name in names if name in text), key=len, reverse=True):
        text = text.replace(name, name[0] + "＊" * (len(name) - 1))
    return SUM.sub("若干元", text)
