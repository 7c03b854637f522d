"""The command line: exit codes, one JSON object, formats, input, and what starting it costs."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gonghui_core.cli.root import COMMANDS, run
from gonghui_core.testing.union import Union

Run = Callable[..., tuple[int, str, str]]
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def gonghui(plain_union: Union, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as an officer; its exit code, standard output and standard error."""
    monkeypatch.setenv("GONGHUI_WORKSPACE", str(plain_union.kernel.workspace.folder))
    monkeypatch.setenv("GONGHUI_TODAY", "2023-12-20")
    plain_union.kernel.close()

    def call(*words: str, officer: str = "clerk") -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["--as", officer, *words] if officer else list(words))
        sys.stdout.flush()
        told = capfd.readouterr()
        return code, told.out, told.err

    return call


def _json(told: tuple[int, str, str]) -> Any:
    return json.loads(told[1])


class TestExitCodes:
    """0 done, 1 failed, 2 wrong usage, 3 refused by a rule, 4 no right; with --json always one object."""

    MEMBER = ("do", "core.add_member", "name=周一", "sex=女", "branch=商学院")

    @pytest.mark.parametrize(("code", "officer", "words"), [
        (0, "clerk", MEMBER),
        (0, "clerk", ("show", "core.members")),
        (0, "keeper", ("check",)),
        (1, "", ("restore", "/nonexistent.zip", "/dev/null/x")),
        (2, "clerk", ("do", "core.add_member", "name=周一")),
        (2, "clerk", ("do", "core.add_member", "nonsense")),
        (2, "clerk", ("do", "core.nosuch")),
        (2, "clerk", ("show", "core.nosuch")),
        (2, "clerk", ("show", "core.members", "nosuch=1")),
        (2, "clerk", ("show", "core.members", "limit=x")),
        (2, "clerk", ("show", "core.members", "limit=" + "9" * 50)),
        (2, "clerk", ("show", "core.members", "--format", "nosuch")),
        (2, "clerk", ("nosuch",)),
        (2, "clerk", ("do",)),
        (2, "clerk", ("do", "core.edit_member", "phone=1")),
        (2, "clerk", ("do", "core.edit_member", "phone=1", "--record", "9999")),
        (2, "clerk", ("import", "members", "/nonexistent.xlsx")),
        (2, "clerk", ("import", "nosuch", "x.csv")),
        (2, "clerk", ("annual", "99999")),
        (2, "clerk", ("annual", "0")),
        (2, "clerk", ("rules", "--on", "gestern")),
        (3, "clerk", (*MEMBER, "number=1001")),
        (3, "clerk", ("do", "core.change_status", "status=active", "on=2023-12-01", "--record", "1001")),
        (4, "accountant", MEMBER),
        (4, "nobody", ("show", "core.members")),
        (4, "", ("show", "core.members")),
        (4, "branch", ("backup",)),
        (4, "clerk", ("audit", "verify")),
    ])  # fmt: skip
    def test_codes(self, gonghui: Run, code: int, officer: str, words: tuple[str, ...]) -> None:
        plain = gonghui(*words, officer=officer)
        if words == self.MEMBER:
            assert plain[0] == code
            return
        assert plain[0] in (code, 2 if code == 1 else code), plain
        assert "Traceback" not in plain[2]
        assert "E-" not in plain[2]
        if code:
            assert plain[2].strip()
        if "--format" in words:
            return
        told = gonghui(*words, "--json", officer=officer)
        assert told[0] == plain[0]
        answer = _json(told)
        assert isinstance(answer, dict)
        if code:
            assert answer["ok"] is False
            assert answer["refusal"]["message"]
            assert set(answer["refusal"]) >= {"message", "field", "rule", "citation", "need", "have"}

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_has_help_in_both_languages(self, gonghui: Run, command: str) -> None:
        for language in ("zh", "en"):
            code, out, _err = gonghui("--lang", language, command, "--help", officer="")
            assert code == 0
            assert "Usage:" in out

    def test_json_is_a_flag_of_every_command(self) -> None:
        import click

        from gonghui_core.cli.root import root

        def flags(command: click.Command) -> list[click.Command]:
            if isinstance(command, click.Group) and command.name != "plugins" and command.name != "officers":
                return [found for name in command.commands for found in flags(command.commands[name])]
            group = list(command.commands.values()) if isinstance(command, click.Group) else []
            return [command, *group]

        context = click.Context(root)
        for name in COMMANDS:
            command = root.get_command(context, name)
            assert command is not None
            for found in flags(command):
                assert any("--json" in parameter.opts for parameter in found.params), f"{name} {found.name}"


