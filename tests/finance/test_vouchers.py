"""Vouchers from draft to posted and back, through the desk."""

from datetime import date

import pytest

from gonghui_core.verdicts import BadInput, NoRight, Refusal
from tests.finance.conftest import as_lines, payment

ZERO = {"opening": "0.00", "debit": "0.00", "credit": "0.00", "closing": "0.00"}


def test_a_voucher_from_draft_to_posted(books):
    key = books.draft("2023-12-05", payment("1200.50"))
    assert books.row(key)["status"] == "draft"
    assert books.accounts(year=2023) == {}
    books.review(key)
    assert books.row(key)["status"] == "reviewed"
    assert books.row(key)["number"] is None
    books.post(key)
    row = books.row(key)
    assert (row["number"], row["status"], row["date"]) == (1, "posted", date(2023, 12, 5))
    assert f"{row['amount']:.2f}" == "1200.50"
    assert books.accounts(year=2023, month=12) == {
        "102": {**ZERO, "credit": "1200.50", "closing": "-1200.50"},
        "50102": {**ZERO, "debit": "1200.50", "closing": "1200.50"},
    }
    faults, _head = books.union.desk("audit").verify_audit()
    assert faults == []


def test_numbers_run_by_month_without_gaps(books):
    dropped = books.draft("2023-11-02")
    for day in ("2023-11-03", "2023-12-01", "2023-11-05", "2023-12-02"):
        books.posted(day)
    books.union.do("accountant", "finance.discard_voucher", {"reason": "重复"}, dropped)
    rows = books.union.rows("accountant", "finance.vouchers")
    assert sorted((row["date"].month, row["number"]) for row in rows) == [(11, 1), (11, 2), (12, 1), (12, 2)]
    assert books.findings() == ["finance.negative_cash"]


def test_accounts_are_found_by_code_name_or_initials(plain_books):
    key = plain_books.draft("2023-12-05", [("会员活动支出", "5", ""), ("yhck", "", "5")])
    detail = plain_books.union.desk("accountant").detail("finance.vouchers", key)
    assert [line["account"] for line in detail.data["lines"]] == ["50105", "102"]
    picks = plain_books.union.desk("accountant").pick("finance.accounts", "hyhd")
    assert [pick.label for pick in picks] == ["50105 会员活动支出"]


@pytest.mark.parametrize(
    ("lines", "rule"), [
        ([("50102", "1", ""), ("102", "", "2")], "finance.voucher.balanced"),
        ([("501", "1", ""), ("102", "", "1")], "finance.account.leaf"),
        ([("999", "1", ""), ("102", "", "1")], "finance.account.known"),
        ([("50102", "1", "1")], "finance.voucher.one_side"),
        ([("50102", "0", ""), ("102", "", "0")], "finance.voucher.amount"),
    ],
)  # fmt: skip
def test_what_is_refused_is_not_stored(plain_books, lines, rule):
    with pytest.raises(Refusal) as refusal:
        plain_books.draft("2023-12-05", lines)
    assert refusal.value.rule == rule
    assert "财会〔2021〕7号" in refusal.value.citation
    assert plain_books.union.rows("accountant", "finance.vouchers") == []


def test_an_empty_voucher_is_refused(plain_books):
    values = {"date": "2023-12-05", "summary": "空", "lines": [{"account": "", "debit": ""}]}
    with pytest.raises(Refusal, match="没有分录"):
        plain_books.union.do("accountant", "finance.draft_voucher", values)


@pytest.mark.parametrize(
    ("account", "debit", "said"),
    [
        ("bank", "1", "科目表中没有“bank”"),
        ("50102", "1.005", "最多两位小数"),
        ("年初余额调整", "1", "不止一个科目"),
    ],
)
def test_what_cannot_be_read_names_field_and_value(plain_books, account, debit, said):
    with pytest.raises(BadInput, match=said) as fault:
        plain_books.draft("2023-12-05", [(account, debit, "")])
    assert fault.value.field.startswith("lines.0.")


def test_full_width_digits_are_understood(plain_books):
    key = plain_books.draft(
        "２０２３-１２-０５", [("５０１０２", "１，２００．５０", ""), ("102", "", "1200.5")]
    )
    assert f"{plain_books.row(key)['amount']:.2f}" == "1200.50"


def test_warnings_name_rule_and_document(plain_books):
    values = {"date": "2023-12-05", "summary": "x", "lines": as_lines(payment())}
    outcome = plain_books.union.do("accountant", "finance.draft_voucher", values)
    assert {w.rule for w in outcome.warnings} == {
        "finance.voucher.attachments", "finance.budget.approved", "finance.bank.negative"
    }  # fmt: skip
    assert all(w.standing == "warn" and w.document for w in outcome.warnings)


