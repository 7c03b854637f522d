"""A process that forks workers on a workspace, so that each can be killed, starved or stripped of its rights.

Reads lines `WORK HOME ACK EXTRA` and prints the pid of the worker that it forked; modules are loaded once.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from gonghui_core.desk import Desk
from gonghui_core.failures import explain
from gonghui_core.kernel import Kernel


def note(path: str, text: str) -> None:
    """One line, in one write, after what it tells of was committed."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    os.write(handle, (text.replace("\n", " ") + "\n").encode())
    os.close(handle)


def desk_of(home: str) -> Desk:
    """The clerk's desk."""
    kernel = Kernel.open(Path(home), candidates=[])
    return Desk(kernel, kernel.sign_in("founder"))


def add(home: str, ack: str, extra: str) -> None:
    """Add members without end, each told once it is stored."""
    desk, number = desk_of(home), 0
    while True:
        number += 1
        values = {"name": f"新人{number}", "sex": "male", "branch": "商学院", "joined_on": "2023-01-01"}
        note(ack, str(desk.do("core.add_member", values).key))


def take_in(home: str, ack: str, extra: str) -> None:
    """Take in one sheet after the other from the folder `extra`."""
    desk = desk_of(home)
    for path in sorted(Path(extra).glob("*.csv")):
        note(ack, f"{path.name} {desk.import_sheet('members', path).counts['new']}")


def starved(home: str, ack: str, extra: str) -> None:
    """Take in a sheet and back up with no room for it on the disk, then tell in which words it failed."""
    desk = desk_of(home)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = max(path.stat().st_size for path in Path(home).glob("gonghui.db*"))
    acts: list[tuple[int, Callable[[], object]]] = [
        (size + 4096, lambda: desk.import_sheet("members", Path(extra))),
        (size // 2, desk.back_up),
    ]
    for room, act in acts:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            act()
            note(ack, "done")
        except Exception as error:
            note(ack, explain(error).message)


def stripped(home: str, ack: str, extra: str) -> None:
    """Open a folder that may only be read."""
    # Without rights the library cannot be read any more: load what opening loads.
    desk_of(extra).do("core.edit_member", {"phone": "1"}, ["1001"])
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        desk_of(home).do("core.edit_member", {"phone": "1"}, ["1001"])
        note(ack, "done")
    except Exception as error:
        note(ack, explain(error).message)


WORKS = {"add": add, "take_in": take_in, "starved": starved, "stripped": stripped}


def main() -> None:
    """Fork a worker for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        name, home, ack, extra = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            try:
                WORKS[name](home, ack, extra)
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
