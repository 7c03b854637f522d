"""Tables of elections. Only sums are kept: there is no row, number or time of a single ballot, and nothing that
could tie a vote to a voter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gonghui_core.members.models import Member
from gonghui_core.storage.base import PERSONAL, Key, Table, Versioned, new_metadata
from gonghui_core.storage.types import ChoiceColumn, SealedColumn
from gonghui_elections.choices import Round
from gonghui_elections.rules.contest import Kind

STRICT = {"sqlite_strict": True}


class ElectionsTable(Table):
    """A table of this plugin."""

    __abstract__ = True
    metadata = new_metadata()


class Election(Versioned, ElectionsTable):
    """One vote: what is to be elected, and its sealed result.

    `body_seats` are the seats of the whole body where this vote fills a part of it. `follows_id` is the vote
    whose tie or open seats this one resolves. With `sealed_on` the row and all its children are frozen;
    `seal_document` is the canonical JSON of everything counted, `seal_digest` its SHA-256.
    """

    __tablename__ = "elections_election"
    __table_args__ = (Index(None, "on"), Index(None, "follows_id"), STRICT)

    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(350))
    kind: Mapped[Kind] = mapped_column(ChoiceColumn(Kind))
    round: Mapped[Round] = mapped_column(ChoiceColumn(Round))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("elections_election.id"))
    meeting: Mapped[str | None] = mapped_column(String(300))
    on: Mapped[date] = mapped_column(Date)
    seats: Mapped[int] = mapped_column(Integer)
    body_seats: Mapped[int] = mapped_column(Integer)
    entitled: Mapped[int] = mapped_column(Integer)
    cancelled_on: Mapped[date | None] = mapped_column(Date)
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    sealed_on: Mapped[date | None] = mapped_column(Date)
    sealed_by: Mapped[str | None] = mapped_column(String(100))
    seal_document: Mapped[str | None] = mapped_column(Text)
    seal_digest: Mapped[str | None] = mapped_column(String(64))


class Candidate(ElectionsTable):
    """A name on the ballot, in its order; tied to the register where the person is found there."""

    __tablename__ = "elections_candidate"
    __person__ = "member_id"
    __table_args__ = (UniqueConstraint("election_id", "place"), Index(None, "member_id"), STRICT)

    id: Mapped[Key]
    election_id: Mapped[int] = mapped_column(ForeignKey(Election.id))
    place: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(350), info=PERSONAL)
    member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))


class Attendance(Versioned, ElectionsTable):
    """Who came, as a number, and how many ballots were handed out, mobile boxes included."""

    __tablename__ = "elections_attendance"

    id: Mapped[Key]
    election_id: Mapped[int] = mapped_column(ForeignKey(Election.id), unique=True)
    present: Mapped[int] = mapped_column(Integer)
    issued: Mapped[int] = mapped_column(Integer)
    officer: Mapped[str] = mapped_column(String(100))


class TallySheet(Versioned, ElectionsTable):
    """The count of all ballots by one officer; `place` 1 and 2 are the two tallies, 3 a recount where they differ.

    A tally that is alone is blind: its figures lie in a `BlindSheet`, `returned` and `void` are empty, and
    `commitment` (SHA-256 over a nonce and the sheet) binds the officer to them. `entries` counts how often the
    officer entered the sheet.
    """

    __tablename__ = "elections_tally"
    __table_args__ = (
        UniqueConstraint("election_id", "place"),
        UniqueConstraint("election_id", "officer"),
        STRICT,
    )

    id: Mapped[Key]
    election_id: Mapped[int] = mapped_column(ForeignKey(Election.id))
    place: Mapped[int] = mapped_column(Integer)
    officer: Mapped[str] = mapped_column(String(100))
    member_id: Mapped[int | None] = mapped_column(ForeignKey(Member.id))
    entered_on: Mapped[date] = mapped_column(Date)
    entries: Mapped[int] = mapped_column(Integer)
    commitment: Mapped[str] = mapped_column(String(64))
    returned: Mapped[int | None] = mapped_column(Integer)
    void: Mapped[int | None] = mapped_column(Integer)


class BlindSheet(ElectionsTable):
    """The figures of a tally while it is the only one. Not audited: the log would show them to the other officer."""

    __tablename__ = "elections_blind_sheet"
    __audited__ = False

    tally_id: Mapped[int] = mapped_column(ForeignKey(TallySheet.id), primary_key=True)
    nonce: Mapped[str] = mapped_column(SealedColumn("elections_blind_sheet.nonce"))
    sheet: Mapped[str] = mapped_column(SealedColumn("elections_blind_sheet.sheet"))


class MarkSum(ElectionsTable):
    """What the valid ballots of one tally say of one candidate, as sums."""

    __tablename__ = "elections_mark"
    __table_args__ = (UniqueConstraint("tally_id", "candidate_id"), STRICT)

    id: Mapped[Key]
    tally_id: Mapped[int] = mapped_column(ForeignKey(TallySheet.id))
    candidate_id: Mapped[int] = mapped_column(ForeignKey(Candidate.id))
    agree: Mapped[int] = mapped_column(Integer)
    oppose: Mapped[int] = mapped_column(Integer)
    abstain: Mapped[int] = mapped_column(Integer)


class WriteInSum(ElectionsTable):
    """A person named on ballots who is not a candidate, and by how many."""

    __tablename__ = "elections_write_in"
    __table_args__ = (UniqueConstraint("tally_id", "name"), STRICT)

    id: Mapped[Key]
    tally_id: Mapped[int] = mapped_column(ForeignKey(TallySheet.id))
    name: Mapped[str] = mapped_column(String(350))
    agree: Mapped[int] = mapped_column(Integer)


class SeatReduction(ElectionsTable):
    """The congress's agreement to go without the seats that a sealed vote left open."""

    __tablename__ = "elections_seat_reduction"

    id: Mapped[Key]
    election_id: Mapped[int] = mapped_column(ForeignKey(Election.id), unique=True)
    seats: Mapped[int] = mapped_column(Integer)
    yes: Mapped[int] = mapped_column(Integer)
    decided_on: Mapped[date] = mapped_column(Date)
    officer: Mapped[str] = mapped_column(String(100))
