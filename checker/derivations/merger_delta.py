"""``merger_delta``: what a merger adds to the index of concentration."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from pydantic import Field

from checker.derivations.measure import alternatives
from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Interval, bounds

_HALF = Fraction(1, 2)


def merger_delta(first: Interval, second: Interval) -> Interval:
    """The rise of the index when two holders of one whole become one, (a + b)^2 - a^2 - b^2 = 2ab; 0 to 0.5.

    Limits: US Merger Guidelines 2023, 0.01; Commission guidelines on horizontal mergers 2004, 0.025 and 0.015. Raises
    ValueError if the two have more than the whole.
    """
    if first.low + second.low > 1:
        raise ValueError("two holders have no more than the whole")
    equal = max(min(_HALF, 1 - second.low), 1 - second.high)
    best = min(first.high, max(first.low, equal))
    return Interval(2 * first.low * second.low, 2 * best * min(second.high, 1 - best))


class MergerDelta(Closed):
    """What the union of two holders adds to the index: twice the product of their shares."""

    first: Path = Field(description="The share of one of them.")
    second: Path = Field(description="The share of the other.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from (self.first, self.second)

    def gives(self) -> Kind:
        """A number from 0 to 1."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """The rise, or the range it lies in; open if the stated shares contradict one another."""
        shares = [[bounds((share,)) for share in reading.value(path)] for path in (self.first, self.second)]
        possible = [(first, second) for first, second in product(*shares) if first.low + second.low <= 1]
        return alternatives(merger_delta(first, second) for first, second in possible) or self.gives().domain
