"""What several entities of a profile cannot say together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from checker.errors import Problem
from checker.profile.model import More, Profile
from checker.profile.parties import Holding
from checker.profile.stated import Form, Stated
from checker.source import Node
from checker.truth import bounds

_FIRM = (Form.value, Form.range)


def contradictions(profile: Profile, node: Node, shown: str) -> Iterator[Problem]:
    """A problem for each holding of a party in itself or beyond the whole, and each transfer before its deal."""
    holdings = [(n, item) for n, item in enumerate(profile.holdings or ()) if not isinstance(item, More)]
    for number, holding in holdings:
        owner, owned = _word(holding.owner), _word(holding.owned)
        if owner is not None and owner == owned:
            line, column = node.place(("holdings", number, "owned"))
            todo = "Name the company held; shares of its own that it keeps are left out."
            yield Problem(shown, line, column, f'"{owner}" holds itself', todo)
    yield from _beyond_the_whole(holdings, node, shown)
    yield from _before_the_deal(profile, node, shown)


def _beyond_the_whole(holdings: list[tuple[int, Holding]], node: Node, shown: str) -> Iterator[Problem]:
    """The holding by which the stakes in a company first add up to more than 1 on some day."""
    told: set[str] = set()
    for _, first in holdings:
        company, day = _word(first.owned), _day(first.since)
        if company is None or company in told:
            continue
        total = Fraction(0)
        for number, holding in holdings:
            if _word(holding.owned) != company or not _held(holding, day):
                continue
            total += _least(holding.share)
            if total > 1:
                when = f" on {day}" if day else ""
                line, column = node.place(("holdings", number, "share"))
                what = f'the holdings in "{company}" add to {_part(total)}{when}, more than the whole'
                yield Problem(shown, line, column, what, "Correct a share, or say since or until when each is held.")
                told.add(company)
                break


def _held(holding: Holding, day: date | None) -> bool:
    """Whether a holding is surely held on a day; without a day, whether it is held at all times."""
    since, until = _day(holding.since), _day(holding.until)
    if any(end is not None and known is None for end, known in ((holding.since, since), (holding.until, until))):
        return False
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)


def _before_the_deal(profile: Profile, node: Node, shown: str) -> Iterator[Problem]:
    begin = next(
        ((key, day) for key in ("signed_on", "effective_on") if (day := _day(getattr(profile.deal, key)))), None
    )
    for number, item in enumerate(profile.transfers or ()) if begin is not None else ():
        day = None if isinstance(item, More) else _day(item.date)
        if day is not None and begin is not None and day < begin[1]:
            line, column = node.place(("transfers", number, "date"))
            what = f"the transfer ({day}) lies before its deal (deal.{begin[0]}: {begin[1]})"
            todo = "Correct one of the two days; what was shown before the deal is deal.technical_data_disclosed."
            yield Problem(shown, line, column, what, todo)


def _word(stated: Stated | None) -> str | None:
    if stated is None or stated.form is not Form.value or len(stated.admissible) != 1:
        return None
    return str(stated.admissible[0])


def _day(stated: Stated | None) -> date | None:
    if stated is None or stated.form is not Form.value or len(stated.admissible) != 1:
        return None
    (value,) = stated.admissible
    return value if isinstance(value, date) else None


def _least(stated: Stated | None) -> Fraction:
    return Fraction(0) if stated is None or stated.form not in _FIRM else Fraction(bounds(stated.admissible).low)


def _part(total: Fraction) -> str:
    percent = f"{float(total * 100):g}"
    return f"{percent} %" if Fraction(percent) == total * 100 else f"{total} of it"
