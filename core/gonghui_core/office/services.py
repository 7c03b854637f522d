"""Changes of bodies, posts, officers and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from gonghui_core.commands import Outcome
from gonghui_core.i18n import translator
from gonghui_core.members import queries as members
from gonghui_core.office import commands
from gonghui_core.office.choices import BodyKind, PostKind, Role
from gonghui_core.office.models import Body, Document, Grant, Officer, PairException, Post
from gonghui_core.office.rights import FORBIDDEN_PAIRS, broken_pairs
from gonghui_core.storage.filestore import FileStore
from gonghui_core.storage.keys import RECOVERY
from gonghui_core.verdicts import BadInput, Refusal, Standing, Verdict
from gonghui_core.work import Event, Work

_ = translator("gonghui_core")

RESERVED_NAMES = ("system", RECOVERY)
FINANCE_ROLES = (Role.accountant, Role.cashier)


@dataclass(frozen=True)
class Done(Event):
    """Something was done in the office; the words say what."""

    words: str

    @property
    def summary(self) -> str:
        return self.words


def add_body(work: Work, command: commands.AddBody) -> Outcome:
    """Set up a body."""
    if work.session.scalar(select(Body.id).where(Body.name == command.name)) is not None:
        raise Refusal(_("已有机构“{name}”").format(name=command.name), field="name")
    body = Body(name=command.name, kind=command.kind, branch_id=command.branch)
    work.add(body, Done(_("设立{name}").format(name=command.name)))
    return Outcome(_("已设立{name}").format(name=command.name), body.id)


def appoint(work: Work, command: commands.Appoint) -> Outcome:
    """Record a post. The audit committee's members may not keep the union's money."""
    member = members.active(work, command.member)
    body = work.get(Body, command.body)
    if command.until is not None and command.until < command.since:
        raise Refusal(_("任期的结束早于开始"), field="until")
    post = Post(
        member_id=member.id, body_id=body.id, post=command.post, since=command.since, until=command.until,
        document=command.document,
    )  # fmt: skip
    warnings = _incompatible(work, body, command)
    words = _("{name}任{body}{post}").format(name=member.number, body=body.name, post=command.post.label)
    work.add(post, Done(words))
    said = _("{name}任{body}{post}").format(name=member.name, body=body.name, post=command.post.label)
    return Outcome(said, post.id, warnings)


def _incompatible(work: Work, body: Body, command: commands.Appoint) -> list[Verdict]:
    """The union's chair and its money people may not sit on the audit committee."""
    if body.kind is not BodyKind.audit_committee:
        return []
    chairs = (
        select(Post.id)
        .join(Body, Body.id == Post.body_id)
        .where(
            Body.kind == BodyKind.committee, Post.member_id == command.member, Post.post == PostKind.chair,
            (Post.until.is_(None)) | (Post.until >= command.since),
        )
    )  # fmt: skip
    if work.session.scalar(chairs) is not None:
        raise Refusal(
            _("工会主席不得任经费审查委员"), field="member", rule="core.audit_committee_incompatible"
        )
    money = (
        select(Grant.role)
        .join(Officer, Officer.id == Grant.officer_id)
        .where(Officer.member_id == command.member, Officer.active, Grant.role.in_(FINANCE_ROLES))
    )
    if work.session.scalar(money) is not None:
        raise Refusal(
            _("财务人员不得任经费审查委员"), field="member", rule="core.audit_committee_incompatible"
        )
    return []


def end_post(work: Work, command: commands.EndPost) -> Outcome:
    """End a post on its last day."""
    post = work.get(Post, command.record)
    if command.on < post.since:
        raise Refusal(_("{on} 早于任职开始 {since}").format(on=command.on, since=post.since), field="on")
    post.until = command.on
    work.record(Done(_("任职 {key} 到 {on} 止").format(key=post.id, on=command.on)))
    return Outcome(_("已登记"), post.id)


def add_document(work: Work, command: commands.AddDocument) -> Outcome:
    """Put a document into the archive; a file is copied, encrypted and named by its hash."""
    document = Document(
        title=command.title, kind=command.kind, date=command.date, retention=command.retention,
        number=command.number, page=command.page, record=command.attached_to,
    )  # fmt: skip
    if command.file is not None:
        stored = FileStore.of(work).put(_path(command.file, "file"))
        document.file_name, document.sha256, document.size = stored.name, stored.sha256, stored.size
    work.add(document, Done(_("存档：{title}").format(title=command.title)))
    return Outcome(_("已存档：{title}").format(title=command.title), document.id)


