"""The register: taking in a workbook, searching, paging, beside bare sqlite3 and a bare reading of the file."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path

import xlsxwriter
from measure import Table, best, timed
from python_calamine import CalamineWorkbook
from stdnum.iso7064 import mod_11_2

from gonghui_core.testing.union import Union, make_union

SIZES = {"small": 10_000, "full": 100_000}
HEADER = ("工号", "姓名", "性别", "身份证号码", "出生日期", "部门", "入会时间", "联系电话", "民族", "备注")
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高单曾解仇"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文辉玲红健云"


def run(table: Table, size: str) -> None:
    """Import, search and page at one size."""
    count = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "staff.xlsx"
        rows = staff(count)
        write(workbook, rows)
        with timed() as bare:
            CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
            floor = raw_database(Path(folder) / "raw.db", rows)
        union = make_union(Path(folder) / "union", candidates=())
        with timed() as ours:
            union.desk("founder").import_sheet("members", workbook)
        budget = "≤ 1.5 s" if size == "small" else "≤ 15 s"
        table.add(f"import {count:,} members from xlsx, checked, cpu", ours.cpu,
                  "calamine + sqlite3 executemany", bare.cpu, budget)  # fmt: skip
        lookups(table, union, floor, count)
        union.kernel.close()


def lookups(table: Table, union: Union, raw: sqlite3.Connection, count: int) -> None:
    """Search by a part of the name, by pinyin, by number; a page in the middle."""
    desk = union.desk("founder")
    scan = best(lambda: raw.execute("SELECT * FROM m WHERE name LIKE '%桂英%' LIMIT 50").fetchall())
    for what, text in (("name", "桂英"), ("pinyin", "wangwei"), ("initials", "wgy"), ("number", "0004217")):
        found = best(lambda text=text: desk.table("core.members", {"search": text}, limit=50))
        table.add(f"search by {what} at {count:,}, first page and count", found.wall,
                  "sqlite3 LIKE scan", scan.wall, "≤ 20 ms")  # fmt: skip
    key = desk.table("core.members", {}, offset=count // 2, limit=1).rows[0]["key"]
    page = best(lambda: desk.table("core.members", {}, after=key, limit=50))
    plain = best(
        lambda: raw.execute("SELECT * FROM m WHERE number > '20100500' ORDER BY number LIMIT 50").fetchall()
    )
    table.add(f"a page of 50 at {count:,}", page.wall, "sqlite3 by key", plain.wall, "≤ 2 ms + count")


def staff(count: int) -> list[tuple[str, ...]]:
    """Fictional people with true check digits."""
    chance = random.Random(1)
    rows = []
    for index in range(count):
        day = f"{chance.randrange(1964, 2000)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
        body = f"310101{day}{index % 1000:03d}"
        sex = "男" if int(body[-1]) % 2 else "女"
        name = chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN)
        rows.append(
            (f"{index:08d}", name, sex, body + mod_11_2.calc_check_digit(body), "", "商学院", "2015-09-01",
             f"139{index:08d}", "汉族", "")
        )  # fmt: skip
    return list({row[3]: row for row in rows}.values())


def write(path: Path, rows: list[tuple[str, ...]]) -> None:
    """The staff list as a workbook."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((HEADER, *rows)):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value)
    book.close()


def raw_database(path: Path, rows: list[tuple[str, ...]]) -> sqlite3.Connection:
    """The same rows in bare sqlite3 with the indexes that the register has."""
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode=WAL")
    columns = "number, name, sex, id, birth, branch, joined, phone, nation, remarks"
    raw.execute(f"CREATE TABLE m ({columns})")
    raw.executemany("INSERT INTO m VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
    raw.execute("CREATE UNIQUE INDEX i ON m(number)")
    raw.execute("CREATE INDEX n ON m(name)")
    raw.commit()
    return raw
