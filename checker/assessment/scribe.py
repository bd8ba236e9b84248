"""Writes verdicts down as findings: sentences, facts, questions, provisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from checker.assessment import fingerprint, wording
from checker.assessment.findings import Asked, FactLine, Finding, Outcome, Pivot, SourceLine
from checker.assessment.judge import Verdict
from checker.assessment.lookup import Lookup
from checker.assessment.silence import where_nothing_is_agreed
from checker.assessment.standing import Phase, Timeline
from checker.checks.expression import Atom, Limit, paths
from checker.facts import Fact, Thing
from checker.profile.entities import ENTITIES
from checker.profile.vocabulary import plurals
from checker.rulebook.rules import Rule
from checker.truth import settled

T = TypeVar("T")


class Scribe:
    """Writes verdicts down as findings. What several findings say alike is kept once."""

    def __init__(self, lookup: Lookup, timeline: Timeline, as_of: date, marked: frozenset[str] = frozenset()) -> None:
        self.lookup, self.book, self.timeline, self.as_of = lookup, timeline.book, timeline, as_of
        self.marked = marked
        self._filled: dict[tuple[str, str], str] = {}
        self._lines: dict[tuple[str, Fact], FactLine] = {}

    def finding(self, rule: Rule, subject: Thing, verdict: Verdict) -> Finding:
        """A verdict with its facts, questions and provisions."""
        read = self._read(rule, subject, verdict)
        main = self._main(rule, subject, verdict)
        lines = tuple(self._line(path, fact) for fact, path in read.items() if not fact.is_list)
        return Finding(
            rule,
            subject.id,
            verdict.outcome,
            verdict.later,
            verdict.since,
            verdict.reason,
            verdict.leans,
            self._once(self._message(rule, subject, verdict)),
            main.line if main.stated or main.why else subject.line,
            main.column if main.stated or main.why else subject.column,
            self._once(lines),
            self._once(self._questions(rule, subject, verdict, read)),
            self._sources(rule, verdict.laws),
            self._pivot(verdict.pivot),
            fingerprint.of_facts(read) if rule.id in self.marked else None,
        )

    def _message(self, rule: Rule, subject: Thing, verdict: Verdict) -> str:
        said = wording.message(self.book, rule, verdict, self._measured(rule, subject, verdict))
        if subject.phantom or verdict.outcome in (Outcome.passed, Outcome.not_applicable):
            return said
        return f"{said} {where_nothing_is_agreed(rule, subject, self.lookup)}".rstrip()

    def _measured(self, rule: Rule, subject: Thing, verdict: Verdict) -> str:
        if verdict.outcome not in (Outcome.passed, Outcome.failed):
            return ""
        day = self.as_of
        if rule.dated_by is not None:
            dated = self.lookup.get(subject, rule.dated_by).plan
            if len(dated) != 1 or not isinstance(dated[0], date):
                return ""
            day = dated[0]
        found = []
        for leaf in self.timeline.of(rule).checking:
            if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit):
                value = self.book.parameters[leaf.operand.parameter].on(day)
                fact = self.lookup.get(subject, leaf.path)
                if value is not None and fact.stated:
                    asked = wording.limit_words(leaf, value.limit)
                    house = " by the house" if leaf.operand.parameter in self.book.house else ""
                    found.append(f"{wording.shown(fact)}, where {asked} is asked{house}")
        return "; ".join(found)

    def nothing_listed(self, rule: Rule) -> Finding:
        """A rule about entities of which the profile says there are none."""
        deal, plural = self.lookup.dossier.deal, ENTITIES[rule.for_each].plural
        said = f"Does not apply: the profile states that there are no {plural.replace('_', ' ')}."
        return Finding(
            rule, plural, Outcome.not_applicable, None, None, None, None, said, deal.line, deal.column, (), (),
            self._sources(rule, ()),
        )  # fmt: skip

    def _read(self, rule: Rule, subject: Thing, verdict: Verdict) -> dict[Fact, str]:
        """The facts a finding rests on, with the paths by which the rule reads them; or the pivot alone."""
        read: dict[Fact, str] = {}
        for path in self.timeline.of(rule).read:
            fact = self.lookup.get(subject, path)
            if fact is verdict.pivot:
                return {fact: path}
            read.setdefault(fact, path)
        return {} if verdict.outcome is Outcome.not_applicable else read

    def _main(self, rule: Rule, subject: Thing, verdict: Verdict) -> Fact:
        if verdict.pivot is not None:
            return verdict.pivot
        if verdict.outcome is Outcome.unknown and verdict.open_facts:
            return verdict.open_facts[0]
        if verdict.broken_by is not None:
            return verdict.broken_by
        return self.lookup.get(subject, next(paths(self.timeline.of(rule).check)))

    def _questions(self, rule: Rule, subject: Thing, verdict: Verdict, read: dict[Fact, str]) -> tuple[Asked, ...]:
        facts: Iterable[Fact] = verdict.open_facts
        if verdict.outcome is Outcome.not_applicable:
            facts = read
        elif verdict.outcome not in (Outcome.unknown, Outcome.not_yet):
            return ()
        asked = [self._asked(rule, subject, fact, read.get(fact)) for fact in facts]
        if verdict.standing.phase is Phase.unknown:
            for act in verdict.standing.waits_for:
                instrument = self.book.instruments[act]
                asked.append(Asked(f"instrument.{act}", str(instrument.question), "counsel"))
        return tuple(dict.fromkeys(question for question in asked if question is not None))

    def _asked(self, rule: Rule, subject: Thing, fact: Fact, path: str | None) -> Asked | None:
        open_lists = _never_asked(fact) if fact.is_list else []
        if subject.phantom and not open_lists and not fact.path.startswith("deal."):
            open_lists = [rule.for_each]
        if open_lists:
            model = ENTITIES[open_lists[0]]
            return Asked(model.plural, model.question, model.to)
        if path is None:
            return None
        question = rule.ask[path]
        key = (question.question, subject.id)
        if key not in self._filled:
            self._filled[key] = wording.fill(question.question, lambda name: self._name(subject, name))
        return self._once(Asked(path, self._filled[key], question.to))

    def _name(self, subject: Thing, path: str) -> str | None:
        fact = self.lookup.get(subject, path)
        return wording.words(fact.lean).replace("_", " ") if fact.stated and settled(fact.lean) else None

    def _sources(self, rule: Rule, laws: tuple[str, ...]) -> tuple[SourceLine, ...]:
        key = (rule.id, self.as_of, laws)
        if key not in self.timeline.provisions:
            counting = [law for law in rule.sources_by.sources if law in laws] if rule.sources_by else []
            cited = [source for law in counting for source in rule.cited(law)] or rule.sources
            self.timeline.provisions[key] = tuple(
                SourceLine(source.instrument, source.at, self.timeline.status(source.instrument, self.as_of))
                for source in cited
            )
        return self.timeline.provisions[key]

    def _line(self, path: str, fact: Fact) -> FactLine:
        key = (path, fact)
        if key not in self._lines:
            self._lines[key] = self._once(FactLine(path, wording.value_of(fact), fact.evidence, fact.grade))
        return self._lines[key]

    def _pivot(self, fact: Fact | None) -> Pivot | None:
        if fact is None:
            return None
        return self._once(Pivot(fact.path, fact.owner, wording.shown(fact), fact.evidence, fact.stated))

    def _once(self, said: T) -> T:
        found: T = self.timeline.said.setdefault(said, said)
        return found


def _never_asked(fact: Fact) -> list[str]:
    """The entity types whose list was never asked for, if nothing else keeps the fact open."""
    if not fact.is_list:
        return []
    if not fact.roots:
        return [plurals()[fact.path]] if fact.path in plurals() else []
    return [kind for root in fact.roots for kind in _never_asked(root)]
