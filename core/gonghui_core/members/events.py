"""What happens to members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gonghui_core.i18n import translator
from gonghui_core.work import Event

_ = translator("gonghui_core")


@dataclass(frozen=True)
class MemberAdded(Event):
    """A person was entered in the register. Only the number is named: the log outlives the person's data."""

    number: str

    @property
    def summary(self) -> str:
        return _("登记会员 {number}").format(number=self.number)


@dataclass(frozen=True)
class MemberEdited(Event):
    """A person's data were changed."""

    number: str

    @property
    def summary(self) -> str:
        return _("修改会员 {number}").format(number=self.number)


@dataclass(frozen=True)
class StatusChanged(Event):
    """A person's standing changed on a day."""

    number: str
    status: str
    on: date

    @property
    def summary(self) -> str:
        return _("会员 {number} 自 {on} 起 {status}").format(
            number=self.number, on=self.on, status=self.status
        )


@dataclass(frozen=True)
class BranchChanged(Event):
    """A person moved to another branch on a day."""

    number: str
    branch: str
    on: date

    @property
    def summary(self) -> str:
        return _("会员 {number} 自 {on} 起在 {branch}").format(
            number=self.number, on=self.on, branch=self.branch
        )


@dataclass(frozen=True)
class BranchAdded(Event):
    """A branch union was set up."""

    name: str

    @property
    def summary(self) -> str:
        return _("设立分工会 {name}").format(name=self.name)


@dataclass(frozen=True)
class FamilyMemberAdded(Event):
    """A relative of a member was entered."""

    number: str

    @property
    def summary(self) -> str:
        return _("登记会员 {number} 的家属").format(number=self.number)


@dataclass(frozen=True)
class Revealed(Event):
    """A sealed value was shown to an officer, for a purpose."""

    number: str
    field: str
    purpose: str

    @property
    def summary(self) -> str:
        return _("查看会员 {number} 的 {field}：{purpose}").format(
            number=self.number, field=self.field, purpose=self.purpose
        )


@dataclass(frozen=True)
class MembersImported(Event):
    """A sheet of members was taken in."""

    new: int
    changed: int

    @property
    def summary(self) -> str:
        return _("导入花名册：新增 {new}，更新 {changed}").format(new=self.new, changed=self.changed)
