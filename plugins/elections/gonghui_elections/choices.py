"""Choices of elections, beside the kinds that the rules know."""

from __future__ import annotations

from gonghui_core.choices import Choice
from gonghui_core.i18n import translator

_ = translator("gonghui_elections")


class Round(Choice):
    """Which vote an election is in a chain of votes for the same seats."""

    first = "first", _("首次选举")
    runoff = "runoff", _("再次投票")
    another = "another", _("另行选举")


class Stage(Choice):
    """How far an election has come; derived from what is stored, never stored itself."""

    planned = "planned", _("待登记到会")
    held = "held", _("待计票")
    counting = "counting", _("待第二遍计票")
    differing = "differing", _("两遍不一致")
    agreed = "agreed", _("待封存")
    sealed = "sealed", _("已封存")
    cancelled = "cancelled", _("已撤销")

    @property
    def is_open(self) -> bool:
        """Whether anything of the vote can still change."""
        return self not in (Stage.sealed, Stage.cancelled)

    @property
    def is_counted(self) -> bool:
        """Whether both tallies are in, so that their figures may be seen."""
        return self in (Stage.differing, Stage.agreed, Stage.sealed)
