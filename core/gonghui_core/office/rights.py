"""Rights, the roles that hold them, and the pairs that one person may not hold. Deny by default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.verdicts import NoRight, Refusal

_ = translator("gonghui_core")

FORBIDDEN_PAIRS: tuple[tuple[Role, Role, str], ...] = (
    (Role.accountant, Role.cashier, "会计法第三十五条"),  # the cashier may not keep the accounts
    (Role.audit, Role.accountant, "中国工会章程"),
    (Role.audit, Role.cashier, "中国工会章程"),
    (Role.audit, Role.chair, "中国工会章程"),  # who reviews and approves is not who audits
    (Role.audit, Role.vice_chair, "中国工会章程"),
)
"""Roles that one officer may not hold together, each with the source of the rule."""

SCOPED_ROLE = Role.branch
"""The role whose rights reach the officer's own branch only."""


@dataclass(frozen=True)
class Acting:
    """The officer who acts in a unit of work, with the roles held and the rights that follow."""

    id: int | None
    name: str
    roles: frozenset[Role]
    rights: frozenset[str]
    own_branch_rights: frozenset[str] = frozenset()
    branch_id: int | None = None
    member_id: int | None = None
    excepted: frozenset[tuple[Role, Role]] = field(default=frozenset())

    def may(self, right: str) -> bool:
        """Whether the officer holds `right`, for the whole union or for the own branch."""
        return right in self.rights or right in self.own_branch_rights

    def scope(self, right: str) -> int | None:
        """The branch that `right` is limited to, or `None` for the whole union.

        Raises `NoRight` for an officer without it; an officer tied to no branch reaches none (key -1).
        """
        if right in self.rights:
            return None
        if right in self.own_branch_rights:
            return -1 if self.branch_id is None else self.branch_id
        raise NoRight(_("{officer}没有权限：{right}").format(officer=self.name, right=right))

    def differs_from(self, other: str | None, why: str) -> None:
        """Refuse if this officer is `other`, such as the maker of what is to be reviewed."""
        if other is not None and other == self.name:
            raise Refusal(why, rule="core.forbidden_pair")


SYSTEM = Acting(None, "system", frozenset(), frozenset())
"""Acts for core itself, for example when a plugin installed later takes in what waits."""


def lapsed_roles(roles: Iterable[Role], excepted: Iterable[tuple[Role, Role]]) -> frozenset[Role]:
    """Roles that give no rights: both of a forbidden pair, once the exception that allowed it has ended."""
    allowed = {frozenset(pair) for pair in excepted}
    broken = [frozenset(pair[:2]) for pair in broken_pairs(roles)]
    return frozenset().union(*(pair for pair in broken if pair not in allowed))


def broken_pairs(roles: Iterable[Role]) -> list[tuple[Role, Role, str]]:
    """The forbidden pairs among `roles`."""
    held = set(roles)
    return [pair for pair in FORBIDDEN_PAIRS if pair[0] in held and pair[1] in held]
