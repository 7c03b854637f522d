"""Adding, renaming and taking away the union's own sub-accounts; what the Ministry prescribes stays as it is."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members.pinyin import reading
from gonghui_core.verdicts import BadInput, Refusal, Standing, Verdict
from gonghui_core.work import Work
from gonghui_finance.chart import LEVEL_ONE_DIGITS, Account, Chart, abolished, standard
from gonghui_finance.commands import chart as commands
from gonghui_finance.events import ChartChanged
from gonghui_finance.models import BudgetLine, Opening, OwnAccount, VoucherLine
from gonghui_finance.queries.accounts import chart_of, forget_chart
from gonghui_finance.settings import FinanceSettings

_ = translator("gonghui_finance")

NOTES = "会计科目总说明二"
"""Where the Ministry forbids changing its accounts and lets the provincial union allow further ones."""
STEP = 2
"""How many digits a sub-account adds to the code above it."""


def add_account(work: Work, command: commands.AddAccount) -> Outcome:
    """Store a sub-account below an account that takes one, with the document that allows it."""
    chart = chart_of(work)
    above = _above(chart, command.code)
    _refuse_closed(chart, above)
    _refuse_name(chart, above, command.name)
    _refuse_used(work, above, _("“{name}”已有分录或余额，不能再在下面设明细科目；请先将余额转出"))
    if not (command.document and command.number and command.date):
        lacking = next(name for name in ("document", "number", "date") if not getattr(command, name))
        said = _("增设明细科目要省级工会（或其授权的工会）同意：请写明批准文件、文号和日期")
        raise _forbidden(said, "finance.account.authority", lacking)
    if command.date > work.today:
        raise BadInput(_("批准文件的日期在今天之后"), field="date")
    row = OwnAccount(
        code=command.code, name=command.name, initials=_initials(command.name), document=command.document,
        document_number=command.number, document_date=command.date, officer=work.officer.name,
    )  # fmt: skip
    words = _("增设明细科目 {code} {name}（{number}）")
    said = words.format(code=command.code, name=command.name, number=command.number)
    work.add(row, ChartChanged(command.code, said))
    forget_chart(work)
    return Outcome(said, command.code, _moved(work, above.code))


def rename_account(work: Work, command: commands.RenameAccount) -> Outcome:
    """Rename an account of the union's own; what was booked on it is found under the new name."""
    row = _own(work, command.record)
    chart = chart_of(work)
    _refuse_name(chart, chart.accounts[row.code[:-STEP]], command.name, but=row.code)
    said = _("{code} {old}改名为{name}").format(code=row.code, old=row.name, name=command.name)
    row.name, row.initials = command.name, _initials(command.name)
    work.record(ChartChanged(row.code, said))
    forget_chart(work)
    return Outcome(said, row.code)


def remove_account(work: Work, command: commands.RemoveAccount) -> Outcome:
    """Delete an account of the union's own that nothing stands on or below."""
    row = _own(work, command.record)
    chart = chart_of(work)
    if row.code in chart.parents:
        raise Refusal(_("{code} 下面还有明细科目").format(code=row.code), field="record")
    _refuse_used(work, chart.accounts[row.code], _("“{name}”已有分录、余额或预算，不能删去"), field="record")
    said = _("删去明细科目 {code} {name}").format(code=row.code, name=row.name)
    work.session.delete(row)
    work.record(ChartChanged(row.code, said))
    work.session.flush()
    forget_chart(work)
    return Outcome(said, row.code)


def _own(work: Work, code: str) -> OwnAccount:
    found = work.session.scalar(select(OwnAccount).where(OwnAccount.code == code))
    if found is not None:
        return found
    account = chart_of(work).get(code)
    if account is None:
        raise BadInput(_("科目表中没有 {code}").format(code=code), field="record")
    raise _forbidden(_prescribed(account), "finance.account.prescribed", "record")


