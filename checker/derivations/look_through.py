"""``look_through``: the share of the subject that one owner holds directly and through others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from pydantic import Field

from checker.derivations.reading import Reading
from checker.facts import Thing
from checker.models import Closed
from checker.names import Slug
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Interval, Truth, among, any_of, bounds, has_some, holds, negate

_ZERO, _ONE = Fraction(0), Fraction(1)


class LookThrough(Closed):
    """The largest share held, directly or through a chain of holdings, by one party from outside a list."""

    owner_country_not_in: Slug = Field(description="Owners from these countries do not count.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from ("holdings", "holding.owner", "holding.owned", "holding.share")
        yield from ("parties", "party.country", "party.ultimate_owner_countries")

    def gives(self) -> Kind:
        """A share."""
        return Share()

    def compute(self, reading: Reading) -> Admissible:
        """The share, or the range it lies in: a chain multiplies, several chains add, what is not stated is open.

        What the stated holdings in a company leave undisclosed may belong to one owner who is not named. An owner of
        whom no holders are stated counts by its seat and its ultimate owners; if these are not known, nor is whether
        it counts. Companies that hold each other leave the share open.
        """
        subject = reading.subject.id
        owners_of, more = _owners(reading)
        order = _order(subject, owners_of)
        held = {subject: Interval(_ONE, _ONE)}
        undisclosed = _ZERO
        for company in order or (subject,):
            part, owners = held[company], owners_of.get(company, [])
            if owners or company == subject:
                undisclosed += part.high * max(_ZERO, _ONE - sum((share.low for _, share in owners), _ZERO))
            for owner, share in owners:
                before = held.get(owner, Interval(_ZERO, _ZERO))
                low, high = before.low + part.low * share.low, before.high + part.high * share.high
                held[owner] = Interval(min(_ONE, low), min(_ONE, high))
        inside = reading.listed(self.owner_country_not_in)
        parties, _ = reading.members("parties")
        outside = {
            party.id: _outside(party, reading, inside, last=party.id not in owners_of)
            for party in parties
            if party.id in held and party.id != subject
        }
        shares = [(share, outside.get(owner)) for owner, share in held.items() if owner != subject]
        low = max((share.low for share, counts in shares if counts is True), default=_ZERO)
        high = max((share.high for share, counts in shares if counts is not False), default=_ZERO)
        high = _ONE if more or order is None else max(high, min(_ONE, undisclosed))
        return (low,) if low == high else (Interval(low, high),)


def _owners(reading: Reading) -> tuple[dict[str, list[tuple[str, Interval]]], bool]:
    """The stated owners of each company with their shares, and whether there may be other holdings."""
    holdings, more = reading.members("holdings")
    owners_of: dict[str, list[tuple[str, Interval]]] = {}
    for holding in holdings:
        owner, owned = reading.value("holding.owner", holding), reading.value("holding.owned", holding)
        if len(owner) != 1 or len(owned) != 1:
            more = True
            continue
        share = bounds(reading.value("holding.share", holding))
        owners_of.setdefault(str(owned[0]), []).append((str(owner[0]), share))
    return owners_of, more


def _order(subject: str, owners_of: dict[str, list[tuple[str, Interval]]]) -> tuple[str, ...] | None:
    """The subject and all above it, each after every company it holds; None if some hold each other."""
    companies: dict[str, set[str]] = {subject: set()}
    ahead = [subject]
    while ahead:
        company = ahead.pop()
        for owner, _ in owners_of.get(company, ()):
            if owner not in companies:
                ahead.append(owner)
            companies.setdefault(owner, set()).add(company)
    try:
        return tuple(TopologicalSorter(companies).static_order())
    except CycleError:
        return None


def _outside(party: Thing, reading: Reading, inside: frozenset[str], *, last: bool) -> Truth:
    """Whether an owner counts: by its seat, or, for the last of a chain, by those who own it in the end.

    A company further down counts by its stated holders; whether they are all is open if it is said to be owned from
    outside alone.
    """
    seat = negate(holds(reading.value("party.country", party), among(inside)))
    owners = reading.value("party.ultimate_owner_countries", party)
    from_outside = holds(owners, has_some(lambda country: country not in inside))
    from_inside = holds(owners, has_some(inside.__contains__))
    owned = from_outside if from_outside is False or from_inside is False else None
    return any_of([seat, owned if last else None if owned is True else False])
