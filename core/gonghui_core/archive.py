"""The archive of a year: its registers (台账) as files that are complete without this program, with checksums.

What is written is what the plugins name by `gonghui_ledgers`: pages with their parameters, each to a file. The
files of documents of the year lie beside them by how long they are kept. `SHA256SUMS` is read by `sha256sum -c`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sqlalchemy import select

from gonghui_core.contributions import Ledger, Problem
from gonghui_core.i18n import translator
from gonghui_core.office.models import Document
from gonghui_core.office.services import Done
from gonghui_core.storage.audit import head_of
from gonghui_core.storage.filestore import FileStore
from gonghui_core.verdicts import BadInput, GonghuiError, NoRight, NotFound

if TYPE_CHECKING:
    from gonghui_core.desk import Desk
    from gonghui_core.work import Work

_ = translator("gonghui_core")

SUMS, INDEX, INDEX_JSON = "SHA256SUMS", "目录.md", "index.json"
_STRANGE = re.compile(r'[\\:*?"<>|\x00-\x1f]+')
_CHUNK = 2**20

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Kept:
    """A file of the archive: where it lies, what it is, how long it is kept, and the page it was written from."""

    file: str
    title: str
    retention: str
    page: str = ""


@dataclass
class Archive:
    """What was written, and what was not, with the reason."""

    folder: Path
    year: int
    head: str = ""
    files: list[Kept] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def write_archive(desk: Desk, year: int, folder: Path, progress: Progress = lambda file: None) -> Archive:
    """Write the archive of `year` into `folder`, which must be empty or not there yet.

    A register that the officer may not read, or that cannot be made, is left out and told.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(_("{folder} 里已有东西；请给一个空文件夹").format(folder=folder), field="folder")
    made = Archive(folder, year)
    folder.mkdir(parents=True, exist_ok=True)
    with desk.kernel.work(desk.officer, action="core.archive", write=True) as work:
        work.record(Done(_("归档 {year} 年台账").format(year=year)))
    with desk.kernel.work(desk.officer) as work:
        made.head = head_of(work.session).short
        ledgers = _ledgers(work, year, made)
        _write_documents(work, made, progress)
    for ledger in ledgers:
        progress(ledger.file)
        _write_ledger(desk, ledger, made)
    _write_index(desk, made)
    return made


def _ledgers(work: Work, year: int, made: Archive) -> list[Ledger]:
    found: list[Ledger] = []
    for plugin, result in work.hooks.isolated("gonghui_ledgers", work.session, work=work, year=year):
        if isinstance(result, Problem):
            made.left_out.append((plugin, str(result.reason)))
        else:
            found += result
    return found


def _write_ledger(desk: Desk, ledger: Ledger, made: Archive) -> None:
    path = made.folder / _place(ledger.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        desk.export(ledger.page, ledger.params, path.suffix.lstrip("."), path)
    except (NoRight, NotFound, GonghuiError) as error:
        made.left_out.append((str(ledger.title), error.message))
        return
    file = path.relative_to(made.folder).as_posix()
    made.files.append(Kept(file, str(ledger.title), ledger.retention.label, ledger.page))


def _place(file: str) -> Path:
    """The path of a file inside the archive; names that no system takes are mended."""
    parts = [_STRANGE.sub("-", part).strip(" .") or "-" for part in PurePosixPath(file).parts if part != "/"]
    return Path(*parts)


def _write_documents(work: Work, made: Archive, progress: Progress) -> None:
    """The files of the year's documents, for whoever may read documents."""
    days = Document.date.between(date(made.year, 1, 1), date(made.year, 12, 31))
    found = work.session.scalars(
        select(Document).where(days, Document.sha256.is_not(None)).order_by(Document.id)
    )
    documents = list(found)
    if documents and not work.may("core.read"):
        made.left_out.append((str(_("文件档案")), str(_("没有权限"))))
        return
    for document in documents:
        file = f"文件/{document.retention.label}/{document.date} {document.id} {document.file_name}"
        progress(file)
        path = made.folder / _place(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            FileStore.of(work).take(str(document.sha256), path)
        except GonghuiError as error:
            made.left_out.append((document.title, error.message))
            continue
        named = path.relative_to(made.folder).as_posix()
        made.files.append(Kept(named, document.title, document.retention.label, "core.documents"))


def _write_index(desk: Desk, made: Archive) -> None:
    made.files.sort(key=lambda kept: kept.file)
    union = desk.kernel.settings.union.name
    about = {
        "union": union, "year": made.year, "made_on": desk.kernel.today().isoformat(), "audit_head": made.head,
        "files": [asdict(kept) for kept in made.files],
        "left_out": [{"title": title, "reason": reason} for title, reason in made.left_out],
    }  # fmt: skip
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (made.folder / INDEX_JSON).write_text(text, encoding="utf-8")
    (made.folder / INDEX).write_text("\n".join(_index(union, made)) + "\n", encoding="utf-8")
    sums = [f"{_digest(made.folder / file)}  {file}" for file in _files(made.folder)]
    (made.folder / SUMS).write_text("\n".join(sums) + "\n", encoding="utf-8")


def _index(union: str, made: Archive) -> Iterator[str]:
    yield f"# {union} {made.year} 年台账\n"
    yield f"审计链头 {made.head}；各文件的校验值在 {SUMS}（`sha256sum -c {SUMS}`）。\n"
    yield "| 文件 | 内容 | 保管期限 |\n|---|---|---|"
    for kept in made.files:
        yield f"| {kept.file} | {kept.title.replace('|', '｜')} | {kept.retention} |"
    if made.left_out:
        yield "\n没有写入：\n"
        yield from (f"- {title}：{reason}" for title, reason in made.left_out)


def _files(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(file for file in found if file != SUMS)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def verify_archive(folder: Path) -> Sequence[str]:
    """What is wrong with an archive: files that are missing, changed, or not in its list of checksums."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise BadInput(_("{folder} 里没有 {name}").format(folder=folder, name=SUMS), field="folder") from None
    wanted = {file: digest for digest, _gap, file in (line.partition("  ") for line in lines) if file}
    there = set(_files(folder))
    faults = [_("缺少文件 {file}").format(file=file) for file in sorted(set(wanted) - there)]
    faults += [_("多出文件 {file}").format(file=file) for file in sorted(there - set(wanted))]
    changed = [file for file in sorted(there & set(wanted)) if _digest(folder / file) != wanted[file]]
    return [*faults, *(_("内容被改过 {file}").format(file=file) for file in changed)]
