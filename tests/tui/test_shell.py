"""The shell of the terminal: home, menu, lists, records, reports, palette, settings, at both sizes."""

from __future__ import annotations

import csv

import pytest

from gonghui_core.contributions import Card, Problem
from gonghui_core.desk.home import Home
from gonghui_core.desk.tables import Table
from gonghui_core.testing.evil import EVIL
from gonghui_tui.screens.home import HomeScreen
from gonghui_tui.screens.record import RecordScreen
from gonghui_tui.screens.report import ReportScreen
from gonghui_tui.screens.settings import SettingsScreen
from gonghui_tui.screens.table import TableScreen

SIZES = [(80, 24), (120, 36)]


async def open_page(pilot, seen, page, *words):
    pilot.app.goto(page)
    return await seen(pilot, *words)


# Home


@pytest.mark.parametrize("size", SIZES)
def test_home_shows_figures_what_is_due_and_what_changed(house, play, seen, size):
    async def script(pilot):
        screen = await seen(pilot, "12 人", "近来的改动", "新增用户")
        assert "首页" in screen
        assert "示范学院工会" in screen
        assert "2023-12 chair" in screen

    play(house("chair"), script, size)


def test_a_card_that_fails_says_so_in_its_own_frame(house, play, seen, monkeypatch, plain_union):
    app = house()
    broken = Problem("welfare", "gonghui_cards", "[/]坏了")
    good = Card("会员", "12 人", "core.read", page="core.members")
    monkeypatch.setattr(app.session.desk, "home", lambda: Home([good, broken], [broken], [], [broken]))

    async def script(pilot):
        screen = await seen(pilot, "12 人", "welfare", "读取失败", "[/]坏了", "1 项不正常")
        assert "其他内容不受影响" in screen

    play(app, script, (120, 36))


def test_a_desk_that_fails_is_told_in_words(house, play, seen, monkeypatch):
    app = house()

    def fail():
        raise RuntimeError("secret value 110101199003071234")

    monkeypatch.setattr(app.session.desk, "home", fail)

    async def script(pilot):
        screen = await seen(pilot, "程序出错", "知道了")
        assert "110101199003071234" not in screen
        assert "Traceback" not in screen

    play(app, script)


def test_enter_on_a_card_opens_its_page(house, play, seen):
    async def script(pilot):
        await seen(pilot, "12 人")
        await pilot.press("shift+tab")
        pilot.app.screen.query("CardFrame").first().focus()
        await pilot.press("enter")
        await seen(pilot, "会员名册", "陈磊")

    play(house(), script)


# Menu and palette


def test_any_page_in_three_keys(house, play, seen, until):
    async def script(pilot):
        await seen(pilot, "12 人")
        await pilot.press("f10", "2", "1")
        await until(pilot, lambda: isinstance(pilot.app.screen, TableScreen))
        assert pilot.app.screen.page.id == "core.members"
        await seen(pilot, "陈磊")
        await pilot.press("f10", "1")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))

    play(house(), script)


def test_the_pages_of_a_long_module_stand_under_headings(house, play, seen):
    async def script(pilot):
        await seen(pilot, "12 人")
        titles = [module.title for module in pilot.app.modules]
        await pilot.press("f10", str(titles.index("财务") + 1))
        screen = await seen(pilot, "凭证 01 记账凭证", "出纳 ")
        assert "凭证 02" not in screen

    play(house("accountant"), script)


def test_the_menu_stands_at_the_left_of_a_wide_screen_only(house, play, seen):
    async def wide(pilot):
        screen = await seen(pilot, "12 人")
        assert "2 会员" in screen

    async def narrow(pilot):
        screen = await seen(pilot, "12 人")
        assert "2 会员" not in screen

    play(house(), wide, (120, 36))
    play(house(), narrow, (80, 24))


def test_the_palette_finds_pages_by_initials_actions_and_people(house, play, seen, until):
    async def script(pilot):
        await seen(pilot, "12 人")
        await pilot.press("ctrl+k")
        await seen(pilot, "会员名册")
        await pilot.press(*"hymc")
        await until(pilot, lambda: pilot.app.screen.query_one("LookupList").rows.count == 1)
        await pilot.press("enter")
        await seen(pilot, "陈磊")
        await pilot.press("ctrl+k", *"oyxl")
        await seen(pilot, "欧阳晓岚", "记录")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen))
        await seen(pilot, "基本信息", "1003")

    play(house(), script)


# Lists


@pytest.mark.parametrize("size", SIZES)
def test_a_list_counts_ticks_and_searches(house, play, seen, until, size):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊", "第 1/12 行", "共 12 条")
        await pilot.press("space", "space")
        await seen(pilot, "已勾选 2", "第 3/12 行")
        await pilot.press(*"swb")
        screen = await seen(pilot, "已筛出 1 / 12", "单文博")
        assert "陈磊" not in screen
        await pilot.press("escape")
        await seen(pilot, "共 12 条", "已勾选 2")

    play(house(), script, size)


