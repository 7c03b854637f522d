"""A year's books kept through the command line alone, against figures worked out by hand."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gonghui_core.cli.root import run
from gonghui_core.testing.union import Union, in_ci
from gonghui_core.verdicts import BadInput, NoRight, Refusal

Pair = tuple[str, str, str]
"""Account, debit, credit."""

OPENING: tuple[Pair, ...] = (
    ("102", "200000", ""), ("101", "1000", ""), ("135", "500", ""), ("162", "12000", ""), ("163", "", "2000"),
    ("30104", "", "10000"), ("32104", "", "20000"), ("32205", "", "181500"),
)  # fmt: skip
BALANCE_SHEET = {
    "cash", "zero_balance_quota", "fiscal_refund_quota", "receivable_upper", "receivable_lower",
    "other_receivables", "inventory", "current_assets", "investment", "construction_in_progress",
    "fixed_assets_gross", "accumulated_depreciation", "fixed_assets_net", "intangible_assets_gross",
    "accumulated_amortisation", "intangible_assets_net", "long_term_prepaid", "pending_property",
    "total_assets", "payroll_payable", "payable_upper", "payable_lower", "other_payables",
    "held_for_others", "total_liabilities", "asset_fund", "special_fund", "carried_forward", "surplus",
    "fiscal_carried_forward", "fiscal_surplus", "stabilisation_fund", "total_net_assets",
    "total_liabilities_and_net_assets",
}  # fmt: skip
INCOME_STATEMENT = {
    "dues", "appropriated", "upper_subsidy", "government_subsidy", "school_subsidy", "affiliated_income",
    "investment_income", "other_income", "stabilisation_drawn", "total_income", "activities",
    "organised_activities", "services", "rights_protection", "operations", "administration", "capital",
    "lower_subsidy", "affiliated_support", "other_expenditure", "stabilisation_set_aside",
    "total_expenditure", "surplus_of_period", "adjustments",
}  # fmt: skip
YEARLY = ("opening_carried_forward", "opening_surplus", "closing_carried_forward", "closing_surplus")


@dataclass
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Commands of officers in one workspace, on a day that a test may change."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self._monkeypatch, self._capfd = folder, monkeypatch, capfd
        monkeypatch.setenv("GONGHUI_WORKSPACE", str(folder))
        self.on("2024-01-02")

    def on(self, day: str) -> None:
        """Go to a day."""
        self._monkeypatch.setenv("GONGHUI_TODAY", day)

    def run(self, officer: str, *words: str, given: str = "") -> Answer:
        """A command and its answer."""
        self._monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
        )
        self._capfd.readouterr()
        code = run(["--as", officer, *words])
        sys.stdout.flush()
        told = self._capfd.readouterr()
        return Answer(code, told.out, told.err)

    def do(self, officer: str, action: str, values: Mapping[str, Any], *records: str) -> Answer:
        """An action with its values as a JSON object."""
        words = ["do", action, "--input", "-", "--json"]
        for record in records:
            words += ["--record", record]
        return self.run(officer, *words, given=json.dumps(values))

    def done(self, officer: str, action: str, values: Mapping[str, Any], *records: str) -> Any:
        """An action that must succeed; its JSON."""
        answer = self.do(officer, action, values, *records)
        assert answer.code == 0, f"{action} {values}: {answer.out}{answer.err}"
        return answer.json

    def refused(self, code: int, officer: str, action: str, values: Mapping[str, Any], *records: str) -> None:
        """An action that must end with this exit code."""
        answer = self.do(officer, action, values, *records)
        assert answer.code == code, f"{officer} {action} {values}: {answer.code} {answer.out}"

    def show(self, page: str, officer: str = "chair", **asked: object) -> Any:
        """A page as JSON."""
        answer = self.run(officer, "show", page, *(f"{k}={v}" for k, v in asked.items()), "--format", "json")
        assert answer.code == 0, answer.err
        return answer.json

    def data(self, page: str, **asked: object) -> Any:
        """The figures of a report."""
        return self.show(page, **asked)["data"]

    def rows(self, page: str, officer: str = "chair", **asked: object) -> list[dict[str, Any]]:
        """The rows of a table."""
        return list(self.show(page, officer, **asked)["rows"])

    def draft(self, day: str, pairs: Sequence[Pair], **values: Any) -> Any:
        """Draft a voucher."""
        given = {"date": day, "summary": "活动", "attachments": 1, "lines": as_lines(pairs)}
        return self.done("accountant", "finance.draft_voucher", given | values)

    def book(self, until: str) -> None:
        """Adopt, review and post all drafts."""
        for row in self.rows("finance.vouchers", status="draft"):
            if row["maker"] is None:
                self.done("accountant", "finance.adopt_voucher", {}, row["key"])
        self.done("chair", "finance.review_all", {"until": until})
        self.done("accountant", "finance.post_all", {"until": until})

    def accounts(self, **asked: object) -> dict[str, dict[str, str]]:
        """The accounts of the trial balance."""
        return dict(self.data("finance.trial_balance", **asked)["accounts"])

    def budget(self, account: str) -> list[str]:
        """Budget, committed, actual and left of an account in 2024."""
        line = next(x for x in self.data("finance.budget", year=2024)["lines"] if x["account"] == account)
        return [line[name] for name in ("budget", "committed", "actual", "left")]


def as_lines(pairs: Sequence[Pair]) -> list[dict[str, str | None]]:
    return [{"account": a, "debit": d or None, "credit": c or None} for a, d, c in pairs]


def expense(amount: str, account: str = "50102", paid_from: str = "102") -> list[Pair]:
    return [(account, amount, ""), (paid_from, "", amount)]


@pytest.fixture
def shell(plain_union: Union, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Shell:
    plain_union.kernel.close()
    return Shell(plain_union.kernel.workspace.folder, monkeypatch, capfd)


def sheet(shell: Shell, year: int, month: int | None = None) -> dict[str, dict[str, str]]:
    """The balance sheet, with every line and every check."""
    asked = {"year": year} | ({"month": month} if month else {})
    data = shell.data("finance.balance_sheet", **asked)
    assert set(data["rows"]) == BALANCE_SHEET
    assert set(data["checks"].values()) == {True}
    assert all(set(row) == {"opening", "closing"} for row in data["rows"].values())
    return dict(data["rows"])


def flows(shell: Shell, year: int, month: int | None = None) -> dict[str, dict[str, str]]:
    """The statement of income and expenditure, with every line and every check."""
    asked = {"year": year} | ({"month": month} if month else {})
    data = shell.data("finance.income_statement", **asked)
    assert INCOME_STATEMENT | (set() if month else set(YEARLY)) <= set(data["rows"])
    assert set(data["checks"].values()) <= {True}
    return dict(data["rows"])


def january(shell: Shell) -> None:
    """Opened books, and a month of funds, remittance, dues and spending."""
    shell.done("accountant", "finance.open_books", {"year": 2024, "balances": as_lines(OPENING)})
    shell.on("2024-01-31")
    shell.done(
        "accountant", "finance.receive_funds", {"date": "2024-01-15", "amount": "100000", "mode": "full"}
    )
    shell.done("accountant", "finance.remit", {"date": "2024-01-15", "amount": "40000"})
    for member, base in (("1001", "3456"), ("1002", "4000")):
        shell.done(
            "accountant", "finance.set_dues_base", {"member": member, "base": base, "since": "2024-01-01"}
        )
    shell.done("accountant", "finance.collect_dues", {"year": 2024, "month": 1, "date": "2024-01-20"})
    shell.draft("2024-01-21", expense("1200.50", "50105"))
    shell.draft("2024-01-22", expense("100.00", "会员活动支出", "kcxj"))
    shell.book("2024-01-31")


class TestYear:
    """From opening to the locked year: every figure by hand."""

    def test_a_month_before_and_after_closing(self, shell: Shell) -> None:
        shell.refused(
            3, "accountant", "finance.open_books", {"year": 2024, "balances": as_lines(OPENING[:-1])}
        )
        january(shell)
        month = shell.accounts(year=2024, month=1)
        assert month["402"] == {
            "opening": "0.00", "debit": "0.00", "credit": "60000.00", "closing": "-60000.00"
        }  # fmt: skip
        assert (month["211"]["debit"], month["211"]["credit"]) == ("40000.00", "40000.00")
        assert (month["401"]["credit"], month["102"]["closing"]) == ("37.25", "258836.75")
        before = sheet(shell, 2024, 1)
        assert before["cash"] == {"opening": "201000.00", "closing": "259736.75"}
        assert before["surplus"] == {"opening": "181500.00", "closing": "240236.75"}
        assert before["total_assets"]["closing"] == "270236.75"
        flow = flows(shell, 2024, 1)
        assert flow["appropriated"] == {"month": "60000.00", "year_to_date": "60000.00"}
        assert flow["surplus_of_period"]["month"] == "58736.75"
        shell.done("accountant", "finance.close_month", {"year": 2024, "month": 1})
        shell.done("accountant", "finance.close_month", {"year": 2024, "month": 1})
        shell.book("2024-01-31")
        assert sheet(shell, 2024, 1) == before
        assert flows(shell, 2024, 1) == flow
        closed = shell.accounts(year=2024, month=1)
        assert (closed["402"]["closing"], closed["32203"]["closing"]) == ("0.00", "-58736.75")
        numbers = sorted(row["number"] for row in shell.rows("finance.vouchers"))
        assert numbers == [1, 2, 3, 4, 5, 6]
        late = {
            "date": "2024-01-25",
            "summary": "迟到",
            "attachments": 1,
            "lines": as_lines(expense("1")),
        }
        shell.refused(3, "accountant", "finance.draft_voucher", late)
        again = {"year": 2024, "month": 1, "reason": "漏记"}
        shell.done("chair", "finance.reopen_month", again)
        shell.done("chair", "finance.reopen_month", again)
        shell.refused(3, "accountant", "finance.draft_voucher", late)
        shell.done("audit", "finance.reopen_month", again)
        shell.done("accountant", "finance.draft_voucher", late)
        assert shell.run("audit", "audit", "verify").code == 0

    def test_the_year_ends_and_is_locked(self, shell: Shell) -> None:
        january(shell)
        shell.on("2024-03-31")
        upper = {
            "date": "2024-02-16",
            "amount": "8000",
            "source": "upper",
            "earmarked": True,
            "project": "疗休养",
        }
        shell.done("accountant", "finance.receive_subsidy", upper)
        spent = {
            "account": "50104", "debit": "3000", "earmarked": True, "project": "疗休养"
        }  # fmt: skip
        shell.draft("2024-02-18", (), lines=[spent, {"account": "102", "credit": "3000"}])
        shell.done(
            "accountant",
            "finance.receive_funds",
            {"date": "2024-02-15", "amount": "30000", "mode": "retained"},
        )
        asset = {"name": "电脑", "kind": "computer", "cost": "5999", "on": "2024-03-15"}
        shell.done("accountant", "finance.add_asset", asset)
        shell.done("accountant", "finance.depreciate", {"year": 2024, "month": 3})
        shell.done("accountant", "finance.depreciate", {"year": 2024, "month": 3})
        shell.book("2024-03-31")
        march = shell.accounts(year=2024, month=3)
        assert (march["162"]["debit"], march["163"]["credit"]) == ("5999.00", "83.32")
        assert (march["30104"]["debit"], march["30104"]["credit"]) == ("83.32", "5999.00")
        before = sheet(shell, 2024)
        shell.on("2024-12-31")
        shell.done("accountant", "finance.close_year", {"year": 2024})
        shell.book("2024-12-31")
        count = len(shell.rows("finance.vouchers"))
        shell.done("accountant", "finance.close_year", {"year": 2024})
        assert len(shell.rows("finance.vouchers")) == count
        assert sheet(shell, 2024) == before
        ends = {code: row["closing"] for code, row in shell.accounts(year=2024).items()}
        assert {e for code, e in ends.items() if code[0] in "45"} == {"0.00"}
        assert (ends["32104"], ends["32205"]) == ("-25000.00", "-270236.75")
        assert (ends["32103"], ends["32203"]) == ("0.00", "0.00")
        year = flows(shell, 2024)
        told = [year[name]["year"] for name in YEARLY]
        assert told == ["20000.00", "181500.00", "25000.00", "270236.75"]
        shell.refused(3, "chair", "finance.reopen_month", {"year": 2024, "month": 12, "reason": "x"})
        assert shell.accounts(year=2025, month=1)["32205"]["opening"] == "-270236.75"
        assert_hledger_agrees(shell)
        annual = shell.run("chair", "annual", "2024", "--format", "json").json
        told = {x["id"]: x["text"] for section in annual["sections"] for x in section["sentences"]}
        assert told["finance.flows"] == (
            "全年收入98,037.25元（会费收入37.25元，拨缴经费收入90,000.00元，上级补助收入8,000.00元）；"
            "支出4,300.50元（职工活动支出4,300.50元）。"
        )

    def test_a_red_voucher_takes_back(self, shell: Shell) -> None:
        january(shell)
        opened = shell.accounts(year=2024, month=1)
        key = next(r["key"] for r in shell.rows("finance.vouchers") if r["amount"] == "1200.50")
        red = {"date": "2024-01-30", "reason": "记错"}
        shell.done("accountant", "finance.reverse_voucher", red, key)
        shell.book("2024-01-31")
        now = shell.accounts(year=2024, month=1)
        assert now["50105"]["closing"] == "100.00"
        assert Decimal(now["102"]["closing"]) - Decimal(opened["102"]["closing"]) == Decimal("1200.50")
        assert next(r["status"] for r in shell.rows("finance.vouchers") if r["key"] == key) == "reversed"
        shell.refused(3, "accountant", "finance.reverse_voucher", red, key)

    def test_nothing_else_changes_a_posted_voucher(self, shell: Shell) -> None:
        january(shell)
        with sqlite3.connect(shell.folder / "gonghui.db") as other:
            for change in (
                "UPDATE finance_voucher SET summary = 'x' WHERE id = 1",
                "DELETE FROM finance_voucher_line WHERE voucher_id = 1",
                "INSERT OR REPLACE INTO finance_voucher SELECT * FROM finance_voucher WHERE id = 1",
                "INSERT OR REPLACE INTO finance_voucher_line SELECT * FROM finance_voucher_line WHERE id = 1",
            ):
                with pytest.raises(sqlite3.DatabaseError):
                    other.execute(change)


def assert_hledger_agrees(shell: Shell) -> None:
    """Closing balances of the trial balance and of hledger on the exported journal."""
    hledger = shutil.which("hledger")
    if hledger is None:
        assert not in_ci(), "hledger must be installed in the CI"
        return
    answer = shell.run("accountant", "show", "finance.journal", "year=2024", "--format", "hledger")
    journal = shell.folder / "out.journal"
    journal.write_text(answer.out, encoding="utf-8")
    words = [hledger, "-f", str(journal), "bal", "--flat", "-N", "-O", "csv"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    found = {}
    for line in told.splitlines()[1:]:
        name, amount = line.strip('"').split('","')
        found[re.findall(r"\d{3,5}", name)[-1]] = f"{Decimal(re.sub(r'[^0-9.-]', '', amount)):.2f}"
    ours = {c: row["closing"] for c, row in shell.accounts(year=2024).items() if row["closing"] != "0.00"}
    assert found == ours


def test_the_budget_warns_stops_and_is_ignored(shell: Shell) -> None:
    shell.on("2024-01-10")
    plan = {"year": 2024, "lines": [{"account": "50102", "amount": "1000"}]}
    key = shell.done("accountant", "finance.set_budget", plan)["key"]
    shell.refused(4, "accountant", "finance.approve_budget", {}, key)
    shell.done("chair", "finance.approve_budget", {}, key)
    assert not shell.draft("2024-01-10", expense("600"))["warnings"][1:]
    assert shell.budget("50102") == ["1000.00", "600.00", "0.00", "400.00"]
    shell.book("2024-01-31")
    assert shell.budget("50102") == ["1000.00", "0.00", "600.00", "400.00"]
    told = shell.draft("2024-01-10", expense("500"))
    assert "finance.budget.exceeded" in [w["rule"] for w in told["warnings"]]
    shell.done("chair", "finance.review_voucher", {}, told["key"])
    school(shell, "block")
    shell.refused(3, "accountant", "finance.post_voucher", {}, told["key"])
    school(shell, "info")
    again = shell.done("accountant", "finance.post_voucher", {}, told["key"])
    assert "finance.budget.exceeded" not in [w["rule"] for w in again["warnings"]]
    plan = {"year": 2024, "reason": "增加", "lines": [{"account": "50102", "amount": "3000"}]}
    key = shell.done("accountant", "finance.adjust_budget", plan)["key"]
    assert shell.budget("50102")[0] == "1000.00"
    shell.done("chair", "finance.approve_budget", {}, key)
    assert shell.budget("50102")[0] == "3000.00"
    second = shell.done("accountant", "finance.adjust_budget", plan)
    assert [w["rule"] for w in second["warnings"]] == ["finance.budget.adjustments"]


def school(shell: Shell, severity: str) -> None:
    """The school's own word on an exceeded budget."""
    rule = f"""jurisdiction = "school"
title = "本校规定"

[[rule]]
id = "finance.budget.exceeded"
title = "支出不超过预算"
type = "share_of_base"
value = "1/1"
base = "budget"
unit = "yuan"
severity = "{severity}"
issuer = "本校工会"
document = "本校办法"
evidence = "known"
"""
    (shell.folder / "rules.toml").write_text(rule, encoding="utf-8")


