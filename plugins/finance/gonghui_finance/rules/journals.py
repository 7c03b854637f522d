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
from gonghui_core.verdicts import BadInput, Fault
from gonghui_finance.chart import abolished
from gonghui_finance.rules.entry import ZERO

_ = translator("gonghui_finance")

CURRENCY = "CNY"
ROOTS = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}
TAGS = ("memo", "project", "branch", "earmarked", "red", "attachments")
_KINDS = {"1": "A", "2": "L", "3": "E", "4": "R", "5": "X"}


@dataclass(frozen=True)
class Posting:
    """A line of a transaction: the account as written, its signed amount, and the line of the file it stood on.

    A `red` one takes back what stood on its side: its amount is negative there. The rest are the dimensions.
    """

    account: str
    amount: Decimal
    memo: str = ""
    line: int = 0
    project: str = ""
    branch: str = ""
    earmarked: bool = False
    red: bool = False

    @property
    def on_debit(self) -> bool:
        """The side that it stands on."""
        return (self.amount > 0) is not self.red

    @property
    def debit(self) -> Decimal:
        """What stands on the debit side."""
        return self.amount if self.on_debit else ZERO

    @property
    def credit(self) -> Decimal:
        """What stands on the credit side."""
        return ZERO if self.on_debit else -self.amount


@dataclass
class Transaction:
    """A transaction of a journal."""

    date: date
    summary: str
    code: str = ""
    line: int = 0
    attachments: int = 0
    postings: list[Posting] = field(default_factory=list)


# Out


def hledger(transactions: Iterable[Transaction], names: Mapping[str, str]) -> str:
    """A journal for hledger that passes its strict checks; `names` maps the codes of accounts to their names.

    What hledger has no place for stands in tags: attachments, project, branch, earmarked, red.
    """
    parts = [f"; {_('由 gonghui 导出')}", "", "decimal-mark .", f"commodity 1000.00 {CURRENCY}", ""]
    parts += [f"account {code} {name}  ; type: {_KINDS[code[0]]}" for code, name in sorted(names.items())]
    parts += [*(f"tag {tag}" for tag in TAGS), ""]
    for found in transactions:
        code = f"({found.code}) " if found.code else ""
        papers = f"  ; attachments:{found.attachments}" if found.attachments else ""
        parts.append(f"{found.date.isoformat()} {code}{_plain(found.summary)}{papers}")
        parts += [
            f"    {p.account} {names[p.account]}  {p.amount:.2f} {CURRENCY}{_comment(p, found)}"
            for p in found.postings
        ]
        parts.append("")
    return "\n".join(parts)


def beancount(transactions: Iterable[Transaction], names: Mapping[str, str]) -> str:
    """A journal for Beancount; what it has no place for stands in metadata, as hledger's tags."""
    made = list(transactions)
    first = min((found.date for found in made), default=date(2022, 1, 1)).isoformat()
    parts = [f'option "operating_currency" "{CURRENCY}"', "", f"{first} commodity {CURRENCY}", ""]
    parts += [
        f"{first} open {_beancount_account(code, name)} {CURRENCY}" for code, name in sorted(names.items())
    ]
    parts.append("")
    for found in made:
        parts.append(f'{found.date.isoformat()} * "{found.code}" "{_quoted(found.summary)}"')
        parts += [f"  attachments: {found.attachments}"] if found.attachments else []
        for p in found.postings:
            parts.append(f"  {_beancount_account(p.account, names[p.account])}  {p.amount:.2f} {CURRENCY}")
            parts += [f'    {name}: "{_quoted(value)}"' for name, value in _told(p, found)]
        parts.append("")
    return "\n".join(parts)


def _beancount_account(code: str, name: str) -> str:
    """Letters, digits and dashes are all that a component may have (Beancount, Language Syntax, Accounts)."""
    return f"{ROOTS[code[0]]}:{code}-" + "".join(
        char if char.isalpha() or char.isdecimal() else "-" for char in name
    )


def _told(posting: Posting, found: Transaction) -> Iterator[tuple[str, str]]:
    """What is told of a posting beside its amount, by the names of tags."""
    if posting.memo and posting.memo != found.summary:
        yield "memo", posting.memo
    if posting.project:
        yield "project", posting.project
    if posting.branch:
        yield "branch", posting.branch
    if posting.earmarked:
        yield "earmarked", "yes"
    if posting.red:
        yield "red", "yes"


def _comment(posting: Posting, found: Transaction) -> str:
    tags = [f"{name}:{_plain(value).replace(',', '，')}" for name, value in _told(posting, found)]
    return f"  ; {', '.join(tags)}" if tags else ""


def _plain(text: str) -> str:
    """Text without what begins a comment, and with single blanks: two of them end a name."""
    return re.sub(r"\s+", " ", text.replace(";", "；").replace("|", "｜")).strip()


def _quoted(text: str) -> str:
    return _plain(text).replace("\\", "＼").replace('"', "”")


# In

_HLEDGER_HEAD = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:=\S+)?\s*(?:[*!]\s*)?(?:\(([^)]*)\)\s*)?(.*)")
_BEANCOUNT_HEAD = re.compile(r'(\d{4}-\d{2}-\d{2})\s+(?:\*|!|txn)\s+"([^"]*)"(?:\s+"([^"]*)")?.*')
_IGNORED = re.compile(
    r"(?:[;#*%|]|account\b|commodity\b|decimal-mark\b|tag\b|payee\b|option\b|plugin\b|pushtag\b|poptag\b|P\s|D\s|"
    r"\d{4}-\d{2}-\d{2}\s+(?:open|close|commodity|note|document|event|custom|balance|price|query)\b)"
)
_CURRENCY = r"(?:CNY|RMB|￥|¥|元)"
_AMOUNT = re.compile(
    rf"{_CURRENCY}?\s*([+-]?)\s*{_CURRENCY}?\s*([0-9][0-9,]*(?:\.[0-9]{{1,2}})?)\s*{_CURRENCY}?"
    r"(?:\s*==?\*?\s.*)?"  # an assertion of the balance moves nothing
)
_METADATA = re.compile(r'([a-z][\w-]*):\s+"?(.*?)"?')
_TAG = re.compile(rf"(?:^|,\s*|\s)({'|'.join(TAGS)}):\s*([^,]*)")


