"""Commands whose help is in the language in use, and the flag `--json` that every command takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from gonghui_core.i18n import Lazy, translator

PACKAGE = "gonghui_core"
_ = translator(PACKAGE)


class Speaking(click.Command):
    """A command that translates its help when it is drawn: modules are imported before the language is known."""

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        _translate(self)
        super().format_help(context, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        _translate(self)
        return super().get_short_help_str(limit)


class SpeakingGroup(Speaking, click.Group):
    """A group of such commands."""

    command_class = Speaking


def _translate(command: click.Command) -> None:
    item: Any
    for item in (command, *command.params):
        source = item.__dict__.setdefault("_source_help", getattr(item, "help", None))
        if source:
            item.help = str(Lazy(PACKAGE, source))


def command(name: str, help: str, *, group: click.Group | None = None) -> Callable[[Any], click.Command]:
    """Declares a command by its name and its help."""
    make = group.command if group is not None else click.command
    return make(name, cls=Speaking, help=help)


def json_flag(function: Any) -> Any:
    """The option `--json`."""
    return click.option("--json", "as_json", is_flag=True, help=_("结果打印成一个 JSON 对象"))(function)
