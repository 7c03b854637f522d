"""What finance gives to core, one hook a function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gonghui_core.annual.sections import Section
from gonghui_core.contributions import (
    Card,
    Finding,
    Found,
    Ledger,
    Manifest,
    MemberSection,
    MemberStanding,
    Right,
    Task,
)
from gonghui_core.hookspecs import hookimpl
from gonghui_core.i18n import translator
from gonghui_core.members.models import Member
from gonghui_core.money.models import MoneyRequest
from gonghui_core.money.requests import Booking
from gonghui_core.office.choices import Role
from gonghui_core.pages import Import, Page
from gonghui_core.work import Work
from gonghui_finance.schema import SCHEMA
from gonghui_finance.settings import FinanceSettings

_ = translator("gonghui_finance")

CLAIMANTS = (Role.clerk, Role.women, Role.branch)

RIGHTS = (
    Right("finance.read", _("看账"), (Role.accountant, Role.cashier), reads=True),
    Right("finance.draft", _("填制凭证"), (Role.accountant,)),
    Right("finance.review", _("审核凭证"), (Role.chair, Role.vice_chair)),
    Right("finance.post", _("记账"), (Role.accountant,)),
    Right("finance.reverse", _("冲销凭证"), (Role.accountant,)),
    Right("finance.close", _("结账"), (Role.accountant,)),
    Right("finance.budget", _("编制预算、报送决算"), (Role.accountant,)),
    Right("finance.approve_budget", _("批准预算"), (Role.chair,)),
    Right("finance.chart", _("设明细科目"), (Role.accountant,)),
    Right("finance.reopen", _("反结账"), (Role.chair, Role.audit)),
    Right("finance.bank", _("现金盘点、银行对账"), (Role.cashier,)),
    Right("finance.import_bank", _("导入银行对账单"), (Role.cashier, Role.accountant)),
    Right("finance.assets", _("管固定资产"), (Role.accountant,)),
    Right("finance.audit", _("抽查、提出审查问题"), (Role.audit,)),
    Right("finance.answer_finding", _("答复审查问题"), (Role.accountant, Role.chair)),
    Right("finance.pay", _("付款"), (Role.cashier,)),
    Right("finance.receive", _("登记收款和上解"), (Role.accountant,)),
    Right("finance.dues", _("收缴会费"), (Role.accountant,)),
    Right("finance.see_claims", _("看报销单"), (Role.accountant, Role.cashier, *CLAIMANTS), reads=True),
    Right("finance.submit_claim", _("提交报销"), CLAIMANTS),
    Right("finance.attach_invoice", _("附上发票"), (*CLAIMANTS, Role.accountant, Role.cashier)),
    Right("finance.check_claim", _("审核报销"), (Role.accountant,)),
    Right("finance.approve_claim", _("审批报销"), (Role.chair, Role.vice_chair)),
    Right(
        "finance.return_claim", _("退回报销"), (Role.accountant, Role.cashier, Role.chair, Role.vice_chair)
    ),
)


@hookimpl
def gonghui_manifest() -> Manifest:
    """The plugin's name, tables, settings and rights; it plays last in the demo, when others have asked for money."""
    return Manifest(
        "finance", _("财务"), "gonghui_finance", needs_core=">=0.1", number=60, settings=FinanceSettings,
        schema=SCHEMA, rights=RIGHTS,
    )  # fmt: skip


@hookimpl
def gonghui_pages() -> Sequence[Page]:
    """Vouchers, accounts, months, reports."""
    from gonghui_finance.pages import PAGES

    return PAGES


@hookimpl
def gonghui_imports() -> Sequence[Import]:
    """Vouchers as sheets and journals, bank statements, payroll lists."""
    from gonghui_finance.services.payroll import PAYROLL
    from gonghui_finance.services.sheets import IMPORTS
    from gonghui_finance.services.statements import STATEMENT

    return (*IMPORTS, STATEMENT, PAYROLL)


@hookimpl
def gonghui_cards(work: Work) -> Sequence[Card]:
    """Money at hand and the year's expenditure."""
    from gonghui_finance.cards import cards

    return cards(work)


@hookimpl
def gonghui_tasks(work: Work) -> Sequence[Task]:
    """Vouchers to adopt, review and post."""
    from gonghui_finance.tasks import tasks

    return tasks(work)


@hookimpl
def gonghui_member_standing(work: Work, member: Member) -> Sequence[MemberStanding]:
    """Whether dues are paid."""
    from gonghui_finance.members import standing

    return standing(work, member)


@hookimpl
def gonghui_member_sections(work: Work, member: Member) -> Sequence[MemberSection]:
    """The dues of the year, and claims."""
    from gonghui_finance.members import sections

    return sections(work, member)


@hookimpl
def gonghui_search(work: Work, text: str) -> Sequence[Found]:
    """Vouchers by number and summary."""
    from gonghui_finance.cards import search

    return search(work, text)


@hookimpl
def gonghui_annual_sections(work: Work, year: int) -> Sequence[Section]:
    """Funds and books."""
    from gonghui_finance.annual import sections

    return sections(work, year)


@hookimpl
def gonghui_ledgers(work: Work, year: int) -> Sequence[Ledger]:
    """Voucher books, ledgers, statements and the rest, for the archive."""
    from gonghui_finance.ledgers import ledgers

    return ledgers(work, year)


@hookimpl
def gonghui_checks(work: Work) -> Sequence[Finding]:
    """What is wrong in the books."""
    from gonghui_finance.checks import findings

    return findings(work)


@hookimpl
def gonghui_money_requested(work: Work, request: MoneyRequest) -> Booking | None:
    """A draft voucher for every request of another plugin."""
    from gonghui_finance.services.requests import take_in

    return take_in(work, request)


@hookimpl
def gonghui_demo(scene: Any) -> None:
    """The books of the year 2023."""
    from gonghui_finance.demo import play

    play(scene)
