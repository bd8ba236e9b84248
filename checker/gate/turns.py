"""What turns with time: the days on which the outcome of a rule may change, and what happens on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checker import truth
from checker.assessment import wording
from checker.facts import Dossier, Fact
from checker.gate import edits, reach
from checker.gate.book_edits import start_words
from checker.gate.compare import About, Cause
from checker.profile.kinds import Date
from checker.profile.vocabulary import facts_of
from checker.rulebook.book import Rulebook
from checker.rulebook.lists import List
from checker.rulebook.rules import Rule


@dataclass(frozen=True, slots=True)
class Window:
    """A time after one day, up to and with another."""

    after: date
    until: date

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.after < day <= self.until


def turns(
    book: Rulebook, rule: Rule, reached: frozenset[str], dossier: Dossier, subject: str, window: Window
) -> list[Cause]:
    """What happens within a time that may move the outcome of a rule for a subject, in the order of days."""
    found = _of_law(book, rule, reached, window)
    if reach.TEST_DATE in reached:
        found |= set(_days_stated(rule, reached, dossier, subject, window))
    return sorted(found, key=_order)


def law(book: Rulebook, window: Window) -> dict[Cause, frozenset[str | None]]:
    """What happens to the law within a time, in the order of days, each with the facts by which its rules are dated.

    None stands for rules that go by the law date.
    """
    found: dict[Cause, set[str | None]] = {}
    for rule in book.rules:
        for cause in _of_law(book, rule, reach.reach(book, rule), window):
            found.setdefault(cause, set()).add(rule.dated_by)
    return {cause: frozenset(found[cause]) for cause in sorted(found, key=_order)}


def _order(cause: Cause) -> tuple[date, int, str, str]:
    return cause.day or date.max, list(About).index(cause.about), cause.name, cause.words


def _of_law(book: Rulebook, rule: Rule, reached: frozenset[str], window: Window) -> set[Cause]:
    acts = {source.instrument for source in rule.sources}
    found: set[Cause] = set()
    for name in rule.start_names:
        later = book.starts[name].later_of
        acts |= set(later.after if later else ())
        found |= set(_started(book, name, window))
    for act in acts:
        found |= set(_acts(book, act, window))
    for name in reached:
        if name in book.parameters:
            found |= set(_limits(book, name, window))
        if name in book.lists:
            found |= set(_members(book.lists[name], window))
    return found


def _started(book: Rulebook, name: str, window: Window) -> Iterator[Cause]:
    start, resolved = book.starts[name], book.start(name)
    at = _provision(book, name, start.at)
    if window.holds(resolved.day):
        due = f", {start_words(start)}," if start.later_of else ""
        yield Cause(About.start, name, None, resolved.day, f'"{start.label}"{due} starts to apply ({at})')
    if resolved.floor is not None and window.holds(resolved.floor):
        waits = ", ".join(book.instruments[act].short for act in resolved.waits_for)
        words = f'"{start.label}" may apply from here on ({at}); whether it does hangs on {waits}'
        yield Cause(About.start, name, None, resolved.floor, words)


def _provision(book: Rulebook, name: str, at: str) -> str:
    """The act that sets a value, and where."""
    act = book.files[name].rpartition("/")[2].removesuffix(".yaml")
    return f"{book.instruments[act].short}, {at}"


def _acts(book: Rulebook, id: str, window: Window) -> Iterator[Cause]:
    act = book.instruments[id]
    before = "nothing"
    for period in act.status:
        status = period.status.value.replace("_", " ")
        if window.holds(period.since):
            yield Cause(About.act, id, None, period.since, f"{act.short}: {before} → {status}")
        before = status


def _limits(book: Rulebook, name: str, window: Window) -> Iterator[Cause]:
    parameter = book.parameters[name]
    before = ""
    for value in parameter.values:
        said = wording.words((value.limit,))
        if window.holds(value.since):
            step = f"goes from {before} to {said}" if before else f"starts at {said}"
            at = _provision(book, name, value.at or parameter.at)
            words = f"{book.label(name)} ({name}) {step} ({at})"
            yield Cause(About.limit, name, None, value.since, words)
        before = said


def _members(listed: List, window: Window) -> Iterator[Cause]:
    for day in listed.changes():
        if window.holds(day):
            before, now = listed.on(truth.shifted(day, -1)), listed.on(day)
            steps = [f"{name} joins" for name in sorted(now - before)]
            steps += [f"{name} leaves" for name in sorted(before - now)]
            yield Cause(About.members, listed.id, None, day, f'the list "{listed.label}": {", ".join(steps)}')


def _days_stated(
    rule: Rule, reached: frozenset[str], dossier: Dossier, subject: str, window: Window
) -> Iterator[Cause]:
    """Days of the profile that come or pass, of the subject itself or of others that the rule reads."""
    for kind, things in dossier.things.items():
        others = kind != rule.for_each or reach.of_list(kind) in reached
        for thing in things:
            for field, fact in thing.facts.items():
                read = reach.of_fact(kind, field) in reached and isinstance(facts_of(kind)[field], Date)
                if read and (others or thing.id == subject):
                    yield from _reached(fact, window)


def _reached(fact: Fact, window: Window) -> Iterator[Cause]:
    for end in (truth.bounds(fact.lean).low, truth.bounds(fact.lean).high):
        for days, step in ((0, "is reached"), (1, "has passed")):
            if end is not None and window.holds(turn := truth.shifted(end, days)):
                words = f"the day {end}, stated for {fact.path} of {fact.owner}{edits.cited(fact)}, {step}"
                yield Cause(About.fact, fact.path, fact.owner, turn, words)
