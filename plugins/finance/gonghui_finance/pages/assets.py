"""The page of fixed assets."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, Page, TablePage
from gonghui_core.work import Work
from gonghui_finance.choices import AssetKind, Booking
from gonghui_finance.commands import assets as commands
from gonghui_finance.models import Asset
from gonghui_finance.pages.accounts import READ
from gonghui_finance.queries import assets as found
from gonghui_finance.services import assets as services

_ = translator("gonghui_finance")

RIGHT = "finance.assets"


def _gone(work: Work, row: Any) -> str | None:
    return _("已于 {on} 处置").format(on=row["disposed_on"]) if row["disposed_on"] else None


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"on": work.today, "year": work.today.year, "month": work.today.month}


ASSETS = TablePage(
    "finance.assets", _("固定资产"), READ,
    columns=(
        Column("name", _("名称"), 24, keep=True),
        Column("kind", _("类别"), 10, "choice", AssetKind),
        Column("on", _("取得日期"), 10, "date"),
        Column("cost", _("原值"), 14, "money", keep=True),
        Column("accumulated", _("累计折旧"), 14, "money", keep=True),
        Column("net", _("净值"), 14, "money", keep=True),
        Column("years", _("年限"), 6, "integer"),
        Column("booking", _("入账"), 8, "choice", Booking),
        Column("disposed_on", _("处置日期"), 10, "date"),
        Column("place", _("地点"), 14, wide=True),
        Column("keeper", _("保管人"), 10, wide=True),
    ),
    rows=found.asset_rows, order=("on",), group="finance", number=85, shape=found.shape, totals=found.totals,
    find=lambda work, text: Asset.name.contains(text, autoescape=True),
    actions=(
        Action(commands.AddAsset, services.add_asset, _("登记资产"), RIGHT, slot=5, prefill=_today),
        Action(commands.Depreciate, services.depreciate, _("计提折旧"), RIGHT, slot=8, prefill=_today),
        Action(
            commands.DisposeAsset, services.dispose_asset, _("处置"), RIGHT, on="row", grade=Grade.ask,
            prefill=_today, allowed=_gone,
        ),
    ),
    help=_("工会自己购置的固定资产。折旧按月计提，冲减资产基金，不列支出；学校提供的资产不入账，另设备查簿。"),
    empty=_("还没有固定资产：按 F5 登记"),
)  # fmt: skip

PAGES: tuple[Page, ...] = (ASSETS,)
