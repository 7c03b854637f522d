"""Identity numbers: what is put right, what is refused under which code, and how little a mask shows."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from gonghui_core.dates import DateReading, read_date
from gonghui_core.members.identity import Identity, IdentityFault, check_identity, contradictions, masked
from gonghui_core.sheets.reader import read_sheet

DATA = Path(__file__).parent.parent / "data"
GOOD = "11010519491231002X"


@pytest.mark.parametrize(
    "cell",
    [
        GOOD, GOOD.lower(), " 110105 19491231 002x\u00a0", "１１０１０５１９４９１２３１００２Ｘ", f"'{GOOD}",
        "1101051949\u200b1231002X\ufeff", f"“{GOOD}”", "110105\u3000194912310 02X",
    ],
)  # fmt: skip
def test_a_number_is_put_right_without_a_word(cell):
    assert check_identity(cell) == Identity(GOOD, date(1949, 12, 31), "female")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (None, "id_missing"), ("", "id_missing"), ("　 ", "id_missing"), ("\u200b", "id_missing"),
        (1.101051949123100e17, "id_digits_lost"), ("1.10105E+17", "id_digits_lost"),
        ("1.10105194912E17", "id_digits_lost"), (110105194912310000, "id_digits_lost"),
        ("110101970331284", "id_length"), (110101970331284, "id_length"), (110101970331284.0, "id_length"),
        ("11010519491231002", "id_length"), (GOOD + "1", "id_length"), (True, "id_length"),
        ("abc", "id_length"),
        ("110105194912310021", "id_checksum"), ("110105194912310020", "id_checksum"),
        ("110105194902300020", "id_date"), ("110105194913010020", "id_date"),
        ("110105180012310020", "id_date"),
        ("11010519491231O02X", "id_characters"), ("X10105194912310020", "id_characters"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "id_characters"), ("²10105194912310020", "id_characters"),
    ],
)  # fmt: skip
def test_a_bad_number_has_a_code_and_a_sentence(cell, code):
    found = check_identity(cell)
    assert isinstance(found, IdentityFault)
    assert found.code == code
    assert "身份证号" in found.message


def test_nobody_is_born_after_today():
    assert check_identity(GOOD, today=date(1949, 12, 31))
    assert check_identity(GOOD, today=date(1949, 12, 30)).code == "id_date"


def _number(born: date, area: int, order: int) -> str:
    body = f"{area:06d}{born:%Y%m%d}{order:03d}"
    return body + mod_11_2.calc_check_digit(body)


births = st.dates(date(1900, 1, 1), date(2030, 12, 31))


@given(births, st.integers(110000, 820000), st.integers(0, 999))
def test_a_number_says_its_birth_and_sex(born, area, order):
    found = check_identity(_number(born, area, order))
    assert isinstance(found, Identity)
    assert (found.birth_date, found.sex) == (born, "male" if order % 2 else "female")


@given(births, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(born, order, place, shift):
    number = _number(born, 310115, order)
    wrong = str((int(number[place]) + shift) % 10)
    assert isinstance(check_identity(number[:place] + wrong + number[place + 1 :]), IdentityFault)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_anything_is_answered(cell):
    assert isinstance(check_identity(cell), Identity | IdentityFault)


def test_contradictions_are_told_and_nothing_is_guessed():
    identity = check_identity(GOOD)
    assert isinstance(identity, Identity)
    assert list(contradictions(identity, sex="female", birth=DateReading(date(1949, 12, 31)))) == []
    assert list(contradictions(identity, birth=DateReading(date(1949, 12, 1), month_only=True))) == []
    found = list(contradictions(identity, sex="male", birth=DateReading(date(1949, 12, 1))))
    assert [fault.code for fault in found] == ["sex_contradicts_id", "birth_contradicts_id"]
    assert "女" in found[0].message
    assert "1949-12-31" in found[1].message


@pytest.mark.parametrize(
    ("number", "shown"),
    [("110105199003074512", "1101**********4512"), ("110101970331284", "1101*******1284"), ("12345", "1***5"),
     ("123", "***"), ("", "")],
)  # fmt: skip
def test_a_mask_hides_the_middle(number, shown):
    assert masked(number) == shown


@pytest.mark.parametrize("name", ["staff-list", "staff-list-corrected"])
def test_the_staff_list_gives_the_expected_codes(name):
    """Every identity code of the expected result; names and branches are the import's affair."""
    headings = {"id": ["身份证号码"], "sex": ["性别"], "birth": ["出生年月"], "name": ["姓名"]}
    sexes, found = {"男": "male", "女": "female"}, []
    for row in read_sheet(DATA / f"{name}.xlsx", headings).rows:
        identity = check_identity(row.cells["id"])
        if isinstance(identity, IdentityFault):
            found.append((row.number, identity.code))
            continue
        faults = contradictions(identity, sex=sexes[row.cells["sex"]], birth=read_date(row.cells["birth"]))
        found += [(row.number, fault.code) for fault in faults]
    expected = json.loads((DATA / f"{name}.expected.json").read_text())
    codes = {
        "sex_contradicts_id",
        "birth_contradicts_id",
        "id_missing",
        "id_length",
        "id_digits_lost",
        "id_checksum",
    }
    told = expected["rejected"] + expected.get("warnings", [])
    wanted = {(entry["row"], entry["code"]) for entry in told if entry["code"] in codes}
    assert {entry for entry in found if entry[1] != "id_missing" or "warnings" in expected} == wanted
