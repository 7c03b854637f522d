"""A distribution over 10,000 members: planned, signed off in bulk and closed."""

from datetime import date

import pytest

from gonghui_core.members.choices import ChangeKind, MemberStatus, Sex
from gonghui_core.members.models import Member, Membership
from gonghui_core.office.rights import SYSTEM
from gonghui_core.storage.bulk import insert_rows
from gonghui_core.testing.union import Union

MEMBERS = 10_000
PLAN = {
    "title": "春节慰问", "festival": "spring_festival", "on": "2023-12-01", "item": "年货", "form": "goods",
    "unit_cost": "300",
}  # fmt: skip


def fill(union: Union) -> None:
    """Many members without the audit log's share: the register has tests of its own."""
    since = date(2015, 9, 1)
    with union.kernel.work(SYSTEM) as work:
        people = [
            {
                "number": f"2{n:06}", "name": f"会员{n}", "pinyin": "", "initials": "", "sex": Sex.female,
                "branch_id": n % 3 + 1, "status": MemberStatus.active, "joined_on": since, "version": 1,
            }
            for n in range(MEMBERS)
        ]  # fmt: skip
        insert_rows(work.session, Member, people)
        spans = [
            {
                "member_id": person["id"], "branch_id": person["branch_id"], "status": MemberStatus.active,
                "since": since, "change": ChangeKind.joined,
            }
            for person in people
        ]  # fmt: skip
        insert_rows(work.session, Membership, spans)
        work.session.commit()


@pytest.mark.slow
def test_ten_thousand_are_planned_and_signed_off(plain_union: Union) -> None:
    fill(plain_union)
    desk = plain_union.desk("clerk")
    desk.do("welfare.plan_run", PLAN)
    desk.do("welfare.sign_off", {"all": True}, ["1"])
    desk.do("welfare.close_run", {}, ["1"])
    data = plain_union.data("chair", "welfare.run", run="1")
    assert (data["planned"], data["signed"]) == (MEMBERS + 12, MEMBERS + 12)
