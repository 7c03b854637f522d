"""Taking in a list of branch unions."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.fields import read_name
from gonghui_core.i18n import translator
from gonghui_core.members import cells, events, queries
from gonghui_core.members.models import Branch
from gonghui_core.members.pinyin import reading
from gonghui_core.pages import Checked, Import
from gonghui_core.sheets.reader import Sheet
from gonghui_core.verdicts import BadInput, NotFound
from gonghui_core.work import Work

_ = translator("gonghui_core")


def check_branches(work: Work, sheet: Sheet) -> list[Checked]:
    """What each row of a list of branches would do."""
    known = set(work.session.scalars(select(Branch.name)))
    checked = []
    for row in sheet.rows:
        try:
            name = cells.read(read_name, row.cells.get("name") or "", "name_missing", _("没有名称"))
        except cells.Reject as reject:
            checked.append(Checked(row.number, "rejected", reject.code, reject.message))
            continue
        outcome = "unchanged" if name in known else "new"
        known.add(name)
        checked.append(Checked(row.number, outcome, value=(name, cells.text(row.cells.get("parent")))))
    return checked


def store_branches(work: Work, rows: list[Checked]) -> None:
    """Set up the new branches, each below the branch that its row names."""
    for row in rows:
        name, parent = row.value
        parent_id = None
        if parent:
            try:
                parent_id = queries.resolve_branch(work, parent)
            except NotFound as error:
                raise BadInput(
                    _("第{n}行：{why}").format(n=row.number, why=error.message), field="parent"
                ) from None
        branch = Branch(name=name, parent_id=parent_id, initials=reading(name).initials)
        work.add(branch, events.BranchAdded(name))


BRANCHES = Import(
    "branches", _("分工会"), "core.members.write",
    {"name": ("name", "名称", "分工会", "部门"), "parent": ("parent", "上级", "上级分工会")},
    ("name",), check_branches, store_branches,
)  # fmt: skip
