"""Kills, full disks, locks and races against a real file and a real server."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gonghui_core.failures import explain
from gonghui_core.kernel import Kernel
from gonghui_core.storage import engine as engines
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import GonghuiError, Stale

pytestmark = pytest.mark.fault
ROUNDS = 30
HEADINGS = "工号,姓名,性别,所属部门,入会时间"


class Forker:
    """Starts workers of `fault_child.py` and waits for what they tell."""

    def __init__(self) -> None:
        program = Path(__file__).with_name("fault_child.py")
        self.process = subprocess.Popen(
            [sys.executable, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, work: str, home: Path, ack: Path, extra: object = "") -> int:
        """Fork a worker; its process id."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{work}\t{home}\t{ack}\t{extra}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def finish(self, pid: int, seconds: float = 60) -> None:
        """Wait until a worker has ended by itself."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        raise AssertionError(f"worker {pid} goes on")


@pytest.fixture(scope="module")
def forker() -> Iterator[Forker]:
    """One process with everything loaded."""
    made = Forker()
    yield made
    assert made.process.stdin is not None
    made.process.stdin.close()
    made.process.wait(timeout=20)


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _kill_once(forker: Forker, work: str, home: Path, ack: Path, extra: object = "") -> list[str]:
    """Let a worker run until it has told something, kill it a moment later; all that it told."""
    before = len(_lines(ack))
    pid = forker.start(work, home, ack, extra)
    until = time.monotonic() + 60
    while len(_lines(ack)) == before and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(random.random() * 0.03)
    os.kill(pid, signal.SIGKILL)
    forker.finish(pid)
    return _lines(ack)[before:]


def _whole(home: Path) -> Union:
    opened = Union(Kernel.open(home, candidates=[]))
    assert opened.kernel.all_problems() == []
    return opened


def test_kill_9_while_members_are_added(plain_union: Union, tmp_path: Path, forker: Forker) -> None:
    home, ack = plain_union.kernel.workspace.folder, tmp_path / "ack"
    plain_union.kernel.close()
    told = 0
    for number in range(ROUNDS):
        keys = set(_kill_once(forker, "add", home, ack))
        told += len(keys)
        opened = Union(Kernel.open(home, candidates=[]))
        rows = {row["key"] for row in opened.rows("clerk", "core.members")}
        assert keys <= rows
        if number % 10 == 9:
            faults, _head = opened.desk("audit").verify_audit()
            assert [fault for fault in faults if "审计" in fault.message or "链头" in fault.message] == []
            assert opened.desk("keeper").check() == []
        opened.kernel.close()
    assert told >= ROUNDS


def test_kill_9_while_sheets_are_taken_in(plain_union: Union, tmp_path: Path, forker: Forker) -> None:
    home, sheets = plain_union.kernel.workspace.folder, tmp_path / "sheets"
    plain_union.kernel.close()
    sheets.mkdir()
    for number in range(40):
        rows = [f"{number:02}{i:04},甲{i},男,商学院,2020-09-01" for i in range(300)]
        (sheets / f"{number:02}.csv").write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    for number in range(6):
        copy, ack = tmp_path / f"copy{number}", tmp_path / f"ack{number}"
        shutil.copytree(home, copy)
        told = _kill_once(forker, "take_in", copy, ack, sheets)
        opened = Union(Kernel.open(copy, candidates=[]))
        taken = len(opened.rows("clerk", "core.members")) - 12
        assert taken % 300 == 0
        assert taken >= 300 * len(told)
        assert opened.desk("keeper").check() == []
        again = opened.desk("clerk").import_sheet("members", sheets / "00.csv")
        assert again.counts["unchanged"] == 300
        opened.kernel.close()


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(
    plain_union: Union, tmp_path: Path, forker: Forker
) -> None:
    home, ack, sheet = plain_union.kernel.workspace.folder, tmp_path / "ack", tmp_path / "big.csv"
    rows = [f"{i:06},甲{i},男,商学院,2020-09-01" for i in range(20_000)]
    sheet.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    plain_union.kernel.close()
    pid = forker.start("starved", home, ack, sheet)
    forker.finish(pid, 120)
    told = _lines(ack)
    assert len(told) == 2
    for line in told:
        assert "没有改动" in line or "没有做成" in line, line
        assert "E-" not in line
    opened = Union(Kernel.open(home, candidates=[]))
    assert len(opened.rows("clerk", "core.members")) == 12
    assert list(home.glob("backups/*")) == []
    assert opened.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
    opened.kernel.close()


def test_a_folder_that_may_only_be_read_is_told(plain_union: Union, tmp_path: Path, forker: Forker) -> None:
    home = Path(
        shutil.copytree(plain_union.kernel.workspace.folder, Path("/tmp") / f"gonghui-ro-{os.getpid()}")
    )
    ack = home.with_name(home.name + ".ack")
    ack.touch()
    ack.chmod(0o666)
    try:
        for path in [home, *home.rglob("*")]:
            path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH | (0o111 if path.is_dir() else 0))
        forker.finish(forker.start("stripped", home, ack, plain_union.kernel.workspace.folder))
        (told,) = _lines(ack)
        assert told != "done"
        assert "E-" not in told
        assert "数据文件" in told or "文件夹" in told
    finally:
        for path in [home, *home.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(home)
        ack.unlink()


def test_two_processes_write_one_file(plain_union: Union, tmp_path: Path, forker: Forker) -> None:
    home, ack = plain_union.kernel.workspace.folder, tmp_path / "ack"
    pid = forker.start("add", home, ack)
    mine = []
    while len(_lines(ack)) < 15 or len(mine) < 15:
        values = {"name": "旧人", "sex": "female", "branch": "图书馆", "joined_on": "2023-01-01"}
        mine.append(str(plain_union.do("clerk", "core.add_member", values).key))
    os.kill(pid, signal.SIGKILL)
    forker.finish(pid)
    rows = plain_union.rows("clerk", "core.members")
    assert {*mine, *_lines(ack)} <= {row["key"] for row in rows}
    assert len({row["number"] for row in rows}) == len(rows)
    again = plain_union.reopen()
    plain_union.kernel = again.kernel
    assert again.desk("audit").verify_audit()[0] == []


def _race(count: int, act: Callable[[int], None]) -> list[BaseException]:
    """Run `act` in `count` threads at once; what they raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(count)

    def run(number: int) -> None:
        gate.wait()
        try:
            act(number)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.parametrize("storage", ["plain", "postgresql"], indirect=True)