def test_keys_of_a_burst_all_reach_the_search(house, play, seen, type_text):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await type_text(pilot, "oyxl")
        await seen(pilot, "已筛出 1 / 12", "欧阳晓岚")
        assert pilot.app.screen.find.value == "oyxl"

    play(house(), script)


def test_an_empty_list_says_why_and_which_key_fills_it(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.documents", "还没有", "F5")

    play(house(), script)


def test_a_list_that_finds_nothing_says_so(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press(*"zzzz")
        await seen(pilot, "没有符合“zzzz”的", "已筛出 0 / 12")

    play(house(), script)


def test_a_filter_narrows_and_is_told(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        pilot.app.screen._filtered({"branch": "图书馆"})
        screen = await seen(pilot, "分工会 图书馆", "共 4 条", "何思")
        assert "陈磊" not in screen

    play(house(), script)


def test_the_filter_dialog_asks_for_the_parameters_of_the_page(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press("f4")
        screen = await seen(pilot, "筛选", "截至日期", "分工会", "会籍")
        assert "在册" in screen
        await pilot.press("escape")
        await seen(pilot, "第 1/12 行")

    play(house(), script)


def test_a_list_is_sorted_by_a_column_both_ways(house, play, seen, until):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        screen = pilot.app.screen
        screen._sort_by("number")
        screen._sort_by("number")
        await until(pilot, lambda: screen.grid.rows.row(0) and screen.grid.rows.row(0).cells[0] == "1012")
        screen._sort_by("number")
        await until(pilot, lambda: screen.grid.rows.row(0) and screen.grid.rows.row(0).cells[0] == "1001")

    play(house(), script)


def test_an_action_that_is_not_allowed_is_grey_and_says_why(house, play, seen, plain_union, until):
    plain_union.do("clerk", "core.change_status", {"status": "transferred_out", "on": "2023-12-01"}, "1001")

    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊", "F8-调转")
        await pilot.press("f9")
        await seen(pilot, "调整分工会", "已不在册")
        await pilot.press("escape", "down")
        await seen(pilot, "F8调转")

    play(house(), script)


def test_an_officer_without_the_right_sees_no_action(house, play, seen):
    async def script(pilot):
        screen = await open_page(pilot, seen, "core.members", "陈磊", "第 1/12 行")
        assert "新增" not in screen
        assert "修改" not in screen

    play(house("chair"), script)


def test_f7_writes_what_is_found(house, play, seen, tmp_path, until):
    path = tmp_path / "名册.csv"

    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press(*"swb")
        await seen(pilot, "已筛出 1 / 12")
        await pilot.press("f7")
        await seen(pilot, "导出：会员名册")
        await pilot.press("right", "enter")
        field = pilot.app.screen.query_one("#path")
        assert field.value.endswith(".csv")
        field.value = str(path)
        await pilot.press("enter")
        await until(pilot, path.exists)
        await seen(pilot, "已导出到")

    play(house(), script)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1] for row in rows[1:]] == ["单文博"]


def test_ctrl_c_copies_the_ticked_rows_for_wps(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press("space", "space", "ctrl+c")
        await seen(pilot, "已复制 2 行")
        lines = pilot.app.clipboard.split("\n")
        assert [line.split("\t")[1] for line in lines] == ["陈磊", "单文博"]

    play(house(), script)


def test_only_the_rows_in_sight_are_asked_for(house, play, seen, monkeypatch):
    app = house()
    asked = []

    def table(page_id, params=None, *, offset=0, limit=0, **rest):
        asked.append((offset, limit))
        rows = [
            {"key": str(at), "number": str(at), "name": f"张{at}"}
            for at in range(offset, offset + (limit or 1))
        ]
        page = app.session.desk.page(page_id)
        return Table(page, page.columns, rows, 100_000)

    monkeypatch.setattr(app.session.desk, "table", table)

    async def script(pilot):
        await open_page(pilot, seen, "core.members", "第 1/100,000 行", "张0")
        await pilot.press("end")
        await seen(pilot, "第 100,000/100,000 行", "张99999")
        assert len(asked) <= 4
        assert all(0 < limit <= 100 for _offset, limit in asked)

    play(app, script)


def test_a_list_that_cannot_be_read_is_told_and_can_be_read_again(house, play, seen, monkeypatch):
    app = house()
    real = app.session.desk.table

    def fail(*_args, **_rest):
        raise RuntimeError("x")

    async def script(pilot):
        await seen(pilot, "12 人")
        monkeypatch.setattr(app.session.desk, "table", fail)
        pilot.app.goto("core.members")
        await seen(pilot, "程序出错")
        await pilot.press("enter")
        monkeypatch.setattr(app.session.desk, "table", real)
        pilot.app.screen.refresh_page()
        await seen(pilot, "陈磊")

    play(app, script)


# Records and reports


@pytest.mark.parametrize("size", SIZES)
def test_a_record_shows_its_blocks_and_comes_back_to_its_row(house, play, seen, until, size):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen))
        await seen(pilot, "基本信息", "单文博", "会籍沿革", "家属（0）", "F2修改")
        await pilot.press("escape")
        await seen(pilot, "第 2/12 行")

    play(house(), script, size)


def test_a_record_of_a_page_without_detail_shows_its_row(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.branches", "图书馆")
        await pilot.press("enter")
        await seen(pilot, "在册会员", "4")

    play(house(), script)


def test_a_report_shows_its_sentences_and_enter_opens_the_records_behind(house, play, seen, until):
    async def script(pilot):
        pilot.app.goto("core.annual")
        await seen(pilot, "工会共有会员12人", "尚缺的内容", "回车：在册会员 12")
        await pilot.press("enter")
        await seen(pilot, "这句话的出处", "女会员 6")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(pilot.app.screen, TableScreen))
        await seen(pilot, "只看：女会员 6（6 条）", "第 1/6 行", "欧阳晓岚")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))

    play(house("chair"), script, (120, 36))


