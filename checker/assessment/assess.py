"""From the facts of a deal, a rulebook and a date to findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.assessment.findings import Assessment, DealAssessment, Finding
from checker.assessment.infer import patterns, run
from checker.assessment.judge import Judge
from checker.assessment.lookup import Lookup
from checker.assessment.scribe import Scribe
from checker.assessment.standing import Timeline
from checker.facts import Dossier, Thing
from checker.inference import engine as engines
from checker.rulebook.book import Rulebook
from checker.rulebook.rules import Rule
from checker.truth import settled


class Assessor:
    """Judges deals by one rulebook with one engine; the net and the law's timeline are built once."""

    def __init__(self, book: Rulebook, engine: str | None = None, marked: Iterable[str] = ()) -> None:
        """Findings of the rules ``marked`` carry the fingerprint of their facts."""
        self.book = book
        self.marked = frozenset(marked)
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
        return self.study(dossier, as_of)[0]

    def study(self, dossier: Dossier, as_of: date) -> tuple[DealAssessment, Lookup]:
        """Judge one deal and keep its facts, stated and inferred. Raises EngineError if the net goes wrong."""
        lookup = Lookup(dossier, self.book)
        judge = Judge(lookup, self.timeline, as_of)
        scribe = Scribe(lookup, self.timeline, as_of, self.marked)
        activations = run(self.net, lookup, judge)
        findings = [self._finding(rule, thing, lookup, judge, scribe) for rule, thing in activations]
        findings += [scribe.nothing_listed(rule) for rule in self.book.rules if not lookup.subjects(rule.for_each)]
        findings.sort(key=lambda finding: (finding.rule.theme, finding.rule.id, finding.subject))
        deal = dossier.deal
        kind = lookup.get(deal, "deal.kind")
        found = DealAssessment(
            dossier.id,
            dossier.path,
            dossier.digest,
            str(lookup.get(deal, "deal.name").lean[0]) if lookup.get(deal, "deal.name").stated else dossier.id,
            str(kind.plan[0]) if settled(kind.plan) else None,
            _transaction(lookup, deal),
            tuple(findings),
        )
        return found, lookup

    def _finding(self, rule: Rule, thing: Thing, lookup: Lookup, judge: Judge, scribe: Scribe) -> Finding:
        """The finding; one on a stand-in that reads nothing of its own deal is made once for all deals."""
        if not thing.phantom:
            return scribe.finding(rule, thing, judge.judge(rule, thing))
        key = (rule.id, judge.as_of)
        known = self.timeline.stand_in_findings.get(key)
        everywhere = all(lookup.get(thing, path).everywhere for path in self.timeline.of(rule).read)
        if known is not None and everywhere:
            return known
        found = scribe.finding(rule, thing, judge.judge(rule, thing))
        if everywhere:
            self.timeline.stand_in_findings[key] = found
        return found


def _transaction(lookup: Lookup, deal: Thing) -> bool | None:
    fact = lookup.inferred.get((deal.id, "deal.is_transaction"))
    return bool(fact.plan[0]) if fact is not None and settled(fact.plan) else None
