"""The footer of a tally sheet while it is typed: the sums, and what does not add up yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from gonghui_core.fields import read_whole
from gonghui_core.i18n import translator

_ = translator("gonghui_elections")

MOST_NAMED = 4


def tally_footer(values: Mapping[str, Any]) -> list[str]:
    """The lines of the footer from the raw values of the form, however unfinished."""
    returned, void = _number(values.get("returned")), _number(values.get("void"))
    lines, others = _lines(values.get("marks")), _lines(values.get("write_ins"))
    if returned is None or void is None:
        return [str(_("先填收回选票和无效票"))]
    valid = returned - void
    agreed = sum(_number(line.get("agree")) or 0 for line in (*lines, *others))
    told = [_("有效票 {valid}；赞成合计 {agreed}").format(valid=valid, agreed=agreed)]
    wrong = [said for line in lines if (said := _amiss(line, valid))]
    if wrong:
        more = _("，另有 {n} 人").format(n=len(wrong) - MOST_NAMED) if len(wrong) > MOST_NAMED else ""
        told.append(_("不平：{who}").format(who="，".join(wrong[:MOST_NAMED])) + more)
    else:
        told.append(str(_("每名候选人三项合计都等于有效票")))
    return told


def _lines(value: Any) -> list[Mapping[str, Any]]:
    return [line for line in value if isinstance(line, Mapping)] if isinstance(value, list) else []


def _amiss(line: Mapping[str, Any], valid: int) -> str:
    total = sum(_number(line.get(name)) or 0 for name in ("agree", "oppose", "abstain"))
    name = str(line.get("candidate") or "")
    return "" if not name or total == valid else f"{name} {total}/{valid}"


def _number(value: Any) -> int | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return read_whole(value)
    except PydanticCustomError:
        return None
