"""What all rulebook files share: ids, citations, and how well a source was checked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from checker.models import Closed, Day
from checker.names import Slug


class Checked(StrEnum):
    """How well a source was checked."""

    primary = "primary"
    """The text of the act, or a mirror of it, was read."""
    secondary = "secondary"
    """A read-out by somebody else was read."""
    unverified = "unverified"
    """From memory or a weak source; such a rule never gates."""


class Verified(Closed):
    """Who may rely on a value, and since when."""

    grade: Checked = Field(description="How well the source was checked.")
    on: Day = Field(description="Day of the check.")
    note: str | None = Field(None, description="What remains open.")


class Source(Closed):
    """A place in an act, standard or practice."""

    instrument: Slug = Field(description="Id of the instrument.")
    at: str = Field(min_length=1, description="Article, paragraph, annex point.")


class Theme(StrEnum):
    """What a rule is about."""

    batteries = "batteries"
    concentration = "concentration"
    ip = "ip"
    ownership = "ownership"
    trade = "trade"
    plant = "plant"
    deal = "deal"


class Force(StrEnum):
    """What kind of thing the source is."""

    duty = "duty"
    prohibition = "prohibition"
    safe_harbour = "safe_harbour"
    benchmark = "benchmark"
    guidance = "guidance"
    practice = "practice"
    proposal = "proposal"


class Severity(StrEnum):
    """How much it matters if the rule fails."""

    info = "info"
    low = "low"
    medium = "medium"
    high = "high"
    critical = "critical"

    @property
    def rank(self) -> int:
        """0 for info, larger is graver."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
