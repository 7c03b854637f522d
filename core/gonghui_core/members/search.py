"""Members and branches in the global search."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.contributions import Found
from gonghui_core.members import queries
from gonghui_core.members.models import Branch, Member
from gonghui_core.work import Work

LIMIT = 8


def search(work: Work, text: str) -> list[Found]:
    """Up to eight members, by name, pinyin, initials, number or telephone."""
    if not work.may(queries.READ):
        return []
    query = (
        select(Member.id, Member.number, Member.name, Branch.name)
        .join(Branch, Branch.id == Member.branch_id)
        .where(queries.find(work, text), queries.within_scope(work, queries.READ))
        .order_by(Member.number)
        .limit(LIMIT)
    )
    return [
        Found(f"{name} {number} {branch}", "core.members", str(key), queries.READ)
        for key, number, name, branch in work.session.execute(query)
    ]
