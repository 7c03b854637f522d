"""What is due of assets, goods and what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gonghui_core.contributions import Task
from gonghui_core.i18n import translator
from gonghui_core.work import Work
from gonghui_finance.choices import CountKind, PendingState
from gonghui_finance.queries import capital, counts, pending

_ = translator("gonghui_finance")

RIGHT = "finance.assets"
LAST_QUARTER = 10
"""From October on the year's stock-taking is due: at least once a year (accounts 141 and 162)."""


def things(work: Work) -> Iterator[Task]:
    """Everything that is due, for the officer who keeps assets."""
    if not work.may(RIGHT):
        return
    yield from _counts(work)
    waiting = [row for row, state, _came, _went in pending.found(work) if state is PendingState.waiting]
    if waiting:
        words = _("{n} 项待处理财产等待批准处理").format(n=len(waiting))
        yield Task(words, RIGHT, date(work.today.year, 12, 31), pending.PAGE)
    missing = capital.missing(work)
    if missing:
        yield Task(_("{n} 笔资本性支出没有登记资产").format(n=len(missing)), RIGHT, page=capital.PAGE)


def _counts(work: Work) -> Iterator[Task]:
    year = work.today.year
    if work.today.month < LAST_QUARTER:
        return
    for kind in CountKind:
        if counts.wanted_in(work, kind, year) and not counts.done_in(work, kind, year):
            words = _("今年的{kind}盘点").format(kind=kind.label)
            yield Task(words, RIGHT, date(year, 12, 31), counts.PAGE)
