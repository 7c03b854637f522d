"""Closing a month in the terminal: Enter goes the way of a step, F8 shows what will be written and writes it."""

from gonghui_tui.dialogs.confirm import ConfirmDialog
from gonghui_tui.dialogs.reading import ReaderDialog
from gonghui_tui.screens.report import ReportScreen
from gonghui_tui.screens.table import TableScreen

LINES = [{"account": "50102", "debit": "100"}, {"account": "102", "credit": "100"}]
NOVEMBER = {"year": "2023", "month": "11"}


def draft(union, day="2023-11-09"):
    values = {"date": day, "summary": "购器材", "attachments": 1, "lines": LINES}
    return str(union.do("accountant", "finance.draft_voucher", values).key)


def opened(app, kind):
    return isinstance(app.screen, kind) and app.screen.is_mounted


def test_a_month_is_closed_without_typing(house, plain_union, play, seen, until, text_of):
    key = draft(plain_union)
    app = house("accountant")

    async def script(pilot):
        await seen(pilot, "银行存款")
        app.goto("finance.month_end", NOVEMBER)
        await seen(pilot, "1 张草稿待审核")
        assert "○  1 凭证全部记账" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: opened(app, TableScreen))
        await seen(pilot, "购器材")
        plain_union.do("chair", "finance.review_voucher", {}, key)
        plain_union.do("accountant", "finance.post_voucher", {}, key)
        app.changed()
        await pilot.press("escape")
        await seen(pilot, "没有未记账的凭证")
        assert "未结账 → 已结账" in text_of(app)
        await pilot.press("f8")
        await until(pilot, lambda: opened(app, ConfirmDialog) or opened(app, ReaderDialog))
        for part in ("2023-11-30 结转2023年11月收支", "50102", "未结账 → 已结账"):
            assert part in text_of(app)
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: opened(app, ReportScreen))
        await seen(pilot, "1 张结转凭证等待审核")
        assert "✓  7 确认结账" in text_of(app)

    play(app, script, (100, 30))
    (row,) = [r for r in plain_union.rows("audit", "finance.periods", year=2023) if r["month"] == 11]
    assert row["state"].value == "closed"


def test_escape_closes_nothing(house, plain_union, play, seen, until, text_of):
    app = house("accountant")

    async def script(pilot):
        await seen(pilot, "银行存款")
        app.goto("finance.month_end", NOVEMBER)
        await seen(pilot, "按 F8 结账")
        await pilot.press("f8")
        await until(pilot, lambda: opened(app, ConfirmDialog) or opened(app, ReaderDialog))
        await pilot.press("escape")
        await until(pilot, lambda: opened(app, ReportScreen))

    play(app, script)
    assert {row["state"].value for row in plain_union.rows("audit", "finance.periods", year=2023)} == {"open"}


def test_a_step_that_needs_more_opens_its_form(house, plain_union, play, seen, until, text_of):
    plain_union.do("accountant", "finance.open_books", {"year": 2023, "balances": [
        {"account": "101", "debit": "100"}, {"account": "32205", "credit": "100"}]})  # fmt: skip
    app = house("cashier")

    async def script(pilot):
        await seen(pilot, "银行存款")
        app.goto("finance.month_end", NOVEMBER)
        await seen(pilot, "本月还没有盘点")
        await seen(pilot, "回车：登记盘点")
        await pilot.press("enter")
        await seen(pilot, "实存现金")
        assert "2023-11-30" in text_of(app)

    play(app, script)
