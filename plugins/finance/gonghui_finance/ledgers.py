"""The registers of a year of the books, for the archive.

How long each is kept: Rules on Accounting Archives (会计档案管理办法, Ministry of Finance and State Archives
Administration, Order No. 79 of 2015), annex 1: yearly reports for ever, vouchers and ledgers thirty years, monthly
reports and reconciliations ten.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from gonghui_core.contributions import Ledger
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Retention
from gonghui_core.work import Work
from gonghui_finance import periods
from gonghui_finance.models import Balance
from gonghui_finance.queries import balances
from gonghui_finance.queries.accounts import chart_of

_ = translator("gonghui_finance")

EVER, LONG, SHORT = Retention.permanent, Retention.thirty_years, Retention.ten_years


def ledgers(work: Work, year: int) -> list[Ledger]:
    """Voucher books, ledgers, statements, budget and final accounts, reconciliations, assets, the journal."""
    months = _months(work, year)
    return [
        *_vouchers(year, months), *_books(work, year), *_statements(year, months), *_bank(year, months), *_yearly(year)
    ]  # fmt: skip


def _months(work: Work, year: int) -> list[int]:
    """The months that have posted vouchers."""
    query = select(Balance.period).where(Balance.period.between(*periods.span(year, None)))
    return sorted({period % 100 for period in work.session.scalars(query.distinct())})


def _vouchers(year: int, months: list[int]) -> Iterator[Ledger]:
    for month in months:
        asked = {"year": str(year), "month": str(month)}
        title = _("记账凭证 {year}年{month}月").format(year=year, month=month)
        yield Ledger(f"财务/凭证/{year}-{month:02}.docx", title, "finance.voucher_book", asked, LONG)
    asked = {"year": str(year)}
    yield Ledger("财务/账簿/序时账.xlsx", _("序时账"), "finance.journal", asked, LONG)
    yield Ledger(f"财务/账簿/{year}.hledger", _("hledger 账本"), "finance.journal", asked, LONG)


def _books(work: Work, year: int) -> Iterator[Ledger]:
    days = {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    yield Ledger("财务/账簿/总账.xlsx", _("总账"), "finance.general_ledger", {"year": str(year)}, LONG)
    yield Ledger("财务/账簿/现金日记账.xlsx", _("现金日记账"), "finance.cash_book", days, LONG)
    yield Ledger("财务/账簿/银行存款日记账.xlsx", _("银行存款日记账"), "finance.bank_book", days, LONG)
    chart = chart_of(work)
    used = {row.account for row in balances.movements(work, *periods.span(year, None))}
    for code in sorted(used):
        name = chart.full_name(code)
        title = _("明细账 {code} {name}").format(code=code, name=name)
        asked = {"account": code, **days}
        yield Ledger(f"财务/账簿/明细账/{code} {name}.xlsx", title, "finance.ledger", asked, LONG)


def _statements(year: int, months: list[int]) -> Iterator[Ledger]:
    for month in months:
        asked, at = {"year": str(year), "month": str(month)}, f"财务/报表/{year}-{month:02}"
        yield Ledger(f"{at} 资产负债表.xlsx", _("资产负债表"), "finance.balance_sheet", asked, SHORT)
        yield Ledger(f"{at} 收入支出表.xlsx", _("收入支出表"), "finance.income_statement", asked, SHORT)
        yield Ledger(f"{at} 科目余额表.xlsx", _("科目余额表"), "finance.trial_balance", asked, SHORT)
    asked = {"year": str(year)}
    yield Ledger(f"财务/报表/{year} 资产负债表.xlsx", _("资产负债表"), "finance.balance_sheet", asked, EVER)
    yield Ledger(
        f"财务/报表/{year} 收入支出表.xlsx", _("收入支出表"), "finance.income_statement", asked, EVER
    )
    yield Ledger(f"财务/报表/{year} 科目余额表.xlsx", _("科目余额表"), "finance.trial_balance", asked, EVER)
    yield Ledger(f"财务/报表/{year} 会计报表附注.docx", _("会计报表附注"), "finance.notes", asked, EVER)


def _bank(year: int, months: list[int]) -> Iterator[Ledger]:
    for month in months:
        asked = {"until": periods.last_day(periods.period(year, month)).isoformat()}
        title = _("银行存款余额调节表")
        yield Ledger(
            f"财务/银行/{year}-{month:02} 余额调节表.xlsx", title, "finance.reconciliation", asked, SHORT
        )
    yield Ledger("财务/银行/现金盘点.xlsx", _("现金盘点"), "finance.cash_counts", {}, SHORT)
    yield Ledger("财务/银行/银行对账单.xlsx", _("银行对账"), "finance.bank_lines", {}, SHORT)


def _yearly(year: int) -> Iterator[Ledger]:
    asked = {"year": str(year)}
    for name, title, page in (
        ("预算决算/预算.xlsx", _("预算"), "finance.budgets"),
        ("预算决算/预算执行情况.xlsx", _("预算执行情况"), "finance.budget"),
        ("预算决算/决算.docx", _("决算"), "finance.final_accounts"),
        ("收支/拨缴上解日历.xlsx", _("拨缴上解日历"), "finance.remittance"),
        ("收支/报销和借款.xlsx", _("报销和借款"), "finance.claims"),
        ("收支/会费.xlsx", _("会费"), "finance.dues"),
        ("审查/经费审查报告.docx", _("经费审查报告"), "finance.audit_report"),
        ("审查/审查问题.xlsx", _("审查问题"), "finance.findings"),
    ):
        yield Ledger(f"财务/{name}", title, page, asked, EVER if page in _FOR_EVER else LONG)
    for name, title, page in (
        ("资产/固定资产.xlsx", _("固定资产"), "finance.assets"),
        ("资产/库存物品.xlsx", _("库存物品"), "finance.goods"),
        ("资产/代管经费.xlsx", _("代管经费"), "finance.held"),
        ("资产/财产清查盘点.xlsx", _("财产清查盘点"), "finance.counts"),
    ):
        yield Ledger(f"财务/{name}", title, page, {}, LONG)


_FOR_EVER = ("finance.final_accounts", "finance.budgets", "finance.audit_report")
