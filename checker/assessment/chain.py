"""The whole chain behind one finding: provision, conditions, check, facts, evidence, inference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checker.assessment import wording
from checker.assessment.assess import Assessor
from checker.assessment.findings import Finding
from checker.assessment.infer import run
from checker.assessment.judge import Judge, Level
from checker.assessment.lookup import Lookup
from checker.assessment.scribe import Scribe
from checker.checks.expression import All, Atom, Compare, Expression, Leaf, Limit, Listed, Moment, Op, Some
from checker.facts import Dossier, Fact, Thing
from checker.rulebook.book import Rulebook
from checker.rulebook.rules import Rule
from checker.truth import Truth


@dataclass(frozen=True, slots=True)
class Link:
    """One line of a chain."""

    depth: int
    """How far in it stands."""
    kind: str
    """What it is: condition, check, fact, drawn from, limit ..."""
    words: str
    """What it says."""
    truth: Truth | str = ""
    """For a test, its truth."""
    fact: Fact | None = None
    """For a fact, the fact."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything behind one finding."""

    finding: Finding
    links: tuple[Link, ...]


def chains(assessor: Assessor, dossier: Dossier, rule: Rule, as_of: date) -> list[Chain]:
    """The chain of a rule for every subject of a deal."""
    lookup = Lookup(dossier, assessor.book)
    judge = Judge(lookup, assessor.timeline, as_of)
    scribe = Scribe(lookup, assessor.timeline, as_of)
    activations = run(assessor.net, lookup, judge)
    found = [
        Chain(scribe.finding(rule, thing, judge.judge(rule, thing)), tuple(_links(rule, thing, lookup, judge, as_of)))
        for other, thing in activations
        if other.id == rule.id
    ]
    return sorted(found, key=lambda chain: chain.finding.subject) or [Chain(scribe.nothing_listed(rule), ())]


def _links(rule: Rule, thing: Thing, lookup: Lookup, judge: Judge, as_of: date) -> Iterator[Link]:
    prepared = judge.timeline.of(rule)
    day = as_of
    if rule.dated_by is not None:
        dated = lookup.get(thing, rule.dated_by)
        yield Link(0, "dated by", f"{rule.dated_by} = {wording.shown(dated)}", fact=dated)
        yield from _roots(dated, 1)
        day = dated.plan[0] if len(dated.plan) == 1 and isinstance(dated.plan[0], date) else as_of
    for kind, by in (("starts by", rule.starts_by), ("provision by", rule.sources_by)):
        if by is not None:
            telling = lookup.get(thing, by.fact)
            yield Link(0, kind, f"{by.fact} = {wording.shown(telling)}", fact=telling)
            yield from _roots(telling, 1)
    if prepared.conditions != All(()):
        yield Link(0, "applies if", "", judge.truth(prepared.conditions, thing, day, "plan"))
        yield from _tree(prepared.conditions, thing, lookup, judge, day, "plan", 1)
    yield Link(0, "check", rule.check.kind, judge.truth(prepared.check, thing, day, "firm"))
    yield from _tree(prepared.check, thing, lookup, judge, day, "firm", 1)


def _tree(
    tree: Expression, thing: Thing, lookup: Lookup, judge: Judge, day: date, level: Level, depth: int
) -> Iterator[Link]:
    match tree:
        case All(parts) | Some(parts):
            if isinstance(tree, Some):
                yield Link(depth, "any of", "", judge.truth(tree, thing, day, level))
                depth += 1
            for part in parts:
                yield from _tree(part, thing, lookup, judge, day, level, depth)
        case Atom() | Compare():
            yield Link(depth, "test", test_words(tree, judge.book, day), judge.truth(tree, thing, day, level))
            for path in (tree.path, tree.other) if isinstance(tree, Compare) else (tree.path,):
                fact = lookup.get(thing, path)
                yield Link(depth + 1, "fact", f"{path} = {wording.shown(fact)}", fact=fact)
                yield from _roots(fact, depth + 2)


def _roots(fact: Fact, depth: int) -> Iterator[Link]:
    for root in fact.roots:
        yield Link(depth, "drawn from", f"{root.owner}: {root.path} = {wording.shown(root)}", fact=root)
        yield from _roots(root, depth + 1)


def test_words(leaf: Leaf, book: Rulebook, day: date) -> str:
    """A test in words, with the limit of the day and its provision."""
    if isinstance(leaf, Compare):
        return f"{leaf.path} is {'after' if leaf.strictly_after else 'before'} {leaf.other}"
    better = f", on evidence of grade {leaf.floor.value} or better" if leaf.floor else ""
    return f"{leaf.path} {operator(leaf)} {_operand(leaf, book, day)}".rstrip() + better


def operator(leaf: Atom) -> str:
    """What a test asks of a fact, in words."""
    words = {
        Op.among: ("is", "is not"),
        Op.includes: ("includes", "does not include"),
        Op.includes_outside: ("includes something outside", "includes nothing outside"),
        Op.at_most: ("is at most", "is more than"),
        Op.less_than: ("is less than", "is at least"),
        Op.present: ("is there", "is not there"),
    }
    return words[leaf.op][leaf.negated]


def _operand(leaf: Atom, book: Rulebook, day: date) -> str:
    match leaf.operand:
        case Limit(name):
            parameter = book.parameters[name]
            value = parameter.on(day) or (parameter.values[0] if parameter.values else None)
            if value is None:
                return f"a limit whose text was not available ({book.label(name)}, {parameter.at})"
            limit = wording.words((value.limit,))
            return f"{limit} ({book.label(name)}, {parameter.at}, from {value.since})"
        case Listed(name):
            return f'the list "{book.lists[name].label}"'
        case Moment.test_date:
            return f"the test date {day}"
        case Moment.subject:
            return "this one"
        case None:
            return ""
        case words:
            return " or ".join(sorted("yes" if w is True else "no" if w is False else str(w) for w in words))
