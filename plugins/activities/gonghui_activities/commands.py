"""What can be done with activities."""

from __future__ import annotations

from typing import Annotated

from gonghui_activities.choices import ActivityKind, Area, OpenTo
from gonghui_core.commands import Command, Editing, OnRecord
from gonghui_core.fields import (
    BranchKey,
    Day,
    LongText,
    MemberKey,
    MemberKeys,
    Money,
    Text,
    Whole,
    field,
    pick,
)  # fmt: skip
from gonghui_core.i18n import translator

_ = translator("gonghui_activities")

ActivityKey = Annotated[int, pick("activities.activities")]
LARGEST_CAPACITY = 100_000


class PlanActivity(Command):
    """Plan an activity; without a window, registration is open from now until the day itself."""

    title: Text = field(_("名称"))
    on: Day = field(_("日期"))
    until: Day | None = field(_("结束日期"), None, help=_("只有一天就不必填"))
    place: Text = field(_("地点"))
    capacity: Whole = field(_("名额"), ge=1, le=LARGEST_CAPACITY)
    kind: ActivityKind = field(_("类别"))
    opens: Day | None = field(_("报名开始"), None, help=_("不填则现在就开始"))
    closes: Day | None = field(_("报名截止"), None, help=_("不填则到活动当天；补录以前的活动请填今天以后"))
    open_to: OpenTo = field(_("面向"), OpenTo.everyone)
    branch: BranchKey | None = field(_("限分工会"), None)
    cost: Money | None = field(_("人均费用（预计）"), None, ge=0)
    area: Area | None = field(_("范围"), None, help=_("春秋游去哪里"))
    description: LongText | None = field(_("说明"), None)


class EditActivity(Editing):
    """Change the plan; with more places those waiting move up, with fewer than are taken it is refused."""

    record: ActivityKey = field(_("活动"))
    title: Text | None = field(_("名称"), None)
    on: Day | None = field(_("日期"), None)
    until: Day | None = field(_("结束日期"), None)
    place: Text | None = field(_("地点"), None)
    capacity: Whole | None = field(_("名额"), None, ge=1, le=LARGEST_CAPACITY)
    kind: ActivityKind | None = field(_("类别"), None)
    opens: Day | None = field(_("报名开始"), None)
    closes: Day | None = field(_("报名截止"), None)
    open_to: OpenTo | None = field(_("面向"), None)
    branch: BranchKey | None = field(_("限分工会"), None)
    cost: Money | None = field(_("人均费用（预计）"), None, ge=0)
    area: Area | None = field(_("范围"), None)
    description: LongText | None = field(_("说明"), None)


class OnActivity(OnRecord):
    """A command about one activity."""

    record: ActivityKey = field(_("活动"))


class Register(OnActivity):
    """Register a member; when all places are taken, onto the waiting list, which moves up by itself."""

    member: MemberKey = field(_("会员"))


class RegisterMany(OnActivity):
    """Register several members in the order given; who cannot be registered is named with the reason."""

    members: MemberKeys = field(_("会员"), min_length=1)


class Cancel(OnActivity):
    """Take a member off the list; the first of those waiting gets the place."""

    member: MemberKey = field(_("会员"))
    reason: Text | None = field(_("原因"), None)


class CheckIn(OnActivity):
    """Tick off a registered member as present: on the day, or later from the signed list."""

    member: MemberKey = field(_("会员"))


class CheckInMany(OnActivity):
    """Tick off several registered members as present, as the signed list has them."""

    members: MemberKeys = field(_("会员"), min_length=1)


class CloseActivity(OnActivity):
    """End an activity after its day: who was registered and not ticked off is marked as not there."""

    summary: LongText | None = field(_("小结"), None, help=_("年度报告和台账会用到"))


class CancelActivity(OnActivity):
    """Call an activity off; everybody on its lists is taken off with the reason."""

    reason: Text = field(_("原因"))