def _path(text: str, field: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~name of nobody
        raise BadInput(_("{path} 不是文件").format(path=text), field=field) from None


def save_file(work: Work, command: commands.SaveFile) -> Outcome:
    """Write a document's file out; that it left is recorded."""
    document = work.get(Document, command.record)
    if document.sha256 is None:
        raise Refusal(_("“{title}”没有附文件").format(title=document.title))
    path = _path(command.to, "to")
    FileStore.of(work).take(document.sha256, path)
    work.record(Done(_("取出文件：{title}").format(title=document.title)))
    return Outcome(_("已存到 {path}").format(path=path), document.id)


def add_officer(work: Work, command: commands.AddOfficer) -> Outcome:
    """Let somebody sign in. The key slot is made by whoever knows the new passphrase (`Desk.add_officer`)."""
    if command.name in RESERVED_NAMES:
        raise Refusal(_("“{name}”是程序自己用的名字").format(name=command.name), field="name")
    if work.session.scalar(select(Officer.id).where(Officer.name == command.name)) is not None:
        raise Refusal(_("已有用户“{name}”").format(name=command.name), field="name")
    if Role.branch in command.roles and command.branch is None:
        raise Refusal(_("分工会干部要指明分工会"), field="branch")
    officer = Officer(name=command.name, branch_id=command.branch, member_id=command.member, active=True)
    work.add(
        officer, Done(_("新增用户 {name}：{roles}").format(name=command.name, roles=_titles(command.roles)))
    )
    _grant(work, officer, command.roles)
    return Outcome(_("已新增用户 {name}").format(name=command.name), officer.id, ask_passphrase=officer.name)


def change_roles(work: Work, command: commands.ChangeRoles) -> Outcome:
    """Give an officer other roles; forbidden pairs are refused unless the committee has decided otherwise."""
    officer = work.get(Officer, command.record)
    if Role.branch in command.roles and command.branch is None:
        raise Refusal(_("分工会干部要指明分工会"), field="branch")
    work.fresh(officer, command.version)
    if Role.keeper not in command.roles:
        _refuse_last_keeper(work, officer)
    officer.branch_id, officer.member_id = command.branch, command.member
    for grant in work.session.scalars(select(Grant).where(Grant.officer_id == officer.id)).all():
        work.session.delete(grant)
    work.session.flush()
    _grant(work, officer, command.roles)
    work.record(Done(_("{name} 的角色：{roles}").format(name=officer.name, roles=_titles(command.roles))))
    return Outcome(_("已保存"), officer.id)


def remove_officer(work: Work, command: commands.RemoveOfficer) -> Outcome:
    """End an officer's access; one keeper must remain."""
    officer = work.get(Officer, command.record)
    _refuse_last_keeper(work, officer)
    officer.active = False
    work.record(Done(_("停用用户 {name}").format(name=officer.name)))
    return Outcome(_("已停用 {name}").format(name=officer.name), officer.id)


def _refuse_last_keeper(work: Work, officer: Officer) -> None:
    keepers = select(Grant.officer_id).join(Officer, Officer.id == Grant.officer_id)
    others = keepers.where(Grant.role == Role.keeper, Officer.active, Officer.id != officer.id)
    if work.session.scalar(others) is None:
        raise Refusal(_("至少要留一名系统管理员"), field="record")


def allow_pair(work: Work, command: commands.AllowPair) -> Outcome:
    """Record an exception; it shows on reports and ends by itself."""
    officer = work.get(Officer, command.record)
    pair = {command.first, command.second}
    if not any(pair == {first, second} for first, second, _source in FORBIDDEN_PAIRS):
        raise Refusal(_("这两个角色本来就可以兼任"), field="second")
    exception = PairException(
        officer_id=officer.id, first=command.first, second=command.second, decision=command.decision,
        until=command.until,
    )  # fmt: skip
    words = _("{name} 可兼 {pair}，至 {until}：{decision}")
    said = words.format(
        name=officer.name, pair=_titles(sorted(pair)), until=command.until, decision=command.decision
    )
    work.add(exception, Done(said))
    warning = Verdict("core.forbidden_pair", Standing.WARN, said)
    return Outcome(_("已登记例外"), exception.id, [warning])


def _grant(work: Work, officer: Officer, roles: Iterable[Role]) -> None:
    roles = list(dict.fromkeys(roles))
    allowed = {
        frozenset((e.first, e.second))
        for e in work.session.scalars(select(PairException).where(PairException.officer_id == officer.id))
        if e.until >= work.today
    }
    for first, second, source in broken_pairs([*roles, *_held_elsewhere(work, officer)]):
        if frozenset((first, second)) not in allowed:
            said = _("{first}和{second}不能由一人兼任（{source}）")
            raise Refusal(
                said.format(first=first.label, second=second.label, source=source), field="roles",
                rule="core.forbidden_pair", citation=source,
            )  # fmt: skip
    for role in roles:
        work.session.add(Grant(officer_id=officer.id, role=role, granted_on=work.today))
    work.session.flush()


def _held_elsewhere(work: Work, officer: Officer) -> list[Role]:
    """The roles that the same member holds under other user names: what one person may not hold, two accounts
    of one person may not either."""
    if officer.member_id is None:
        return []
    query = (
        select(Grant.role)
        .join(Officer, Officer.id == Grant.officer_id)
        .where(Officer.member_id == officer.member_id, Officer.id != officer.id, Officer.active)
    )
    return list(work.session.scalars(query))


def _titles(roles: Iterable[Role]) -> str:
    return "、".join(role.label for role in roles)
