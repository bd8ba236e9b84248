"""The weighted country risk of a raw material as the German raw materials agency measures it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from checker.derivations.governance_risk import BEST, WORST
from checker.derivations.weighted_mean import weighted_mean
from checker.truth import Breakdown, Interval


@dataclass(frozen=True, slots=True)
class CountryRisk:
    """GLR = sum s_i * g_i, g_i the mean of the six governance indicators; low numbers are the risky ones.

    From -2.5 to 2.5, in practice within 1.5 of 0. The agency (Deutsche Rohstoffagentur in the BGR) calls it high below
    -0.5, moderate to 0.5 and low above.
    """

    rescaled: Interval
    """The mean over the holders that have indicators, as the agency publishes it: it supposes that the others and the
    undisclosed rest are governed alike, and need not hold for the whole."""
    covered: Fraction
    """The disclosed share that these holders have, 0 to 1."""
    whole: Interval
    """The sum over the whole, whoever has what is not covered: anything from -2.5 to 2.5 is possible there."""


def country_risk(breakdown: Breakdown, governance: Mapping[str, Fraction]) -> CountryRisk:
    """The weighted country risk under the mean governance of each holder (see ``governance_risk.governance``).

    Raises ValueError if no holder with a share has indicators.
    """
    known = [(part, governance[holder]) for holder, part in breakdown.parts if holder in governance]
    covered = sum((part.low for part, _ in known), Fraction(0))
    disclosed = sum((part.low * mean for part, mean in known), Fraction(0))
    open_part = 1 - covered
    return CountryRisk(
        weighted_mean((part, Interval(mean, mean)) for part, mean in known),
        covered,
        Interval(disclosed + open_part * WORST, disclosed + open_part * BEST),
    )
