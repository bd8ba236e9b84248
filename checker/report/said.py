"""What every form of output says alike, in plain words: verdict of the gate, provisions, facts, questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.assessment import wording
from checker.assessment.findings import Assessment, DealAssessment, FactLine, Outcome, SourceLine
from checker.assessment.questions import Ranked, ranked
from checker.gate.gate import Gated, State
from checker.house import NAME
from checker.profile.vocabulary import plurals
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Theme


def closing(assessment: Assessment, book: Rulebook) -> Iterator[str]:
    """By what was judged, and what that is not."""
    if book.house:
        named = ", ".join(
            f"{name} {wording.words((book.parameters[name].values[0].limit,))}" for name in sorted(book.house)
        )
        yield f"Limits set by the house ({NAME}): {named}."
    said = f"Law as of {assessment.as_of}. Rulebook {assessment.edition} ({assessment.digest[:12]}), engine"
    yield f"{said} {assessment.engine}. No legal advice; a pass means kept on the stated facts."


def verdict_words(gated: Gated) -> list[str]:
    """What stops the gate and what does not, in one or two sentences."""
    if not gated.assessment.deals:
        return ["No profile was judged: none is concerned."]
    fails, undecided = gated.count(Outcome.failed), gated.count(Outcome.unknown)
    level = gated.policy.level.value
    stopping = [
        *_counted(fails[State.stops], "fail", "fails"),
        *_counted(undecided[State.stops], "undecided finding", "undecided findings"),
        *_counted(sum(remark.stops for remark in gated.remarks), "expired waiver", "expired waivers"),
    ]
    said = [f"The gate is stopped by {' and '.join(stopping)}." if stopping else f"Nothing stops the gate at {level}."]
    waived = fails[State.waived] + undecided[State.waived]
    known = fails[State.known] + undecided[State.known]
    rest = [
        *_counted(fails[State.spared], "fail does not count", "fails do not count"),
        *_counted(waived, "is waived", "are waived"),
        *([f"{known} stood in {gated.baseline}"] if gated.past is not None else []),
    ]
    return [*said, f"{', '.join(rest)}."] if rest else said


def _counted(number: int, one: str, many: str) -> list[str]:
    return [f"{number} {one if number == 1 else many}"] if number else []


def percent(complete: int | None) -> str:
    """Completeness for people."""
    return "–" if complete is None else f"{complete} %"


def law_words(source: SourceLine, book: Rulebook) -> str:
    """A provision and the state of its act."""
    state = (source.status or "no status").replace("_", " ")
    return f"{book.instruments[source.instrument].short}, {source.at} ({state})"


def fact_words(fact: FactLine) -> str:
    """A fact with its value, citations and grade on one line."""
    if fact.value is None and not fact.evidence:
        return f"{fact.path} is not stated"
    value = ", ".join(map(str, fact.value)) if isinstance(fact.value, tuple) else fact.value
    said = "yes" if value is True else "no" if value is False else "open" if value is None else value
    cited = f"  [{', '.join(fact.evidence)}; {fact.grade.value if fact.grade else 'no grade'}]" if fact.evidence else ""
    return f"{fact.path} = {said}{cited}"


def asked(deal: DealAssessment) -> tuple[Ranked, ...]:
    """The questions of a deal, the weightiest first; of what is no deal, none about lists that were never asked for."""
    if deal.is_transaction is False:
        deal = replace(deal, findings=tuple(f for f in deal.findings if f.subject not in plurals()))
    return ranked([deal])


def leading(questions: Sequence[Ranked], limit: int) -> list[Ranked]:
    """The first questions, the weightiest of each theme before the second of any."""
    first: dict[Theme, Ranked] = {}
    for question in questions:
        first.setdefault(question.theme, question)
    rest = [question for question in questions if question is not first[question.theme]]
    chosen = [*first.values(), *rest][:limit]
    return sorted(chosen, key=questions.index)


def settles(question: Ranked) -> str:
    """Whom to ask, and what the answer could settle."""
    more = f" and {len(question.rules) - 1} more" if len(question.rules) > 1 else ""
    return f"ask {question.to}; {question.worst.value}: {question.lead}{more}"
