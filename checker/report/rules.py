"""The rulebook for a person: a list, and a page for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from rich.console import Console

from checker.assessment.chain import operator
from checker.assessment.silence import compared
from checker.assessment.standing import limits
from checker.checks.expression import All, Atom, Compare, Expression, Limit, Listed, Moment, Op, Some, paths
from checker.profile.vocabulary import described
from checker.report.screen import say
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Force, Theme
from checker.rulebook.instruments import Instrument
from checker.rulebook.parameters import Later
from checker.rulebook.rules import Rule

OUTCOMES = {"pass": "pass", "fail": "fail", "unknown": "cannot be told", "not_yet": "does not apply yet",
            "not_applicable": "does not apply"}  # fmt: skip
FORCES = {
    Force.duty: "A duty by law",
    Force.prohibition: "A ban by law",
    Force.safe_harbour: "A safe harbour: to leave it is no offence",
    Force.benchmark: "A benchmark: to miss it is an exposure, not an offence",
    Force.guidance: "Guidance of an authority, not binding",
    Force.practice: "Good practice, not law",
    Force.proposal: "A proposal, not law",
}


def listing(book: Rulebook, theme: str | None, console: Console) -> None:
    """Print the rules by theme, each with its force, severity, grade of checking and the problem it is about."""
    found = [rule for rule in book.rules if theme in (None, rule.theme.value)]
    for about in Theme:
        rules = [rule for rule in found if rule.theme is about]
        if rules:
            say(console, 0, (f"{about.value} ({len(rules)})", "bold"))
        for rule in rules:
            kind = f"{rule.force.value.replace('_', ' ')}, {rule.severity.value}, {rule.verified.grade.value}"
            say(console, 2, (rule.id, "cyan"), f"  {rule.title}", (f"  ({kind})", "bright_black"), hang=2)
    say(console, 0, f"{len(found)} rules, edition {book.edition}.")


def page(rule: Rule, book: Rulebook, console: Console) -> None:
    """Print one rule as a page: what, who, from when and why then, figures, questions, cure, examples, source."""
    say(console, 0, (rule.title, "bold"))
    say(console, 0, f"{rule.id}, in {rule.theme.value}. {FORCES[rule.force]}; severity {rule.severity.value}.")
    say(console, 0, f"Binds: {rule.binds}.")
    say(console, 0, rule.why)
    _section(console, "Source")
    for source in rule.sources:
        _item(console, f"{book.instruments[source.instrument].name}, {source.at}")
        _status(book.instruments[source.instrument], console, 4)
    _section(console, "From when")
    for words in _when(rule, book):
        _item(console, words)
    names = limits(rule.applies_if or All(())) + limits(rule.check.expression())
    if names:
        _section(console, "Figures")
    for name in dict.fromkeys(names):
        _figures(name, book, console)
    tables = compared(book, rule)
    if tables:
        _section(console, "Where nothing is agreed")
    for law in (law for table in tables for law in table.laws):
        _item(console, f"{law.name}: {law.says} ({law.verified.grade.value})")
    _section(console, f"Judged for each {_name(rule.for_each)} that")
    for part in rule.applies_if.parts if isinstance(rule.applies_if, All) else ():
        _tree(part, rule, book, console, 2)
    if rule.applies_if is None:
        _item(console, "is named at all")
    _section(console, "Asks that")
    _tree(rule.check.expression(), rule, book, console, 2)
    _section(console, "What we ask")
    for to, questions in groupby(sorted(rule.ask.items(), key=lambda item: item[1].to), key=lambda item: item[1].to):
        _item(console, f"{to}:")
        for _, question in questions:
            say(console, 4, f"- {_general(question.question)}", hang=2)
    _section(console, "How to cure it")
    _item(console, rule.fix)
    _section(console, "Examples")
    for outcome, words in OUTCOMES.items():
        shown = [example for example in rule.examples if example.expect == outcome]
        if shown:
            _item(console, f"{words}: {'; '.join(example.name for example in shown)}")
    _section(console, "How the source was checked")
    note = f": {rule.verified.note}" if rule.verified.note else ""
    _item(console, f"{rule.verified.grade.value}, {rule.verified.on}{note}")


def _when(rule: Rule, book: Rulebook) -> Iterator[str]:
    if rule.dated_by is not None:
        yield f"The law of this day counts: {_fact(rule.dated_by, rule, book)}"
    if rule.starts_by is not None:
        yield f"The starting day depends on: {_fact(rule.starts_by.fact, rule, book)}"
    if rule.sources_by is not None:
        yield f"Which provisions count depends on: {_fact(rule.sources_by.fact, rule, book)}"
    for name in rule.start_names:
        start, found = book.starts[name], book.start(name)
        if start.later_of is None:
            yield f"{start.label}: {found.day} ({start.at})"
            continue
        day = f"{found.day}" if found.day else "no day yet"
        yield f"{start.label}: {day}, {_later(start.later_of, book)} ({start.at})"
    values = [book.parameters[name].values for name in limits(rule.check.expression())]
    if not rule.start_names and not any(values):
        yield "As long as its source is in force"
    elif not rule.start_names:
        yield f"From the first day of its figures, {max(found[0].since for found in values if found)}"


def _later(later: Later, book: Rulebook) -> str:
    acts = " and ".join(f"{book.instruments[act].short} ({_state(book.instruments[act])})" for act in later.after)
    return f"the later of {later.date} and {later.months} months after entry into force of {acts}"


def _state(instrument: Instrument) -> str:
    period = instrument.status[-1]
    note = f": {period.note.rstrip('.')}" if period.note else ""
    return _name(period.status.value) + note


def _status(instrument: Instrument, console: Console, indent: int) -> None:
    for period in instrument.status:
        note = f": {period.note}" if period.note else ""
        _item(console, f"{period.status.value.replace('_', ' ')} from {period.since}{note}", indent)


def _figures(name: str, book: Rulebook, console: Console) -> None:
    parameter = book.parameters[name]
    if not parameter.values:
        _item(console, f"{parameter.label}: the text was not available ({parameter.at})")
    for value in parameter.values:
        amount = f"{float(value.value):g} {parameter.unit}" if value.value is not None else str(value.day)
        _item(console, f"{parameter.label}: {amount} from {value.since} ({value.at or parameter.at})")


def _tree(tree: Expression, rule: Rule, book: Rulebook, console: Console, indent: int) -> None:
    match tree:
        case Atom() | Compare():
            say(console, indent, _test(tree, book), (f"  {_meaning(tree, rule, book)}", "bright_black"), hang=2)
        case All(parts):
            for path, alike in groupby(parts, key=_wanted_in):
                some = list(alike)
                if path is None or len(some) == 1:
                    for part in some:
                        _tree(part, rule, book, console, indent)
                    continue
                members = ", ".join(_name(word) for part in some for word in sorted(part.operand))  # type: ignore[union-attr,arg-type]
                meaning = f"  {_fact(path, rule, book)}", "bright_black"
                say(console, indent, f"{path} includes all of: {members}", meaning, hang=2)
        case Some(parts):
            _item(console, "any of", indent)
            for part in parts:
                several = isinstance(part, All) and len(part.parts) > 1
                if several:
                    _item(console, "all of", indent + 2)
                _tree(part, rule, book, console, indent + (4 if several else 2))


def _wanted_in(part: Expression) -> str | None:
    """The list that a part asks for one member, if that is all it asks."""
    if not isinstance(part, Atom) or part.op is not Op.includes or part.negated or part.floor is not None:
        return None
    return part.path if isinstance(part.operand, frozenset) and len(part.operand) == 1 else None


def _test(leaf: Atom | Compare, book: Rulebook) -> str:
    if isinstance(leaf, Compare):
        return f"{leaf.path} is {'after' if leaf.strictly_after else 'before'} {leaf.other}"
    match leaf.operand:
        case Limit(name):
            operand = f"the figure: {book.parameters[name].label}"
        case Listed(name):
            operand = f"in the list: {book.lists[name].label}"
        case Moment.test_date:
            operand = "the test date"
        case Moment.subject:
            operand = "this one"
        case None:
            operand = ""
        case words:
            operand = " or ".join(sorted("yes" if w is True else "no" if w is False else _name(str(w)) for w in words))
    better = f", on evidence of grade {leaf.floor.value} or better" if leaf.floor else ""
    return f"{leaf.path} {operator(leaf)} {operand}".rstrip() + better


def _meaning(leaf: Atom | Compare, rule: Rule, book: Rulebook) -> str:
    return "; ".join(_fact(path, rule, book) for path in paths(leaf))


def _fact(path: str, rule: Rule, book: Rulebook) -> str:
    """What a fact says: the title of its inference, or its description in the profile."""
    route = book.routes.find(path, rule.for_each)
    inferred = next((item.title for item in book.derivations if item.fact == route.key), None)
    return inferred or described(route.end)[route.field].rstrip(".")


def _general(question: str) -> str:
    """A question with the places for names filled by what they name: the product, the deal."""
    return re.sub(r"\{([^{}]*)\}", lambda place: f"the {_name(place[1].removesuffix('.name'))}", question)


def _name(word: str) -> str:
    return word.replace("_", " ").replace(".", " ")


def _section(console: Console, words: str) -> None:
    console.print()
    say(console, 0, (words, "bold"))


def _item(console: Console, words: str, indent: int = 2) -> None:
    say(console, indent, words, hang=2)
