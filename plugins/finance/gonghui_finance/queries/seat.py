"""The audit committee's seat: who sits on it looks at everything and makes, reviews and approves nothing."""

from __future__ import annotations

from gonghui_core.i18n import translator
from gonghui_core.office.choices import Role
from gonghui_core.verdicts import Refusal
from gonghui_core.work import Work

_ = translator("gonghui_finance")

RULE, CITATION = "core.forbidden_pair", "中国工会章程"


def objection(work: Work) -> str | None:
    """Why the acting officer may have no hand in the books: even an exception lets no auditor keep them."""
    return str(_("经审委委员不能制单、审核、记账或审批")) if Role.audit in work.officer.roles else None


def refuse_auditor(work: Work) -> None:
    """Refuse an officer who sits on the audit committee."""
    why = objection(work)
    if why is not None:
        raise Refusal(why, rule=RULE, citation=CITATION)
