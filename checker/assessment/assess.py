"""From the facts of a deal, a rulebook and a date to findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.assessment import wording
from checker.assessment.findings import (
    Asked,
    Assessment,
    DealAssessment,
    FactLine,
    Finding,
    Outcome,
    SourceLine,
)
from checker.assessment.infer import patterns, run
from checker.assessment.judge import Judge, Verdict
from checker.assessment.lookup import Lookup
from checker.assessment.standing import Phase, Timeline
from checker.checks.expression import paths
from checker.facts import Dossier, Fact, Thing
from checker.inference import engine as engines
from checker.profile.entities import ENTITIES
from checker.profile.vocabulary import plurals
from checker.rulebook.book import Rulebook
from checker.rulebook.rules import Rule
from checker.truth import settled


class Assessor:
    """Judges deals by one rulebook with one engine; the net and the law's timeline are built once."""

    def __init__(self, book: Rulebook, engine: str | None = None) -> None:
        self.book = book
        self.engine = engine or engines.default()
        self.timeline = Timeline(book)
        self.net = engines.make(self.engine, patterns(book))

    def close(self) -> None:
        """Free what the engine holds."""
        self.net.close()

    def assess_all(self, dossiers: Iterable[Dossier], as_of: date) -> Assessment:
        """Judge several deals on one law date."""
        deals = sorted((self.assess(dossier, as_of) for dossier in dossiers), key=lambda deal: (deal.id, deal.path))
        return Assessment(as_of, self.engine, self.book.edition, self.book.digest, tuple(deals))

    def assess(self, dossier: Dossier, as_of: date) -> DealAssessment:
        """Judge one deal. Raises EngineError if the net goes wrong."""
        lookup = Lookup(dossier, self.book)
        judge = Judge(lookup, self.timeline, as_of)
        scribe = Scribe(lookup, self.timeline, as_of)
        activations = run(self.net, lookup, judge)
        findings = [scribe.finding(rule, thing, judge.judge(rule, thing)) for rule, thing in activations]
        findings += [scribe.nothing_listed(rule) for rule in self.book.rules if not lookup.subjects(rule.for_each)]
        findings.sort(key=lambda finding: (finding.rule.theme, finding.rule.id, finding.subject))
        deal = dossier.deal
        kind = lookup.get(deal, "deal.kind")
        return DealAssessment(
            dossier.id,
            dossier.path,
            dossier.digest,
            str(lookup.get(deal, "deal.name").lean[0]) if lookup.get(deal, "deal.name").stated else dossier.id,
            str(kind.plan[0]) if settled(kind.plan) else None,
            _transaction(lookup, deal),
            tuple(findings),
        )


def _transaction(lookup: Lookup, deal: Thing) -> bool | None:
    fact = lookup.inferred.get((deal.id, "deal.is_transaction"))
    return bool(fact.plan[0]) if fact is not None and settled(fact.plan) else None


class Scribe:
    """Writes verdicts down as findings."""

    def __init__(self, lookup: Lookup, timeline: Timeline, as_of: date) -> None:
        self.lookup, self.book, self.timeline, self.as_of = lookup, timeline.book, timeline, as_of

    def finding(self, rule: Rule, subject: Thing, verdict: Verdict) -> Finding:
        """A verdict with its facts, questions and provisions."""
        read = self._read(rule, subject, verdict)
        main = self._main(rule, subject, verdict)
        return Finding(
            rule,
            subject.id,
            verdict.outcome,
            verdict.later,
            verdict.since,
            verdict.reason,
            verdict.leans,
            wording.message(self.book, rule, verdict),
            main.line if main.stated or main.why else subject.line,
            main.column if main.stated or main.why else subject.column,
            tuple(_line(path, fact) for path, fact in read if not fact.is_list),
            self._questions(rule, subject, verdict),
            self._sources(rule),
            verdict.pivot,
        )

    def nothing_listed(self, rule: Rule) -> Finding:
        """A rule about entities of which the profile says there are none."""
        deal, plural = self.lookup.dossier.deal, ENTITIES[rule.for_each].plural
        said = f"Does not apply: the profile states that there are no {plural.replace('_', ' ')}."
        return Finding(
            rule, plural, Outcome.not_applicable, None, None, None, None, said, deal.line, deal.column, (), (),
            self._sources(rule),
        )  # fmt: skip

    def _read(self, rule: Rule, subject: Thing, verdict: Verdict) -> list[tuple[str, Fact]]:
        read = [(path, self.lookup.get(subject, path)) for path in self.timeline.of(rule).read]
        if verdict.outcome is Outcome.not_applicable:
            return [(path, fact) for path, fact in read if fact is verdict.pivot]
        return read

    def _main(self, rule: Rule, subject: Thing, verdict: Verdict) -> Fact:
        if verdict.pivot is not None:
            return verdict.pivot
        if verdict.outcome is Outcome.unknown and verdict.open_facts:
            return verdict.open_facts[0]
        return self.lookup.get(subject, next(paths(self.timeline.of(rule).check)))

    def _questions(self, rule: Rule, subject: Thing, verdict: Verdict) -> tuple[Asked, ...]:
        facts: tuple[Fact, ...] = verdict.open_facts
        if verdict.outcome is Outcome.not_applicable:
            facts = (verdict.pivot,) if verdict.pivot is not None else ()
        elif verdict.outcome not in (Outcome.unknown, Outcome.not_yet):
            return ()
        asked = [self._asked(rule, subject, fact) for fact in facts]
        if verdict.standing.phase is Phase.unknown:
            for act in verdict.standing.waits_for:
                instrument = self.book.instruments[act]
                asked.append(Asked(f"instrument.{act}", str(instrument.question), "counsel"))
        return tuple(dict.fromkeys(question for question in asked if question is not None))

    def _asked(self, rule: Rule, subject: Thing, fact: Fact) -> Asked | None:
        open_lists = _never_asked(fact)
        if subject.phantom and not open_lists and not fact.path.startswith("deal."):
            open_lists = [rule.for_each]
        if open_lists:
            model = ENTITIES[open_lists[0]]
            return Asked(model.plural, model.question, model.to)
        path = next((path for path in rule.ask if self.lookup.get(subject, path) is fact), None)
        if path is None:
            return None
        question = rule.ask[path]
        return Asked(path, wording.fill(question.question, lambda name: self._name(subject, name)), question.to)

    def _name(self, subject: Thing, path: str) -> str | None:
        fact = self.lookup.get(subject, path)
        return wording.words(fact.lean).replace("_", " ") if fact.stated and settled(fact.lean) else None

    def _sources(self, rule: Rule) -> tuple[SourceLine, ...]:
        lines = []
        for source in rule.sources:
            period = self.book.instruments[source.instrument].on(self.as_of)
            lines.append(SourceLine(source.instrument, source.at, period.status.value if period else None))
        return tuple(lines)


def _line(path: str, fact: Fact) -> FactLine:
    return FactLine(path, wording.value_of(fact), fact.evidence, fact.grade)


def _never_asked(fact: Fact) -> list[str]:
    """The entity types whose list was never asked for, if nothing else keeps the fact open."""
    if not fact.is_list:
        return []
    if not fact.roots:
        return [plurals()[fact.path]] if fact.path in plurals() else []
    return [kind for root in fact.roots for kind in _never_asked(root)]
