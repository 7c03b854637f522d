"""The tally sheet: its identities one at a time, and two sheets compared cell by cell."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui_elections.rules import Box, Contest, Difference, Kind, Mark, Tally, WriteIn
from gonghui_elections.rules.sheet import box_faults, differences, tally_faults

RACE = Contest(Kind.COMMITTEE, 2, 73, ("王芳", "李强", "张伟"), 480)
SHEET = Tally(
    58, 1, (Mark("王芳", 40, 10, 7), Mark("李强", 38, 15, 4), Mark("张伟", 30, 27, 0)), (WriteIn("赵六", 3),)
)


def fields(tally, contest=RACE):
    return [fault.field for fault in tally_faults(contest, tally)]


def with_mark(place, **change):
    marks = list(SHEET.marks)
    marks[place] = replace(marks[place], **change)
    return replace(SHEET, marks=tuple(marks))


def test_a_sheet_that_adds_up_has_no_faults():
    assert fields(SHEET) == []


@pytest.mark.parametrize(
    ("tally", "field"),
    [
        (with_mark(0, agree=41), "marks.0"),
        (with_mark(1, oppose=14), "marks.1"),
        (with_mark(2, abstain=1), "marks.2"),
        (with_mark(0, agree=52, oppose=-2, abstain=7), "marks.0.oppose"),
        (replace(SHEET, void=-1, returned=56), "void"),
        (replace(SHEET, marks=SHEET.marks[:2]), "marks"),
        (replace(SHEET, marks=(*SHEET.marks, Mark("孙八", 0, 57, 0))), "marks.3.candidate"),
        (replace(SHEET, marks=(*SHEET.marks, SHEET.marks[0])), "marks.3"),
        (replace(SHEET, write_ins=(WriteIn("王芳", 3),)), "write_ins.0.name"),
        (replace(SHEET, write_ins=(WriteIn("赵六", 0),)), "write_ins.0.agree"),
        (replace(SHEET, write_ins=(WriteIn("赵六", 2), WriteIn("赵六", 1))), "write_ins.1"),
        (replace(SHEET, write_ins=(WriteIn("", 1),)), "write_ins.0"),
        (replace(SHEET, write_ins=(WriteIn("赵六", 7),)), "marks"),
    ],
)
def test_each_identity_that_breaks_is_named_by_its_cell(tally, field):
    assert field in fields(tally)


def test_void_ballots_cannot_exceed_those_returned():
    assert "void" in fields(replace(SHEET, returned=0, void=1))


def test_one_ballot_names_a_person_once():
    lone = Tally(
        3, 0, (Mark("王芳", 0, 3, 0), Mark("李强", 0, 3, 0), Mark("张伟", 0, 3, 0)), (WriteIn("赵六", 4),)
    )
    assert fields(lone) == ["write_ins.0.agree"]


def test_the_message_has_both_numbers():
    [fault] = tally_faults(RACE, with_mark(0, agree=39))
    assert fault.message == "王芳：赞成、不赞成、弃权合计 56，应等于有效票 57"


BOXES = (Box("主会场", 50, 49, 48, 1), Box("流动票箱", 10, 9, 9, 0))


def test_boxes_that_reconcile():
    assert box_faults(BOXES, SHEET, 60) == ()


@pytest.mark.parametrize(
    ("box", "named"),
    [
        (Box("流动票箱", 10, 9, 8, 0), ["boxes.1", "boxes.valid"]),
        (Box("流动票箱", 11, 9, 9, 0), ["boxes.issued"]),
        (Box("流动票箱", 10, 10, 9, 1), ["boxes.returned", "boxes.void"]),
    ],
)
def test_boxes_that_do_not_reconcile(box, named):
    assert [fault.field for fault in box_faults((BOXES[0], box), SHEET, 60)] == named


def test_the_order_of_the_lines_is_no_difference():
    turned = replace(SHEET, marks=SHEET.marks[::-1])
    assert differences(SHEET, turned) == ()


def test_a_write_in_that_one_officer_missed_is_named():
    assert differences(SHEET, replace(SHEET, write_ins=())) == (Difference("赵六", "agree", 3, 0),)


def test_figures_of_the_whole_sheet_have_no_candidate():
    other = replace(SHEET, returned=57, void=0)
    assert [cell.figures() for cell in differences(SHEET, other)] == [
        {"candidate": None, "field": "returned", "first": 58, "second": 57},
        {"candidate": None, "field": "void", "first": 1, "second": 0},
    ]


COUNTS = st.integers(0, 300)


@st.composite
def sheets(draw):
    names = draw(st.lists(st.integers(0, 99), min_size=1, max_size=12, unique=True))
    split = draw(st.integers(1, len(names)))
    marks = tuple(Mark(f"人{name}", *draw(st.tuples(COUNTS, COUNTS, COUNTS))) for name in names[:split])
    others = tuple(WriteIn(f"人{name}", draw(st.integers(1, 300))) for name in names[split:])
    return Tally(draw(COUNTS), draw(COUNTS), marks, others)


@st.composite
def one_wrong_cell(draw):
    """A sheet, the same sheet with one cell changed, and the name of that cell."""
    sheet = draw(sheets())
    cells = [(None, "returned"), (None, "void")]
    cells += [(mark.candidate, field) for mark in sheet.marks for field in ("agree", "oppose", "abstain")]
    cells += [(other.name, "agree") for other in sheet.write_ins]
    name, field = draw(st.sampled_from(cells))
    by = draw(st.integers(1, 9))
    if name is None:
        return sheet, replace(sheet, **{field: getattr(sheet, field) + by}), (name, field)
    marks = tuple(_moved(mark, mark.candidate == name, field, by) for mark in sheet.marks)
    others = tuple(_moved(other, other.name == name, field, by) for other in sheet.write_ins)
    return sheet, replace(sheet, marks=marks, write_ins=others), (name, field)


def _moved(line, wanted, field, by):
    return replace(line, **{field: getattr(line, field) + by}) if wanted else line


@given(one_wrong_cell())
def test_any_single_wrong_cell_is_named_and_nothing_else(case):
    right, wrong, path = case
    [cell] = differences(right, wrong)
    assert (cell.candidate, cell.field) == path
    assert cell.first < cell.second
    [back] = differences(wrong, right)
    assert (back.first, back.second) == (cell.second, cell.first)


@given(sheets())
def test_a_sheet_does_not_differ_from_itself(sheet):
    assert differences(sheet, sheet) == ()
