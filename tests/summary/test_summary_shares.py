"""Shares in words and as bars: none looks rounder, and none is lost."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.summary.language import words
from checker.summary.shares import BARS, bars_of, percent_of
from checker.truth import Breakdown, Interval

SHARES = st.fractions(0, 1, max_denominator=10**9)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(1, 2), "50 %"),
        (Fraction(5003, 10_000), "50.03 %"),
        (Fraction(1, 2) + Fraction(1, 10**9), "50.0000001 %"),
        (Fraction(98_013, 125_000), "78.41 %"),
        (Fraction(1, 3), "33.33 %"),
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(1, 2) + Fraction(1, 10**30), f"50 % ({Fraction(1, 2) + Fraction(1, 10**30)})"),
    ],
)
def test_a_share_in_percent(share: Fraction, said: str) -> None:
    assert percent_of(Interval(share, share)) == said


@given(SHARES)
def test_a_share_that_is_not_round_never_looks_so(share: Fraction) -> None:
    text = percent_of(Interval(share, share))
    number = re.match(r"[\d.e-]+", text)
    assert number
    shown = Fraction(number[0])
    assert abs(shown - share * 100) <= Fraction(1, 100)
    assert shown.denominator > 1 or shown == share * 100 or "(" in text


@given(st.lists(SHARES, min_size=1, max_size=20))
def test_bars_add_up_to_the_whole(found: list[Fraction]) -> None:
    total = sum(found)
    shares = [share / total if total > 1 else share for share in found]
    breakdown = Breakdown(tuple((f"C{n}", Interval(share, share)) for n, share in enumerate(shares)))
    bars = bars_of(breakdown, words("en"))
    assert sum(bar.low for bar in bars) == 1
    assert len(bars) <= BARS + 2
    assert [bar.low for bar in bars[:BARS] if not bar.rest] == sorted(shares, reverse=True)[: min(BARS, len(shares))]
    assert sum(bar.rest for bar in bars) == (breakdown.rest > 0)
