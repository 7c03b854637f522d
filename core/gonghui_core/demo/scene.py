"""The scene that plugins play their part of the demo year in."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gonghui_core.commands import Outcome
from gonghui_core.desk import Desk
from gonghui_core.founding import found
from gonghui_core.i18n import translator
from gonghui_core.kernel import Kernel

_ = translator("gonghui_core")

DEMO_DAY = date(2023, 12, 20)
UNION = "示范职业技术学院工会"
COMMITTEE = "中国教育工会示范职业技术学院委员会"
FIRST_OFFICER = "clerk"
SEED = 2023


@dataclass
class Scene:
    """Acts as an officer on a day; knows the numbers of members that stand for persons of the story.

    `people` maps a part (`chair`, `accountant`, `ill`, …) to a member's staff number; core fills it first.
    """

    kernel: Kernel
    people: dict[str, str] = field(default_factory=dict)
    day: date = DEMO_DAY
    random: random.Random = field(default_factory=lambda: random.Random(SEED))
    _desks: dict[str, Desk] = field(default_factory=dict)

    def do(
        self, officer: str, day: date, action: str, values: Mapping[str, Any] | None = None,
        records: Sequence[Any] = (), *, override: str = "",
    ) -> Outcome:  # fmt: skip
        """Carry out an action as `officer` on `day`."""
        self.day = day
        return self.desk(officer).do(action, dict(values or {}), [str(r) for r in records], override=override)

    def desk(self, officer: str) -> Desk:
        """The desk of an officer, who signs in once: nobody's roles change in the course of the story."""
        if officer not in self._desks:
            self._desks[officer] = Desk(self.kernel, self.kernel.sign_in(officer))
        return self._desks[officer]

    def members(self, **params: Any) -> list[dict[str, Any]]:
        """Rows of the register, as the clerk sees them."""
        return list(self.desk(FIRST_OFFICER).table("core.members", params).rows)


def make_demo(folder: Path, *, progress: Callable[[str], None] = lambda title: None) -> None:
    """Make the sample workspace in `folder`: plain, its day pinned; nothing stays if it cannot be finished."""
    began_here = not folder.exists()
    try:
        found(
            folder,
            union=UNION,
            committee=COMMITTEE,
            officer=FIRST_OFFICER,
            plain=True,
            today=DEMO_DAY.isoformat(),
        )
        kernel = Kernel.open(folder)
        try:
            scene = Scene(kernel)
            kernel.today = lambda: scene.day
            for name, play in kernel.host.calls("gonghui_demo", scene=scene):
                progress(str(kernel.host.manifests[name].title))
                play()
        finally:
            kernel.close()
    except BaseException:
        if began_here:
            shutil.rmtree(folder, ignore_errors=True)
        raise
