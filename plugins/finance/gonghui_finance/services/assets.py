"""Entering and depreciating fixed and intangible assets, each with its voucher."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gonghui_core import policy
from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal, Verdict
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import AssetKind, AssetOwner, Booking, PayFrom
from gonghui_finance.commands import assets as commands
from gonghui_finance.events import ThingsChanged
from gonghui_finance.models import Asset, Depreciation, DepreciationRun, NoAsset
from gonghui_finance.queries import assets as found
from gonghui_finance.queries import capital, months
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules.depreciation import INTANGIBLE, LEAST_YEARS, NOMINAL, accounts_of, limit_of, share
from gonghui_finance.rules.entry import ZERO, Line
from gonghui_finance.services import origins
from gonghui_finance.services.paying import account_of

_ = translator("gonghui_finance")


def add_asset(work: Work, command: commands.AddAsset) -> Outcome:
    """Store an asset and draft its voucher: with an expenditure account the payment too."""
    verdicts = fit(work, command)
    asset = _entered(work, command, booked=command.booked, owner=command.owner, nominal=command.nominal)
    asset.before = command.depreciated
    if not command.booked and command.owner is AssetOwner.union:
        verdicts += origins.draft(
            work, found.PAGE, asset.id, asset_lines(work, command.kind, command.cost, command.account),
            day=command.on, summary=f"购入{command.name}", attachments=command.attachments,
        )  # fmt: skip
    return Outcome(_("已登记 {name}").format(name=command.name), asset.id, policy.broken(*verdicts))


def fit(work: Work, command: commands.AddAsset) -> list[Verdict]:
    """What the rules say of an asset; refuses what contradicts itself."""
    if command.depreciated > command.cost:
        raise Refusal(_("已提折旧超过原值"), field="depreciated")
    school = command.owner is AssetOwner.school
    if school and (command.account or command.booked or command.depreciated):
        raise Refusal(
            _("学校提供的资产只记备查簿，不入账、不提折旧"), field="owner", rule="finance.asset.school"
        )
    if command.nominal and command.cost != NOMINAL:
        said = _("名义金额是 {need:.2f} 元，不是 {have:.2f} 元").format(need=NOMINAL, have=command.cost)
        raise Refusal(said, field="cost", rule="finance.asset.nominal", need=f"{NOMINAL}")
    return [] if school or command.nominal else dear_enough(work, command)


def dear_enough(work: Work, command: commands.AssetFields) -> list[Verdict]:
    """What the limits of cost say (Articles 32 and 39); large batches of like things count whatever each cost."""
    if command.batch and command.kind not in INTANGIBLE:
        return []
    return [policy.check(work, limit_of(command.kind), command.on, have=command.cost, field="cost")]


def asset_lines(work: Work, kind: AssetKind, cost: Decimal, account: str | None) -> list[Line]:
    """The voucher of an asset: what was spent, if it is booked with it, and the asset against its fund."""
    return [*_bought(work, cost, account), *capitalised(kind, cost)]


def _bought(work: Work, cost: Decimal, account: str | None) -> list[Line]:
    if account is None:
        return []
    chart = chart_of(work)
    if not chart.is_leaf(account) or not account.startswith("5"):
        said = _("{code} 不是能记账的支出科目").format(code=account)
        raise Refusal(said, field="account", rule="finance.account.leaf")
    return [Line(account, debit=cost), Line(account_of(work, PayFrom.bank), credit=cost)]


def book_asset(work: Work, command: commands.BookAsset) -> Outcome:
    """Draft the voucher of an asset that has none any more."""
    asset, lines = rebooked(work, command)
    warnings = origins.draft(
        work, found.PAGE, asset.id, lines, day=asset.on, summary=f"购入{asset.name}",
        attachments=command.attachments,
    )  # fmt: skip
    return Outcome(_("已重制凭证草稿"), asset.id, warnings)


def rebooked(work: Work, command: commands.BookAsset) -> tuple[Asset, list[Line]]:
    """An asset without a voucher, and the lines of its next; refuses one that has a voucher or needs none."""
    held = found.holding(work, command.record)
    if held is None or unbooked(held.asset.owner, held.booking) is not None or held.asset.page is not None:
        raise Refusal(_("这项资产不用重制凭证"), field="record", rule="finance.asset.booked")
    return held.asset, asset_lines(work, held.asset.kind, held.asset.cost, command.account)


def unbooked(owner: AssetOwner, booking: Booking | None) -> str | None:
    """Why an asset needs no new voucher; nothing where it does."""
    if owner is AssetOwner.school:
        return str(_("只记备查簿，没有凭证"))
    return None if booking is Booking.none else str(_("已有凭证"))


def capitalised(kind: AssetKind, cost: Decimal) -> list[Line]:
    """The asset against its fund (entry 13b)."""
    accounts = accounts_of(kind)
    return [Line(accounts.cost, debit=cost), Line(accounts.fund, credit=cost)]


def _entered(work: Work, command: commands.AssetFields, **more: Any) -> Asset:
    asset = Asset(
        name=command.name, kind=command.kind, cost=command.cost, on=command.on, years=years_of(command),
        place=command.place, keeper=command.keeper, **more,
    )  # fmt: skip
    words = _("登记固定资产 {name} {cost:.2f} 元").format(name=command.name, cost=command.cost)
    return work.add(asset, ThingsChanged(words))


def years_of(command: commands.AssetFields) -> int:
    """Over how many years an asset is depreciated; what law and contract say of rights must be entered."""
    if command.years is not None:
        return command.years
    if command.kind in INTANGIBLE:
        said = _("无形资产请填摊销年限：按合同或法律规定的有效年限")
        raise Refusal(said, field="years", rule="finance.asset.years")
    return LEAST_YEARS[command.kind]


def book_capital(work: Work, command: commands.BookCapital) -> Outcome:
    """Enter the asset behind a capital expenditure, with the half of its voucher that the payment left out."""
    spent = capital.one(work, command.record)
    if command.cost > spent.left:
        said = _("这笔资本性支出还有 {need:.2f} 元没有登记，不能登记 {have:.2f} 元")
        raise Refusal(
            said.format(need=spent.left, have=command.cost), field="cost", rule="finance.capital.amount",
            need=f"{spent.left:.2f}", have=f"{command.cost:.2f}",
        )  # fmt: skip
    refuse_unlinked(spent)
    verdicts = dear_enough(work, command)
    asset = _entered(work, command, claim_id=spent.claim, paid_by=None if spent.claim else spent.voucher)
    # What was bought in a month that is closed since is booked today; it is worn from the month of purchase on.
    day = work.today if months.is_closed(work, periods.period_of(command.on)) else command.on
    verdicts += origins.draft(
        work, found.PAGE, asset.id, capitalised(command.kind, command.cost), day=day,
        summary=f"{command.name}转入资产", attachments=1,
    )  # fmt: skip
    return Outcome(_("已登记 {name}").format(name=command.name), asset.id, policy.broken(*verdicts))


def explain_capital(work: Work, command: commands.ExplainCapital) -> Outcome:
    """Keep why a capital expenditure makes no asset."""
    spent = capital.one(work, command.record)
    if not spent.posted:
        raise Refusal(_("凭证还没有记账"), field="record", rule="finance.capital.posted")
    note = NoAsset(voucher_id=spent.voucher, reason=command.reason, officer=work.officer.name, on=work.today)
    work.add(note, ThingsChanged(_("资本性支出不登记资产：{reason}").format(reason=command.reason)))
    return Outcome(_("已记下原因"), spent.voucher)


def refuse_unlinked(spent: capital.Spent) -> None:
    """A draft may still change or go, so an asset is tied to a claim or to a posted voucher."""
    if spent.claim is None and not spent.posted:
        said = _("这张凭证还没有记账：记账后再登记资产")
        raise Refusal(said, field="record", rule="finance.capital.posted")


def split_asset(work: Work, command: commands.SplitAsset) -> Outcome:
    """Make two assets of one; cost and wear are shared out, the voucher stays that of both."""
    held = found.holding(work, command.record)
    if held is None or not held.in_use or held.asset.nominal:
        raise Refusal(_("在用的资产才能拆分"), field="record", rule="finance.asset.split")
    asset = held.asset
    if command.cost >= asset.cost:
        said = _("分出的原值应小于 {cost:,.2f} 元").format(cost=asset.cost)
        raise Refusal(said, field="cost", rule="finance.asset.split", need=f"{asset.cost:.2f}")
    worn = share(held.worn, command.cost, asset.cost)
    part = Asset(
        name=command.name, kind=asset.kind, owner=asset.owner, cost=command.cost, on=asset.on, years=asset.years,
        before=worn, booked=asset.booked, claim_id=asset.claim_id, paid_by=asset.paid_by, place=asset.place,
        keeper=asset.keeper, page=asset.page or found.PAGE, record=asset.record or str(asset.id),
    )  # fmt: skip
    asset.cost, asset.before = asset.cost - command.cost, asset.before - worn
    words = _("{name}中分出 {part} {cost:.2f} 元").format(name=asset.name, part=part.name, cost=part.cost)
    work.add(part, ThingsChanged(words))
    return Outcome(_("已分出 {name}").format(name=part.name), part.id)


def move_asset(work: Work, command: commands.MoveAsset) -> Outcome:
    """Note where an asset stands now."""
    asset = work.get(Asset, command.record)
    asset.place, asset.keeper = command.place, command.keeper
    words = _("{name}：{place}，{keeper}").format(
        name=asset.name, place=command.place or "", keeper=command.keeper or ""
    )
    work.record(ThingsChanged(words))
    return Outcome(_("已保存"), asset.id)


def depreciate(work: Work, command: commands.Depreciate) -> Outcome:
    """Draft one voucher for all assets (entry 14); where nothing is due nothing is written."""
    period = periods.period(command.year, command.month)
    due = found.due(work, period)
    title = periods.title(period)
    if not due:
        return Outcome(_("{month}没有要计提的折旧").format(month=title))
    run = DepreciationRun(period=period, officer=work.officer.name)
    total = sum(due.values(), ZERO)
    work.add(run, ThingsChanged(_("计提{month}折旧 {total:.2f} 元").format(month=title, total=total)))
    rows = [{"run_id": run.id, "asset_id": asset, "amount": amount} for asset, amount in due.items()]
    work.add_many(Depreciation, rows)
    warnings = origins.draft(
        work, found.RUNS, run.id, depreciation_lines(work, due), day=periods.last_day(period),
        summary=f"计提{title}折旧和摊销", attachments=1,
    )  # fmt: skip
    said = _("{n} 项资产，折旧 {total:,.2f} 元，凭证等待审核").format(n=len(due), total=total)
    return Outcome(said, run.id, warnings)


def depreciation_lines(work: Work, due: dict[int, Decimal]) -> list[Line]:
    """The lines of a month's depreciation: never through expenditure, against the asset fund."""
    sums: dict[tuple[str, str], Decimal] = {}
    for key, amount in due.items():
        accounts = accounts_of(work.get(Asset, key).kind)
        pair = (accounts.fund, accounts.worn)
        sums[pair] = sums.get(pair, ZERO) + amount
    lines = []
    for (fund, worn), amount in sorted(sums.items()):
        lines += [Line(fund, debit=amount), Line(worn, credit=amount)]
    return lines
