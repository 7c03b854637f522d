"""Vouchers on paper, the files that hang on them, and what they were made for, in words."""

from __future__ import annotations

from decimal import Decimal

import docx
import openpyxl
import pytest

from gonghui_core.links import Link
from gonghui_core.verdicts import BadInput, NoRight
from tests.finance.conftest import payment

MANY = [
    *((f"5010{n}", f"{n}.00", "") for n in range(1, 7)),
    ("50404", "7.00", ""),
    ("50405", "8.00", ""),
    ("102", "", "36.00"),
]


def paper_of(books, key):
    """The forms of a voucher, each as rows of texts."""
    paper = books.union.desk("accountant").detail("finance.vouchers", key).paper
    return [[list(row.cells) for row in form.rows] for form in paper.forms]


def texts(form):
    return [cell.value for row in form for cell in row if cell.value]


def test_a_voucher_has_all_that_the_form_asks_for(plain_books):
    (form,) = paper_of(plain_books, plain_books.posted("2023-12-05", payment("1200.50")))
    said = texts(form)
    for part in (
        "记 账 凭 证", "单位：示范学院工会", "2023 年 12 月 5 日", "附件 1 张", "记字第 1 号", "501 职工活动支出",
        "50102 文体活动支出", "102 银行存款", Decimal("1200.50"), "合计（大写）：壹仟贰佰元伍角", "会计主管：",
        "记账：李芳", "审核：欧阳晓岚", "出纳：", "制单：李芳",
    ):  # fmt: skip
        assert part in said
    assert not any(cell.red for row in form for cell in row)


def test_a_red_voucher_is_red_and_says_what_it_takes_back(plain_books):
    (form,) = paper_of(plain_books, plain_books.reversed(plain_books.posted("2023-12-05"), "2023-12-06"))
    red = [cell.value for row in form for cell in row if cell.red]
    assert {"记 账 凭 证", Decimal("-100.00"), "合计（大写）：负壹佰元整"} <= set(red)
    assert any(str(text).startswith("冲销2023年12月记-1") for text in texts(form))


def test_a_long_voucher_goes_on_over_several_forms(plain_books):
    first, second = paper_of(plain_books, plain_books.posted("2023-12-05", MANY))
    assert "记字第 1 号　1/2" in texts(first)
    assert "（转下张）" in texts(first)
    assert "合计（大写）：叁拾陆元整" in texts(second)
    assert (
        sum(
            row.height
            for row in plain_books.union.desk("accountant")
            .detail("finance.vouchers", "1")
            .paper.forms[0]
            .rows
        )
        < 136
    )


def test_the_names_of_head_of_accounts_and_cashier_are_printed_where_they_are_known(plain_books):
    union = plain_books.union
    union.desk("keeper").save_setting("finance", "chief_accountant", "赵会计")
    books = type(plain_books)(union.reopen())
    (form,) = paper_of(books, books.posted("2023-12-05"))
    assert "会计主管：赵会计" in texts(form)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_month_is_printed_two_on_a_page(plain_books, tmp_path, form):
    for day in (5, 6, 7):
        plain_books.posted(f"2023-12-{day:02}")
    path = tmp_path / f"book.{form}"
    plain_books.union.desk("accountant").export(
        "finance.voucher_book", {"year": 2023, "month": 12}, form, path
    )
    if form == "docx":
        document = docx.Document(str(path))
        assert len(document.tables) == 4  # the cover, too
        assert document.element.body.xml.count('w:type="page"') == 2
        assert "记字第 1 号至第 3 号" in document.tables[0].cell(4, 1).text
    else:
        sheet = openpyxl.load_workbook(path).active
        assert len(sheet.row_breaks.brk) == 2
        assert sheet.page_setup.paperSize == 9
        values = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
        assert values.count(100) == 12


def test_a_whole_page_holds_a_longer_voucher(plain_books):
    key = plain_books.posted("2023-12-05", MANY)
    report = plain_books.union.desk("accountant").report(
        "finance.voucher_book", {"year": 2023, "voucher": key, "per_page": 1}
    )
    (form,) = report.paper.forms
    assert form.height < 273
    assert report.paper.on_page == 1


def test_one_voucher_is_printed_alone(plain_books, tmp_path):
    plain_books.posted("2023-12-05")
    plain_books.posted("2023-12-06")
    path = tmp_path / "one.docx"
    asked = {"year": 2023, "voucher": "2023-12-2"}
    plain_books.union.desk("accountant").export("finance.voucher_book", asked, "docx", path)
    assert len(docx.Document(str(path)).tables) == 1


# Files


