"""``look_through``: the share of the subject that one owner holds directly and through others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.profile.kinds import Kind, Share
from checker.rulebook.common import Slug
from checker.truth import Admissible, Interval, bounds

_ZERO, _ONE = Fraction(0), Fraction(1)
MAX_TIERS = 12


class LookThrough(Closed):
    """The largest share held, directly or through a chain of holdings, by one party from outside a list."""

    owner_country_not_in: Slug = Field(description="Owners from these countries do not count.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from ("holdings", "holding.owner", "holding.owned", "holding.share", "parties", "party.country")

    def gives(self) -> Kind:
        """A share."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """The share, or the range it lies in: a chain multiplies, several chains add, what is not stated is open.

        A chain that closes in a circle, or is longer than the limit, leaves the share open.
        """
        holdings, more = reading.members("holdings")
        edges: dict[str, list[tuple[str, Interval]]] = {}
        for holding in holdings:
            owners, owned = reading.value("holding.owner", holding), reading.value("holding.owned", holding)
            if len(owners) != 1 or len(owned) != 1:
                more = True
                continue
            edges.setdefault(str(owned[0]), []).append(
                (str(owners[0]), bounds(reading.value("holding.share", holding)))
            )
        inside = reading.listed(self.owner_country_not_in)
        parties, unknown_parties = reading.members("parties")
        outside: dict[str, bool | None] = {}
        for party in parties:
            country = reading.value("party.country", party)
            outside[party.id] = None if len(country) != 1 else country[0] not in inside
        held, circular = _held(reading.subject.id, edges)
        direct = sum((share.low for _, share in edges.get(reading.subject.id, ())), _ZERO)
        undisclosed = _ONE - direct if more or direct < _ONE else _ZERO
        low = max((share.low for owner, share in held.items() if outside.get(owner) is True), default=_ZERO)
        possible = [share.high for owner, share in held.items() if outside.get(owner) is not False]
        high = max([*possible, undisclosed if more or unknown_parties or direct < _ONE else _ZERO], default=_ZERO)
        high = _ONE if circular else min(_ONE, max(high, low))
        return (low,) if low == high else (Interval(low, high),)


def _held(subject: str, edges: dict[str, list[tuple[str, Interval]]]) -> tuple[dict[str, Interval], bool]:
    held: dict[str, Interval] = {}
    circular = False
    chains: list[tuple[str, Interval, frozenset[str]]] = [(subject, Interval(_ONE, _ONE), frozenset([subject]))]
    while chains:
        company, part, seen = chains.pop()
        for owner, share in edges.get(company, ()):
            if owner in seen or len(seen) > MAX_TIERS:
                circular = True
                continue
            through = Interval(part.low * share.low, part.high * share.high)
            before = held.get(owner, Interval(_ZERO, _ZERO))
            held[owner] = Interval(before.low + through.low, min(_ONE, before.high + through.high))
            chains.append((owner, through, seen | {owner}))
    return held, circular
