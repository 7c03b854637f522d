"""The evil corpus through every door of core: forms, arguments, sheets, search; and out again."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gonghui_core.cli.root import run
from gonghui_core.failures import explain
from gonghui_core.testing.evil import ARGUMENTS, EVIL, evil_texts
from gonghui_core.testing.union import Union
from gonghui_core.text import UNSAFE, clean
from gonghui_core.verdicts import BadInput, GonghuiError, Refusal

FIELDS = ("name", "number", "phone", "remarks")
STRANGE = ("0", "-1", "99999", "1e9", "9" * 30, "abc", "[/]", "2023-02-30", "\ud800", "{0}", "１２", "'")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def _harmless(text: str) -> bool:
    return UNSAFE.search(text.replace("\r\n", "\n")) is None


@pytest.mark.parametrize("text", EVIL, ids=lambda text: text[:12].encode("unicode_escape").decode())
def test_clean_is_final(text: str) -> None:
    once = clean(text)
    assert _harmless(once)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("storage", ["plain", "postgresql"], indirect=True)
def test_forms_store_what_was_typed_or_say_why_not(union: Union, tmp_path: Path) -> None:
    """Every value in every text field: stored cleaned and unchanged, or refused in words; then shown everywhere."""
    desk = union.desk("clerk")
    stored = 0
    plain = not union.kernel.settings.database.url
    for text in EVIL if plain else evil_texts():
        for field in FIELDS if plain else ("name", "remarks"):
            values = {"name": "周一", "sex": "female", "branch": "商学院", field: text}
            try:
                key = desk.do("core.add_member", values).key
            except (BadInput, Refusal):
                continue
            stored += 1
            row = desk.form("core.edit_member", str(key)).fields
            kept = next((view.value for view in row if view.id == field), None)
            assert kept is None or _harmless(str(kept))
            if field == "remarks" and kept is not None:
                assert kept == clean(text).strip()
    assert stored > 30
    _exports_are_harmless(union, tmp_path)
    assert union.desk("audit").verify_audit()[0] == []


def _exports_are_harmless(union: Union, tmp_path: Path) -> None:
    desk = union.desk("chair")
    desk.export("core.members", {}, "xlsx", tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    desk.export("core.members", {}, "csv", tmp_path / "m.csv")
    import csv

    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as opened:
        for row in csv.reader(opened):
            assert not any(
                cell.startswith(FORMULA_STARTS) for cell in row if not cell[1:].replace(".", "").isdigit()
            )
    for form in ("json", "md"):
        desk.export("core.members", {}, form, tmp_path / f"m.{form}")
        assert _harmless((tmp_path / f"m.{form}").read_text(encoding="utf-8"))


def test_no_search_no_pick_and_no_key_fails(union: Union) -> None:
    desk = union.desk("clerk")
    for text in EVIL:
        desk.table("core.members", {"search": text})
        desk.search(text)
        desk.pick("core.members", text)
        desk.table("core.members", {}, after=text)
        for page in ("core.members", "core.bodies", "core.documents"):
            _words_only(lambda page=page, text=text: desk.detail(page, text))  # type: ignore[misc]


def test_no_parameter_of_any_page_fails(plain_union: Union) -> None:
    """Every parameter of every installed page, with values it was not made for."""
    for officer in ("chair", "accountant", "keeper"):
        desk = plain_union.desk(officer)
        for page in desk.pages():
            look = desk.table if hasattr(page, "columns") else desk.report
            for parameter in page.params:
                for text in STRANGE:
                    others = {p.id: "1" for p in page.params if p.required and p is not parameter}
                    _words_only(
                        lambda look=look, page=page, parameter=parameter, text=text, others=others: look(  # type: ignore[misc]
                            page.id, {**others, parameter.id: text}
                        ),
                        f"{page.id} {parameter.id}={text!r}",
                    )


def _words_only(ask: Any, where: str = "") -> None:
    try:
        ask()
    except GonghuiError:
        return
    except Exception as error:
        pytest.fail(f"{where}: {type(error).__name__}: {error}")


def test_sheets_of_evil_are_taken_row_by_row(plain_union: Union, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["工号", "姓名", "性别", "所属部门", "备注", "联系电话", "身份证号码"])
    writable = [text for text in EVIL if openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(text) is None]
    writable = [
        text for text in writable if len(text) < 32_000 and not any(0xD800 <= ord(c) < 0xE000 for c in text)
    ]
    for number, text in enumerate(writable):
        for column, cells in enumerate(
            ((text, "女", "商学院", text, ""), ("周一", text, "商学院", "", text))
        ):
            sheet.append([f"{number:03}{column}", *cells])
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"
    book.save(tmp_path / "evil.xlsx")
    result = plain_union.desk("clerk").import_sheet("members", tmp_path / "evil.xlsx")
    assert result.counts["new"] > 100
    assert all(row.message for row in result.rejected)
    result.write_rejects(tmp_path / "rejects.xlsx")
    book = openpyxl.load_workbook(tmp_path / "rejects.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    for row in plain_union.rows("clerk", "core.members"):
        assert _harmless(str(row["name"]) + str(row["remarks"]))
    assert plain_union.desk("audit").verify_audit()[0] == []


def test_arguments_never_reach_the_terminal_as_they_are(
    plain_union: Union, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("GONGHUI_WORKSPACE", str(plain_union.kernel.workspace.folder))
    monkeypatch.setenv("GONGHUI_OFFICER", "clerk")
    plain_union.kernel.close()
    texts = [text for text in evil_texts() if text in ARGUMENTS and len(text) < 1000]
    for text in texts:
        for words in (
            ["do", "core.edit_member", f"remarks={text}", "--record", "1001"],
            ["do", "core.add_member", f"name={text}", f"sex={text}", f"branch={text}", "--json"],
            ["show", "core.members", f"search={text}"],
            ["show", text],
            ["do", text, text],
            [text],
        ):
            if "--help" in words or text in ("", "-h"):
                continue
            capfdbinary.readouterr()
            code = run(words)
            sys.stdout.flush()
            told = capfdbinary.readouterr()
            for stream in (told.out, told.err):
                shown = stream.decode("utf-8", "surrogateescape")
                assert _harmless(shown), (words, shown[:200])
                assert "Traceback" not in shown
                assert "E-1" not in shown, (words, shown)
            assert code in (0, 1, 2, 3, 4)
            if "--json" in words:
                json.loads(told.out)


def test_reasons_for_an_override_are_cleaned(plain_union: Union) -> None:
    plain_union.do("clerk", "core.edit_member", {"phone": "1"}, "1001", override="理由\x1b[2J\ud800\n二")
    assert plain_union.rows("audit", "core.audit")[0]["override"] == "理由[2J 二"


def test_a_fault_of_ours_is_a_number_and_no_trace() -> None:
    told = explain(RuntimeError("secret value"))
    assert "E-" in told.message
    assert "secret" not in told.message
