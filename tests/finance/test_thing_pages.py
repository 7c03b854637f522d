"""Every page of things opens each of its records, in the terminal's words and as printed forms."""

import pytest

from gonghui_core import i18n
from gonghui_core.reports import Child, Figures

PAGES = (
    "assets", "depreciation", "disposals", "goods", "goods_slips", "counts", "capital", "held", "pending",
    "receivables",
)  # fmt: skip


def pass_all(books):
    books.union.do("chair", "finance.review_all", {"until": "2035-12-31"})
    books.union.do("accountant", "finance.post_all", {"until": "2035-12-31"})


@pytest.fixture
def full(plain_books):
    """Something of everything."""

    def do(action, values, *keys):
        return str(plain_books.union.do("accountant", f"finance.{action}", values, *keys).key)

    asset = {"kind": "computer", "cost": "7200", "on": "2023-01-05"}
    do("add_asset", {**asset, "name": "台式机", "account": "50702"})
    do("add_asset", {**asset, "name": "投影机", "booked": True})
    do("add_asset", {**asset, "name": "学校的桌子", "owner": "school"})
    do("depreciate", {"year": 2023, "month": 10})
    oil = {"name": "食用油", "quantity": 3, "amount": "100.00"}
    do("receive_goods", {"on": "2023-11-01", "summary": "入库", "account": "50105", "lines": [oil]})
    do(
        "issue_one",
        {"on": "2023-11-02", "quantity": 1, "summary": "看望", "member": "1007", "branch": "商学院"},
        "1",
    )
    do("dispose_asset", {"way": "scrapped", "on": "2023-11-03", "reason": "摔坏"}, "1")
    do("decide_pending", {"on": "2023-11-04", "decision": "会议"}, "1")
    for kind, code in (("assets", "Z2"), ("goods", "W1")):
        key = do("open_count", {"kind": kind, "on": "2023-11-10", "people": "李芳"})
        do("enter_count", {"lines": [{"code": code, "found": 0}], "rest_as_booked": True}, key)
        do("close_count", {}, key)
    do("add_held_fund", {"name": "互助保障", "owners": "会员", "note": "个人部分"})
    do("receive_held", {"on": "2023-11-01", "amount": "240", "party": "会员"}, "1")
    plain_books.posted("2023-11-05", [("135", "70.00", ""), ("102", "", "70.00")])
    pass_all(plain_books)
    return plain_books


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_record_of_things_opens(full, language):
    desk = full.union.desk("audit")
    i18n.use_language(language)
    for page in PAGES:
        table = desk.table(f"finance.{page}")
        assert table.rows, page
        for row in table.rows if table.page.detail else ():
            assert desk.detail(table.page.id, row["key"]).title, page
        for column in table.columns:
            assert column.id in table.rows[0], (page, column.id)


def test_the_books_agree_with_every_list(full):
    wanted = {"goods_differ", "held_differs", "pending_differs", "capital_unregistered", "goods_negative"}
    assert not {f"finance.{name}" for name in wanted} & set(full.findings())


@pytest.mark.parametrize(
    ("report", "params"), [("count_sheet", {"count": "1"}), ("goods_slip", {"slip": "1"})]
)
@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "md", "json"])
def test_the_forms_are_printed(full, tmp_path, report, params, form):
    path = tmp_path / f"{report}.{form}"
    full.union.desk("audit").export(f"finance.{report}", params, form, path)
    assert path.stat().st_size > 40


def test_an_origin_leads_to_its_record(full):
    desk = full.union.desk("audit")
    known = desk.kernel.catalogue.pages
    for row in full.union.rows("audit", "finance.vouchers"):
        report = desk.detail("finance.vouchers", row["key"])
        figures = [item for block in report.blocks if isinstance(block, Figures) for item in block.items]
        for fact in (item.fact for item in figures if item.fact is not None):
            assert fact.page in known
            for key in fact.keys:
                assert desk.detail(fact.page, key).title


def test_movements_stand_below_what_they_are_of(full):
    desk = full.union.desk("audit")
    for page, child in (("goods", "finance.goods_moves"), ("held", "finance.held_moves")):
        report = desk.detail(f"finance.{page}", "1")
        (found,) = [block for block in report.blocks if isinstance(block, Child) and block.page == child]
        assert desk.table(child, found.params).rows
