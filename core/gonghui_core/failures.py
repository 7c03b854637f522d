"""Failures of the machine in words: cause, effect on the data, what to do."""

from __future__ import annotations

import logging
import secrets
import traceback
from datetime import datetime
from pathlib import Path

import platformdirs

from gonghui_core.i18n import translator
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")

SQLITE_WORDS = {
    "database is locked": _("数据库正被另一处使用；没有改动，请稍后再试"),
    "database or disk is full": _("磁盘已满；没有改动，请腾出空间后再试"),
    "readonly database": _("数据文件只能读；没有改动，请检查文件夹的写权限"),
    "disk I/O error": _("读写磁盘出错；没有改动，请检查磁盘后再试"),
    "unable to open database": _("打不开数据文件；请检查文件夹是否存在、可写"),
    "not a database": _("数据文件打不开：密钥不对，或文件已损坏；请从备份恢复"),
    "malformed": _("数据文件已损坏；请从备份恢复"),
    "connection failed": _("连不上数据库服务器；没有改动，请检查网络和地址后再试"),
    "connection is lost": _("与数据库服务器的连接断了；没有改动，请再试一次"),
    "server closed the connection": _("与数据库服务器的连接断了；没有改动，请再试一次"),
    "terminating connection": _("与数据库服务器的连接断了；没有改动，请再试一次"),
    "gonghui: ": _("已记账或已封存的记录不能改；没有改动"),
}


def explain(error: Exception) -> GonghuiError:
    """`error` as a sentence for people; a fault of ours gets a number, and its trace goes to the log."""
    if isinstance(error, GonghuiError):
        return error
    told = str(getattr(error, "orig", None) or error)
    for sign, words in SQLITE_WORDS.items():
        if sign in told:
            return GonghuiError(str(words))
    if isinstance(error, OSError):
        return GonghuiError(_("{name}：{why}").format(name=error.filename or "", why=error.strerror or error))
    number = note(error)
    return GonghuiError(
        _("程序出错，编号 {number}；没有改动。记录在 {log}").format(number=number, log=log_path())
    )


def note(error: BaseException) -> str:
    """Write the trace of `error` to the log, without the values of variables; answer its number."""
    number = f"E-{datetime.now():%m%d}-{secrets.token_hex(2)}"
    logger = logging.getLogger("gonghui")
    if not logger.handlers:
        logger.addHandler(_log_file())
        logger.propagate = False
    # Database errors print the values of the statement: only their kind and place go into the log.
    trace = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s %s\n%s", number, type(error).__name__, trace)
    return number


def _log_file() -> logging.Handler:
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        return logging.FileHandler(log_path(), encoding="utf-8")
    except OSError:
        return logging.NullHandler()  # a full disk must not turn a sentence into a traceback


def log_path() -> Path:
    """The log of faults."""
    return Path(platformdirs.user_log_dir("gonghui", appauthor=False)) / "gonghui.log"
