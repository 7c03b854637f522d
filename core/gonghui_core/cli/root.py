"""The group of commands: help lines from a light table, each command imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from gonghui_core import i18n
from gonghui_core.cli.output import say, show_error
from gonghui_core.cli.speaking import SpeakingGroup
from gonghui_core.verdicts import BadInput, GonghuiError

_ = i18n.translator("gonghui_core")

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("house", _("建一个样例工会（2023 年）并打开")),
    "init": ("house", _("新建工会数据")),
    "pages": ("look", _("列出页面")),
    "show": ("look", _("显示或导出页面和报表")),
    "actions": ("act", _("列出动作，或显示一个动作的输入格式")),
    "do": ("act", _("做一个动作")),
    "import": ("act", _("导入 xlsx 或 csv")),
    "annual": ("look", _("起草年度工作报告")),
    "archive": ("archive", _("把某年的台账写成文件夹")),
    "rules": ("look", _("某日有效的规章与来源")),
    "plugins": ("keep", _("插件及其问题")),
    "officers": ("keep", _("人员与权限")),
    "audit": ("keep", _("审计日志")),
    "check": ("keep", _("检查数据")),
    "backup": ("keep", _("备份")),
    "restore": ("keep", _("从备份恢复")),
    "migrate": ("keep", _("升级数据表")),
}


class LazyGroup(SpeakingGroup):
    """Knows the commands by name and help line; imports the module of the one that is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"gonghui_core.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(str(_("命令"))):
            formatter.write_dl([(name, str(title)) for name, (_module, title) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]},
    help=_("工会管理：会员、福利、选举、活动、财务，年底写成工作报告。不带命令则打开终端界面。"),
)  # fmt: skip
@click.option("--workspace", "-w", type=click.Path(), help=_("工会数据的文件夹（或 GONGHUI_WORKSPACE）"))
@click.option("--as", "officer", metavar="NAME", help=_("以谁的身份（或 GONGHUI_OFFICER）"))
@click.option("--lang", type=click.Choice(i18n.LANGUAGES), help=_("界面语言（或 GONGHUI_LANG）"))
@click.version_option(package_name="gonghui-core", prog_name="gonghui")
@click.pass_context
def root(context: click.Context, workspace: str | None, officer: str | None, lang: str | None) -> None:
    i18n.use_language(lang or os.environ.get("GONGHUI_LANG") or i18n.SOURCE_LANGUAGE)
    context.obj = {"workspace": workspace, "officer": officer}
    if context.invoked_subcommand is None:
        from gonghui_core.cli.opening import open_frontend

        open_frontend(context.obj)


def run(arguments: list[str]) -> int:
    """Run the command line and answer its exit code: 0 done, 1 failed, 2 wrong usage, 3 refused, 4 no right."""
    # The language must be known before help is drawn.
    i18n.use_language(_language_of(arguments))
    wants_json = "--json" in arguments
    try:
        result = root.main(args=arguments, prog_name="gonghui", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except click.exceptions.Abort:
        show_error(GonghuiError(_("已取消")), wants_json=wants_json)
        return 1
    except click.ClickException as error:
        return _wrong_usage(error, wants_json)
    except GonghuiError as error:
        show_error(error, wants_json=wants_json)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as error:
        return _unforeseen(error, wants_json)


def _wrong_usage(error: click.ClickException, wants_json: bool) -> int:
    # click would print what was typed as it is, control characters and all.
    context = getattr(error, "ctx", None)
    if context is not None and not wants_json:
        say(context.get_usage())
    show_error(BadInput(error.format_message()), wants_json=wants_json)
    return BadInput.exit_code


def _unforeseen(error: Exception, wants_json: bool) -> int:
    """Tell a failure in words: locked, full, read-only, or a fault of ours with a number and a log."""
    from gonghui_core.failures import explain

    show_error(explain(error), wants_json=wants_json)
    return 1


def _language_of(arguments: list[str]) -> str:
    if "--lang" in arguments[:-1]:
        return arguments[arguments.index("--lang") + 1]
    return os.environ.get("GONGHUI_LANG") or i18n.SOURCE_LANGUAGE