def test_a_claim_from_invoice_to_books(shell: Shell) -> None:
    shell.on("2024-01-10")
    line = {"account": "50102", "amount": "120", "invoice": "INV001", "seller": "文具店"}
    claim = {"member": "1011", "date": "2024-01-10", "summary": "比赛用品", "lines": [line]}
    key = shell.done("clerk", "finance.submit_claim", claim)["key"]
    shell.refused(3, "women", "finance.submit_claim", claim)
    shell.refused(3, "chair", "finance.approve_claim", {}, key)
    shell.refused(3, "cashier", "finance.pay_claim", {}, key)
    shell.done("accountant", "finance.check_claim", {}, key)
    shell.done("vice_chair", "finance.approve_claim", {}, key)
    shell.done("cashier", "finance.pay_claim", {}, key)
    shell.refused(3, "cashier", "finance.pay_claim", {}, key)
    shell.book("2024-01-31")
    assert [row["status"] for row in shell.rows("finance.claims")] == ["booked"]
    assert shell.accounts(year=2024, month=1)["50102"]["debit"] == "120.00"


def test_remitted_in_full_and_on_time_is_computed(shell: Shell) -> None:
    shell.on("2024-02-20")
    for year, month in ((2023, 12), (2024, 1)):
        shell.done("accountant", "finance.set_wage_bill", {"year": year, "month": month, "base": "5000000"})
    for day in ("2024-01-12", "2024-02-12"):
        shell.done("accountant", "finance.receive_funds", {"date": day, "amount": "100000", "mode": "full"})
    shell.done("accountant", "finance.remit", {"date": "2024-01-14", "amount": "40000"})
    told = shell.data("finance.remittance", year=2024)
    assert (told["in_full"], told["on_time"]) == (False, False)
    first, second = told["months"][:2]
    assert (first["due"], first["due_on"], first["paid_on"], first["arrears"]) == (
        "40000.00", "2024-01-15", "2024-01-14", "0.00"
    )  # fmt: skip
    assert (second["paid"], second["arrears"]) == ("0.00", "40000.00")
    shell.done("accountant", "finance.remit", {"date": "2024-02-20", "amount": "40000"})
    told = shell.data("finance.remittance", year=2024)
    assert (told["in_full"], told["on_time"]) == (True, False)


