"""Who owns a company in the end: shares along chains and over time, and that hiding a fact never loses the truth."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
from core_kit import CASES, inferred, named_list
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checker.truth import Admissible, Interval, contains

RANDOM = settings(max_examples=CASES, deadline=None)
MEMBER_STATES = named_list("member-states", "DE", "FR", "LU")
CHINA = named_list("china", "CN")
CLOSING = "deal.closing_on"
HOW: dict[str, Any] = {
    "look_through": {"look_through": {"owner_country_not_in": "member-states", "on": CLOSING}},
    "anyone": {"look_through": {"on": CLOSING}},
    "held_from": {"held_from": {"owner_country_in": "china", "on": CLOSING}},
}


def _look(
    holdings: Any,
    owned_from: dict[str, Any] | None = None,
    kind: str = "look_through",
    deal: dict[str, Any] | None = None,
    **countries: Any,
) -> Admissible:
    """The share from outside in the target; others are owned from their seats unless ``owned_from`` says otherwise."""
    parties = [
        {
            "id": id,
            **({} if country is ... else {"country": country}),
            **({} if owner is ... else {"ultimate_owner_countries": owner}),
        }
        for id, country in countries.items()
        for owner in [(owned_from or {}).get(id, ... if id == "target" or country is ... else [country])]
    ]
    listed = [
        {"owner": owner, "owned": owned, **({} if share is ... else {"share": share}), **dict(*when)}
        if owner
        else {"unknown": owned}
        for owner, owned, share, *when in holdings
    ]
    facts: dict[str, Any] = {"parties": parties, "holdings": listed}
    return inferred("party.share", HOW[kind], lists=[MEMBER_STATES, CHINA], subject="target", deal=deal or {}, **facts)


def _from_china(holdings: Any, owned_from: dict[str, Any] | None = None, **countries: Any) -> Admissible:
    return _look(holdings, owned_from, kind="held_from", **countries)


HALF = Fraction(1, 2)


def test_a_direct_holding_is_the_share() -> None:
    assert _look([("cn", "target", HALF), ("de", "target", HALF)], target="DE", cn="CN", de="DE") == (HALF,)


def test_a_chain_multiplies() -> None:
    chain = [("lu", "target", HALF), ("de", "target", HALF), ("fr", "lu", HALF), ("cn", "lu", HALF)]
    assert _look(chain, target="DE", lu="LU", de="DE", fr="FR", cn="CN") == (Fraction(1, 4),)


def test_two_chains_add() -> None:
    ways = [("lu", "target", HALF), ("fr", "target", HALF), ("cn", "lu", HALF), ("de", "lu", HALF)]
    ways += [("cn", "fr", Fraction(1, 10)), ("de", "fr", Fraction(9, 10))]
    assert _look(ways, target="DE", lu="LU", fr="FR", de="DE", cn="CN") == (Fraction(3, 10),)


def test_several_holdings_of_one_owner_add() -> None:
    twice = [("cn", "target", Fraction(1, 5)), ("cn", "target", Fraction(3, 10)), ("de", "target", HALF)]
    assert _look(twice, target="DE", cn="CN", de="DE") == (HALF,)


def test_one_vote_more_than_half_is_more_than_half() -> None:
    one_more = [("cn", "target", "500001/1000000"), ("de", "target", "499999/1000000")]
    (share,) = _look(one_more, target="DE", cn="CN", de="DE")
    assert share == Fraction(500001, 1000000)
    assert share > HALF  # type: ignore[operator]


def test_a_company_does_not_own_itself_by_its_seat() -> None:
    assert _look([("de", "target", 1)], target="CN", de="DE") == (0,)


def test_an_undisclosed_rest_may_belong_to_one_owner_from_outside() -> None:
    assert _look([("cn", "target", Fraction(3, 10))], target="DE", cn="CN") == (
        Interval(Fraction(3, 10), Fraction(7, 10)),
    )
    assert _look([("de", "target", Fraction(9, 10))], target="DE", de="DE") == (Interval(0, Fraction(1, 10)),)


def test_an_undisclosed_rest_further_up_counts_too() -> None:
    chain = [("lu", "target", 1), ("de", "lu", Fraction(2, 5))]
    assert _look(chain, target="DE", lu="LU", de="DE") == (Interval(0, Fraction(3, 5)),)


def test_companies_that_hold_each_other_leave_the_share_open() -> None:
    circle = [("cn", "target", Fraction(1, 5)), ("de", "target", Fraction(4, 5)), ("target", "de", 1)]
    assert _look(circle, target="DE", cn="CN", de="DE") == (Interval(Fraction(1, 5), Fraction(1)),)


def test_a_circle_elsewhere_does_not_matter() -> None:
    apart = [("cn", "target", 1), ("one", "two", 1), ("two", "one", 1)]
    assert _look(apart, target="DE", cn="CN", one="DE", two="DE") == (1,)


@pytest.mark.parametrize(
    "holdings",
    [
        [("cn", "target", Fraction(3, 10)), ({"unknown": "why"}, "target", Fraction(7, 10))],
        [("cn", "target", Fraction(3, 10)), ("de", {"unknown": "why"}, 1), ("de", "target", Fraction(7, 10))],
        [("cn", "target", Fraction(3, 10)), ("de", "target", Fraction(7, 10)), (None, "others", None)],
    ],
)
def test_holdings_that_are_not_known_leave_the_share_open_above(holdings: Any) -> None:
    assert _look(holdings, target="DE", cn="CN", de="DE") == (Interval(Fraction(3, 10), Fraction(1)),)


def test_an_owner_of_unknown_country_may_be_from_outside() -> None:
    split = [("cn", "target", Fraction(3, 10)), ("who", "target", Fraction(7, 10))]
    assert _look(split, target="DE", cn="CN", who=...) == (Interval(Fraction(3, 10), Fraction(7, 10)),)


@pytest.mark.parametrize(
    ("owners", "share"),
    [
        (["CN"], 1),
        (["DE"], 0),
        (["DE", "CN"], Interval(0, Fraction(1))),
        (..., Interval(0, Fraction(1))),
        ({"unknown": "Not asked."}, Interval(0, Fraction(1))),
    ],
)
def test_the_last_owner_counts_by_its_ultimate_owners_too(owners: Any, share: Any) -> None:
    assert _look([("de", "target", 1)], {"de": owners}, target="DE", de="DE") == (share,)


@pytest.mark.parametrize(("owners", "share"), [(["DE", "CN"], 0), (..., 0), (["CN"], Interval(0, Fraction(1)))])
def test_an_owner_whose_holders_are_stated_counts_by_them_unless_they_contradict_it(owners: Any, share: Any) -> None:
    chain = [("lu", "target", 1), ("de", "lu", 1)]
    assert _look(chain, {"lu": owners}, target="DE", lu="LU", de="DE") == (share,)


def test_an_owner_from_outside_counts_whoever_owns_it() -> None:
    assert _look([("cn", "target", 1)], {"cn": ["DE"]}, target="DE", cn="CN") == (1,)


def test_a_share_known_as_a_range_gives_a_range() -> None:
    ranged = [("cn", "target", [Fraction(3, 10), Fraction(2, 5)]), ("de", "target", Fraction(3, 5))]
    assert _look(ranged, target="DE", cn="CN", de="DE") == (Interval(Fraction(3, 10), Fraction(2, 5)),)
    assert _look([("cn", "target", ...)], target="DE", cn="CN") == (Interval(0, 1),)


def test_a_tangle_with_endless_ways_through_is_still_looked_through() -> None:
    tiers = [["target"], *([f"t{n}-{k}" for k in range(3)] for n in range(25)), ["cn"]]
    holdings = [
        (owner, owned, f"1/{len(above)}")
        for below, above in itertools.pairwise(tiers)
        for owned in below
        for owner in above
    ]
    countries = {id: "DE" for tier in tiers for id in tier} | {"cn": "CN"}
    assert _look(holdings, **countries) == (1,)


@st.composite
def _structures(draw: st.DrawFn) -> tuple[Fraction, Fraction, list[Any], dict[str, Any]]:
    """The true shares, largest from outside and together from China, and what is known of holdings and seats."""
    names = ["target", "one", "two", "three", "four", "five"]
    countries: dict[str, Any] = {name: draw(st.sampled_from(["DE", "LU", "CN", "US"])) for name in names}
    owners: dict[str, dict[str, Fraction]] = {}
    for number, company in enumerate(names[:-1]):
        chosen = draw(st.lists(st.sampled_from(names[number + 1 :]), unique=True, min_size=number == 0, max_size=3))
        weights = [draw(st.integers(1, 9)) for _ in chosen]
        owners[company] = {owner: Fraction(w, sum(weights)) for owner, w in zip(chosen, weights, strict=True)}
    held = dict.fromkeys(names, Fraction(0)) | {"target": Fraction(1)}
    for company in names[:-1]:
        for owner, share in owners[company].items():
            held[owner] += held[company] * share
    truth = max((held[name] for name in names[1:] if countries[name] in ("CN", "US")), default=Fraction(0))
    chinese: dict[str, Fraction] = {}
    for name in reversed(names):
        parts = owners.get(name, {}).items()
        chinese[name] = sum((share * (1 if countries[o] == "CN" else chinese[o]) for o, share in parts), Fraction(0))
    last = [name for name in names[1:] if not owners.get(name)]
    hidden = set(draw(st.lists(st.sampled_from(last), unique=True))) if draw(st.booleans()) else set()
    for company, shares in owners.items():
        assume(company == "target" or not shares or set(shares) - hidden)
    more = draw(st.booleans())
    known: list[Any] = []
    for company, shares in owners.items():
        for owner, share in shares.items():
            if owner in hidden or (more and draw(st.integers(0, 3)) == 0):
                continue
            match draw(st.sampled_from(["exact", "exact", "range", "absent", "unknown owner"])):
                case "range":
                    ends = [share * Fraction(draw(st.integers(0, 4)), 4), share + (1 - share) * Fraction(1, 4)]
                    known.append((owner, company, ends))
                case "absent":
                    known.append((owner, company, ...))
                case "unknown owner":
                    known.append(({"unknown": "why"}, company, share))
                case _:
                    known.append((owner, company, f"{share.numerator}/{share.denominator}"))
    seats = {n: ... if draw(st.integers(0, 4)) == 0 else c for n, c in countries.items() if n not in hidden}
    return truth, chinese["target"], [*known, *([(None, "others", None)] if more else [])], seats


@RANDOM
@given(_structures())
def test_hidden_holdings_never_take_the_true_shares_out_of_range(
    structure: tuple[Fraction, Fraction, list[Any], dict[str, Any]],
) -> None:
    largest, chinese, holdings, countries = structure
    assert contains(_look(holdings, **countries), largest)
    assert contains(_from_china(holdings, **countries), chinese)


# The largest owner, whoever it is.


def test_one_share_more_than_half_is_a_majority_and_not_51_percent() -> None:
    one_more = [("a", "target", "500001/1000000"), ("b", "target", "499999/1000000")]
    (share,) = _look(one_more, kind="anyone", target="DE", a="DE", b="IN")
    assert HALF < share < Fraction(51, 100)  # type: ignore[operator]


def test_half_and_half_is_exactly_half_through_a_holding_company_too() -> None:
    split = [("lu", "target", HALF), ("b", "target", HALF), ("a", "lu", 1)]
    assert _look(split, kind="anyone", target="DE", lu="LU", a="DE", b="IN") == (HALF,)


# Owners from a list, taken together.


def test_owners_from_the_list_are_added_over_every_chain() -> None:
    ways = [("sg", "target", HALF), ("cn", "target", Fraction(1, 10)), ("de", "target", Fraction(2, 5))]
    ways += [("cn", "sg", Fraction(1, 5)), ("de", "sg", Fraction(4, 5))]
    assert _from_china(ways, target="IN", sg="SG", cn="CN", de="DE") == (Fraction(1, 5),)


def test_an_owner_from_the_list_counts_in_full_and_its_own_holders_are_not_added_again() -> None:
    chain = [("one", "target", HALF), ("de", "target", HALF), ("two", "one", 1)]
    assert _from_china(chain, target="IN", one="CN", two="CN", de="DE") == (HALF,)


def test_without_stated_holders_the_ultimate_owners_of_the_company_count() -> None:
    assert _from_china([], {"target": ["CN"]}, target="SG") == (1,)
    assert _from_china([], {"target": ["DE"]}, target="SG") == (0,)
    assert _from_china([], {"target": ["CN", "DE"]}, target="SG") == (Interval(0, 1),)


# The day that counts.


BEFORE = {"until": "2027-02-28"}
AFTER = {"since": "2027-03-01"}
PASSING = [("de", "target", 1, BEFORE), ("cn", "target", 1, AFTER)]


@pytest.mark.parametrize(
    ("deal", "share"),
    [
        ({"closing_on": "2027-03-01"}, 1),
        ({"closing_on": "2027-02-28"}, 0),
        ({"closing_on": "2020-01-01"}, 0),
        ({"closing_on": ["2027-01-01", "2027-06-30"]}, Interval(0, Fraction(1))),
        ({}, Interval(0, Fraction(1))),
    ],
)
def test_holdings_count_on_the_day_ownership_passes_if_that_lies_ahead(deal: dict[str, Any], share: Any) -> None:
    assert _look(PASSING, deal=deal, target="DE", de="DE", cn="CN") == (share,)


def test_a_holding_that_has_ended_counts_no_more_whatever_the_day() -> None:
    sold = [("cn", "target", 1, {"until": "2025-12-31"}), ("de", "target", 1, {"since": "2026-01-01"})]
    assert _look(sold, target="DE", de="DE", cn="CN") == (0,)


def test_a_day_known_as_a_range_leaves_open_whether_it_is_held() -> None:
    soon = [("cn", "target", HALF, {"since": ["2026-01-01", "2027-12-31"]}), ("de", "target", HALF)]
    assert _look(soon, deal={"closing_on": "2027-03-01"}, target="DE", de="DE", cn="CN") == (Interval(0, HALF),)


def test_two_companies_of_one_deal_get_two_answers() -> None:
    holdings = [
        {"owner": "cn", "owned": "one", "share": HALF},
        {"owner": "de", "owned": "one", "share": HALF},
        {"owner": "cn", "owned": "two", "share": Fraction(1, 4)},
        {"owner": "de", "owned": "two", "share": Fraction(3, 4)},
    ]
    seats = {"one": "DE", "two": "DE", "cn": "CN", "de": "DE"}
    parties = [{"id": id, "country": seat, "ultimate_owner_countries": [seat]} for id, seat in seats.items()]
    found = [
        inferred(
            "party.share", HOW["look_through"], lists=[MEMBER_STATES], subject=id, parties=parties, holdings=holdings
        )
        for id in ("one", "two")
    ]
    assert found == [(HALF,), (Fraction(1, 4),)]
