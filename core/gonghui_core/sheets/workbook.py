"""The parent's side of reading an xlsx workbook: what it is, whether it is safe, and talking to the child."""

from __future__ import annotations

import contextlib
import importlib.util
import pickle
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from gonghui_core.i18n import translator
from gonghui_core.text import one_line
from gonghui_core.verdicts import BadInput

_ = translator("gonghui_core")

MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
MAX_PARTS = 100
MAX_ROWS = 300_100
"""100,000 vouchers of three lines, and room for what stands above and below them."""
MAX_COLUMNS = 200

_CLOCK = 60
_MEMORY_BASE = 128 * 2**20
_MEMORY_MOST = 2**30
_RATIO_FROM = 2**20
_BOOK_PART = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BROKEN = _("“{name}”不是完好的 Excel 工作簿（.xlsx），请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
_MESSAGES = {
    "broken": _BROKEN,
    "too_large": _("“{name}”的行或列太多：最多 300000 行、200 列，请删去表格以外的单元格后再导入。"),
    "too_big": _("“{name}”解压后过大，已拒绝读取。"),
    "too_many": _("“{name}”里的部件太多，已拒绝读取；请另存为只含表格的工作簿。"),
    "memory": _("“{name}”读取时占用过多内存，已停止；请删去多余的工作表和单元格后再导入。"),
    "slow": _("“{name}”读取时间过长，已停止；请删去多余的工作表和单元格后再导入。"),
    "password": _("“{name}”设有打开密码，请另存为不带密码的工作簿再导入。"),
    "old": _("“{name}”是旧格式（.xls 或 .et）工作簿，请用 Excel 或 WPS 另存为 .xlsx 再导入。"),
    "other": _("“{name}”不是 Excel 工作簿（.xlsx），而是别的文件；请另存为 .xlsx 或 .csv 再导入。"),
    "web_page": _("“{name}”其实是网页文件，请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"),
    "gone": _("文件“{name}”不见了，请检查后重试。"),
}


def refused(path: Path, code: str) -> BadInput:
    """The refusal of a file that cannot be read as a workbook."""
    return BadInput(_MESSAGES[code].format(name=one_line(path.name)))


def is_workbook(start: bytes) -> bool:
    """Whether a file with these first bytes is a zip archive, as workbooks are."""
    return start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06")


def foreign_code(path: Path, start: bytes) -> str | None:
    """The reason why a file with these first bytes is certainly no table, or None."""
    if start.startswith(_OLE):
        return "password" if _mentions(path, "EncryptedPackage".encode("utf-16-le")) else "old"
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "web_page" if lowered.startswith((b"<html", b"<!doctype", b"<table", b"<meta")) else None


def _mentions(path: Path, needle: bytes) -> bool:
    tail = b""
    with path.open("rb") as opened:
        while chunk := opened.read(1 << 20):
            if needle in tail + chunk:
                return True
            tail = chunk[-len(needle) :]
    return False


def unpacked_size(path: Path) -> int:
    """The bytes that the workbook claims to unpack to, after the checks that need no unpacking.

    Raises:
        BadInput: not a workbook, or one that is too big, too many parts, or compressed beyond what text is.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise refused(path, "broken") from error
    names = {part.filename for part in parts}
    if _BOOK_PART not in names:
        raise refused(path, "other" if "[Content_Types].xml" not in names else "broken")
    code = _zip_fault(parts)
    if code:
        raise refused(path, code)
    return sum(part.file_size for part in parts)


def _zip_fault(parts: list[zipfile.ZipInfo]) -> str | None:
    if any(part.flag_bits & 1 for part in parts):
        return "password"
    if sum(part.file_size for part in parts) > MAX_UNPACKED or any(_is_bomb(part) for part in parts):
        return "too_big"
    return "too_many" if sum("/media/" not in part.filename for part in parts) > MAX_PARTS else None


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)


class _PlainUnpickler(pickle.Unpickler):
    """Loads lists, texts, numbers and dates; whatever else a subverted child may send is refused."""

    def find_class(self, module: str, name: str) -> Any:
        """Allow the classes of the datetime module only."""
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(name)


@dataclass
class OpenBook:
    """A workbook that a child process holds open: its sheets with their first rows, then rows on demand."""

    path: Path
    process: subprocess.Popen[bytes]
    sheets: list[tuple[str, bool, list[list[object]]]]

    def rows(self, sheet: int) -> Iterator[list[object]]:
        """All rows of a sheet, from row 1 and column A."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # why it died is what its exit code says
            self.process.stdin.write(f"{sheet}\n".encode())
            self.process.stdin.close()
        while (chunk := _receive(self.path, self.process)) is not None:
            yield from chunk


def _receive(path: Path, process: subprocess.Popen[bytes]) -> Any:
    assert process.stdout is not None
    try:
        value = _PlainUnpickler(process.stdout).load()
    except (EOFError, pickle.UnpicklingError, ValueError) as error:
        raise refused(path, _cause_of_death(process)) from error
    if isinstance(value, tuple):
        raise refused(path, value[1])
    return value


def _cause_of_death(process: subprocess.Popen[bytes]) -> str:
    """A child that ends without a word was killed by a clock (SIGXCPU, SIGKILL) or refused memory."""
    try:
        code = process.wait(1)
    except subprocess.TimeoutExpired:
        return "broken"
    return "slow" if code in (-24, -9) else "memory" if code < 0 else "broken"


def _command(path: Path, unpacked: int) -> list[str]:
    spec = importlib.util.find_spec("python_calamine")
    assert spec is not None
    assert spec.origin is not None
    memory = min(_MEMORY_MOST, _MEMORY_BASE + 12 * unpacked)
    seconds = 2 + unpacked // (10 * 2**20)
    child = Path(__file__).with_name("_child.py")
    numbers = [str(number) for number in (memory, seconds, MAX_ROWS, MAX_COLUMNS)]
    return [sys.executable, "-I", "-S", str(child), str(path.absolute()),
            str(Path(spec.origin).parent.parent), *numbers]  # fmt: skip


@contextlib.contextmanager
def open_book(path: Path) -> Iterator[OpenBook]:
    """Open a workbook in a child process with memory and time in proportion to its size.

    Raises:
        BadInput: with the reason why it cannot be read.
    """
    command = _command(path, unpacked_size(path))
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    clock = threading.Timer(_CLOCK, process.kill)
    clock.daemon = True
    clock.start()
    try:
        yield OpenBook(path, process, _receive(path, process))
    finally:
        clock.cancel()
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    pipes: tuple[IO[bytes] | None, ...] = (process.stdin, process.stdout)
    for pipe in pipes:
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()
