"""Keeping templates of vouchers, and drafting from them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work
from gonghui_finance import commands, events
from gonghui_finance.choices import Direction, VoucherKind
from gonghui_finance.commands import templates as given
from gonghui_finance.models import Template, TemplateLine, Voucher
from gonghui_finance.queries import templates as queries
from gonghui_finance.queries import vouchers as found_vouchers
from gonghui_finance.queries.accounts import chart_of
from gonghui_finance.rules import templates as rules
from gonghui_finance.rules.entry import Line, first_fault
from gonghui_finance.rules.templates import Pattern
from gonghui_finance.services import vouchers

_ = translator("gonghui_finance")

WHATEVER = Decimal(1)
"""An amount for lines of which only the account is looked at."""


def save_template(work: Work, command: given.SaveTemplate) -> Outcome:
    """Keep the entries of a voucher under a name."""
    voucher = work.get(Voucher, command.record)
    if voucher.kind is VoucherKind.closing or voucher.reverses_id is not None:
        raise Refusal(_("结转凭证和红字凭证不能存为模板"), field="record")
    lines = found_vouchers.plain_lines(found_vouchers.lines_of(work, voucher.id))
    patterns = [_pattern(line, voucher.summary, keeps=command.amounts) for line in lines]
    return _store(work, command.name, voucher.summary, patterns)


def _pattern(line: Line, summary: str, *, keeps: bool) -> Pattern:
    side = Direction.debit if line.debit else Direction.credit
    memo = "" if line.memo == summary else line.memo
    amount = line.debit or line.credit
    return Pattern(
        line.account, side, amount if keeps else None, None, memo, line.earmarked, line.project, line.branch_id
    )  # fmt: skip


def add_template(work: Work, command: given.AddTemplate) -> Outcome:
    """Make a template line by line."""
    return _store(work, command.name, command.summary, _patterns(work, command.lines))


def edit_template(work: Work, command: given.EditTemplate) -> Outcome:
    """Give a template other lines."""
    template = work.get(Template, command.record)
    work.fresh(template, command.version, name=command.name, summary=command.summary)
    patterns = _patterns(work, command.lines)
    _refuse_taken(work, command.name, template.id)
    template.name, template.summary = command.name, command.summary
    _drop_lines(work, template)
    _add_lines(work, template, patterns)
    work.record(events.VoucherChanged(template.id, _("修改凭证模板“{name}”").format(name=template.name)))
    return Outcome(_("已保存"), template.id)


def rename_template(work: Work, command: given.RenameTemplate) -> Outcome:
    """Give a template another name."""
    template = work.get(Template, command.record)
    _refuse_taken(work, command.name, template.id)
    words = _("凭证模板“{old}”改名为“{new}”").format(old=template.name, new=command.name)
    template.name = command.name
    work.record(events.VoucherChanged(template.id, words))
    return Outcome(words, template.id)


def delete_template(work: Work, command: given.DeleteTemplate) -> Outcome:
    """Throw a template away."""
    template = work.get(Template, command.record)
    _drop_lines(work, template)
    work.session.delete(template)
    work.session.flush()
    words = _("删除凭证模板“{name}”").format(name=template.name)
    work.record(events.VoucherChanged(command.record, words))
    return Outcome(words, command.record)


def draft_from_template(work: Work, command: given.DraftFromTemplate) -> Outcome:
    """Draft the voucher that a template makes of an amount."""
    return vouchers.draft_voucher(work, as_draft(work, command))


def as_draft(work: Work, command: given.DraftFromTemplate) -> commands.DraftVoucher:
    """The draft that a template makes of an amount."""
    template = work.get(Template, command.record)
    lines = rules.lines_of(queries.patterns_of(work, template.id), command.amount)
    return commands.DraftVoucher.model_construct(
        date=command.date, summary=command.summary or template.summary, attachments=command.attachments,
        lines=[_voucher_line(line) for line in lines],
    )  # fmt: skip


def _voucher_line(line: Line) -> commands.VoucherLine:
    return commands.VoucherLine.model_construct(
        account=line.account, debit=line.debit or None, credit=line.credit or None, memo=line.memo or None,
        project=line.project, earmarked=line.earmarked, branch=line.branch_id,
    )  # fmt: skip


def _patterns(work: Work, lines: Sequence[given.TemplateLine]) -> list[Pattern]:
    """The lines as entered; an account that cannot be posted to is refused now, not when a voucher is made."""
    fault = first_fault([Line(line.account, WHATEVER) for line in lines], chart_of(work))
    if fault is not None and fault.rule.startswith("finance.account."):
        raise Refusal(fault.message, field=fault.field, rule=fault.rule, have=fault.have)
    for at, line in enumerate(lines):
        if line.amount is not None and line.share is not None:
            raise Refusal(_("第{n}行：固定金额和比例只能填一个").format(n=at + 1), field=f"lines.{at}.share")
    return [
        Pattern(
            line.account, line.side, line.amount, line.share, line.memo or "", bool(line.earmarked), line.project,
            line.branch,
        )
        for line in lines
    ]  # fmt: skip


def _store(work: Work, name: str, summary: str, patterns: Sequence[Pattern]) -> Outcome:
    _refuse_taken(work, name)
    words = _("存为凭证模板“{name}”").format(name=name)
    template = Template(name=name, summary=summary)
    work.add(template)
    work.record(events.VoucherChanged(template.id, words))
    _add_lines(work, template, patterns)
    return Outcome(_("已存为模板“{name}”，填制凭证时按 F4 选用").format(name=name), template.id)


def _add_lines(work: Work, template: Template, patterns: Sequence[Pattern]) -> None:
    for position, x in enumerate(patterns):
        work.session.add(TemplateLine(
            template_id=template.id, position=position, account=x.account, side=x.side, amount=x.amount,
            share=x.share, memo=x.memo or None, earmarked=x.earmarked, project=x.project, branch_id=x.branch_id,
        ))  # fmt: skip
    work.session.flush()


def _drop_lines(work: Work, template: Template) -> None:
    for line in queries.lines_of(work, template.id):
        work.session.delete(line)
    work.session.flush()


def _refuse_taken(work: Work, name: str, own: int | None = None) -> None:
    known = work.session.scalar(select(Template.id).where(Template.name == name))
    if known is not None and known != own:
        raise Refusal(_("已有凭证模板“{name}”").format(name=name), field="name")
