"""Nothing of a single ballot is kept anywhere, and what is sealed stays as it is for any tool."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from gonghui_elections.models import ElectionsTable

TABLES = (
    "elections_election", "elections_candidate", "elections_attendance", "elections_tally", "elections_mark",
    "elections_write_in", "elections_blind_sheet", "elections_seat_reduction",
)  # fmt: skip


def rows_of(poll):
    with poll.union.kernel.engine.connect() as connection:
        counts = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in TABLES}
        counts["changes"] = connection.execute(text("SELECT count(*) FROM core_audit_change")).scalar()
    return counts


def test_ten_ballots_and_ten_thousand_leave_the_same_rows(poll):
    before = rows_of(poll)
    first = poll.ready(10)
    poll.count(first, 9, 7, 1, returned=10)
    few = {name: count - before[name] for name, count in rows_of(poll).items()}
    before = rows_of(poll)
    key = poll.set_up(entitled=10_000)
    poll.do("clerk", "record_attendance", {"present": 10_000, "issued": 10_000}, key)
    poll.count(key, 9_000, 7_000, 1_000, returned=10_000)
    many = {name: count - before[name] for name, count in rows_of(poll).items()}
    assert few == many


def test_no_table_has_room_for_a_ballot_or_a_voter():
    assert sorted(ElectionsTable.metadata.tables) == sorted(TABLES)
    columns = {column.name for table in ElectionsTable.metadata.tables.values() for column in table.columns}
    assert not {
        name for name in columns if "voter" in name or "ballot" in name or name in ("at", "time", "sequence")
    }
    tied = {
        f"{table.name}.{column.name}" for table in ElectionsTable.metadata.tables.values() for column in table.columns
        for key in column.foreign_keys if key.column.table.name == "core_member"
    }  # fmt: skip
    assert tied == {"elections_candidate.member_id", "elections_tally.member_id"}


def test_a_draft_of_a_tally_is_its_officers_own(plain_poll):
    key = plain_poll.ready()
    plain_poll.union.desk("clerk").drafts.keep("elections.enter_tally", key, plain_poll.sheet(11, 7, 5))
    assert plain_poll.union.desk("clerk2").drafts.find("elections.enter_tally", key) is None
    plain_poll.tally("clerk", key, 11, 7, 5)
    assert plain_poll.union.desk("clerk").drafts.find("elections.enter_tally", key) is None


CHANGES = (
    "UPDATE elections_election SET title = 'x' WHERE id = {key}",
    "UPDATE elections_election SET sealed_on = NULL WHERE id = {key}",
    "UPDATE elections_election SET seal_document = '{{}}' WHERE id = {key}",
    "DELETE FROM elections_election WHERE id = {key}",
    "UPDATE elections_candidate SET name = 'x' WHERE election_id = {key}",
    "DELETE FROM elections_candidate WHERE election_id = {key}",
    "INSERT INTO elections_candidate (election_id, place, name) VALUES ({key}, 99, 'x')",
    "UPDATE elections_candidate SET election_id = {key} WHERE election_id <> {key}",
    "UPDATE elections_attendance SET present = 1 WHERE election_id = {key}",
    "DELETE FROM elections_attendance WHERE election_id = {key}",
    "UPDATE elections_tally SET void = 1 WHERE election_id = {key}",
    "UPDATE elections_tally SET officer = 'x' WHERE election_id = {key}",
    "DELETE FROM elections_tally WHERE election_id = {key}",
    "UPDATE elections_mark SET agree = agree + 1",
    "DELETE FROM elections_mark",
    "UPDATE elections_write_in SET agree = 2",
    "DELETE FROM elections_write_in",
    "INSERT INTO elections_write_in (tally_id, name, agree)"
    " SELECT id, 'x', 1 FROM elections_tally WHERE election_id = {key}",
)


@pytest.fixture
def sealed(poll):
    """A sealed election with a write-in beside one that is still open."""
    key = poll.ready()
    poll.count(key, 11, 7, 5, 何思=1)
    poll.seal(key)
    poll.set_up(title="另一次")
    return key


def test_a_sealed_election_is_frozen_for_any_tool(poll, sealed):
    before = poll.result(sealed)
    for change in CHANGES:
        with (
            pytest.raises(DatabaseError, match="sealed election"),
            poll.union.kernel.engine.begin() as connection,
        ):
            connection.exec_driver_sql(change.format(key=sealed))
    assert poll.result(sealed) == before
    assert poll.union.desk("audit").verify_audit()[0] == []


def test_what_is_not_sealed_can_change(poll, sealed):
    with poll.union.kernel.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE elections_candidate SET name = '乙' WHERE election_id <> {sealed} AND place = 1"
        )


def test_a_seal_changed_without_its_triggers_is_named(plain_poll):
    key = plain_poll.sealed(11, 7, 5)
    with plain_poll.union.kernel.engine.begin() as connection:
        for event in ("insert", "update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER guard_elections_election_{event}")
            connection.exec_driver_sql(f"DROP TRIGGER guard_elections_mark_{event}")
        connection.exec_driver_sql(
            "UPDATE elections_election SET seal_document = replace(seal_document, '\"agree\":11', '\"agree\":12')"
        )
    assert "elections.seal" in {finding.check for finding in plain_poll.union.desk("chair").check()}
    faults, _head = plain_poll.union.desk("audit").verify_audit()
    assert {"guard_elections_election_update", f"elections_election/{key}"} <= {
        fault.where for fault in faults
    }


def test_votes_that_do_not_fit_the_seal_are_named(plain_poll):
    plain_poll.sealed(11, 7, 5)
    with plain_poll.union.kernel.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_elections_mark_update")
        connection.exec_driver_sql("UPDATE elections_mark SET agree = 8, oppose = 4 WHERE agree = 7")
    assert "elections.count" in {finding.check for finding in plain_poll.union.desk("chair").check()}
