"""The façade: checks rights, opens the work, turns a refusal into a message, isolates failing plugins.

The terminal UI, the command line and most tests talk to nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gonghui_core.commands import Outcome
from gonghui_core.contributions import Finding
from gonghui_core.desk import house
from gonghui_core.desk.working import Working
from gonghui_core.storage.audit import Head
from gonghui_core.storage.verify import Fault


class Desk(Working):
    """What one officer may ask of one workspace: looking, doing, and keeping house."""

    def plugin_states(self) -> list[dict[str, str]]:
        """Every plugin with its state: loaded, disabled, or set aside with the reason."""
        return house.plugin_states(self.kernel)

    def switch_plugin(self, name: str, *, on: bool) -> None:
        """Enable or disable a plugin from the next opening on."""
        self._require("core.plugins")
        house.switch_plugin(self.kernel, self.officer, name, on=on)

    def add_officer(self, values: Mapping[str, Any], passphrase: str) -> Outcome:
        """Let somebody sign in: the record, and in an encrypted workspace the slot that `passphrase` opens."""
        self._require("core.officers")
        house.check_passphrase(self.kernel, passphrase)
        outcome = self.do("core.add_officer", values)
        house.put_slot(self.kernel, outcome.key, passphrase)
        return outcome

    def remove_officer(self, name: str) -> Outcome:
        """End an officer's access, and take the slot away."""
        outcome = self.do("core.remove_officer", {}, [name])
        house.drop_slot(self.kernel, outcome.key)
        return outcome

    def give_passphrase(self, name: str, passphrase: str) -> None:
        """Let an officer who has no slot in the key file yet open the workspace by `passphrase`."""
        self._require("core.officers")
        house.give_passphrase(self.kernel, self.officer, name, passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Let a new passphrase open the own slot."""
        house.change_passphrase(self.kernel, self.officer, old, new)

    def settings(self) -> list[house.Setting]:
        """All settings with their values, and which of them the hand-written file fixes."""
        return house.all_settings(self.kernel)

    def save_setting(self, section: str, key: str, text: str) -> None:
        """Keep one setting in the program's own file; it holds from the next opening on."""
        self._require("core.settings")
        house.save_setting(self.kernel, self.officer, section, key, text)

    def verify_audit(self) -> tuple[list[Fault], Head]:
        """What does not agree between the audit log, the tables, the guards and the head outside."""
        self._require("core.audit.read", "core.backup")
        return house.verify_audit(self.kernel)

    def check(self) -> list[Finding]:
        """What is wrong in the records, as core and every plugin see it."""
        with self._reading() as work:
            return house.check(work)

    def back_up(self) -> Path:
        """A verified backup; its path."""
        self._require("core.backup")
        return house.back_up(self.kernel)
