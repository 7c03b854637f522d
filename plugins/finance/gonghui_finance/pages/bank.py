"""The pages of cash counts, of the bank's statements, and their reconciliation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gonghui_core.commands import Action, Grade
from gonghui_core.fields import Day, YesNo
from gonghui_core.forms import Paper
from gonghui_core.i18n import translator
from gonghui_core.pages import Asked, Column, Parameter, ReportPage, TablePage
from gonghui_core.reports import Col, Fact, Figure, Figures, Grid, Report, Signature
from gonghui_core.work import Work
from gonghui_finance.commands import bank as commands
from gonghui_finance.commands.held import BookDifference
from gonghui_finance.models import BankLine, DifferenceFollowed, VoucherLine
from gonghui_finance.pages.accounts import READ
from gonghui_finance.pages.papers import lines_grid
from gonghui_finance.pages.printing import Sheet, paper
from gonghui_finance.pages.trial_balance import money
from gonghui_finance.queries import bank as found
from gonghui_finance.queries import origins
from gonghui_finance.rules.matching import Item, Reconciliation
from gonghui_finance.services import bank as services
from gonghui_finance.services import pending

_ = translator("gonghui_finance")

RIGHT = "finance.bank"
SIGNS = ("会计主管", "会计", "出纳")
MATCHED = Parameter("matched", _("已勾对"), YesNo)


def reconciliation(work: Work, asked: Asked) -> Report:
    """银行存款余额调节表 at the end of a day."""
    until: date = asked["until"]
    at = found.reconciliation(work, until)
    items = (
        Figure(_("企业账面余额"), at.book), Figure(_("银行对账单余额"), at.bank),
        Figure(_("调节后账面余额"), at.adjusted_book), Figure(_("调节后银行余额"), at.adjusted_bank),
        Figure(_("核对"), _("相符") if at.agreed else _("不符"), mark="ok" if at.agreed else "bad"),
    )  # fmt: skip
    blocks = (
        Figures((Figure(_("截至"), until), *items)), _items(_("银行已记、账上未记"), at.unmatched_bank, until),
        _items(_("账上已记、银行未记"), at.unmatched_book, until), Signature(SIGNS),
    )  # fmt: skip
    data = {
        "until": until, "book": money(at.book), "bank": money(at.bank), "agreed": at.agreed,
        "unmatched_book": _data(at.unmatched_book, until), "unmatched_bank": _data(at.unmatched_bank, until),
        "adjusted_book": money(at.adjusted_book), "adjusted_bank": money(at.adjusted_bank),
    }  # fmt: skip
    return Report(_("银行存款余额调节表"), blocks, data, _printed(work, at, until))


def _items(title: str, items: Sequence[Item], until: date) -> Grid:
    columns = (
        Col("date", _("日期"), "date", 10), Col("summary", _("摘要"), width=26), Col("amount", _("金额"), "money", 14),
        Col("age", _("已有天数"), "integer", 8), Col("note", _("情况"), width=24),
    )  # fmt: skip
    rows = [(item.date, item.summary, item.amount, item.age(until), item.note or None) for item in items]
    facts = {(index, 2): _fact(item) for index, item in enumerate(items)}
    return Grid(columns, rows, title, facts)


def _fact(item: Item) -> Fact:
    page, key = ("finance.vouchers", item.voucher) if item.voucher else ("finance.bank_lines", item.key)
    return Fact(item.summary, money(item.amount), page, (str(key),))


def _data(items: Sequence[Item], until: date) -> list[dict[str, Any]]:
    return [
        {
            "key": str(x.key), "date": x.date, "summary": x.summary, "amount": money(x.amount), "age": x.age(until),
            "note": x.note or None,
        }
        for x in items
    ]  # fmt: skip


def _printed(work: Work, at: Reconciliation, until: date) -> Paper:
    """The form with both sides: what the books say and lack, what the bank says and lacks."""
    columns = (
        Col("item", _("项目"), width=30), Col("date", _("日期"), "date", 11), Col("amount", _("金额"), "money", 14),
        Col("item2", _("项目"), width=30), Col("date2", _("日期"), "date", 11), Col("amount2", _("金额"), "money", 14),
    )  # fmt: skip
    ours, theirs = (
        ("加：银行已收，本会未收", "减：银行已付，本会未付"),
        ("加：本会已收，银行未收", "减：本会已付，银行未付"),
    )
    left = _side("银行存款日记账余额", at.book, ours, at.unmatched_bank)
    right = _side("银行对账单余额", at.bank, theirs, at.unmatched_book)
    room = max(len(left), len(right))
    sides = [side + [("", None, None)] * (room - len(side)) for side in (left, right)]
    rows = [[*a, *b] for a, b in zip(*sides, strict=True)]
    rows.append(["调节后的存款余额", None, at.adjusted_book, "调节后的存款余额", None, at.adjusted_bank])
    strong = frozenset((row, place) for row in (0, len(rows) - 1) for place in range(6))
    head = (f"单位：{work.settings.union.name}", f"{until.year}年{until.month}月{until.day}日", "单位：元")
    return paper(Sheet("银行存款余额调节表", "", head, SIGNS, True, strong), Grid(columns, rows))


def _side(
    title: str, balance: Decimal, titles: tuple[str, str], items: Sequence[Item]
) -> list[tuple[str, date | None, Decimal | None]]:
    rows: list[tuple[str, date | None, Decimal | None]] = [(title, None, balance)]
    for words, mine in zip(titles, (1, -1), strict=True):
        chosen = [item for item in items if item.amount * mine > 0]
        rows.append((words, None, sum((abs(item.amount) for item in chosen), Decimal("0.00"))))
        rows += [
            (f"　{item.summary}{f'（{item.note}）' if item.note else ''}", item.date, abs(item.amount))
            for item in chosen
        ]
    return rows


def _said(item: Item) -> str:
    return f"　{item.summary}（{item.note}）" if item.note else f"　{item.summary}"


def _line_detail(work: Work, key: Any) -> Report:
    """A line of the statement, and what was found out about it."""
    line = work.get(BankLine, int(key))
    items = (
        Figure(_("日期"), line.date), Figure(_("摘要"), line.summary), Figure(_("金额"), line.amount),
        Figure(_("对方"), line.party), Figure(_("流水号"), line.reference), Figure(_("余额"), line.balance),
    )  # fmt: skip
    history = found.followed(work, DifferenceFollowed.bank_line_id, line.id)
    return Report(_("对账单行 {key}").format(key=line.id), (Figures(items), *_history(history)))


def _entry_detail(work: Work, key: Any) -> Report:
    """An entry of the bank account, and what was found out about it."""
    entry = work.get(VoucherLine, int(key))
    fact = Fact(str(_("凭证")), str(entry.voucher_id), "finance.vouchers", (str(entry.voucher_id),))
    items = (
        Figure(_("摘要"), entry.memo), Figure(_("金额"), entry.debit - entry.credit),
        Figure(_("凭证"), entry.voucher_id, fact),
    )  # fmt: skip
    history = found.followed(work, DifferenceFollowed.voucher_line_id, entry.id)
    return Report(_("银行存款分录 {key}").format(key=entry.id), (Figures(items), *_history(history)))


def _history(rows: Sequence[DifferenceFollowed]) -> list[Grid]:
    columns = (
        Col("on", _("日期"), "date", 10), Col("note", _("情况"), width=36), Col("officer", _("登记"), width=10),
    )  # fmt: skip
    return [Grid(columns, [(row.on, row.note, row.officer) for row in rows], _("跟踪记录"))] if rows else []


def _is_matched(work: Work, row: Any) -> str | None:
    return str(_("已勾对")) if row["matched"] else None


def _is_not_matched(work: Work, row: Any) -> str | None:
    return None if row["matched"] else str(_("还没有勾对"))


def _suggested(work: Work, key: Any) -> dict[str, Any]:
    return {"entry": found.proposed(work).get(int(key))}


def _agreed(work: Work, row: Any) -> str | None:
    if not row["difference"]:
        return str(_("实存与账面相符"))
    booked = origins.voucher_of(work, pending.CASH_COUNTS, int(row["key"]))
    return None if booked is None else _("差额已制凭证（编号 {key}）").format(key=booked)


def _difference(work: Work, command: BookDifference) -> Report:
    return Report(_("将制的凭证"), (lines_grid(work, pending.difference_lines(work, command)),))


def _today(work: Work, key: Any) -> dict[str, Any]:
    return {"on": work.today, "until": work.today}


BANK_LINES = TablePage(
    "finance.bank_lines", _("银行对账"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("summary", _("摘要"), 22, keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("matched", _("已勾对"), 8, "yes_no", keep=True),
        Column("entry", _("账上分录（或建议）"), 36, keep=True),
        Column("age", _("未达天数"), 8, "integer", wide=True),
        Column("note", _("情况"), 20, wide=True),
        Column("balance", _("余额"), 14, "money", wide=True),
        Column("party", _("对方"), 16, wide=True),
        Column("reference", _("流水号"), 14, wide=True),
    ),
    rows=found.bank_rows, group="finance", label="summary", detail=_line_detail,
    params=(MATCHED, Parameter("until", _("截至"), Day)),
    actions=(
        Action(
            commands.MatchBank, services.match_bank, _("勾对"), RIGHT, on="row", slot=8, prefill=_suggested,
            allowed=_is_matched,
        ),
        Action(commands.MatchAll, services.match_all, _("勾对全部建议"), RIGHT, grade=Grade.ask, prefill=_today),
        Action(commands.UnmatchBank, services.unmatch_bank, _("取消勾对"), RIGHT, on="row", allowed=_is_not_matched),
        Action(
            commands.FollowBankLine, services.follow_bank_line, _("跟踪差异"), RIGHT, on="row", allowed=_is_matched,
        ),
    ),
    help=_("按 F9 导入银行对账单，与账上逐笔勾对；金额相同、日期相近的自动提出建议。"),
    empty=_("还没有对账单：按 F9 导入银行给的 xlsx 或 csv"),
)  # fmt: skip
BANK_ENTRIES = TablePage(
    "finance.bank_entries", _("银行存款分录"), READ,
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("number", _("号"), 6, "integer", keep=True),
        Column("memo", _("摘要"), 28, keep=True),
        Column("amount", _("金额"), 14, "money", keep=True),
        Column("matched", _("已勾对"), 8, "yes_no", keep=True),
        Column("age", _("未达天数"), 8, "integer"),
        Column("note", _("情况"), 20, wide=True),
    ),
    rows=found.entry_rows, group="finance", params=(MATCHED,), label="memo", detail=_entry_detail,
    actions=(
        Action(commands.FollowEntry, services.follow_entry, _("跟踪差异"), RIGHT, on="row", allowed=_is_matched),
    ),
    help=_("已记账的银行存款分录，供与对账单勾对。"), empty=_("银行存款还没有已记账的分录"),
)  # fmt: skip
CASH_COUNTS = TablePage(
    "finance.cash_counts", _("现金盘点"), READ,
    columns=(
        Column("on", _("日期"), 10, "date", keep=True),
        Column("counted", _("实存"), 14, "money", keep=True),
        Column("book", _("账面"), 14, "money", keep=True),
        Column("difference", _("差额"), 12, "money", keep=True),
        Column("officer", _("盘点人"), 10),
        Column("note", _("说明"), 24, wide=True),
    ),
    rows=found.count_rows, order=("-on",), group="finance", label="on",
    actions=(
        Action(commands.CountCash, services.count_cash, _("登记盘点"), RIGHT, slot=5, prefill=_today),
        Action(
            BookDifference, pending.book_difference, _("差额入账"), "finance.draft", on="row", slot=8,
            grade=Grade.ask, allowed=_agreed, preview=_difference,
        ),
    ),
    help=_("每日终了盘点现金，与账面核对；有差额要写明原因，按长款、短款入账。"), empty=_("还没有盘点"),
)  # fmt: skip
RECONCILIATION = ReportPage(
    "finance.reconciliation", _("银行存款余额调节表"), READ, build=reconciliation, group="finance",
    params=(Parameter("until", _("截至"), Day, default=lambda work: work.today),),
    help=_("账面与对账单各自加上对方已记、自己未记的，应当相等；每月至少一次。"),
)  # fmt: skip
