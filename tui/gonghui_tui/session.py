"""An opened workspace in one officer's name: what every screen works with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gonghui_core.desk import Desk
    from gonghui_core.kernel import Kernel


@dataclass(frozen=True)
class Session:
    """The workspace, and the desk of the officer who signed in."""

    kernel: Kernel
    desk: Desk

    @property
    def folder(self) -> Path:
        """The home folder of the union."""
        return self.kernel.workspace.folder

    @property
    def union(self) -> str:
        """The union's name."""
        return self.kernel.settings.union.name

    @property
    def officer(self) -> str:
        """The officer's name."""
        return self.desk.officer.name

    @property
    def period(self) -> str:
        """The month of work, as `2023-12`."""
        return f"{self.today():%Y-%m}"

    @property
    def plain(self) -> bool:
        """Whether the records are not encrypted."""
        return self.kernel.settings.workspace.plain

    def today(self) -> date:
        """The day of work."""
        return self.kernel.today()

    def close(self) -> None:
        """Give the connections back."""
        self.kernel.close()


def open_session(folder: Path, officer: str, passphrase: str = "") -> Session:
    """Open the workspace in `folder` as `officer`; raises what the kernel raises. Call it in a thread.

    The database libraries are imported here and not before, so that the first screen is painted without them.
    """
    from gonghui_core.cli.opening import day_of_work
    from gonghui_core.desk import Desk
    from gonghui_core.kernel import Kernel
    from gonghui_core.workspace import Workspace

    today = day_of_work(Workspace(folder))
    kernel = Kernel.open(folder, officer=officer, passphrase=passphrase, today=today)
    try:
        return Session(kernel, Desk(kernel, kernel.sign_in(officer)))
    except Exception:
        kernel.close()
        raise


def officers_of(folder: Path) -> list[tuple[str, str]]:
    """The officers of a plain workspace, each with the titles of the roles held. Call it in a thread."""
    from sqlalchemy import select

    from gonghui_core.kernel import Kernel
    from gonghui_core.office.models import Grant, Officer
    from gonghui_core.office.rights import SYSTEM

    kernel = Kernel.open(folder)
    try:
        with kernel.work(SYSTEM) as work:
            query = select(Officer.name, Grant.role).outerjoin(Grant, Grant.officer_id == Officer.id)
            held: dict[str, list[str]] = {}
            for name, role in work.session.execute(
                query.where(Officer.active).order_by(Officer.id, Grant.id)
            ):
                held.setdefault(name, []).extend([role.label] if role is not None else [])
    finally:
        kernel.close()
    return [(name, "、".join(roles)) for name, roles in held.items()]
