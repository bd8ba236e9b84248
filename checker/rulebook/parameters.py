"""Legal values with the day from which each holds, and the days from which provisions apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from checker.models import Closed, Day, Number, mistake
from checker.names import Name, Slug
from checker.rulebook.common import Verified

Unit = Literal[
    "share", "kWh", "kg", "EUR", "days", "months", "years", "count", "points", "date", "grams", "year",
    "kg CO2e per kWh", "Wh/kg", "mAh/g", "g/cm3", "V",
]  # fmt: skip


class Value(Closed):
    """A value and the first day on which it holds."""

    since: Day = Field(alias="from", description="First day.")
    value: Number | None = Field(None, description="The number, in the parameter's unit.")
    day: Day | None = Field(None, description="For the unit date: the day.")
    at: str | None = Field(None, description="Point that sets this value, if narrower than the parameter's.")

    @property
    def limit(self) -> Fraction | date:
        """The number or the day."""
        limit = self.day if self.value is None else self.value
        assert limit is not None
        return limit


class Parameter(Closed):
    """One value of an instrument over time."""

    id: Name
    label: str = Field(description="What it is, for people.")
    unit: Unit = Field(description="Unit; a share is 0 to 1.")
    at: str = Field(description="Article, annex point.")
    verified: Verified
    values: tuple[Value, ...] = Field(description="Values, oldest first; empty if the text could not be read.")
    step: Number | None = Field(None, description="Smallest difference that matters, for tests of the limit.")

    @model_validator(mode="after")
    def _in_order(self) -> Parameter:
        days = [value.since for value in self.values]
        if days != sorted(set(days)):
            raise mistake("the values are not in order of time", "Sort them, one a day.", steps=("values",))
        for number, value in enumerate(self.values):
            if (value.day is None) != (self.unit != "date") or (value.value is None) != (self.unit == "date"):
                raise mistake(
                    "the value does not fit its unit", "Write day for dates, else value.", steps=("values", number)
                )
            if self.unit == "share" and value.value is not None and not 0 <= value.value <= 1:
                raise mistake("a share runs from 0 to 1", "70 % is 0.70.", steps=("values", number, "value"))
        return self

    def on(self, day: date) -> Value | None:
        """The value that holds on ``day``; None before the first or where none is known."""
        return max((v for v in self.values if v.since <= day), key=lambda v: v.since, default=None)


class Later(Closed):
    """The later of a day and some months after acts that may not exist yet."""

    date: Day = Field(description="The fixed day.")
    months: int = Field(ge=0, description="Months after the last of the acts enters into force.")
    after: tuple[Slug, ...] = Field(min_length=1, description="The acts.")


class Start(Closed):
    """The day from which a provision applies."""

    id: Name
    label: str = Field(description="What starts, for people.")
    at: str = Field(description="Article that sets the day.")
    verified: Verified
    on: Day | None = Field(None, description="A fixed day.")
    later_of: Later | None = Field(None, description="A day that depends on other acts.")

    @model_validator(mode="after")
    def _one(self) -> Start:
        if (self.on is None) == (self.later_of is None):
            raise mistake("a start needs either on or later_of", "Keep one.")
        return self

    def resolve(self, in_force_from: Callable[[str], date | None]) -> Resolved:
        """The day, given when each act entered into force."""
        if self.later_of is None:
            return Resolved(self.on, (), None)
        days = {act: in_force_from(act) for act in self.later_of.after}
        missing = tuple(sorted(act for act, day in days.items() if day is None))
        if missing:
            return Resolved(None, missing, self.later_of.date)
        last = max(day for day in days.values() if day is not None)
        return Resolved(max(self.later_of.date, last + relativedelta(months=self.later_of.months)), (), None)


@dataclass(frozen=True, slots=True)
class Resolved:
    """When a provision starts, or what it waits for."""

    day: date | None
    """The first day, or None while an act is missing."""
    waits_for: tuple[str, ...]
    """Ids of the missing acts."""
    floor: date | None
    """While an act is missing: the day before which it surely does not start."""


class Parameters(Closed):
    """All values and starting days of one instrument."""

    format: Literal["checker/parameters/1"] = Field(alias="schema", description="Format of this file.")
    instrument: Slug
    parameters: tuple[Parameter, ...] = Field((), description="Values.")
    starts: tuple[Start, ...] = Field((), description="Starting days.")
