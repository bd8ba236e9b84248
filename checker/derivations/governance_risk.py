"""The Worldwide Governance Indicators of a country as a factor of supply risk."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

BEST, WORST = Fraction(5, 2), Fraction(-5, 2)
"""Ends of the scale of the indicators; estimates for single states lie slightly beyond at times."""


def governance(indicators: Sequence[Fraction]) -> Fraction:
    """The mean of the six indicators of one release, about -2.5 (weak) to 2.5 (strong).

    They are voice and accountability, political stability, government effectiveness, regulatory quality, rule of law
    and control of corruption (World Bank, standard normal units). Releases revise earlier years, so that indicators of
    two releases are not to be mixed. Raises ValueError unless there are six.
    """
    if len(indicators) != 6:
        raise ValueError("the mean is of six indicators")
    return sum(indicators, Fraction(0)) / 6


def governance_risk(mean: Fraction) -> Fraction:
    """W = (2.5 - mean) * 2: 0 for the best governed country to 10 for the worst.

    European Commission, Methodology for establishing the EU list of critical raw materials (2017).
    """
    return (BEST - mean) * 2
