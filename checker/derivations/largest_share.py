"""``largest_share``: how much of a whole the largest holder has."""

from __future__ import annotations

from fractions import Fraction

from pydantic import Field

from checker.derivations.measure import Measure, alternatives
from checker.derivations.reading import Reading
from checker.names import Slug
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Breakdown, Interval


def largest_share(breakdown: Breakdown, left_out: frozenset[str] = frozenset()) -> Interval:
    """The largest share of one holder, max s_i, leaving out holders that do not count; 0 to 1.

    Also called CR1. The undisclosed rest may belong to one holder, named or not, or to holders that do not count: with
    CN 0.40 and AU 0.35 the largest share is 0.40 to 0.65. Regulation (EU) 2024/1252 Art. 5(1)(b) holds it against 0.65.
    """
    low = max((part.low for holder, part in breakdown.parts if holder not in left_out), default=Fraction(0))
    return Interval(low, low + breakdown.rest)


class LargestShare(Measure):
    """The largest share of one holder, leaving out the members of a list."""

    except_list: Slug | None = Field(None, description="Holders that do not count, such as Member States.")

    def gives(self) -> Kind:
        """A share."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """A share, or the range it lies in."""
        left_out = reading.listed(self.except_list)
        return alternatives(largest_share(breakdown, left_out) for breakdown in self.breakdowns(reading))
