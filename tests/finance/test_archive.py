"""The archive of a year of the books: everything is there, and opens in other programs."""

from __future__ import annotations

import zipfile

import openpyxl
import pytest

from gonghui_core.archive import verify_archive, write_archive
from tests.finance.conftest import as_lines, payment


@pytest.fixture
def archived(plain_books, tmp_path):
    """The archive of a small year."""
    opening = as_lines([("102", "5000", ""), ("32205", "", "5000")])
    plain_books.union.do("accountant", "finance.open_books", {"year": 2023, "balances": opening})
    plain_books.posted("2023-11-05", payment("300"))
    plain_books.posted("2023-12-05", payment("1200.50"))
    return write_archive(plain_books.union.desk("chair"), 2023, tmp_path / "2023")


def test_a_year_of_the_books_is_complete(archived):
    files = {kept.file for kept in archived.files}
    assert archived.left_out == []
    assert {
        "财务/凭证/2023-11.docx", "财务/凭证/2023-12.docx", "财务/账簿/总账.xlsx", "财务/账簿/银行存款日记账.xlsx",
        "财务/账簿/明细账/102 银行存款.xlsx", "财务/报表/2023-12 资产负债表.xlsx", "财务/报表/2023 收入支出表.xlsx",
        "财务/报表/2023-11 科目余额表.xlsx", "财务/预算决算/决算.docx", "财务/银行/2023-12 余额调节表.xlsx",
        "财务/资产/固定资产.xlsx", "财务/账簿/2023.hledger",
    } <= files  # fmt: skip
    assert "财务/凭证/2023-10.docx" not in files
    assert verify_archive(archived.folder) == []


def test_every_file_opens_again(archived):
    for path in archived.folder.rglob("*"):
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            assert book.sheetnames
            book.close()
        elif path.suffix == ".docx":
            assert "word/document.xml" in zipfile.ZipFile(path).namelist()
    ledger = openpyxl.load_workbook(archived.folder / "财务/账簿/明细账/102 银行存款.xlsx")
    values = {cell for sheet in ledger for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {1200.5, 300} <= values
