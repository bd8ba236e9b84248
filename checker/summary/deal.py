"""What a summary of one deal is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.assessment import wording
from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.assessment.lookup import Lookup
from checker.assessment.questions import Ranked
from checker.facts import Fact, Thing
from checker.gate.gate import Gated
from checker.profile.entities import ENTITIES
from checker.profile.vocabulary import facts_of
from checker.report import said
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Force
from checker.seeds.model import Sheet
from checker.summary.document import Cell, Text


@dataclass(frozen=True)
class Deal:
    """One deal, judged and at the gate, with its facts, the rulebook, the fact sheets and the words of the frame."""

    gated: Gated
    assessment: DealAssessment
    lookup: Lookup
    book: Rulebook
    sheets: Mapping[str, Sheet]
    words: Mapping[str, str]
    notes: bool = True
    """Whether the profile's own notes on what is not known are shown; they may name anybody."""

    def things(self, kind: str) -> tuple[Thing, ...]:
        """The entities of a type that the profile names."""
        return tuple(thing for thing in self.lookup.things[kind] if not thing.phantom)

    def fact(self, thing: Thing, path: str) -> Fact:
        """A fact of an entity, stated or inferred."""
        return self.lookup.get(thing, path)

    def name(self, thing: Thing) -> str:
        """What people call an entity: its name as stated, else its id."""
        if "name" not in facts_of(thing.type):
            return thing.id
        fact = self.fact(thing, f"{thing.type}.name")
        return wording.words(fact.lean) if fact.stated else thing.id

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each entity by its id; with the id, where several have the same name."""
        named = {thing.id: self.name(thing) for kind in self.lookup.things for thing in self.things(kind)}
        known = list(named.values())
        return {id: name if known.count(name) == 1 else f"{name} ({id})" for id, name in named.items()}

    def subject(self, finding: Finding) -> str:
        """What a finding is about, for people."""
        return self.names.get(finding.subject, finding.subject.replace("_", " "))

    def english(self, words: str, refs: tuple[str, ...] = ()) -> Text:
        """Words of a rule or of the vocabulary, which are English in every summary."""
        return Text(words, refs, "" if self.words["language"] == "en" else "en")

    def said(self, fact: Fact) -> Text:
        """What is stated of a fact, or that nothing is, with the reason the profile gives."""
        if not fact.stated or fact.lean == fact.domain:
            why = f" ({fact.why})" if fact.why and self.notes else ""
            return Text(f"{self.words['not-stated']}{why}")
        return self.english(f"{wording.words(fact.lean).replace('_', ' ')}{self.mark(fact)}", fact.evidence)

    def mark(self, fact: Fact) -> str:
        """A mark for what is stated but not believed, or only planned."""
        if fact.plan != fact.lean:
            return f" ({self.words['not-evidenced']})"
        return f" ({self.words['planned']})" if fact.firm != fact.plan else ""

    def cell(self, thing: Thing, path: str) -> Cell:
        """A fact as a cell of a table."""
        return Cell(self.said(self.fact(thing, path)))

    def linked(self, thing: Thing, path: str) -> Text:
        """The name of the entity that a fact links to, or that none is stated."""
        fact = self.fact(thing, path)
        target = next((each for each in self.things("party") if fact.stated and fact.lean == (each.id,)), None)
        if target is None:
            return self.said(fact)
        return Text(f"{self.name(target)}{self.mark(fact)}", fact.evidence)

    def unlisted(self, kind: str) -> Text:
        """What is said of a list that has no member."""
        dossier = self.lookup.dossier
        named = self.words[f"{ENTITIES[kind].plural}-list"]
        if kind in dossier.open_lists:
            why = f" ({dossier.open_lists[kind]})" if self.notes else ""
            return Text(self.words["not-listed"].format(list=named, why=why))
        return Text(self.words["none-listed" if kind in dossier.things else "never-asked"].format(list=named))

    def outcomes(self, *outcomes: Outcome) -> list[Finding]:
        """The findings with these outcomes, the gravest first."""
        found = [finding for finding in self.assessment.findings if finding.outcome in outcomes]
        return sorted(found, key=lambda f: (-f.severity.rank, f.rule.id, f.subject))

    @property
    def fails(self) -> list[Finding]:
        """What fails, the gravest first; proposals, which are not law, left out."""
        return [finding for finding in self.outcomes(Outcome.failed) if finding.force is not Force.proposal]

    def on_proposals(self) -> Iterator[Text]:
        """A sentence on what fails on proposals alone, if anything does."""
        found = [finding for finding in self.outcomes(Outcome.failed) if finding.force is Force.proposal]
        if found:
            refs = tuple(sorted({rule_ref(finding) for finding in found}))
            yield Text(self.words["proposals-fail"].format(number=len(found)), refs)

    @cached_property
    def questions(self) -> tuple[Ranked, ...]:
        """The questions that would settle most, first; of what is no deal, none about lists that nobody asked for."""
        return said.asked(self.assessment)

    @cached_property
    def asked(self) -> Mapping[str, tuple[Ranked, ...]]:
        """The questions by addressee, in the order in which they are numbered."""
        addressees = dict.fromkeys(question.to for question in self.questions)
        return {to: tuple(each for each in self.questions if each.to == to) for to in addressees}

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """The numbers of the questions that could settle a finding, by its rule and its subject."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, question in enumerate((each for asked in self.asked.values() for each in asked), 1):
            for finding in question.settles:
                found.setdefault(finding, []).append(number)
        return {finding: tuple(numbers) for finding, numbers in found.items()}

    def provision(self, finding: Finding) -> str:
        """The provisions of a finding's rule, each with the state of its act."""
        return "; ".join(said.law_words(source, self.book) for source in finding.sources)

    def some(self, named: list[str], most: int) -> str:
        """The first of several, and how many there are besides."""
        more = [self.words["and-more"].format(number=len(named) - most)] if len(named) > most else []
        return "; ".join([*named[:most], *more])


def rule_ref(finding: Finding) -> str:
    """The reference to the rule of a finding."""
    return f"rule {finding.rule.id}"