def test_dues_and_arrears_of_members(shell: Shell, tmp_path: Path) -> None:
    shell.on("2024-01-31")
    shell.done(
        "accountant", "finance.set_dues_base", {"member": "1001", "base": "3456", "since": "2024-01-01"}
    )
    assert dues(shell) == [("陈磊", "17.25", "0.00", "17.25")]
    payroll = tmp_path / "payroll.csv"
    payroll.write_text(
        "工号,姓名,月份,代扣会费\n1001,陈磊,2024-01,17.25\n9999,无此人,2024-01,1\n", encoding="utf-8"
    )
    answer = shell.run("accountant", "import", "finance.payroll", str(payroll), "--json")
    assert answer.code == 2
    assert "9999" in answer.out
    assert dues(shell) == [("陈磊", "17.25", "0.00", "17.25")]
    payroll.write_text("工号,姓名,月份,代扣会费\n1001,陈磊,2024-01,17.25\n", encoding="utf-8")
    assert shell.run("accountant", "import", "finance.payroll", str(payroll), "--json").code == 0
    assert dues(shell) == [("陈磊", "17.25", "17.25", "0.00")]


def dues(shell: Shell) -> list[tuple[str, str, str, str]]:
    members = shell.data("finance.dues", year=2024, month=1)["members"]
    return [(m["member"], m["due"], m["paid"], m["arrears"]) for m in members]


