"""Steps on the screen: a sign and a word for each state, what is long goes on below, the way is a link."""

import pytest
from rich.cells import cell_len

from gonghui_core.reports import Step, Steps, StepState
from gonghui_tui.drawing import lay
from gonghui_tui.look import ASCII, FULL, use_look

STEPS = Steps(
    (
        Step("a", "凭证全部记账", StepState.done, "没有未记账的凭证"),
        Step("b", "银行存款与对账单核对", StepState.todo, "对账单有 3 笔账上没有，" * 6, action="x.y", values={"a": 1}),
        Step("c", "上解经费", StepState.none, page="x.page", params={"year": "2023"}, key="7"),
    )
)  # fmt: skip


def texts(width):
    return ["".join(piece.text for piece in passage.pieces) for passage in lay([STEPS], width)]


@pytest.mark.parametrize("width", [60, 79, 119])
def test_no_line_is_wider_than_the_page_and_columns_stand_below_each_other(width):
    lines = texts(width)
    assert all(cell_len(line) <= width for line in lines)
    heads = [line for line in lines if line[:1] in "✓○-"]
    assert len(heads) == 3
    words = [
        cell_len(line[: line.index(word)])
        for line, word in zip(heads, ("已办", "待办", "不需要"), strict=True)
    ]
    assert len(set(words)) == 1


def test_the_way_to_do_a_step_is_a_link():
    links = [piece.target[0] for passage in lay([STEPS], 100) for piece in passage.pieces if piece.target]
    assert [(link.action, link.page, link.key) for link in links] == [("x.y", "", ""), ("", "x.page", "7")]
    assert links[0].values == {"a": 1}


def test_plain_signs_for_terminals_without_them():
    use_look(ASCII)
    try:
        assert [line[0] for line in texts(119) if line[0] in "*o-"] == ["*", "o", "-"]
    finally:
        use_look(FULL)
