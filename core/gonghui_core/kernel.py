"""The kernel: an opened workspace. It alone begins and commits units of work."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, event, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import ORMExecuteState, Session

from gonghui_core import plugins
from gonghui_core import settings as settings_
from gonghui_core.catalogue import Catalogue
from gonghui_core.contributions import Problem
from gonghui_core.failures import explain
from gonghui_core.files import write_whole
from gonghui_core.hooks import Hooks
from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.office.models import Grant, Officer, PairException
from gonghui_core.office.rights import SYSTEM, Acting, lapsed_roles
from gonghui_core.plugins import CORE, NOT_FATAL, Candidate, Host
from gonghui_core.rules.library import open_rulebook
from gonghui_core.rules.rulebook import Rulebook
from gonghui_core.settings import Settings
from gonghui_core.storage import limits, migrate
from gonghui_core.storage.audit import Entry, Head, Trail, head_of
from gonghui_core.storage.audit_models import AuditRecord
from gonghui_core.storage.engine import WRITE, open_file, open_server
from gonghui_core.storage.migrate import Schema
from gonghui_core.storage.sealing import Sealer
from gonghui_core.verdicts import BadInput, GonghuiError, NoRight, Refusal
from gonghui_core.work import Work
from gonghui_core.workspace import Workspace

_ = translator("gonghui_core")


@dataclass
class Kernel:
    """An opened workspace: settings, storage, plugins. Make one with `Kernel.open`."""

    workspace: Workspace
    settings: Settings
    key: bytes | None
    engine: Engine
    host: Host
    catalogue: Catalogue
    rulebook: Rulebook
    today: Callable[[], date]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    problems: list[Problem] = field(default_factory=list)
    keeps_head: bool = True

    @classmethod
    def open(
        cls, folder: Path, *, officer: str = "", passphrase: str = "", key: bytes | None = None,
        today: date | None = None, candidates: Sequence[Candidate] | None = None,
    ) -> Kernel:  # fmt: skip
        """Open the workspace in `folder`; in an encrypted one the officer's passphrase opens it.

        `candidates` are the plugins to consider, by default those installed. Tables are brought up to date.
        """
        workspace = Workspace(folder)
        settings = workspace.settings()
        pinned = _day_of_work(settings, today)
        if not settings.workspace.plain and key is None:
            key = workspace.keys.open(officer, passphrase)
        if not settings.database.url:
            _refuse_vanished(workspace)
        host = Host(workspace.markers)
        host.load(plugins.installed() if candidates is None else candidates, settings.plugins.disabled)
        sealer = Sealer.of(key, settings.workspace.salt.encode())
        kernel = cls(
            workspace, settings, key, _open_engine(workspace, settings, key, sealer), host,
            Catalogue(), Rulebook(()), pinned,
        )  # fmt: skip
        try:
            kernel._start()
        except BaseException:
            kernel.close()
            raise
        return kernel

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def work(
        self, acting: Acting, *, action: str = "", write: bool = False, override: str = ""
    ) -> Iterator[Work]:
        """One unit of work. What it changed is committed with its audit record when the block ends well."""
        engine = self.engine.execution_options(**{WRITE: True}) if write else self.engine
        with Session(engine, expire_on_commit=False) as session:
            _forbid_bulk_changes(session)
            trail = Trail(session)
            trail.watch()
            limits.watch(session)
            work = Work(
                session, acting, self.today(), self.clock, self.settings, self.rulebook, Hooks(self.host), trail,
                self.workspace.files, self.all_problems, override,
            )  # fmt: skip
            yield work
            if not write:
                return
            session.flush()
            head = trail.write(self._entry(work, action))
            session.commit()
        if head is not None:
            self._keep_head(head)
        for happened in work.events:
            work.hooks.logged("gonghui_happened", event=happened)

    def sign_in(self, name: str) -> Acting:
        """The officer `name` with the roles held and the rights that follow."""
        with self.work(SYSTEM) as work:
            officer = work.session.scalar(select(Officer).where(Officer.name == name))
            if officer is None or not officer.active:
                raise NoRight(_("没有叫“{name}”的人员").format(name=name))
            roles = work.session.scalars(select(Grant.role).where(Grant.officer_id == officer.id)).all()
            exceptions = work.session.scalars(
                select(PairException).where(
                    PairException.officer_id == officer.id, PairException.until >= work.today
                )
            ).all()
        excepted = frozenset((e.first, e.second) for e in exceptions)
        return replace(
            self._rights_of(frozenset(roles) - lapsed_roles(roles, excepted)),
            id=officer.id, name=officer.name, branch_id=officer.branch_id, member_id=officer.member_id,
            excepted=excepted,
        )  # fmt: skip

    def all_problems(self) -> list[Problem]:
        """Everything that does not work in this workspace."""
        return [*self.problems, *self.host.problems]

    def _rights_of(self, roles: frozenset[Role]) -> Acting:
        wide = roles - {Role.branch}
        rights = frozenset(r.id for r in self.catalogue.rights.values() if r.holders & wide)
        own = frozenset(r.id for r in self.catalogue.rights.values() if r.holders & roles & {Role.branch})
        return Acting(None, "", roles, rights, own - rights)

    def _start(self) -> None:
        self._migrate()
        self.catalogue = Catalogue.collect(self.host)
        models = {name: manifest.settings for name, manifest in self.host.manifests.items()}
        self.settings, problems = settings_.with_plugins(self.workspace.folder, self.settings, models)
        self.problems.extend(problems)
        packages = [(name, self.host.manifests[name].package) for name in self.host.order]
        self.rulebook, rule_problems = open_rulebook(
            packages, self.workspace.folder, self.settings.union.jurisdictions
        )
        self.problems.extend(rule_problems)
        self._compare_head()
        self._offer_waiting()

    def _migrate(self) -> None:
        """Bring core's tables up to date, then each plugin's alone; a failing plugin is set aside."""
        from gonghui_core.storage.backup import back_up

        schemas = [(name, self.host.manifests[name].schema) for name in self.host.order]
        pending = [(name, schema) for name, schema in schemas if schema and not self._is_current(schema)]
        kept = bool(self.settings.database.url) or not pending or self._is_fresh()
        for name, schema in pending:
            try:
                with self.engine.execution_options(**{WRITE: True}).begin() as connection:
                    migrate.upgrade(connection, schema)
                    # Another connection still sees what was before: only an upgrade that works costs a backup.
                    if not kept:
                        back_up(self, label="upgrade")
                        kept = True
            except NOT_FATAL as error:
                if name == CORE:
                    raise
                self.host.set_aside(name, "migration", error)

    def _is_current(self, schema: Schema) -> bool:
        try:
            with self.engine.connect() as connection:
                return schema.stored(connection) == schema.head
        except DatabaseError as error:
            if "not a database" in str(error):
                raise GonghuiError(_("数据库打不开：口令对应的密钥不对，或文件已损坏")) from None
            raise

    def _is_fresh(self) -> bool:
        with self.engine.connect() as connection:
            return not migrate.has_table(connection, AuditRecord.__tablename__)

    def _entry(self, work: Work, action: str) -> Entry:
        at = work.clock().isoformat(timespec="milliseconds")
        summary = "；".join(happened.summary for happened in work.events)
        return Entry(at, work.officer.name, action, work.subject, summary, work.override)

    def _keep_head(self, head: Head) -> None:
        # Written after the commit: the database may be ahead of the head, never behind. A head that does not
        # agree is kept as the evidence that it is.
        if not self.keeps_head:
            return
        try:
            write_whole(self.workspace.head, json.dumps({"seq": head.seq, "hash": head.hash}).encode())
        except OSError as error:
            self._problem_once("audit", _("链头没有写到库外：{why}").format(why=error.strerror))

    def outside_head(self) -> Head | None:
        """The end of the chain as it was kept outside the database; `None` where nothing was kept yet."""
        try:
            kept = json.loads(self.workspace.head.read_text())
            return Head(int(kept["seq"]), str(kept["hash"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return Head(-1, "")

    def _compare_head(self) -> None:
        kept = self.outside_head()
        with self.work(SYSTEM) as work:
            have = head_of(work.session)
            seq = -1 if kept is None else kept.seq
            found = work.session.scalar(select(AuditRecord.hash).where(AuditRecord.seq == seq))
        if kept is None:
            if have.seq:
                self._problem_once(
                    "audit", _("库外的链头 {file} 不见了").format(file=self.workspace.head.name)
                )
        elif kept.seq and found != kept.hash:
            self.keeps_head = False
            said = (
                _("库外的链头 {file} 已损坏").format(file=self.workspace.head.name)
                if kept.seq < 0
                else _("数据库比上次关闭时旧，或被换过：审计记录 {seq} 不在或不同").format(seq=kept.seq)
            )
            after = _("；查明后删去 {file}，才会重新记").format(file=self.workspace.head.name)
            self._problem_once("audit", said + after)

    def _problem_once(self, where: str, reason: str) -> None:
        problem = Problem(CORE, where, reason)
        if problem not in self.problems:
            self.problems.append(problem)

    def _offer_waiting(self) -> None:
        """Let a booking plugin that was installed later take in the requests that wait."""
        from gonghui_core.money.requests import offer_waiting, waiting_keys

        if not any(self.host.calls("gonghui_money_requested", work=None, request=None)):
            return
        with self.work(SYSTEM) as work:
            keys = waiting_keys(work)
        for key in keys:
            try:
                with self.work(SYSTEM, action="core.take_in_requests", write=True) as work:
                    offer_waiting(work, key)
            except Refusal:
                continue  # a closed month: it goes on waiting, and its page says so
            except Exception as error:
                self._problem_once("gonghui_money_requested", explain(error).message)
                return


def _open_engine(workspace: Workspace, settings: Settings, key: bytes | None, sealer: Sealer) -> Engine:
    if settings.database.url:
        return open_server(settings.database.url, sealer)
    return open_file(workspace.database, key, sealer)


def _day_of_work(settings: Settings, today: date | None) -> Callable[[], date]:
    """The day that units of work happen on: pinned in a sample workspace or a test, else the calendar's."""
    written = settings.workspace.today
    try:
        pinned = today or (date.fromisoformat(written) if written else None)
    except ValueError:
        raise BadInput(_("workspace.today 应为 2023-12-20 这样的日期"), field="workspace.today") from None
    if written and not settings.workspace.plain:
        raise BadInput(_("workspace.today 只能用于未加密的样例或测试数据"), field="workspace.today")
    return date.today if pinned is None else lambda: pinned


def _refuse_vanished(workspace: Workspace) -> None:
    """Refuse to begin anew where records once were: an empty file opens as an empty database."""
    there = workspace.database.exists() and workspace.database.stat().st_size
    if workspace.head.exists() and not there:
        said = _("数据文件 {path} 不见了或是空的，但这里有过记录：请从备份恢复，不要新建")
        raise GonghuiError(said.format(path=workspace.database))


def _forbid_bulk_changes(session: Session) -> None:
    """No bulk update or delete on audited tables: it would pass by versions and audit records."""

    @event.listens_for(session, "do_orm_execute")
    def _look(state: ORMExecuteState) -> None:
        if not (state.is_update or state.is_delete):
            return
        mapper = state.bind_mapper
        if mapper is not None and getattr(mapper.class_, "__audited__", True):
            raise RuntimeError(f"bulk change of {mapper.class_.__name__} would leave no audit record")
