"""The archive of a year: what plugins name is written, checked by others' tools, and never half told."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from gonghui_core.archive import INDEX_JSON, SUMS, verify_archive, write_archive
from gonghui_core.cli.root import run
from gonghui_core.contributions import Ledger
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput


def _index(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / INDEX_JSON).read_text(encoding="utf-8")))


def test_the_archive_holds_its_registers_with_checksums(plain_union: Union, tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    paper = tmp_path / "批复.txt"
    paper.write_text("同意", encoding="utf-8")
    values = {
        "title": "批复",
        "kind": "incoming",
        "date": "2023-03-01",
        "file": str(paper),
        "retention": "permanent",
    }
    plain_union.do("clerk", "core.add_document", values)
    made = write_archive(plain_union.desk("clerk"), 2023, folder)
    files = {kept.file for kept in made.files}
    assert {"工作报告.docx", "会员/会员名册.xlsx"} <= files
    assert "同意" in next(folder.glob("文件/永久/*批复.txt")).read_text(encoding="utf-8")
    assert {item["file"] for item in _index(folder)["files"]} == files  # type: ignore[attr-defined]
    assert verify_archive(folder) == []
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", SUMS], cwd=folder, check=True)
    assert any("归档 2023" in row["summary"] for row in plain_union.rows("audit", "core.audit"))


def test_what_was_changed_lost_or_added_is_named(plain_union: Union, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    write_archive(plain_union.desk("clerk"), 2023, folder)
    (folder / "会员" / "会员名册.xlsx").write_bytes(b"x")
    (folder / "工作报告.docx").unlink()
    (folder / "多的.txt").write_text("x")
    assert verify_archive(folder) == [
        "缺少文件 工作报告.docx",
        "多出文件 多的.txt",
        "内容被改过 会员/会员名册.xlsx",
    ]
    assert run(["archive", "verify", str(folder)]) == 1


def test_a_folder_with_something_in_it_is_left_alone(plain_union: Union, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(BadInput, match="已有东西"):
        write_archive(plain_union.desk("clerk"), 2023, tmp_path)


def test_what_an_officer_may_not_read_is_left_out_and_told(plain_union: Union, tmp_path: Path) -> None:
    made = write_archive(plain_union.desk("cashier"), 2023, tmp_path / "a")
    assert any("没有权限" in reason for _title, reason in made.left_out)
    assert _index(tmp_path / "a")["left_out"]


def test_names_that_no_system_takes_are_mended(
    plain_union: Union, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gonghui_core.office import ledgers

    strange = [Ledger('../../a:b?/"c"*.xlsx', "x", "core.rules"), Ledger("y.xlsx", "y", "core.nowhere")]
    monkeypatch.setattr(ledgers, "ledgers", lambda work, year: strange)
    made = write_archive(plain_union.desk("clerk"), 2023, tmp_path / "in" / "a")
    mine = [kept.file for kept in made.files if kept.title == "x"]
    assert mine == ["-/-/a-b-/-c-.xlsx"]
    assert not list(tmp_path.glob("*.xlsx"))
    assert "y" in [title for title, _why in made.left_out]
