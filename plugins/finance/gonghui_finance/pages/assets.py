"""The pages of fixed and intangible assets, of how they went, and of their depreciation."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import YesNo
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Parameter, TablePage
from gonghui_core.reports import Block, Col, Fact, Figure, Figures, Grid, Paragraph, Report
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.choices import AssetKind, AssetOwner, Booking, DisposalWay
from gonghui_finance.commands import assets as commands
from gonghui_finance.models import Asset, DepreciationRun, Disposal
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.income import behind
from gonghui_finance.pages.papers import lines_grid
from gonghui_finance.queries import assets as found
from gonghui_finance.rules import depreciation
from gonghui_finance.services import assets as services
from gonghui_finance.services import disposal

_ = translator("gonghui_finance")

RIGHT = "finance.assets"


def _gone(work: Work, row: Any) -> str | None:
    return _("已于 {on} 处置").format(on=row["disposed_on"]) if row["disposed_on"] else None


def _booked(work: Work, row: Any) -> str | None:
    return services.unbooked(row["owner"], row["booking"])


def _rebooked(work: Work, command: commands.BookAsset) -> Report:
    return voucher_preview(work, services.rebooked(work, command)[1])


def today(work: Work, key: Any) -> dict[str, Any]:
    """The day, for a form that asks for one."""
    return {"on": work.today}


def _this_month(work: Work, key: Any) -> dict[str, Any]:
    return {"year": work.today.year, "month": work.today.month}


def _where(work: Work, key: Any) -> dict[str, Any]:
    asset = work.get(Asset, int(key))
    return {"place": asset.place, "keeper": asset.keeper}


def asset_report(work: Work, key: Any) -> Report:
    """All of one asset: its cost and wear, its month's depreciation, how it went, its vouchers and papers."""
    held = found.holding(work, int(key))
    if held is None:
        raise NotFound(_("没有这项资产：{key}").format(key=key))
    asset = held.asset
    monthly = depreciation.accumulated(asset.cost, 0 if asset.nominal else asset.years, 1)
    pairs = (
        (_("类别"), asset.kind), (_("归属"), asset.owner), (_("取得日期"), asset.on), (_("原值"), asset.cost),
        (_("折旧年限"), asset.years or None), (_("月折旧额"), monthly or None), (_("累计折旧"), held.worn),
        (_("净值"), asset.cost - held.worn), (_("地点"), asset.place), (_("保管人"), asset.keeper),
    )  # fmt: skip
    items = tuple(Figure(title, value) for title, value in pairs if value is not None)
    return Report(asset.name, (Figures(items), *_went(held.disposal), *_behind(work, asset)))


def _behind(work: Work, asset: Asset) -> tuple[Block, ...]:
    """The voucher that an asset came with; what was opened with or is the school's has none."""
    if asset.booked:
        return (Paragraph(_("在年初余额中，没有凭证")),)
    if asset.owner is AssetOwner.school:
        return (Paragraph(_("只记备查簿，没有凭证")),)
    return behind(work, asset.page or found.PAGE, int(asset.record or asset.id))


def _went(row: Disposal | None) -> list[Block]:
    if row is None:
        return []
    fact = Fact(str(_("处置")), str(row.id), found.DISPOSALS, (str(row.id),))
    return [
        Figures((Figure(_("处置"), row.on, fact), Figure(_("方式"), row.way), Figure(_("原因"), row.reason)))
    ]


def asset_preview(work: Work, command: commands.AddAsset) -> Report:
    """The voucher that entering an asset will draft."""
    services.fit(work, command)
    services.years_of(command)
    if command.booked or command.owner is AssetOwner.school:
        return Report(_("将登记的资产"), (Paragraph(_("只记入台账，不制凭证")),))
    return voucher_preview(work, services.asset_lines(work, command.kind, command.cost, command.account))


def voucher_preview(work: Work, lines: Any) -> Report:
    """The voucher that an action will draft."""
    if not lines:
        return Report(_("将制的凭证"), (Paragraph(_("不制凭证")),))
    return Report(_("将制的凭证"), (lines_grid(work, lines),))


def _depreciation_preview(work: Work, command: commands.Depreciate) -> Report:
    """What the month takes off each asset, and its voucher."""
    due = found.due(work, periods.period(command.year, command.month))
    columns = (Col("name", _("名称"), width=30), Col("amount", _("本次折旧"), "money", 14))
    rows = [(work.get(Asset, key).name, amount) for key, amount in due.items()]
    report = voucher_preview(work, services.depreciation_lines(work, due))
    return Report(report.title, (*report.blocks, *((Grid(columns, rows, _("明细")),) if rows else ())))


def _disposal_preview(work: Work, command: commands.DisposeAsset) -> Report:
    held = disposal.leaving(work, command.record, command.on)
    return voucher_preview(work, disposal.disposal_lines(work, command, held))


