"""Shares by country in words and as bars."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checker.derivations.hhi import hhi
from checker.summary.document import Bar
from checker.truth import Breakdown, Interval

BARS = 8
"""Countries with a bar of their own; the others have one together."""


def percent_of(share: Interval) -> str:
    """A share or a range of shares in percent, in so many digits that none looks rounder than it is."""
    low, high = (_percent(end) for end in (share.low, share.high))
    return low if low == high else f"{low} – {high}"


def _percent(share: Fraction) -> str:
    written = (f"{float(share * 100):.{digits}g}" for digits in (4, 8, 15))
    text = next((each for each in written if "." in each or Fraction(each) == share * 100), None)
    return f"{text} %" if text is not None else f"{float(share * 100):.15g} % ({share})"


def largest_of(shares: Breakdown) -> str:
    """The country with the largest share, and the share."""
    country, share = max(shares.parts, key=lambda part: (part[1].low, part[0]))
    return f"{country} {percent_of(share)}"


def index_of(shares: Breakdown) -> str:
    """The Herfindahl-Hirschman index, 0 to 1; a range where shares are ranges or not disclosed."""
    found = hhi(shares)
    low, high = (f"{float(end):.4f}" for end in (found.low, found.high))
    return low if low == high else f"{low} – {high}"


def bars_of(shares: Breakdown, words: Mapping[str, str]) -> tuple[Bar, ...]:
    """A bar for each of the largest, one for the other countries together, one for what is not disclosed."""
    parts = sorted(shares.parts, key=lambda part: (-part[1].low, part[0]))
    bars = [Bar(country, share.low, share.high) for country, share in parts[:BARS]]
    others = [share for _, share in parts[BARS:]]
    if others:
        low, high = (sum((getattr(share, end) for share in others), Fraction(0)) for end in ("low", "high"))
        bars.append(Bar(words["others"].format(number=len(others)), low, min(high, Fraction(1))))
    if shares.rest:
        bars.append(Bar(words["undisclosed"], shares.rest, shares.rest, rest=True))
    return tuple(bars)
