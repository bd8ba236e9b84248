"""Who holds which part of a company on the day that counts, as far as it is stated."""

from __future__ import annotations

from fractions import Fraction

from checker.derivations.reading import Facts, Reading
from checker.facts import Thing
from checker.names import Path
from checker.truth import Interval, Truth, all_of, bounds, has_some, holds, negate

READS = ("holdings", "holding.owner", "holding.owned", "holding.share", "holding.since", "holding.until")
"""The facts of holdings that are read."""
OWNERS = ("parties", "party.country", "party.ultimate_owner_countries")
"""The facts of owners that are read."""
ZERO, ONE = Fraction(0), Fraction(1)
_NEVER_SAID = Interval(None, None)

Stakes = dict[str, list[tuple[str, Interval]]]


def stakes(reading: Facts, on: Path | None) -> tuple[Stakes, bool]:
    """The owners of each company with their shares, and whether there may be other holdings.

    The day that counts is the law date, or the day that ``on`` names if it is later. A holding that may not have begun
    by then, or may have ended, may be nothing.
    """
    listed, more = reading.members("holdings")
    found: Stakes = {}
    for holding in listed:
        owner, owned = reading.value("holding.owner", holding), reading.value("holding.owned", holding)
        if len(owner) != 1 or len(owned) != 1:
            more = True
            continue
        held = _held(reading, holding, on)
        if held is False:
            continue
        share = bounds(reading.value("holding.share", holding))
        stake = share if held else Interval(ZERO, share.high)
        found.setdefault(str(owned[0]), []).append((str(owner[0]), stake))
    return found, more


def undisclosed(owners: list[tuple[str, Interval]]) -> Fraction:
    """The part of a company that no stated owner is sure to hold."""
    return max(ZERO, ONE - sum((share.low for _, share in owners), ZERO))


def of_countries(party: Thing, reading: Reading, countries: frozenset[str], *, inside: bool) -> tuple[Truth, Truth]:
    """Whether a party, and whether all who own it in the end, sit in the countries, or with ``inside`` false outside.

    Owners of several countries, some in and some outside, leave the second open; so do owners nobody named.
    """

    def meant(country: object) -> bool:
        return (country in countries) is inside

    seat = holds(reading.value("party.country", party), meant)
    owners = reading.value("party.ultimate_owner_countries", party)
    some, others = holds(owners, has_some(meant)), holds(owners, has_some(lambda country: not meant(country)))
    return seat, some if some is False or others is False else None


def _counting(reading: Facts, on: Path | None) -> Interval:
    if on is None:
        return Interval(reading.day, reading.day)
    passes = bounds(reading.value(on))
    later = [end if end is not None and end > reading.day else reading.day for end in (passes.low, passes.high)]
    return Interval(later[0], None if passes.high is None else later[1])


def _held(reading: Facts, holding: Thing, on: Path | None) -> Truth:
    since, until = (bounds(reading.value(f"holding.{end}", holding)) for end in ("since", "until"))
    if since == until == _NEVER_SAID:
        return True
    day = _counting(reading, on)
    began = True if since == _NEVER_SAID else negate(_after(since, day))
    ended = False if until == _NEVER_SAID else _after(day, until)
    return all_of([began, negate(ended)])


def _after(one: Interval, other: Interval) -> Truth:
    """Whether one day lies after another."""
    if one.low is not None and other.high is not None and one.low > other.high:
        return True
    return False if one.high is not None and other.low is not None and one.high <= other.low else None
