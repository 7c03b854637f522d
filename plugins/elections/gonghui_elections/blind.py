"""A tally that is alone: its figures are kept apart and bound by a commitment, until a second one is in.

Reports, pages and the audit log see the commitment only. It is SHA-256 over a nonce and the sheet: nothing can
be guessed from it, and a sheet that was changed meanwhile is noticed when it is opened.
"""

from __future__ import annotations

import hashlib
import json
import secrets

from sqlalchemy.orm import Session

from gonghui_core.i18n import translator
from gonghui_core.verdicts import GonghuiError
from gonghui_core.work import Work
from gonghui_elections.models import BlindSheet, TallySheet
from gonghui_elections.rules import Mark, Tally, WriteIn
from gonghui_elections.sealing import canonical

_ = translator("gonghui_elections")

NONCE_BYTES = 16


def commitment_of(nonce: str, sheet: str) -> str:
    """What binds an officer to a sheet without telling it."""
    return hashlib.sha256(f"{nonce}\n{sheet}".encode()).hexdigest()


def put_away(work: Work, row: TallySheet, tally: Tally) -> None:
    """Keep the figures of a lone tally apart; `row` carries the commitment only."""
    nonce, sheet = secrets.token_hex(NONCE_BYTES), written(tally)
    row.commitment = commitment_of(nonce, sheet)
    if row.id is None:
        work.add(row)
    kept = work.session.get(BlindSheet, row.id)
    if kept is None:
        work.session.add(BlindSheet(tally_id=row.id, nonce=nonce, sheet=sheet))
    else:
        kept.nonce, kept.sheet = nonce, sheet
    work.session.flush()


def look(session: Session, row: TallySheet) -> Tally | None:
    """The figures that lie apart for this tally; for its own officer and for the comparison only."""
    kept = session.get(BlindSheet, row.id)
    return None if kept is None else read(kept.sheet)


def is_intact(session: Session, row: TallySheet) -> bool:
    """Whether the figures kept apart are those that the officer was bound to."""
    kept = session.get(BlindSheet, row.id)
    return kept is not None and commitment_of(kept.nonce, kept.sheet) == row.commitment


def bring_out(work: Work, row: TallySheet) -> Tally:
    """The figures of a tally that is no longer alone; they lie apart no more."""
    found = look(work.session, row)
    if found is None or not is_intact(work.session, row):
        said = _("第 {place} 遍计票的数字被别的工具改过：请由{officer}重录")
        raise GonghuiError(said.format(place=row.place, officer=row.officer))
    work.session.delete(work.session.get(BlindSheet, row.id))
    return found


def written(tally: Tally) -> str:
    """A tally as canonical text."""
    marks = [[mark.candidate, mark.agree, mark.oppose, mark.abstain] for mark in tally.marks]
    others = [[other.name, other.agree] for other in tally.write_ins]
    return canonical({"returned": tally.returned, "void": tally.void, "marks": marks, "write_ins": others})


def read(sheet: str) -> Tally:
    """A tally from its canonical text."""
    found = json.loads(sheet)
    marks = tuple(Mark(*line) for line in found["marks"])
    return Tally(
        found["returned"], found["void"], marks, tuple(WriteIn(*line) for line in found["write_ins"])
    )
