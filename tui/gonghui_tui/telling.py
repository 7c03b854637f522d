"""Failures in the words of the officer's work: which trouble an error is."""

from __future__ import annotations

import re

from gonghui_core import failures
from gonghui_core.i18n import translator
from gonghui_core.verdicts import BadInput, GonghuiError, NoRight, Refusal
from gonghui_tui.dialogs.trouble import Trouble

_ = translator("gonghui_tui")

_NUMBER = re.compile(r"E-[0-9A-Za-z-]+")


def trouble_of(error: Exception, title: str = "") -> Trouble:
    """`error` as it is told to an officer; a fault of ours is noted in the log and gets a number."""
    told = failures.explain(error)
    number = _NUMBER.search(str(told)) if told is not error else None
    return Trouble(
        str(title or _title(told)), said(told), str(_("数据没有改动")), str(_remedy(told)),
        number[0] if number else "",
    )  # fmt: skip


def said(error: Exception) -> str:
    """What an error says, with the citation of the rule where there is one."""
    told = failures.explain(error)
    citation = told.citation if isinstance(told, Refusal) else ""
    return f"{told}（{citation}）" if citation else str(told)


def _title(error: GonghuiError) -> str:
    if isinstance(error, NoRight):
        return _("没有权限")
    if isinstance(error, Refusal):
        return _("按规定不能这样做")
    if isinstance(error, BadInput):
        return _("填写不正确")
    return _("没有做成")


def _remedy(error: GonghuiError) -> str:
    if isinstance(error, NoRight):
        return _("请有这项权限的人来做，或请管理员授予角色")
    if isinstance(error, Refusal):
        return _("按上面说的改正后再试")
    if isinstance(error, BadInput):
        return _("改正后再试")
    return _("按上面说的处理后再试；再出现，把编号告诉维护的人")
