"""What the measures of a breakdown have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.truth import Admissible, Alternative, Breakdown, Interval


class Measure(Closed):
    """A number, a yes or no or another breakdown, drawn from a breakdown by country."""

    of: Path = Field(description="The breakdown.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield self.of

    def breakdowns(self, reading: Reading) -> Iterator[Breakdown]:
        """The breakdown as each source has it."""
        for breakdown in reading.value(self.of):
            assert isinstance(breakdown, Breakdown)
            yield breakdown


def distinct(breakdown: Breakdown, holders: Admissible) -> Iterator[Alternative]:
    """The holders that may be meant; of those without a share of their own only the first, for they are all alike."""
    named = {name for name, _ in breakdown.parts}
    alike = False
    for holder in holders:
        unnamed = isinstance(holder, str) and holder not in named
        if not (unnamed and alike):
            yield holder
        alike = alike or unnamed


def alternatives(found: Iterable[Interval]) -> Admissible:
    """Ranges as values of a fact: each once, and a plain number where both ends meet."""
    return tuple(dict.fromkeys(item.low if item.low == item.high else item for item in found))
