"""Entering, depreciating and disposing of fixed assets, each with its voucher."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import insert

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.commands import assets as commands
from gonghui_finance.events import VouchersPassed
from gonghui_finance.models import Asset, Depreciation, DepreciationRun
from gonghui_finance.queries import assets as found
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.depreciation import LEAST_YEARS, SPECIAL
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import origins
from gonghui_finance.settings import FinanceSettings

_ = translator("gonghui_finance")

COST, FUND, WORN = "162", "30104", "163"


def add_asset(work: Work, command: commands.AddAsset) -> Outcome:
    """Store an asset and draft its voucher: with an expenditure account the payment too."""
    years = LEAST_YEARS[command.kind] if command.years is None else command.years
    if command.depreciated > command.cost:
        raise Refusal(_("已提折旧超过原值"), field="depreciated")
    limit = "finance.asset.special" if command.kind in SPECIAL else "finance.asset.general"
    verdicts = [policy.check(work, limit, command.on, have=command.cost, field="cost")]
    asset = Asset(
        name=command.name, kind=command.kind, cost=command.cost, on=command.on, years=years,
        before=command.depreciated, booked=command.booked, place=command.place, keeper=command.keeper,
    )  # fmt: skip
    work.add(
        asset,
        VouchersPassed(_("登记固定资产 {name} {cost:.2f} 元").format(name=command.name, cost=command.cost)),
    )
    if not command.booked:
        lines = [*_bought(work, command), Line(COST, debit=command.cost), Line(FUND, credit=command.cost)]
        summary = f"购入{command.name}"
        verdicts += origins.draft(work, found.PAGE, asset.id, lines, day=command.on, summary=summary)
    return Outcome(_("已登记 {name}").format(name=command.name), asset.id, policy.broken(*verdicts))


def _bought(work: Work, command: commands.AddAsset) -> list[Line]:
    if command.account is None:
        return []
    chart = chart_of(work)
    if not chart.is_leaf(command.account) or not command.account.startswith("5"):
        said = _("{code} 不是能记账的支出科目").format(code=command.account)
        raise Refusal(said, field="account", rule="finance.account.leaf")
    bank = work.settings.of("finance", FinanceSettings).bank
    return [Line(command.account, debit=command.cost), Line(bank, credit=command.cost)]


def depreciate(work: Work, command: commands.Depreciate) -> Outcome:
    """Draft one voucher for all assets (30104 against 163); where nothing is due nothing is written."""
    period = periods.period(command.year, command.month)
    due = found.due(work, period)
    title = periods.title(period)
    if not due:
        return Outcome(_("{month}没有要计提的折旧").format(month=title))
    run = DepreciationRun(period=period, officer=work.officer.name)
    total = sum(due.values(), ZERO)
    work.add(run, VouchersPassed(_("计提{month}折旧 {total:.2f} 元").format(month=title, total=total)))
    _store(work, run, due)
    lines = [Line(FUND, debit=total), Line(WORN, credit=total)]
    summary = f"计提{title}固定资产折旧"
    warnings = origins.draft(
        work, found.RUNS, run.id, lines, day=periods.last_day(period), summary=summary, attachments=1
    )
    said = _("{n} 项资产，折旧 {total:,.2f} 元，凭证等待审核").format(n=len(due), total=total)
    return Outcome(said, run.id, warnings)


def _store(work: Work, run: DepreciationRun, due: dict[int, Decimal]) -> None:
    rows = [{"run_id": run.id, "asset_id": asset, "amount": amount} for asset, amount in due.items()]
    keys = work.session.execute(
        insert(Depreciation).returning(Depreciation.id, sort_by_parameter_order=True), rows
    )
    work.trail.add_rows(Depreciation, [{**row, "id": key} for row, (key,) in zip(rows, keys, strict=True)])


def dispose_asset(work: Work, command: commands.DisposeAsset) -> Outcome:
    """Take an asset off the books: cost against what was depreciated and, for the rest, the asset fund."""
    asset = work.get(Asset, command.record)
    if asset.disposed_on is not None:
        raise Refusal(_("已于 {on} 处置").format(on=asset.disposed_on), field="record")
    if command.on < asset.on:
        raise Refusal(_("处置日期早于取得日期 {on}").format(on=asset.on), field="on")
    worn = asset.before + found.taken_off(work).get(asset.id, ZERO)
    lines = [Line(FUND, debit=asset.cost - worn), Line(WORN, debit=worn), Line(COST, credit=asset.cost)]
    asset.disposed_on, asset.disposal = command.on, command.reason
    summary = f"处置{asset.name}"
    warnings = origins.draft(
        work,
        "finance.disposals",
        asset.id,
        [x for x in lines if x.debit or x.credit],
        day=command.on,
        summary=summary,
    )
    work.record(
        VouchersPassed(_("处置固定资产 {name}：{reason}").format(name=asset.name, reason=command.reason))
    )
    return Outcome(_("已处置，凭证等待审核"), asset.id, warnings)
