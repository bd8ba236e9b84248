"""Sentences about findings, and the values in them. Nothing here decides anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from checker.assessment.findings import Outcome
from checker.assessment.judge import Verdict
from checker.assessment.standing import Phase
from checker.checks.expression import Atom, Op
from checker.facts import Fact
from checker.grades import Reason
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Force
from checker.rulebook.rules import Rule
from checker.truth import Admissible, Alternative, Breakdown, Interval, Members

JsonValue = str | int | float | bool | tuple[str | int | float | None, ...] | None

_PLACE = re.compile(r"\{([a-z_.]+)\}")
_FAILED = {
    Force.duty: "Not kept",
    Force.prohibition: "Forbidden",
    Force.safe_harbour: "Outside the safe harbour, which is no offence in itself",
    Force.benchmark: "Exposure above a benchmark that does not bind the parties",
    Force.guidance: "Not in line with guidance",
    Force.practice: "Against good practice",
    Force.proposal: "Would not be kept if the proposal became law",
}
_REASONS = {
    Reason.fact_missing: "a fact is missing",
    Reason.fact_conflict: "sources disagree",
    Reason.evidence_too_weak: "the evidence is too weak",
    Reason.planned_only: "it is only planned",
    Reason.range_straddles_limit: "the known range lies on both sides of the line",
    Reason.date_missing: "the day that decides which law applies is not known",
    Reason.status_unknown: "the state of the law on that day could not be established",
    Reason.classification_needed: "it must be classified first",
    Reason.judgement_needed: "it needs a judgement that no stated fact replaces",
    Reason.text_not_available: "the text that decides was not available",
}
REASON_WORDS = {reason.value: words for reason, words in _REASONS.items()}
_LATER = {
    Outcome.passed: "would be kept",
    Outcome.failed: "would not be kept",
    Outcome.unknown: "could not be told",
    Outcome.not_applicable: "would not apply",
    Outcome.not_yet: "would not apply yet",
}


def fill(template: str, name_of: Callable[[str], str | None]) -> str:
    """A template with ``{facility.name}`` replaced by the fact's value; a place with no value becomes plain words."""

    def replace(match: re.Match[str]) -> str:
        return name_of(match[1]) or "the " + match[1].partition(".")[0].replace("_", " ")

    return _PLACE.sub(replace, template)


def message(book: Rulebook, rule: Rule, verdict: Verdict, measured: str = "") -> str:
    """One sentence on an outcome, in the words that fit the force of the source.

    ``measured`` says which values were held against which limits.
    """
    against = f" ({measured})" if measured else ""
    match verdict.outcome:
        case Outcome.passed:
            return f"Kept on the stated facts{against}{_turning(verdict)}."
        case Outcome.failed:
            return f"{_FAILED[rule.force]}: {_lowered(rule.title)}{against}{_turning(verdict)}."
        case Outcome.unknown:
            why = _REASONS[verdict.reason] if verdict.reason else "it is open"
            if verdict.reason is Reason.status_unknown:
                acts = ", ".join(book.instruments[act].short for act in verdict.standing.waits_for)
                why = f"{why} ({acts})" if acts else why
            lean = f"; what is stated leans towards {verdict.leans.value}" if verdict.leans else ""
            return f"Cannot be told: {why}{lean}."
        case Outcome.not_yet:
            return _not_yet(book, verdict)
        case Outcome.not_applicable:
            if verdict.standing.phase is Phase.ended:
                return "Does not apply: the act has ended."
            return "Does not apply on the stated facts."


def _not_yet(book: Rulebook, verdict: Verdict) -> str:
    then = _LATER[verdict.later] if verdict.later else "could not be told"
    if verdict.since is not None:
        return f"Applies from {verdict.since}; on today's facts it {then}."
    acts = ", ".join(book.instruments[act].short for act in verdict.standing.waits_for)
    return f"Does not apply yet and has no date: it waits for {acts}; on today's facts it {then}."


def _turning(verdict: Verdict) -> str:
    if verdict.later is None or verdict.since is None:
        return ""
    return f"; from {verdict.since} it {_LATER[verdict.later]}"


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def value_of(fact: Fact) -> JsonValue:
    """What is stated of a fact, for JSON: null if nothing, a pair for a range, a list for members."""
    if not fact.stated or fact.lean == fact.domain:
        return None
    if len(fact.lean) > 1:
        return tuple(_text(alternative) for alternative in fact.lean)
    return _json(fact.lean[0])


def _json(value: Alternative) -> JsonValue:
    match value:
        case bool() | str() | int():
            return value
        case Fraction():
            return int(value) if value.denominator == 1 else float(value)
        case date():
            return value.isoformat()
        case Interval(low, high):
            return (_end(low), _end(high))
        case Members(known, more):
            return (*sorted(map(_text, known)), *(["..."] if more else []))
        case Breakdown(parts):
            return tuple(f"{holder} {_text(part)}" for holder, part in parts)


def limit_words(leaf: Atom, limit: Fraction | date) -> str:
    """A limit and the side of it that a test asks for."""
    words = {
        (Op.at_most, False): "at most",
        (Op.at_most, True): "more than",
        (Op.less_than, False): "less than",
        (Op.less_than, True): "at least",
    }
    side = words[leaf.op, leaf.negated]
    if isinstance(limit, date):
        side = {"at most": "not after", "more than": "after", "less than": "before", "at least": "not before"}[side]
    return f"{side} {_text(limit)}"


def _end(value: Fraction | date | None) -> str | int | float | None:
    end = None if value is None else _json(value)
    assert end is None or isinstance(end, (str, int, float))
    return end


def shown(fact: Fact) -> str:
    """What is stated of a fact, for people, marked where it is only planned or too weak to be believed."""
    if not fact.stated or fact.lean == fact.domain:
        return "not stated"
    mark = ""
    if fact.plan != fact.lean:
        mark = " (not evidenced)"
    elif fact.firm != fact.plan:
        mark = " (planned)"
    return words(fact.lean) + mark


def words(admissible: Admissible) -> str:
    """Admissible values, for people."""
    return " or ".join(_text(alternative) for alternative in admissible) or "anything"


def _text(value: Alternative | None) -> str:
    match value:
        case None:
            return "open"
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return number(value)
        case date():
            return value.isoformat()
        case Interval(low, high):
            return _text(low) if low == high else f"{_text(low)} to {_text(high)}"
        case Members(known, more):
            listed = ", ".join(sorted(map(_text, known)))
            return (f"{listed}, perhaps others" if listed else "perhaps some") if more else listed or "none"
        case Breakdown(parts):
            return ", ".join(f"{holder} {_text(part)}" for holder, part in parts) or "nothing by country"
        case _:
            return str(value)


def number(value: Fraction) -> str:
    """A number for people: exact if short, else six digits; spaces between thousands.

    One that six digits would make a shorter number, such as half and one share of a billion, stays a fraction.
    """
    if value.denominator == 1:
        return f"{int(value):,}".replace(",", " ") if abs(value) >= 10_000 else str(int(value))
    text = f"{float(value):.6g}"
    return str(value) if len(text.lstrip("-0.")) < 6 and Fraction(text) != value else text
