"""How assets go: sold, given away, scrapped or lost (entries 15a to 15c)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import AssetOwner, DisposalWay, PendingKind
from gonghui_finance.commands import assets as commands
from gonghui_finance.events import ThingsChanged
from gonghui_finance.models import Disposal
from gonghui_finance.queries import assets as found
from gonghui_finance.queries.assets import Held
from gonghui_finance.rules import disposal as rules
from gonghui_finance.rules.depreciation import accounts_of
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import origins, pending
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")

WAITING = frozenset({DisposalWay.scrapped, DisposalWay.lost})
"""What waits in account 182 until it is decided."""


def dispose_asset(work: Work, command: commands.DisposeAsset) -> Outcome:
    """Take an asset off the books; what was scrapped or lost waits in 182 for the decision."""
    held = leaving(work, command.record, command.on)
    lines = disposal_lines(work, command, held)
    row = gone(
        work,
        held,
        command.way,
        command.on,
        command.reason,
        proceeds=command.proceeds,
        expenses=command.expenses,
    )
    if held.asset.owner is AssetOwner.school:
        return Outcome(_("已从备查簿中注销 {name}").format(name=held.asset.name), held.asset.id)
    asset = held.asset
    if command.way in WAITING:
        pending.wait(
            work,
            PendingKind.asset_short,
            command.on,
            asset.name,
            row.cost - row.worn,
            found.DISPOSALS,
            row.id,
        )
    warnings = origins.draft(
        work, found.DISPOSALS, row.id, lines, day=command.on, summary=f"{command.way.title_[:]}{asset.name}",
        attachments=command.attachments,
    )  # fmt: skip
    return Outcome(_("已处置，凭证等待审核"), asset.id, warnings)


def disposal_lines(work: Work, command: commands.DisposeAsset, held: Held) -> list[Line]:
    """The voucher of a disposal."""
    if held.asset.owner is AssetOwner.school:
        return []
    lines = rules.gone(
        accounts_of(held.asset.kind), held.asset.cost, held.worn, pending=command.way in WAITING
    )
    return [*lines, *rules.sale(command.proceeds, command.expenses, account_of(work, command.into))]


def leaving(work: Work, key: int, on: date) -> Held:
    """An asset that may go on this day; it must be worn up to the month before (Article 35)."""
    held = found.holding(work, key)
    if held is None:
        raise Refusal(_("没有这项资产：{key}").format(key=key), field="record")
    if held.disposal is not None:
        raise Refusal(_("已于 {on} 处置").format(on=held.disposal.on), field="record")
    if on < held.asset.on:
        raise Refusal(_("处置日期早于取得日期 {on}").format(on=held.asset.on), field="on")
    month = periods.previous(periods.period_of(on))
    if key in found.due(work, month):
        said = _("{name}的折旧还没有提到{month}：请先计提，处置当月不再提")
        raise Refusal(
            said.format(name=held.asset.name, month=periods.title(month)), field="on", rule="finance.asset.worn",
            citation=str(_("《工会会计制度》（财会〔2021〕7号）第35条")),
        )  # fmt: skip
    return held


def gone(
    work: Work, held: Held, way: DisposalWay, on: date, reason: str, *, proceeds: Decimal = ZERO,
    expenses: Decimal = ZERO, page: str | None = None, record: str | None = None,
) -> Disposal:  # fmt: skip
    """Store that an asset went; `page` and `record` are of the voucher, where it stands for more than this."""
    asset = held.asset
    row = Disposal(
        asset_id=asset.id, on=on, way=way, reason=reason, cost=asset.cost, worn=held.worn, proceeds=proceeds,
        expenses=expenses, officer=work.officer.name, page=page, record=record,
    )  # fmt: skip
    words = _("处置固定资产 {name}：{reason}").format(name=asset.name, reason=reason)
    return work.add(row, ThingsChanged(words))