def test_the_bank_agrees_with_the_books(shell: Shell, tmp_path: Path) -> None:
    shell.on("2024-01-31")
    shell.draft("2024-01-05", [("102", "1000", ""), ("408", "", "1000")])
    shell.draft("2024-01-30", expense("300"))
    shell.book("2024-01-31")
    statement = tmp_path / "statement.csv"
    rows = (
        "记账日期,借贷标志,交易金额,账户余额,用途\n"
        '20240105,贷,"1,000.00",1000.00,往来\n20240131,借,12.34,987.66,手续费\n'
    )
    statement.write_bytes(rows.encode("gbk"))
    assert shell.run("cashier", "import", "finance.bank", str(statement), "--json").json["new"] == 2
    assert shell.run("cashier", "import", "finance.bank", str(statement), "--json").json["new"] == 0
    shell.done("cashier", "finance.match_all", {"until": "2024-01-31"})
    told = shell.data("finance.reconciliation", until="2024-01-31")
    assert (told["book"], told["bank"], told["agreed"]) == ("700.00", "987.66", True)
    assert [x["amount"] for x in told["unmatched_book"]] == ["-300.00"]
    assert [x["amount"] for x in told["unmatched_bank"]] == ["-12.34"]
    statement.write_text("日期,借贷标志,金额\n2024-01-31,?,5\n", encoding="utf-8")
    assert shell.run("cashier", "import", "finance.bank", str(statement), "--json").code == 2


