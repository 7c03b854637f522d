"""Plain-text journals of hledger and Beancount, both ways. Pure: text in, entries out, and back.

Of the languages only what a journal of vouchers needs is read: dated transactions with postings in one currency,
one amount of which may be left out. Anything else that moves money is refused by its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gonghui_core.dates import read_date
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput
from gonghui_finance.chart import abolished
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

CURRENCY = "CNY"
ROOTS = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}
_KINDS = {"1": "A", "2": "L", "3": "E", "4": "R", "5": "X"}


@dataclass(frozen=True)
class Posting:
    """A line of a transaction: the account as written, its signed amount, and the line of the file it stood on."""

    account: str
    amount: Decimal
    memo: str = ""
    line: int = 0


@dataclass
class Transaction:
    """A transaction of a journal."""

    date: date
    summary: str
    code: str = ""
    line: int = 0
    postings: list[Posting] = field(default_factory=list)


# Out


def hledger(transactions: Iterable[Transaction], names: Mapping[str, str]) -> str:
    """A journal for hledger; `names` maps the codes of accounts to their names."""
    parts = [f"; {_('由 gonghui 导出')}", ""]
    parts += [f"account {code} {name}  ; type: {_KINDS[code[0]]}" for code, name in sorted(names.items())]
    parts.append("")
    for found in transactions:
        code = f"({found.code}) " if found.code else ""
        parts.append(f"{found.date.isoformat()} {code}{_plain(found.summary)}")
        parts += [
            f"    {p.account} {names[p.account]}  {p.amount:.2f} {CURRENCY}{_comment(p, found)}"
            for p in found.postings
        ]
        parts.append("")
    return "\n".join(parts)


def beancount(transactions: Iterable[Transaction], names: Mapping[str, str]) -> str:
    """A journal for Beancount."""
    made = list(transactions)
    first = min((found.date for found in made), default=date(2022, 1, 1)).isoformat()
    parts = [f'option "operating_currency" "{CURRENCY}"', ""]
    parts += [
        f"{first} open {_beancount_account(code, name)} {CURRENCY}" for code, name in sorted(names.items())
    ]
    parts.append("")
    for found in made:
        parts.append(f'{found.date.isoformat()} * "{found.code}" "{_quoted(found.summary)}"')
        for p in found.postings:
            account = _beancount_account(p.account, names[p.account])
            parts.append(f"  {account}  {p.amount:.2f} {CURRENCY}{_comment(p, found)}")
        parts.append("")
    return "\n".join(parts)


def _beancount_account(code: str, name: str) -> str:
    return f"{ROOTS[code[0]]}:{code}-" + re.sub(r"[^\w]", "-", name)


def _comment(posting: Posting, found: Transaction) -> str:
    return f"  ; {_plain(posting.memo)}" if posting.memo and posting.memo != found.summary else ""


def _plain(text: str) -> str:
    """Text without what begins a comment, and with single blanks: two of them end a name."""
    return re.sub(r"\s+", " ", text.replace(";", "；").replace("|", "｜"))


def _quoted(text: str) -> str:
    return _plain(text).replace("\\", "＼").replace('"', "”")


# In

_HLEDGER_HEAD = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:=\S+)?\s*(?:[*!]\s*)?(?:\(([^)]*)\)\s*)?(.*)")
_BEANCOUNT_HEAD = re.compile(r'(\d{4}-\d{2}-\d{2})\s+(?:\*|!|txn)\s+"([^"]*)"(?:\s+"([^"]*)")?.*')
_IGNORED = re.compile(
    r"(?:[;#*%|]|account\b|commodity\b|decimal-mark\b|tag\b|payee\b|option\b|plugin\b|\d{4}-\d{2}-\d{2}\s+"
    r"(?:open|close|commodity|note|document|event|custom)\b)"
)
_CURRENCY = r"(?:CNY|RMB|￥|¥|元)"
_AMOUNT = re.compile(
    rf"{_CURRENCY}?\s*([+-]?)\s*{_CURRENCY}?\s*([0-9][0-9,]*(?:\.[0-9]{{1,2}})?)\s*{_CURRENCY}?"
)


Head = Callable[[str, int], Transaction | None]
Written = tuple[str, Decimal | None, str, int]


def read_hledger(text: str) -> list[Transaction]:
    """The transactions of an hledger journal.

    Raises:
        BadInput: a line that cannot be read, by its number.
    """
    return list(_read(text, _hledger_head))


def read_beancount(text: str) -> list[Transaction]:
    """The transactions of a Beancount journal; as `read_hledger`."""
    return list(_read(text, _beancount_head))


def _hledger_head(line: str, number: int) -> Transaction | None:
    found = _HLEDGER_HEAD.fullmatch(line)
    if found is None:
        return None
    return Transaction(read_date(found[1]).day, found[3].partition("  ;")[0].strip(), found[2] or "", number)


def _beancount_head(line: str, number: int) -> Transaction | None:
    found = _BEANCOUNT_HEAD.fullmatch(line)
    if found is None:
        return None
    code, summary = (found[1 + 1], found[3]) if found[3] is not None else ("", found[2])
    return Transaction(read_date(found[1]).day, summary, code, number)


def _read(text: str, head: Head) -> Iterator[Transaction]:
    for found, lines in _blocks(text, head):
        yield _whole(found, [read for number, line in lines if (read := _posting(line, number))])


def _blocks(text: str, head: Head) -> Iterator[tuple[Transaction, list[tuple[int, str]]]]:
    """Each transaction with the indented lines below it."""
    current: tuple[Transaction, list[tuple[int, str]]] | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        if line[:1].isspace():
            if current is not None:
                current[1].append((number, line.strip()))
            elif _posting(line.strip(), number):
                raise _fault(number, line.strip(), _("前面没有日期和摘要"))
            continue
        if current is not None:
            yield current
        current = None if not line or _IGNORED.match(line) else (_head(head, line, number), [])
    if current is not None:
        yield current


def _head(head: Head, line: str, number: int) -> Transaction:
    try:
        found = head(line, number)
    except BadInput as error:
        raise _fault(number, line, error.message) from None
    if found is None:
        raise _fault(number, line, _("不是日期、摘要、分录或注释"))
    return found


def _whole(found: Transaction, lines: list[Written]) -> Transaction:
    """The transaction with its postings, the one amount that was left out among them."""
    rest = -sum((amount for _account, amount, _memo, _number in lines if amount is not None), ZERO)
    silent = [number for _account, amount, _memo, number in lines if amount is None]
    if len(silent) > 1:
        raise _fault(silent[1], found.summary, _("一笔里只能有一行省略金额"))
    found.postings = [
        Posting(account, rest if amount is None else amount, memo, number)
        for account, amount, memo, number in lines
    ]
    return found


def _posting(line: str, number: int) -> Written | None:
    """Account, amount (if written), comment and place of a posting; nothing for a comment or for metadata."""
    if line[0] in ";#*%" or re.match(r"[a-z][\w-]*:\s", line):
        return None
    body, _semicolon, memo = line.partition(";")
    account, _gap, amount = re.sub(r"\t", "  ", body).strip().partition("  ")
    if not amount.strip():
        return account.strip(), None, memo.strip(), number
    found = _AMOUNT.fullmatch(amount.strip())
    if found is None:
        raise _fault(number, line, _("金额应如 1200.50 CNY，只收人民币"))
    value = Decimal(found[2].replace(",", "")).quantize(Decimal("0.01"))
    return account.strip(), -value if found[1] == "-" else value, memo.strip(), number


def _fault(number: int, line: str, why: str) -> BadInput:
    return BadInput(_("第{n}行“{line}”读不懂：{why}").format(n=number, line=line[:60], why=why))


def account_in(account: str) -> str:
    """The account as a person would write it: `Assets:102-银行存款` and `支出:102 银行存款` are `102 银行存款`."""
    return " ".join(part for part in abolished.split(account) if part)


def code_in(account: str) -> str:
    """The code in an account as journals write it: `102 银行存款`, `Assets:102-银行存款`, `支出:50102`."""
    code, name = abolished.split(account)
    return code or name
