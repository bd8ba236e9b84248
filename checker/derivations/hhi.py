"""``hhi``: the Herfindahl-Hirschman index of a breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checker.derivations.measure import Measure, alternatives
from checker.derivations.reading import Reading
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Breakdown, Interval

_ONCE = Interval(Fraction(1), Fraction(1))


def hhi(breakdown: Breakdown) -> Interval:
    """The index, sum s_i^2: from 1/n for n equal holders to 1 for one; times 10,000 it is in points.

    The undisclosed rest is not the named holders', unless their share is stated as a range that leaves room for it: the
    residual of a published series stands for other countries. A leader with 0.94 gives 0.8836 to 0.8872. Classes: US
    Merger Guidelines 2023, 0.10 and 0.18; Commission guidelines on horizontal mergers 2004, 0.10 and 0.20.
    """
    return weighted_squares(breakdown, {}, _ONCE)


def normalised(index: Fraction, holders: int) -> Fraction:
    """The index freed of the number n of holders, (HHI - 1/n) / (1 - 1/n): 0 if all are equal, 1 if one has all.

    Raises ValueError for a single holder, who leaves nothing to compare.
    """
    if holders < 2:
        raise ValueError("the index is normalised for two holders or more")
    least = Fraction(1, holders)
    return (index - least) / (1 - least)


def weighted_squares(breakdown: Breakdown, weights: Mapping[str, Interval], unnamed: Interval) -> Interval:
    """The sum of squared shares, each times a weight from 0 up; ``unnamed`` weighs holders without one of their own.

    Low: the rest is spread so thinly that it adds nothing. High: one holder who is not named has all of it, and a share
    stated as a range takes as much of it as it may, wherever that adds most; with several ranges this can lie a little
    above what is reached.
    """
    parts = [(part, weights.get(holder, unnamed)) for holder, part in breakdown.parts]
    rest = left = breakdown.rest
    low = sum((weight.low * part.low**2 for part, weight in parts), Fraction(0))
    high = sum((weight.high * part.low**2 for part, weight in parts), Fraction(0))
    takers = [(part.low, min(part.high - part.low, rest), weight.high) for part, weight in parts]
    takers.append((Fraction(0), rest, unnamed.high))
    gains = [(weight * (2 * share + room), room) for share, room, weight in takers]
    for gain, room in sorted(gains, reverse=True):
        high += gain * min(room, left)
        left -= min(room, left)
    return Interval(low, high)


class Hhi(Measure):
    """The Herfindahl-Hirschman index: the sum of squared shares, 0 to 1 (times 10,000 for points)."""

    def gives(self) -> Kind:
        """A number from 0 to 1."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """The index, or the range it lies in."""
        return alternatives(map(hhi, self.breakdowns(reading)))
