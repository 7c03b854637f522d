"""A PostgreSQL server for tests: the one in `GONGHUI_TEST_POSTGRESQL`, else one started from the system's own
programs in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

ADDRESS = "GONGHUI_TEST_POSTGRESQL"


class NoServer(Exception):
    """No PostgreSQL server can be had on this machine; the message says why."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server, without a database name; a server started here is stopped again."""
    given = os.environ.get(ADDRESS)
    if given:
        yield given.rstrip("/")
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="gonghui-pg-"))
    try:
        yield _start(programs, folder)
    finally:
        _run([str(programs / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def make_database(address: str, name: str, template: str = "template0") -> str:
    """Make a database, as a copy of `template`; its address."""
    _administer(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    base, _question, query = address.partition("?")
    return f"{base}/{name}" + (f"?{query}" if query else "")


def drop_database(address: str, name: str) -> None:
    """Take a database away, with whoever is still connected."""
    _administer(address, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(address: str, statement: str) -> None:
    base, _question, query = address.partition("?")
    url = f"{base}/postgres" + (f"?{query}" if query else "")
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _programs() -> Path:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "pg_ctl").exists():
        places.append(Path(found).resolve().parent)
    if not places:
        raise NoServer("PostgreSQL is not installed")
    return places[0]


def _start(programs: Path, folder: Path) -> str:
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _check(
        [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--no-sync",
        ]
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c max_connections=60"
    _check(
        [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
    )
    return f"postgresql://postgres@?host={folder}"


def _check(command: list[str]) -> None:
    done = _run(command)
    if done.returncode:
        raise NoServer(f"PostgreSQL does not start: {done.stderr[-300:]}")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    # The server refuses to run as root.
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
