"""The supply risk of a raw material as the European Commission measures it for the list of critical ones.

European Commission, Methodology for establishing the EU list of critical raw materials (2017); used in 2017, 2020 and
2023. Everything is computed as a range, exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from checker.derivations.hhi import weighted_squares
from checker.truth import Breakdown, Interval

_ZERO, _ONE = Fraction(0), Fraction(1)
_NOTHING, _WHOLE = Interval(_ZERO, _ZERO), Interval(_ONE, _ONE)
WORST_RISK = Fraction(10)
"""Governance risk at the worst end of its scale."""
HARDEST_TRADE = Fraction(3, 2)
"""Trade parameter under the hardest restriction that the method knows."""


def governed_hhi(breakdown: Breakdown, risks: Mapping[str, Fraction], trade: Mapping[str, Fraction]) -> Interval:
    """HHI_WGI,t = sum s_i^2 * W_i * t_i: 0 to 10 without restrictions of trade, to 15 with the hardest.

    ``risks`` holds W_i (see ``governance_risk``); ``trade`` holds t_i: 0.8 for Member States, 1.1 to 1.5 under export
    restrictions, 1 if nothing is said. A named holder without W_i has any from 0 to 10, who holds the undisclosed rest
    also any t_i. The low end is what the studies publish: there the rest adds nothing.
    """
    weights = {}
    for holder, _ in breakdown.parts:
        risk = Interval(risks[holder], risks[holder]) if holder in risks else Interval(_ZERO, WORST_RISK)
        hardness = trade.get(holder, _ONE)
        weights[holder] = Interval(risk.low * hardness, risk.high * hardness)
    return weighted_squares(breakdown, weights, Interval(_ZERO, WORST_RISK * HARDEST_TRADE))


def import_reliance(production: Interval, imports: Interval, exports: Interval) -> Interval:
    """IR = (imports - exports) / (domestic production + imports - exports), 0 to 1, of quantities in one unit.

    Net exports count as 0, and so does a material of which nothing is produced or imported.
    """
    return Interval(
        _reliance(production.high, imports.low - exports.high), _reliance(production.low, imports.high - exports.low)
    )


def _reliance(production: Fraction, net: Fraction) -> Fraction:
    return net / (production + net) if net > 0 else _ZERO


def supply_risk(
    world: Interval,
    union: Interval,
    reliance: Interval,
    *,
    recycled: Interval = _NOTHING,
    substitution: Interval = _WHOLE,
) -> Interval:
    """SR = [HHI_GS * IR/2 + HHI_EU * (1 - IR/2)] * (1 - EoL_RIR) * SI_SR; from 0, in 2023 to about 6; critical from 1.

    ``world`` is HHI_WGI,t of global supply (HHI_GS) and ``union`` that of the mix the Union is supplied from (HHI_EU);
    ``reliance`` is IR. ``recycled`` is EoL_RIR, the part of the Union's input that comes from old scrap, 0 to 1;
    ``substitution`` is SI_SR, 1 if there is no substitute.
    """
    kept = Interval(1 - recycled.high, 1 - recycled.low)
    halves = (reliance.low / 2, reliance.high / 2)
    low = min(world.low * half + union.low * (1 - half) for half in halves)
    high = max(world.high * half + union.high * (1 - half) for half in halves)
    return Interval(low * kept.low * substitution.low, high * kept.high * substitution.high)
