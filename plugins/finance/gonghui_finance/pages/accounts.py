"""The page of accounts."""

from __future__ import annotations

from typing import Any

from gonghui_core.commands import Action, Grade, Row
from gonghui_core.i18n import translator
from gonghui_core.pages import Column, TablePage
from gonghui_core.work import Work
from gonghui_finance.choices import Direction, ElementKind
from gonghui_finance.commands import chart as commands
from gonghui_finance.queries import accounts
from gonghui_finance.services import chart as services

_ = translator("gonghui_finance")

READ = "finance.read"
RIGHT = "finance.chart"


def _name(work: Work, key: int | str | None) -> dict[str, Any]:
    account = accounts.chart_of(work).get(str(key))
    return {"name": account.name} if account else {}


def _prescribed(work: Work, row: Row) -> str | None:
    return (
        None if row["own"] else str(_("规定的科目不得合并、改名或删去（《工会会计制度》会计科目总说明二）"))
    )


ACCOUNTS = TablePage(
    "finance.accounts", _("会计科目"), READ,
    columns=(
        Column("code", _("代码"), 8, keep=True),
        Column("name", _("名称"), 24, keep=True),
        Column("initials", _("首字母"), 12),
        Column("element", _("类别"), 8, "choice", ElementKind),
        Column("side", _("余额方向"), 8, "choice", Direction),
        Column("leaf", _("可记账"), 6, "yes_no"),
        Column("county", _("县级以上"), 8, "yes_no", wide=True),
        Column("own", _("自设"), 4, "yes_no", wide=True),
        Column("note", _("依据"), 30, wide=True),
        Column("full_name", _("全称"), 30, wide=True),
    ),
    rows=accounts.account_rows, group="finance", resolve=accounts.resolve_account,
    actions=(
        Action(commands.AddAccount, services.add_account, _("增设明细"), RIGHT, slot=5),
        Action(
            commands.RenameAccount, services.rename_account, _("改名"), RIGHT, on="row", slot=2, allowed=_prescribed,
            prefill=_name,
        ),
        Action(
            commands.RemoveAccount, services.remove_account, _("删去明细"), RIGHT, on="row", grade=Grade.ask,
            allowed=_prescribed,
        ),
    ),
    help=_(
        "《工会会计制度》（财会〔2021〕7号）的科目。一级科目和规定的明细科目不得增设、改名或合并，不用的可以不用；"
        "“县级以上”的科目基层工会需要时可以用。增设明细要有省级工会的批准文件。有明细的科目记到明细。"
    ),
)  # fmt: skip
