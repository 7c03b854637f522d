"""The contract between core and its plugins. `docs/hooks.md` is made from these docstrings.

A plugin implements a hook by a function of the same name in its module `plugin`, marked with `hookimpl`, and
may take fewer arguments than the specification. Core calls each implementation alone; the class that a
specification stands in tells what happens when one raises. Implementations are called in the order of the
plugins' names, core's own first. Hook wrappers are not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from gonghui_core.annual.sections import Section
    from gonghui_core.contributions import (
        Card,
        Finding,
        Found,
        Ledger,
        Manifest,
        MemberSection,
        MemberStanding,
        Task,
    )
    from gonghui_core.members.models import Member
    from gonghui_core.money.models import MoneyRequest
    from gonghui_core.money.requests import Booking
    from gonghui_core.pages import Import, Page
    from gonghui_core.work import Event, Work

PROJECT = "gonghui"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class SetAside:
    """Called when a workspace is opened. A plugin that raises is blocked and listed under Problems."""

    @hookspec
    def gonghui_manifest(self) -> Manifest:
        """Say what the plugin is: title, settings, tables, rights, money heads, policy packs.

        Called: once, first of all, before any other hook; outside a transaction. Return: a `Manifest`.
        Example: `return Manifest("welfare", _("福利"), needs_core=">=0.1", schema=SCHEMA, rights=RIGHTS)`.
        """

    @hookspec
    def gonghui_pages(self) -> Sequence[Page]:
        """Give the pages of the plugin, each with its actions.

        Called: once, after all manifests; outside a transaction. Return: a sequence of `TablePage` and
        `ReportPage` whose ids begin with the plugin's name. Example: `return pages.PAGES`.
        """

    @hookspec
    def gonghui_imports(self) -> Sequence[Import]:
        """Give the kinds of sheets that can be imported (`gonghui import KIND FILE`).

        Called: once, after the pages; outside a transaction. Return: a sequence of `Import`.
        Example: `return [MEMBER_IMPORT]`.
        """

    @hookspec
    def gonghui_demo(self, scene: Any) -> None:
        """Play the plugin's part of the demo year through the same actions as everything else.

        Called: by `gonghui demo`, once per plugin, core first; each action is a transaction of its own.
        `scene` is a `gonghui_core.demo.Scene`: it acts as an officer on a day and knows the members.
        Example: `scene.do("chair", date(2023, 5, 5), "welfare.plan_run", {...})`.
        """


class Isolate:
    """Called while something is shown. Each implementation runs alone in a savepoint; one that raises shows as
    a problem in its place, and the others go on."""

    @hookspec
    def gonghui_cards(self, work: Work) -> Sequence[Card]:
        """Give the figures of the home screen.

        Called: when the home screen is drawn, inside a reading transaction. Return: `Card`s with a right each;
        core leaves out those that the officer may not see. Example: `[Card(_("会员"), "482 人", page="core.members")]`.
        """

    @hookspec
    def gonghui_tasks(self, work: Work) -> Sequence[Task]:
        """Give what is due, with its day and the page to open.

        Called: for the home screen and the page `core.tasks`, inside a reading transaction. Return: `Task`s.
        Example: `[Task(_("3 张凭证待审核"), due=None, page="finance.vouchers", right="finance.review")]`.
        """

    @hookspec
    def gonghui_member_sections(self, work: Work, member: Member) -> Sequence[MemberSection]:
        """Tell what the plugin knows of a member, for the member's page.

        Called: when a member's page is opened, inside a reading transaction. Return: `MemberSection`s, each
        with the right that is needed to see it. Example: `[MemberSection(_("帮扶"), "welfare.read", blocks)]`.
        """

    @hookspec
    def gonghui_search(self, work: Work, text: str) -> Sequence[Found]:
        """Find records by what was typed into the global search.

        Called: as somebody types, inside a reading transaction; keep it under some milliseconds. Return: at
        most ten `Found`. Example: `[Found("记-0007", "finance.vouchers", "7", right="finance.read")]`.
        """

    @hookspec
    def gonghui_annual_sections(self, work: Work, year: int) -> Sequence[Section]:
        """Write the plugin's sentences of the annual report, each with its facts.

        Called: when the report of `year` is drafted, inside a reading transaction. Return: `Section`s of
        sentences and of expected statements; what is expected and not written is listed as missing.
        Example: `[Section("A6", part=1, expects=[...], sentences=[Sentence("A6", "…", facts)])]`.
        """

    @hookspec
    def gonghui_ledgers(self, work: Work, year: int) -> Sequence[Ledger]:
        """Name the registers (台账) of a year that belong into its archive.

        Called: by `gonghui archive YEAR DIR`, inside a reading transaction. Return: `Ledger`s, each a page with
        its parameters and the file that it is written to, in folders of the plugin's own. Core writes them, with
        an index and checksums; what the officer may not read is left out and told.
        Example: `[Ledger("福利/慰问.xlsx", _("慰问品发放"), "welfare.runs", {"year": "2023"})]`.
        """

    @hookspec
    def gonghui_checks(self, work: Work) -> Sequence[Finding]:
        """Look for what is wrong in the plugin's records, for `gonghui check`.

        Called: by `gonghui check` and after a restore, inside a reading transaction. Return: `Finding`s; none
        means all is well. Example: `[Finding("finance.balanced", _("凭证 记-7 借贷不平"), "finance.vouchers", "7")]`.
        """


class Abort:
    """Called inside the transaction of the change. One that raises a `Refusal` (or anything else) undoes all."""

    @hookspec
    def gonghui_member_objections(self, work: Work, member: Member, status: str) -> Sequence[str]:
        """Say what stands against a member's change of status, such as a seat held or an aid not yet paid.

        Called: before a status is changed to `status`, in its transaction. Return: sentences; they are shown
        as warnings. Raise `Refusal` to forbid it. Example: `[_("还有 1 件帮扶未办结")]`.
        """

    @hookspec
    def gonghui_member_standing(self, work: Work, member: Member) -> Sequence[MemberStanding]:
        """Tell how a member stands, such as whether dues are paid.

        Called: when a member's page is opened, when a member is deemed to have left, and by every plugin that
        asks `members.standing.of`, in the transaction of whoever asks. Return: `MemberStanding`s without
        amounts of money, or none where nothing is known. Example:
        `[MemberStanding(_("会费"), _("欠缴 3 个月"), good=False, months=3)]`.
        """

    @hookspec
    def gonghui_member_changed(self, work: Work, member: Member) -> None:
        """Follow a change of a member's status or branch.

        Called: after the change, in its transaction. Return: nothing. Example: cancel the registrations of
        somebody who has left: `registrations.cancel_future(work, member)`.
        """

    @hookspec(firstresult=True)
    def gonghui_money_requested(self, work: Work, request: MoneyRequest) -> Booking | None:
        """Take in a request for money, as a draft voucher for example.

        Called: when a plugin requests money, in that plugin's transaction, and again for what still waits when
        a workspace is opened. Return: a `Booking` (page and key of what was made), or `None` to pass. The
        first result wins. A `Refusal` (a closed month) undoes the request and what led to it.
        """

    @hookspec
    def gonghui_money_settled(self, work: Work, request: MoneyRequest) -> None:
        """Learn that a request was booked or rejected; `request.state` tells which.

        Called: when the booking plugin posts or rejects, in its transaction. Return: nothing; look at
        `request.page` first, as requests of all plugins come by. Example: `aid.status = AidStatus.settled`.
        """


class Log:
    """Called after the commit. One that raises is logged as a problem; nothing is undone."""

    @hookspec
    def gonghui_happened(self, event: Event) -> None:
        """Learn what has happened, for notices and third parties.

        Called: once per event of a unit of work that was committed, outside a transaction. Return: nothing.
        Example: `if isinstance(event, MemberJoined): send_welcome(event.number)`.
        """


POLICIES: tuple[type, ...] = (SetAside, Isolate, Abort, Log)