class TestDo:
    """Fields from words, from a file, from standard input."""

    def test_what_do_answers(self, gonghui: Run) -> None:
        answer = _json(gonghui("do", "core.add_member", "name=周一", "sex=女", "branch=商学院", "--json"))
        assert answer["ok"] is True
        assert answer["key"].isdecimal()
        assert [warning["rule"] for warning in answer["warnings"]] == ["core.id_missing"]

    def test_text_that_looks_like_json_stays_text(self, gonghui: Run) -> None:
        for text in ("[1]", "{}", '{"a": 1}', "[", "[]"):
            code, _out, err = gonghui("do", "core.edit_member", f"remarks={text}", "--record", "1001")
            assert code == 0, err
            (row,) = _json(gonghui("show", "core.members", "search=1001", "--json"))["rows"]
            assert row["remarks"] == text

    def test_lists_as_words_and_as_json(self, gonghui: Run) -> None:
        for number, roles in enumerate(
            ("clerk,women", "clerk、women", "clerk women", '["clerk", "women"]', "干事，女工委员")
        ):
            words = ("do", "core.add_officer", f"name=n{number}", f"roles={roles}", "--json")
            assert _json(gonghui(*words, officer="keeper"))["ok"] is True
        rows = _json(gonghui("show", "core.officers", "--json", officer="keeper"))["rows"]
        assert all(set(row["roles"]) == {"clerk", "women"} for row in rows if row["name"].startswith("n"))

    def test_input_from_a_file_and_words_win(self, gonghui: Run, tmp_path: Path) -> None:
        source = tmp_path / "in.json"
        source.write_text('\ufeff{"name": "周一", "sex": "female", "branch": "商学院"}', encoding="utf-8")
        assert _json(gonghui("do", "core.add_member", "--input", str(source), "name=周二", "--json"))["ok"]
        assert _json(gonghui("show", "core.members", "search=周二", "--json"))["total"] == 1

    @pytest.mark.parametrize(
        "content", ["", "[]", "{", '"x"', "7", "[" * 100_000, '{"name": ' + "9" * 5000 + "}", "NaN"]
    )
    def test_input_that_is_none_is_told(self, gonghui: Run, tmp_path: Path, content: str) -> None:
        source = tmp_path / "in.json"
        source.write_text(content)
        told = gonghui("do", "core.add_member", "--input", str(source), "--json")
        assert told[0] == 2
        assert _json(told)["ok"] is False

    @pytest.mark.parametrize(
        "value", [10**400, 1e308, True, None, [], {}, [1], {"a": 1}, -1, 2**64, "\ud800", 0.5]
    )
    @pytest.mark.parametrize("field", ["name", "number", "branch", "joined_on", "sex", "remarks"])
    def test_json_values_of_any_kind_are_words_or_stored(
        self, gonghui: Run, tmp_path: Path, field: str, value: Any
    ) -> None:
        source = tmp_path / "in.json"
        values = {"name": "周一", "sex": "female", "branch": "商学院", field: value}
        source.write_text(json.dumps(values))
        told = gonghui("do", "core.add_member", "--input", str(source), "--json")
        assert told[0] in (0, 2, 3), told
        assert _json(told)["ok"] is (told[0] == 0)

    def test_a_blank_clears_what_may_be_empty(self, gonghui: Run) -> None:
        gonghui("do", "core.edit_member", "phone=13900000000", "--record", "1001")
        assert gonghui("do", "core.edit_member", "phone=", "--record", "1001")[0] == 0
        (row,) = _json(gonghui("show", "core.members", "search=1001", "--json"))["rows"]
        assert row["phone"] is None

    def test_a_stale_form_shows_both_versions(self, gonghui: Run) -> None:
        gonghui("do", "core.edit_member", "phone=13900000000", "--record", "1001")
        told = _json(
            gonghui("do", "core.edit_member", "phone=13800000000", "version=1", "--record", "1001", "--json")
        )
        assert told["refusal"]["versions"] == {"phone": ["13800000000", "13900000000"]}


