"""Posting vouchers and asking the books, beside bare sqlite3 and hledger on the same entries."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from measure import Table, best, timed

from gonghui_core.testing.union import Union, make_union

SIZES = {"small": 1_000, "full": 10_000}
SPENDING = ("50101", "50102", "50105", "50404", "50405", "50502")
Entry = tuple[str, int, str, int]


def run(table: Table, size: str) -> None:
    """Take in, review and post vouchers with all checks; then balances, an account's page, one posting."""
    count = SIZES[size]
    entries = transactions(count)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        floor = raw(home / "raw.db", entries)
        union = make_union(home / "union")
        sheet = write(home / "vouchers.csv", entries)
        with timed() as ours:
            union.desk("accountant").import_sheet("finance.vouchers", sheet)
            union.do("chair", "finance.review_all", {"until": "2023-12-31"})
            union.do("accountant", "finance.post_all", {"until": "2023-12-31"})
        table.add(f"take in, review and post {count:,} vouchers, cpu", ours.cpu,
                  "sqlite3 executemany + balances", floor.cpu, "≤ 10 × raw")  # fmt: skip
        if shutil.which("hledger"):
            journal = hledger_journal(home / "books.journal", entries)
            peer = best(
                lambda: subprocess.run(["hledger", "-f", journal, "bal"], check=True, capture_output=True), 1
            )
            table.add(f"the same {count:,}, cpu", ours.cpu, "hledger reading the journal", peer.cpu, "level")
        questions(table, union, home / "raw.db", count)
        union.kernel.close()


def questions(table: Table, union: Union, raw_file: Path, count: int) -> None:
    """Trial balance, a page of an account, one posting."""
    desk = union.desk("accountant")
    bare = sqlite3.connect(raw_file)
    scan = best(lambda: bare.execute("SELECT account, sum(fen) FROM l GROUP BY account").fetchall())
    trial = best(lambda: desk.report("finance.trial_balance", {"year": "2023", "month": "12"}))
    table.add(f"trial balance of a month at {count:,}", trial.wall, "sqlite3 full scan", scan.wall, "≤ 20 ms")
    page = best(lambda: desk.table("finance.lines", {"account": "102"}, limit=50))
    plain = best(lambda: bare.execute("SELECT * FROM l WHERE account = '102' LIMIT 50").fetchall())
    table.add(f"a page of the bank account at {count:,}", page.wall, "sqlite3", plain.wall, "≤ 5 ms")
    key = draft(union)
    union.do("chair", "finance.review_voucher", {}, key)
    with timed() as one:
        union.do("accountant", "finance.post_voucher", {}, key)
    with timed() as commit:
        bare.execute("INSERT INTO l VALUES ('102', 1)")
        bare.commit()
    table.add("one posting", one.wall, "sqlite3 commit", commit.wall, "≤ 5 ms + disk")


def draft(union: Union) -> str:
    """One more voucher, ready for review."""
    lines = [{"account": "50102", "debit": "100"}, {"account": "102", "credit": "100"}]
    values = {"date": "2023-12-20", "summary": "一张", "attachments": 1, "lines": lines}
    return str(union.do("accountant", "finance.draft_voucher", values).key)


def transactions(count: int) -> list[Entry]:
    """Day, number, account, fen: each spent from the bank."""
    chance = random.Random(1)
    days = (f"2023-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 21))
    calendar = list(days)
    return [
        (calendar[i * len(calendar) // count], i + 1, chance.choice(SPENDING), chance.randrange(100, 500_000))
        for i in range(count)
    ]


def write(path: Path, entries: list[Entry]) -> Path:
    """The entries as the sheet that the books take in."""
    rows = ["date,number,summary,account,debit,credit,memo"]
    for day, number, account, fen in entries:
        amount = f"{fen / 100:.2f}"
        rows.append(f"{day},{number},支出{number},{account},{amount},,")
        rows.append(f"{day},{number},支出{number},102,,{amount},")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def raw(path: Path, entries: list[Entry]) -> object:
    """The same entries in bare sqlite3, with balances by one GROUP BY."""
    with timed() as clock:
        bare = sqlite3.connect(path)
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE l (account, fen)")
        lines = [(account, fen) for _day, _n, account, fen in entries] + [
            ("102", -fen) for *_rest, fen in entries
        ]
        bare.executemany("INSERT INTO l VALUES (?, ?)", lines)
        bare.execute("CREATE TABLE b AS SELECT account, sum(fen) AS fen FROM l GROUP BY account")
        bare.commit()
        bare.close()
    return clock


def hledger_journal(path: Path, entries: list[Entry]) -> str:
    """The same entries as a journal."""
    text = "".join(
        f"{day} ({number}) 支出\n  {account}  {fen / 100:.2f}\n  102  {-fen / 100:.2f}\n\n"
        for day, number, account, fen in entries
    )
    path.write_text(text, encoding="utf-8")
    return str(path)
