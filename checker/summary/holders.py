"""Who holds what of each company of a deal, directly and through others, as it is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from checker.assessment.judge import Level
from checker.assessment.lookup import Lookup
from checker.derivations.holdings import stakes
from checker.derivations.look_through import through
from checker.facts import Thing
from checker.profile.vocabulary import plurals
from checker.summary.deal import Deal
from checker.truth import Admissible, Interval

LEVELS: tuple[Level, Level, Level] = ("lean", "plan", "firm")
"""What somebody states, on whatever evidence; what is evidenced or planned; what is evidenced."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What somebody holds of a company in the end."""

    id: str
    share: Interval
    mark: str
    """Key of the mark if some link on the way is not evidenced, or only planned; else empty."""


def held(deal: Deal) -> Iterator[tuple[str, list[Owner], Fraction]]:
    """Each company of which holdings are stated, its owners, the largest first, and the undisclosed rest."""
    day = deal.gated.assessment.as_of
    lean, plan, firm = (stakes(_AtLevel(deal.lookup, day, level), None)[0] for level in LEVELS)
    for company in sorted(lean):
        found, rest = through(company, lean)
        planned, sure = (through(company, owners_of)[0] for owners_of in (plan, firm))
        owners = [
            Owner(id, share, _mark(share, planned.get(id), sure.get(id)))
            for id, share in sorted(found.items(), key=lambda pair: (-pair[1].low, -pair[1].high, pair[0]))
        ]
        yield company, owners, rest


def _mark(stated: Interval, planned: Interval | None, sure: Interval | None) -> str:
    if planned != stated:
        return "not-evidenced"
    return "" if sure == planned else "planned"


@dataclass(slots=True)
class _AtLevel:
    """The facts of a deal at one level of belief."""

    lookup: Lookup
    day: date
    level: Level

    def value(self, path: str, of: Thing | None = None) -> Admissible:
        assert of is not None
        value: Admissible = getattr(self.lookup.get(of, path), self.level)
        return value

    def members(self, plural: str) -> tuple[tuple[Thing, ...], bool]:
        things, rest = self.lookup.listed(plurals()[plural])
        return things, rest is not None
