"""All that is known of one member: the register's own data, then what each plugin contributes."""

from __future__ import annotations

from sqlalchemy import select

from gonghui_core.contributions import MemberSection, Problem
from gonghui_core.i18n import translator
from gonghui_core.members import standing
from gonghui_core.members.identity import masked
from gonghui_core.members.models import Branch, Member, Membership
from gonghui_core.members.queries import READ, require_in_scope
from gonghui_core.money import benefits
from gonghui_core.office.models import Body, Post
from gonghui_core.reports import Block, Child, Col, Figure, Figures, Grid, Heading, Paragraph, Report
from gonghui_core.verdicts import GonghuiError
from gonghui_core.work import Work

_ = translator("gonghui_core")


def member_report(work: Work, member: Member) -> Report:
    """The page of one member; a branch officer sees the own branch only."""
    require_in_scope(work, READ, member)
    parts = (_facts, _standing, _history, _posts, _benefits)
    blocks = [part(work, member) for part in parts]
    blocks.append(Child("core.family", {"member": str(member.id)}, _("家属")))
    blocks += _contributed(work, member)
    title = f"{member.name} {member.number}"
    return Report(title, tuple(block for block in blocks if block is not None))


def _facts(work: Work, member: Member) -> Block:
    pairs = (
        (_("姓名"), member.name), (_("性别"), member.sex), (_("出生日期"), member.birth_date),
        (_("身份证号"), masked(member.id_number) if member.id_number else None),
        (_("分工会"), work.get(Branch, member.branch_id).name), (_("会籍"), member.status),
        (_("入会日期"), member.joined_on), (_("手机"), member.phone), (_("民族"), member.nation),
        (_("政治面貌"), member.political_status), (_("职称"), member.title), (_("职务"), member.position),
        (_("用工形式"), member.employment), (_("入职日期"), member.employed_on), (_("拼音"), member.pinyin),
        (_("备注"), member.remarks),
    )  # fmt: skip
    return Figures(tuple(Figure(title, value) for title, value in pairs), _("基本信息"))


def _standing(work: Work, member: Member) -> Block | None:
    """How the member stands with each plugin; one that fails is told in its place."""
    try:
        found = standing.of(work, member)
    except GonghuiError as error:
        return Paragraph(error.message)
    figures = tuple(Figure(item.title, item.words, mark="ok" if item.good else "warn") for item in found)
    return Figures(figures, _("会员状况")) if figures else None


def _history(work: Work, member: Member) -> Block:
    query = (
        select(Membership, Branch.name)
        .join(Branch, Branch.id == Membership.branch_id)
        .where(Membership.member_id == member.id)
        .order_by(Membership.since, Membership.id)
    )
    rows = [
        (span.since, span.until, span.change, span.status, branch, span.reason)
        for span, branch in work.session.execute(query)
    ]
    columns = (
        Col("since", _("自"), "date", 10), Col("until", _("至"), "date", 10), Col("change", _("变动"), width=10),
        Col("status", _("会籍"), width=10), Col("branch", _("分工会"), width=14), Col("reason", _("原因"), width=16),
    )  # fmt: skip
    return Grid(columns, rows, _("会籍沿革"))


def _posts(work: Work, member: Member) -> Block | None:
    query = select(Post, Body.name).join(Body, Body.id == Post.body_id).where(Post.member_id == member.id)
    rows = [
        (body, post.post, post.since, post.until, post.document) for post, body in work.session.execute(query)
    ]
    columns = (
        Col("body", _("机构"), width=20), Col("post", _("职务"), width=14), Col("since", _("自"), "date", 10),
        Col("until", _("至"), "date", 10), Col("document", _("文号"), width=16),
    )  # fmt: skip
    return Grid(columns, rows, _("任职")) if rows else None


def _benefits(work: Work, member: Member) -> Block | None:
    year = work.today.year
    received = benefits.of_member(work, member.id, year)
    titles = {
        head.id: head.title
        for manifest in work.hooks.host.manifests.values()
        for head in manifest.money_heads
    }
    rows = [(item.day, titles.get(item.kind, item.kind), item.amount) for item in received]
    columns = (
        Col("day", _("日期"), "date", 10),
        Col("kind", _("项目"), width=24),
        Col("amount", _("金额"), "money", 12),
    )
    title = _("{year} 年享受 {total:,.2f} 元").format(
        year=year, total=sum((i.amount for i in received), benefits.ZERO)
    )
    return Grid(columns, rows, title) if rows else None


def _contributed(work: Work, member: Member) -> list[Block]:
    blocks: list[Block] = []
    for name, result in work.hooks.isolated(
        "gonghui_member_sections", work.session, work=work, member=member
    ):
        if isinstance(result, Problem):
            blocks.append(
                Paragraph(_("{plugin}：读取失败（{reason}）").format(plugin=name, reason=result.reason))
            )
            continue
        for section in result:
            if isinstance(section, MemberSection) and work.may(section.right):
                blocks += [Heading(section.title, 2), *section.blocks]
    return blocks
