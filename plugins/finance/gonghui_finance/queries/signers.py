"""Who signs a voucher: the officers that its record names, by the names of the members they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from gonghui_core.members.models import Member
from gonghui_core.office.models import Officer
from gonghui_core.work import Work
from gonghui_finance.models import Claim, Voucher
from gonghui_finance.settings import FinanceSettings

ROLES = ("会计主管", "记账", "审核", "出纳", "制单")
"""The line to sign on, in the order in which it is printed (Rules on Basic Accounting Work)."""

CLAIMS = "finance.claims"


@dataclass(frozen=True)
class Names:
    """The names for the lines to sign on; who is not recorded signs by hand."""

    chief: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    cashiers: Mapping[int, str] = field(default_factory=dict)

    def of(self, voucher: Voucher) -> tuple[str, ...]:
        """The names for one voucher, in the order of `ROLES`."""
        cashier = self.cashiers.get(voucher.id, "") if voucher.id else ""
        return (
            self.chief,
            *(self._name(who) for who in (voucher.poster, voucher.reviewer, cashier, voucher.maker)),
        )

    def _name(self, officer: str | None) -> str:
        return self.people.get(officer, officer) if officer else ""


def names(work: Work, vouchers: Sequence[Voucher]) -> Names:
    """The names that the records give: a cashier is known where a claim was paid."""
    settings = work.settings.of("finance", FinanceSettings)
    query = select(Officer.name, Member.name).join(Member, Member.id == Officer.member_id)
    people = {str(row[0]): str(row[1]) for row in work.session.execute(query)}
    return Names(settings.chief_accountant, people, _cashiers(work, vouchers))


def _cashiers(work: Work, vouchers: Sequence[Voucher]) -> dict[int, str]:
    made_for = ((v.id, v.record or "") for v in vouchers if v.id and v.page == CLAIMS)
    claims = {int(record): voucher for voucher, record in made_for if record.isdecimal()}
    found: dict[int, str] = {}
    keys = list(claims)
    for at in range(0, len(keys), 500):
        query = select(Claim.id, Claim.paid_by).where(
            Claim.id.in_(keys[at : at + 500]), Claim.paid_by.is_not(None)
        )
        found |= {claims[claim]: str(paid_by) for claim, paid_by in work.session.execute(query)}
    return found
