"""``largest_sum``: the largest of the sums over entities that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from checker.derivations.over_list import OverList
from checker.derivations.reading import Reading
from checker.names import Path
from checker.profile.kinds import Amount, Kind
from checker.truth import Admissible, Interval, bounds, settled

_ZERO = Fraction(0)


class LargestSum(OverList):
    """Entities meant are put together by facts they share, such as plant, material and stage; a number is summed.

    The result is the largest sum, 0 if no entity is meant. It is a range where a number is a range, where it is open
    whether an entity is meant or where it belongs, and open above if the list may be longer.
    """

    by: tuple[Path, ...] = Field(min_length=1, description="Facts, equal in all that belong together.")
    value: Path = Field(description="The number.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from super().reads()
        yield from self.by
        yield self.value

    def gives(self) -> Kind:
        """A number from 0."""
        return Amount()

    def compute(self, reading: Reading) -> Admissible:
        """From the least to the greatest that the largest sum may be."""
        members, more = reading.members(self.of)
        sums: dict[tuple[Admissible, ...], tuple[Fraction, Fraction | None]] = {}
        anywhere: Fraction | None = _ZERO
        for member in members:
            truth = reading.truth(self.where, member)
            if truth is False:
                continue
            part = bounds(reading.value(self.value, member))
            key = tuple(reading.value(path, member) for path in self.by)
            if not all(map(settled, key)):
                anywhere = None if anywhere is None or part.high is None else anywhere + part.high
                continue
            low, high = sums.get(key, (_ZERO, _ZERO))
            low += (part.low or _ZERO) if truth else _ZERO
            sums[key] = low, None if high is None or part.high is None else high + part.high
        low = max((low for low, _ in sums.values()), default=_ZERO)
        highs = [high for _, high in sums.values()] or [_ZERO]
        if more or anywhere is None or None in highs:
            return (Interval(low, None),)
        high = max(high for high in highs if high is not None) + anywhere
        return (low,) if low == high else (Interval(low, high),)
