"""Who may do and see what: the table of the issue for core, forbidden pairs, exceptions, the own branch."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gonghui_core.office.choices import Role
from gonghui_core.office.rights import FORBIDDEN_PAIRS
from gonghui_core.testing.union import OFFICERS, Union
from gonghui_core.verdicts import GonghuiError, NoRight, NotFound, Refusal

ROLES = ("keeper", "clerk", "chair", "vice_chair", "accountant", "cashier", "audit", "women", "branch")
READERS = {"chair", "vice_chair", "audit"}

PAGES: dict[str, set[str]] = {
    "core.members": {"clerk", "accountant", "women", "branch"} | READERS,
    "core.branches": {"clerk", "accountant", "women", "branch"} | READERS,
    "core.changes": {"clerk", "accountant", "women", "branch"} | READERS,
    "core.family": {"clerk", "accountant", "women", "branch"} | READERS,
    "core.bodies": {"clerk"} | READERS,
    "core.posts": {"clerk"} | READERS,
    "core.documents": {"clerk"} | READERS,
    "core.officers": {"keeper"} | READERS,
    "core.audit": READERS,
    "core.rules": set(ROLES),
    "core.tasks": set(ROLES),
    "core.problems": set(ROLES),
    "core.annual": {"clerk"} | READERS,
}

ACTIONS: dict[str, set[str]] = {
    "core.add_member": {"clerk"},
    "core.edit_member": {"clerk"},
    "core.change_status": {"clerk"},
    "core.transfer_member": {"clerk"},
    "core.add_family_member": {"clerk"},
    "core.reveal": {"clerk", "chair", "vice_chair"},
    "core.add_branch": {"clerk"},
    "core.rename_branch": {"clerk"},
    "core.add_body": {"clerk", "chair"},
    "core.appoint": {"clerk", "chair"},
    "core.end_post": {"clerk", "chair"},
    "core.add_document": {"clerk"},
    "core.save_file": {"clerk"} | READERS,
    "core.add_officer": {"keeper"},
    "core.change_roles": {"keeper"},
    "core.remove_officer": {"keeper"},
    "core.allow_pair": {"keeper"},
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One plain union for questions that change nothing."""
    from gonghui_core.testing.union import make_union

    made = make_union(tmp_path_factory.mktemp("rights") / "home")
    yield made
    made.kernel.close()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_a_page(shared: Union, role: str, page: str) -> None:
    desk = shared.desk(role)
    look = (
        (lambda: desk.report(page, {"year": "2023"})) if page == "core.annual" else (lambda: desk.table(page))
    )
    assert (page in {p.id for p in desk.pages()}) == (role in PAGES[page])
    if role in PAGES[page]:
        look()
        return
    with pytest.raises(NoRight) as refused:
        look()
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_do_an_action(shared: Union, role: str, action: str) -> None:
    desk = shared.desk(role)
    may = role in ACTIONS[action]
    assert (action in {offer.name for offer in desk.actions()}) == may
    if may:
        return
    for ask in (
        lambda: desk.do(action, {}, ["1"]),
        lambda: desk.form(action),
        lambda: desk.preview(action, {}),
    ):
        with pytest.raises(NoRight):
            ask()


def test_the_tables_above_are_complete(shared: Union) -> None:
    core = {name for name in shared.kernel.catalogue.pages if name.startswith("core.")}
    assert core == set(PAGES)
    assert {name for name in shared.kernel.catalogue.actions if name.startswith("core.")} == set(ACTIONS)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_keep_house(shared: Union, role: str) -> None:
    desk = shared.desk(role)
    keeper = role == "keeper"
    asks: list[tuple[bool, Any]] = [
        (keeper, lambda: desk.switch_plugin("nosuch", on=True)),
        (keeper, lambda: desk.save_setting("nosuch", "x", "y")),
        (keeper, lambda: desk.add_officer({}, "")),
        (keeper, lambda: desk.give_passphrase("x", "y")),
        (keeper or role in READERS, desk.verify_audit),
        (
            role == "clerk",
            lambda: desk.import_sheet("members", __import__("pathlib").Path("/nonexistent.csv")),
        ),
    ]
    for may, ask in asks:
        if may:
            try:
                ask()
            except NoRight:  # pragma: no cover - the message of the failure
                pytest.fail(f"{role} may")
            except GonghuiError:
                pass
        else:
            with pytest.raises(NoRight):
                ask()
    if not keeper:
        with pytest.raises(NoRight):
            desk.back_up()


