"""Wrong and hostile files: one sentence each, within two seconds and 200 MB."""

import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from gonghui_core.sheets.reader import read_sheet
from gonghui_core.sheets.workbook import MAX_ROWS
from gonghui_core.verdicts import BadInput

HEADINGS = {"number": ["工号"], "name": ["姓名"]}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
CELL = '<c r="A1" t="inlineStr"><is><t>工号</t></is></c><c r="B1" t="inlineStr"><is><t>姓名</t></is></c>'


def workbook(path: Path, sheet, **more) -> Path:
    """A minimal workbook around the text (or the pieces of text) of one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PARTS.items():
            archive.writestr(name, more.pop(name, text))
        for name, text in more.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in [sheet] if isinstance(sheet, str) else sheet:
                part.write(piece.encode())
    return path


def around(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def one_row(cells: str) -> str:
    return around(f'<row r="1">{cells}</row>')


def test_the_minimal_workbook_is_good(tmp_path):
    made = workbook(tmp_path / "a.xlsx", one_row(CELL))
    assert read_sheet(made, HEADINGS).rows == []


def lying_zip(path: Path) -> Path:
    """A part that says it unpacks to little and unpacks to 300 MB."""
    pieces = (" " * 2**20 for _ in range(300))
    made = workbook(path, ["<worksheet>", *pieces])
    content = made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (4000).to_bytes(4, "little")))
    return path


def big_rows(count: int):
    yield f'<worksheet xmlns="{MAIN}"><sheetData>'
    for start in range(0, count, 10_000):
        yield "".join(
            f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(start + 1, start + 10_001)
        )
    yield "</sheetData></worksheet>"


def bombs(folder: Path) -> dict[str, Path]:
    entity = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entity}]>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    far = Workbook()
    far.active["A1"], far.active["B1"], far.active["XFD1048576"] = "工号", "姓名", 1
    far.save(folder / "far.xlsx")
    return {
        "far": folder / "far.xlsx",
        "far_single_quotes": workbook(folder / "q.xlsx", one_row(CELL + "<c r='XFD1048576'><v>1</v></c>")),
        "far_hidden_reference": workbook(
            folder / "h.xlsx", one_row(CELL + '<c r="XFD&#49;048576"><v>1</v></c>')
        ),
        "many_rows": workbook(folder / "rows.xlsx", big_rows(MAX_ROWS + 10_000)),
        "wide": workbook(folder / "wide.xlsx", one_row(CELL + '<c r="GS1"><v>1</v></c>')),
        "one_huge_cell": workbook(folder / "cell.xlsx", ["<worksheet>", *("x" * 2**20 for _ in range(250))]),
        "unpacks_to_much": workbook(
            folder / "zip.xlsx", one_row(CELL), **{"xl/media/a.bin": b"\0" * 210 * 2**20}
        ),
        "lies_about_its_size": lying_zip(folder / "lie.xlsx"),
        "many_parts": workbook(
            folder / "parts.xlsx", one_row(CELL), **{f"xl/p{n}.xml": "" for n in range(120)}
        ),
        "laughs": workbook(folder / "laughs.xlsx", laughs + one_row("<c><v>&l9;</v></c>")),
        "external_entity": workbook(folder / "xxe.xlsx", outside + one_row("<c><v>&e;</v></c>")),
    }


@pytest.fixture(scope="module")
def bomb(tmp_path_factory):
    return bombs(tmp_path_factory.mktemp("bombs"))


NAMES = [
    "far", "far_single_quotes", "far_hidden_reference", "many_rows", "wide", "one_huge_cell",
    "unpacks_to_much",
    "lies_about_its_size", "many_parts", "laughs", "external_entity",
]  # fmt: skip
PROBE = """
import resource, sys, time
from gonghui_core.sheets.reader import read_sheet
from gonghui_core.verdicts import BadInput
started = time.monotonic()
try:
    read_sheet(sys.argv[1], {"number": ["工号"], "name": ["姓名"]})
    said = "read"
except BadInput as error:
    said = str(error)
