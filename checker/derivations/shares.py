"""``largest_share`` and ``hhi``: measures of a breakdown by country, as ranges where a part is undisclosed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path, Slug
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Breakdown, Interval

_ZERO, _ONE = Fraction(0), Fraction(1)


class LargestShare(Closed):
    """The largest share of one holder, leaving out the members of a list."""

    of: Path = Field(description="The breakdown.")
    except_list: Slug | None = Field(None, description="Holders that do not count, such as Member States.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield self.of

    def gives(self) -> Kind:
        """A share."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """A share, or the range it lies in.

        The undisclosed rest may belong to one holder, named or not, or to holders that do not count.
        """
        left_out = reading.listed(self.except_list)
        alternatives = []
        for breakdown in reading.value(self.of):
            assert isinstance(breakdown, Breakdown)
            counted = [part for holder, part in breakdown.parts if holder not in left_out]
            low = max((part.low for part in counted), default=_ZERO)
            others = sum((part.low for _, part in breakdown.parts), _ZERO)
            rest = max(_ZERO, _ONE - others)
            named = max((min(part.high, part.low + rest) for part in counted), default=_ZERO)
            fixed = all(part.low == part.high for _, part in breakdown.parts)
            high = max([*(part.low + rest for part in counted), rest]) if breakdown.more and fixed else max(named, rest)
            alternatives.append(low if low == high else Interval(low, min(high, _ONE)))
        return tuple(dict.fromkeys(alternatives))


class Hhi(Closed):
    """The Herfindahl-Hirschman index: the sum of squared shares, 0 to 1 (times 10,000 for points)."""

    of: Path = Field(description="The breakdown.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield self.of

    def gives(self) -> Kind:
        """A number from 0 to 1."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """The index, or the range it lies in.

        Low: the undisclosed rest is spread so thinly that it adds nothing. High: one holder who is not named has all
        of it, and a share stated as a range takes as much of it as it may.
        """
        alternatives = []
        for breakdown in reading.value(self.of):
            assert isinstance(breakdown, Breakdown)
            parts = [part for _, part in breakdown.parts]
            rest = left = max(_ZERO, _ONE - sum((part.low for part in parts), _ZERO))
            low = high = sum((part.low * part.low for part in parts), _ZERO)
            rooms = [(part.low, min(part.high - part.low, rest)) for part in parts]
            for gain, room in sorted(
                ((2 * share + room, room) for share, room in [*rooms, (_ZERO, rest)]), reverse=True
            ):
                high += gain * min(room, left)
                left -= min(room, left)
            alternatives.append(low if low == high else Interval(low, min(high, _ONE)))
        return tuple(dict.fromkeys(alternatives))
