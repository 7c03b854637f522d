"""Data on its way to a widget, and Chinese text at a width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gonghui_core.i18n import translator
from gonghui_tui.look import ASCII, use_look
from gonghui_tui.safe import C, T, cut, fit, flat, plain, wrap

NOT_FIRST = "，。、；：？！”》）"
NOT_LAST = "“《（"


def test_markup_stays_text():
    assert T("[/]").plain == "[/]"
    assert C("[@click=app.quit]x[/]").plain == "[@click=app.quit]x[/]"
    assert not C("[red]x").spans


def test_what_could_act_is_taken_out(evil):
    for text in evil:
        for shown in (plain(text), flat(text), T(text).plain, C(text).plain):
            assert not set(shown) & set("\x1b\x00\x07\r\x0b\x9b\t\u202e\u2066\u200b\u200d\ufeff\udc80")
        assert "\n" not in flat(text)


def test_a_marked_title_is_translated_when_it_is_drawn(monkeypatch):
    monkeypatch.setattr("gonghui_core.i18n.Lazy.__str__", lambda self: "drawn")
    assert plain(translator("gonghui_tui")("标题")) == "drawn"


@pytest.mark.parametrize(
    ("text", "width", "wanted"),
    [
        ("欧阳晓岚", 8, "欧阳晓岚"), ("欧阳晓岚", 7, "欧阳晓…"), ("欧阳晓岚", 6, "欧阳…"), ("欧阳", 1, "…"),
        ("欧阳", 0, ""), ("a", 3, "a"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_cut_with_a_sign(text, width, wanted):
    assert cut(text, width) == wanted


@given(st.text(alphabet="欧阳a𠮷b，（ ", max_size=30), st.integers(0, 20), st.booleans())
def test_a_fitted_text_has_exactly_its_width(text, width, right):
    assert cell_len(fit(text, width, right=right)) == width


def test_the_sign_of_the_ascii_look_is_ascii():
    use_look(ASCII)
    assert fit("欧阳晓岚", 6) == "欧阳.."


@given(st.text(alphabet="会员ab1 ，。（“”》", max_size=80), st.integers(8, 30))
def test_wrapped_lines_keep_the_text_and_the_width(text, width):
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("width", range(10, 40))
def test_no_line_begins_or_ends_with_a_forbidden_sign(width):
    text = "将锁定 118 张凭证；之后只能用红字凭证更正（不可撤销）。操作人“王会计”，会记入《审计日志》！"
    for line in wrap(text, width):
        assert line[0] not in NOT_FIRST
        assert line[-1] not in NOT_LAST


def test_a_figure_is_not_torn():
    assert any("58,000.00" in line for line in wrap("全年发放慰问金共计 58,000.00 元", 24))


def test_signs_alone_are_broken_where_the_line_is_full():
    assert wrap("。" * 5, 6) == ["。。。", "。。"]


def test_empty_lines_stay():
    assert wrap("甲\n\n乙", 10) == ["甲", "", "乙"]
