"""Changes of elections: setting up, counting, closing."""

from gonghui_elections.services.closing import (
    another_vote_values,
    hold_another_vote,
    preview_seal,
    recount_election,
    reduce_seats,
    seal_election,
)
from gonghui_elections.services.counting import (
    attendance_values,
    enter_tally,
    own_sheet,
    record_attendance,
)
from gonghui_elections.services.setup import (
    cancel_election,
    edit_election,
    preview_setup,
    set_up_election,
)

__all__ = [
    "another_vote_values",
    "attendance_values",
    "cancel_election",
    "edit_election",
    "enter_tally",
    "hold_another_vote",
    "own_sheet",
    "preview_seal",
    "preview_setup",
    "record_attendance",
    "recount_election",
    "reduce_seats",
    "seal_election",
    "set_up_election",
]  # fmt: skip