# The peak of this process by its status, for what getrusage tells of it begins with the peak of its parent.
status = open("/proc/self/status").read()
own = int(status.split("VmHWM:")[1].split()[0])
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(time.monotonic() - started, (own + children) // 1024, said)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
@pytest.mark.parametrize("name", NAMES)
def test_a_bomb_is_refused_soon_and_within_little_memory(bomb, name):
    run = [sys.executable, "-c", PROBE, str(bomb[name])]
    output = subprocess.run(run, capture_output=True, text=True, timeout=60, check=True).stdout
    seconds, megabytes, said = output.split(" ", 2)
    assert said.strip() != "read"
    assert said.strip().endswith("。")
    assert "\n" not in said.strip()
    assert int(megabytes) < 200
    assert float(seconds) < 2


def ole(path: Path, *words: str) -> Path:
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + b"".join(w.encode("utf-16-le") for w in words)
    )
    return path


def raw(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def wrong_files(folder: Path) -> dict[str, tuple[Path, str]]:
    (folder / "folder.xlsx").mkdir()
    os.mkfifo(folder / "pipe.xlsx")
    with zipfile.ZipFile(folder / "plain.zip", "w") as archive:
        archive.writestr("../../evil.txt", "x")
    cut = workbook(folder / "cut.xlsx", one_row(CELL)).read_bytes()
    return {
        "vanished": (folder / "none.xlsx", "不见了"),
        "folder": (folder / "folder.xlsx", "文件夹"),
        "pipe": (folder / "pipe.xlsx", "不是 Excel 工作簿"),
        "nul_in_path": (Path("a\0b.xlsx"), "不见了"),
        "empty": (raw(folder / "empty.xlsx", b""), "空的"),
        "text_as_xlsx": (raw(folder / "text.xlsx", "工号,姓名\n".encode()), "不是 Excel 工作簿"),
        "picture": (raw(folder / "p.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "不是 Excel 工作簿"),
        "web_page": (raw(folder / "page.xls", b"\xef\xbb\xbf<HTML><table></table>"), "网页"),
        "password": (ole(folder / "secret.xlsx", "EncryptionInfo", "EncryptedPackage"), "密码"),
        "old_xls": (ole(folder / "old.xlsx", "Workbook"), "旧格式"),
        "zip": (folder / "plain.zip", "不是 Excel 工作簿"),
        "cut_off": (raw(folder / "half.xlsx", cut[: len(cut) // 2]), "不是完好的"),
        "broken_sheet": (workbook(folder / "bad.xlsx", "<worksheet><sheetData><row></c>"), "不是完好的"),
        "nul_in_text": (raw(folder / "nul.csv",
        "工号,姓名\n".encode() + b"x" * 5000 + b"\0"), "编码无法识别"),
        "not_text": (raw(folder / "noise.csv", b"\xff\xff\xff\x81\xff,\xfe"), "编码无法识别"),
        "open_quote": (raw(folder / "quote.csv", '工号,姓名\n1,张三\n2,"李四\n3,王五\n'.encode()), "第 3 行"),
        "long_cell": (raw(folder / "long.csv", b"number,name\n1," + b"x" * 40_000 + b"\n"), "第 2 行"),
        "too_many_lines": (raw(folder / "lines.csv", b"name,number\n" + b"1,2\n" * MAX_ROWS), "行或列太多"),
        "too_many_columns": (raw(folder / "cols.csv", b"number,name\n" + b"1," * 300 + b"\n"), "行或列太多"),
        "no_table": (raw(folder / "no.csv", "甲,乙\n1,2\n".encode()), "没有找到表头"),
    }  # fmt: skip


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    return wrong_files(tmp_path_factory.mktemp("wrong"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
@pytest.mark.parametrize(
    "name",
    [
        "vanished", "folder", "pipe", "nul_in_path", "empty", "text_as_xlsx", "picture", "web_page",
        "password", "old_xls",
        "zip", "cut_off", "broken_sheet", "nul_in_text", "not_text", "open_quote", "long_cell",
        "too_many_lines",
        "too_many_columns", "no_table",
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_in_one_sentence(wrong, name):
    path, words = wrong[name]
    with pytest.raises(BadInput) as caught:
        read_sheet(path, HEADINGS)
    assert words in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_child_leaves_nothing_running(bomb):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(BadInput):
        read_sheet(bomb["far"], HEADINGS)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > before


def test_the_child_knows_nothing_of_gonghui():
    child = Path(read_sheet.__code__.co_filename).with_name("_child.py")
    probe = f"import runpy, sys; runpy.run_path({str(child)!r}); print(*sys.modules)"
    run = [sys.executable, "-I", "-S", "-c", probe]
    loaded = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert "zipfile" in loaded
    assert not {"gonghui_core", "sqlalchemy", "openpyxl"} & set(loaded.split())
