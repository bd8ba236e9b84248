"""``k_firm_share``: how much of a whole its largest holders have together."""

from __future__ import annotations

from fractions import Fraction

from pydantic import Field

from checker.derivations.measure import Measure, alternatives
from checker.derivations.reading import Reading
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Breakdown, Interval


def k_firm_share(breakdown: Breakdown, k: int) -> Interval:
    """CRk, the sum of the k largest shares, 0 to 1; for k = 1 the largest share.

    The undisclosed rest may belong to one of the k, or to many small holders. Raises ValueError for k below 1.
    """
    if k < 1:
        raise ValueError("the largest holders are one or more")
    low = sum(sorted((part.low for _, part in breakdown.parts), reverse=True)[:k], Fraction(0))
    return Interval(low, low + breakdown.rest)


class KFirmShare(Measure):
    """The sum of the k largest shares."""

    k: int = Field(ge=1, description="How many holders are taken together.")

    def gives(self) -> Kind:
        """A share."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """A share, or the range it lies in."""
        return alternatives(k_firm_share(breakdown, self.k) for breakdown in self.breakdowns(reading))
