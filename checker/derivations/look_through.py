"""``look_through``: the share of the subject that one owner holds directly and through others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Slug
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Interval, Truth, among, bounds, holds, negate

_ZERO, _ONE = Fraction(0), Fraction(1)


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

        What the stated holdings in a company leave undisclosed may belong to one owner who is not named. An owner of
        whom no holders are stated is taken as the last. Companies that hold each other leave the share open.
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
        outside = {party.id: _outside(reading.value("party.country", party), inside) for party in parties}
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


def _outside(country: Admissible, inside: frozenset[str]) -> Truth:
    return negate(holds(country, among(inside)))
