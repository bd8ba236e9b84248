"""``first_of``: the first of several facts about which anything is known."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Date, Kind
from checker.truth import ANYTHING, Admissible, Interval, bounds


class FirstOf(Closed):
    """Dates, in order of preference: the day of closing, else of effect, else of signature."""

    dates: tuple[Path, ...] = Field(min_length=2, description="Date facts, best first.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from self.dates

    def gives(self) -> Kind:
        """A day."""
        return Date()

    def compute(self, reading: Reading) -> Admissible:
        """The first that is known at all; open if none is."""
        for path in self.dates:
            value = reading.value(path)
            if value != ANYTHING and bounds(value) != Interval(None, None):
                return value
        return (Interval(None, None),)
