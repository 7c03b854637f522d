"""Whatever is done with things, and taken back again, their lists agree with the accounts."""

from __future__ import annotations

import random

import pytest

from gonghui_core.verdicts import GonghuiError

DIFFER = {"goods_differ", "assets_differ", "pending_differs", "held_differs", "held_overdrawn"}
TAKEN_BACK = ("finance.disposals", "finance.pending", "finance.counts", "finance.cash_counts", "finance.held")
"""What may be taken back at any time; assets that came in, and their depreciation, are needed by what followed."""


class Keeper:
    """An accountant who does anything, in any order; what a rule refuses is left undone."""

    def __init__(self, books, seed):
        self.books, self.chance, self.day, self.done = books, random.Random(seed), 1, 0

    def live(self, steps):
        for _step in range(steps):
            self.day = min(self.day + self.chance.randrange(0, 8), 340)
            act = self.chance.choice([
                self.buy, self.buy, self.dispose, self.dispose, self.receive, self.issue, self.issue, self.count,
                self.cash, self.decide, self.hold, self.pay, self.take_back, self.take_back, self.throw_away, self.post,
            ])  # fmt: skip
            try:
                act()
                self.done += 1
            except GonghuiError:
                pass
        self.post()

    @property
    def month(self):
        return self.day // 31 + 1

    @property
    def on(self):
        return f"2023-{self.month:02}-{self.day % 28 + 1:02}"

    def do(self, action, values, *keys, officer="accountant"):
        return self.books.union.do(officer, f"finance.{action}", values, *keys).key

    def one(self, page, **params):
        rows = self.books.union.rows("audit", f"finance.{page}", **params)
        return self.chance.choice(rows)["key"] if rows else "1"

    def buy(self):
        kind = self.chance.choice(["computer", "sports", "software", "book"])
        cost = f"{self.chance.randrange(100, 999999) / 100:.2f}"
        self.do(
            "add_asset",
            {"name": "物", "kind": kind, "cost": cost, "on": self.on, "years": 5, "account": "50702"},
        )

    def wear(self):
        self.do("depreciate", {"year": 2023, "month": self.month - (self.month > 1)})

    def dispose(self):
        self.wear()
        way = self.chance.choice(["sold", "given", "scrapped", "lost"])
        self.do(
            "dispose_asset",
            {"way": way, "on": self.on, "reason": "x", "proceeds": "9.99"},
            self.one("assets", in_use="是"),
        )

    def receive(self):
        name, quantity = self.chance.choice("甲乙"), self.chance.randrange(1, 9)
        line = {"name": name, "quantity": quantity, "amount": f"{self.chance.randrange(1, 9999) / 100:.2f}"}
        self.do("receive_goods", {"on": self.on, "summary": "入", "lines": [line]})

    def issue(self):
        line = {"goods": self.chance.choice("甲乙"), "quantity": self.chance.randrange(1, 9)}
        self.do("issue_goods", {"on": self.on, "summary": "出", "lines": [line]})

    def count(self):
        kind = self.chance.choice(["assets", "goods"])
        key = str(self.do("open_count", {"kind": kind, "on": self.on, "people": "x"}))
        rows = self.books.union.rows("audit", "finance.count_lines", count=key)
        found = {"code": self.chance.choice(rows)["code"], "found": self.chance.randrange(0, 2)}
        self.do("enter_count", {"lines": [found], "rest_as_booked": True}, key)
        over = {"name": f"新{key}", "value": "12.34", "asset_kind": "book" if kind == "assets" else ""}
        self.do("add_found", over, key)
        try:
            self.do("close_count", {}, key)
        except GonghuiError:
            rows = [{"code": row["code"], "found": row["book"]} for row in rows]
            self.do("enter_count", {"lines": rows}, key)

    def cash(self):
        counted = f"{self.chance.randrange(0, 9999) / 100:.2f}"
        key = self.do("count_cash", {"on": self.on, "counted": counted}, officer="cashier")
        self.do("book_difference", {}, str(key))

    def decide(self):
        self.do("decide_pending", {"on": self.on, "decision": "会"}, self.one("pending", state="waiting"))

    def hold(self):
        if not self.books.union.rows("audit", "finance.held"):
            self.do("add_held_fund", {"name": "费", "owners": "人"})
        self.do("receive_held", {"on": self.on, "amount": "50", "party": "人"}, "1")

    def pay(self):
        self.do("pay_held", {"on": self.on, "amount": "20", "party": "人"}, "1")

    def take_back(self):
        origin = self.chance.choice(TAKEN_BACK)
        rows = self.books.union.rows("audit", "finance.vouchers", status="posted")
        found = [row for row in rows if str(row["origin"] or "").startswith(origin)]
        if found and origin != "finance.held":
            self.do("reverse_voucher", {"date": self.on, "reason": "错"}, self.chance.choice(found)["key"])

    def throw_away(self):
        rows = self.books.union.rows("audit", "finance.vouchers", status="draft")
        found = [row for row in rows if str(row["origin"] or "").startswith((*TAKEN_BACK, "finance.goods"))]
        if found:
            self.do("discard_voucher", {"reason": "错"}, self.chance.choice(found)["key"])

    def post(self):
        self.do("review_all", {"until": "2023-12-31"}, officer="chair")
        self.do("post_all", {"until": "2023-12-31"})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_lists_agree_with_the_accounts_whatever_happens(plain_books, seed):
    keeper = Keeper(plain_books, seed)
    keeper.live(90)
    assert keeper.done > 30
    found = set(plain_books.findings())
    assert not {f"finance.{name}" for name in DIFFER} & found
    assert "finance.balances_differ" not in found
    assert plain_books.union.desk("audit").verify_audit()[0] == []
