"""Keeping files with vouchers, and handing them out."""

from __future__ import annotations

from pathlib import Path

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.office import commands as office
from gonghui_core.office import services as offices
from gonghui_core.office.choices import DocumentKind, Retention
from gonghui_core.storage.filestore import FileStore
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work
from gonghui_finance import events
from gonghui_finance.commands import files as commands
from gonghui_finance.models import Voucher
from gonghui_finance.queries import files as queries

_ = translator("gonghui_finance")


def attach_file(work: Work, command: commands.AttachFile) -> Outcome:
    """Keep a file with a voucher, posted or not: papers that turn up later belong to it too.

    Vouchers and what is attached to them are kept for thirty years (Rules on Accounting Archives, 2015).
    """
    voucher = work.get(Voucher, command.record)
    title = command.title or Path(command.file).name
    document = office.AddDocument(
        title=title, kind=DocumentKind.proof, date=work.today, file=command.file, retention=Retention.thirty_years,
        page=queries.VOUCHERS, attached_to=str(voucher.id),
    )  # fmt: skip
    offices.add_document(work, document)
    return Outcome(_("已附上“{title}”").format(title=title), voucher.id)


def save_file(work: Work, command: commands.SaveVoucherFile) -> Outcome:
    """Write a file of a voucher out; that it left is recorded."""
    document = queries.file_of_voucher(work, command.record)
    if document is None or document.sha256 is None:
        raise NotFound(_("没有这个凭证附件：{key}").format(key=command.record), field="record")
    path = Path(command.to).expanduser()
    target = path / (document.file_name or document.title) if path.is_dir() else path
    FileStore.of(work).take(document.sha256, target)
    work.record(events.VoucherChanged(document.id, _("取出凭证附件：{title}").format(title=document.title)))
    said = _("已存到 {path}").format(path=target)
    return Outcome(said, document.id, open_file=str(target) if command.open else "")
