"""What makes a voucher right: every line on an account that may be posted to, debit equal to credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gonghui_core.i18n import translator
from gonghui_finance.chart import Chart, abolished

_ = translator("gonghui_finance")

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One line of a voucher: yuan on one side; a red line has a negative amount.

    `earmarked`, `project` and `branch` are the dimensions that an account may be analysed by.
    """

    account: str
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    memo: str = ""
    earmarked: bool = False
    project: str | None = None
    branch_id: int | None = None

    @property
    def signed(self) -> Decimal:
        """The amount, debit positive."""
        return self.debit - self.credit


@dataclass(frozen=True)
class LineFault:
    """What is wrong with a voucher: the field by its path, the rule's short name, the words and the numbers."""

    field: str
    rule: str
    message: str
    need: str = ""
    have: str = ""


def debit_total(lines: Iterable[Line]) -> Decimal:
    """The sum of the debit side."""
    return sum((line.debit for line in lines), ZERO)


def credit_total(lines: Iterable[Line]) -> Decimal:
    """The sum of the credit side."""
    return sum((line.credit for line in lines), ZERO)


def first_fault(lines: Sequence[Line], chart: Chart) -> LineFault | None:
    """The first thing that forbids a voucher of these lines, or nothing.

    Debit and credit method: Accounting System for Trade Unions (Caikuai 2021 No. 7), Article 10; accounts:
    general notes, 2.
    """
    if not lines:
        return LineFault("lines", "finance.voucher.empty", _("凭证没有分录：至少要有一借一贷"))
    for index, line in enumerate(lines):
        fault = _amount_fault(line, index) or _account_fault(line, index, chart)
        if fault:
            return fault
    debit, credit = debit_total(lines), credit_total(lines)
    if debit != credit:
        words = _("借贷不平：借方 {debit:.2f}，贷方 {credit:.2f}，差 {gap:.2f}")
        message = words.format(debit=debit, credit=credit, gap=debit - credit)
        return LineFault("lines", "finance.voucher.balanced", message, f"{debit:.2f}", f"{credit:.2f}")
    return None


def _amount_fault(line: Line, index: int) -> LineFault | None:
    if line.debit and line.credit:
        message = _("第{n}行：借方和贷方只能填一个").format(n=index + 1)
        return LineFault(f"lines.{index}.credit", "finance.voucher.one_side", message)
    if not line.debit and not line.credit:
        message = _("第{n}行：没有金额").format(n=index + 1)
        return LineFault(f"lines.{index}.debit", "finance.voucher.amount", message)
    return None


def _account_fault(line: Line, index: int, chart: Chart) -> LineFault | None:
    field = f"lines.{index}.account"
    if chart.get(line.account) is None:
        message = _("第{n}行：科目表中没有 {code}").format(n=index + 1, code=line.account)
        old = abolished.recognise(line.account, chart)
        if old is not None:
            message += "；" + abolished.sentence(old, chart)
        return LineFault(field, "finance.account.known", message, have=line.account)
    if not chart.accounts[line.account].base:
        message = _("第{n}行：{code} {name}只用于县级以上工会，基层工会不设").format(
            n=index + 1, code=line.account, name=chart.accounts[line.account].name
        )
        return LineFault(field, "finance.account.base", message, have=line.account)
    if not chart.is_leaf(line.account):
        below = "、".join(f"{a.code} {a.name}" for a in chart.below(line.account))
        words = _("第{n}行：{code} {name}有明细科目，请记到其中之一：{below}")
        name = chart.accounts[line.account].name
        message = words.format(n=index + 1, code=line.account, name=name, below=below)
        return LineFault(field, "finance.account.leaf", message, have=line.account)
    return None


def marked(line: Line, chart: Chart) -> Line:
    """The line with the earmarking that its account decides: 40302 is always earmarked, 401 and 40301 never."""
    account = chart.accounts[line.account]
    if account.earmarked:
        return replace(line, earmarked=account.earmarked == "always")
    return line if account.flows else replace(line, earmarked=False)


def red(lines: Iterable[Line]) -> list[Line]:
    """The lines of a red voucher that takes another back: the same sides, negative amounts."""
    return [replace(line, debit=-line.debit, credit=-line.credit) for line in lines]


def movements(lines: Iterable[Line]) -> dict[tuple[str, bool], tuple[Decimal, Decimal]]:
    """Debit and credit sums of the lines by account and earmarking."""
    sums: dict[tuple[str, bool], tuple[Decimal, Decimal]] = {}
    for line in lines:
        debit, credit = sums.get((line.account, line.earmarked), (ZERO, ZERO))
        sums[line.account, line.earmarked] = (debit + line.debit, credit + line.credit)
    return sums
