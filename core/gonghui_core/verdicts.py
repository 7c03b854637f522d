"""What a rule said, and how a refusal is told: values that front ends draw and that records keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gonghui_core.i18n import translator

_ = translator("gonghui_core")


class Standing(StrEnum):
    """How a verdict came out."""

    MET = "met"
    WARN = "warn"  # broken, recorded, and said
    BLOCK = "block"  # broken, and refused unless overridden with a reason
    NOT_SET = "not_set"  # nobody has filled the rule in: never a silent pass
    INFO = "info"


@dataclass(frozen=True)
class Verdict:
    """What a rule said of a case, with its numbers and its citation.

    `need` and `have` are written as people read them (`49`, `1000.00`); `article` is empty where the source of
    the rule does not give one that was read.
    """

    rule: str
    standing: Standing
    message: str
    need: str = ""
    have: str = ""
    document: str = ""
    article: str = ""

    @property
    def met(self) -> bool:
        """Whether the rule is satisfied; a rule that is not set is not."""
        return self.standing in (Standing.MET, Standing.INFO)

    @property
    def citation(self) -> str:
        """Document and article, as printed beside a verdict; empty where neither is known."""
        return f"{self.document}{self.article}"

    def as_json(self) -> dict[str, str]:
        """The verdict as the command line prints it."""
        return {
            "rule": self.rule, "standing": str(self.standing), "message": str(self.message), "need": self.need,
            "have": self.have, "document": self.document, "article": self.article, "citation": self.citation,
        }  # fmt: skip


class GonghuiError(Exception):
    """Something that a person is told in words: `message`, and the field it belongs to, if any."""

    exit_code = 1

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Refusal(GonghuiError):
    """A rule said no: nothing was stored. Carries the rule, its citation and the numbers."""

    exit_code = 3

    def __init__(
        self, message: str, *, field: str | None = None, rule: str = "", citation: str = "",
        need: str = "", have: str = "",
    ) -> None:  # fmt: skip
        super().__init__(message, field=field)
        self.rule, self.citation, self.need, self.have = rule, citation, need, have

    @classmethod
    def of(cls, verdict: Verdict, *, field: str | None = None) -> Refusal:
        """The refusal that a blocking verdict means."""
        return cls(
            verdict.message, field=field, rule=verdict.rule, citation=verdict.citation,
            need=verdict.need, have=verdict.have,
        )  # fmt: skip


class BadInput(GonghuiError):
    """What was entered cannot be read: the message names field, value and what would be right."""

    exit_code = 2

    def __init__(self, message: str, *, field: str | None = None, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message, field=field)
        self.faults = faults


@dataclass(frozen=True)
class Fault:
    """One field that cannot be read, by its path (`lines.0.amount`), and why."""

    field: str
    message: str


class NoRight(GonghuiError):
    """The officer may not do this, or may not see it."""

    exit_code = 4


class NotFound(BadInput):
    """No such page, action, record or file; the message names the nearest that exists."""


class Stale(Refusal):
    """Somebody changed the record since it was opened; carries both versions as field → (mine, theirs)."""

    def __init__(self, message: str, versions: dict[str, tuple[str, str]]) -> None:
        super().__init__(message)
        self.versions = versions
