"""The rulebook for a person: a list, and a page for each rule."""

from __future__ import annotations

from rich.console import Console

from checker.assessment.chain import test_words
from checker.assessment.standing import limits
from checker.checks.expression import All, Atom, Compare, Expression, Some
from checker.report.screen import say
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Theme
from checker.rulebook.rules import Rule


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
    """Print one rule as a page."""
    say(console, 0, (rule.title, "bold"))
    force = rule.force.value.replace("_", " ")
    say(console, 0, f"{rule.theme.value}/{rule.id}, {force}, {rule.severity.value}; binds {rule.binds}")
    say(console, 0, rule.why)
    _section(console, "Source")
    for source in rule.sources:
        instrument = book.instruments[source.instrument]
        _item(console, f"{instrument.name}, {source.at}")
        for period in instrument.status:
            note = f": {period.note}" if period.note else ""
            _item(console, f"{period.status.value.replace('_', ' ')} from {period.since}{note}", 4)
    note = f" - {rule.verified.note}" if rule.verified.note else ""
    _item(console, f"source checked on {rule.verified.on}: {rule.verified.grade.value}{note}")
    _when(rule, book, console)
    _section(console, f"Judged for each {str(rule.for_each).replace('_', ' ')}")
    if rule.applies_if is not None:
        _item(console, "applies if")
        _tree(rule.applies_if, book, console, 4)
    _item(console, f"check ({rule.check.kind.replace('_', ' ')})")
    _tree(rule.check.expression(), book, console, 4)
    _section(console, "What we ask")
    for path, question in rule.ask.items():
        _item(console, f"{question.to}: {question.question}  [{path}]")
    _section(console, "Cure")
    _item(console, rule.fix)
    _section(console, "Examples")
    for example in rule.examples:
        later = f", later {example.later}" if example.later else ""
        _item(console, f"{example.as_of}  {example.expect}{later}: {example.name}")


def _when(rule: Rule, book: Rulebook, console: Console) -> None:
    _section(console, "From when")
    if rule.dated_by is not None:
        _item(console, f"tested by the law of the day {rule.dated_by}")
    for name in rule.start_names:
        start, found = book.starts[name], book.start(name)
        if start.later_of is not None:
            acts = ", ".join(book.instruments[act].short for act in start.later_of.after)
            waits = f"; waits for {', '.join(found.waits_for)}" if found.waits_for else ""
            later = f"the later of {start.later_of.date} and {start.later_of.months} months after {acts}{waits}"
            _item(console, f"{start.label}: {later} ({start.at})")
        else:
            _item(console, f"{start.label}: {found.day} ({start.at})")
    for name in limits(rule.check.expression()):
        parameter = book.parameters[name]
        if not parameter.values:
            _item(console, f"{parameter.label}: the text was not available ({parameter.at})")
        for value in parameter.values:
            amount = f"{float(value.value):g} {parameter.unit}" if value.value is not None else str(value.day)
            _item(console, f"{parameter.label}: {amount} from {value.since} ({value.at or parameter.at})")
    if not rule.start_names and not limits(rule.check.expression()):
        _item(console, "as long as its source is in force")


def _tree(tree: Expression, book: Rulebook, console: Console, indent: int) -> None:
    match tree:
        case Atom() | Compare():
            days = [value.since for parameter in book.parameters.values() for value in parameter.values]
            _item(console, test_words(tree, book, max(days)), indent)
        case All(parts) | Some(parts):
            if isinstance(tree, Some):
                _item(console, "any of", indent)
                indent += 2
            for part in parts:
                _tree(part, book, console, indent)


def _section(console: Console, words: str) -> None:
    console.print()
    say(console, 0, (words, "bold"))


def _item(console: Console, words: str, indent: int = 2) -> None:
    say(console, indent, words)
