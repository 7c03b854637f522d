"""The audit log: what it seals, what it notices, and what no tool may do to it while its guards stand."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from gonghui_core.kernel import Kernel
from gonghui_core.storage.audit import Entry, Head, head_of, record_hash
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import GonghuiError


def _faults(union: Union) -> list[str]:
    return [f"{fault.where} {fault.message}" for fault in union.desk("audit").verify_audit()[0]]


def _head(union: Union) -> Head:
    kept = union.kernel.outside_head()
    assert kept is not None
    return kept


def _drop_guards(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        names = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .scalars()
            .all()
        )
        for name in names:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    found = connection.exec_driver_sql(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    ).all()
    for name, table in found:
        connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")


def _tamper(union: Union, *statements: str, guards: bool = True) -> None:
    """Change the database as somebody who holds its key would, with the guards taken away first."""
    with union.kernel.engine.begin() as connection:
        if guards:
            _drop_guards(connection)
        for statement in statements:
            connection.execute(text(statement))


SCRIPTS: dict[str, tuple[list[str], str]] = {
    "edit a row": (["UPDATE core_member SET phone = '13999999999' WHERE number = '1001'"], "phone"),
    "edit a plain column": (["UPDATE core_member SET title = '教授' WHERE number = '1002'"], "title"),
    "edit money": (["UPDATE core_membership SET reason = '改' WHERE id = 1"], "reason"),
    "delete a row": (["DELETE FROM core_membership WHERE id = 3"], "删去"),
    "insert a row": (
        ["INSERT INTO core_branch (id, name, initials, version) VALUES (900, '鬼', 'g', 1)"], "没有审计记录"
    ),
    "raise a version": (["UPDATE core_member SET version = 9 WHERE number = '1003'"], "version"),
    "grant a role": (["UPDATE core_grant SET role = 'chair' WHERE id = 2"], "role"),
    "edit a record": (["UPDATE core_audit SET officer = 'nobody' WHERE seq = 5"], "core_audit/5"),
    "edit a summary": (["UPDATE core_audit SET summary = 'x' WHERE seq = 6"], "core_audit/6"),
    "edit a body": (["UPDATE core_audit_change SET after = '{}' WHERE id = 4"], "被改过"),
    "break a body": (["UPDATE core_audit_change SET after = 'no json' WHERE id = 4"], "被改过"),
    "make a body a list": (["UPDATE core_audit_change SET after = '[1]' WHERE id = 4"], "被改过"),
    "delete a record": (
        ["DELETE FROM core_audit_change WHERE seq = 7", "DELETE FROM core_audit WHERE seq = 7"], "断号"
    ),
    "delete a child": (["DELETE FROM core_audit_change WHERE id = 8"], "被改过"),
    "add a child": (
        ["INSERT INTO core_audit_change (id, seq, table_name, row_key, after)"
         " VALUES (99999, 3, 'core_branch', '1', '{}')"],
        "被改过",
    ),
    "edit row and log": (
        [
            "UPDATE core_branch SET name = '新商学院' WHERE name = '商学院'",
            "UPDATE core_audit_change SET after = replace(after, '商学院', '新商学院')"
            " WHERE table_name = 'core_branch'",
        ],
        "被改过",
    ),
    "exchange two hashes": (["UPDATE core_audit SET prev = '0' WHERE seq = 9"], "core_audit/9"),
    "an unknown choice": (["UPDATE core_member SET sex = 'x' WHERE number = '1004'"], "读不出来"),
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_way_of_tampering_is_named(union: Union, script: str) -> None:
    statements, sign = SCRIPTS[script]
    _tamper(union, *statements)
    told = _faults(union)
    assert any(sign in fault for fault in told), told
    assert any("保护触发器" in fault for fault in told)


@pytest.mark.parametrize("storage", ["encrypted", "postgresql"], indirect=True)
def test_a_broken_seal_is_a_fault_and_no_failure(union: Union) -> None:
    values = {"name": "周一", "sex": "female", "branch": "商学院", "id_number": "11010119900307002X"}
    union.do("clerk", "core.add_member", values)
    _tamper(union, "UPDATE core_member SET id_number = id_index::bytea WHERE id_number IS NOT NULL"
            if union.kernel.settings.database.url
            else "UPDATE core_member SET id_number = CAST(id_index AS BLOB) WHERE id_number IS NOT NULL")  # fmt: skip
    assert any("读不出来" in fault for fault in _faults(union))


def test_guards_put_back_after_an_edit_hide_nothing(plain_union: Union) -> None:
    from gonghui_core.schema import SCHEMA
    from gonghui_core.storage import guards

    _tamper(plain_union, "UPDATE core_member SET phone = '1' WHERE number = '1001'")
    with plain_union.kernel.engine.begin() as connection:
        for name in plain_union.kernel.host.order:
            schema = plain_union.kernel.host.manifests[name].schema
            guards.install(connection, list(schema.guards) if schema else [])
    told = _faults(plain_union)
    assert len(told) == 1
    assert "phone" in told[0]
    assert SCHEMA.guards


def test_a_table_that_is_gone_is_named(plain_union: Union) -> None:
    _tamper(plain_union, "DROP TABLE core_family_member")
    assert any("core_family_member" in fault and "不见了" in fault for fault in _faults(plain_union))


def test_a_guard_that_was_made_harmless_is_named(union: Union) -> None:
    with union.kernel.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER guard_core_audit_update")
            connection.exec_driver_sql(
                "CREATE TRIGGER guard_core_audit_update BEFORE UPDATE ON core_audit BEGIN SELECT 1; END"
            )
        else:
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION guard_core_audit_update() RETURNS trigger LANGUAGE plpgsql "
                "AS $$ BEGIN RETURN NEW; END $$"
            )
    assert _faults(union) == ["guard_core_audit_update 保护触发器 guard_core_audit_update 被换过"]


def _cut_tail(union: Union, count: int) -> None:
    newest = _head(union).seq
    _tamper(
        union, f"DELETE FROM core_audit_change WHERE seq > {newest - count}",
        f"DELETE FROM core_audit WHERE seq > {newest - count}",
    )  # fmt: skip


def test_a_cut_tail_is_found_by_the_head_outside(union: Union) -> None:
    _cut_tail(union, 2)
    assert any("截去" in fault for fault in _faults(union))
    assert any("审计记录" in p.reason for p in union.reopen().kernel.all_problems())


def test_a_chain_computed_anew_is_found_by_the_head_outside(union: Union) -> None:
    with union.kernel.engine.begin() as connection:
        _drop_guards(connection)
        connection.execute(text("UPDATE core_audit SET officer = 'somebody else' WHERE seq = 3"))
        prev = "0" * 64
        for row in connection.execute(text("SELECT * FROM core_audit ORDER BY seq")).mappings().all():
            query = text(
                "SELECT table_name, row_key, before, after FROM core_audit_change WHERE seq = :s ORDER BY id"
            )
            children = [tuple(child) for child in connection.execute(query, {"s": row["seq"]})]
            names = ("at", "officer", "action", "object", "summary", "override")
            found = record_hash(prev, row["seq"], Entry(**{n: row[n] for n in names}), children)  # type: ignore[arg-type]
            connection.execute(
                text("UPDATE core_audit SET prev = :p, hash = :h WHERE seq = :s"),
                {"p": prev, "h": found, "s": row["seq"]},
            )
            prev = found
    told = [fault for fault in _faults(union) if "触发器" not in fault]
    assert len(told) == 1
    assert "链头" in told[0]


def test_an_older_database_put_back_is_noticed_at_every_start_until_looked_into(plain_union: Union) -> None:
    workspace = plain_union.kernel.workspace
    plain_union.kernel.close()
    older = workspace.database.read_bytes()
    newer = plain_union.reopen()
    newer.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
    newer.kernel.close()
    for path in workspace.folder.glob("gonghui.db-*"):
        path.unlink()
    workspace.database.write_bytes(older)
    back = Union(Kernel.open(workspace.folder))
    assert any("旧" in problem.reason for problem in back.kernel.all_problems())
    back.do("clerk", "core.edit_member", {"phone": "13700000000"}, "1001")
    again = back.reopen()
    plain_union.kernel = again.kernel
    assert any("旧" in problem.reason for problem in again.kernel.all_problems())
    assert any("链头" in fault for fault in _faults(again))


@pytest.mark.parametrize("content", [b"", b"{}", b'{"seq": "x", "hash": 1}', b"\xff", b"[]"])
def test_a_damaged_head_is_told(plain_union: Union, content: bytes) -> None:
    plain_union.kernel.workspace.head.write_bytes(content)
    again = plain_union.reopen()
    plain_union.kernel = again.kernel
    assert any("链头" in problem.reason for problem in again.kernel.all_problems())
    assert any("链头" in fault for fault in _faults(again))


def test_a_head_that_is_gone_is_told_and_comes_back_with_the_next_change(plain_union: Union) -> None:
    plain_union.kernel.workspace.head.unlink()
    again = plain_union.reopen()
    plain_union.kernel = again.kernel
    assert any("不见了" in problem.reason for problem in again.kernel.all_problems())
    again.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
    assert _faults(again) == []


def test_a_lost_log_of_the_database_is_noticed(plain_union: Union) -> None:
    """A `-wal` file that is deleted opens cleanly and rows are gone without a word: the head outside says so."""
    folder = plain_union.kernel.workspace.folder
    copy = folder.with_name("copy")
    plain_union.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
    shutil.copytree(folder, copy)
    (copy / "gonghui.db-wal").unlink()
    (copy / "gonghui.db-shm").unlink(missing_ok=True)
    try:
        opened = Kernel.open(copy)
    except Exception:  # everything was still in the log: no database at all
        return
    assert opened.all_problems()
    opened.close()


class TestForeignTools:
    """Statements of a connection that sets none of our pragmas."""

    @pytest.fixture
    def strange(self, plain_union: Union) -> Callable[[str], Any]:
        connection = sqlcipher.connect(str(plain_union.kernel.workspace.database), isolation_level=None)
        return connection.execute

    @pytest.mark.parametrize("statement", [
        "UPDATE core_audit SET officer = 'x' WHERE seq = 1",
        "DELETE FROM core_audit WHERE seq = 1",
        "DELETE FROM core_audit",
        "INSERT OR REPLACE INTO core_audit SELECT seq, at, 'x', action, object, summary, override, prev, hash"
        " FROM core_audit WHERE seq = 1",
        "REPLACE INTO core_audit (seq, at, officer, action, object, summary, override, prev, hash)"
        " VALUES (1, '', 'x', '', '', '', '', '', '')",
        "INSERT OR REPLACE INTO core_audit (rowid, at, officer, action, object, summary, override, prev, hash)"
        " VALUES (1, '', 'x', '', '', '', '', '', '')",
        "UPDATE OR REPLACE core_audit SET seq = 2 WHERE seq = 1",
        "INSERT INTO core_audit (seq, at, officer, action, object, summary, override, prev, hash)"
        " VALUES (1, '', 'x', '', '', '', '', '', '') ON CONFLICT (seq) DO UPDATE SET officer = 'x'",
        "UPDATE core_audit_change SET after = '{}' WHERE id = 1",
        "DELETE FROM core_audit_change WHERE id = 1",
        "INSERT OR REPLACE INTO core_audit_change (id, seq, table_name, row_key) VALUES (1, 1, 'x', '1')",
        "UPDATE OR REPLACE core_audit_change SET id = 2 WHERE id = 1",
    ])  # fmt: skip
    def test_the_log_is_append_only(
        self, plain_union: Union, strange: Callable[[str], Any], statement: str
    ) -> None:
        with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
            strange(statement)
        assert _faults(plain_union) == []

    @pytest.mark.parametrize("storage", ["postgresql"], indirect=True)
    def test_on_postgresql_too_and_it_cannot_be_emptied(self, union: Union) -> None:
        statements = (
            "UPDATE core_audit SET officer = 'x' WHERE seq = 1",
            "DELETE FROM core_audit WHERE seq = 1",
            "TRUNCATE core_audit, core_audit_change",
            "TRUNCATE core_audit_change",
            "UPDATE core_audit_change SET after = '{}' WHERE id = 1",
        )
        for statement in statements:
            with pytest.raises(Exception, match="append-only"), union.kernel.engine.begin() as connection:
                connection.execute(text(statement))
        assert _faults(union) == []

    def test_an_edit_through_us_is_told_as_a_sentence(self, plain_union: Union) -> None:
        from gonghui_core.failures import explain

        with (
            pytest.raises(Exception, match="append-only") as refused,
            plain_union.kernel.engine.begin() as connection,
        ):
            connection.execute(text("DELETE FROM core_audit"))
        assert "不能改" in explain(refused.value).message  # type: ignore[arg-type]


class TestPersonalValues:
    """What the log keeps of a person is sealed, and gone with the key."""

    def test_no_personal_value_is_readable_in_the_log(self, union: Union) -> None:
        values = {"name": "欧阳娜娜", "sex": "female", "branch": "商学院", "phone": "13800138000", "remarks": "隐私",
                  "id_number": "11010119900307002X"}  # fmt: skip
        key = union.do("clerk", "core.add_member", values).key
        union.do("clerk", "core.edit_member", {"phone": "13811112222"}, key)
        relative = {
            "member": key,
            "name": "小欧阳",
            "relation": "child",
            "consent": True,
            "birth_date": "2015-06-01",
        }
        union.do("clerk", "core.add_family_member", relative)
        with union.kernel.engine.connect() as connection:
            log = connection.execute(text("SELECT * FROM core_audit")).all()
            changes = connection.execute(text("SELECT * FROM core_audit_change")).all()
        told = " ".join(str(row) for row in (*log, *changes))
        for secret in (
            "欧阳娜娜",
            "13800138000",
            "13811112222",
            "隐私",
            "11010119900307002X",
            "ouyangnana",
            "小欧阳",
        ):
            assert secret not in told
        assert _faults(union) == []

    def test_erasing_a_persons_key_keeps_the_chain(self, union: Union) -> None:
        union.do("clerk", "core.edit_member", {"phone": "13811112222"}, "1001")
        _tamper(union, "DELETE FROM core_person_key WHERE member_id = 1", guards=False)
        assert _faults(union) == []
        union.do("clerk", "core.edit_member", {"phone": "13833334444"}, "1001")
        assert _faults(union) == []

    @pytest.mark.parametrize("storage", ["encrypted"], indirect=True)
    def test_a_sealed_column_without_a_person_is_sealed_in_the_log(self, union: Union) -> None:
        from gonghui_core.office.rights import SYSTEM
        from gonghui_core.storage.audit import Change, _PersonSealer

        change = Change("x_case", "1", None, {"id": 1, "reason": "病情"}, None, frozenset({"reason"}))
        with union.kernel.work(SYSTEM) as work:
            ((_table, _key, _before, after),) = _PersonSealer(work.session).seal_all([change])
        assert after is not None
        assert "病情" not in after
        assert json.loads(after)["id"] == 1


def test_what_was_not_committed_leaves_no_record(union: Union) -> None:
    before = _head(union)
    with pytest.raises(GonghuiError):
        union.do(
            "clerk",
            "core.add_member",
            {"name": "周一", "sex": "female", "branch": "商学院", "number": "1001"},
        )
    assert _head(union) == before


def test_a_bulk_change_of_audited_rows_is_stopped(plain_union: Union) -> None:
    from sqlalchemy import delete, update

    from gonghui_core.members.models import Member
    from gonghui_core.office.rights import SYSTEM

    for statement in (update(Member).values(phone="1"), delete(Member)):
        with pytest.raises(RuntimeError, match="audit"), plain_union.kernel.work(SYSTEM, write=True) as work:
            work.session.execute(statement)


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "status", "transfer", "add", "branch", "officer", "post", "bad"]),
        st.integers(1, 12), st.integers(0, 9),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def _act(union: Union, kind: str, who: int, what: int) -> None:
    member = str(1000 + who)
    branch = ("信息工程学院", "商学院", "图书馆")[what % 3]
    status = ("retained", "active", "left")[what % 3]
    calls: dict[str, tuple[str, str, dict[str, Any], tuple[str, ...]]] = {
        "edit": ("clerk", "core.edit_member", {"phone": f"1390000000{what}", "remarks": "x" * what}, (member,)),
        "status": ("clerk", "core.change_status", {"status": status, "on": "2023-12-01"}, (member,)),
        "transfer": ("clerk", "core.transfer_member", {"branch": branch, "on": "2023-12-02"}, (member,)),
        "add": ("clerk", "core.add_member", {"name": f"新人{what}", "sex": "male", "branch": branch}, ()),
        "branch": ("clerk", "core.add_branch", {"name": f"分会{what}", "parent": branch}, ()),
        "officer": ("keeper", "core.change_roles", {"roles": ["clerk", "women"][what % 2]}, ("women",)),
        "post": ("chair", "core.add_body", {"name": f"机构{what}", "kind": "other"}, ()),
        "bad": ("accountant", "core.add_member", {"name": "x"}, ()),
    }  # fmt: skip
    officer, action, values, records = calls[kind]
    try:
        union.do(officer, action, values, *records)
    except GonghuiError:
        return


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS)
def test_after_anything_the_log_is_whole_and_says_what_the_tables_say(
    plain_union: Union, actions: list[tuple[str, int, int]]
) -> None:
    for kind, who, what in actions:
        before = head_seq(plain_union)
        _act(plain_union, kind, who, what)
        assert head_seq(plain_union) - before in (0, 1)
    assert _faults(plain_union) == []


def head_seq(union: Union) -> int:
    """The newest record of the log."""
    from gonghui_core.office.rights import SYSTEM

    with union.kernel.work(SYSTEM) as work:
        return head_of(work.session).seq


def test_the_head_is_not_written_twice_by_threads(plain_union: Union, tmp_path: Path) -> None:
    from threading import Thread

    from gonghui_core.files import write_whole

    (tmp_path / "here").mkdir()
    target = tmp_path / "here" / "head"
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for _round in range(30):
                write_whole(target, f"{number}".encode() * 50)
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(set(target.read_text())) == 1
    assert list(target.parent.iterdir()) == [target]