def disposal_report(work: Work, key: Any) -> Report:
    """All of one disposal."""
    row = work.get(Disposal, int(key))
    asset = work.get(Asset, row.asset_id)
    pairs = (
        (_("资产"), asset.name), (_("日期"), row.on), (_("方式"), row.way), (_("原因"), row.reason),
        (_("原值"), row.cost), (_("累计折旧"), row.worn), (_("净值"), row.cost - row.worn),
        (_("变价收入"), row.proceeds or None), (_("清理费用"), row.expenses or None), (_("经办"), row.officer),
    )  # fmt: skip
    items = tuple(Figure(title, value) for title, value in pairs if value is not None)
    page, record = row.page or found.DISPOSALS, int(row.record or row.id)
    return Report(_("资产处置"), (Figures(items), *behind(work, page, record)))


def run_report(work: Work, key: Any) -> Report:
    """What a run took off each asset, and its voucher."""
    run = work.get(DepreciationRun, int(key))
    columns = (
        Col("name", _("名称"), width=28), Col("cost", _("原值"), "money", 14), Col("years", _("年限"), "integer", 6),
        Col("amount", _("本次折旧"), "money", 14),
    )  # fmt: skip
    rows = [(asset.name, asset.cost, asset.years, amount) for asset, amount in found.run_lines(work, run.id)]
    title = _("{month}折旧").format(month=periods.title(run.period))
    return Report(title, (Grid(columns, rows), *behind(work, found.RUNS, run.id)))


ASSETS = TablePage(
    found.PAGE, _("固定资产"), READ,
    columns=(
        Column("name", _("名称"), 20, keep=True),
        Column("on", _("取得日期"), 10, "date"),
        Column("cost", _("原值"), 12, "money", keep=True),
        Column("accumulated", _("累计折旧"), 12, "money", keep=True),
        Column("net", _("净值"), 12, "money", keep=True),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("years", _("年限"), 4, "integer", wide=True),
        Column("kind", _("类别"), 10, "choice", AssetKind, wide=True),
        Column("disposed_on", _("处置日期"), 10, "date", wide=True),
        Column("owner", _("归属"), 14, "choice", AssetOwner, wide=True),
        Column("place", _("地点"), 14, wide=True),
        Column("keeper", _("保管人"), 10, wide=True),
    ),
    rows=found.asset_rows, order=("on",), group="finance", totals=found.totals, detail=asset_report,
    params=(Parameter("owner", _("归属"), AssetOwner), Parameter("in_use", _("在用"), YesNo)),
    actions=(
        Action(
            commands.AddAsset, services.add_asset, _("登记资产"), RIGHT, slot=5, prefill=today, preview=asset_preview,
        ),
        Action(
            commands.Depreciate, services.depreciate, _("计提折旧"), RIGHT, slot=8, grade=Grade.ask,
            prefill=_this_month, preview=_depreciation_preview,
        ),
        Action(
            commands.DisposeAsset, disposal.dispose_asset, _("处置"), RIGHT, on="row", grade=Grade.ask,
            prefill=today, allowed=_gone, preview=_disposal_preview,
        ),
        Action(commands.SplitAsset, services.split_asset, _("拆分"), RIGHT, on="row", allowed=_gone),
        Action(
            commands.BookAsset, services.book_asset, _("重制凭证"), RIGHT, on="row", allowed=_booked,
            preview=_rebooked,
        ),
        Action(commands.MoveAsset, services.move_asset, _("改地点、保管人"), RIGHT, on="row", slot=2, prefill=_where),
    ),
    help=_("工会的固定资产和无形资产。折旧按月计提，冲减资产基金，不列支出；学校提供的资产不入账，只在这里备查。"),
    empty=_("还没有固定资产：按 F5 登记"),
)  # fmt: skip
DISPOSALS = TablePage(
    found.DISPOSALS, _("资产处置"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("name", _("资产"), 20, keep=True),
        Column("way", _("方式"), 14, "choice", DisposalWay, keep=True),
        Column("cost", _("原值"), 12, "money", keep=True),
        Column("worn", _("累计折旧"), 12, "money"),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("proceeds", _("变价收入"), 12, "money", wide=True),
        Column("expenses", _("清理费用"), 12, "money", wide=True),
        Column("reason", _("原因"), 24, wide=True),
    ),
    rows=found.disposal_rows, order=("-on", "-key"), group="finance", detail=disposal_report,
    help=_("资产的出售、调出、报废和盘亏；凭证作废或冲销的，资产仍在用。"), empty=_("还没有处置过资产"),
)  # fmt: skip
RUNS = TablePage(
    found.RUNS, _("折旧计提"), READ,
    columns=(
        Column("period", _("月份"), 8, "integer", keep=True),
        Column("count", _("资产数"), 8, "integer", keep=True),
        Column("amount", _("折旧额"), 14, "money", keep=True),
        Column("booking", _("入账"), 8, "choice", Booking, keep=True),
        Column("officer", _("经办"), 10, keep=True),
    ),
    rows=found.run_rows, order=("-period", "-key"), group="finance", label="period", detail=run_report,
    help=_("每次计提的折旧，逐项资产可查。"), empty=_("还没有计提过折旧：在“固定资产”中按 F8"),
)  # fmt: skip