def _prescribed(account: Account) -> str:
    if len(account.code) == LEVEL_ONE_DIGITS:
        words = _("{code} {name}是一级科目，不得增设、合并、改名或删去；不用的可以不用")
    else:
        words = _("{code} {name}是规定的明细科目，不得合并、改名或删去；不用的可以不用")
    return words.format(code=account.code, name=account.name)


def _above(chart: Chart, code: str) -> Account:
    """The account that one of this code would stand below."""
    if not (code.isascii() and code.isdecimal()):
        raise BadInput(_("科目代码只用数字"), field="code")
    if len(code) <= LEVEL_ONE_DIGITS:
        words = _("一级科目由财政部规定，不得增设、合并或改名（{code}）；只能在已有科目下增设明细")
        raise _forbidden(words.format(code=code), "finance.account.level_one", "code", code)
    known = chart.get(code)
    if known is not None:
        if not known.authority:
            raise _forbidden(_prescribed(known), "finance.account.prescribed", "code", code)
        raise Refusal(_("已有科目 {code} {name}").format(code=code, name=known.name), field="code")
    above = chart.get(code[:-STEP])
    if above is None:
        words = _("没有上级科目 {above}：明细科目的代码是上级科目代码加两位数字")
        raise Refusal(words.format(above=code[:-STEP]), field="code", rule="finance.account.above", have=code)
    return above


def _refuse_closed(chart: Chart, above: Account) -> None:
    first = chart.accounts[above.level_one]
    if not above.base:
        words = _("{code} {name}只用于县级以上工会，基层工会不设")
        said = words.format(code=above.code, name=above.name)
        raise _forbidden(said, "finance.account.base", "code", above.code)
    if first.closed:
        words = _("{code} {name}不再设明细：按规定直接记入，要分开的用“项目”“专项”“分工会”")
        said = words.format(code=first.code, name=first.name)
        raise Refusal(said, field="code", rule="finance.account.closed", have=first.code)


def _refuse_name(chart: Chart, above: Account, name: str, but: str = "") -> None:
    """No second account of one name below another, and none of the abolished names."""
    same = [a for a in chart.accounts.values() if a.name == name and a.code[:-STEP] == above.code]
    if any(account.code != but for account in same):
        raise Refusal(_("{above}下面已有“{name}”").format(above=above.name, name=name), field="name")
    old = abolished.recognise(name, standard())
    if old is not None:
        raise Refusal(abolished.sentence(old, chart), field="name", rule="finance.account.abolished")


def _refuse_used(work: Work, account: Account, words: str, field: str = "code") -> None:
    """Refuse where lines, opening balances or (for a leaf that goes) budget lines stand on the account itself."""
    models = (VoucherLine, Opening) if field == "code" else (VoucherLine, Opening, BudgetLine)
    for model in models:
        if work.session.scalar(select(model.id).where(model.account == account.code).limit(1)) is not None:
            raise Refusal(
                words.format(name=f"{account.code} {account.name}"), field=field, rule="finance.account.used"
            )


def _moved(work: Work, above: str) -> list[Verdict]:
    """What books on an account that from now on only its sub-accounts are booked on: settings, and plugins' money."""
    settings = work.settings.of("finance", FinanceSettings)
    heads = {h.title: h.account for m in work.hooks.host.manifests.values() for h in m.money_heads}
    named = [str(title) for title, account in heads.items() if account == above]
    if above in (settings.bank, settings.unmapped, *settings.heads.values()):
        named.append(str(_("设置")))
    if not named:
        return []
    said = _("{names}还记入 {code}：现在有了明细，请在设置中改记明细科目")
    words = said.format(names="、".join(named), code=above)
    return [Verdict("finance.account.setting", Standing.WARN, words)]


def _forbidden(said: str, rule: str, field: str, have: str = "") -> Refusal:
    return Refusal(said, field=field, rule=rule, citation=f"{standard().document}{NOTES}", have=have)


def _initials(name: str) -> str:
    # Only at the beginning of a name may a character be read as a family name, which an account's is not.
    return reading("科" + name).initials[1:]
