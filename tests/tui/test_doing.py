"""The way of an action from the question to what came of it; nothing happens by itself."""

from __future__ import annotations

import pytest

from gonghui_core.sheets.reader import read_sheet
from gonghui_tui.asking import Notice
from gonghui_tui.dialogs.confirm import ConfirmDialog
from gonghui_tui.dialogs.prompt import PromptDialog
from gonghui_tui.dialogs.reading import ReaderDialog
from gonghui_tui.dialogs.trouble import TroubleDialog
from gonghui_tui.screens.form import FormScreen
from gonghui_tui.screens.importing import ImportScreen

TALLY = {
    "returned": 12, "void": 0,
    "marks": [
        {"candidate": "李芳", "agree": 11, "oppose": 1}, {"candidate": "曾静", "agree": 10, "oppose": 2},
        {"candidate": "查宁", "agree": 3, "oppose": 9},
    ],
}  # fmt: skip


@pytest.fixture
def first(plain_union):
    """The key of the first member."""
    return plain_union.rows("clerk", "core.members")[0]["key"]


@pytest.fixture
def counted(plain_union):
    """An election of which both tallies agree."""
    key = str(plain_union.do("clerk", "elections.set_up_election", {
        "title": "工会委员会选举", "kind": "committee", "seats": 2, "entitled": 12, "on": "2023-12-20",
        "candidates": ["李芳", "曾静", "查宁"],
    }).key)  # fmt: skip
    plain_union.do("clerk", "elections.record_attendance", {"present": 12, "issued": 12}, key)
    for officer in ("clerk", "clerk2"):
        plain_union.do(officer, "elections.enter_tally", TALLY, key)
    return key


async def start(pilot, until, kind=FormScreen):
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.screen.is_mounted)
    await pilot.pause()
    return pilot.app.screen


def test_an_action_with_effect_names_the_row_and_what_was_filled_in(
    plain_union, first, acting, play, until, text_of
):
    app = acting("clerk", "core.change_status", first)

    async def script(pilot):
        screen = await start(pilot, until)
        await pilot.press("3", "enter", "enter", "借", "调", "f6")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        for part in ("1001", "陈磊", "会籍  保留会籍", "日期  2023-12-20", "原因  借调"):
            assert part in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert plain_union.rows("clerk", "core.members")[0]["status"] == "active"
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        await pilot.press("right", "enter")
        await until(pilot, lambda: app.outcomes)

    play(app, script)
    assert plain_union.rows("clerk", "core.members")[0]["status"] == "retained"


def test_what_cannot_be_undone_is_read_and_then_typed(plain_union, counted, acting, play, until, text_of):
    app = acting("chair", "elections.seal_election", counted)

    async def script(pilot):
        await start(pilot, until, ReaderDialog)
        assert "李芳" in text_of(app)
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "操作人 chair" in text_of(app)
        await pilot.press("错", "enter")
        await until(pilot, lambda: "输入的不是“封存”" in text_of(app))
        await pilot.press("backspace", "封", "存", "enter")
        await until(pilot, lambda: isinstance(app.screen, Notice))
        await pilot.press("enter")
        await until(pilot, lambda: app.outcomes)

    play(app, script)


def test_why_an_action_may_not_be_done_is_told_before_any_form(plain_union, acting, play, until, text_of):
    key = str(plain_union.do("clerk", "elections.set_up_election", {
        "title": "选举", "kind": "committee", "seats": 2, "entitled": 12, "on": "2023-12-20",
        "candidates": ["李芳", "曾静", "查宁"],
    }).key)  # fmt: skip
    app = acting("chair", "elections.seal_election", key)

    async def script(pilot):
        await start(pilot, until, TroubleDialog)
        assert "按规定不能这样做" in text_of(app)

    play(app, script)


