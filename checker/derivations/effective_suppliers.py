"""``effective_suppliers``: how many equal suppliers would be as concentrated as the given ones."""

from __future__ import annotations

import math

from checker.derivations.hhi import hhi
from checker.derivations.measure import Measure, alternatives
from checker.derivations.reading import Reading
from checker.profile.kinds import Amount, Kind
from checker.truth import Admissible, Breakdown, Interval


def effective_suppliers(breakdown: Breakdown) -> Interval:
    """1 / HHI: from 1 for one supplier to n for n equal ones; open above if no share is disclosed.

    The undisclosed rest is treated as in the index itself.
    """
    index = hhi(breakdown)
    return Interval(1 / index.high, 1 / index.low if index.low else None)


def entropy(breakdown: Breakdown) -> float:
    """Shannon's entropy H = -sum s_i ln s_i in nat, 0 to ln n; divided by ln 2 it is in bit, by ln n it is evenness.

    Raises ValueError unless the shares are exact and add to 1: an undisclosed rest has no upper bound in entropy.
    """
    if breakdown.rest or any(part.low != part.high for _, part in breakdown.parts):
        raise ValueError("entropy needs every share")
    return sum(float(part.low) * -math.log(part.low) for _, part in breakdown.parts if part.low)


def entropy_suppliers(breakdown: Breakdown) -> float:
    """exp(H), 1 to n: counts small suppliers for more than 1 / HHI does. Raises ValueError as ``entropy`` does."""
    return math.exp(entropy(breakdown))


class EffectiveSuppliers(Measure):
    """How many suppliers of equal size would give the same index of concentration: 1 / HHI."""

    def gives(self) -> Kind:
        """A number from 1."""
        return Amount("suppliers")

    def compute(self, reading: Reading) -> Admissible:
        """A number, or the range it lies in."""
        return alternatives(map(effective_suppliers, self.breakdowns(reading)))