def attach(books, key, tmp_path, name="发票 1.pdf", officer="accountant"):
    (tmp_path / name).write_bytes(b"%PDF-1.4")
    return books.union.do(officer, "finance.attach_file", {"file": str(tmp_path / name)}, key)


def test_a_file_is_kept_with_its_voucher_counted_and_handed_out(books, tmp_path):
    key = books.posted("2023-12-05")
    attach(books, key, tmp_path)
    (row,) = books.union.rows("accountant", "finance.voucher_files", voucher=key)
    assert (row["title"], row["file"], row["size"], row["of"].words) == (
        "发票 1.pdf",
        "发票 1.pdf",
        8,
        "记账凭证 第 1 号",
    )
    assert (books.row(key)["attachments"], books.row(key)["files"]) == (1, 1)
    report = books.union.desk("accountant").detail("finance.vouchers", key)
    assert "1 张，电子附件 1 个" in str(report.blocks)
    target = tmp_path / "out.pdf"
    done = books.union.do("audit", "finance.save_voucher_file", {"to": str(target), "open": "是"}, row["key"])
    assert target.read_bytes() == b"%PDF-1.4"
    assert done.open_file == str(target)
    assert any("取出凭证附件" in found["summary"] for found in books.union.rows("audit", "core.audit"))
    with pytest.raises(BadInput, match="已存在"):
        books.union.do("audit", "finance.save_voucher_file", {"to": str(target)}, row["key"])


def test_the_invoices_of_a_claim_hang_on_its_voucher(plain_books, tmp_path):
    union = plain_books.union
    claim = {"member": "1001", "date": "2023-12-05", "summary": "买球",
             "lines": [{"account": "50102", "amount": "80", "invoice": "123", "seller": "店"}]}  # fmt: skip
    key = str(union.do("clerk", "finance.submit_claim", claim).key)
    (tmp_path / "i.pdf").write_bytes(b"x")
    union.do("clerk", "finance.attach_invoice", {"file": str(tmp_path / "i.pdf")}, key)
    union.do("accountant", "finance.check_claim", {}, key)
    union.do("chair", "finance.approve_claim", {}, key)
    union.do("cashier", "finance.pay_claim", {"date": "2023-12-06"}, key)
    (voucher,) = union.rows("accountant", "finance.vouchers")
    assert voucher["files"] == 1
    (row,) = union.rows("accountant", "finance.voucher_files", voucher=voucher["key"])
    assert row["file"] == "i.pdf"
    (form,) = paper_of(plain_books, voucher["key"])
    assert "出纳：曾静" in texts(form)
    assert str(voucher["origin"]) == f"finance.claims/{key}"


def test_who_may_not(plain_books, tmp_path):
    key = plain_books.posted("2023-12-05")
    for officer in ("chair", "audit", "clerk"):
        with pytest.raises(NoRight):
            attach(plain_books, key, tmp_path, officer=officer)
    values = {"title": "名册", "kind": "other", "date": "2023-12-01", "file": str(tmp_path / "发票 1.pdf")}
    other = plain_books.union.do("clerk", "core.add_document", values).key
    with pytest.raises(BadInput, match="没有这个凭证附件"):
        plain_books.union.do(
            "accountant", "finance.save_voucher_file", {"to": str(tmp_path / "o")}, str(other)
        )


# Origins


def test_an_origin_is_read_by_people_in_words_and_by_machines_by_name(plain_books, tmp_path):
    key = plain_books.posted("2023-12-05")
    red = plain_books.reversed(key, "2023-12-06")
    row = plain_books.row(red)
    assert isinstance(row["origin"], Link)
    assert (str(row["origin"]), row["origin"].words) == (f"finance.vouchers/{key}", f"记账凭证 第 {key} 号")
    desk = plain_books.union.desk("accountant")
    for form, said in (
        ("csv", f"finance.vouchers/{key}"),
        ("json", f'"finance.vouchers/{key}"'),
        ("md", "记账凭证 第"),
    ):
        desk.export("finance.vouchers", {}, form, tmp_path / f"v.{form}")
        assert said in (tmp_path / f"v.{form}").read_text(encoding="utf-8")


def test_the_audit_log_names_its_objects_in_words(plain_books, tmp_path):
    key = plain_books.posted("2023-12-05")
    row = next(
        r for r in plain_books.union.rows("audit", "core.audit") if r["action"] == "finance.post_voucher"
    )
    assert (str(row["object"]), row["object"].words) == (f"finance.vouchers/{key}", f"记账凭证 第 {key} 号")
    first = plain_books.union.desk("audit").table("core.audit", sort="key").rows[0]
    assert not isinstance(first["object"], Link) or first["object"].words