def test_a_school_may_let_a_rule_block_posting(plain_books):
    folder = plain_books.union.kernel.workspace.folder
    (folder / "rules.toml").write_text(
        '[[rule]]\nid = "finance.bank.negative"\ntitle = "银行存款余额"\ntype = "minimum"\nvalue = 0\n'
        'unit = "yuan"\nseverity = "block"\nevidence = "own"\n'
    )
    plain_books.union = plain_books.union.reopen()
    key = plain_books.draft("2023-12-05")
    plain_books.review(key)
    with pytest.raises(Refusal) as refusal:
        plain_books.post(key)
    assert refusal.value.rule == "finance.bank.negative"
    assert plain_books.accounts(year=2023) == {}
    plain_books.union.do("accountant", "finance.post_voucher", {}, key, override="主席批准，下周到账")
    assert plain_books.row(key)["status"] == "posted"


# Who may do what


@pytest.mark.parametrize(
    "officer", ["keeper", "clerk", "chair", "vice_chair", "cashier", "audit", "women", "branch"]
)
def test_only_the_accountant_drafts_and_posts(plain_books, officer):
    key = plain_books.draft("2023-12-05")
    for action, values in (
        ("draft_voucher", {"date": "2023-12-05", "summary": "x", "lines": as_lines(payment())}),
        ("edit_voucher", {"date": "2023-12-05", "summary": "x", "lines": as_lines(payment())}),
        ("adopt_voucher", {}), ("post_voucher", {}), ("discard_voucher", {"reason": "x"}),
        ("reverse_voucher", {"date": "2023-12-05", "reason": "x"}), ("post_all", {"until": "2023-12-31"}),
        ("close_month", {"year": 2023, "month": 12}),
    ):  # fmt: skip
        with pytest.raises(NoRight):
            plain_books.union.do(officer, f"finance.{action}", values, key)


@pytest.mark.parametrize("officer", ["keeper", "clerk", "accountant", "cashier", "audit", "women", "branch"])
def test_only_chair_and_vice_chair_review(plain_books, officer):
    key = plain_books.draft("2023-12-05")
    with pytest.raises(NoRight):
        plain_books.review(key, officer)


@pytest.mark.parametrize("officer", ["keeper", "clerk", "women", "branch"])
def test_who_may_not_see_the_books(plain_books, officer):
    with pytest.raises(NoRight):
        plain_books.union.rows(officer, "finance.vouchers")


def test_nobody_reviews_what_he_made(plain_books):
    union = plain_books.union
    union.do("keeper", "core.add_officer", {"name": "both", "roles": ["accountant", "chair"]})
    key = plain_books.draft("2023-12-05", officer="both")
    with pytest.raises(Refusal, match="制单人不能审核"):
        plain_books.review(key, "both")
    union.do("both", "finance.edit_voucher", _edit(union, plain_books.draft("2023-12-06")), "2")
    with pytest.raises(Refusal, match="制单人不能审核"):
        plain_books.review("2", "both")


def test_nobody_reviews_under_another_name_what_he_made(plain_books):
    union = plain_books.union
    for name, role in (("first", "accountant"), ("second", "chair")):
        union.do("keeper", "core.add_officer", {"name": name, "roles": [role], "member": "1012"})
    key = plain_books.draft("2023-12-05", officer="first")
    with pytest.raises(Refusal, match="制单人不能审核"):
        plain_books.review(key, "second")


# Changing drafts


def _edit(union, key, **changes):
    form = union.desk("accountant").form("finance.edit_voucher", key)
    values = {view.id: view.value for view in form.fields}
    return {**values, "version": form.version, **changes}


def test_a_draft_is_edited_with_its_version(books):
    union = books.union
    key = books.draft("2023-11-05")
    stale = _edit(union, key, summary="旧")
    union.do(
        "accountant",
        "finance.edit_voucher",
        _edit(union, key, date="2023-12-01", lines=as_lines(payment("7"))),
        key,
    )
    assert f"{books.row(key)['amount']:.2f}" == "7.00"
    with pytest.raises(Refusal) as refusal:
        union.do("accountant", "finance.edit_voucher", stale, key)
    assert "summary" in refusal.value.versions
    books.review(key)
    with pytest.raises(Refusal):
        union.do("accountant", "finance.edit_voucher", {**stale, "version": None}, key)
    books.post(key)
    assert [(r["date"].month, r["number"]) for r in union.rows("accountant", "finance.vouchers")] == [(12, 1)]
    assert union.desk("audit").verify_audit()[0] == []


