"""Templates of vouchers: entries that come again, with amounts, with shares of an amount, or with neither."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Branch
from gonghui_core.storage.base import Key, Versioned
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn
from gonghui_finance.choices import Direction
from gonghui_finance.models.base import FinanceTable


class Template(Versioned, FinanceTable):
    """A named template (凭证模板)."""

    __tablename__ = "finance_template"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(100), unique=True)
    summary: Mapped[str] = mapped_column(String(300))


class TemplateLine(FinanceTable):
    """A line of a template: an account on a side, with a fixed amount, a share in per cent, or neither."""

    __tablename__ = "finance_template_line"
    __table_args__ = (Index(None, "template_id", "position"), {"sqlite_strict": True})

    id: Mapped[Key]
    template_id: Mapped[int] = mapped_column(ForeignKey(Template.id))
    position: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(String(12))
    side: Mapped[Direction] = mapped_column(ChoiceColumn(Direction))
    amount: Mapped[Decimal | None] = mapped_column(MoneyColumn)
    share: Mapped[Decimal | None] = mapped_column(MoneyColumn)
    memo: Mapped[str | None] = mapped_column(String(300))
    earmarked: Mapped[bool] = mapped_column(Boolean, default=False)
    project: Mapped[str | None] = mapped_column(String(100))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))
