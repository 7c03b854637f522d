"""Templates of vouchers, and what they fill a form with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from gonghui_core.i18n import translator
from gonghui_core.pages import Asked
from gonghui_core.storage.types import AnySelect
from gonghui_core.text import one_line, whole_key
from gonghui_core.verdicts import BadInput, NotFound
from gonghui_core.work import Work
from gonghui_finance.models import Template, TemplateLine
from gonghui_finance.rules import templates as rules
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.rules.templates import Pattern

_ = translator("gonghui_finance")


def template_rows(work: Work, asked: Asked) -> AnySelect:
    """The rows of the page `finance.voucher_templates`."""
    count = select(func.count()).where(TemplateLine.template_id == Template.id)
    query: AnySelect = select(
        Template.id.label("key"), Template.name.label("name"), Template.summary.label("summary"),
        count.correlate(Template).scalar_subquery().label("lines"),
    )  # fmt: skip
    return query


def resolve_template(work: Work, text: str) -> int:
    """The template meant by its name or its key."""
    found = work.session.scalar(select(Template.id).where(Template.name == one_line(text)))
    if found is None and isinstance(key := whole_key(text), int):
        found = work.session.scalar(select(Template.id).where(Template.id == key))
    if found is None:
        raise NotFound(_("没有凭证模板“{text}”").format(text=text))
    return int(found)


def lines_of(work: Work, key: int) -> list[TemplateLine]:
    """The stored lines of a template in order."""
    query = select(TemplateLine).where(TemplateLine.template_id == key).order_by(TemplateLine.position)
    return list(work.session.scalars(query))


def patterns_of(work: Work, key: int) -> list[Pattern]:
    """The lines of a template as plain values."""
    return [
        Pattern(x.account, x.side, x.amount, x.share, x.memo or "", x.earmarked, x.project, x.branch_id)
        for x in lines_of(work, key)
    ]


def form_values(work: Work, key: int | str) -> dict[str, Any]:
    """What a template puts into the form of a voucher; amounts that it does not fix are left to be typed."""
    template, patterns = work.get(Template, int(key)), patterns_of(work, int(key))
    try:
        lines = rules.lines_of(patterns, None)
    except BadInput:
        lines = [pattern.line(pattern.amount or ZERO) for pattern in patterns]
    return {"summary": template.summary, "lines": [_cells(line) for line in lines]}


def _cells(line: Line) -> dict[str, Any]:
    return {
        "account": line.account, "debit": line.debit or None, "credit": line.credit or None,
        "memo": line.memo or None, "project": line.project, "earmarked": line.earmarked or None,
        "branch": line.branch_id,
    }  # fmt: skip