def test_a_reviewed_voucher_can_be_sent_back(plain_books):
    key = plain_books.draft("2023-12-05")
    plain_books.review(key)
    plain_books.union.do("chair", "finance.return_voucher", {"reason": "附件不全"}, key)
    row = plain_books.row(key)
    assert (row["status"], row["reviewer"]) == ("draft", None)


def test_what_is_posted_is_final_for_every_action(plain_books):
    union, key = plain_books.union, plain_books.posted("2023-12-05")
    for officer, action, values in (
        ("accountant", "edit_voucher", {"date": "2023-12-05", "summary": "x", "lines": as_lines(payment())}),
        ("accountant", "discard_voucher", {"reason": "x"}), ("accountant", "adopt_voucher", {}),
        ("accountant", "post_voucher", {}), ("chair", "review_voucher", {}),
        ("chair", "return_voucher", {"reason": "x"}),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            union.do(officer, f"finance.{action}", values, key)


# Taking back


def test_a_red_voucher_restores_and_shows(books):
    books.posted("2023-12-01", payment("50.00"))
    before = books.accounts(year=2023, month=12)
    key = books.posted("2023-12-05", payment("1200.50", "50105"))
    red = books.reversed(key, "2023-12-06")
    after = books.accounts(year=2023, month=12)
    assert after.pop("50105") == ZERO
    assert after == before
    assert books.row(key)["status"] == "reversed"
    assert books.row(red)["status"] == "posted"
    assert books.row(red)["origin"] == f"finance.vouchers/{key}"
    assert [r["key"] for r in books.union.rows("accountant", "finance.vouchers", status="reversed")] == [key]


def test_a_voucher_is_taken_back_once(plain_books):
    union, key = plain_books.union, plain_books.posted("2023-12-05")
    red = str(
        union.do("accountant", "finance.reverse_voucher", {"date": "2023-12-06", "reason": "a"}, key).key
    )
    assert plain_books.row(key)["status"] == "posted"
    with pytest.raises(Refusal, match="已有红字凭证"):
        union.do("accountant", "finance.reverse_voucher", {"date": "2023-12-06", "reason": "b"}, key)
    union.do("accountant", "finance.discard_voucher", {"reason": "不冲了"}, red)
    red = plain_books.reversed(key, "2023-12-07")
    with pytest.raises(Refusal):
        union.do("accountant", "finance.reverse_voucher", {"date": "2023-12-08", "reason": "c"}, red)


def test_a_red_draft_cannot_be_changed(plain_books):
    union, key = plain_books.union, plain_books.posted("2023-12-05")
    red = str(
        union.do("accountant", "finance.reverse_voucher", {"date": "2023-12-06", "reason": "a"}, key).key
    )
    with pytest.raises(Refusal, match="红字凭证"):
        union.do("accountant", "finance.edit_voucher", _edit(union, red), red)


# Many at once


def test_review_and_post_all_up_to_a_day(books):
    keys = [books.draft(day) for day in ("2023-12-09", "2023-12-02", "2023-11-30", "2023-12-31")]
    books.union.do("chair", "finance.review_all", {"until": "2023-12-20"})
    books.union.do("accountant", "finance.post_all", {"until": "2023-12-20"})
    rows = {
        row["key"]: (row["number"], row["status"])
        for row in books.union.rows("accountant", "finance.vouchers")
    }
    assert [rows[key] for key in keys] == [(2, "posted"), (1, "posted"), (1, "posted"), (None, "draft")]
    assert "finance.balances_differ" not in books.findings()


def test_review_all_leaves_out_the_own_ones(plain_books):
    union = plain_books.union
    union.do("keeper", "core.add_officer", {"name": "both", "roles": ["accountant", "chair"]})
    own, other = plain_books.draft("2023-12-05", officer="both"), plain_books.draft("2023-12-05")
    union.do("both", "finance.review_all", {"until": "2023-12-31"})
    assert (plain_books.row(own)["status"], plain_books.row(other)["status"]) == ("draft", "reviewed")


# Months


def test_a_closed_month_takes_nothing(books):
    union = books.union
    waiting, old = books.draft("2023-11-05"), books.posted("2023-11-06")
    books.review(waiting)
    outcome = union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    assert [w.rule for w in outcome.warnings] == ["finance.month.unposted"]
    for action, values, key in (
        ("draft_voucher", {"date": "2023-11-07", "summary": "x", "lines": as_lines(payment())}, ()),
        ("post_voucher", {}, (waiting,)),
        ("reverse_voucher", {"date": "2023-11-30", "reason": "x"}, (old,)),
    ):
        with pytest.raises(Refusal) as refusal:
            union.do("accountant", f"finance.{action}", values, *key)
        assert refusal.value.rule == "finance.month.closed"
    books.reversed(old, "2023-12-01")


def test_closing_twice_changes_nothing(plain_books):
    union = plain_books.union
    for _time in range(2):
        union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    (row,) = [r for r in union.rows("accountant", "finance.periods", year=2023) if r["state"] == "closed"]
    assert (row["month"], row["officer"]) == (11, "accountant")


def test_a_waiting_draft_can_be_moved_out_of_a_closed_month(plain_books):
    union, key = plain_books.union, plain_books.draft("2023-11-05")
    union.do("accountant", "finance.close_month", {"year": 2023, "month": 11})
    union.do("accountant", "finance.edit_voucher", _edit(union, key, date="2023-12-01"), key)
    plain_books.review(key)
    plain_books.post(key)


# Showing


def test_a_preview_shows_the_number_and_what_will_be_written(plain_books):
    plain_books.posted("2023-12-01")
    key = plain_books.draft("2023-12-05", payment("1234.50"))
    plain_books.review(key)
    report = plain_books.union.desk("accountant").preview("finance.post_voucher", {}, [key])
    shown = {str(item.label): item.value for item in report.blocks[0].items}
    assert shown["凭证号"] == "2023年12月 记-2"
    assert shown["金额大写"] == "壹仟贰佰叁拾肆元伍角"
    assert plain_books.row(key)["number"] is None


def test_the_footer_of_the_grid_tells_totals_and_capitals(plain_books):
    action = plain_books.union.desk("accountant").offer("finance.draft_voucher").action
    rows = [
        {"account": "50102", "debit": "１２００．５"},
        {"debit": "x"},
        {"account": "102", "credit": "1,000"},
    ]
    assert action.live({"lines": rows}) == [
        "借方 1,200.50　贷方 1,000.00　差 200.50", "大写：壹仟贰佰元伍角",
    ]  # fmt: skip
    assert action.live({}) == ["借方 0.00　贷方 0.00　差 0.00", "大写：零元整"]


def test_vouchers_are_found_by_number_and_words(plain_books):
    plain_books.posted("2023-11-05")
    key = plain_books.posted("2023-12-05")
    desk = plain_books.union.desk("accountant")
    leads = [lead.key for lead in desk.search("2023-12-1") if lead.key]
    assert leads == [key]
    assert len([lead for lead in desk.search("文体器材") if lead.page == "finance.vouchers"]) == 2
    assert desk.detail("finance.vouchers", "2023-12-1").data["number"] == 1


def test_tasks_tell_what_waits(plain_books):
    plain_books.draft("2023-12-05")
    assert any("1 张凭证待审核" in task.title for task in plain_books.union.desk("chair").home().tasks)
    plain_books.review("1")
    assert any("1 张凭证待记账" in task.title for task in plain_books.union.desk("accountant").home().tasks)


def test_the_trial_balance_of_a_year_and_of_a_month(books):
    books.posted("2022-12-31", [("102", "500", ""), ("32205", "", "500")])
    books.posted("2023-01-05", payment("30"))
    books.posted("2023-02-05", payment("40"))
    year, month = books.accounts(year=2023), books.accounts(year=2023, month=2)
    assert year["102"] == {"opening": "500.00", "debit": "0.00", "credit": "70.00", "closing": "430.00"}
    assert month["102"] == {"opening": "470.00", "debit": "0.00", "credit": "40.00", "closing": "430.00"}
    assert month["32205"]["closing"] == "-500.00"


def test_behind_a_figure_stand_its_lines(plain_books):
    plain_books.posted("2023-11-05", payment("1"))
    plain_books.posted("2023-12-05", payment("2"))
    report = plain_books.union.desk("accountant").report(
        "finance.trial_balance", {"year": "2023", "month": "12"}
    )
    fact = report.blocks[1].facts[0, 4]
    rows = plain_books.union.rows("accountant", fact.page, **fact.params)
    assert [f"{row['credit']:.2f}" for row in rows] == ["2.00"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json", "md"])
def test_pages_are_exported(plain_books, tmp_path, form):
    plain_books.posted("2023-12-05")
    for page in (
        "finance.vouchers",
        "finance.accounts",
        "finance.trial_balance",
        "finance.lines",
        "finance.periods",
    ):
        path = tmp_path / f"{page}.{form}"
        plain_books.union.desk("accountant").export(page, {}, form, path)
        assert path.stat().st_size > 0
