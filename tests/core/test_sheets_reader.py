"""Reading tables that people made: where the table is, what its columns are called, what is a record."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from gonghui_core.sheets.reader import read_sheet
from gonghui_core.verdicts import BadInput

DATA = Path(__file__).parent.parent / "data"
HEADINGS = {
    "number": ["工号", "编号"],
    "name": ["姓名", "教职工姓名"],
    "sex": ["性别"],
    "id_number": ["身份证号", "身份证号码"],
    "amount": ["金额", "应发金额"],
    "joined_on": ["入会时间"],
}
HEADER = ["工号", "姓名", "性别", "身份证号", "金额", "入会时间"]
PERSON = ["A1", "张三", "男", "11010519491231002X", 12.5, date(2020, 1, 2)]


@pytest.fixture
def sheet_of(tmp_path):
    """Write rows with openpyxl (one list for each sheet) and read them back."""

    def read(*sheets, required=(), hidden=()):
        book = Workbook()
        book.remove(book.active)
        for number, rows in enumerate(sheets):
            made = book.create_sheet(f"表{number}")
            made.sheet_state = "hidden" if number in hidden else "visible"
            for row in rows:
                made.append(row)
        book.save(tmp_path / "list.xlsx")
        return read_sheet(tmp_path / "list.xlsx", HEADINGS, required)

    return read


@pytest.mark.parametrize("name", ["staff-list", "staff-list-corrected"])
def test_the_staff_list_is_found_behind_its_cover(name):
    headings = HEADINGS | {"branch": ["所属部门"]}
    sheet = read_sheet(DATA / f"{name}.xlsx", headings, ["name", "branch"])
    expected = json.loads((DATA / f"{name}.expected.json").read_text())
    assert sheet.name == "花名册"
    assert len(sheet.rows) == expected["rows"]
    assert sheet.columns["id_number"] == "身份证号码"
    assert sheet.unknown[:3] == ("序号", "出生年月", "民族")
    rows = {row.number for row in sheet.rows}
    assert {entry["row"] for entry in expected["rejected"]} <= rows
    skipped = [(row.number, row.text) for row in sheet.skipped]
    assert skipped == (
        [(529, "合计 524.0"), (530, "注：借调人员在备注中说明。")] if name == "staff-list" else []
    )


def test_cells_keep_their_types(sheet_of):
    row = sheet_of([HEADER, PERSON, ["A2", 3, True, 4.101051998072382e17, 7, datetime(2020, 1, 2, 8)]]).rows
    assert list(row[0].cells.values()) == PERSON
    assert list(row[1].cells.values()) == ["A2", 3, True, 4.101051998072382e17, 7, datetime(2020, 1, 2, 8)]
    assert isinstance(row[1].cells["name"], int)
    assert isinstance(row[1].cells["id_number"], float)


def test_what_stands_around_the_table_is_left_out(sheet_of):
    sheet = sheet_of(
        [
            ["某校教职工花名册"], ["制表：人事处"], [], HEADER, PERSON, [None, None, None, None, None, None],
            ["A2", None, "女"], HEADER, ["A3", "  ", "男"], ["小计", None, None, None, 12.5],
            ["合 计：", "3人", None, None, 12.5], ["注：以上为在册人员", "另有借调"],
            ["制表人：李四", "审核：王五", "日期"],
            ["以上名单截至三月"],
        ]
    )  # fmt: skip
    assert [row.number for row in sheet.rows] == [5, 7, 9]
    assert [row.number for row in sheet.skipped] == [8, 10, 11, 12, 13, 14]
    assert sheet.rows[2].cells["name"] is None


def test_a_record_with_only_what_is_required_is_a_record(sheet_of):
    sheet = sheet_of([HEADER, [None, "张三"], [None, None, "男"]], required=["name"])
    assert [row.number for row in sheet.rows] == [2]
    assert [row.number for row in sheet.skipped] == [3]


@pytest.mark.parametrize(
    "header",
    [
        ["工 号", "姓　名", "性\n别", "身份证号（18位）", "金额(元)", "入会时间\n(年月)"],
        ["*工号", "姓名*", "性别：", " 身份证号 ", "应发金额【元】", "入会时间[yyyy-mm]"],
        ["number", "Name", "SEX", "id_number", "amount", "joined_on"],
        ["编号", "教职工姓名", "性别", "身份证号码", "金额", "入会时间"],
    ],
)
def test_column_names_are_understood(sheet_of, header):
    sheet = sheet_of([header, PERSON])
    assert list(sheet.columns) == list(HEADINGS)
    assert list(sheet.rows[0].cells.values()) == PERSON


def test_a_header_of_two_rows_is_read_together(sheet_of):
    sheet = sheet_of([["基本情况", "基本情况", "性别", "证件", "工资", "入会时间"],
                      ["工号", "姓名", None, "身份证号", "金额"], PERSON])  # fmt: skip
    assert list(sheet.columns) == list(HEADINGS)
    assert [row.number for row in sheet.rows] == [3]


def test_of_two_columns_with_one_name_the_more_usual_wins(sheet_of):
    sheet = sheet_of([["工号", "教职工姓名", "姓名", "姓名"], ["A1", "一", "二", "三"]])
    assert sheet.rows[0].cells == {"number": "A1", "name": "二"}
    assert sheet.unknown == ("教职工姓名", "姓名")


def test_brackets_that_make_the_difference_are_not_dropped(tmp_path):
    (tmp_path / "a.csv").write_text("日期,金额(收入),金额(支出),金额\n1,2,3,4\n")
    headings = {"on": ["日期"], "income": ["金额(收入)"], "spending": ["金额（支出）"]}
    assert read_sheet(tmp_path / "a.csv", headings).rows[0].cells == {
        "on": "1",
        "income": "2",
        "spending": "3",
    }


def test_the_best_sheet_is_read_and_the_others_are_named(sheet_of):
    short, full = [["工号", "姓名"], ["A1", "张三"]], [HEADER, PERSON]
    assert sheet_of(short, full, full).also == ("表0", "表2")
    assert sheet_of(short, full, full).name == "表1"
    assert sheet_of(short, full, hidden=[1]).name == "表0"
    assert sheet_of(short, full, hidden=[1], required=["sex"]).name == "表1"


def test_a_sheet_without_the_columns_says_which_are_missing(sheet_of):
    with pytest.raises(BadInput, match=r"没有找到表头.*姓名"):
        sheet_of([["甲", "乙"], [1, 2]], required=["name"])
    with pytest.raises(BadInput, match=r"第 2 行.*缺少列：金额、入会时间"):
        sheet_of([["花名册"], ["工号", "姓名"], ["A1", "张三"]], required=["name", "amount", "joined_on"])


def test_a_table_that_starts_away_from_the_corner_keeps_its_places(tmp_path):
    book = Workbook()
    for place, text in (("C5", "工号"), ("D5", "姓名"), ("C6", "A1"), ("D6", "张三")):
        book.active[place] = text
    book.active["XFD6"].number_format = "0.00"  # formatted and empty, as whole formatted rows are
    book.save(tmp_path / "a.xlsx")
    (row,) = read_sheet(tmp_path / "a.xlsx", HEADINGS).rows
    assert (row.number, row.cells) == (6, {"number": "A1", "name": "张三"})


TEXT = '工号,姓名,备注\r\n1,张三,"两行\r\n文字"\r\n\r\n2,朱镕基,"a,""b"""\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line", ["\r\n", "\n", "\r"])
def test_text_files_come_in_every_dress(tmp_path, encoding, delimiter, line):
    text = TEXT.replace("a,", "a;").replace(",", delimiter).replace("\r\n", line)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    sheet = read_sheet(tmp_path / "a.csv", HEADINGS | {"remark": ["备注"]})
    assert [row.cells["name"] for row in sheet.rows] == ["张三", "朱镕基"]
    assert sheet.rows[1].number == 4
    assert sheet.rows[0].cells["remark"] == f"两行{line}文字"


def test_one_column_is_enough_for_a_list_of_names():
    sheet = read_sheet(DATA / "branches.csv", {"name": ["名称"], "parent": ["上级"]}, ["name"])
    assert [row.cells["name"] for row in sheet.rows][:2] == ["信息工程学院", "商学院"]
    assert len(sheet.rows) == 12


def test_the_apostrophe_of_our_own_export_is_taken_away(tmp_path):
    (tmp_path / "a.csv").write_text("工号,姓名\n'=1+1,'张三\n''-1,-5\n")
    cells = [row.cells for row in read_sheet(tmp_path / "a.csv", HEADINGS).rows]
    assert cells == [{"number": "=1+1", "name": "'张三"}, {"number": "'-1", "name": "-5"}]