def test_a_gap_of_the_annual_report_leads_to_where_it_is_recorded(house, play, seen, until):
    async def script(pilot):
        pilot.app.goto("core.annual")
        await seen(pilot, "尚缺的内容")
        screen = pilot.app.screen
        await until(
            pilot, lambda: any(link.page == "core.posts" for f in screen.paper._figures for link in f.target)
        )
        targets = [figure.target for figure in screen.paper._figures]
        screen._follow(next(target for target in targets if target[0].page == "core.posts"))
        await until(pilot, lambda: isinstance(pilot.app.screen, TableScreen))
        await seen(pilot, "任职")

    play(house("chair"), script, (120, 36))


# Rights, settings, leaving


def test_a_page_without_the_right_is_told_of(house, play, seen):
    async def script(pilot):
        await seen(pilot, "12 人")
        pilot.app.goto("core.annual")
        await seen(pilot, "没有权限")

    play(house("branch"), script)


def test_settings_switch_the_look_and_are_remembered(house, play, seen, until):
    from gonghui_tui import prefs

    async def script(pilot):
        pilot.app.goto("settings")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await seen(pilot, "浅色", "工会全称")
        await pilot.press("enter")
        await seen(pilot, "深色")
        assert pilot.app.theme == "gonghui-dark"
        assert prefs.load().dark

    play(house("keeper"), script)


def test_a_setting_is_saved_by_who_may(house, play, seen, plain_union):
    async def script(pilot):
        pilot.app.goto("settings")
        await seen(pilot, "落款的委员会")
        screen = pilot.app.screen
        screen.grid.cursor = next(at for at, item in enumerate(screen._items) if item.title == "落款的委员会")
        await pilot.press("enter")
        await seen(pilot, "下次打开时生效")
        pilot.app.screen.query_one("#field").value = "新委员会"
        await pilot.press("enter")
        await seen(pilot, "已保存", "新委员会")

    play(house("keeper"), script)
    assert plain_union.kernel.workspace.settings().union.committee == "新委员会"


def test_help_tells_of_the_page_and_then_of_all_keys(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press("f1")
        await seen(pilot, "全校会员")
        await pilot.press("f1")
        await seen(pilot, "全部按键", "Ctrl+K")
        await pilot.press("escape")
        await seen(pilot, "第 1/12 行")

    play(house(), script)


def test_escape_goes_up_and_never_leaves(house, play, seen):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press("escape", "escape", "escape")
        await seen(pilot, "近来的改动")
        assert pilot.app.is_running

    play(house(), script)


def test_every_change_is_seen_on_the_pages_below(house, play, seen, plain_union):
    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        await pilot.press("enter")
        await seen(pilot, "基本信息")
        plain_union.do("clerk", "core.add_member", {
            "number": "1013", "name": "新来", "sex": "male", "branch": "图书馆",
            "joined_on": "2023-12-01"})  # fmt: skip
        pilot.app.changed()
        await pilot.press("escape")
        await seen(pilot, "第 1/13 行")

    play(house(), script)


# Evil names


def evil_union(union):
    for at, text in enumerate(EVIL):
        row = {"number": f"E{at}", "name": text, "sex": "male", "branch": "图书馆", "joined_on": "2020-01-01",
               "remarks": text}  # fmt: skip
        try:
            union.do("clerk", "core.add_member", row)
        except Exception:  # refused at the door, which is as good
            continue


@pytest.mark.parametrize("size", SIZES)
def test_evil_names_are_shown_and_do_nothing(house, play, seen, plain_union, until, size):
    evil_union(plain_union)

    async def script(pilot):
        await open_page(pilot, seen, "core.members", "陈磊")
        count = pilot.app.screen.grid.rows.count
        for _step in range(count // 10 + 1):
            await pilot.press("pagedown")
        text = await seen(pilot, f"第 {count}/{count} 行")
        assert "\x1b" not in text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen))
        await seen(pilot, "基本信息")
        await pilot.press("escape", "f10", "1")
        await seen(pilot, "近来的改动")
        await pilot.press("ctrl+k")
        await pilot.press("[")
        await pilot.pause(0.3)
        assert pilot.app.is_running
        assert not pilot.app.crashed

    play(house(), script, size)
