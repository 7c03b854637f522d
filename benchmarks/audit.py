"""Verifying the audit chain, beside bare hashing of the same bytes."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from measure import Table, timed
from sqlalchemy import insert

from gonghui_core.office.rights import SYSTEM
from gonghui_core.storage.audit import Entry, Head, record_hash
from gonghui_core.storage.audit_models import AuditRecord
from gonghui_core.storage.engine import WRITE
from gonghui_core.testing.union import make_union

SIZES = {"small": 50_000, "full": 1_000_000}


def run(table: Table, size: str) -> None:
    """A chain of records without rows behind them, verified whole."""
    count = SIZES[size]
    with tempfile.TemporaryDirectory() as folder:
        union = make_union(Path(folder) / "union", candidates=())
        kernel = union.kernel
        with kernel.work(SYSTEM) as work:
            from gonghui_core.storage.audit import head_of

            head = head_of(work.session)
        with kernel.engine.execution_options(**{WRITE: True}).begin() as connection:
            for start in range(0, count, 20_000):
                rows = []
                for _record in range(min(20_000, count - start)):
                    entry = Entry("2023-12-20T08:00:00.000+00:00", "clerk", "bench.mark", "x/1", "一条记录")
                    digest = record_hash(head.hash, head.seq + 1, entry, ())
                    rows.append({"seq": head.seq + 1, **entry.__dict__, "prev": head.hash, "hash": digest})
                    head = Head(head.seq + 1, digest)
                connection.execute(insert(AuditRecord), rows)
        with timed() as floor:
            digest = b""
            for number in range(count):
                digest = hashlib.sha256(
                    digest + b"%d 2023-12-20T08:00:00 clerk bench.mark x/1" % number
                ).digest()
        with timed() as ours:
            faults, _head = union.desk("audit").verify_audit()
        assert not faults or all("链头" in fault.message for fault in faults)
        table.add(f"verify {count:,} audit records", ours.wall, "sha256 chain in memory", floor.wall,
                  "1,000,000 ≤ 60 s")  # fmt: skip
        kernel.close()