class TestShow:
    """Pages in all formats, in parts and whole."""

    def test_pages_of_a_table_follow_each_other(self, gonghui: Run) -> None:
        whole = [row["key"] for row in _json(gonghui("show", "core.members", "--json"))["rows"]]
        parts: list[str] = []
        while True:
            words = ["show", "core.members", "limit=5", *([f"after={parts[-1]}"] if parts else []), "--json"]
            found = _json(gonghui(*words))
            assert found["total"] == 12
            if not found["rows"]:
                break
            parts += [row["key"] for row in found["rows"]]
        assert parts == whole

    @pytest.mark.parametrize("after", ["nosuch", "999999", "9" * 60, "-1", "\x1b"])
    def test_after_nothing_comes_nothing(self, gonghui: Run, after: str) -> None:
        assert _json(gonghui("show", "core.members", f"after={after}", "--json"))["rows"] == []

    def test_a_file_takes_limit_too(self, gonghui: Run, tmp_path: Path) -> None:
        code, out, _err = gonghui("show", "core.members", "limit=3", "--format", "csv")
        assert code == 0
        assert len(list(csv.reader(io.StringIO(out.lstrip("\ufeff"))))) == 4
        assert gonghui("show", "core.members", "limit=2", "-o", str(tmp_path / "x.json"))[0] == 0
        assert len(json.loads((tmp_path / "x.json").read_text())["rows"]) == 2

    @pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "md"])
    def test_every_page_in_every_format(self, gonghui: Run, form: str) -> None:
        pages = _json(gonghui("pages", "--json", officer="chair"))["pages"]
        for page in pages:
            if page["kind"] == "table" and page["id"].startswith("core."):
                code, _out, err = gonghui("show", page["id"], "--format", form, officer="chair")
                assert code == 0, (page["id"], err)

    @pytest.mark.parametrize("form", ["json", "md", "csv", "xlsx", "docx"])
    def test_the_annual_report_in_every_format(self, gonghui: Run, tmp_path: Path, form: str) -> None:
        code, _out, err = gonghui("annual", "2023", "--format", form, "-o", str(tmp_path / f"x.{form}"))
        assert code == 0, err
        assert (tmp_path / f"x.{form}").stat().st_size > 100

    def test_choices_are_ids_in_json_and_labels_for_people(self, gonghui: Run) -> None:
        assert _json(gonghui("show", "core.members", "limit=1", "--json"))["rows"][0]["sex"] == "male"
        assert "男" in gonghui("show", "core.members", "limit=1")[1]

    def test_a_folder_that_does_not_exist_is_told(self, gonghui: Run) -> None:
        for target in (
            "/nonexistent/x.csv",
            "/nonexistent/x.xlsx",
            "/nonexistent/x.json",
            "/nonexistent/x.md",
        ):
            code, _out, err = gonghui("show", "core.members", "-o", target)
            assert code in (1, 2)
            assert "E-" not in err, (target, err)


def test_import_prints_what_it_would_do(gonghui: Run, tmp_path: Path) -> None:
    expected = json.loads((DATA / "staff-list.expected.json").read_text(encoding="utf-8"))
    assert gonghui("import", "branches", str(DATA / "branches.csv"))[0] == 0
    words = (
        "import",
        "members",
        str(DATA / "staff-list.xlsx"),
        "--rejects",
        str(tmp_path / "r.xlsx"),
        "--json",
    )
    told = _json(gonghui(*words, "--dry-run"))
    assert [(r["row"], r["code"]) for r in told["rejected"]] == [
        (r["row"], r["code"]) for r in expected["rejected"]
    ]
    assert (tmp_path / "r.xlsx").exists()
    assert _json(gonghui("show", "core.members", "limit=1", "--json"))["total"] == 12
    assert _json(gonghui(*words))["done"] is True
    assert _json(gonghui(*words))["new"] == 0


class TestSubprocess:
    """What only a process of its own can show."""

    @staticmethod
    def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        program = "from gonghui_core.cli import main; main()"
        env = {**{k: v for k, v in os.environ.items() if not k.startswith("GONGHUI_")}, **environment}
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            capture_output=True,
            check=False,
            env=env,
            stdin=subprocess.DEVNULL,
        )

    def test_without_a_workspace_it_says_how_to_begin(self, tmp_path: Path) -> None:
        done = self._run("show", "core.members", GONGHUI_WORKSPACE=str(tmp_path), GONGHUI_OFFICER="li")
        assert done.returncode == 2
        assert b"gonghui init" in done.stderr

    def test_an_encrypted_workspace_from_the_environment(self, tmp_path: Path) -> None:
        env = {
            "GONGHUI_WORKSPACE": str(tmp_path / "w"),
            "GONGHUI_PASSPHRASE": "long enough 口令",
            "GONGHUI_OFFICER": "li",
        }
        made = self._run("init", str(tmp_path / "w"), "--union", "测试", "--officer", "li", "--json", **env)
        assert json.loads(made.stdout)["recovery_code"]
        assert self._run("officers", "--json", **env).returncode == 0
        wrong = self._run("officers", "--json", **{**env, "GONGHUI_PASSPHRASE": "wrong one here"})
        assert wrong.returncode in (1, 4)
        assert json.loads(wrong.stdout)["ok"] is False
        pretended = self._run("officers", "--json", GONGHUI_TODAY="2020-01-01", **env)
        assert pretended.returncode == 2

    def test_a_terminal_without_hanzi_gets_question_marks(self, tmp_path: Path) -> None:
        done = self._run("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