def test_vouchers_come_in_whole_or_not_at_all(shell: Shell, tmp_path: Path) -> None:
    shell.on("2024-03-31")
    head = "date,number,summary,account,debit,credit,memo\n"
    good = (
        "2024-03-01,7,购买,50105,10.00,,\n2024-03-01,7,购买,102,,10.00,\n"
        "2024-03-02,7,另一张,50105,20,,\n2024-03-02,7,另一张,102,,20,\n"
    )
    bad = (
        "2024-03-03,1,甲,599,20,,\n2024-03-03,1,甲,102,,20,\n"
        "2024-03-04,2,乙,50105,20,,\n2024-03-04,2,乙,102,,21,\n2024-13-05,3,丙,102,,1,\n"
    )
    file = tmp_path / "vouchers.csv"
    file.write_text(head + good + bad, encoding="utf-8")
    answer = shell.run("accountant", "import", "finance.vouchers", str(file), "--json")
    assert answer.code == 2
    assert [fault["field"] for fault in answer.json["refusal"]["faults"]] == ["6", "8", "10"]
    assert shell.rows("finance.vouchers") == []
    file.write_text(head + good, encoding="utf-8")
    assert shell.run("cashier", "import", "finance.vouchers", str(file), "--json").code == 4
    assert shell.run("accountant", "import", "finance.vouchers", str(file), "--json").code == 0
    drafts = [(row["amount"], row["maker"], row["number"]) for row in shell.rows("finance.vouchers")]
    assert sorted(drafts) == [("10.00", "accountant", None), ("20.00", "accountant", None)]
    shell.book("2024-03-31")
    copy = shell.rows("finance.vouchers")[0]["key"]
    shell.done("accountant", "finance.copy_voucher", {"date": "2024-03-20"}, copy)
    assert [row["status"] for row in shell.rows("finance.vouchers", status="draft")] == ["draft"]
    for kind in ("docx", "xlsx"):
        printed = tmp_path / f"book.{kind}"
        words = ("finance.voucher_book", "year=2024", "month=3", "--format", kind, "-o", str(printed))
        assert shell.run("chair", "show", *words).code == 0
        assert printed.stat().st_size > 1000
    assert len(shell.data("finance.voucher_book", year=2024, month=3)["vouchers"]) == 2
    assert shell.data("finance.notes", year=2024)["parts"] == 8


