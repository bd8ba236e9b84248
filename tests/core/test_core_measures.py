"""The measures of supply concentration: published figures come out, and no completion of a breakdown lies outside."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from core_kit import CASES, book, derivation, inferred
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.derivations.country_risk import country_risk
from checker.derivations.diversion import diversion
from checker.derivations.effective_suppliers import effective_suppliers, entropy, entropy_suppliers
from checker.derivations.geopolrisk import characterisation, geopolrisk, import_risk, instability
from checker.derivations.governance_risk import governance, governance_risk
from checker.derivations.hhi import hhi, normalised
from checker.derivations.holder_share import holder_share
from checker.derivations.k_firm_share import k_firm_share
from checker.derivations.largest_share import largest_share
from checker.derivations.leadership import is_leader
from checker.derivations.measure import distinct
from checker.derivations.merger_delta import merger_delta
from checker.derivations.supply_risk import governed_hhi, import_reliance, supply_risk
from checker.derivations.weighted_mean import weighted_mean
from checker.proof import examples, mutants
from checker.rulebook.link import link
from checker.rulebook.rules import DerivationExample
from checker.truth import EITHER, Admissible, Breakdown, Interval, contains

RANDOM = settings(max_examples=CASES, deadline=None)
F = Fraction
NOTHING = Breakdown(())


def _at(value: Any) -> Interval:
    low, high = value if isinstance(value, tuple) else (value, value)
    return Interval(F(low), F(high))


def _shares(**shares: Any) -> Breakdown:
    """A breakdown; a pair is a range."""
    return Breakdown(tuple(sorted((holder, _at(share)) for holder, share in shares.items())))


def _of(tonnes: dict[str, Any], total: Any = None) -> Breakdown:
    """Shares of quantities: of their own sum, or of a total that leaves a residual of other countries."""
    whole = F(total) if total else sum(map(F, tonnes.values()), F(0))
    return _shares(**{country: F(quantity) / whole for country, quantity in tonnes.items()})


def _ends(found: Interval) -> tuple[float, float]:
    return round(float(found.low), 4), round(float(found.high), 4)


# Series, typed in: quantities in tonnes with the published total of named and other countries.
# USGS Mineral Commodity Summaries 2026 (CC0): production in 2025.

COBALT_MINE = {
    "CD": 230000, "ID": 44000, "RU": 7700, "MG": 3900, "AU": 3700, "PH": 3700, "CA": 3500, "PG": 2800, "CN": 2000,
    "CU": 2000, "TR": 1900, "US": 300,
}  # fmt: skip
COPPER_MINE = {
    "CL": 5300000, "CD": 3200000, "PE": 2700000, "CN": 1800000, "RU": 1300000, "US": 1000000, "ZM": 940000,
    "AU": 730000, "ID": 710000, "KZ": 710000, "MX": 690000, "CA": 500000, "PL": 410000, "IN": 23000,
}  # fmt: skip
COPPER_REFINED = {
    "CN": 14000000, "CD": 2800000, "CL": 1700000, "JP": 1400000, "RU": 950000, "US": 850000, "IN": 620000,
    "DE": 610000, "KR": 610000, "PL": 560000, "KZ": 500000, "MX": 480000, "AU": 460000, "ID": 400000, "PE": 340000,
    "CA": 320000, "ZM": 270000,
}  # fmt: skip
LITHIUM_MINE = {
    "AU": 92000, "CN": 62000, "CL": 56000, "ZW": 28000, "AR": 23000, "BR": 12000, "ML": 9400, "CA": 5600, "PT": 380,
}  # fmt: skip
GALLIUM = {"CN": 900, "RU": 6, "JP": 3}
TUNGSTEN_MINE = {
    "CN": 67000, "VN": 3000, "KZ": 2400, "KP": 2000, "RU": 2000, "BO": 1700, "RW": 1300, "AU": 1000, "AT": 840,
    "ES": 800, "PT": 700,
}  # fmt: skip
ANTIMONY_MINE = {
    "CN": 40000, "RU": 32000, "TJ": 22000, "BO": 5000, "MM": 4500, "TR": 3000, "AU": 1300, "KZ": 800, "KG": 700,
    "MX": 600, "PK": 260, "VN": 220, "LA": 200, "IR": 90, "GT": 50,
}  # fmt: skip
GRAPHITE_MINE = {
    "CN": 1400000, "MG": 80000, "TZ": 75000, "BR": 65000, "MZ": 60000, "RU": 25000, "IN": 17000, "CA": 8000,
    "KP": 8000, "NO": 6600, "LK": 3200, "TR": 2200, "UA": 800, "MX": 740, "KR": 500, "VN": 500, "AT": 200, "DE": 140,
}  # fmt: skip
RARE_EARTHS_MINE = {
    "CN": 270000, "US": 51000, "AU": 29000, "MM": 22000, "TH": 4800, "IN": 2900, "MG": 2700, "RU": 2600, "BR": 2000,
    "NG": 1500, "VN": 150, "MY": 110,
}  # fmt: skip

# IEA Critical Minerals Dataset, May 2025 (CC BY 4.0): refining in 2024.

COPPER_REFINED_IEA = {"CN": 11860000, "CL": 1966000, "JP": 1578000, "RU": 995000, "IN": 655000}
LITHIUM_CHEMICALS = {"CN": "169677.591", "CL": "49274.236", "AR": "13177.014", "AU": "4333.216"}
COBALT_REFINED = {"CN": "196143.357", "FI": "20119.722", "JP": "5648.685", "ID": "2874", "CA": "1753.689"}
NICKEL_REFINED = {"ID": 1493200, "CN": 1091077, "RU": 126000, "CA": 113100, "AU": 80000, "FI": 62000}
GRAPHITE_REFINED = {"CN": "1794824.456", "JP": "44965.323", "US": "1108.676"}
MAGNET_REFINED = {"CN": "73756.67", "MY": "3625.236", "US": "961.35"}

# World Bank, Worldwide Governance Indicators (CC BY 4.0), release of 2024: mean of the six estimates for 2023.

GOVERNANCE = {
    country: F(mean)
    for country, mean in {
        "AR": "-0.204227", "AU": "1.543356", "BR": "-0.280234", "CA": "1.434681", "CD": "-1.584514",
        "CL": "0.731849", "CN": "-0.290108", "CU": "-0.558285", "DE": "1.31769", "GB": "1.225591", "HK": "1.071812",
        "ID": "-0.004027", "JP": "1.348072", "KR": "1.023225", "MG": "-0.801286", "ML": "-1.233087",
        "PG": "-0.519315", "PH": "-0.203388", "PT": "0.905124", "RU": "-1.091121", "TR": "-0.56059",
        "TW": "1.208944", "UA": "-0.62143", "US": "0.994831", "ZW": "-1.179022",
    }.items()
}  # fmt: skip
CHINA = tuple(map(F, ("-1.504554", "-0.513097", "0.679014", "-0.356508", "-0.04013", "-0.00537")))
RISKS = {country: governance_risk(mean) for country, mean in GOVERNANCE.items()}

FOUR = _shares(CN="0.60", AU="0.25", US="0.10", MY="0.05")
CATHODE = _shares(CN="0.80", AU="0.12", US="0.08")


# Published and hand-made examples.


def test_the_measures_of_four_countries() -> None:
    assert hhi(FOUR) == _at("0.435")
    assert largest_share(FOUR) == k_firm_share(FOUR, 1) == _at("0.60")
    assert k_firm_share(FOUR, 3) == _at("0.95")
    assert k_firm_share(FOUR, 9) == _at(1)
    assert round(entropy(FOUR), 6) == 1.033114
    assert round(entropy(FOUR) / math.log(2), 6) == 1.490469
    assert round(entropy(FOUR) / math.log(4), 6) == 0.745234
    assert round(entropy_suppliers(FOUR), 6) == 2.809802
    assert round(float(effective_suppliers(FOUR).low), 6) == 2.298851
    assert round(float(normalised(F("0.435"), 4)), 6) == 0.246667


@pytest.mark.parametrize(
    ("leader", "low", "high"),
    [("0.94", 0.8836, 0.8872), ("0.80", 0.64, 0.68), ("0.85", 0.7225, 0.745)],
)
def test_the_index_of_a_leader_and_a_residual_of_others(leader: str, low: float, high: float) -> None:
    assert _ends(hhi(_shares(CN=leader))) == (low, high)
    assert _ends(effective_suppliers(_shares(CN=leader))) == (round(1 / high, 4), round(1 / low, 4))


@pytest.mark.parametrize(
    ("tonnes", "residual", "low", "high"),
    [
        (COBALT_MINE, 9100, 0.5554, 0.5562),
        (COPPER_MINE, 3000000, 0.1036, 0.1206),
        (COPPER_REFINED, 2100000, 0.2537, 0.2589),
        (COPPER_REFINED_IEA, 9890000, 0.2045, 0.3392),
        (LITHIUM_MINE, 0, 0.2047, 0.2047),
        (LITHIUM_CHEMICALS, "5149.696", 0.5381, 0.5385),
        (COBALT_REFINED, "23610.285", 0.6220, 0.6309),
        (NICKEL_REFINED, 518320, 0.2850, 0.3072),
        (GRAPHITE_REFINED, "34354.033", 0.9166, 0.9170),
        (MAGNET_REFINED, "2461.871", 0.8353, 0.8362),
        (GALLIUM, 0, 0.9804, 0.9804),
        (TUNGSTEN_MINE, 2400, 0.6234, 0.6242),
        (ANTIMONY_MINE, 0, 0.2582, 0.2582),
        (GRAPHITE_MINE, 0, 0.6447, 0.6447),
        (RARE_EARTHS_MINE, 550, 0.5072, 0.5072),
    ],
)
def test_the_index_of_published_series(tonnes: dict[str, Any], residual: Any, low: float, high: float) -> None:
    series = _of(tonnes, sum(map(F, tonnes.values()), F(residual)))
    assert _ends(hhi(series)) == (low, high)


@pytest.mark.parametrize(
    ("tonnes", "residual", "leader", "one", "three"),
    [
        (COBALT_MINE, 9100, "CD", 0.7311, 0.8954),
        (LITHIUM_MINE, 0, "AU", 0.3190, 0.7282),
        (LITHIUM_CHEMICALS, "5149.696", "CN", 0.7023, 0.9608),
        (COBALT_REFINED, "23610.285", "CN", 0.7841, 0.8871),
        (NICKEL_REFINED, 518320, "ID", 0.4286, 0.7780),
        (GRAPHITE_REFINED, "34354.033", "CN", 0.9571, 0.9817),
        (MAGNET_REFINED, "2461.871", "CN", 0.9128, 0.9695),
    ],
)
def test_the_largest_and_the_three_largest_of_published_series(
    tonnes: dict[str, Any], residual: Any, leader: str, one: float, three: float
) -> None:
    series = _of(tonnes, sum(map(F, tonnes.values()), F(residual)))
    assert round(float(largest_share(series).low), 4) == one
    assert round(float(k_firm_share(series, 3).low), 4) == three
    assert holder_share(series, leader) == largest_share(series)


@pytest.mark.parametrize(
    ("shares", "leader", "largest"),
    [
        ({"CN": "0.749647", "MY": "0.153147", "JP": "0.033373"}, "CN", 0.7496),
        ({"CN": "0.926336", "US": "0.030482", "VN": "0.016357"}, "CN", 0.9263),
        ({"CL": "0.854956", "AR": "0.056803", "GB": "0.033638"}, "CL", 0.8550),
        ({"CN": "0.584675", "AT": "0.221462", "NL": "0.127033"}, "CN", 0.5847),
        ({"CN": "0.442243", "JP": "0.274774", "US": "0.110429", "AT": "0.096752"}, "CN", 0.4422),
    ],
)
def test_the_largest_exporter_of_2024(shares: dict[str, str], leader: str, largest: float) -> None:
    """BACI (Etalab 2.0): rare earth compounds, metals and lithium carbonate to the Union, compounds to DE and IN."""
    assert round(float(largest_share(_shares(**shares)).low), 4) == largest
    assert is_leader(_shares(**shares), leader) is True


def test_the_undisclosed_rest_may_be_a_named_holders() -> None:
    assert largest_share(_shares(CN="0.40", AU="0.35")) == _at(("0.40", "0.65"))
    assert largest_share(_shares(CN="0.60")) == _at(("0.60", 1))
    assert largest_share(_shares(DE="0.50", CN="0.20"), frozenset({"DE"})) == _at(("0.20", "0.50"))
    assert largest_share(_shares(DE=1), frozenset({"DE"})) == _at(0)
    assert k_firm_share(_shares(CN="0.40", AU="0.35", US="0.05"), 2) == _at(("0.75", "0.95"))
    assert holder_share(_shares(CN="0.40", AU="0.35"), "AU") == _at(("0.35", "0.60"))
    assert holder_share(_shares(CN="0.40", AU="0.35"), "MY") == _at((0, "0.25"))
    assert holder_share(_shares(CN=("0.40", "0.90"), AU="0.35"), "CN") == _at(("0.40", "0.65"))


def test_who_leads() -> None:
    assert is_leader(_shares(CN="0.60"), "CN") is True
    assert is_leader(_shares(CN="0.50"), "CN") is True
    assert is_leader(_shares(CN="0.49"), "CN") is None
    assert is_leader(_shares(CN="0.50", AU="0.20"), "AU") is None
    assert is_leader(_shares(CN="0.51", AU="0.20"), "AU") is False
    assert is_leader(_shares(CN="0.60"), "MY") is False
    assert is_leader(NOTHING, "CN") is None


def test_nothing_disclosed() -> None:
    assert hhi(NOTHING) == largest_share(NOTHING) == k_firm_share(NOTHING, 2) == _at((0, 1))
    assert effective_suppliers(NOTHING) == Interval(1, None)


def test_measures_without_a_meaning_are_refused() -> None:
    refused: list[Callable[[], object]] = [
        lambda: k_firm_share(FOUR, 0),
        lambda: entropy(_shares(CN="0.9")),
        lambda: entropy(_shares(CN=("0.9", 1), AU="0.1")),
        lambda: normalised(F(1), 1),
        lambda: merger_delta(_at("0.6"), _at("0.5")),
        lambda: diversion(CATHODE, "AU", "MY", _at("0.13")),
        lambda: diversion(CATHODE, "FR", "MY", _at("0.01")),
        lambda: governance(CHINA[:5]),
        lambda: country_risk(_shares(ZZ=1), GOVERNANCE),
        lambda: weighted_mean([]),
    ]
    for measure in refused:
        with pytest.raises(ValueError, match=r"\w"):
            measure()


def test_a_merger() -> None:
    assert merger_delta(_at("0.22"), _at("0.13")) == _at("0.0572")
    assert merger_delta(_at((0, 1)), _at((0, 1))) == _at((0, "0.5"))
    assert merger_delta(_at(("0.7", "0.8")), _at((0, 1))) == _at((0, "0.42"))
    assert merger_delta(_at((0, 1)), _at(("0.7", "0.8"))) == _at((0, "0.42"))
    assert merger_delta(_at(("0.1", "0.2")), _at(("0.1", "0.3"))) == _at(("0.02", "0.12"))


def test_a_deal_that_moves_supply() -> None:
    after = diversion(CATHODE, "CN", "MY", _at("0.18"))
    assert after == _shares(CN="0.62", MY="0.18", AU="0.12", US="0.08")
    assert (hhi(CATHODE), hhi(after)) == (_at("0.6608"), _at("0.4376"))
    assert (hhi(after).low - hhi(CATHODE).low) * 10_000 == -2232
    assert largest_share(CATHODE).low > F("0.65") >= largest_share(after).high
    assert diversion(CATHODE, "CN", "CN", _at("0.18")) == CATHODE


def test_supply_that_moves_out_of_what_is_not_disclosed() -> None:
    assert diversion(_shares(CN="0.94"), "CN", "MY", _at("0.1")) == _shares(CN="0.84", MY=("0.1", "0.16"))
    assert diversion(_shares(CN="0.94"), "JP", "CN", _at("0.05")) == _shares(CN="0.99")
    assert diversion(_shares(CN="0.5", AU="0.1"), "AU", "CN", _at("0.3")) == _shares(CN="0.8", AU=(0, "0.2"))
    assert diversion(_shares(CN="0.8"), "CN", "MY", _at((0, 1))) == _shares(CN=(0, "0.8"), MY=(0, 1))


def test_governance_as_a_factor_of_risk() -> None:
    assert round(float(governance(CHINA)), 6) == -0.290108
    assert round(float(governance_risk(governance(CHINA))), 6) == 5.580215
    assert (governance_risk(F("2.5")), governance_risk(F("-2.5"))) == (0, 10)
    assert _ends(governed_hhi(_shares(CN=1), {"CN": governance_risk(governance(CHINA))}, {})) == (5.5802, 5.5802)
    assert governed_hhi(_shares(CN=1), {}, {"CN": F("1.1")}) == _at((0, 11))
    assert governed_hhi(NOTHING, {}, {}) == _at((0, 15))


def test_the_supply_risk_of_gallium() -> None:
    world = _shares(CN="0.937063", UA="0.021978", RU="0.018981", JP="0.00999", KR="0.008991", DE="0.002997")
    union = _shares(CN="0.69", US="0.10", GB="0.09", DE="0.02", TW="0.02", UA="0.02", HK="0.01", RU="0.01")
    trade = {"DE": F("0.8")}
    parts = governed_hhi(world, RISKS, trade), governed_hhi(union, RISKS, trade)
    assert [round(float(part.low), 6) for part in parts] == [4.906004, 2.712780]
    assert parts[0].low == parts[0].high
    assert parts[1].high - parts[1].low == F("0.04") ** 2 * 15
    assert round(float(supply_risk(*parts, _at("0.98")).low), 4) == 3.7875


@pytest.mark.parametrize(
    ("world", "union", "reliance", "recycled", "risk"),
    [
        ("3.6", "1.3", "0.32", "0", "1.668"),
        ("3.2", "2.9", "0.99", "0.03", "2.957045"),
        ("7.5", "1.9", "0.44", "0.42", "1.81656"),
        ("4.906003", "2.712780", "0.98", "0", "3.78745927"),
    ],
    ids=["cobalt 2017", "graphite 2017", "tungsten 2017", "gallium 2023"],
)
def test_the_supply_risk_of_union_studies(world: str, union: str, reliance: str, recycled: str, risk: str) -> None:
    assert supply_risk(_at(world), _at(union), _at(reliance), recycled=_at(recycled)) == _at(risk)


def test_supply_risk_as_a_range() -> None:
    assert supply_risk(_at(4), _at(2), _at((0, 1))) == _at((2, 3))
    assert supply_risk(_at(2), _at(4), _at((0, 1))) == _at((3, 4))
    half = _at(("0.5", 1))
    assert supply_risk(_at(4), _at(4), _at(1), recycled=_at((0, "0.5")), substitution=half) == _at((1, 4))


def test_import_reliance() -> None:
    assert import_reliance(_at(20), _at(100), _at(20)) == _at("0.8")
    assert import_reliance(_at(20), _at(10), _at(30)) == _at(0)
    assert import_reliance(_at(0), _at(5), _at(0)) == _at(1)
    assert import_reliance(_at(0), _at(0), _at(0)) == _at(0)
    assert import_reliance(_at((10, 40)), _at((10, 40)), _at(0)) == _at(("0.2", "0.8"))


def test_the_country_risk_of_the_german_agency() -> None:
    cobalt = country_risk(_of(COBALT_MINE, sum(COBALT_MINE.values()) + 9100), GOVERNANCE)
    assert _ends(cobalt.rescaled) == (-1.2114, -1.2114)
    assert round(float(cobalt.covered), 3) == 0.971
    assert cobalt.whole.high - cobalt.whole.low == (1 - cobalt.covered) * 5
    assert contains((cobalt.whole,), cobalt.rescaled.low)
    lithium = country_risk(_of(LITHIUM_MINE), GOVERNANCE)
    assert _ends(lithium.rescaled) == (0.4185, 0.4185)
    assert (lithium.covered, lithium.whole) == (1, lithium.rescaled)


def test_geopolitical_risk_of_two_importers() -> None:
    germany = geopolrisk(_at("0.492897"), _at("0.433128"))
    assert _ends(germany) == (0.2135, 0.2135)
    assert round(float(characterisation(germany, F("45.918673")).low), 4) == 23.9442
    assert _ends(geopolrisk(_at("0.521829"), _at("0.211824"))) == (0.1105, 0.1105)


def test_import_risk() -> None:
    unstable = {"CD": instability(F("-2")), "FI": instability(F("1"))}
    assert unstable == {"CD": F("0.9"), "FI": F("0.3")}
    mixed = {"CD": _at(30), "FI": _at(60)}
    assert import_risk(mixed, unstable, _at(0)) == _at("0.5")
    assert import_risk(mixed, unstable, _at(10)) == _at("0.45")
    assert import_risk(mixed, unstable, _at(0), region=frozenset({"FI"})) == _at("0.9")
    assert import_risk({"CD": _at(30), "XK": _at(30)}, unstable, _at(0)) == _at(("0.45", "0.95"))
    assert import_risk({"CD": _at((0, 30)), "FI": _at(30)}, unstable, _at(0)) == _at(("0.3", "0.6"))


# Every completion lies within.

HOLDERS = ("AU", "CN", "DE", "MY", "US")


@st.composite
def _wholes(draw: st.DrawFn) -> dict[str, Fraction]:
    weights = draw(st.lists(st.integers(1, 40), min_size=1, max_size=len(HOLDERS)))
    return {holder: F(weight, sum(weights)) for holder, weight in zip(HOLDERS, weights, strict=False)}


@st.composite
def _disclosed(draw: st.DrawFn, *, partly: bool) -> tuple[dict[str, Fraction], Breakdown]:
    """A whole, and what is disclosed of it; ``partly``: a holder may have more than it disclosed."""
    whole = draw(_wholes())
    parts = []
    for holder, share in whole.items():
        low = share * draw(st.sampled_from([F(1), F(1), F(1, 2), F(0)]))
        match draw(st.sampled_from(["hidden", "exact", "range"])):
            case "exact":
                parts.append((holder, _at(low if partly else share)))
            case "range":
                parts.append(
                    (holder, Interval(low, share + (1 - share) * draw(st.sampled_from([F(0), F(1, 3), F(1)]))))
                )
    return whole, Breakdown(tuple(parts))


@st.composite
def _moves(draw: st.DrawFn, whole: dict[str, Fraction]) -> tuple[str, str, Fraction, Interval]:
    giver, taker = draw(st.sampled_from(sorted(whole))), draw(st.sampled_from(HOLDERS))
    share = whole[giver] * F(draw(st.integers(0, 4)), 4)
    known = Interval(share * F(draw(st.integers(0, 2)), 2), share + F(draw(st.integers(0, 2)), 10))
    return giver, taker, share, known


def _moved(whole: dict[str, Fraction], giver: str, taker: str, share: Fraction) -> dict[str, Fraction]:
    after = dict(whole)
    after[giver] -= share
    after[taker] = after.get(taker, F(0)) + share
    return after


def _inside(value: Fraction, found: Interval) -> bool:
    return contains((found,), value)


def _shares_hold(whole: dict[str, Fraction], breakdown: Breakdown) -> None:
    ordered = sorted(whole.values(), reverse=True)
    assert _inside(ordered[0], largest_share(breakdown))
    outside = max((share for holder, share in whole.items() if holder != "DE"), default=F(0))
    assert _inside(outside, largest_share(breakdown, frozenset({"DE"})))
    for k in range(1, 7):
        assert _inside(sum(ordered[:k], F(0)), k_firm_share(breakdown, k))
    for holder in HOLDERS:
        assert _inside(whole.get(holder, F(0)), holder_share(breakdown, holder))
        assert is_leader(breakdown, holder) in (None, whole.get(holder, F(0)) == ordered[0])


def _index_holds(whole: dict[str, Fraction], breakdown: Breakdown) -> None:
    index = sum((share**2 for share in whole.values()), F(0))
    assert _inside(index, hhi(breakdown))
    assert _inside(1 / index, effective_suppliers(breakdown))
    risks = {holder: F(number) for number, holder in enumerate(HOLDERS[:3], 1)}
    true_risks = {**risks, "MY": F(10), "US": F(0)}
    trade = {"CN": F("1.2"), "DE": F("0.8")}
    weighted = sum((s**2 * true_risks[holder] * trade.get(holder, 1) for holder, s in whole.items()), F(0))
    assert _inside(weighted, governed_hhi(breakdown, risks, trade))


@RANDOM
@given(_disclosed(partly=True))
def test_no_completion_takes_the_shares_out_of_range(case: tuple[dict[str, Fraction], Breakdown]) -> None:
    _shares_hold(*case)


@RANDOM
@given(_disclosed(partly=False))
def test_no_completion_takes_the_index_out_of_range(case: tuple[dict[str, Fraction], Breakdown]) -> None:
    _index_holds(*case)


@RANDOM
@given(_disclosed(partly=True), st.lists(st.sampled_from([*HOLDERS, "XA", "XB"])))
def test_holders_without_a_share_are_all_alike(case: tuple[dict[str, Fraction], Breakdown], holders: list[str]) -> None:
    _, breakdown = case
    kept = [str(holder) for holder in distinct(breakdown, tuple(holders))]
    for measure in (holder_share, is_leader):
        assert {measure(breakdown, holder) for holder in kept} == {measure(breakdown, holder) for holder in holders}
    assert set(kept) >= set(holders) & {name for name, _ in breakdown.parts}


@RANDOM
@given(_disclosed(partly=True), st.data())
def test_no_completion_takes_the_shares_out_of_range_after_a_move(
    case: tuple[dict[str, Fraction], Breakdown], data: st.DataObject
) -> None:
    whole, breakdown = case
    giver, taker, share, known = data.draw(_moves(whole))
    _shares_hold(_moved(whole, giver, taker, share), diversion(breakdown, giver, taker, known))


@RANDOM
@given(_disclosed(partly=False), st.data())
def test_no_completion_takes_the_index_out_of_range_after_a_move(
    case: tuple[dict[str, Fraction], Breakdown], data: st.DataObject
) -> None:
    whole, breakdown = case
    giver, taker, share, known = data.draw(_moves(whole))
    _index_holds(_moved(whole, giver, taker, share), diversion(breakdown, giver, taker, known))


@RANDOM
@given(_wholes(), st.data())
def test_a_move_keeps_the_sum(whole: dict[str, Fraction], data: st.DataObject) -> None:
    giver, taker, share, _ = data.draw(_moves(whole))
    after = diversion(_shares(**whole), giver, taker, _at(share))
    assert after.rest == 0
    assert {holder: part.low for holder, part in after.parts} == _moved(whole, giver, taker, share)
    assert all(part.low == part.high for _, part in after.parts)


@RANDOM
@given(_wholes())
def test_the_measures_of_a_whole_stay_in_their_range(whole: dict[str, Fraction]) -> None:
    breakdown, holders = _shares(**whole), len(whole)
    assert F(1, holders) <= hhi(breakdown).low == hhi(breakdown).high <= 1
    assert 1 <= effective_suppliers(breakdown).low <= holders
    assert 1 - 1e-9 <= entropy_suppliers(breakdown) <= holders + 1e-9
    assert float(effective_suppliers(breakdown).low) <= entropy_suppliers(breakdown) + 1e-9
    if holders > 1:
        assert 0 <= normalised(hhi(breakdown).low, holders) <= 1


@RANDOM
@given(_disclosed(partly=True))
def test_more_holders_have_no_less(case: tuple[dict[str, Fraction], Breakdown]) -> None:
    _, breakdown = case
    found = [k_firm_share(breakdown, k) for k in range(1, 7)]
    assert found[0] == largest_share(breakdown)
    for fewer, more in itertools.pairwise(found):
        assert fewer.low <= more.low <= more.high <= 1
        assert fewer.high <= more.high


@RANDOM
@given(st.data())
def test_a_merger_and_a_mean_hold_what_they_may_be(data: st.DataObject) -> None:
    tenths = st.integers(0, 10).map(lambda n: F(n, 10))
    a = data.draw(tenths)
    b = (1 - a) * data.draw(tenths)
    ranges = [Interval(x * data.draw(tenths), x + (1 - x) * data.draw(tenths)) for x in (a, b)]
    assert _inside(2 * a * b, merger_delta(*ranges))
    weights, values = [a, b, F(1, 7)], [data.draw(tenths) for _ in range(3)]
    mean = sum((w * v for w, v in zip(weights, values, strict=True)), F(0)) / sum(weights, F(0))
    spread = [(weight, Interval(value, value)) for weight, value in zip([*ranges, _at(F(1, 7))], values, strict=True)]
    assert _inside(mean, weighted_mean(spread))


# The kinds of derivation.

SOURCES = [
    {"country": "CN", "share": F("0.8")},
    {"country": "AU", "share": F("0.12")},
    {"country": "US", "share": F("0.08")},
]
HOLDER = {"of": "supply.sources", "country": "supply.supplier.country"}
LEADER = {"of": "supply.sources", "holder": "supply.supplier.country"}
DIVERTED = {
    "of": "supply.sources",
    "giver": "supply.supplier.country",
    "taker": "supply.consumer.country",
    "share": "deal.combined_market_share",
}


def _supplied(
    kind: str, options: dict[str, Any], sources: Any = None, share: Any = None, **countries: Any
) -> Admissible:
    parties = [
        {"id": id, **({} if country is None else {"country": country})}
        for id, country in (("one", countries.get("one")), ("two", countries.get("two")))
    ]
    supply = {"sources": SOURCES if sources is None else sources, "supplier": "one", "consumer": "two"}
    deal = {} if share is None else {"combined_market_share": share}
    return inferred(f"supply.{kind}", {kind: options}, supply=supply, parties=parties, deal=deal)


def test_the_kinds_that_measure_a_breakdown() -> None:
    of = {"of": "supply.sources"}
    assert _supplied("k_firm_share", {**of, "k": 2}) == (F("0.92"),)
    assert _supplied("k_firm_share", {**of, "k": 2}, SOURCES[:1]) == (Interval(F("0.8"), F(1)),)
    assert _supplied("effective_suppliers", of) == (1 / F("0.6608"),)
    assert _supplied("effective_suppliers", of, []) == (Interval(F(1), None),)


def test_the_kinds_that_ask_for_a_country() -> None:
    assert _supplied("share_of", HOLDER, one="CN") == (F("0.8"),)
    assert _supplied("share_of", HOLDER, SOURCES[:1], one="MY") == (Interval(F(0), F("0.2")),)
    assert set(_supplied("share_of", HOLDER)) == {F("0.8"), F("0.12"), F("0.08"), F(0)}
    assert _supplied("is_leader", LEADER, one="CN") == (True,)
    assert _supplied("is_leader", LEADER, one="MY") == (False,)
    assert _supplied("is_leader", LEADER, []) == _supplied("is_leader", LEADER, [], one="CN") == EITHER
    assert _supplied("is_leader", LEADER) == EITHER
    sides = {"conflict": [{"value": country, "evidence": ["company"]} for country in ("AU", "US")]}
    assert _supplied("share_of", HOLDER, one=sides) == (F("0.12"), F("0.08"))
    assert _supplied("is_leader", LEADER, one=sides) == (False,)


def test_the_kind_that_moves_supply() -> None:
    moved = diversion(CATHODE, "CN", "MY", _at("0.18"))
    assert _supplied("diverted", DIVERTED, share=F("0.18"), one="CN", two="MY") == (moved,)
    assert _supplied("diverted", DIVERTED, share=[0, F("0.18")], one="CN", two="MY") == (
        diversion(CATHODE, "CN", "MY", _at((0, "0.18"))),
    )
    sides = {"conflict": [{"value": country, "evidence": ["company"]} for country in ("CN", "AU")]}
    assert _supplied("diverted", DIVERTED, share=F("0.18"), one=sides, two="MY") == (moved,)
    assert len(_supplied("diverted", DIVERTED, share=F("0.1"), one=sides, two="MY")) == 2


@pytest.mark.parametrize(
    "stated",
    [
        {"one": "AU", "two": "MY", "share": F("0.13")},
        {"one": "CN", "share": F("0.1")},
        {"two": "MY", "share": F("0.1")},
    ],
    ids=["more than there is", "no taker", "no giver"],
)
def test_where_nothing_is_known_of_the_move_the_breakdown_is_open(stated: dict[str, Any]) -> None:
    assert _supplied("diverted", DIVERTED, **stated) == (NOTHING,)


def test_any_share_may_move_where_none_is_stated() -> None:
    (found,) = _supplied("diverted", DIVERTED, one="CN", two="MY")
    assert found == diversion(CATHODE, "CN", "MY", _at((0, 1)))


def test_what_is_measured_after_a_move() -> None:
    first = derivation("supply.sources_after", {"diverted": DIVERTED}, id="after")
    facts = {
        "supply": {"sources": SOURCES, "supplier": "one", "consumer": "two"},
        "parties": [{"id": "one", "country": "CN"}, {"id": "two", "country": "MY"}],
        "deal": {"combined_market_share": F("0.18")},
    }
    after = inferred("supply.index", {"hhi": {"of": "supply.sources_after"}}, derivations=[first], **facts)
    assert after == (F("0.4376"),)


def _rise(first: Any, second: Any) -> Admissible:
    options = {"first": "deal.combined_market_share", "second": "deal.largest_party_market_share"}
    deal = {"combined_market_share": first, "largest_party_market_share": second}
    return inferred("deal.rise", {"merger_delta": options}, deal=deal)


def test_the_kind_that_measures_a_merger() -> None:
    assert _rise(F("0.22"), F("0.13")) == (F("0.0572"),)
    assert _rise(F("0.22"), {"unknown": "why"}) == (Interval(F(0), F("0.3432")),)
    assert _rise(F("0.6"), F("0.5")) == (Interval(F(0), F(1)),)


@pytest.mark.parametrize(
    ("kind", "options", "what"),
    [
        ("k_firm_share", {"of": "supply.stage", "k": 2}, '"supply.stage" is not shares by country'),
        ("share_of", {**HOLDER, "country": "supply.name"}, '"supply.name" is not one word of a set'),
        ("is_leader", {**LEADER, "holder": "supply.nmae"}, '"nmae" is no fact of supply'),
        ("diverted", {**DIVERTED, "giver": "supply.year"}, '"supply.year" is not one word of a set'),
        ("diverted", {**DIVERTED, "taker": "supply.year"}, '"supply.year" is not one word of a set'),
        ("diverted", {**DIVERTED, "share": "supply.year"}, '"supply.year" is not a share'),
        (
            "merger_delta",
            {"first": "supply.year", "second": "deal.combined_market_share"},
            '"supply.year" is not a share',
        ),
    ],
)
def test_a_fact_of_another_kind_is_told(kind: str, options: dict[str, Any], what: str) -> None:
    item = derivation("supply.measured", {kind: options})
    made = book()
    wrong = replace(made, derivations=(item,), files={**made.files, item.id: "memory"})
    (misfit,) = link(wrong)
    assert misfit.what == what
    assert misfit.steps[:2] == ("derive", kind)


def test_a_breakdown_can_be_expected_by_an_example() -> None:
    how = {"diverted": {**DIVERTED, "giver": "supply.geography", "taker": "supply.consumer.country"}}
    facts = {
        "supply": {"sources": SOURCES, "geography": "CN", "consumer": "party"},
        "party": {"country": "MY"},
        "deal": {"combined_market_share": F("0.18")},
    }
    after = [{"country": "CN", "share": F("0.62")}, {"country": "MY", "share": F("0.18")}, *SOURCES[1:]]
    for expect, failures in ((after, 0), ({"open": [after]}, 0), ([], 1)):
        item = derivation("supply.after", how).model_copy(
            update={"examples": (DerivationExample(name="one", as_of=None, facts=facts, expect=expect),)}
        )
        assert len(examples.test_derivation(book(derivations=[item]), item)) == failures


@pytest.mark.parametrize(
    ("how", "changes"),
    [
        ({"k_firm_share": {"of": "supply.sources", "k": 3}}, ["the 2 largest", "the 4 largest"]),
        ({"k_firm_share": {"of": "supply.sources", "k": 1}}, ["the 2 largest"]),
        ({"diverted": DIVERTED}, ["the other direction"]),
    ],
)
def test_changes_that_an_example_has_to_notice(how: dict[str, Any], changes: list[str]) -> None:
    item = derivation("supply.measured", how)
    assert [mutant.what for mutant in mutants.of_derivation(book(derivations=[item]), item)] == changes