def test_two_officers_on_one_record_lose_nothing_and_are_told(union: Union) -> None:
    conflicts, saved = [], []

    def edit(number: int) -> None:
        officer = ("clerk", "clerk2")[number]
        desk = union.desk(officer)
        for turn in range(50):
            form = desk.form("core.edit_member", "1001")
            values = {"remarks": f"{officer} {turn}", "version": form.version}
            try:
                desk.do("core.edit_member", values, ["1001"])
                saved.append(values["remarks"])
            except Stale as stale:
                conflicts.append(stale)

    before = union.desk().form("core.edit_member", "1001").version
    assert _race(2, edit) == []
    after = union.desk().form("core.edit_member", "1001").version
    assert before is not None
    assert after == before + len(saved)
    assert len(saved) + len(conflicts) == 100
    assert all("remarks" in conflict.versions for conflict in conflicts)
    assert union.desk("audit").verify_audit()[0] == []


@pytest.mark.parametrize("storage", ["plain", "encrypted", "postgresql"], indirect=True)
def test_numbers_given_at_once_are_given_once(union: Union) -> None:
    def add(number: int) -> None:
        desk = union.desk("clerk")
        for _turn in range(8):
            desk.do("core.add_member", {"name": f"甲{number}", "sex": "male", "branch": "商学院"})

    assert _race(4, add) == []
    rows = [row for row in union.rows("clerk", "core.members") if row["number"].startswith("2023")]
    assert len({row["number"] for row in rows}) == len(rows) == 32
    assert union.desk("audit").verify_audit()[0] == []


def test_a_locked_database_is_a_sentence(plain_union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 200)
    again = plain_union.reopen()
    plain_union.kernel = again.kernel
    other = sqlcipher.connect(str(again.kernel.workspace.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert again.rows("clerk", "core.members")  # reading goes on
    with pytest.raises(Exception, match="locked") as locked:
        again.do("clerk", "core.edit_member", {"phone": "1"}, "1001")
    assert "正被另一处使用" in explain(locked.value).message  # type: ignore[arg-type]
    other.execute("ROLLBACK")
    assert again.do("clerk", "core.edit_member", {"phone": "1"}, "1001")


def test_a_server_that_goes_away_is_a_sentence() -> None:
    from sqlalchemy.exc import OperationalError

    told = explain(OperationalError("x", {}, Exception("server closed the connection unexpectedly")))
    assert isinstance(told, GonghuiError)
    assert "服务器" in told.message


@pytest.mark.parametrize("storage", ["encrypted"], indirect=True)
def test_a_flipped_bit_in_an_encrypted_file_is_never_silent(union: Union) -> None:
    """The page HMAC of SQLCipher finds every one: the same flip in a plain file mostly goes unseen."""
    database, key = union.kernel.workspace.database, union.kernel.key
    union.kernel.close()
    content = database.read_bytes()
    chance = random.Random(7)
    for _round in range(12):
        broken = bytearray(content)
        broken[chance.randrange(4096, len(content))] ^= 1 << chance.randrange(8)
        database.write_bytes(broken)
        with pytest.raises(Exception) as noticed:  # noqa: PT012 - whichever read comes to the page
            kernel = Kernel.open(database.parent, key=key)
            try:
                with kernel.engine.connect() as connection:
                    assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all() == []
            finally:
                kernel.close()
        assert noticed.value is not None
    database.write_bytes(content)
    union.kernel = Kernel.open(database.parent, key=key)
