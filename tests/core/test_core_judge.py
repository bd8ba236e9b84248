"""The outcome table: held to every completion of the facts, and each line of it by example."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import core_worlds as worlds
import pytest
from core_kit import (
    CASES,
    asks,
    book,
    deal,
    derivation,
    findings,
    instrument,
    judged,
    named_list,
    parameter,
    rule,
    start,
)
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from checker.assessment.assess import Assessor
from checker.assessment.findings import Finding, Outcome
from checker.inference.engine import available
from checker.rulebook.book import Rulebook

RANDOM = settings(
    max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _book(applies: worlds.Part | None, check: worlds.Part) -> Rulebook:
    limits = [parameter(name, ("2000-01-01", value)) for name, value in worlds.LIMITS.items()]
    limits += [parameter(name, ("2000-01-01", day), unit="date") for name, day in worlds.DAY_LIMITS.items()]
    lists = [named_list(name, *members) for name, members in worlds.LISTS.items()]
    made = rule(check.written, applies.written if applies else None)
    return book(made, parameters=limits, lists=lists)


@RANDOM
@given(worlds.rules(), st.data())
def test_outcome_and_questions_are_those_of_every_completion(
    written: tuple[worlds.Part | None, worlds.Part], data: st.DataObject
) -> None:
    applies, check = written
    facts = {path: data.draw(st.sampled_from(worlds.KNOWN[path]), path) for path in worlds.paths_read(applies, check)}
    note(f"applies_if: {applies.written if applies else None}\ncheck: {check.written}")
    expected = worlds.brute_force(applies, check, facts)
    found = judged(_book(applies, check), worlds.TODAY, **worlds.written(facts))
    assert found.outcome == expected.outcome
    if found.outcome is Outcome.unknown:
        assert asks(found) == expected.pivotal
        assert found.reason is not None


@RANDOM
@given(worlds.rules(), st.data())
def test_knowing_more_never_turns_a_decision_round(
    written: tuple[worlds.Part | None, worlds.Part], data: st.DataObject
) -> None:
    applies, check = written
    paths = worlds.paths_read(applies, check)
    before = {path: data.draw(st.sampled_from(worlds.KNOWN[path]), path) for path in paths}
    after = {
        path: data.draw(st.sampled_from([k for k in worlds.KNOWN[path] if k.narrows(before[path])]), f"{path}, later")
        for path in paths
    }
    note(f"applies_if: {applies.written if applies else None}\ncheck: {check.written}")
    rulebook = _book(applies, check)
    first = judged(rulebook, worlds.TODAY, **worlds.written(before)).outcome
    then = judged(rulebook, worlds.TODAY, **worlds.written(after)).outcome
    allowed = {
        Outcome.passed: {Outcome.passed, Outcome.not_applicable},
        Outcome.failed: {Outcome.failed},
        Outcome.not_applicable: {Outcome.not_applicable},
        Outcome.unknown: set(Outcome) - {Outcome.not_yet},
    }
    # A check that reads one fact both on any evidence and on good evidence may hold for every value of a fact that is
    # unknown, and be open once the value is known on evidence that is good enough for one reading only.
    sides = {side for path in paths for side in ("firm", "floor") if worlds.Reading(path, side) in check.reads}
    open_again = {Outcome.unknown} if sides == {"firm", "floor"} else set()
    assert then in allowed[first] | open_again


LIMIT = parameter("test.share", ("2000-01-01", 0), ("2026-01-01", worlds.SHARES[3]))
RECOVERS = {"at_least": {"fact": "facility.recovery.lithium", "limit": "test.share"}}
HALF, MORE, LESS = worlds.SHARES[3], worlds.SHARES[4], worlds.SHARES[2]
RECYCLES = {"facility.treats": {"includes": "lithium_based"}}


def _plant(lithium: Any = ..., **more: Any) -> dict[str, Any]:
    return {"treats": ["lithium_based"], **({} if lithium is ... else {"recovery": {"lithium": lithium}}), **more}


def _recovery(
    *, applies_if: dict[str, Any] | None = RECYCLES, check: dict[str, Any] = RECOVERS, **more: Any
) -> Rulebook:
    parts = {key: more.pop(key) for key in ("instruments", "starts", "adopted") if key in more}
    return book(rule(check, applies_if, **more), parameters=[LIMIT], **parts)


# The table, line by line.


def test_false_conditions_do_not_apply_and_name_the_first_fact_that_says_so() -> None:
    found = judged(_recovery(), facility={"treats": ["magnets"], "recovery": {"lithium": LESS}})
    assert (found.outcome, found.later, found.reason) == (Outcome.not_applicable, None, None)
    assert asks(found) == {"facility.treats"}


def test_open_conditions_pass_if_the_check_holds() -> None:
    assert judged(_recovery(), facility={"recovery": {"lithium": HALF}}).outcome is Outcome.passed


def test_open_conditions_do_not_fail() -> None:
    found = judged(_recovery(), facility={"recovery": {"lithium": LESS}})
    assert (found.outcome, asks(found)) == (Outcome.unknown, {"facility.treats"})


def test_conditions_that_no_value_meets_do_not_apply_even_if_the_check_holds() -> None:
    never = {"facility.permit": True, "any_of": [{"facility.permit": False}, {"facility.treats": {"present": False}}]}
    found = judged(_recovery(applies_if=never), facility=_plant(HALF))
    assert found.outcome is Outcome.not_applicable


@pytest.mark.parametrize(("share", "outcome"), [(HALF, "pass"), (MORE, "pass"), (LESS, "fail")])
def test_a_known_share_decides_up_to_the_limit_itself(share: object, outcome: str) -> None:
    assert judged(_recovery(), facility=_plant(share)).outcome == outcome


def test_a_fact_that_is_missing_is_asked_for_by_the_question_of_the_rule() -> None:
    found = judged(_recovery(), facility=_plant())
    assert (found.outcome, found.reason) == (Outcome.unknown, "fact-missing")
    (question,) = found.questions
    assert (question.fact, question.to) == ("facility.recovery.lithium", "partner")
    assert question.question == "What is facility.recovery.lithium, please?"


def test_a_range_is_asked_for_only_where_it_lies_on_both_sides() -> None:
    assert judged(_recovery(), facility=_plant([HALF, MORE])).outcome is Outcome.passed
    straddles = judged(_recovery(), facility=_plant([LESS, HALF]))
    assert (straddles.outcome, straddles.reason) == (Outcome.unknown, "range-straddles-limit")
    assert asks(straddles) == {"facility.recovery.lithium"}


def test_sources_that_disagree_decide_only_if_each_says_the_same_of_the_rule() -> None:
    def conflict(one: object, other: object) -> dict[str, Any]:
        sides = [{"value": one, "evidence": ["company"]}, {"value": other, "evidence": ["reported"]}]
        return _plant({"conflict": sides})

    assert judged(_recovery(), facility=conflict(HALF, MORE)).outcome is Outcome.passed
    assert judged(_recovery(), facility=conflict(0, LESS)).outcome is Outcome.failed
    found = judged(_recovery(), facility=conflict(LESS, 1))
    assert (found.outcome, found.reason) == (Outcome.unknown, "fact-conflict"), "the average would pass"


@pytest.mark.parametrize("grade", ["opinion", "boilerplate", "assumed"])
@pytest.mark.parametrize(("share", "leans"), [(HALF, "pass"), (LESS, "fail")])
def test_an_opinion_never_decides_and_the_finding_says_which_way_it_leans(
    grade: str, share: object, leans: str
) -> None:
    found = judged(_recovery(), facility=_plant({"value": share, "evidence": [grade]}))
    assert (found.outcome, found.reason, found.leans) == (Outcome.unknown, "evidence-too-weak", leans)
    assert f"leans towards {leans}" in found.message


@pytest.mark.parametrize("grade", ["opinion", "boilerplate", "assumed"])
def test_an_opinion_never_decides_conditions(grade: str) -> None:
    treats = {"value": ["magnets"], "evidence": [grade]}
    found = judged(_recovery(), facility=_plant(LESS, treats=treats))
    assert (found.outcome, found.reason, asks(found)) == (Outcome.unknown, "evidence-too-weak", {"facility.treats"})


@pytest.mark.parametrize("plan", [{"planned": HALF}, {"value": HALF, "evidence": ["planned"]}])
def test_a_plan_never_decides_a_check(plan: dict[str, Any]) -> None:
    found = judged(_recovery(), facility=_plant(plan))
    assert (found.outcome, found.reason, found.leans) == (Outcome.unknown, "planned-only", "pass")
    assert asks(found) == {"facility.recovery.lithium"}


@pytest.mark.parametrize(
    "plan", [{"planned": ["lithium_based"]}, {"value": ["lithium_based"], "evidence": ["planned"]}]
)
def test_a_plan_does_decide_conditions(plan: dict[str, Any]) -> None:
    assert judged(_recovery(), facility=_plant(LESS, treats=plan)).outcome is Outcome.failed
    other = {"planned": ["magnets"]}
    assert judged(_recovery(), facility=_plant(LESS, treats=other)).outcome is Outcome.not_applicable


def test_a_planned_fact_is_not_an_achieved_one_where_a_rule_reads_it_twice() -> None:
    permitted = _recovery(applies_if={"facility.permit": True}, check={"required": {"fact": "facility.permit"}})
    found = judged(permitted, facility={"permit": {"planned": True}})
    assert (found.outcome, found.reason) == (Outcome.unknown, "planned-only")


@pytest.mark.parametrize("grade", ["contract", "official", "audited", "company"])
def test_evidence_of_the_grade_asked_for_decides(grade: str) -> None:
    measured = _recovery(check={"evidence": {"grade": "company", "of": RECOVERS}})
    share = {"value": HALF, "evidence": [grade]}
    assert judged(measured, facility=_plant(share)).outcome is Outcome.passed


@pytest.mark.parametrize("grade", ["reported", "quoted", "unnamed"])
@pytest.mark.parametrize("value", [HALF, [HALF, MORE]])
def test_evidence_below_the_grade_asked_for_is_too_weak(grade: str, value: object) -> None:
    measured = _recovery(check={"evidence": {"grade": "company", "of": RECOVERS}})
    found = judged(measured, facility=_plant({"value": value, "evidence": [grade]}))
    assert (found.outcome, found.reason, found.leans) == (Outcome.unknown, "evidence-too-weak", "pass")
    assert asks(found) == {"facility.recovery.lithium"}


def test_dates_on_evidence_below_the_grade_asked_for_are_asked_for() -> None:
    order = {"before": {"fact": "deal.signed_on", "than": "deal.closing_on"}}
    measured = _recovery(applies_if=None, check={"evidence": {"grade": "company", "of": order}})
    weak = {"value": "2026-01-01", "evidence": ["quoted"]}
    found = judged(measured, facility={}, deal={"signed_on": weak, "closing_on": "2026-02-01"})
    assert (found.outcome, found.reason, asks(found)) == (Outcome.unknown, "evidence-too-weak", {"deal.signed_on"})


@pytest.mark.parametrize(
    "path", ["facility.country", "facility.recovery.lithium", "facility.name", "facility.operator"]
)
def test_nothing_known_of_a_required_fact_is_never_a_pass(path: str) -> None:
    needed = _recovery(applies_if=None, check={"required": {"fact": path}})
    for stated in ({}, {"country": {"unknown": "why"}, "name": {"unknown": "why"}}):
        found = judged(needed, facility=stated)
        assert (found.outcome, asks(found)) == (Outcome.unknown, {path})
    banned = _recovery(applies_if=None, check={"forbidden": {"fact": path}})
    assert judged(banned, facility={}).outcome is Outcome.unknown


def test_a_list_that_may_be_longer_is_tried_with_every_mix_of_further_members() -> None:
    words = ("lithium_based", "lead_acid")
    spared = [{"forbidden": {"fact": "facility.treats", "includes": [word]}} for word in words]
    either = [*spared, {"required": {"fact": "facility.treats", "includes": ["magnets"]}}]
    found = judged(_recovery(applies_if=None, check={"any_of": either}), facility={"treats": [{"unknown": "others"}]})
    assert found.outcome is Outcome.unknown, "lithium_based and lead_acid without magnets would fail"


@pytest.mark.parametrize(
    ("said", "reason"),
    [("classification-needed", "classification-needed"), ("judgement-needed", "judgement-needed")],
)
def test_a_question_may_say_why_its_answer_is_missing(said: str, reason: str) -> None:
    ask = {"facility.permit": {"question": "Is there a permit, please?", "to": "counsel", "reason": said}}
    classified = _recovery(applies_if=None, check={"required": {"fact": "facility.permit"}}, ask=ask)
    assert judged(classified, facility={}).reason == reason


@pytest.mark.parametrize("stated", [{}, _plant(HALF)])
def test_a_limit_that_could_not_be_read_leaves_the_check_open(stated: dict[str, Any]) -> None:
    unread = book(rule(RECOVERS), parameters=[parameter("test.share")])
    found = judged(unread, facility=stated)
    assert (found.outcome, found.reason, asks(found)) == (Outcome.unknown, "text-not-available", set())


def test_a_limit_that_could_not_be_read_leaves_the_conditions_open() -> None:
    needed = rule({"required": {"fact": "facility.permit"}}, {"facility.capacity_t": {"more_than": "test.tonnes"}})
    unread = book(needed, parameters=[parameter("test.tonnes", unit="count")])
    found = judged(unread, facility={"capacity_t": 5, "permit": False})
    assert (found.outcome, found.reason, asks(found)) == (Outcome.unknown, "text-not-available", set())
    assert judged(unread, facility={"capacity_t": 5, "permit": True}).outcome is Outcome.passed


def test_too_many_open_tests_leave_the_outcome_open_and_never_decide_it() -> None:
    paths = [f"facility.{name}" for name in ("permit", "first_recycler", "disposes_of_batteries", "binding_offtake")]
    metals = [f"facility.recovery.{name}" for name in ("cobalt", "copper", "lead", "lithium", "nickel")]
    many = [{"required": {"fact": path}} for path in (*paths, *metals, "facility.country", "facility.name")]
    many += [{"required": {"fact": f"deal.{name}"}} for name in ("name", "kind", "signed_on", "governing_law")]
    found = judged(_recovery(applies_if=None, check={"all_of": many}), facility={}, deal={})
    assert found.outcome is Outcome.unknown
    assert asks(found) == {check["required"]["fact"] for check in many}
    assert judged(_recovery(applies_if=None, check={"all_of": many}), facility={"permit": False}).outcome == "fail"


# What the law does with time.

STARTS = start("test.start", on="2027-02-18")


@pytest.mark.parametrize(
    ("stated", "later"),
    [(_plant(HALF), "pass"), (_plant(LESS), "fail"), (_plant(), "unknown")],
)
def test_before_its_day_a_provision_does_not_apply_yet_and_says_what_it_would_be(
    stated: dict[str, Any], later: str
) -> None:
    rulebook = _starting()
    eve = judged(rulebook, "2027-02-17", facility=stated)
    assert (eve.outcome, eve.later, str(eve.since), eve.reason) == (Outcome.not_yet, later, "2027-02-18", None)
    assert asks(eve) == ({"facility.recovery.lithium"} if later == "unknown" else set())
    assert judged(rulebook, "2027-02-18", facility=stated).outcome == later


def _starting() -> Rulebook:
    return book(rule(RECOVERS, RECYCLES, starts="test.start"), parameters=[LIMIT], starts=[STARTS])


def test_a_rule_that_will_never_be_about_the_deal_does_not_apply_rather_than_not_yet() -> None:
    assert judged(_starting(), "2026-01-01", facility={"treats": ["magnets"]}).outcome is Outcome.not_applicable


AWAITED = instrument("act-to-come", {"from": "2025-01-01", "status": "awaited"})
LATER_OF = {"date": "2027-08-18", "months": 12, "after": ["act-to-come"]}


def _waiting(**adopted: Any) -> Rulebook:
    begins = [start("test.start", later_of=LATER_OF)]
    made = rule(RECOVERS, RECYCLES, starts="test.start")
    return book(made, parameters=[LIMIT], starts=begins, instruments=[AWAITED], **adopted)


def test_a_provision_that_waits_for_an_act_has_no_day_and_names_the_act() -> None:
    found = judged(_waiting(), "2030-01-01", facility=_plant(LESS))
    assert (found.outcome, found.since, found.later) == (Outcome.not_yet, None, Outcome.failed)
    assert "waits for the act-to-come" in found.message


@pytest.mark.parametrize(
    ("adopted", "first"), [("2026-08-17", "2027-08-18"), ("2026-08-19", "2027-08-19"), ("2028-02-29", "2029-02-28")]
)
def test_once_the_act_is_there_the_later_of_the_two_days_counts(adopted: str, first: str) -> None:
    rulebook = _waiting(adopted={"act-to-come": date.fromisoformat(adopted)})
    day = date.fromisoformat(first)
    eve = judged(rulebook, str(day - timedelta(days=1)), facility=_plant(LESS))
    assert (eve.outcome, str(eve.since)) == (Outcome.not_yet, first)
    assert judged(rulebook, first, facility=_plant(LESS)).outcome is Outcome.failed


def _act(*status: tuple[str, str], question: str | None = None) -> Rulebook:
    periods = [{"from": day, "status": word} for day, word in status]
    return _recovery(instruments=[instrument("act", *periods, question=question)])


@pytest.mark.parametrize("status", ["awaited", "proposed", "adopted"])
def test_an_act_that_is_not_in_force_does_not_apply_yet(status: str) -> None:
    pending = judged(_act(("2025-01-01", status)), facility=_plant(LESS))
    assert (pending.outcome, pending.since, pending.later) == (Outcome.not_yet, None, Outcome.failed)
    dated = judged(_act(("2025-01-01", status), ("2027-01-01", "in_force")), facility=_plant(LESS))
    assert (dated.outcome, str(dated.since), dated.later) == (Outcome.not_yet, "2027-01-01", Outcome.failed)


def test_a_suspended_act_applies_again_from_the_day_its_suspension_ends() -> None:
    rulebook = _act(("2020-01-01", "in_force"), ("2025-11-10", "suspended"), ("2026-11-10", "in_force"))
    for day, outcome in [("2025-11-10", "not_yet"), ("2026-11-09", "not_yet")]:
        assert judged(rulebook, day, facility=_plant(LESS)).outcome == outcome
    found = judged(rulebook, "2026-11-09", facility=_plant(LESS))
    assert (str(found.since), found.later) == ("2026-11-10", Outcome.failed)
    assert judged(rulebook, "2026-11-10", facility=_plant(LESS)).outcome is Outcome.failed


def test_a_suspension_whose_end_is_open_has_no_day() -> None:
    rulebook = _act(("2020-01-01", "in_force"), ("2025-11-10", "suspended"))
    found = judged(rulebook, facility=_plant(LESS))
    assert (found.outcome, found.since, found.later) == (Outcome.not_yet, None, Outcome.failed)


UNKNOWN_SINCE = (("2020-01-01", "in_force"), ("2026-03-01", "unknown"))


def test_where_the_state_of_the_law_is_unknown_a_kept_check_still_passes() -> None:
    rulebook = _act(*UNKNOWN_SINCE, question="Was the act prolonged, please?")
    assert judged(rulebook, facility=_plant(HALF)).outcome is Outcome.passed
    assert judged(rulebook, facility={"treats": ["magnets"]}).outcome is Outcome.not_applicable


def test_where_the_state_of_the_law_is_unknown_nothing_fails_and_the_act_is_asked_for() -> None:
    rulebook = _act(*UNKNOWN_SINCE, question="Was the act prolonged, please?")
    assert judged(rulebook, "2026-02-28", facility=_plant()).reason == "fact-missing"
    broken = judged(rulebook, facility=_plant(LESS))
    assert (broken.outcome, broken.reason, broken.leans) == (Outcome.unknown, "status-unknown", Outcome.failed)
    assert [(q.fact, q.question, q.to) for q in broken.questions] == [
        ("instrument.act", "Was the act prolonged, please?", "counsel")
    ]
    open_ = judged(rulebook, facility=_plant())
    assert (open_.outcome, open_.reason) == (Outcome.unknown, "status-unknown")
    assert asks(open_) == {"instrument.act", "facility.recovery.lithium"}


def test_an_act_that_has_ended_does_not_apply() -> None:
    rulebook = _act(("2020-01-01", "in_force"), ("2026-06-01", "expired"))
    assert judged(rulebook, "2026-05-31", facility=_plant(LESS)).outcome is Outcome.failed
    ended = judged(rulebook, "2026-06-01", facility=_plant(LESS))
    assert (ended.outcome, asks(ended)) == (Outcome.not_applicable, set())
    assert "ended" in ended.message


RISING = parameter("test.share", ("2024-01-01", LESS), ("2027-12-31", MORE))


def test_a_pass_and_a_fail_name_the_day_on_which_the_law_turns_them() -> None:
    rulebook = book(rule(RECOVERS, RECYCLES), parameters=[RISING])
    kept = judged(rulebook, facility=_plant(HALF))
    assert (kept.outcome, kept.later, str(kept.since)) == (Outcome.passed, Outcome.failed, "2027-12-31")
    assert "2027-12-31" in kept.message
    lasting = judged(rulebook, facility=_plant(MORE))
    assert (lasting.outcome, lasting.later, lasting.since) == (Outcome.passed, None, None)
    ending = _act(("2020-01-01", "in_force"), ("2028-01-01", "expired"))
    broken = judged(ending, facility=_plant(LESS))
    assert (broken.outcome, broken.later, str(broken.since)) == (Outcome.failed, Outcome.not_applicable, "2028-01-01")


def test_before_the_first_value_of_a_limit_the_provision_does_not_apply_yet() -> None:
    rulebook = book(rule(RECOVERS, RECYCLES), parameters=[RISING])
    found = judged(rulebook, "2023-12-31", facility=_plant(HALF))
    assert (found.outcome, str(found.since), found.later) == (Outcome.not_yet, "2024-01-01", Outcome.passed)


# Rules dated by a fact.


def _dated(**more: Any) -> Rulebook:
    made = rule(RECOVERS, RECYCLES, dated_by="facility.report_filed_on", **more)
    return book(made, parameters=[RISING])


@pytest.mark.parametrize(
    ("day", "outcome"), [("2027-12-30", "pass"), ("2027-12-31", "fail"), (["2028-01-01", "2030-01-01"], "fail")]
)
@pytest.mark.parametrize("as_of", ["2024-01-01", "2026-06-01", "2031-01-01"])
def test_a_dated_rule_is_judged_by_the_law_of_its_own_day(day: Any, outcome: str, as_of: str) -> None:
    assert judged(_dated(), as_of, facility=_plant(HALF, report_filed_on=day)).outcome == outcome


@pytest.mark.parametrize("day", [..., {"unknown": "why"}, ["2027-12-30", "2027-12-31"], ["2020-01-01", "2040-01-01"]])
def test_a_day_that_may_lie_on_both_sides_of_a_change_is_asked_for(day: Any) -> None:
    stated = {} if day is ... else {"report_filed_on": day}
    found = judged(_dated(), facility=_plant(HALF, **stated))
    assert (found.outcome, found.reason) == (Outcome.unknown, "date-missing")
    assert asks(found) == {"facility.report_filed_on"}


def test_a_missing_day_does_not_matter_where_every_day_says_the_same() -> None:
    steady = book(rule(RECOVERS, RECYCLES, dated_by="facility.report_filed_on"), parameters=[parameter("test.share")])
    assert judged(steady, facility={"treats": ["magnets"]}).outcome is Outcome.not_applicable
    assert judged(_dated(), facility=_plant(MORE, report_filed_on=["2024-01-01", "2040-01-01"])).outcome == "pass"


def test_a_day_that_cannot_change_the_outcome_is_not_asked_for() -> None:
    found = judged(_dated(), facility=_plant(report_filed_on=["2025-01-01", "2026-01-01"]))
    assert (found.outcome, found.reason, asks(found)) == (
        Outcome.unknown,
        "fact-missing",
        {"facility.recovery.lithium"},
    )


def test_a_missing_test_date_may_lie_on_either_side_of_a_known_day() -> None:
    signed = rule(
        {"required": {"fact": "facility.permit"}},
        {"deal.signed_on": {"before": "test_date"}},
        dated_by="facility.report_filed_on",
    )
    facts = {"facility": {"permit": False}, "deal": {"signed_on": "2026-03-01"}}
    found = judged(book(signed), **facts)
    assert (found.outcome, found.reason) == (Outcome.unknown, "date-missing")
    for day, outcome in [("2026-03-01", "not_applicable"), ("2026-03-02", "fail")]:
        dated = {**facts, "facility": {"permit": False, "report_filed_on": day}}
        assert judged(book(signed), **dated).outcome == outcome


# Lists of entities.


def test_a_list_never_asked_gives_one_question_for_the_list() -> None:
    found = judged(_recovery())
    assert (found.outcome, found.reason) == (Outcome.unknown, "fact-missing")
    (question,) = found.questions
    assert (question.fact, question.to) == ("facilities", "deal team")
    assert question.question == "Which plants belong to the deal, where, doing what, with which feed?"


def test_an_empty_list_is_an_answer() -> None:
    found = judged(_recovery(), facilities=[])
    assert (found.outcome, found.subject, asks(found)) == (Outcome.not_applicable, "facilities", set())
    assert "no facilities" in found.message


def test_a_list_of_nothing_but_unknown_members_is_no_answer() -> None:
    found = judged(_recovery(), facilities=[{"unknown": "the site is not named"}])
    assert (found.outcome, asks(found)) == (Outcome.unknown, {"facilities"})


def test_each_member_of_a_list_is_judged_for_itself() -> None:
    plants = [{"id": "one", **_plant(HALF)}, {"id": "two", **_plant(LESS)}, {"id": "three", **_plant()}]
    found = findings(_recovery(), facilities=plants)
    assert {f.subject: f.outcome.value for f in found} == {"one": "pass", "two": "fail", "three": "unknown"}


def test_a_rule_over_another_list_that_was_never_asked_asks_for_that_list() -> None:
    clause = rule({"required": {"fact": "clauses.kind", "includes": ["exit"]}})
    found = judged(book(clause), facility={})
    assert (found.outcome, asks(found)) == (Outcome.unknown, {"clauses"})
    assert judged(book(clause), facility={}, clauses=[]).outcome is Outcome.failed
    open_ = judged(book(clause), facility={}, clauses=[{"kind": "costs"}, {"unknown": "annexes"}])
    assert (open_.outcome, asks(open_)) == (Outcome.unknown, {"clauses.kind"})


def test_an_inferred_fact_asks_for_the_list_behind_it() -> None:
    chinese = derivation("deal.has_chinese_party", {"exists": {"of": "parties", "where": {"party.country": "CN"}}})
    known = rule({"required": {"fact": "facility.permit"}}, {"deal.has_chinese_party": True})
    rulebook = book(known, derivations=[chinese])
    assert asks(judged(rulebook, facility={"permit": False})) == {"parties"}
    assert judged(rulebook, facility={"permit": False}, parties=[{"country": "CN"}]).outcome is Outcome.failed
    assert judged(rulebook, facility={"permit": False}, parties=[{"country": "DE"}]).outcome is Outcome.not_applicable
    assert asks(judged(rulebook, facility={"permit": False}, parties=[{}])) == {"deal.has_chinese_party"}


def test_both_engines_judge_alike() -> None:
    facts = deal(facilities=[{"id": "one", **_plant(HALF)}, {"id": "two", **_plant(LESS)}])
    told = [Assessor(_recovery(), engine).assess(facts, date(2026, 6, 1)).findings for engine in available()]
    assert all(found == told[0] for found in told)
    assert [finding.outcome.value for finding in told[0]] == ["pass", "fail"]


@pytest.mark.parametrize("binding", [["exit"], ["none"]])
def test_nothing_is_decided_for_entities_that_nobody_named(binding: list[str]) -> None:
    about_the_deal = rule({"required": {"fact": "deal.binding_parts", "includes": ["exit"]}})
    found = judged(book(about_the_deal), deal={"binding_parts": binding})
    assert (found.outcome, found.reason, asks(found)) == (Outcome.unknown, "fact-missing", {"facilities"})


def test_members_that_are_known_do_not_speak_for_those_that_are_not() -> None:
    plants = [{"id": "one", **_plant(HALF)}, {"unknown": "a second site is mentioned"}]
    found = {f.subject: (f.outcome.value, asks(f)) for f in findings(_recovery(), facilities=plants)}
    assert found == {"one": ("pass", set()), "facilities": ("unknown", {"facilities"})}


def test_a_start_in_the_future_is_not_yet_whatever_the_state_of_another_act() -> None:
    unknown = instrument("other", {"from": "2020-01-01", "status": "unknown"}, question="What is its state today?")
    both = [{"instrument": "act", "at": "Art. 1"}, {"instrument": "other", "at": "Art. 2"}]
    later = rule({"required": {"fact": "facility.permit"}}, starts="act.start", sources=both)
    rulebook = book(later, instruments=[instrument(), unknown], starts=[start("act.start", on="2030-01-01")])
    found = judged(rulebook, facility={"permit": False})
    assert (found.outcome, found.since) == (Outcome.not_yet, date(2030, 1, 1))
    assert judged(rulebook, "2030-01-01", facility={"permit": False}).outcome is Outcome.unknown


def test_a_day_once_fixed_is_judged_for_good() -> None:
    dated = rule(
        {"at_least": {"fact": "product.recycled_content.lithium", "limit": "limit.share"}},
        for_each="product",
        dated_by="product.placed_on_market",
    )
    rulebook = book(
        dated, parameters=[parameter("limit.share", ("2025-01-01", Fraction(1, 10)), ("2030-01-01", Fraction(1, 2)))]
    )
    found = judged(
        rulebook, product={"placed_on_market": "2026-01-01", "recycled_content": {"lithium": Fraction(1, 5)}}
    )
    assert (found.outcome, found.later) == (Outcome.passed, None)


@pytest.mark.parametrize(
    ("operator", "outcome", "reason"),
    [
        ("alfa", Outcome.passed, None),
        ({"planned": "alfa"}, Outcome.unknown, "planned-only"),
        ({"value": "alfa", "evidence": ["opinion"]}, Outcome.unknown, "evidence-too-weak"),
        ({"unknown": "not named"}, Outcome.unknown, "fact-missing"),
    ],
)
def test_what_is_reached_over_a_link_is_no_better_than_the_link(
    operator: Any, outcome: Outcome, reason: str | None
) -> None:
    controlled = rule({"required": {"fact": "facility.operator.due_diligence.policy"}})
    parties = [{"id": "alfa", "due_diligence": {"policy": True}}]
    found = judged(book(controlled), facility={"operator": operator}, parties=parties)
    assert (found.outcome, found.reason) == (outcome, reason)


# Starting days that differ by a fact.

STAGES = {"fact": "facility.status", "starts": {"pilot": "act.pilot", "operating": "act.full"}}
BY_STAGE = rule({"required": {"fact": "facility.permit", "is": True}}, starts_by=STAGES)
BEGINS = (start("act.pilot", on="2028-01-01"), start("act.full", on="2026-01-01"))


def _by_stage(as_of: str = "2027-06-01", **facility: Any) -> Finding:
    return judged(book(BY_STAGE, starts=BEGINS), as_of, facility={"permit": False, **facility})


def test_the_starting_day_of_the_word_counts() -> None:
    assert _by_stage(status="operating").outcome is Outcome.failed
    found = _by_stage(status="pilot")
    assert (found.outcome, found.later, str(found.since)) == (Outcome.not_yet, Outcome.failed, "2028-01-01")


def test_where_the_word_is_open_and_the_days_differ_it_is_asked_for() -> None:
    found = _by_stage()
    assert (found.outcome, asks(found)) == (Outcome.unknown, {"facility.status"})


def test_where_the_word_is_open_and_no_day_has_come_the_first_is_named() -> None:
    found = _by_stage("2025-06-01")
    assert (found.outcome, found.later, str(found.since)) == (Outcome.not_yet, Outcome.failed, "2026-01-01")


def test_where_the_word_is_open_and_every_day_has_come_it_is_not_asked_for() -> None:
    assert _by_stage("2028-01-01").outcome is Outcome.failed


def test_a_word_without_a_starting_day_is_left_to_the_conditions() -> None:
    assert _by_stage(status="closed").outcome is Outcome.failed
    only = rule({"required": {"fact": "facility.permit"}}, {"facility.status": {"is_not": "closed"}}, starts_by=STAGES)
    found = judged(book(only, starts=BEGINS), facility={"permit": False, "status": "closed"})
    assert found.outcome is Outcome.not_applicable


def test_a_list_asked_for_many_members_is_judged_as_one() -> None:
    members = ["cobalt", "copper", "lead", "lithium", "nickel", "manganese", "gallium", "germanium", "antimony",
               "tungsten", "magnesium", "titanium", "silicon", "bismuth", "boron", "aluminium", "iron"]  # fmt: skip
    either = [{"one_of": {"fact": "facility.status", "values": ["closed"]}}, {"required": {"fact": "facility.recovers", "includes": ["phosphorus"]}}]  # fmt: skip
    many = rule({"all_of": [{"required": {"fact": "facility.recovers", "includes": members}}, {"any_of": either}]})
    found = judged(book(many), facility={"recovers": ["cobalt", {"unknown": "others"}]})
    assert (found.outcome, asks(found)) == (Outcome.unknown, {"facility.recovers", "facility.status"})
    assert judged(book(many), facility={"recovers": ["cobalt"]}).outcome is Outcome.failed
    assert judged(book(many), facility={"recovers": [*members, "phosphorus"]}).outcome is Outcome.passed
