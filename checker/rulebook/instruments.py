"""Legal acts, standards and practices: what they are and their status over time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from checker.models import Closed, Day, mistake
from checker.names import Slug
from checker.rulebook.common import Verified


class Status(StrEnum):
    """The state of an act from a day on."""

    awaited = "awaited"
    """Provided for by another act, and not adopted as far as could be seen."""
    proposed = "proposed"
    adopted = "adopted"
    in_force = "in_force"
    suspended = "suspended"
    expired = "expired"
    unknown = "unknown"
    """Could not be found out for this time."""


class Period(Closed):
    """A status and the first day on which it holds."""

    since: Day = Field(alias="from", description="First day.")
    status: Status = Field(description="The status from that day.")
    note: str | None = Field(None, description="By which text, or what must be looked up.")


class Instrument(Closed):
    """One act, standard or practice."""

    format: Literal["checker/instrument/1"] = Field(alias="schema", description="Format of this file.")
    id: Slug
    name: str = Field(description="Full name and number.")
    short: str = Field(description="Name for a table.")
    kind: Literal["regulation", "directive", "delegated_act", "implementing_act", "statute", "rules", "announcement",
                  "recommendation", "guideline", "proposal", "practice"] = Field(description="What it is.")  # fmt: skip
    jurisdiction: str = Field(description="EU, a country code, or none for practice.")
    celex: str | None = Field(None, description="CELEX number, for acts of the Union.")
    status: tuple[Period, ...] = Field(min_length=1, description="Status over time, oldest first.")
    question: str | None = Field(None, description="What to find out where the status is unknown.")
    verified: Verified

    @model_validator(mode="after")
    def _in_order(self) -> Instrument:
        days = [period.since for period in self.status]
        if days != sorted(set(days)):
            raise mistake("the periods are not in order of time", "Sort them, one a day.", steps=("status",))
        if any(period.status is Status.unknown for period in self.status) and not self.question:
            raise mistake("a status is unknown and no question is given", "Add question.", steps=("status",))
        return self

    def on(self, day: date) -> Period | None:
        """The period that holds on ``day``; None before the first."""
        return max((p for p in self.status if p.since <= day), key=lambda p: p.since, default=None)

    @property
    def in_force_from(self) -> date | None:
        """First day in force, or None while it is not."""
        return next((period.since for period in self.status if period.status is Status.in_force), None)
