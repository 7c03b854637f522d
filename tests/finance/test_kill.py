"""Killing the program in the middle of posting: what was acknowledged stands, nothing is half done."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gonghui_core.kernel import Kernel
from gonghui_core.testing.union import Union
from gonghui_finance.models import Voucher, VoucherLine

ROUNDS = (8, pytest.param(300, marks=pytest.mark.campaign))
CHILD = """
import os, sys
from datetime import date
from pathlib import Path
from gonghui_core.desk import Desk
from gonghui_core.kernel import Kernel

kernel = Kernel.open(Path(sys.argv[1]), today=date(2023, 12, 20))
accountant, chair = (Desk(kernel, kernel.sign_in(name)) for name in ("accountant", "chair"))
acknowledged = os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
lines = [{"account": "50102", "debit": "60.10"}, {"account": "50105", "debit": "39.90"}]
lines.append({"account": "102", "credit": "100"})
while True:
    values = {"date": "2023-12-05", "summary": "购文体器材", "attachments": 1, "lines": lines}
    key = str(accountant.do("finance.draft_voucher", values).key)
    chair.do("finance.review_voucher", {}, [key])
    accountant.do("finance.post_voucher", {}, [key])
    os.write(acknowledged, f"{key}\\n".encode())
"""


def _killed(folder: Path, acknowledged: Path, chance: random.Random) -> None:
    """Let the child post until something is acknowledged, and kill it a moment later."""
    before = acknowledged.stat().st_size
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder), str(acknowledged)])
    deadline = time.monotonic() + 60
    while acknowledged.stat().st_size == before and time.monotonic() < deadline:
        assert child.poll() is None
        time.sleep(0.002)
    time.sleep(chance.random() * 0.1)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()


@pytest.mark.fault
@pytest.mark.slow
@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_kill_loses_no_acknowledged_voucher_and_leaves_no_half_one(plain_books, tmp_path, rounds):
    plain_books.union.kernel.close()
    folder, acknowledged = plain_books.union.kernel.workspace.folder, tmp_path / "acknowledged"
    acknowledged.touch()
    chance = random.Random(2023)
    for _round in range(rounds):
        _killed(folder, acknowledged, chance)
    plain_books.union = Union(Kernel.open(folder))
    posted = {int(line) for line in acknowledged.read_text().split()}
    assert len(posted) >= rounds
    _hold(plain_books, posted)


def _hold(books, acknowledged: set[int]) -> None:
    kernel = books.union.kernel
    with kernel.work(kernel.sign_in("audit")) as work:
        lines = work.session.execute(
            select(VoucherLine.voucher_id, func.count(), func.sum(VoucherLine.debit) - func.sum(VoucherLine.credit))
            .group_by(VoucherLine.voucher_id)
        ).all()  # fmt: skip
        statuses = dict(work.session.execute(select(Voucher.id, Voucher.status)).all())
    assert {key for key, status in statuses.items() if status == "posted"} >= acknowledged
    assert {row[0] for row in lines} == statuses.keys()
    assert all((count, gap) == (3, 0) for _key, count, gap in lines)
    assert not {"finance.number_gaps", "finance.balances_differ", "finance.balanced"} & set(books.findings())
    assert books.union.desk("audit").verify_audit()[0] == []
