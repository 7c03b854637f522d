"""Forms of real actions, filled in by keys alone on 80 by 24 cells."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import pytest
from textual import events
from textual.app import App

from gonghui_core import commands, fields
from gonghui_core.commands import FieldView
from gonghui_core.fields import Key, Kind, pick
from gonghui_core.testing.evil import EVIL
from gonghui_tui.asking import Notice
from gonghui_tui.forms.files import files_for
from gonghui_tui.forms.form import Form
from gonghui_tui.forms.kit import Kit
from gonghui_tui.forms.lines import LinesField
from gonghui_tui.screens.form import FormScreen
from gonghui_tui.widgets.candidates import Candidate


def keys(text):
    """Each character of `text` as a key; ⏎ is Enter."""
    return ["enter" if char == "⏎" else "equals_sign" if char == "=" else char for char in text]


def form_of(app):
    screen = app.screen
    return screen.form if isinstance(screen, FormScreen) and screen.is_mounted else None


async def opened(pilot, until):
    await pilot.press("f5")
    await until(pilot, lambda: form_of(pilot.app) and pilot.app.screen.focused)
    await pilot.pause()
    return form_of(pilot.app)


async def read_notice(pilot, until):
    """Close what is to be noted, if there is anything."""
    await until(pilot, lambda: pilot.app.outcomes or isinstance(pilot.app.screen, Notice))
    if not pilot.app.outcomes:
        await pilot.press("enter")
    await until(pilot, lambda: pilot.app.outcomes)


@pytest.fixture
def books(plain_union):
    """A union whose accountant writes vouchers."""
    return plain_union


VOUCHER = (
    "慰问困难职工⏎", "2⏎",
    "sw⏎", "2000⏎",
    "ldg⏎", "12*30+5⏎",
    "yh⏎", "=",
)  # fmt: skip


def test_a_voucher_of_three_lines_is_written_in_nine_keys_beside_what_is_typed(
    books, acting, play, until, text_of, type_text
):
    app = acting("accountant", "finance.draft_voucher")
    walk = [key for part in VOUCHER for key in keys(part)] + ["f6"]

    async def script(pilot):
        form = await opened(pilot, until)
        await type_text(pilot, "".join(VOUCHER))
        await until(pilot, lambda: "365.00　贷方" in text_of(app) and "已平" in text_of(app))
        assert not form.lacking()
        await pilot.press(walk[-1])
        await read_notice(pilot, until)

    play(app, script)
    voucher = books.rows("accountant", "finance.vouchers")[0]
    assert (voucher["summary"], str(voucher["amount"]), voucher["attachments"]) == (
        "慰问困难职工",
        "2365.00",
        2,
    )
    typed = sum(len(part.strip("⏎=")) for part in VOUCHER)
    assert len(walk) - typed == 9


def test_a_template_leaves_seven_keys_beside_the_amount(books, acting, play, until, text_of):
    lines = [{"account": "50504", "side": "借"}, {"account": "102", "side": "贷"}]
    books.do("accountant", "finance.add_template", {"name": "办公费", "summary": "付办公费", "lines": lines})
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        form = await opened(pilot, until)
        assert "F4模板" in text_of(app)
        await pilot.press("f4")
        await until(pilot, lambda: "月度" in text_of(app) or "办公费" in text_of(app))
        await pilot.press("enter")
        grid = form.fields[-1].grid
        await until(pilot, lambda: grid.lines.count == 2 and "102 银行存款" in text_of(app))
        assert (grid.row, grid.column.id) == (0, "debit")
        await pilot.press(*keys("300⏎="), "f6")
        await read_notice(pilot, until)

    play(app, script)
    (voucher,) = books.rows("accountant", "finance.vouchers")
    assert (voucher["summary"], str(voucher["amount"])) == ("付办公费", "300.00")


def test_typed_lines_give_way_to_a_template_only_after_a_question(books, acting, play, until, text_of):
    lines = [{"account": "50504", "side": "借", "amount": "80"}, {"account": "102", "side": "贷"}]
    books.do("accountant", "finance.add_template", {"name": "办公费", "summary": "付办公费", "lines": lines})
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        form = await opened(pilot, until)
        await pilot.press(*keys("购球⏎1⏎50401⏎100⏎"), "f4")
        await until(pilot, lambda: "付办公费" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "换成模板？" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: form_of(app) is form)
        assert form.raw()["summary"] == "购球"
        await pilot.press("f4")
        await until(pilot, lambda: "付办公费" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "换成模板？" in text_of(app))
        await pilot.press("right", "enter")
        await until(pilot, lambda: form_of(app) is form and form.raw()["summary"] == "付办公费")
        assert [line.get("debit") for line in form.raw()["lines"]] == ["80.00", None]

    play(app, script)


def test_the_voucher_form_shows_all_at_80_by_24(books, acting, play, until, text_of):
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        await opened(pilot, until)
        await pilot.press(*keys("购球⏎1⏎"))
        screen = text_of(app)
        for part in (
            "2023-12-20",
            "周三",
            "购球",
            "科目",
            "借方",
            "贷方",
            "还差 1 处：分录",
            "F6保存",
            "F8平衡",
        ):
            assert part in screen
        assert all(len(line) <= 80 for line in screen.split("\n"))

    play(app, script)


def test_what_is_wrong_is_said_in_words_at_its_cell(books, acting, play, until, text_of):
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        form = await opened(pilot, until)
        await pilot.press(*keys("购球⏎1⏎nothing⏎"))
        await until(pilot, lambda: "没有找到“nothing”" in text_of(app))
        grid = form.fields[-1].grid
        assert (grid.row, grid.column.id) == (0, "account")
        await pilot.press(*keys("102⏎100⏎"), "f6")
        await until(pilot, lambda: "差 100.00" in text_of(app))
        await until(pilot, lambda: "F6保存" not in text_of(app) or any(field.fault for field in form.fields))
        assert not app.outcomes

    play(app, script)


def test_what_the_core_refuses_stands_in_its_cell_and_is_put_right_there(books, acting, play, until, text_of):
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        form = await opened(pilot, until)
        await pilot.press(*keys("购球⏎1⏎50401⏎100⏎102⏎"), "tab", *keys("100"), "up", "5", "f6")
        grid = form.fields[-1].grid
        await until(pilot, lambda: grid.lines.lines[0].errors)
        assert (grid.row, grid.column.id) == (0, "credit")
        assert "第 1 行 贷方：" in text_of(app)
        await pilot.press("delete", "f6")
        await read_notice(pilot, until)

    play(app, script)
    assert books.rows("accountant", "finance.vouchers")[0]["summary"] == "购球"


def test_lines_lacking_something_are_not_sent(books, acting, play, until, text_of):
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        form = await opened(pilot, until)
        await pilot.press(*keys("购球⏎1⏎"), "tab", *keys("88"), "f6")
        await until(pilot, lambda: "必须填写" in text_of(app))
        assert isinstance(form.current, LinesField)
        assert form.current.grid.column.id == "account"
        assert "还差 1 处：分录" in text_of(app)

    play(app, script)


@pytest.fixture
def election(plain_union):
    """An election that waits for its tallies; answers its key."""
    key = str(plain_union.do("clerk", "elections.set_up_election", {
        "title": "工会委员会选举", "kind": "committee", "seats": 2, "entitled": 12, "on": "2023-12-20",
        "candidates": ["李芳", "曾静", "查宁"],
    }).key)  # fmt: skip
    plain_union.do("clerk", "elections.record_attendance", {"present": 12, "issued": 12}, key)
    return key


def test_a_tally_sheet_is_two_grids_in_one_form(
    plain_union, election, acting, play, until, text_of, type_text
):
    app = acting("clerk", "elections.enter_tally", election)

    async def script(pilot):
        form = await opened(pilot, until)
        await type_text(pilot, "12⏎1⏎" + "9⏎2⏎⏎" + "8⏎3⏎⏎" + "3⏎7⏎1⏎")
        await until(pilot, lambda: form.current is form.fields[3])
        await type_text(pilot, "王海洋⏎2⏎⏎")
        await until(pilot, lambda: app.screen.focused.id == "save")
        assert "有效票 11" in text_of(app)
        assert "每名候选人三项合计都等于有效票" in text_of(app)
        await pilot.press("enter")
        await read_notice(pilot, until)

    play(app, script)
    again = plain_union.desk("clerk").form("elections.enter_tally", election)
    values = {view.id: view.value for view in again.fields}
    assert [(mark["candidate"], mark["agree"], mark["oppose"]) for mark in values["marks"]] == [
        ("李芳", 9, 2), ("曾静", 8, 3), ("查宁", 3, 7),
    ]  # fmt: skip
    assert values["write_ins"] == [{"name": "王海洋", "agree": 2}]


def test_a_member_is_found_by_initials_and_shown_with_the_branch(plain_union, acting, play, until, text_of):
    app = acting("clerk", "core.appoint")

    async def script(pilot):
        await opened(pilot, until)
        await pilot.press(*"oyx")
        await until(pilot, lambda: "欧阳晓岚" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: "1003 欧阳晓岚" in text_of(app) and form_of(app).current.view.id == "body")
        assert "信息工程学院" in text_of(app)
        assert form_of(app).fields[0].raw() == plain_union.rows("clerk", "core.members")[2]["key"]

    play(app, script)


def test_two_that_fit_are_offered_and_not_guessed(plain_union, acting, play, until, text_of):
    app = acting("clerk", "core.appoint")

    async def script(pilot):
        form = await opened(pilot, until)
        await pilot.press("1", "0", "0", "enter")
        await until(pilot, lambda: "有几个符合" in text_of(app))
        assert form.current is form.fields[0]
        await pilot.press("down", "enter")
        await until(pilot, lambda: "1002 单文博" in text_of(app))

    play(app, script)


def test_days_are_typed_short_and_choices_by_a_digit(plain_union, acting, play, until, text_of):
    app = acting("clerk", "core.add_member")

    async def script(pilot):
        form = await opened(pilot, until)
        named = {field.view.id: field for field in form.fields}
        assert form.current is named["name"]
        await pilot.press(*keys("张三⏎1⏎"))
        await pilot.press(*"110101199003074514", "enter")
        await until(pilot, lambda: form.current is named["birth_date"])
        assert "110101199003074514" not in text_of(app)
        await pilot.press(*keys("⏎tsg⏎"))
        await until(pilot, lambda: form.current is named["joined_on"])
        await pilot.press(*keys("1122⏎"))
        assert "2023-11-22" in text_of(app)
        assert named["sex"].raw() == "male"
        await pilot.press("f6")
        await until(pilot, lambda: app.outcomes or any(field.fault for field in form.fields))

    play(app, script)
    assert [row["name"] for row in plain_union.rows("clerk", "core.members")].count("张三") == len(
        app.outcomes
    )


def test_full_width_figures_are_the_same_figures(books, acting, play, until, text_of, type_text):
    app = acting("accountant", "finance.draft_voucher")

    async def script(pilot):
        form = await opened(pilot, until)
        await pilot.press(*keys("购球⏎"))
        await type_text(pilot, "２⏎")
        await until(pilot, lambda: isinstance(form.current, LinesField))
        await pilot.press(*keys("50102⏎"))
        await type_text(pilot, "１２＊３０＋５⏎")
        await until(pilot, lambda: "365.00" in text_of(app))
        assert form.fields[2].raw() == "2"

    play(app, script)


def test_long_texts_take_lines_and_go_on_from_an_empty_one(plain_union, acting, play, until, text_of):
    app = acting("clerk", "elections.set_up_election")

    async def script(pilot):
        form = await opened(pilot, until)
        field = next(field for field in form.fields if field.view.kind.name == "long_text")
        form.go(field)
        await pilot.press(*keys("李芳⏎曾静⏎"))
        field.area.post_message(events.Paste("查\u202e宁\x07\n王海洋"))
        await until(pilot, lambda: "王海洋" in field.area.text)
        assert field.raw() == "李芳\n曾静\n查宁\n王海洋"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: form.current is not field)
        assert field.raw() == "李芳\n曾静\n查宁\n王海洋"
        await pilot.press("up")
        assert form.current is field

    play(app, script)


def test_a_draft_is_kept_while_somebody_goes_on_typing(plain_union, acting, play, until, monkeypatch):
    monkeypatch.setattr("gonghui_tui.screens.drafting._KEPT_AFTER", 0.05)
    app = acting("clerk", "core.add_member")

    async def script(pilot):
        await opened(pilot, until)
        await pilot.press("张", "三")
        found = await until(pilot, lambda: plain_union.desk("clerk").drafts.find("core.add_member"))
        assert found[0]["fields"]["name"].startswith("张")

    play(app, script)


def test_a_draft_is_offered_back_and_dropped_when_it_was_sent(plain_union, acting, play, until, text_of):
    first = acting("clerk", "core.add_branch")

    async def leave(pilot):
        await opened(pilot, until)
        await pilot.press(*"ab", "escape")
        await until(pilot, lambda: not isinstance(first.screen, FormScreen))

    async def take_back(pilot):
        await pilot.press("f5")
        await until(pilot, lambda: "找回？" in text_of(second))
        assert "名称  ab" in text_of(second)
        await pilot.press("enter")
        await until(pilot, lambda: form_of(second))
        assert form_of(second).fields[0].raw() == "ab"
        await pilot.press("f6")
        await until(pilot, lambda: second.outcomes)

    play(first, leave)
    second = acting("clerk", "core.add_branch")
    play(second, take_back)
    assert plain_union.desk("clerk").drafts.find("core.add_branch") is None


def test_esc_in_the_offer_of_a_draft_leaves_it_where_it_is(plain_union, acting, play, until, text_of):
    plain_union.desk("clerk").drafts.keep("core.add_branch", "", {"fields": {"name": "旧"}, "version": None})
    app = acting("clerk", "core.add_branch")

    async def script(pilot):
        await pilot.press("f5")
        await until(pilot, lambda: "找回？" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.bare)

    play(app, script)
    assert plain_union.desk("clerk").drafts.find("core.add_branch") is not None


def test_drafts_of_fields_that_are_gone_do_no_harm(plain_union, acting, play, until, text_of):
    kept = {"fields": {"name": {"key": "x"}, "parent": ["no"], "gone": 1}, "version": None}
    plain_union.desk("clerk").drafts.keep("core.add_branch", "", kept)
    app = acting("clerk", "core.add_branch")

    async def script(pilot):
        await pilot.press("f5")
        await until(pilot, lambda: "找回？" in text_of(app))
        await pilot.press("enter")
        await until(pilot, lambda: form_of(app))
        assert app.screen.is_attached

    play(app, script)


def test_an_edit_starts_from_the_record_and_carries_its_version(plain_union, acting, play, until, text_of):
    key = plain_union.rows("clerk", "core.members")[0]["key"]
    app = acting("clerk", "core.edit_member", key)

    async def script(pilot):
        form = await opened(pilot, until)
        named = {field.view.id: field for field in form.fields}
        assert named["name"].raw() == "陈磊"
        assert "1001" in text_of(app)
        assert app.screen.values()["version"] == 1
        assert "id_number" not in app.screen.values()
        form.go(named["phone"])
        await pilot.press(*"13800000000", "f6")
        await until(pilot, lambda: app.outcomes)

    play(app, script)
    assert plain_union.rows("clerk", "core.members")[0]["phone"] == "13800000000"


def test_both_versions_are_shown_when_somebody_else_was_quicker(plain_union, acting, play, until, text_of):
    key = plain_union.rows("clerk", "core.members")[0]["key"]
    app = acting("clerk", "core.edit_member", key)

    async def script(pilot):
        form = await opened(pilot, until)
        field = next(field for field in form.fields if field.view.id == "phone")
        plain_union.do("clerk2", "core.edit_member", {"phone": "13911111111", "version": 1}, key)
        form.go(field)
        await pilot.press(*"13822222222", "f6")
        await until(pilot, lambda: "别人已改过" in text_of(app))
        assert "13911111111" in text_of(app)
        assert "13822222222" in text_of(app)
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: app.outcomes)

    play(app, script)
    assert plain_union.rows("clerk", "core.members")[0]["phone"] == "13822222222"


def test_evil_texts_in_every_field_end_in_words(plain_union, acting, play, until, text_of):
    app = acting("clerk", "core.add_member")

    async def script(pilot):
        form = await opened(pilot, until)
        for text in EVIL[::4]:
            for field in form.fields:
                app.screen.set_focus(field.target)
                field.target.post_message(events.Paste(text))
            await pilot.pause()
            await form.settle()
            shown = text_of(app)
            assert "\x1b" not in shown
            for field in form.fields:
                field.put(None)
                field.say("")
        assert app.is_running

    play(app, script)


def test_every_action_opens_as_a_form_that_can_be_left(plain_union, acting, play, until, text_of):
    """No field of any plugin is without a widget, and none needs more than 80 cells."""
    from gonghui_core.commands import views
    from gonghui_tui.forms.kit import kit_of
    from gonghui_tui.forms.make import make_field

    app = acting("clerk", "core.add_branch")

    async def script(pilot):
        kit = kit_of(app.session)
        for offer in plain_union.kernel.catalogue.actions.values():
            for view in views(offer.action.command):
                field = make_field(view, kit)
                await app.bare.mount(field)
                field.put(view.value)
                assert json.dumps(field.keep(), default=str)
                await field.remove()

    play(app, script)


def test_paths_are_completed_from_the_folder(tmp_path):
    (tmp_path / "花名册.xlsx").write_text("x")
    (tmp_path / "花").mkdir()
    (tmp_path / ".hidden").write_text("x")

    assert [item.key for item in files_for(f"{tmp_path}/花")] == [
        f"{tmp_path}/花/",
        f"{tmp_path}/花名册.xlsx",
    ]
    assert len(files_for(f"{tmp_path}/")) == 2
    assert files_for(f"{tmp_path}/none/x") == []


def test_evil_names_of_records_are_shown_letter_by_letter(play, until, text_of):
    found = [Candidate(Key(str(at)), text, code=f"c{at}", note=text) for at, text in enumerate(EVIL)]
    kit = Kit(date(2023, 12, 20), lambda page, text: found, lambda page, key: found[int(key)])
    line = commands.views(Line)
    views = [
        FieldView("who", "[/]人", Kind("record", page="x"), True, help="[red]"),
        FieldView("all", "[@click=app.quit]", Kind("record", page="x", many=True), False, value=[*range(len(found))]),
        FieldView("lines", "[/]", Kind("lines", line=Line), True, value=[{"who": str(at)} for at in range(len(found))],
                  columns=line),
    ]  # fmt: skip

    class One(App[None]):
        def compose(self):
            yield Form(views, kit)

    async def script(pilot):
        form = pilot.app.query_one(Form)
        form.start()
        await pilot.press("f")
        await until(pilot, lambda: "[/]" in text_of(pilot.app))
        for at in range(0, len(EVIL), 9):
            form.fields[0].put(at)
            form.fields[0].refuse(EVIL[at])
            await pilot.pause()
            assert "\x1b" not in text_of(pilot.app)
        assert pilot.app.is_running

    play(One(), script)


class Line(commands.Input):
    """A line that picks a record."""

    who: Annotated[int, pick("x")] = fields.field("人[/]")
