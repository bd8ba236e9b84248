"""GeoPolRisk: the risk that a country's or a region's imports of a raw material carry for political reasons.

Gemechu and others, Journal of Industrial Ecology 20 (2016). The reference library geopolrisk-py 2.0.1 agrees for single
countries. For a region it counts trade between members as free of risk and yet leaves it in the denominator, which
lowers the risk; here such trade is left out altogether, so that the import risk of the Union is higher than the
library's (cobalt 2022: 0.489 for 0.311).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checker.derivations.weighted_mean import weighted_mean
from checker.truth import Interval

_ZERO, _ONE = Fraction(0), Fraction(1)
COPPER = Fraction("0.409412948")
"""Risk times price of copper in US dollars a kg, mean of the OECD countries 2017 to 2021: the method's unit."""


def instability(stability: Fraction) -> Fraction:
    """g = (2.5 - PV) / 5: 0 for the most stable country to 1 for the least, PV the indicator of political stability.

    World Bank, Worldwide Governance Indicators, estimate of about -2.5 to 2.5; the years of one release only.
    """
    return (Fraction(5, 2) - stability) / 5


def import_risk(
    imports: Mapping[str, Interval],
    instabilities: Mapping[str, Fraction],
    production: Interval,
    region: frozenset[str] = frozenset(),
) -> Interval:
    """sum q_i g_i / (sum q_i + own production), 0 to 1; q_i the quantity from exporter i, g_i its instability.

    Own production counts as free of risk. An exporter without g_i has any from 0 to 1. Members of ``region``, if the
    importer is one, are no exporters. Raises ValueError if nothing is imported or produced.
    """
    parts = [(production, Interval(_ZERO, _ZERO))]
    for exporter, quantity in imports.items():
        if exporter not in region:
            known = instabilities.get(exporter)
            parts.append((quantity, Interval(_ZERO, _ONE) if known is None else Interval(known, known)))
    return weighted_mean(parts)


def geopolrisk(world: Interval, risk: Interval) -> Interval:
    """HHI of world production times ``import_risk``, 0 to 1; no class limits are published."""
    return Interval(world.low * risk.low, world.high * risk.high)


def characterisation(score: Interval, price: Fraction) -> Interval:
    """The score times the price in US dollars a kg, over that of copper: kg copper equivalents per kg, from 0."""
    return Interval(score.low * price / COPPER, score.high * price / COPPER)
