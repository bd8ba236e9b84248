"""``look_through`` and ``held_from``: who owns the subject in the end, directly and through others."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from pydantic import Field

from checker.derivations.holdings import ONE, OWNERS, READS, ZERO, Stakes, of_countries, stakes, undisclosed
from checker.derivations.reading import Reading
from checker.facts import Thing
from checker.models import Closed
from checker.names import Path, Slug
from checker.profile.kinds import Kind, Share
from checker.truth import Admissible, Interval, Truth, any_of


class Held(Closed):
    """A share of the subject that is held by others."""

    on: Path | None = Field(None, description="Day whose holdings count, if it lies after the law date.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from (*READS, *OWNERS)
        if self.on is not None:
            yield self.on

    def gives(self) -> Kind:
        """A share."""
        return Share()


class LookThrough(Held):
    """The largest share held, directly or through a chain of holdings, by one party, or by one from outside a list."""

    owner_country_not_in: Slug | None = Field(None, description="Owners from these countries do not count.")

    def compute(self, reading: Reading) -> Admissible:
        """The share, or the range it lies in: a chain multiplies, several chains add, what is not stated is open.

        What the stated holdings in a company leave undisclosed may belong to one owner who is not named. An owner of
        whom no holders are stated counts by its seat and its ultimate owners; if these are not known, nor is whether
        it counts. Companies that hold each other leave the share open above what is held directly.
        """
        subject = reading.subject.id
        owners_of, more = stakes(reading, self.on)
        held, rest = through(subject, owners_of)
        parties, _ = reading.members("parties")
        counting = {
            party.id: self._counts(party, reading, last=party.id not in owners_of)
            for party in parties
            if party.id in held
        }
        shares = [(share, counting.get(owner)) for owner, share in held.items()]
        low = max((share.low for share, counts in shares if counts is True), default=ZERO)
        high = max((share.high for share, counts in shares if counts is not False), default=ZERO)
        high = ONE if more else max(high, rest)
        return (low,) if low == high else (Interval(low, high),)

    def _counts(self, party: Thing, reading: Reading, *, last: bool) -> Truth:
        """Whether an owner counts: by its seat, or, for the last of a chain, by those who own it in the end.

        A company further down counts by its stated holders; whether they are all is open if it is said to be owned
        from outside alone.
        """
        if self.owner_country_not_in is None:
            return True
        inside = reading.listed(self.owner_country_not_in)
        seat, owned = of_countries(party, reading, inside, inside=False)
        return any_of([seat, owned if last else None if owned is True else False])


class HeldFrom(Held):
    """The part of the subject that owners from the countries of a list hold together, directly and through others."""

    owner_country_in: Slug = Field(description="Countries of the owners that are added up.")

    def compute(self, reading: Reading) -> Admissible:
        """The sum, or the range it lies in. An owner from the list counts in full, whoever owns it.

        Another counts by its stated holders, and if none are stated by its ultimate owners; so does the subject. What
        is undisclosed may be held from the list. Companies that hold each other leave the sum open above.
        """
        owners_of, more = stakes(reading, self.on)
        parties = {party.id: party for party in reading.members("parties")[0]}
        countries = reading.listed(self.owner_country_in)
        if reading.subject.id not in owners_of and not more:
            _, owned = of_countries(reading.subject, reading, countries, inside=True)
            return (Interval(ZERO, ONE) if owned is None else ONE if owned else ZERO,)
        order = _order(reading.subject.id, owners_of)
        known: dict[str, Interval] = {}
        for company in reversed(order or (reading.subject.id,)):
            low, high = ZERO, undisclosed(owners_of.get(company, []))
            for owner, share in owners_of.get(company, []):
                part = _from(parties.get(owner), known.get(owner), reading, countries, last=owner not in owners_of)
                low, high = low + share.low * part.low, high + share.high * part.high
            known[company] = Interval(min(ONE, low), min(ONE, high))
        found = known[reading.subject.id]
        high = ONE if more or order is None else found.high
        return (found.low,) if found.low == high else (Interval(found.low, high),)


def through(subject: str, owners_of: Stakes) -> tuple[dict[str, Interval], Fraction]:
    """What each owner holds of a company, directly and through others as stated, and at most how much is undisclosed.

    A chain multiplies, several chains add. If companies hold each other, only what is held directly is sure, and all
    may be undisclosed.
    """
    order = _order(subject, owners_of)
    held = {subject: Interval(ONE, ONE)}
    rest = ZERO
    for company in order or (subject,):
        part, owners = held[company], owners_of.get(company, [])
        if owners or company == subject:
            rest += part.high * undisclosed(owners)
        for owner, share in owners:
            before = held.get(owner, Interval(ZERO, ZERO))
            low, high = before.low + part.low * share.low, before.high + part.high * share.high
            held[owner] = Interval(min(ONE, low), min(ONE, high))
    del held[subject]
    return held, ONE if order is None else min(ONE, rest)


def _from(
    owner: Thing | None, through: Interval | None, reading: Reading, countries: frozenset[str], *, last: bool
) -> Interval:
    """The part of an owner that counts as held from the countries: all of it, what its holders give, or either."""
    if owner is None:
        return Interval(ZERO, ONE)
    seat, owned = of_countries(owner, reading, countries, inside=True)
    if seat is True:
        return Interval(ONE, ONE)
    held = through if not last and through is not None else None
    if held is None:
        end = {True: Interval(ONE, ONE), False: Interval(ZERO, ZERO), None: Interval(ZERO, ONE)}[owned]
        held = end if last else Interval(ZERO, ONE)
    return held if seat is False else Interval(held.low, ONE)


def _order(subject: str, owners_of: Stakes) -> tuple[str, ...] | None:
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
