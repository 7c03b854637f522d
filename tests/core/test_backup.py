"""Backups and attached files: verified, whole, restored only where nothing is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gonghui_core.kernel import Kernel
from gonghui_core.storage.backup import restore
from gonghui_core.storage.filestore import FileStore
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, GonghuiError

PAPER = {"title": "批复", "kind": "incoming", "date": "2023-05-01"}


def _archive(union: Union) -> Path:
    return union.desk("keeper").back_up()


@pytest.mark.parametrize("storage", ["plain", "encrypted"], indirect=True)
def test_a_restored_workspace_is_the_same_and_verifies(union: Union, tmp_path: Path) -> None:
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF content")
    key = union.do("clerk", "core.add_document", {**PAPER, "file": str(paper)}).key
    rows = union.rows("clerk", "core.members")
    archive = _archive(union)
    target = tmp_path / "new" / "home"
    restore(archive, target)
    back = Union(Kernel.open(target, key=union.kernel.key), union.today)
    assert back.kernel.all_problems() == []
    assert back.rows("clerk", "core.members") == rows
    assert back.desk("audit").verify_audit()[0] == []
    back.do("clerk", "core.save_file", {"to": str(tmp_path / "out.pdf")}, key)
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF content"
    back.kernel.close()


def test_a_backup_while_others_write_is_whole(plain_union: Union, tmp_path: Path) -> None:
    import threading

    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            plain_union.do("clerk", "core.edit_member", {"remarks": str(number)}, "1001")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            target = tmp_path / f"copy{number}"
            restore(_archive(plain_union), target)
            copy = Union(Kernel.open(target))
            faults, _head = copy.desk("audit").verify_audit()
            assert [
                fault for fault in faults if "链头" not in fault.message and "截去" not in fault.message
            ] == []
            copy.kernel.close()
    finally:
        stop.set()
        writer.join()


def test_nothing_is_written_over(plain_union: Union, tmp_path: Path) -> None:
    archive = _archive(plain_union)
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("x")
    with pytest.raises(BadInput, match="不会覆盖"):
        restore(archive, full)
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="不会覆盖"):
        restore(archive, tmp_path / "file")
    neighbour = tmp_path / "new.part"
    neighbour.mkdir()
    (neighbour / "mine.txt").write_text("x")
    restore(archive, tmp_path / "new")
    assert (neighbour / "mine.txt").exists()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".gonghui")] == []


@pytest.mark.parametrize("name", [
    "../evil.txt", "/etc/passwd", "..\\evil.txt", "C:\\x", "evil.txt", "files/../../x",
    "files/aa/short", "plugins/x.py", "",
])  # fmt: skip
def test_strange_names_are_refused(plain_union: Union, tmp_path: Path, name: str) -> None:
    archive = _archive(plain_union)
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr(zipfile.ZipInfo(name or "gonghui.toml"), b"x")
    with pytest.raises(BadInput, match="可疑"):
        restore(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "evil.txt").exists()


def _half(archive: Path) -> bytes:
    content = archive.read_bytes()
    return content[: len(content) // 2]


def _flipped(archive: Path) -> bytes:
    content = bytearray(archive.read_bytes())
    content[5000] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize("damage", [_half, _flipped, lambda a: b"", lambda a: b"not a zip"])
def test_a_broken_archive_leaves_nothing(plain_union: Union, tmp_path: Path, damage: object) -> None:
    archive = _archive(plain_union)
    archive.write_bytes(damage(archive))  # type: ignore[operator]
    with pytest.raises(BadInput):
        restore(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_an_archive_of_something_else_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("gonghui.toml", "")
    with pytest.raises(BadInput, match="不是工会数据的备份"):
        restore(tmp_path / "x.zip", tmp_path / "new")
    with pytest.raises(BadInput):
        restore(tmp_path / "nosuch.zip", tmp_path / "new")


def test_a_backup_that_does_not_verify_gets_no_name(
    plain_union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gonghui_core.storage import backup

    def broken(kernel: Kernel, copy: Path) -> None:
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 3 + 2000] = b"\0" * 2000
        copy.write_bytes(content)
        real(kernel, copy)

    real = backup._verify_database
    monkeypatch.setattr(backup, "_verify_database", broken)
    with pytest.raises(GonghuiError, match="备份"):
        _archive(plain_union)
    assert list(plain_union.kernel.workspace.backups.iterdir()) == []


class TestFiles:
    """The store of attached files."""

    @pytest.mark.parametrize("storage", ["encrypted"], indirect=True)
    def test_a_file_is_encrypted_and_stored_once(self, union: Union, tmp_path: Path) -> None:
        for name in ("一.txt", "二.txt"):
            (tmp_path / name).write_text("会议纪要全文" * 10, encoding="utf-8")
            union.do("clerk", "core.add_document", {**PAPER, "file": str(tmp_path / name)})
        (stored,) = [p for p in union.kernel.workspace.files.rglob("*") if p.is_file()]
        assert "会议纪要".encode() not in stored.read_bytes()
        assert [row["file"] for row in union.rows("clerk", "core.documents")] == ["一.txt", "二.txt"]

    @pytest.mark.parametrize("storage", ["plain", "encrypted"], indirect=True)
    def test_a_damaged_or_missing_file_is_told_and_heals_when_stored_again(
        self, union: Union, tmp_path: Path
    ) -> None:
        paper = tmp_path / "a.txt"
        paper.write_bytes(b"content of a paper")
        key = union.do("clerk", "core.add_document", {**PAPER, "file": str(paper)}).key
        (stored,) = [p for p in union.kernel.workspace.files.rglob("*") if p.is_file()]
        for damage in (b"", b"x" * 40, stored.read_bytes()[:-1]):
            stored.write_bytes(damage)
            with pytest.raises(GonghuiError, match="已损坏"):
                union.do("clerk", "core.save_file", {"to": str(tmp_path / "out")}, key)
        union.do("clerk", "core.add_document", {**PAPER, "file": str(paper)})
        union.do("clerk", "core.save_file", {"to": str(tmp_path / "out")}, key)
        stored.unlink()
        with pytest.raises(GonghuiError, match="不见了"):
            union.do("clerk", "core.save_file", {"to": str(tmp_path / "other")}, key)

    def test_nothing_is_written_over_and_who_took_a_file_is_recorded(
        self, plain_union: Union, tmp_path: Path
    ) -> None:
        paper = tmp_path / "a.txt"
        paper.write_bytes(b"x")
        key = plain_union.do("clerk", "core.add_document", {**PAPER, "file": str(paper)}).key
        for target in (paper, tmp_path, tmp_path / "no" / "folder" / "x", tmp_path / ("名" * 200)):
            with pytest.raises(GonghuiError):
                plain_union.do("clerk", "core.save_file", {"to": str(target)}, key)
        plain_union.do("chair", "core.save_file", {"to": str(tmp_path / "b.txt")}, key)
        assert plain_union.rows("audit", "core.audit")[0]["officer"] == "chair"

    def test_what_is_no_file_is_refused(self, plain_union: Union, tmp_path: Path) -> None:
        import os

        (tmp_path / "real.txt").write_text("x")
        (tmp_path / "link").symlink_to(tmp_path / "real.txt")
        os.mkfifo(tmp_path / "fifo")
        for name in ("link", "fifo", ".", "nosuch", "名" * 200):
            with pytest.raises(BadInput) as refused:
                plain_union.do("clerk", "core.add_document", {**PAPER, "file": str(tmp_path / name)})
            assert refused.value.field == "file"
        for text in ("/dev/null", "/dev/stdin", "~nobodyofthisname/x"):
            with pytest.raises(BadInput):
                plain_union.do("clerk", "core.add_document", {**PAPER, "file": text})

    def test_a_store_keeps_the_bytes(self, plain_union: Union, tmp_path: Path) -> None:
        store = FileStore(tmp_path / "store", plain_union.kernel.engine.dialect.gonghui_sealer)  # type: ignore[attr-defined]
        for content in (b"", b"\x00\xff", os_random()):
            (tmp_path / "in").write_bytes(content)
            assert store.get(store.put(tmp_path / "in").sha256) == content


def os_random() -> bytes:
    """Some bytes that no compression or encoding would leave as they are."""
    import os

    return os.urandom(300_000)
