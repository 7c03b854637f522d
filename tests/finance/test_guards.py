"""What was posted stays, whatever tool writes the database: the guards, from a connection without our pragmas."""

import psycopg
import pytest
import sqlcipher3.dbapi2 as sqlcipher

VOUCHER = "id, date, period, number, summary, attachments, status, kind, version"


def other_tool(union):
    """Runs one statement as a tool of somebody else's would; answers the error, or nothing."""

    def run(statement):
        engine = union.kernel.engine
        if engine.dialect.name == "postgresql":
            address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(address) as connection:
                connection.execute(statement)
            return
        connection = sqlcipher.connect(str(union.kernel.workspace.database))
        try:
            if union.kernel.key is not None:
                connection.execute(f"PRAGMA key = \"x'{union.kernel.key.hex()}'\"")
            connection.execute(statement)
            connection.commit()
        finally:
            connection.close()

    return run


CHANGES = (
    "UPDATE finance_voucher SET summary = 'x' WHERE id = 1",
    "UPDATE finance_voucher SET status = 'draft' WHERE id = 1",
    "UPDATE finance_voucher SET id = 99 WHERE id = 1",
    "UPDATE finance_voucher SET version = version WHERE id = 1",
    "DELETE FROM finance_voucher WHERE id = 1",
    "UPDATE finance_voucher_line SET debit = debit + 1 WHERE voucher_id = 1",
    "UPDATE finance_voucher_line SET voucher_id = 2 WHERE voucher_id = 1",
    "UPDATE finance_voucher_line SET voucher_id = 1 WHERE voucher_id = 2",
    "DELETE FROM finance_voucher_line WHERE voucher_id = 1",
    "INSERT INTO finance_voucher_line (id, voucher_id, position, account, debit, credit, memo, earmarked)"
    " VALUES (90, 1, 9, '102', 100, 0, '', {false})",
    'INSERT INTO finance_month_log (id, period, event, "on", officer)'
    " VALUES (1, 202310, 'reopened', '2023-12-01', 'x')",
    "UPDATE finance_month_log SET event = 'reopened'",
    "DELETE FROM finance_month_log",
    # a draft may not become posted unless it balances, is reviewed and numbered, in an open month
    "UPDATE finance_voucher SET status = 'posted' WHERE id = 2",
    "UPDATE finance_voucher SET status = 'posted', number = 7 WHERE id = 2",
    "UPDATE finance_voucher SET status = 'posted', number = 7 WHERE id = 4",
    f"INSERT INTO finance_voucher ({VOUCHER}, reviewer)"
    " VALUES (80, '2023-12-05', 202312, 8, 'x', 0, 'posted', 'ordinary', 1, 'x')",
)

REPLACEMENTS = (
    f"INSERT OR REPLACE INTO finance_voucher ({VOUCHER})"
    " VALUES (1, '2023-12-05', 202312, NULL, 'x', 0, 'draft', 'ordinary', 1)",
    f"INSERT OR REPLACE INTO finance_voucher ({VOUCHER})"
    " VALUES (70, '2023-12-05', 202312, 1, 'x', 0, 'draft', 'ordinary', 1)",
    f"REPLACE INTO finance_voucher (rowid, {VOUCHER[4:]})"
    " VALUES (1, '2023-12-05', 202312, NULL, 'x', 0, 'draft', 'ordinary', 1)",
    "UPDATE OR REPLACE finance_voucher SET id = 1 WHERE id = 2",
    "UPDATE OR REPLACE finance_voucher SET number = 1 WHERE id = 2",
    "INSERT OR REPLACE INTO finance_voucher_line (id, voucher_id, position, account, debit, credit, memo, earmarked)"
    " VALUES (1, 2, 9, '102', 100, 0, '', 0)",
    "UPDATE OR REPLACE finance_voucher_line SET id = 1 WHERE voucher_id = 2",
)


@pytest.fixture
def frozen(books):
    """Voucher 1 is posted, 2 is a draft, 3 is posted into the closed October, 4 is reviewed there."""
    books.posted("2023-12-05")
    books.draft("2023-12-06")
    books.posted("2023-10-05")
    books.review(books.draft("2023-10-06"))
    books.union.do("accountant", "finance.close_month", {"year": 2023, "month": 10})
    return books


def _refused(run, statement):
    with pytest.raises((psycopg.Error, sqlcipher.Error)) as error:
        run(statement)
    assert "gonghui:" in str(error.value), statement


def test_another_tool_cannot_change_what_is_posted(frozen):
    run = other_tool(frozen.union)
    false = "false" if frozen.union.kernel.engine.dialect.name == "postgresql" else "0"
    for statement in CHANGES:
        _refused(run, statement.format(false=false))
    assert frozen.union.desk("audit").verify_audit()[0] == []
    assert "finance.balances_differ" not in frozen.findings()


def test_replacing_is_no_way_around(frozen):
    if frozen.union.kernel.engine.dialect.name == "postgresql":
        _refused(other_tool(frozen.union), "TRUNCATE finance_voucher_line CASCADE")
        return
    run = other_tool(frozen.union)
    for statement in REPLACEMENTS:
        _refused(run, statement)
    assert frozen.union.desk("audit").verify_audit()[0] == []


def test_drafts_stay_open_to_work(frozen):
    run = other_tool(frozen.union)
    run("UPDATE finance_voucher SET summary = 'y' WHERE id = 2")
    frozen.review("2")
    frozen.post("2")
    assert frozen.row("2")["number"] == 2


def test_what_was_changed_without_the_guards_is_named(frozen):
    run = other_tool(frozen.union)
    if frozen.union.kernel.engine.dialect.name == "postgresql":
        run("DROP TRIGGER guard_finance_voucher_line_update ON finance_voucher_line")
    else:
        run("DROP TRIGGER guard_finance_voucher_line_update")
    run("UPDATE finance_voucher_line SET debit = 99 WHERE id = 1")
    told = {fault.where for fault in frozen.union.desk("audit").verify_audit()[0]}
    assert told == {"finance_voucher_line/1", "guard_finance_voucher_line_update"}
    assert {"finance.balanced", "finance.balances_differ"} <= set(frozen.findings())
