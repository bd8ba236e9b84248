"""``exists``, ``count`` and ``sum``: over the entities of a list that meet conditions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from checker.checks.expression import paths
from checker.derivations.classify import Conditions
from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Amount, Flag, Kind
from checker.truth import Admissible, Interval, Truth, any_of, bounds

_ZERO = Fraction(0)


class OverList(Closed):
    """A list of entities, and which of them are meant."""

    of: str = Field(description="Plural name of the list: parties, holdings ...")
    where: Conditions | None = Field(None, description="Conditions on each entity; all, if absent.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield self.of
        if self.where is not None:
            yield from paths(self.where)

    def truths(self, reading: Reading) -> list[Truth]:
        """For each entity whether it is meant; None once more if there may be others."""
        members, more = reading.members(self.of)
        truths = [reading.truth(self.where, member) for member in members]
        return [*truths, None] if more else truths


class Exists(OverList):
    """Whether one is meant."""

    def gives(self) -> Kind:
        """Yes or no."""
        return Flag()

    def compute(self, reading: Reading) -> Admissible:
        """Yes, no or either."""
        truth = any_of(self.truths(reading))
        return (True, False) if truth is None else (truth,)


class Count(OverList):
    """How many are meant."""

    def gives(self) -> Kind:
        """A number from 0."""
        return Amount("count")

    def compute(self, reading: Reading) -> Admissible:
        """From those surely meant to those possibly meant; open above if the list may be longer."""
        _, more = reading.members(self.of)
        truths = self.truths(reading)
        low = Fraction(sum(truth is True for truth in truths))
        high = None if more else low + sum(truth is None for truth in truths)
        return (low,) if low == high else (Interval(low, high),)


class Sum(OverList):
    """The sum of a number over those meant."""

    value: Path = Field(description="The number.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from super().reads()
        yield self.value

    def gives(self) -> Kind:
        """A number from 0."""
        return Amount()

    def compute(self, reading: Reading) -> Admissible:
        """From the least to the greatest sum that the facts allow."""
        members, more = reading.members(self.of)
        low, high = _ZERO, None if more else _ZERO
        for member in members:
            truth = reading.truth(self.where, member)
            if truth is False:
                continue
            part = bounds(reading.value(self.value, member))
            low += (part.low or _ZERO) if truth else _ZERO
            high = None if high is None or part.high is None else high + part.high
        return (low,) if low == high else (Interval(low, high),)