Head = Callable[[str, int], Transaction | None]


@dataclass
class _Written:
    """A posting as it was written: its amount may have been left out."""

    account: str
    amount: Decimal | None
    line: int
    told: dict[str, str] = field(default_factory=dict)

    def posting(self, rest: Decimal) -> Posting:
        """The posting; `rest` is the amount that was left out."""
        told = self.told
        return Posting(
            self.account, rest if self.amount is None else self.amount, told.get("memo", ""), self.line,
            told.get("project", ""), told.get("branch", ""), told.get("earmarked") in _YES, told.get("red") in _YES,
        )  # fmt: skip


_YES = ("yes", "TRUE", "是")


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
    summary, _gap, comment = found[3].partition("  ;")
    papers = _count(_tags(comment).get("attachments", ""))
    return Transaction(read_date(found[1]).day, summary.strip(), found[2] or "", number, papers)


def _beancount_head(line: str, number: int) -> Transaction | None:
    found = _BEANCOUNT_HEAD.fullmatch(line)
    if found is None:
        return None
    code, summary = (found[1 + 1], found[3]) if found[3] is not None else ("", found[2])
    return Transaction(read_date(found[1]).day, summary, code, number)


def _read(text: str, head: Head) -> Iterator[Transaction]:
    """The transactions; whatever cannot be read is told of at once, line by line."""
    faults: list[BadInput] = []
    for found, lines in _blocks(text, head, faults):
        try:
            yield _whole(found, _postings(found, lines))
        except BadInput as error:
            faults.append(error)
    if faults:
        told = tuple(fault for error in faults for fault in error.faults)
        raise BadInput("；".join(error.message for error in faults), faults=told)


def _postings(found: Transaction, lines: list[tuple[int, str]]) -> list[_Written]:
    """The postings of a transaction, each with what its comment and the metadata below it tell."""
    made: list[_Written] = []
    for number, line in lines:
        if line[0] in ";#%":
            (made[-1].told if made else {}).update(_tags(line[1:]))
        elif told := _METADATA.fullmatch(line):
            if made:
                made[-1].told[told[1]] = told[2]
            elif told[1] == "attachments":
                found.attachments = _count(told[2])
        else:
            made.append(_posting(line, number))
    return made


def _blocks(
    text: str, head: Head, faults: list[BadInput]
) -> Iterator[tuple[Transaction, list[tuple[int, str]]]]:
    """Each transaction with the indented lines below it; those below a directive or a fault are its own."""
    current: tuple[Transaction, list[tuple[int, str]]] | None = None
    apart = False
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip()
        if line[:1].isspace():
            if current is not None:
                current[1].append((number, line.strip()))
            elif not apart and line.strip()[:1] not in ";#%":
                faults.append(_fault(number, line.strip(), _("前面没有日期和摘要")))
            continue
        if current is not None:
            yield current
        apart, current = bool(_IGNORED.match(line)), None
        if not line or apart:
            continue
        try:
            current = (_head(head, line, number), [])
        except BadInput as error:
            faults.append(error)
            apart = True
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


def _whole(found: Transaction, lines: list[_Written]) -> Transaction:
    """The transaction with its postings, the one amount that was left out among them."""
    rest = -sum((written.amount for written in lines if written.amount is not None), ZERO)
    silent = [written.line for written in lines if written.amount is None]
    if len(silent) > 1:
        raise _fault(silent[1], found.summary, _("一笔里只能有一行省略金额"))
    found.postings = [written.posting(rest) for written in lines]
    return found


def _posting(line: str, number: int) -> _Written:
    """Account, amount (if written) and what the comment tells; a status mark before it says nothing."""
    body, _semicolon, comment = line.partition(";")
    account, _gap, amount = re.sub(r"\t", "  ", re.sub(r"^[*!]\s+", "", body)).strip().partition("  ")
    if account[:1] in "([":
        raise _fault(number, line, _("不收不平衡的虚拟分录"))
    told = _tags(comment) or {"memo": comment.strip()}
    if not amount.strip():
        return _Written(account.strip(), None, number, told)
    found = _AMOUNT.fullmatch(amount.strip())
    if found is None:
        raise _fault(number, line, _("金额应如 1200.50 CNY，只收人民币"))
    value = Decimal(found[2].replace(",", "")).quantize(Decimal("0.01"))
    return _Written(account.strip(), -value if found[1] == "-" else value, number, told)


def _tags(comment: str) -> dict[str, str]:
    """The tags of a comment that we write ourselves."""
    return {name: value.strip() for name, value in _TAG.findall(comment)}


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _fault(number: int, line: str, why: str) -> BadInput:
    said = _("第{n}行“{line}”读不懂：{why}").format(n=number, line=line[:60], why=why)
    return BadInput(said, faults=(Fault(str(number), why),))


def account_in(account: str) -> str:
    """The account as a person would write it: `Assets:102-银行存款` and `支出:102 银行存款` are `102 银行存款`."""
    return " ".join(part for part in abolished.split(account) if part)


def code_in(account: str) -> str:
    """The code in an account as journals write it: `102 银行存款`, `Assets:102-银行存款`, `支出:50102`."""
    code, name = abolished.split(account)
    return code or name
