"""Backups: written under a passing name, verified, and only then given their own."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from gonghui_core import settings as settings_
from gonghui_core.files import sync_folder
from gonghui_core.i18n import translator
from gonghui_core.storage.engine import open_file
from gonghui_core.storage.types import sealer_of
from gonghui_core.verdicts import BadInput, GonghuiError
from gonghui_core.workspace import DATABASE, HEAD, KEYS, Workspace

if TYPE_CHECKING:
    from gonghui_core.kernel import Kernel

_ = translator("gonghui_core")

KEPT_FILES = (settings_.HAND_WRITTEN, settings_.SAVED, KEYS, HEAD, "rules.toml")

STORED_FILE = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{64}")
# A zip that is broken, encrypted or packed in a way that this Python does not know.
UNREADABLE = (
    zipfile.BadZipFile,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    zlib.error,
    ValueError,
)


def back_up(kernel: Kernel, *, label: str = "") -> Path:
    """A verified backup of the workspace in its folder `backups`; its path.

    One zip holds the database (encrypted as it is), settings, keys, the head of the audit chain and all files.
    """
    if kernel.settings.database.url:
        raise GonghuiError(_("数据在 PostgreSQL 上：请用 pg_dump 备份数据库，并另存本文件夹"))
    workspace = kernel.workspace
    workspace.backups.mkdir(exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    final = workspace.backups / f"gonghui-{stamp}{'-' + label if label else ''}.zip"
    copy, part = final.with_suffix(".db.part"), final.with_suffix(".part")
    try:
        _copy_database(kernel, copy)
        _verify_database(kernel, copy)
        _pack(workspace, copy, part)
        with zipfile.ZipFile(part) as packed:
            if packed.testzip() is not None:
                raise GonghuiError(_("备份没有通过检查：{why}").format(why=part.name))
        os.replace(part, final)
        sync_folder(workspace.backups)
    except OSError as error:
        raise GonghuiError(
            _("备份没有做成：{why}；原有数据和以前的备份都没有动").format(why=error.strerror)
        ) from None
    except DatabaseError as error:
        raise GonghuiError(
            _("备份没有做成：{why}；原有数据和以前的备份都没有动").format(why=error.orig)
        ) from None
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return final


def restore(archive: Path, folder: Path) -> Workspace:
    """Unpack a backup into the folder `folder`, which must be empty or absent."""
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            _("{folder} 不是空的，不会覆盖；请换一个空文件夹").format(folder=folder), field="folder"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".gonghui-", dir=folder.parent))
    try:
        with zipfile.ZipFile(archive) as packed:
            _refuse_strange_names(packed)
            packed.extractall(part)
        if not (part / DATABASE).exists() or not (part / settings_.HAND_WRITTEN).exists():
            raise BadInput(_("{path} 不是工会数据的备份").format(path=archive), field="archive")
        if folder.exists():
            folder.rmdir()
        os.replace(part, folder)
    except UNREADABLE as error:
        raise BadInput(_("{path} 读不了：{why}").format(path=archive, why=error), field="archive") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Workspace(folder)


def _copy_database(kernel: Kernel, copy: Path) -> None:
    connection = kernel.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    with copy.open("rb") as opened:
        os.fsync(opened.fileno())


def _verify_database(kernel: Kernel, copy: Path) -> None:
    """Open the copy with the workspace's key and check every page and every reference."""
    engine = open_file(copy, kernel.key, sealer_of(kernel.engine.dialect))
    try:
        with engine.connect() as connection:
            faults = [
                row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"
            ]
            if kernel.key is not None:
                faults += [row[0] for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
            faults += [str(tuple(row)) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    finally:
        engine.dispose()
        for leftover in (copy.with_name(copy.name + "-wal"), copy.with_name(copy.name + "-shm")):
            leftover.unlink(missing_ok=True)
    if faults:
        raise GonghuiError(_("备份没有通过检查：{why}").format(why=faults[0]))


def _pack(workspace: Workspace, copy: Path, part: Path) -> None:
    with part.open("wb") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as packed:
            packed.write(copy, DATABASE)
            for name in KEPT_FILES:
                if (workspace.folder / name).exists():
                    packed.write(workspace.folder / name, name)
            for file in sorted(workspace.files.rglob("*")):
                if file.is_file():
                    packed.write(file, file.relative_to(workspace.folder).as_posix())
        opened.flush()
        os.fsync(opened.fileno())


def _refuse_strange_names(packed: zipfile.ZipFile) -> None:
    """A backup holds what `_pack` puts into it and nothing else."""
    names = packed.namelist()
    for name in names:
        known = name in (DATABASE, *KEPT_FILES) or STORED_FILE.fullmatch(name)
        if not known or names.count(name) > 1:
            raise BadInput(_("备份里有可疑的文件名 {name}").format(name=name), field="archive")
