"""Pages of bodies, posts, officers, documents, rules, tasks, problems and the audit log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from gonghui_core.commands import Action, Grade
from gonghui_core.contributions import Problem, Task
from gonghui_core.fields import Day, Text
from gonghui_core.i18n import translator
from gonghui_core.links import worded
from gonghui_core.members.models import Branch, Member
from gonghui_core.office import commands, services
from gonghui_core.office.choices import BodyKind, DocumentKind, PostKind, Retention, Role
from gonghui_core.office.models import Body, Document, Grant, Officer, Post
from gonghui_core.pages import Asked, Column, Parameter, RowValues, TablePage
from gonghui_core.reports import Col, Figure, Figures, Grid, Report
from gonghui_core.rules.titles import value_text
from gonghui_core.storage.audit_models import AuditChange, AuditRecord
from gonghui_core.storage.types import AnySelect
from gonghui_core.text import one_line, whole_key
from gonghui_core.verdicts import NotFound
from gonghui_core.work import Work

_ = translator("gonghui_core")


def _body_rows(work: Work, asked: Asked) -> AnySelect:
    query: AnySelect = select(
        Body.id.label("key"), Body.name.label("name"), Body.kind.label("kind"), Branch.name.label("branch")
    )
    return query.outerjoin(Branch, Branch.id == Body.branch_id)


def _resolve_body(work: Work, text: str) -> int:
    return _by_name(work, Body, text)


def _by_name(work: Work, model: Any, text: str) -> int:
    found = work.session.scalar(select(model.id).where(model.name == one_line(text)))
    if found is None and isinstance(key := whole_key(text), int):
        found = work.session.scalar(select(model.id).where(model.id == key))
    if found is None:
        raise NotFound(_("没有“{text}”").format(text=text))
    return int(found)


def _post_rows(work: Work, asked: Asked) -> AnySelect:
    query: AnySelect = (
        select(
            Post.id.label("key"), Body.name.label("body"), Post.post.label("post"), Member.name.label("member"),
            Member.number.label("number"), Post.since.label("since"), Post.until.label("until"),
            Post.document.label("document"),
        )
        .join(Body, Body.id == Post.body_id)
        .join(Member, Member.id == Post.member_id)
    )  # fmt: skip
    if asked.get("body") is not None:
        query = query.where(Post.body_id == asked["body"])
    if asked.get("on") is not None:
        query = query.where(Post.since <= asked["on"], (Post.until.is_(None)) | (Post.until >= asked["on"]))
    return query


def _body_detail(work: Work, key: Any) -> Report:
    body = work.get(Body, key)
    rows = work.session.execute(_post_rows(work, Asked({"body": body.id})).order_by(Post.since)).mappings()
    columns = (
        Col("post", _("职务"), width=14), Col("member", _("姓名"), width=12), Col("since", _("自"), "date", 10),
        Col("until", _("至"), "date", 10), Col("document", _("文号"), width=16),
    )  # fmt: skip
    cells = [[row[column.id] for column in columns] for row in rows]
    return Report(body.name, (Figures((Figure(_("类别"), body.kind),)), Grid(columns, cells, _("成员"))))


def _officer_rows(work: Work, asked: Asked) -> list[RowValues]:
    roles: dict[int, list[Role]] = {}
    for officer, role in work.session.execute(select(Grant.officer_id, Grant.role).order_by(Grant.id)):
        roles.setdefault(officer, []).append(role)
    query: AnySelect = (
        select(Officer, Branch.name, Member.name)
        .outerjoin(Branch, Branch.id == Officer.branch_id)
        .outerjoin(Member, Member.id == Officer.member_id)
        .order_by(Officer.id)
    )
    return [
        {
            "key": officer.id, "name": officer.name, "roles": roles.get(officer.id, []),
            "roles_text": "、".join(role.label for role in roles.get(officer.id, [])),
            "branch": branch, "member": member, "active": officer.active,
        }
        for officer, branch, member in work.session.execute(query)
    ]  # fmt: skip


def _role_values(work: Work, key: Any) -> dict[str, Any]:
    officer = work.get(Officer, key)
    roles = list(work.session.scalars(select(Grant.role).where(Grant.officer_id == officer.id)))
    return {
        "roles": roles, "branch": officer.branch_id, "member": officer.member_id, "version": officer.version
    }  # fmt: skip


def _document_rows(work: Work, asked: Asked) -> AnySelect:
    query: AnySelect = select(
        Document.id.label("key"), Document.date.label("date"), Document.title.label("title"),
        Document.kind.label("kind"), Document.number.label("number"), Document.retention.label("retention"),
        Document.file_name.label("file"), Document.page.label("page"), Document.record.label("record"),
    )  # fmt: skip
    if asked.get("page"):
        query = query.where(Document.page == asked["page"])
    if asked.get("record"):
        query = query.where(Document.record == asked["record"])
    return query


def _audit_rows(work: Work, asked: Asked) -> AnySelect:
    query: AnySelect = select(
        AuditRecord.seq.label("key"), AuditRecord.at.label("at"), AuditRecord.officer.label("officer"),
        AuditRecord.action.label("action"), AuditRecord.object.label("object"), AuditRecord.summary.label("summary"),
        AuditRecord.override.label("override"), AuditRecord.hash.label("hash"),
    )  # fmt: skip
    if asked.get("officer"):
        query = query.where(AuditRecord.officer == asked["officer"])
    return query


def _audit_detail(work: Work, key: Any) -> Report:
    record = work.get(AuditRecord, key)
    changes = work.session.scalars(
        select(AuditChange).where(AuditChange.seq == record.seq).order_by(AuditChange.id)
    )
    pairs = (
        (_("时间"), record.at), (_("经办"), record.officer), (_("动作"), record.action), (_("对象"), record.object),
        (_("事项"), record.summary), (_("例外理由"), record.override), (_("指纹"), record.hash),
    )  # fmt: skip
    columns = (
        Col("table", _("表"), width=18), Col("row", _("行"), width=6), Col("before", _("改前"), width=24),
        Col("after", _("改后"), width=24),
    )  # fmt: skip
    rows = [(change.table_name, change.row_key, change.before, change.after) for change in changes]
    blocks = (Figures(tuple(Figure(title, value) for title, value in pairs)), Grid(columns, rows, _("改动")))
    return Report(_("审计记录 {seq}").format(seq=record.seq), blocks)


def _rule_rows(work: Work, asked: Asked) -> list[RowValues]:
    return [
        {
            "key": rule.id, "id": rule.id, "title": rule.title, "value": value_text(rule), "severity": rule.severity,
            "document": rule.document, "article": rule.article, "jurisdiction": rule.jurisdiction,
            "evidence": rule.evidence, "effective_from": rule.effective_from, "effective_to": rule.effective_to,
            "issuer": rule.issuer, "source": rule.source, "set": rule.is_set, "note": rule.note,
        }
        for rule in work.rulebook.in_force(asked.get("on") or work.today)
    ]  # fmt: skip


def _rule_detail(work: Work, key: Any) -> Report:
    versions = work.rulebook.versions(str(key))
    columns = (
        Col("jurisdiction", _("范围"), width=10), Col("value", _("数值"), width=20), Col("since", _("自"), "date", 10),
        Col("until", _("至"), "date", 10), Col("citation", _("依据"), width=30), Col("evidence", _("来源"), width=12),
        Col("source", _("文件"), width=14), Col("note", _("说明"), width=30),
    )  # fmt: skip
    rows = [
        (
            r.jurisdiction,
            value_text(r),
            r.effective_from,
            r.effective_to,
            r.citation,
            r.evidence,
            r.source,
            r.note,
        )
        for r in versions
    ]
    title = versions[0].title if versions else str(key)
    return Report(title, (Grid(columns, rows, str(key)),))


def _task_rows(work: Work, asked: Asked) -> list[RowValues]:
    from gonghui_core.desk.home import tasks

    return [
        {
            "key": index, "due": task.due, "title": str(task.title), "page": task.page, "record": task.key,
        }
        for index, task in enumerate(tasks(work), 1)
        if isinstance(task, Task)
    ]  # fmt: skip


def _problem_rows(work: Work, asked: Asked) -> list[RowValues]:
    return [
        {"key": index, "source": item.source, "where": item.where, "reason": item.reason}
        for index, item in enumerate(work.problems(), 1)
        if isinstance(item, Problem)
    ]


BODIES = TablePage(
    "core.bodies", _("机构"), "core.read",
    columns=(
        Column("name", _("名称"), 28, keep=True),
        Column("kind", _("类别"), 16, "choice", BodyKind),
        Column("branch", _("分工会"), 16),
    ),
    rows=_body_rows, group="office", number=10, detail=_body_detail, resolve=_resolve_body,
    find=lambda work, text: Body.name.contains(text, autoescape=True),
    actions=(Action(commands.AddBody, services.add_body, _("设立机构"), "core.office.write", slot=5),),
    help=_("工会委员会、经审委、女职委和分工会委员会。"), empty=_("还没有机构：按 F5 设立"),
)  # fmt: skip

POSTS = TablePage(
    "core.posts", _("任职"), "core.read",
    columns=(
        Column("body", _("机构"), 22, keep=True),
        Column("post", _("职务"), 14, "choice", PostKind),
        Column("member", _("姓名"), 12, keep=True),
        Column("since", _("自"), 10, "date"),
        Column("until", _("至"), 10, "date"),
        Column("document", _("文号"), 18, wide=True),
    ),
    rows=_post_rows, order=("body", "since"), group="office", number=20,
    find=lambda work, text: Member.name.contains(text, autoescape=True) | Body.name.contains(text, autoescape=True),
    params=(Parameter("on", _("截至日期"), Day), Parameter("body", _("机构"), commands.BodyKey)),
    actions=(
        Action(commands.Appoint, services.appoint, _("任职"), "core.office.write", slot=5),
        Action(
            commands.EndPost, services.end_post, _("免职"), "core.office.write", on="row", slot=8, grade=Grade.ask
        ),
    ),
    help=_("谁在哪个机构任什么职，自何日至何日，凭什么文件。"), empty=_("还没有任职：按 F5 登记"),
)  # fmt: skip

DOCUMENTS = TablePage(
    "core.documents", _("文件档案"), "core.read",
    columns=(
        Column("date", _("日期"), 10, "date", keep=True),
        Column("title", _("标题"), 30, keep=True),
        Column("kind", _("类别"), 10, "choice", DocumentKind),
        Column("number", _("文号"), 18, wide=True),
        Column("retention", _("保管期限"), 8, "choice", Retention),
        Column("file", _("文件名"), 20, wide=True),
    ),
    rows=_document_rows, order=("-date",), group="office", number=30, label="title",
    find=lambda work, text: Document.title.contains(text, autoescape=True),
    params=(Parameter("page", _("页面"), Text), Parameter("record", _("记录"), Text)),
    actions=(
        Action(commands.AddDocument, services.add_document, _("存入文件"), "core.documents.write", slot=5),
        Action(commands.SaveFile, services.save_file, _("取出文件"), "core.read", on="row", slot=8, short=_("取出")),
    ),
    help=_("上级来文、本级发文、纪要、计划总结、台账；附件加密保存。"), empty=_("还没有文件：按 F5 存入"),
)  # fmt: skip

OFFICERS = TablePage(
    "core.officers", _("人员与权限"), "core.officers.read",
    columns=(
        Column("name", _("用户名"), 14, keep=True),
        Column("roles_text", _("角色"), 24, keep=True),
        Column("branch", _("分工会"), 16),
        Column("member", _("会员"), 12),
        Column("active", _("在用"), 6, "yes_no"),
        Column("roles", _("角色编号"), 20, wide=True),
    ),
    rows=_officer_rows, group="system", number=10, resolve=lambda work, text: _by_name(work, Officer, text),
    actions=(
        Action(commands.AddOfficer, services.add_officer, _("新增用户"), "core.officers", slot=5),
        Action(
            commands.ChangeRoles, services.change_roles, _("改角色"), "core.officers", on="row", slot=2,
            prefill=_role_values,
        ),
        Action(
            commands.RemoveOfficer, services.remove_officer, _("停用"), "core.officers", on="row", slot=8,
            grade=Grade.ask,
        ),
        Action(commands.AllowPair, services.allow_pair, _("登记兼任例外"), "core.officers", on="row"),
    ),
    help=_("谁可以做什么。不能兼任的角色会被拒绝，除非委员会有决定并登记在此。"),
)  # fmt: skip

AUDIT = TablePage(
    "core.audit", _("审计日志"), "core.audit.read",
    columns=(
        Column("at", _("时间"), 20, keep=True),
        Column("officer", _("经办"), 10, keep=True),
        Column("summary", _("事项"), 40, keep=True),
        Column("action", _("动作"), 24, wide=True),
        Column("object", _("对象"), 20, wide=True),
        Column("override", _("例外理由"), 16, wide=True),
        Column("hash", _("指纹"), 16, wide=True),
    ),
    rows=_audit_rows, order=("-key",), group="system", number=40, detail=_audit_detail, label="summary",
    shape=worded("object"),
    find=lambda work, text: AuditRecord.summary.contains(text, autoescape=True)
    | AuditRecord.officer.contains(text, autoescape=True) | AuditRecord.action.contains(text, autoescape=True),
    params=(Parameter("officer", _("经办"), Text),),
    help=_("每次改动一条，前后相扣，改不掉也删不去。"),
)  # fmt: skip

RULES = TablePage(
    "core.rules", _("规章与限额"), "core.rules.read",
    columns=(
        Column("title", _("规则"), 26, keep=True),
        Column("value", _("数值"), 20, keep=True),
        Column("document", _("文件"), 26),
        Column("article", _("条款"), 10),
        Column("severity", _("力度"), 6, wide=True),
        Column("jurisdiction", _("范围"), 10, wide=True),
        Column("evidence", _("来源"), 12, wide=True),
        Column("effective_from", _("自"), 10, "date", wide=True),
        Column("effective_to", _("至"), 10, "date", wide=True),
        Column("id", _("编号"), 28, wide=True),
        Column("issuer", _("发文机关"), 16, wide=True),
        Column("set", _("已设定"), 6, "yes_no", wide=True),
        Column("source", _("出处文件"), 14, wide=True),
        Column("note", _("说明"), 30, wide=True),
    ),
    rows=_rule_rows, group="system", number=20, detail=_rule_detail, label="title",
    params=(Parameter("on", _("日期"), Day),),
    help=_("某日有效的每条规则、它的数值、文号和条款。“未设定”的请按本单位文件写进 rules.toml。"),
)  # fmt: skip

TASKS = TablePage(
    "core.tasks", _("待办"), "core.tasks",
    columns=(
        Column("due", _("期限"), 10, "date", keep=True),
        Column("title", _("事项"), 50, keep=True),
        Column("page", _("页面"), 20, wide=True),
        Column("record", _("记录"), 8, wide=True),
    ),
    rows=_task_rows, group="office", number=5, label="title",
    help=_("各模块里到期和要办的事，最急的在前；打开一条就到要办的地方。"), empty=_("没有待办"),
)  # fmt: skip

PROBLEMS = TablePage(
    "core.problems", _("问题"), "core.tasks",
    columns=(
        Column("source", _("来自"), 16, keep=True),
        Column("where", _("环节"), 14),
        Column("reason", _("原因"), 60, keep=True),
    ),
    rows=_problem_rows, group="system", number=50, label="reason",
    help=_("没能加载的插件、出错的环节。其余照常可用。"), empty=_("没有问题"),
)  # fmt: skip

PAGES = (BODIES, POSTS, DOCUMENTS, OFFICERS, AUDIT, RULES, TASKS, PROBLEMS)