def test_no_right_is_held_by_the_system_alone_and_every_right_is_held(shared: Union) -> None:
    for right in shared.kernel.catalogue.rights.values():
        assert right.holders, right.id
    for page in shared.kernel.catalogue.pages.values():
        assert page.right in shared.kernel.catalogue.rights, page.id
    for offer in shared.kernel.catalogue.actions.values():
        assert offer.action.right in shared.kernel.catalogue.rights, offer.name


class TestForbiddenPairs:
    """What one person may not hold."""

    @pytest.mark.parametrize("pair", FORBIDDEN_PAIRS, ids=lambda p: f"{p[0]}-{p[1]}")
    def test_at_granting(self, plain_union: Union, pair: tuple[Role, Role, str]) -> None:
        first, second, source = pair
        for name, roles in (("a", [first, second]), ("b", [second, Role.clerk, first])):
            with pytest.raises(Refusal) as refused:
                plain_union.do(
                    "keeper", "core.add_officer", {"name": name, "roles": [r.value for r in roles]}
                )
            assert refused.value.rule == "core.forbidden_pair"
            assert refused.value.citation == source
        with pytest.raises(Refusal):
            plain_union.do("keeper", "core.change_roles", {"roles": [first.value, second.value]}, "women")

    def test_two_accounts_of_one_member_are_one_person(self, plain_union: Union) -> None:
        with pytest.raises(Refusal, match="会计"):
            plain_union.do(
                "keeper", "core.add_officer", {"name": "second", "roles": ["cashier"], "member": "1005"}
            )
        plain_union.do("keeper", "core.add_officer", {"name": "second", "roles": ["cashier"]})
        with pytest.raises(Refusal):
            plain_union.do("keeper", "core.change_roles", {"roles": ["cashier"], "member": "1005"}, "second")
        plain_union.do("keeper", "core.remove_officer", {}, "accountant")
        plain_union.do("keeper", "core.change_roles", {"roles": ["cashier"], "member": "1005"}, "second")

    def test_an_exception_allows_and_its_end_takes_the_rights(self, plain_union: Union) -> None:
        values = {
            "first": "accountant",
            "second": "cashier",
            "decision": "委员会纪要 3 号",
            "until": "2023-12-31",
        }
        outcome = plain_union.do("keeper", "core.allow_pair", values, "accountant")
        assert outcome.warnings
        change = {"roles": ["accountant", "cashier"], "member": "1005"}
        plain_union.do("keeper", "core.change_roles", change, "accountant")
        assert plain_union.desk("accountant").officer.may("core.members.read")
        plain_union.today = date(2024, 1, 1)
        lapsed = plain_union.desk("accountant")
        assert not lapsed.officer.may("core.members.read")
        with pytest.raises(NoRight):
            lapsed.table("core.members")
        with pytest.raises(Refusal):
            plain_union.do("keeper", "core.change_roles", change, "accountant")

    def test_no_exception_for_what_needs_none(self, plain_union: Union) -> None:
        values = {"first": "clerk", "second": "chair", "decision": "x", "until": "2024-12-31"}
        with pytest.raises(Refusal):
            plain_union.do("keeper", "core.allow_pair", values, "clerk")

    def test_one_keeper_remains(self, plain_union: Union) -> None:
        plain_union.do("keeper", "core.remove_officer", {}, "founder")
        for action, values in (("core.remove_officer", {}), ("core.change_roles", {"roles": ["clerk"]})):
            with pytest.raises(Refusal, match="系统管理员"):
                plain_union.do("keeper", action, values, "keeper")

    def test_a_branch_officer_has_a_branch(self, plain_union: Union) -> None:
        with pytest.raises(Refusal):
            plain_union.do("keeper", "core.add_officer", {"name": "x", "roles": ["branch"]})

    def test_who_was_removed_does_nothing_any_more(self, plain_union: Union) -> None:
        plain_union.do("keeper", "core.remove_officer", {}, "clerk2")
        with pytest.raises(NoRight):
            plain_union.desk("clerk2")


