"""Settings, keys, and what lies readable in the folder of an encrypted workspace."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from gonghui_core import settings
from gonghui_core.failures import explain
from gonghui_core.founding import found
from gonghui_core.kernel import Kernel
from gonghui_core.settings import HAND_WRITTEN, SAVED
from gonghui_core.storage.keys import RECOVERY, KeyFile, WrongPassphrase, recovery_code
from gonghui_core.testing.union import Union
from gonghui_core.verdicts import BadInput, GonghuiError, NoRight, Refusal
from gonghui_core.workspace import DATABASE, HEAD, KEYS, Workspace

PASSPHRASE = "春天来了 correct horse"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An encrypted workspace of officer li, and its recovery code."""
    home = tmp_path_factory.mktemp("keys") / "home"
    return home, found(home, union="测试工会", officer="li", passphrase=PASSPHRASE)


@pytest.fixture
def home(founded: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of it to break."""
    copy = tmp_path / "home"
    shutil.copytree(founded[0], copy)
    return copy


class TestSettings:
    """The hand-written file, and the program's own."""

    def test_an_unknown_key_is_refused_with_file_key_and_nearest_name(self, plain_union: Union) -> None:
        folder = plain_union.kernel.workspace.folder
        with (folder / HAND_WRITTEN).open("a") as opened:
            opened.write('\n[union]\ncomittee = "x"\n')
        with pytest.raises(BadInput, match=r"gonghui\.toml.*union\.comittee.*union\.committee") as fault:
            settings.load(folder)
        assert fault.value.field == "union.comittee"

    def test_an_unknown_key_in_the_programs_own_file_names_that_file(self, plain_union: Union) -> None:
        folder = plain_union.kernel.workspace.folder
        settings.save(folder, "union", {"nmae": "x"})
        with pytest.raises(BadInput, match=r"gonghui\.saved\.toml.*union\.nmae.*union\.name"):
            settings.load(folder)

    def test_a_misspelt_section_is_refused_and_a_strange_one_is_a_problem(self, plain_union: Union) -> None:
        folder = plain_union.kernel.workspace.folder
        written = (folder / HAND_WRITTEN).read_text()
        (folder / HAND_WRITTEN).write_text(written + "\n[bowling]\nx = 1\n")
        opened = plain_union.reopen()
        assert any(p.source == "bowling" for p in opened.kernel.all_problems())
        (folder / HAND_WRITTEN).write_text(written + '\n[unoin]\nname = "x"\n')
        opened.kernel.close()
        with pytest.raises(BadInput, match=r"\[unoin\].*union"):
            Kernel.open(folder)

    def test_the_hand_written_file_wins_and_is_never_rewritten(self, plain_union: Union) -> None:
        folder = plain_union.kernel.workspace.folder
        with (folder / HAND_WRITTEN).open("a") as opened:
            opened.write('\n# by hand\n[union]\nname = "手写"\n')
        before = (folder / HAND_WRITTEN).read_bytes()
        opened_union = plain_union.reopen()
        desk = opened_union.desk("keeper")
        with pytest.raises(BadInput, match=r"gonghui\.toml"):
            desk.save_setting("union", "name", "别的")
        desk.save_setting("union", "committee", "委员会\x1b[2J")
        again = opened_union.reopen()
        plain_union.kernel = again.kernel
        assert again.kernel.settings.union.name == "手写"
        assert again.kernel.settings.union.committee == "委员会[2J"
        assert (folder / HAND_WRITTEN).read_bytes() == before

    def test_who_saved_a_setting_is_in_the_log(self, plain_union: Union) -> None:
        plain_union.desk("keeper").save_setting("union", "committee", "委员会")
        last = plain_union.rows("audit", "core.audit")[0]
        assert (last["officer"], last["action"]) == ("keeper", "core.save_setting")

    @pytest.mark.parametrize(("section", "key", "text"), [
        ("workspace", "today", "2020-01-01"), ("workspace", "plain", "true"), ("database", "url", "postgresql://x"),
        ("union", "nosuch", "x"), ("nosuch", "x", "y"),
    ])  # fmt: skip
    def test_what_a_workspace_is_cannot_be_set(
        self, plain_union: Union, section: str, key: str, text: str
    ) -> None:
        with pytest.raises(BadInput):
            plain_union.desk("keeper").save_setting(section, key, text)

    def test_only_a_keeper_saves(self, plain_union: Union) -> None:
        with pytest.raises(NoRight):
            plain_union.desk("clerk").save_setting("union", "name", "x")

    @pytest.mark.parametrize("text", [
        "[" * 5000, "x = " + "9" * 5000, "[union]\nname='a'\nname='b'", "\ufeff[union]\nname = 5",
        "union = 1", "[[union]]\nname='a'", "\x00", "\xff\xfe", "name = ", "[union\nname='x'", "[union]\nname = 1e999",
        "[union]\njurisdictions = 7",
    ])  # fmt: skip
    def test_broken_toml_is_told_in_words(self, tmp_path: Path, text: str) -> None:
        (tmp_path / HAND_WRITTEN).write_bytes(text.encode("utf-8"))
        with pytest.raises(BadInput, match=r"gonghui\.toml"):
            settings.load(tmp_path)

    def test_lone_carriage_returns_and_a_byte_order_mark_are_read_or_told(self, tmp_path: Path) -> None:
        (tmp_path / HAND_WRITTEN).write_bytes(b'\xef\xbb\xbf[union]\r\nname = "a"\r\n')
        assert settings.load(tmp_path).union.name == "a"
        (tmp_path / HAND_WRITTEN).write_bytes(b'[union]\rname = "b"\r')
        assert settings.load(tmp_path).union.name == "b"

    def test_a_huge_file_is_refused_before_it_is_read(self, tmp_path: Path) -> None:
        with (tmp_path / HAND_WRITTEN).open("wb") as opened:
            opened.truncate(200_000_000)
        with pytest.raises(BadInput, match="太大"):
            settings.load(tmp_path)

    @pytest.mark.parametrize("today", ["abc", "2023-13-01"])
    def test_a_pinned_day_that_is_none_is_told(self, plain_union: Union, today: str) -> None:
        folder = plain_union.kernel.workspace.folder
        written = (folder / HAND_WRITTEN).read_text()
        (folder / HAND_WRITTEN).write_text(
            written.replace("[workspace]\n", f'[workspace]\ntoday = "{today}"\n')
        )
        with pytest.raises(BadInput, match=r"workspace\.today"):
            Kernel.open(folder)


class TestKeys:
    """What opens an encrypted workspace, and what must not make a new empty one."""

    def test_the_first_officers_passphrase_opens(self, home: Path) -> None:
        kernel = Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        assert kernel.sign_in("li").name == "li"
        kernel.close()

    @pytest.mark.parametrize(("officer", "passphrase"), [
        ("li", "春天来了 correct horsf"), ("li", ""), ("wang", PASSPHRASE), ("li", "\udcff\udcfe wrong"),
        (RECOVERY, PASSPHRASE),
    ])  # fmt: skip
    def test_a_wrong_one_does_not_and_does_not_say_which_part(
        self, home: Path, officer: str, passphrase: str
    ) -> None:
        with pytest.raises(WrongPassphrase, match="姓名或口令不对"):
            Kernel.open(home, officer=officer, passphrase=passphrase)

    def test_the_recovery_code_opens_for_any_officer(self, founded: tuple[Path, str], home: Path) -> None:
        kernel = Kernel.open(home, officer="li", passphrase=founded[1])
        desk_officer = kernel.sign_in("li")
        from gonghui_core.desk import Desk

        Desk(kernel, desk_officer).change_passphrase(founded[1], "a new passphrase")
        kernel.close()
        Kernel.open(home, officer="li", passphrase="a new passphrase").close()
        with pytest.raises(WrongPassphrase):
            Kernel.open(home, officer="li", passphrase=recovery_code())

    def test_a_second_officer_has_a_slot_of_his_own_until_removed(self, home: Path) -> None:
        from gonghui_core.desk import Desk

        kernel = Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        desk = Desk(kernel, kernel.sign_in("li"))
        with pytest.raises(BadInput, match="口令太短"):
            desk.add_officer({"name": "wang", "roles": ["chair"]}, "short")
        assert [row["name"] for row in desk.table("core.officers").rows] == ["li"]
        desk.add_officer({"name": "wang", "roles": ["chair"]}, "wang's passphrase")
        desk.do("core.add_officer", {"name": "zhao", "roles": ["audit"]})
        desk.give_passphrase("zhao", "zhao's passphrase")
        with pytest.raises(Refusal, match="本人"):
            desk.give_passphrase("wang", "another one for wang")
        kernel.close()
        for name in ("wang", "zhao"):
            other = Kernel.open(home, officer=name, passphrase=f"{name}'s passphrase")
            assert other.sign_in(name).name == name
            other.close()
        kernel = Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        desk = Desk(kernel, kernel.sign_in("li"))
        key = next(row["key"] for row in desk.table("core.officers").rows if row["name"] == "wang")
        desk.remove_officer(str(key))
        kernel.close()
        with pytest.raises(WrongPassphrase):
            Kernel.open(home, officer="wang", passphrase="wang's passphrase")

    def test_reserved_names_are_nobodys(self, home: Path) -> None:
        from gonghui_core.desk import Desk

        kernel = Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        desk = Desk(kernel, kernel.sign_in("li"))
        for name in (RECOVERY, "system"):
            with pytest.raises(Refusal):
                desk.add_officer({"name": name, "roles": ["clerk"]}, "long enough passphrase")
        kernel.close()

    @pytest.mark.parametrize("damage", [
        b"", b"{", b"[]", b'{"slots": 5}', b'{"slots": {"li": 7}}', b'{"slots": {"li": {"salt": "??", "key": "?"}}}',
        b'{"slots": {"li": {"salt": "AAAA", "key": "AAAA"}}}', b"\xff\xfe\x00",
    ])  # fmt: skip
    def test_a_damaged_key_file_is_told_and_nothing_is_made_anew(self, home: Path, damage: bytes) -> None:
        before = (home / DATABASE).read_bytes()
        (home / KEYS).write_bytes(damage)
        with pytest.raises(GonghuiError, match=r"密钥文件|姓名或口令不对"):
            Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        assert (home / DATABASE).read_bytes() == before
        assert (home / KEYS).read_bytes() == damage

    def test_a_missing_key_file_is_told_and_nothing_is_made_anew(self, home: Path) -> None:
        (home / KEYS).unlink()
        with pytest.raises(GonghuiError, match="找不到密钥文件"):
            Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        assert not (home / KEYS).exists()

    def test_a_key_file_is_never_made_over_another(self, tmp_path: Path) -> None:
        KeyFile.create(tmp_path / KEYS)
        with pytest.raises(BadInput, match="不会覆盖"):
            Workspace(tmp_path).make(plain=False)

    @pytest.mark.parametrize("length", [0, 7])
    def test_a_short_passphrase_founds_nothing(self, tmp_path: Path, length: int) -> None:
        with pytest.raises(BadInput, match="口令太短"):
            found(tmp_path / "new", union="测试", officer="li", passphrase="x" * length)
        assert not (tmp_path / "new").exists()

    def test_an_address_that_does_not_answer_leaves_no_half_workspace(self, tmp_path: Path) -> None:
        with pytest.raises(Exception):  # noqa: B017 - whatever the driver says
            found(tmp_path / "new", union="测试", officer="li", plain=True, url="postgresql://127.0.0.1:1/x")
        assert not (tmp_path / "new").exists()


class TestFiles:
    """Databases that are not what the workspace says."""

    def test_a_plain_file_in_an_encrypted_workspace(self, home: Path, plain_union: Union) -> None:
        plain_union.kernel.close()
        for name in (DATABASE, DATABASE + "-wal", DATABASE + "-shm"):
            (home / name).unlink(missing_ok=True)
        shutil.copy(plain_union.kernel.workspace.database, home / DATABASE)
        with pytest.raises(GonghuiError, match="打不开"):
            Kernel.open(home, officer="li", passphrase=PASSPHRASE)

    def test_an_encrypted_file_in_a_plain_workspace(self, home: Path, plain_union: Union) -> None:
        plain_union.kernel.close()
        folder = plain_union.kernel.workspace.folder
        shutil.copy(home / DATABASE, folder / DATABASE)
        with pytest.raises(GonghuiError, match="打不开"):
            Kernel.open(folder)

    @pytest.mark.parametrize("damage", ["gone", "empty", "text", "half"])
    def test_a_lost_or_broken_database_is_never_begun_anew(self, plain_union: Union, damage: str) -> None:
        plain_union.kernel.close()
        database = plain_union.kernel.workspace.database
        content = database.read_bytes()
        if damage == "gone":
            database.unlink()
        else:
            database.write_bytes(
                {"empty": b"", "text": b"hello" * 2000, "half": content[: len(content) // 2]}[damage]
            )
        was = database.read_bytes() if database.exists() else None
        with pytest.raises(Exception) as fault:  # noqa: PT012 - whichever step notices it first
            kernel = Kernel.open(plain_union.kernel.workspace.folder)
            faults = Union(kernel).desk("audit").verify_audit()[0]
            kernel.close()
            assert faults
            raise GonghuiError("told by verify")
        assert "E-" not in str(explain(fault.value).message)
        assert (database.read_bytes() if database.exists() else None) == was or damage == "half"

    def test_nothing_of_a_person_is_readable_in_an_encrypted_folder(self, home: Path, tmp_path: Path) -> None:
        from gonghui_core.desk import Desk

        kernel = Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        desk = Desk(kernel, kernel.sign_in("li"))
        desk.do("core.add_branch", {"name": "商学院"})
        values = {"name": "欧阳娜娜", "sex": "female", "branch": "商学院", "joined_on": "2023-01-01",
                  "id_number": "11010119900307002X", "phone": "13800138000", "remarks": "此人有隐私备注"}  # fmt: skip
        desk.do("core.add_member", values)
        paper = tmp_path / "证明.txt"
        paper.write_text("此人有隐私备注 11010119900307002X 欧阳娜娜", encoding="utf-8")
        desk.do(
            "core.add_document", {"title": "证明", "kind": "proof", "date": "2023-01-01", "file": str(paper)}
        )
        desk.drafts.keep("core.add_member", "", values)
        archive = desk.back_up()
        found_files = [p for p in home.rglob("*") if p.is_file()]
        assert {p.name for p in found_files} >= {DATABASE, DATABASE + "-wal", KEYS, HEAD, SAVED}
        assert any(p.suffix == ".draft" for p in found_files)
        texts = ("欧阳娜娜", "隐私备注", "11010119900307002X", "13800138000", "ouyangnana")
        secrets = [text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "gb18030")]
        for path in found_files:
            content = path.read_bytes()
            assert not any(secret in content for secret in secrets), path
        with zipfile.ZipFile(archive) as packed:
            for name in packed.namelist():
                assert not any(secret in packed.read(name) for secret in secrets), name
        kernel.close()

    def test_a_draft_comes_back_to_its_officer_only(self, home: Path) -> None:
        from gonghui_core.desk.drafts import Drafts

        kernel = Kernel.open(home, officer="li", passphrase=PASSPHRASE)
        drafts = Drafts(kernel, kernel.sign_in("li"))
        drafts.keep("core.add_member", "1", {"name": "半个\ud800名字"})
        found_draft = drafts.find("core.add_member", "1")
        assert found_draft is not None
        assert found_draft[0]["name"].startswith("半个")
        assert drafts.find("core.add_member", "2") is None
        kernel.close()


def test_founding_into_a_database_in_use_is_refused(union: Union, tmp_path: Path) -> None:
    url = union.kernel.settings.database.url
    if not url:
        with pytest.raises(BadInput, match="不会覆盖"):
            found(union.kernel.workspace.folder, union="x", officer="y", plain=True)
        return
    with pytest.raises(BadInput, match="不会覆盖"):
        found(tmp_path / "second", union="x", officer="y", plain=True, url=url)
    assert not (tmp_path / "second").exists()


def test_the_key_file_holds_no_secret_in_clear(home: Path) -> None:
    slots = json.loads((home / KEYS).read_text())["slots"]
    assert set(slots) == {"li", RECOVERY}
    assert PASSPHRASE not in (home / KEYS).read_text()
