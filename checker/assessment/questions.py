"""The questions that would settle most, gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.profile.entities import ENTITIES
from checker.profile.kinds import Many
from checker.profile.vocabulary import facts_of, plurals
from checker.rulebook.common import Severity, Theme

WEIGHTS = {Severity.info: 1, Severity.low: 2, Severity.medium: 4, Severity.high: 8, Severity.critical: 16}
"""How much an open rule counts, by what it would mean if it failed."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One question and what hangs on it."""

    deal: str
    """Id of the deal."""
    subject: str
    """The entity it is about, or the deal."""
    fact: str
    """The fact it settles."""
    question: str
    """The question, ready to send."""
    to: str
    """Whom to ask."""
    rules: tuple[str, ...]
    """Rules it could settle, sorted."""
    weight: int
    """Sum of their weights."""
    worst: Severity
    """Severity of the gravest of them."""
    lead: str
    """The gravest of them, the first by name."""
    theme: Theme
    """Theme of the gravest."""
    settles: frozenset[tuple[str, str]]
    """The findings it could settle, each by its rule and its subject."""


def ranked(deals: Iterable[DealAssessment]) -> tuple[Ranked, ...]:
    """Every question of the undecided findings, the one on which most hangs first.

    Of a rule that does not apply yet only those count that would be open then, at half weight; so do questions about
    lists that were never asked for, of which the deal may have nothing. Questions on one fact are one: in the words of
    most rules, or for a list, of which each rule asks for other members, in those that name most. Questions that read
    alike name their subject.
    """
    found: dict[tuple[str, str, str], list[tuple[Finding, int, int]]] = {}
    for deal in deals:
        for finding in deal.findings:
            pending = finding.outcome is Outcome.not_yet and finding.later is Outcome.unknown
            if finding.outcome is not Outcome.unknown and not pending:
                continue
            weight = WEIGHTS[finding.severity] // (2 if pending or finding.subject in plurals() else 1)
            for number, asked in enumerate(finding.questions):
                about, _, field = asked.fact.partition(".")
                own = bool(field) and about not in ("deal", "instrument", *plurals())
                key = (deal.id, finding.subject if own else "deal", asked.fact)
                found.setdefault(key, []).append((finding, number, weight))
    merged: dict[tuple[str, str, str], list[tuple[str, Finding, int, int]]] = {}
    for (deal_id, subject, fact), uses in found.items():
        words = _words(fact, [finding.questions[number].question for finding, number, _ in uses])
        merged.setdefault((deal_id, subject, words), []).extend((fact, *use) for use in uses)
    asked_of = Counter((deal_id, words) for deal_id, _, words in merged)
    questions = [
        _ranked(deal_id, subject, words if asked_of[deal_id, words] == 1 else f"{words} ({subject})", uses)
        for (deal_id, subject, words), uses in merged.items()
    ]
    return tuple(sorted(questions, key=lambda q: (-q.weight, q.deal, q.fact, q.subject)))


def _words(fact: str, asked: list[str]) -> str:
    """One question for a fact out of those that rules ask."""
    kind, _, field = fact.partition(".")
    said = Counter(asked)
    if len(said) > 1 and kind in plurals():
        return ENTITIES[plurals()[kind]].question
    if kind in ENTITIES and isinstance(facts_of(kind).get(field), Many):
        return max(said, key=lambda words: (len(words), words))
    return max(said, key=lambda words: (said[words], words))


def _ranked(deal_id: str, subject: str, words: str, uses: list[tuple[str, Finding, int, int]]) -> Ranked:
    weights = {finding.rule.id: weight for _, finding, _, weight in uses}
    fact, gravest, number, _ = max(uses, key=lambda use: (use[3], use[1].rule.id))
    lead = min((finding for _, finding, _, _ in uses), key=lambda finding: (-finding.severity.rank, finding.rule.id))
    rules = tuple(sorted(weights))
    to = gravest.questions[number].to
    settles = frozenset((finding.rule.id, finding.subject) for _, finding, _, _ in uses)
    return Ranked(
        deal_id, subject, fact, words, to, rules, sum(weights.values()), lead.severity, lead.rule.id,
        gravest.rule.theme, settles,
    )  # fmt: skip
