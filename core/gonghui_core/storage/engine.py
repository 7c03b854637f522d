"""Engines for the three homes of the data: SQLCipher, plain SQLite (the same driver without a key), PostgreSQL.

A work that writes begins with `BEGIN IMMEDIATE`: with a plain `BEGIN` two officers who read before they write
lose an update. On PostgreSQL an advisory lock has the same effect, so both behave alike.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteTypeCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from gonghui_core.i18n import translator
from gonghui_core.storage.sealing import Sealer
from gonghui_core.verdicts import GonghuiError

_ = translator("gonghui_core")

WRITE = "gonghui_write"
BUSY_MILLISECONDS = 5000
WRITER_LOCK = 0x676F6E67  # one advisory lock for all writers of a database
OLDEST_SQLITE = (3, 51, 3)  # before it, two connections that checkpoint can corrupt a WAL

PRAGMAS = {
    "foreign_keys": 1,
    "recursive_triggers": 1,  # without it INSERT OR REPLACE deletes a guarded row unseen
    "secure_delete": 1,
    "trusted_schema": 0,
    "synchronous": 2,  # FULL: NORMAL loses acknowledged vouchers at a power cut
}


class StrictTypeCompiler(SQLiteTypeCompiler):
    """STRICT tables know five type names; every other is written as the one that holds its values."""

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:
        return "TEXT"

    visit_DATE = visit_DATETIME = visit_JSON = visit_CHAR = visit_VARCHAR

    def visit_BOOLEAN(self, type_: Any, **kw: Any) -> str:
        return "INTEGER"

    visit_BIGINT = visit_SMALLINT = visit_BOOLEAN


class SQLCipherDialect(SQLiteDialect_pysqlite):
    """The pysqlite dialect over the sqlcipher3 driver, for encrypted and for plain files."""

    driver = "sqlcipher"
    supports_statement_cache = True
    type_compiler_cls = StrictTypeCompiler

    @classmethod
    def import_dbapi(cls) -> Any:
        return sqlcipher

    @classmethod
    def get_pool_class(cls, url: URL) -> type[QueuePool]:
        return QueuePool


registry.register("sqlite.sqlcipher", __name__, "SQLCipherDialect")


def open_file(path: Path, key: bytes | None, sealer: Sealer) -> Engine:
    """An engine over the file `path`, encrypted with `key` or plain."""
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise GonghuiError(
            _("SQLite {version} 有已知缺陷，请升级 sqlcipher3").format(version=sqlcipher.sqlite_version)
        )
    engine = create_engine(
        URL.create("sqlite+sqlcipher", database=str(path)), connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, entry: ConnectionPoolEntry) -> None:
        prepare(connection, key)

    event.listen(engine, "begin", _begin_file)
    event.listen(engine, "checkin", _roll_back_leftovers)
    return _with_sealer(engine, sealer)


def open_server(address: str, sealer: Sealer) -> Engine:
    """An engine over a PostgreSQL database."""
    url = make_url(address)
    if url.get_backend_name() != "postgresql":
        raise GonghuiError(
            _("数据库地址应以 postgresql:// 开头，现为 {address}").format(address=url.drivername)
        )
    engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    event.listen(engine, "begin", _begin_server)
    return _with_sealer(engine, sealer)


def prepare(connection: Any, key: bytes | None) -> None:
    """Key a new driver connection, set its pragmas and read them back."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level=NONE")  # a wrong key would print over the screen
    if key is not None:
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.isolation_level = None
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    if cursor.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
        raise GonghuiError(_("这个文件夹不支持预写日志（网络盘或同步盘？），请换到本机磁盘"))
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        if cursor.execute(f"PRAGMA {name}").fetchone()[0] != value:
            raise GonghuiError(f"PRAGMA {name} stays off")
    cursor.close()


def _with_sealer(engine: Engine, sealer: Sealer) -> Engine:
    engine.dialect.gonghui_sealer = sealer  # type: ignore[attr-defined]  # read back by SealedColumn
    return engine


def _begin_file(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITE):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


def _roll_back_leftovers(connection: Any, entry: ConnectionPoolEntry) -> None:
    # A failed COMMIT hands the connection back to the pool still inside its transaction.
    if connection is not None and connection.in_transaction:
        connection.rollback()
