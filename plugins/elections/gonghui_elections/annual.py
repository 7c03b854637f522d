"""What elections tell in the annual report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from gonghui_core.annual.sections import Expected, Part, Section, Sentence
from gonghui_core.reports import Fact
from gonghui_core.work import Work
from gonghui_elections import queries
from gonghui_elections.choices import Stage
from gonghui_elections.models import Election
from gonghui_elections.rules import Kind
from gonghui_elections.votes import Vote

PAGE = "elections.elections"
MOST_NAMES = 15


def sections(work: Work, year: int) -> list[Section]:
    """The elections' sections of the report of `year`: completed re-elections, and what is expected besides."""
    return [
        Section(
            "elections.organisation", Part.organisation, 20, "加强学习教育活动，深入推进工会工作。", (),
            (Expected("A3", "工会委员会和分工会委员会例会"),),
        ),
        Section(
            "elections.renewal", Part.democracy, 10, "完成换届选举，推进民主管理。", _renewals(work, year),
            (
                Expected("B1", "换届选举及当选人", PAGE),
                Expected("B2", "教代会闭会期间的代表会议及到会人数"),
            ),
        ),
        Section(
            "elections.evaluation", Part.democracy, 20, "做好民主评议工作，全面履行教代会职权。", (),
            (Expected("B3", "领导班子和中层干部述职与满意度测评"),),
        ),
        Section(
            "elections.bridge", Part.democracy, 30, "有效发挥党联系教职工的桥梁纽带作用。", (),
            (Expected("B4", "提案、意见建议及答复"),),
        ),
    ]  # fmt: skip


def _renewals(work: Work, year: int) -> list[Sentence]:
    """One sentence for each day on which elections of the year were completed."""
    found = queries.overview(work, Election.on.between(date(year, 1, 1), date(year, 12, 31)))
    days: dict[date, list[list[Vote]]] = defaultdict(list)
    for chain in _chains(found.votes):
        if found.is_complete(chain) and _elected(chain):
            days[chain[0].election.on].append(chain)
    return [_sentence(on, group) for on, group in sorted(days.items())]


def _chains(votes: Sequence[Vote]) -> list[list[Vote]]:
    """Votes with their run-offs and later votes, in order; those called off are left out."""
    place: dict[int, list[Vote]] = {}
    chains = []
    for one in votes:
        if one.stage is Stage.cancelled:
            continue
        chain = place.get(one.election.follows_id or 0, [])
        if not chain:
            chains.append(chain)
        chain.append(one)
        place[one.election.id] = chain
    return chains


def _sentence(on: date, group: Sequence[Sequence[Vote]]) -> Sentence:
    """What was elected on a day, meeting by meeting, with a fact for each body or post."""
    meetings: dict[str, list[Sequence[Vote]]] = defaultdict(list)
    for chain in group:
        meetings[chain[0].election.meeting or ""].append(chain)
    told = "；".join(_clause(meeting, chains) for meeting, chains in meetings.items())
    facts = [Fact("选举日期", on.isoformat(), PAGE, _keys(group))]
    facts += [
        Fact(chain[0].election.title, f"{len(names)}人：" + "、".join(names), PAGE, _keys([chain]))
        for chain in group
        if (names := _elected(chain))
    ]
    return Sentence("B1", f"{on.month}月{on.day}日，{told}。", tuple(facts))


def _clause(meeting: str, chains: Sequence[Sequence[Vote]]) -> str:
    held = f"召开{meeting}，" if meeting else ""
    renewal = any(chain[0].election.kind is Kind.COMMITTEE for chain in chains)
    done = "依法完成换届选举，" if renewal else ""
    return f"{held}{done}选举产生" + "、".join(_told(chain[0], _elected(chain)) for chain in chains)


def _elected(chain: Sequence[Vote]) -> list[str]:
    """All elected over the first vote and those that followed it."""
    return [name for one in chain for name in queries.elected_names(queries.sealed_figures(one.election))]


def _told(first: Vote, names: Sequence[str]) -> str:
    kind = first.election.kind.title_[:]
    if len(names) > MOST_NAMES:
        return f"{kind}{len(names)}人"
    return f"{kind}{len(names)}人（{'、'.join(names)}）"


def _keys(group: Sequence[Sequence[Vote]]) -> tuple[str, ...]:
    return tuple(str(one.election.id) for chain in group for one in chain)
