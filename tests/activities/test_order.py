"""The promises on places and order, in any sequence of requests and with two officers at once."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from gonghui_activities import choices, commands, places
from gonghui_activities.models import Activity
from gonghui_activities.services import lists, plans
from gonghui_core.members.models import Member
from gonghui_core.verdicts import Refusal


class Model:
    """A waiting list as it should be: one queue of those who still want to come, the first `capacity` are in."""

    def __init__(self, capacity):
        self.capacity, self.queue = capacity, []

    def register(self, member):
        if member in self.queue:
            return False
        self.queue.append(member)
        return True

    def cancel(self, member):
        if member not in self.queue:
            return False
        self.queue.remove(member)
        return True

    def resize(self, capacity):
        if capacity < min(len(self.queue), self.capacity):
            return False
        self.capacity = capacity
        return True

    @property
    def lists(self):
        return self.queue[: self.capacity], self.queue[self.capacity :]


def act(work, activity, request):
    """Carry out one request; whether it was not refused."""
    kind, value = request
    try:
        if kind == "register":
            lists.register(work, commands.Register(record=activity.id, member=value))
        elif kind == "many":
            lists.register_many(work, commands.RegisterMany(record=activity.id, members=value))
        elif kind == "cancel":
            lists.cancel(work, commands.Cancel(record=activity.id, member=value))
        else:
            plans.edit_activity(work, commands.EditActivity(record=activity.id, capacity=value))
    except Refusal:
        return False
    return True


def expect(model, request):
    kind, value = request
    if kind == "many":
        return [model.register(member) for member in value] != []
    return {"register": model.register, "cancel": model.cancel, "resize": model.resize}[kind](value)


def draw(chance, members):
    kind = chance.choices(("register", "cancel", "many", "resize"), (50, 35, 8, 7))[0]
    if kind == "many":
        return kind, chance.sample(members, chance.randrange(1, 5))
    if kind == "resize":
        return kind, chance.randrange(1, 8)
    return kind, chance.choice(members)


@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_requests_in_any_order_keep_capacity_and_order(plain_club, seed):
    chance = random.Random(seed)
    kernel = plain_club.union.kernel
    with kernel.work(kernel.sign_in("clerk"), action="test", write=True) as work:
        activity = work.get(Activity, plain_club.key)
        members = list(work.session.scalars(select(Member.id).order_by(Member.id)))
        model = Model(activity.capacity)
        for _step in range(1000):
            request = draw(chance, members)
            assert act(work, activity, request) == expect(model, request), request
            seated = places.registrations(work, activity, *choices.HOLDING)
            waiting = places.registrations(work, activity, choices.RegistrationStatus.waiting)
            assert ([r.member_id for r in seated], [r.member_id for r in waiting]) == model.lists
            assert len(seated) <= activity.capacity
    assert plain_club.union.desk("clerk").check() == []
    assert plain_club.union.desk("audit").verify_audit()[0] == []


def test_two_officers_at_once_never_share_a_place(club):
    """The same six members by two officers at the same time: six registrations, two of them with a place."""
    desks = [club.union.desk(name) for name in ("clerk", "clerk2")]
    wanted = [(desk, number) for number in ("1001", "1002", "1003", "1004", "1005", "1006") for desk in desks]

    def ask(item):
        desk, number = item
        try:
            desk.do("activities.register", {"member": number}, [str(club.key)])
        except Refusal:
            return 0
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(ask, wanted)) == 6
    assert [(status, place) for _number, status, place in club.list] == [
        *(("registered", n) for n in (1, 2)), *(("waiting", n) for n in (1, 2, 3, 4))
    ]  # fmt: skip
    with ThreadPoolExecutor(4) as pool:
        numbers = [number for number, _status, _place in club.list[:4]]
        list(pool.map(lambda n: desks[0].do("activities.cancel", {"member": n}, [str(club.key)]), numbers))
    assert [(status, place) for _n, status, place in club.list[:2]] == [("registered", 1), ("registered", 2)]
    assert club.union.desk("clerk").check() == []
    assert club.union.desk("audit").verify_audit()[0] == []


def test_the_checks_find_a_list_that_somebody_has_bent(plain_club):
    plain_club.register("1001", "1002", "1003")
    with plain_club.union.kernel.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE activities_activity SET capacity = 1")
    assert [found.check for found in plain_club.union.desk("clerk").check()] == ["activities.capacity"]
    with plain_club.union.kernel.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE activities_activity SET capacity = 3")
        connection.exec_driver_sql("UPDATE activities_registration SET status = 'waiting' WHERE turn = 1")
        connection.exec_driver_sql("UPDATE activities_registration SET status = 'registered' WHERE turn = 3")
        connection.exec_driver_sql("UPDATE core_member SET status = 'left' WHERE number = '1002'")
    found = {item.check for item in plain_club.union.desk("clerk").check()}
    assert {"activities.order", "activities.waiting", "activities.member"} <= found
