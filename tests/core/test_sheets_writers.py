"""What we write, read back by another library: text is text, numbers are numbers, nothing is a formula."""

import csv
import io
import os
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from gonghui_core.sheets import xlsx
from gonghui_core.sheets.csvfile import csv_lines, defused, write_csv
from gonghui_core.sheets.reader import read_sheet
from gonghui_core.sheets.rejects import Reject, write_rejects
from gonghui_core.sheets.tables import BarChart, ColumnData, Kind, TableData, cell_width, replacing
from gonghui_core.sheets.textfile import armed
from gonghui_core.sheets.xlsx import sheet_name, write_xlsx
from gonghui_core.text import clean
from gonghui_core.verdicts import BadInput, GonghuiError

COLUMNS = [
    ColumnData("name", "姓名"),
    ColumnData("id_number", "身份证号"),
    ColumnData("amount", "金额", Kind.MONEY),
    ColumnData("count", "人数", Kind.INTEGER),
    ColumnData("on", "日期", Kind.DATE),
]
ROWS = [
    ["张三", "110105199003074512", Decimal("1234.50"), 3, date(2020, 1, 2)],
    ["=1+1", "000123", Decimal("-5.00"), -1, None],
    ["http://example.com", "1E5", Decimal("999999999999.99"), 0, date(1899, 1, 1)],
]
EVIL = [
    "=1+1", '=HYPERLINK("http://x")', "=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1",
    "＋1",
    "－1", "＠x", "{=1}", "'=1", "[/]", "\x1b[2J", "\x00", "张\u202e三",
    "e" + "\u0301" * 50, "x" * 40_000,
    "a\nb", " 前后 ", "1", "1.5", "TRUE", "2020-01-02", "#N/A", "mailto:x@y", "internal:A1", "<b>&amp;", "",
    "\ud800",
]  # fmt: skip


def table(rows, columns=None, **more):
    return TableData("名册", columns or COLUMNS, rows, **more)


def test_cells_have_the_types_of_their_columns(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [table(ROWS)])
    sheet = load_workbook(tmp_path / "a.xlsx")["名册"]
    assert [cell.value for cell in sheet[1]] == ["姓名", "身份证号", "金额", "人数", "日期"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "n", "d"]
    assert [cell.value for cell in sheet[2]] == [
        "张三",
        "110105199003074512",
        1234.5,
        3,
        datetime(2020, 1, 2),
    ]
    assert [cell.value for cell in sheet[3]] == ["=1+1", "000123", -5, -1, None]
    assert [cell.value for cell in sheet[4]] == [
        "http://example.com",
        "1E5",
        999999999999.99,
        0,
        "1899-01-01",
    ]
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["E2"].number_format == "yyyy-mm-dd"
    assert sheet["B2"].number_format == "@"
    assert sheet.freeze_panes == "A2"
    assert sheet["A4"].hyperlink is None


def test_evil_text_stays_text(tmp_path):
    columns = [ColumnData(kind, kind, Kind(kind)) for kind in ("text", "money", "date", "as_is")]
    write_xlsx(tmp_path / "a.xlsx", [table([[text] * 4 for text in EVIL], columns)])
    sheet = load_workbook(tmp_path / "a.xlsx", data_only=False).active
    for text, row in zip(EVIL, sheet.iter_rows(min_row=2, max_row=len(EVIL) + 1), strict=True):
        wanted = clean(text)[:32_766] or None
        for cell in row:
            assert cell.data_type == ("n" if wanted is None else "s")
            assert cell.hyperlink is None
            assert (cell.value or "")[:32_766].replace("\r", "") == (wanted or "")


def test_what_looks_like_an_escape_of_the_format_is_kept(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [table([["_x0041_", "_x005F_", None, None, None]])])
    (row,) = read_sheet(tmp_path / "a.xlsx", {"name": ["姓名"], "id": ["身份证号"]}).rows
    assert row.cells == {"name": "_x0041_", "id": "_x005F_"}


def test_several_sheets_have_names_that_a_workbook_takes(tmp_path):
    titles = ["名册", "名册", "a/b:c*d?[e]", "'引号'", "", "History", "长" * 40, "长" * 40]
    write_xlsx(tmp_path / "a.xlsx", [TableData(title, COLUMNS, ROWS) for title in titles])
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 for name in names)
    assert names[:3] == ["名册", "名册(2)", "a b c d  e"]


@given(st.lists(st.text(max_size=50), max_size=6))
def test_any_titles_make_different_sheet_names(titles):
    names: list[str] = []
    for title in titles:
        names.append(sheet_name(title, names))
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_chart_is_drawn_from_the_cells(tmp_path):
    chart = BarChart("各分会人数", "name", ("count",))
    write_xlsx(tmp_path / "a.xlsx", [table(ROWS, chart=chart), table([], chart=chart)])
    book = load_workbook(tmp_path / "a.xlsx")
    (drawn,) = book.worksheets[0]._charts
    assert drawn.series[0].val.numRef.f == "名册!$D$2:$D$4"
    assert book.worksheets[1]._charts == []


