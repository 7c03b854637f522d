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

SIZES = {"small": (1_000,), "full": (10_000, 100_000)}
SPENDING = ("50101", "50102", "50105", "50404", "50405", "50502")
YEAR_END = {"until": "2023-12-31"}
Entry = tuple[str, int, str, int]


def run(table: Table, size: str) -> None:
    """Every size of a year's vouchers, each in a workspace of its own."""
    for count in SIZES[size]:
        with tempfile.TemporaryDirectory() as folder:
            year(table, Path(folder), count)


def year(table: Table, home: Path, count: int) -> None:
    """Take in, review and post vouchers with all checks; then balances, an account's page, one posting."""
    entries = transactions(count)
    with timed() as floor:
        raw(home / "raw.db", entries)
    union = make_union(home / "union")
    keeping(table, union, write(home / "vouchers.csv", entries), count, floor.cpu)
    if shutil.which("hledger"):
        journal = hledger_journal(home / "books.journal", entries)
        peer = best(
            lambda: subprocess.run(["hledger", "-f", journal, "bal"], check=True, capture_output=True), 1
        )
        name, seconds = f"post {count:,} vouchers, all checks, cpu", table.seconds(f"post {count:,}")
        table.add(name, seconds, "hledger reading the same journal", peer.cpu, "level")
    questions(table, union, home / "raw.db", count)
    union.kernel.close()


def keeping(table: Table, union: Union, sheet: Path, count: int, floor: float) -> None:
    """The three steps of many vouchers, each one unit of work with its audit rows."""
    bare = "sqlite3 executemany + balances"
    steps = (
        ("take in", "", lambda: union.desk("accountant").import_sheet("finance.vouchers", sheet)),
        ("review", "", lambda: union.do("chair", "finance.review_all", YEAR_END)),
        ("post", "≤ 10 × raw", lambda: union.do("accountant", "finance.post_all", YEAR_END)),
    )
    for step, budget, job in steps:
        with timed() as ours:
            job()
        table.add(f"{step} {count:,} vouchers, all checks, cpu", ours.cpu, bare, floor, budget)


def questions(table: Table, union: Union, raw_file: Path, count: int) -> None:
    """Trial balance, months, a page of an account, one posting."""
    desk = union.desk("accountant")
    bare = sqlite3.connect(raw_file)
    scan = best(lambda: bare.execute("SELECT account, sum(fen) FROM l GROUP BY account").fetchall())
    for page, title in (("trial_balance", "trial balance"), ("balance_sheet", "balance sheet")):
        asked = best(lambda page=page: desk.report(f"finance.{page}", {"year": "2023", "month": "12"}))
        table.add(f"{title} of a month at {count:,}", asked.wall, "sqlite3 full scan", scan.wall, "≤ 20 ms")
    june = {"account": "102", "since": "2023-06-01", "until": "2023-06-30"}
    plain = best(lambda: bare.execute("SELECT * FROM l WHERE account = '102' LIMIT 50").fetchall())
    for title, asked in (
        ("a month of the bank account", june),
        ("all of the bank account", {"account": "102"}),
    ):
        page = best(lambda asked=asked: desk.table("finance.lines", asked, limit=50))
        budget = "≤ 5 ms" if asked is june else "≤ 5 ms + count"
        table.add(f"first page of {title} at {count:,}", page.wall, "sqlite3", plain.wall, budget)
    chair, keys = union.desk("chair"), [draft(union) for _again in range(5)]
    for key in keys:
        chair.do("finance.review_voucher", {}, [key])
    desk.do("finance.post_voucher", {}, [keys.pop()])
    with timed() as posted:
        for key in keys:
            desk.do("finance.post_voucher", {}, [key])
    with timed() as commit:
        bare.execute("INSERT INTO l VALUES (1, '102', 1)")
        bare.commit()
    table.add(
        f"one posting at {count:,}, cpu", posted.cpu / len(keys), "sqlite3 commit", commit.cpu, "≤ 5 ms"
    )


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


def raw(path: Path, entries: list[Entry]) -> None:
    """The same vouchers and lines in bare sqlite3, with balances by one GROUP BY."""
    bare = sqlite3.connect(path)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE v (number INTEGER PRIMARY KEY, date, summary)")
    bare.execute("CREATE TABLE l (number, account, fen)")
    vouchers = [(number, day, f"支出{number}") for day, number, _account, _fen in entries]
    lines = [(number, account, fen) for _day, number, account, fen in entries]
    lines += [(number, "102", -fen) for _day, number, _account, fen in entries]
    bare.executemany("INSERT INTO v VALUES (?, ?, ?)", vouchers)
    bare.executemany("INSERT INTO l VALUES (?, ?, ?)", lines)
    bare.execute("CREATE TABLE b AS SELECT account, sum(fen) AS fen FROM l GROUP BY account")
    bare.commit()
    bare.close()


def hledger_journal(path: Path, entries: list[Entry]) -> str:
    """The same entries as a journal."""
    text = "".join(
        f"{day} ({number}) 支出\n  {account}  {fen / 100:.2f}\n  102  {-fen / 100:.2f}\n\n"
        for day, number, account, fen in entries
    )
    path.write_text(text, encoding="utf-8")
    return str(path)
