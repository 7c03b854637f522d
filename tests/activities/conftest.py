"""An activity to try things with."""

from datetime import date

import pytest

from gonghui_core.testing.union import Union


class Club:
    """A union with one activity; numbers of members are those of the small union (1001 to 1012)."""

    def __init__(self, union: Union, **plan):
        self.union = union
        values = {
            "title": "读书会",
            "on": "2023-12-28",
            "place": "阅览室",
            "capacity": 2,
            "kind": "salon",
            **plan,
        }
        self.planned = union.do("clerk", "activities.plan_activity", values)
        self.key = self.planned.key

    def do(self, action, values=None, officer="clerk"):
        return self.union.do(officer, f"activities.{action}", values or {}, self.key)

    def register(self, *members, officer="clerk"):
        return [self.do("register", {"member": member}, officer) for member in members]

    @property
    def list(self):
        """The list as it reads: number, status, place."""
        rows = self.union.rows("clerk", "activities.registrations", activity=str(self.key))
        return [(row["number"], row["status"].value, row["place"]) for row in rows]

    @property
    def row(self):
        return next(r for r in self.union.rows("clerk", "activities.activities") if r["key"] == str(self.key))

    @property
    def data(self):
        return dict(self.union.data("clerk", "activities.activity", activity=str(self.key)))

    def on_the_day(self):
        self.union.today = date(2023, 12, 28)
        return self


@pytest.fixture
def club(union):
    return Club(union)


@pytest.fixture
def plain_club(plain_union):
    return Club(plain_union)


@pytest.fixture
def make_club(plain_union):
    return lambda **plan: Club(plain_union, **plan)