def test_widths_follow_the_widest_cell(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [table([["马克思主义学院分工会主席", "1", None, 1, None]])])
    widths = load_workbook(tmp_path / "a.xlsx").active.column_dimensions
    assert widths["A"].width > 24 > widths["D"].width
    assert cell_width("张三\nabc") == 4
    assert cell_width("e\u0301") == 1


cells = st.one_of(
    st.none(), st.text(max_size=40), st.integers(-(10**12), 10**12), st.dates(date(1900, 3, 1)),
    st.decimals(-(10**10), 10**10, places=2),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("trip") / "a.xlsx"
    columns = [ColumnData(name, name, Kind.AS_IS) for name in ("one", "two", "three")]
    write_xlsx(path, [TableData("t", [ColumnData("key", "key"), *columns], [["k", *row] for row in rows])])
    headings = {name: [name] for name in ("key", "one", "two", "three")}
    read = read_sheet(path, headings, ["key"])
    assert len(read.rows) == len(rows)
    for row, back in zip(rows, read.rows, strict=True):
        for value, cell in zip(row, list(back.cells.values())[1:], strict=True):
            assert _same(value, cell)


def _same(value, cell):
    if isinstance(value, str):
        return (clean(value) if clean(value).strip() else None) == cell
    if isinstance(value, Decimal):
        return abs(Decimal(repr(cell)) - value) < Decimal("0.005")
    return value == cell


def test_a_csv_has_ids_a_mark_and_no_formulas(tmp_path):
    write_csv(tmp_path / "a.csv", table(ROWS))
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfname,id_number,amount,count,on\r\n")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[1:3] == ["张三,110105199003074512,1234.50,3,2020-01-02", "'=1+1,000123,-5.00,-1,"]
    assert next(csv_lines(table(ROWS), titles=True)) == "姓名,身份证号,金额,人数,日期\r\n"


@pytest.mark.parametrize("text", EVIL)
def test_a_spreadsheet_runs_nothing_of_a_csv(text):
    lines = "".join(csv_lines(table([[text, "", None, None, None]])))
    (_header, row) = csv.reader(io.StringIO(lines, newline=""))
    assert not row[0].startswith(tuple("=+-@\t\r＝＋－＠"))
    assert armed(row[0]) == clean(text)


@given(st.text())
def test_defusing_is_undone_by_reading(text):
    assert armed(defused(text)) == text


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def rows():
        yield ROWS[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_xlsx(path, [table(rows())])
    with pytest.raises(RuntimeError):
        write_csv(path, table(rows()))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.xlsx"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(GonghuiError, match="无法写入"), replacing(tmp_path / "none" / "a.csv"):
        pass
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(GonghuiError, match="没有改动"):
        write_csv(tmp_path / "b.csv", table(ROWS))
    assert os.listdir(tmp_path) == ["b.csv"]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_exports_are_for_their_owner_only(tmp_path):
    write_csv(tmp_path / "a.csv", table(ROWS))
    assert (tmp_path / "a.csv").stat().st_mode & 0o077 == 0


def test_a_table_longer_than_a_sheet_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MAX_RECORDS", 2)
    with pytest.raises(BadInput, match="超过 2 行"):
        write_xlsx(tmp_path / "a.xlsx", [table(ROWS)])
    assert os.listdir(tmp_path) == []


def test_rejected_rows_come_back_with_their_reasons(tmp_path):
    titles = ["工号", "姓名", "序", "身份证号"]
    source = [["A1", "张三", 1, 4.1e17], ["A2", "李四", 2, date(2020, 1, 2)], ["A3", "=1", 3, None]]
    write_xlsx(
        tmp_path / "a.xlsx", [table(source, [ColumnData(title, title, Kind.AS_IS) for title in titles])]
    )
    headings = {"number": ["工号"], "name": ["姓名"], "id": ["身份证号"]}
    sheet = read_sheet(tmp_path / "a.xlsx", headings)
    rejects = [Reject(4, "b", "乙"), Reject(2, "a", "甲"), Reject(2, "c", "丙")]
    write_rejects(tmp_path / "rejects.xlsx", sheet, rejects)
    rows = [list(row) for row in load_workbook(tmp_path / "rejects.xlsx").active.iter_rows(values_only=True)]
    assert rows == [
        ["行号", "工号", "姓名", "序", "身份证号", "原因"],
        [2, "A1", "张三", 1, 4.1e17, "甲；丙"],
        [4, "A3", "=1", 3, None, "乙"],
    ]
    again = read_sheet(tmp_path / "rejects.xlsx", headings)
    assert [row.cells["number"] for row in again.rows] == ["A1", "A3"]
    assert again.rows[0].cells["id"] == 4.1e17
    assert rejects[0].as_json() == {"row": 4, "code": "b", "message": "乙"}
