"""What is inferred: the worked examples of the measures, and that hiding a fact never loses the truth."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import core_worlds as worlds
import pytest
from core_kit import CASES, derivation, inferred, named_list, parameter
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.truth import Admissible, Interval, contains

RANDOM = settings(max_examples=CASES, deadline=None)
MEMBER_STATES = named_list("member-states", "DE", "FR", "LU")
COUNTRIES = ("AU", "CN", "DE", "FR", "LU", "MY", "US")


def _shares(**shares: Any) -> list[dict[str, Any]]:
    return [{"country": country, "share": share} for country, share in shares.items()]


def _exact(text: str) -> Fraction:
    return Fraction(text)


def _hhi(sources: Any) -> Admissible:
    return inferred("supply.index", {"hhi": {"of": "supply.sources"}}, supply={"sources": sources})


def _largest(sources: Any) -> Admissible:
    how = {"largest_share": {"of": "supply.sources", "except_list": "member-states"}}
    return inferred("supply.largest", how, lists=[MEMBER_STATES], supply={"sources": sources})


def _ends(found: Admissible) -> tuple[float, float]:
    """Lower and upper end to four digits."""
    (value,) = found
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    return round(float(low), 4), round(float(high), 4)  # type: ignore[arg-type]


# Measures of concentration.


@pytest.mark.parametrize(
    ("shares", "low", "high"),
    [
        ({"CN": "0.60", "AU": "0.25", "US": "0.10", "MY": "0.05"}, 0.4350, 0.4350),
        ({"CN": "0.94"}, 0.8836, 0.8872),
        ({"CN": "0.80"}, 0.6400, 0.6800),
        ({"CN": "0.85"}, 0.7225, 0.7450),
        ({"CN": "0.80", "AU": "0.12", "US": "0.08"}, 0.6608, 0.6608),
        ({"CN": "0.62", "MY": "0.18", "AU": "0.12", "US": "0.08"}, 0.4376, 0.4376),
        ({"CN": "1"}, 1.0, 1.0),
        ({}, 0.0, 1.0),
    ],
)
def test_the_index_of_the_worked_examples(shares: dict[str, str], low: float, high: float) -> None:
    assert _ends(_hhi(_shares(**{country: _exact(share) for country, share in shares.items()}))) == (low, high)


def test_the_index_of_nothing_stated_is_open() -> None:
    found = inferred("supply.index", {"hhi": {"of": "supply.sources"}}, supply={})
    assert _ends(found) == (0, 1)


def test_the_largest_share_leaves_out_member_states() -> None:
    assert _largest(_shares(CN=_exact("0.80"), AU=_exact("0.12"), US=_exact("0.08"))) == (_exact("0.8"),)
    assert _largest(_shares(DE=_exact("0.80"), CN=_exact("0.2"))) == (_exact("0.2"),)
    assert _largest(_shares(DE=_exact("0.5"), FR=_exact("0.5"))) == (0,)


def test_sources_that_disagree_are_measured_one_by_one() -> None:
    sides = [{"value": _shares(CN=_exact(share), AU=1 - _exact(share))} for share in ("0.6", "0.9")]
    assert _largest({"conflict": [{**side, "evidence": ["company"]} for side in sides]}) == (
        _exact("0.6"),
        _exact("0.9"),
    )


@st.composite
def _breakdowns(draw: st.DrawFn) -> tuple[dict[str, Fraction], list[dict[str, Any]]]:
    """A full breakdown, and what is known of it: some holders hidden, some shares known as a range."""
    weights = draw(st.lists(st.integers(1, 50), min_size=1, max_size=len(COUNTRIES)))
    shares = {country: Fraction(w, sum(weights)) for country, w in zip(COUNTRIES, weights, strict=False)}
    stated = []
    for country, share in shares.items():
        match draw(st.sampled_from(["hidden", "exact", "exact", "range"])):
            case "exact":
                stated.append({"country": country, "share": f"{share.numerator}/{share.denominator}"})
            case "range":
                low = share * Fraction(draw(st.integers(0, 10)), 10)
                high = share + (1 - share) * Fraction(draw(st.integers(0, 10)), 10)
                stated.append({"country": country, "share": [low, high]})
    return shares, stated


@RANDOM
@given(_breakdowns())
def test_hidden_holders_never_take_the_true_measures_out_of_range(
    breakdown: tuple[dict[str, Fraction], list[dict[str, Any]]],
) -> None:
    shares, stated = breakdown
    index = sum(share * share for share in shares.values())
    largest = max((share for country, share in shares.items() if country not in ("DE", "FR", "LU")), default=0)
    assert contains(_hhi(stated), index)
    assert contains(_largest(stated), largest)


@RANDOM
@given(st.lists(st.integers(1, 50), min_size=1, max_size=len(COUNTRIES)))
def test_a_full_breakdown_leaves_nothing_open(weights: list[int]) -> None:
    shares = {country: Fraction(w, sum(weights)) for country, w in zip(COUNTRIES, weights, strict=False)}
    stated = _shares(**{country: f"{share.numerator}/{share.denominator}" for country, share in shares.items()})
    assert _hhi(stated) == (sum(share * share for share in shares.values()),)
    assert len(_largest(stated)) == 1


# Over lists.

WHERE = {"facility.permit": True, "facility.treats": {"includes": "lithium_based"}}
OVER = {
    "exists": {"of": "facilities", "where": WHERE},
    "count": {"of": "facilities", "where": WHERE},
    "sum": {"of": "facilities", "where": WHERE, "value": "facility.capacity_t"},
}


def _over(kind: str, facilities: Any) -> Admissible:
    facts = {} if facilities is None else {"facilities": facilities}
    return inferred(f"deal.{kind}", {kind: OVER[kind]}, **facts)


def _plant(permit: Any = True, treats: Any = ("lithium_based",), capacity: Any = 10) -> dict[str, Any]:
    return {"permit": permit, "treats": list(treats), "capacity_t": capacity}


def test_over_a_list_known_in_full() -> None:
    plants = [_plant(), _plant(capacity=5), _plant(permit=False), _plant(treats=["magnets"])]
    assert (_over("exists", plants), _over("count", plants), _over("sum", plants)) == ((True,), (2,), (15,))


def test_over_an_empty_list() -> None:
    assert (_over("exists", []), _over("count", []), _over("sum", [])) == ((False,), (0,), (0,))


def test_over_a_list_never_asked() -> None:
    open_above = (Interval(Fraction(0), None),)
    assert (_over("exists", None), _over("count", None), _over("sum", None)) == ((True, False), open_above, open_above)


def test_over_a_list_that_may_be_longer() -> None:
    plants = [_plant(), {"unknown": "others"}]
    assert _over("exists", plants) == (True,)
    assert _over("count", plants) == (Interval(Fraction(1), None),)
    assert _over("sum", plants) == (Interval(Fraction(10), None),)
    assert _over("exists", [_plant(permit=False), {"unknown": "others"}]) == (True, False)


def test_over_members_that_may_be_meant_or_not() -> None:
    plants = [_plant(), _plant(permit={"unknown": "why"}, capacity=[3, 5])]
    assert _over("count", plants) == (Interval(Fraction(1), Fraction(2)),)
    assert _over("sum", plants) == (Interval(Fraction(10), Fraction(15)),)


def test_what_is_planned_counts_for_conditions_and_not_for_checks() -> None:
    planned = {"facilities": [_plant(permit={"planned": True})]}
    derive = {"exists": OVER["exists"]}
    assert inferred("deal.exists", derive, **planned) == (True,)
    assert inferred("deal.exists", derive, level="firm", **planned) == (True, False)


@st.composite
def _plants(draw: st.DrawFn) -> tuple[list[tuple[bool, frozenset[str], int]], list[dict[str, Any]]]:
    """Plants as they are, and what is known of them."""
    feeds = st.frozensets(st.sampled_from(["lithium_based", "magnets"]))
    true = draw(st.lists(st.tuples(st.booleans(), feeds, st.integers(0, 9)), max_size=4))
    known: list[dict[str, Any]] = []
    more = draw(st.booleans())
    for permit, treats, capacity in true:
        if more and draw(st.booleans()):
            continue
        plant: dict[str, Any] = {}
        if draw(st.booleans()):
            plant["permit"] = permit
        seen = sorted(word for word in treats if draw(st.booleans()))
        plant["treats"] = seen if frozenset(seen) == treats else [*seen, {"unknown": "others"}]
        match draw(st.sampled_from(["exact", "range", "absent"])):
            case "exact":
                plant["capacity_t"] = capacity
            case "range":
                plant["capacity_t"] = [capacity - draw(st.integers(0, capacity)), capacity + draw(st.integers(0, 5))]
        known.append(plant)
    return true, [*known, *([{"unknown": "others"}] if more else [])]


@RANDOM
@given(_plants())
def test_hidden_plants_and_facts_never_take_the_truth_out_of_range(
    plants: tuple[list[tuple[bool, frozenset[str], int]], list[dict[str, Any]]],
) -> None:
    true, known = plants
    meant = [capacity for permit, treats, capacity in true if permit and "lithium_based" in treats]
    assert contains(_over("exists", known), bool(meant))
    assert contains(_over("count", known), len(meant))
    assert contains(_over("sum", known), sum(meant))


# Classes.

CLASSES = ("first", "second", "third", "last")
IN_CLASSES = ("facility.permit", "facility.treats", "facility.status", "facility.recovery.lithium")


def test_a_class_that_cannot_be_told_stays_possible_and_the_next_is_tried() -> None:
    branches = [
        {"when": {"facility.permit": True}, "value": "permitted"},
        {"when": {"facility.status": "operating"}, "value": "illegal"},
        {"value": "harmless"},
    ]
    derive = {"classify": {"branches": branches}}

    def found(**facility: Any) -> Admissible:
        return inferred("facility.class", derive, facility=facility)

    assert found(permit=True) == ("permitted",)
    assert found(permit=False, status="operating") == ("illegal",)
    assert found(permit=False, status="pilot") == ("harmless",)
    assert found(status="operating") == ("permitted", "illegal")
    assert found(permit=False) == ("illegal", "harmless")
    assert found() == ("permitted", "illegal", "harmless")


@RANDOM
@given(st.lists(worlds.conditions(IN_CLASSES), min_size=1, max_size=3), st.data())
def test_a_class_is_possible_if_some_completion_has_it(parts: list[worlds.Part], data: st.DataObject) -> None:
    paths = sorted({reading.path for part in parts for reading in part.reads})
    facts = {path: data.draw(st.sampled_from(worlds.KNOWN[path]), path) for path in paths}
    branches = [{"when": part.written, "value": name} for part, name in zip(parts, CLASSES, strict=False)]
    lists = [named_list(name, *members) for name, members in worlds.LISTS.items()]
    derive = {"classify": {"branches": [*branches, {"value": "last"}]}}
    limits = [parameter(name, ("2000-01-01", value)) for name, value in worlds.LIMITS.items()]
    found = inferred("facility.class", derive, lists=lists, parameters=limits, **worlds.written(facts))
    true = worlds.classes(parts, CLASSES, facts)
    assert true <= set(found)
    if all(len(facts[path].plan) == 1 for path in paths):
        assert set(found) == true


# The first of several dates.

DATES = {"first_of": {"dates": ["deal.closing_on", "deal.effective_on", "deal.signed_on"]}}


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ({"closing_on": "2026-03-01", "signed_on": "2026-01-01"}, "2026-03-01"),
        ({"signed_on": "2026-01-01"}, "2026-01-01"),
        ({"closing_on": {"unknown": "why"}, "effective_on": "2026-02-01"}, "2026-02-01"),
        ({"closing_on": {"value": "2026-03-01", "evidence": ["opinion"]}, "signed_on": "2026-01-01"}, "2026-01-01"),
    ],
)
def test_the_first_date_that_is_known_counts(stated: dict[str, Any], day: str) -> None:
    (found,) = inferred("deal.day", DATES, deal=stated)
    assert str(found) == day


def test_a_range_of_dates_is_known_and_no_date_is_open() -> None:
    (found,) = inferred("deal.day", DATES, deal={"closing_on": ["2026-03-01", "2026-06-01"], "signed_on": "2026-01-01"})
    assert isinstance(found, Interval)
    assert (str(found.low), str(found.high)) == ("2026-03-01", "2026-06-01")
    assert inferred("deal.day", DATES, deal={}) == (Interval(None, None),)


# What several facts leave possible together.

CATEGORIES = ("portable", "lmt", "sli", "industrial", "ev")
NARROW = {"narrow": {"values": list(CATEGORIES), "facts": ["product.category", "product.by_use"]}}
BY_USE = derivation(
    "product.by_use",
    {
        "classify": {
            "branches": [
                {"when": {"product.use": "starting_lighting_ignition"}, "value": "sli"},
                {"when": {"product.use": "industrial"}, "value": "industrial"},
                {"when": {"product.use": "traction"}, "value": "ev"},
                {"value": "unclear"},
            ]
        }
    },
    "by-use",
)


def _narrowed(**product: Any) -> set[Any]:
    return set(inferred("product.narrowed", NARROW, derivations=[BY_USE], product=product))


@pytest.mark.parametrize(
    ("product", "left"),
    [
        ({"category": "ev"}, {"ev"}),
        ({"use": "traction"}, {"ev"}),
        ({"category": "ev", "use": "traction"}, {"ev"}),
        ({"category": "ev", "use": "industrial"}, {"ev", "industrial"}),
        ({"category": "portable", "use": "other"}, {"portable"}),
        ({"use": "other"}, set(CATEGORIES)),
        ({}, set(CATEGORIES)),
    ],
)
def test_what_several_facts_leave_possible(product: dict[str, Any], left: set[str]) -> None:
    assert _narrowed(**product) == left


@RANDOM
@given(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES))
def test_statements_that_contradict_stay_open_and_agree_only_on_one_word(one: str, other: str) -> None:
    conflict = {"conflict": [{"value": one}, {"value": other}]}
    assert _narrowed(category=conflict if one != other else one) <= {one, other}
