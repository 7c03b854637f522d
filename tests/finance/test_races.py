"""Two officers at once: nothing is lost, no number is given twice."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

from gonghui_core.verdicts import Refusal

ROUNDS = 8


def _both(*tasks):
    barrier = Barrier(len(tasks))

    def run(task):
        barrier.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [
            future.exception() or future.result() for future in [pool.submit(run, task) for task in tasks]
        ]


@pytest.mark.fault
def test_two_accountants_post_at_once(books):
    union = books.union
    union.do("keeper", "core.add_officer", {"name": "accountant2", "roles": ["accountant"]})
    keys = [books.draft("2023-12-05") for _round in range(2 * ROUNDS)]
    union.do("chair", "finance.review_all", {"until": "2023-12-31"})

    def post(officer, mine):
        for key in mine:
            union.do(officer, "finance.post_voucher", {}, key)

    results = _both(lambda: post("accountant", keys[::2]), lambda: post("accountant2", keys[1::2]))
    assert results == [None, None]
    rows = union.rows("accountant", "finance.vouchers")
    assert sorted(row["number"] for row in rows) == list(range(1, 2 * ROUNDS + 1))
    assert books.accounts(year=2023)["50102"]["debit"] == f"{2 * ROUNDS * 100}.00"
    assert "finance.balances_differ" not in books.findings()
    assert union.desk("audit").verify_audit()[0] == []


@pytest.mark.fault
def test_one_voucher_is_posted_once(books):
    union = books.union
    for _round in range(3):
        key = books.draft("2023-12-05")
        books.review(key)
        results = _both(*[partial(union.do, "accountant", "finance.post_voucher", {}, key)] * 2)
        assert sum(isinstance(result, Refusal) for result in results) == 1
    assert sorted(row["number"] for row in union.rows("accountant", "finance.vouchers")) == [1, 2, 3]
