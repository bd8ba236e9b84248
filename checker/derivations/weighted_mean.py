"""The mean of values that are known as ranges, under weights that are known as ranges."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from checker.truth import Interval


def weighted_mean(parts: Iterable[tuple[Interval, Interval]]) -> Interval:
    """sum w_i v_i / sum w_i for pairs of a weight from 0 up and a value: the least and the greatest it can be.

    The least is reached with all values low and full weight up to one of them, least weight beyond. Raises ValueError
    if nothing has any weight.
    """
    pairs = list(parts)
    if not any(weight.high for weight, _ in pairs):
        raise ValueError("nothing has any weight")
    return Interval(
        _least([(value.low, weight) for weight, value in pairs]),
        -_least([(-value.high, weight) for weight, value in pairs]),
    )


def _least(values: list[tuple[Fraction, Interval]]) -> Fraction:
    ordered = sorted(values, key=lambda pair: pair[0])
    total = sum((weight.low for _, weight in ordered), Fraction(0))
    weighted = sum((value * weight.low for value, weight in ordered), Fraction(0))
    means = [weighted / total] if total else []
    for value, weight in ordered:
        total += weight.high - weight.low
        weighted += value * (weight.high - weight.low)
        if total:
            means.append(weighted / total)
    return min(means)
