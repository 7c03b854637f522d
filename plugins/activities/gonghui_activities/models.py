"""Tables of activities."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_activities.choices import ActivityKind, ActivityStatus, Area, OpenTo, RegistrationStatus
from gonghui_core.members.models import Branch, Member
from gonghui_core.storage.base import PERSONAL, Key, Table, Versioned, new_metadata
from gonghui_core.storage.types import ChoiceColumn, MoneyColumn


class ActivitiesTable(Table):
    """A table of this plugin."""

    __abstract__ = True
    metadata = new_metadata()


class Activity(Versioned, ActivitiesTable):
    """Something the union invites its members to, on a day or on several in a row.

    `opens` and `closes` are the first and last day of registration; without them it is open from planning until
    the day itself. `cost` is the estimate per head in yuan. `branch_id` limits it to one branch and those below.
    """

    __tablename__ = "activities_activity"
    __table_args__ = (Index(None, "day"), Index(None, "status", "day"), {"sqlite_strict": True})

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(300))
    initials: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[ActivityKind] = mapped_column(ChoiceColumn(ActivityKind))
    day: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(300))
    area: Mapped[Area | None] = mapped_column(ChoiceColumn(Area))
    capacity: Mapped[int] = mapped_column(Integer)
    opens: Mapped[date | None] = mapped_column(Date)
    closes: Mapped[date | None] = mapped_column(Date)
    open_to: Mapped[OpenTo] = mapped_column(ChoiceColumn(OpenTo))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey(Branch.id))
    cost: Mapped[Decimal | None] = mapped_column(MoneyColumn)
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[ActivityStatus] = mapped_column(ChoiceColumn(ActivityStatus))
    summary: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.until or self.day


class Registration(Versioned, ActivitiesTable):
    """A member's registration for an activity; whoever comes back after a cancellation takes a new turn.

    `turn` counts up within the activity and is the order of both lists: those with a place, and those waiting.
    """

    __tablename__ = "activities_registration"
    __person__ = "member_id"
    __table_args__ = (
        UniqueConstraint("activity_id", "member_id"),
        UniqueConstraint("activity_id", "turn"),
        Index(None, "member_id"),
        {"sqlite_strict": True},
    )

    id: Mapped[Key]
    activity_id: Mapped[int] = mapped_column(ForeignKey(Activity.id))
    member_id: Mapped[int] = mapped_column(ForeignKey(Member.id))
    status: Mapped[RegistrationStatus] = mapped_column(ChoiceColumn(RegistrationStatus))
    turn: Mapped[int] = mapped_column(Integer)
    registered_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