class TestOwnBranch:
    """The branch officer of the library (1009 to 1012) and everybody else (1001 to 1008)."""

    OTHERS = ("1001", "1005", "陈磊", "李芳", "尉迟明")

    def test_no_page_and_no_parameter_shows_another_branch(self, union: Union) -> None:
        desk = union.desk("branch")
        asks: list[dict[str, Any]] = [
            {}, {"on": "2020-01-01"}, {"status": "active"}, {"search": "chen"}, {"search": "1001"},
            {"branch": "商学院"}, {"search": "陈磊"}, {"on": "2020-01-01", "branch": "商学院"},
        ]  # fmt: skip
        for page in ("core.members", "core.changes", "core.family"):
            known = {parameter.id for parameter in desk.page(page).params} | {"search"}
            for params in asks:
                if set(params) <= known:
                    numbers = {row.get("number") for row in desk.table(page, params).rows}
                    assert numbers <= {"1009", "1010", "1011", "1012"}, (page, params)

    def test_no_detail_pick_or_search_reaches_another_branch(self, union: Union) -> None:
        desk = union.desk("branch")
        for who in (*self.OTHERS, "1", "5"):
            with pytest.raises(NoRight) as refused:
                desk.detail("core.members", who)
            assert not any(name in str(refused.value) for name in ("陈磊", "李芳", "尉迟明") if name != who)
            assert desk.pick("core.members", who) == [] or who in ("1", "5")
            assert not any("陈磊" in lead.title or "李芳" in lead.title for lead in desk.search(who))
            with pytest.raises(NoRight):
                desk.table("core.family", {"member": who})
        assert desk.detail("core.members", "1010")

    def test_keys_are_no_way_round(self, union: Union) -> None:
        from gonghui_core.fields import Key

        desk = union.desk("branch")
        for key in range(1, 9):
            with pytest.raises((NoRight, NotFound)):
                desk.detail("core.members", Key(key))
            assert desk.named("core.members", Key(key)) is None

    def test_no_export_holds_another_branch(self, union: Union, tmp_path: Any) -> None:
        for form in ("csv", "json", "md"):
            path = tmp_path / f"members.{form}"
            union.desk("branch").export("core.members", {}, form, path)
            told = path.read_text(encoding="utf-8")
            assert "何思" in told
            assert "陈磊" not in told

    def test_home_tells_nothing_of_what_others_did(self, union: Union) -> None:
        union.do("clerk", "core.edit_member", {"phone": "13900000000"}, "1001")
        home = union.desk("branch").home()
        assert not any("1001" in line.summary for line in home.latest)
        assert any("1001" in line.summary for line in union.desk("chair").home().latest)

    def test_groups_below_the_branch_belong_to_it(self, plain_union: Union) -> None:
        plain_union.do("clerk", "core.add_branch", {"name": "采编组", "parent": "图书馆"})
        values = {
            "name": "周一",
            "sex": "female",
            "branch": "采编组",
            "joined_on": "2023-01-01",
            "number": "2001",
        }
        plain_union.do("clerk", "core.add_member", values)
        assert "2001" in {row["number"] for row in plain_union.rows("branch", "core.members")}

    def test_an_officer_without_a_branch_reaches_nobody(self, plain_union: Union) -> None:
        from dataclasses import replace

        from gonghui_core.desk import Desk

        lost = replace(plain_union.kernel.sign_in("branch"), branch_id=None)
        assert list(Desk(plain_union.kernel, lost).table("core.members").rows) == []


def test_every_officer_of_the_kit_has_the_role_of_its_name() -> None:
    assert {name for name, _role, _member in OFFICERS} >= set(ROLES)
