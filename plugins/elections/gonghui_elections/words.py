"""Titles of the figures of a count."""

from __future__ import annotations

from gonghui_core.i18n import translator

_ = translator("gonghui_elections")

FIELDS = {
    "returned": _("收回选票"), "void": _("无效票"), "agree": _("赞成"), "oppose": _("不赞成"), "abstain": _("弃权"),
}  # fmt: skip


def cell_name(candidate: str | None, field: str) -> str:
    """A cell of a tally sheet by name: `王芳 赞成`, `收回选票`."""
    title = str(FIELDS[field])
    return f"{candidate} {title}" if candidate else title