def test_a_refusal_that_no_rule_in_force_made_is_told_beside_its_field(
    plain_union, first, acting, play, until, text_of
):
    app = acting("clerk", "core.transfer_member", first)

    async def script(pilot):
        screen = await start(pilot, until)
        await pilot.press(*"xxgc", "enter", "enter", "f6")
        await until(pilot, lambda: "陈磊已在信息工程学院" in text_of(app))
        assert screen.form.current is screen.form.fields[0]
        assert not isinstance(app.screen, PromptDialog)
        await pilot.press("enter", "up")
        assert "陈磊已在信息工程学院" in text_of(app)
        await pilot.press(*"tsg", "enter", "f6")
        await until(pilot, lambda: app.outcomes)

    play(app, script)


def test_personal_data_is_shown_until_it_was_read_and_the_purpose_is_kept(
    plain_union, acting, play, until, text_of
):
    values = {
        "number": "3001",
        "name": "张三",
        "sex": "male",
        "branch": "图书馆",
        "id_number": "110101199003074514",
    }
    key = str(plain_union.do("clerk", "core.add_member", values).key)
    app = acting("clerk", "core.reveal", key)

    async def script(pilot):
        await start(pilot, until)
        await pilot.press("核", "对", "f6")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "会永久记录" in text_of(app)
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, Notice))
        assert "110101199003074514" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.outcomes)

    play(app, script)
    assert any("核对" in str(row) for row in plain_union.rows("audit", "core.audit"))


SHEET = """工号,姓名,性别,分工会,入会日期,手机,爱好
1001,陈磊,男,信息工程学院,,13900000000,足球
9001,张三丰,男,图书馆,2023-9-1,,太极
,,男,图书馆,,,
9003,李四光,男,没有这个学院,2023-9-1,,
"""


def test_a_sheet_is_taken_in_step_by_step_and_rejects_are_saved(
    plain_union, acting, play, until, text_of, tmp_path
):
    sheet = tmp_path / "hy.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    app = acting("clerk", "core.add_branch")

    async def script(pilot):
        item = next(item for item in app.session.desk.imports() if item.kind == "members")
        app.push_screen(ImportScreen(item, then=app.bare.done.append))
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen.focused)
        screen = app.screen
        screen.form.fields[0].input.value = str(sheet)
        await pilot.press("enter")
        await until(pilot, lambda: "（不导入）" in text_of(app))
        assert "爱好" in text_of(app)
        await pilot.press("enter")
        await until(pilot, lambda: "新增 1  更新 1  不变 0  退回 2" in text_of(app))
        assert "→ 13900000000" in text_of(app)
        assert len(plain_union.rows("clerk", "core.members")) == 12
        await pilot.press("escape")
        await until(pilot, lambda: "（不导入）" in text_of(app))
        await pilot.press("enter", "f6")
        await until(pilot, lambda: isinstance(app.screen, ConfirmDialog))
        assert "写入 2 行？" in text_of(app)
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(app.screen, PromptDialog))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.bare)

    play(app, script)
    assert len(plain_union.rows("clerk", "core.members")) == 13
    assert len(read_sheet(tmp_path / "hy-退回.xlsx", {"name": ["姓名"]}).rows) == 1


@pytest.mark.parametrize("path", ["/nowhere/x.csv", "", "/tmp"])
def test_a_file_that_cannot_be_read_is_told_under_its_field(path, acting, play, until, text_of):
    app = acting("clerk", "core.add_branch")

    async def script(pilot):
        item = next(item for item in app.session.desk.imports() if item.kind == "members")
        app.push_screen(ImportScreen(item))
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and app.screen.focused)
        screen = app.screen
        screen.form.fields[0].input.value = path
        await pilot.press("f6")
        await until(pilot, lambda: app.screen is screen and screen.form.fields[0].fault)
        assert (
            screen.form.fields[0].fault in text_of(app).replace("\n", "")
            or len(screen.form.fields[0].fault) > 30
        )

    play(app, script)