def test_samples_are_reproducible_and_findings_answered(shell: Shell) -> None:
    january(shell)
    keys = [shell.done("audit", "finance.draw_sample", {"seed": 42, "size": 3})["key"] for _ in range(2)]
    assert len(keys) == 2
    finding = shell.done("audit", "finance.record_finding", {"finding": "缺少清单"})["key"]
    shell.refused(4, "audit", "finance.answer_finding", {"answer": "x"}, finding)
    shell.done("accountant", "finance.answer_finding", {"answer": "已补"}, finding)


DRAFT = {"date": "2024-01-02", "summary": "x", "attachments": 1, "lines": as_lines(expense("1"))}
RIGHTS: tuple[tuple[str, dict[str, Any], set[str]], ...] = (
    ("finance.draft_voucher", DRAFT, {"accountant"}),
    ("finance.review_all", {"until": "2024-01-31"}, {"chair", "vice_chair"}),
    ("finance.post_all", {"until": "2024-01-31"}, {"accountant"}),
    ("finance.set_budget", {"year": 2024, "lines": [{"account": "501", "amount": "1"}]}, {"accountant"}),
    ("finance.receive_funds", {"date": "2024-01-02", "amount": "1", "mode": "full"}, {"accountant"}),
    ("finance.remit", {"date": "2024-01-02", "amount": "1"}, {"accountant"}),
    ("finance.set_dues_base", {"member": "1001", "base": "1", "since": "2024-01-01"}, {"accountant"}),
    ("finance.add_asset", {"name": "x", "kind": "office", "cost": "1", "on": "2024-01-02"}, {"accountant"}),
    ("finance.depreciate", {"year": 2024, "month": 1}, {"accountant"}),
    ("finance.count_cash", {"on": "2024-01-02", "counted": "0"}, {"cashier"}),
    ("finance.draw_sample", {"seed": 1, "size": 1}, {"audit"}),
    ("finance.record_finding", {"finding": "x"}, {"audit"}),
)  # fmt: skip
ROLES = ("clerk", "chair", "vice_chair", "accountant", "cashier", "audit", "women", "branch", "keeper")


@pytest.mark.parametrize(("action", "values", "may"), RIGHTS, ids=[right[0] for right in RIGHTS])
def test_rights_by_role(action: str, values: dict[str, Any], may: set[str], plain_union: Union) -> None:
    """Asked of the desk, which is what the command line asks; its exit code is NoRight's."""
    assert NoRight.exit_code == 4
    for role in ROLES:
        try:
            plain_union.do(role, action, values)
            allowed = True
        except NoRight:
            allowed = False
        except (Refusal, BadInput):
            allowed = True
        assert allowed == (role in may), role
