"""Who holds what of each company of a deal, directly and through others, as it is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from checker.assessment.lookup import Lookup
from checker.derivations.holdings import stakes
from checker.derivations.look_through import through
from checker.facts import Thing
from checker.profile.vocabulary import plurals
from checker.summary.deal import Deal
from checker.truth import Admissible, Interval


def held(deal: Deal) -> Iterator[tuple[str, list[tuple[str, Interval]], Fraction]]:
    """Each company of which holdings are stated, its owners with what they hold in the end, and the undisclosed rest.

    The largest owner comes first.
    """
    owners_of, _ = stakes(_AsStated(deal.lookup, deal.gated.assessment.as_of), None)
    for company in sorted(owners_of):
        found, rest = through(company, owners_of)
        yield company, sorted(found.items(), key=lambda pair: (-pair[1].low, -pair[1].high, pair[0])), rest


@dataclass(slots=True)
class _AsStated:
    """The facts of a deal as somebody states them, on whatever evidence."""

    lookup: Lookup
    day: date

    def value(self, path: str, of: Thing | None = None) -> Admissible:
        assert of is not None
        return self.lookup.get(of, path).lean

    def members(self, plural: str) -> tuple[tuple[Thing, ...], bool]:
        things, rest = self.lookup.listed(plurals()[plural])
        return things, rest is not None
