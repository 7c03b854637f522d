"""Resident identity numbers (GB 11643): read, checked, compared and masked. Pure functions of plain values.

The check is length, date and check digit. The area code is not compared with the year of birth: a county's
code is given at registration and not at birth, so that such a test refuses true numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_11_2

from gonghui_core.dates import DateReading
from gonghui_core.i18n import translator
from gonghui_core.text import code as plain_code

_ = translator("gonghui_core")

LENGTH = 18
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}")
_QUOTES = "'`\"‘’“”"
_EARLIEST = date(1880, 1, 1)

# A spreadsheet keeps fifteen digits of a number; what comes after is made of zeros.
_KEPT = 10**15

_MESSAGES = {
    "id_missing": _("没有身份证号"),
    "id_digits_lost": _("身份证号成了数字，末几位已丢失：请把该列设为文本格式后重新录入"),
    "id_length": _("身份证号应为 18 位，现为 {length} 位"),
    "id_characters": _("身份证号只能是 17 位数字加一位数字或 X"),
    "id_date": _("身份证号中的出生日期（{digits}）不存在或不合理"),
    "id_checksum": _("身份证号校验位不符，请核对各位数字"),
    "sex_contradicts_id": _("性别与身份证号不符：身份证号表示为{sex}"),
    "birth_contradicts_id": _("出生日期与身份证号不符：身份证号表示为 {birth}"),
}


@dataclass(frozen=True)
class Identity:
    """A good identity number and what it says: `sex` is `male` or `female`."""

    number: str
    birth_date: date
    sex: str


@dataclass(frozen=True)
class IdentityFault:
    """Why a number is refused: a code of the import and a sentence."""

    code: str
    message: str


def _fault(code: str, **values: object) -> IdentityFault:
    return IdentityFault(code, _MESSAGES[code].format(**values))


def check_identity(value: object, *, today: date | None = None) -> Identity | IdentityFault:
    """Read an identity number from a cell or a field; a blank gives the fault `id_missing`.

    Blanks, full-width characters, a small x and quotes are put right. With `today`, nobody is born later.
    """
    if isinstance(value, float) and value >= _KEPT:
        return _fault("id_digits_lost")
    number = _plain(value)
    if not number:
        return _fault("id_missing")
    if _SCIENTIFIC.fullmatch(number):
        return _fault("id_digits_lost")
    if len(number) != LENGTH:
        return _fault("id_length", length=len(number))
    found = _parse(number, today)
    lost = isinstance(value, int) and isinstance(found, IdentityFault)
    return _fault("id_digits_lost") if lost else found


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain_code(str(value)).strip(_QUOTES).upper()


def _parse(number: str, today: date | None) -> Identity | IdentityFault:
    if not _SHAPE.fullmatch(number):
        return _fault("id_characters")
    born = _born(number[6:14])
    if born is None or not _EARLIEST <= born <= (today or date.max):
        return _fault("id_date", digits=number[6:14])
    if not mod_11_2.is_valid(number):
        return _fault("id_checksum")
    return Identity(number, born, "male" if int(number[16]) % 2 else "female")


def _born(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def contradictions(
    identity: Identity, *, sex: str | None = None, birth: DateReading | None = None
) -> Iterator[IdentityFault]:
    """Where a row's own sex (`male`, `female`) and birth date say otherwise; a month is compared as such."""
    if sex is not None and sex != identity.sex:
        yield _fault("sex_contradicts_id", sex=_("男") if identity.sex == "male" else _("女"))
    if birth is not None and not _same_birth(identity.birth_date, birth):
        yield _fault("birth_contradicts_id", birth=identity.birth_date.isoformat())


def _same_birth(born: date, birth: DateReading) -> bool:
    if birth.month_only:
        return (born.year, born.month) == (birth.day.year, birth.day.month)
    return born == birth.day


def masked(number: str) -> str:
    """A number with its middle hidden: `1101**********4512`; a short one shows its ends only."""
    shown = 4 if len(number) >= 12 else 1 if len(number) >= 4 else 0
    hidden = "*" * (len(number) - 2 * shown)
    return number[:shown] + hidden + number[len(number) - shown :]
