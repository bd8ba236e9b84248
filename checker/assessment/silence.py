"""What the laws concerned say where the parties have agreed nothing, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.assessment.lookup import Lookup
from checker.facts import Fact, Thing
from checker.rulebook.book import Rulebook
from checker.rulebook.defaults import Defaults
from checker.rulebook.rules import Rule
from checker.truth import Members


def compared(book: Rulebook, rule: Rule) -> tuple[Defaults, ...]:
    """The comparisons of laws that a rule cites."""
    cited = {source.instrument for source in rule.sources}
    return tuple(table for table in book.defaults.values() if table.instrument in cited)


def where_nothing_is_agreed(rule: Rule, subject: Thing, lookup: Lookup) -> str:
    """The default of each law that counts, and of those likely to; empty if the rule compares no laws."""
    said = [words for table in compared(lookup.book, rule) for words in _laws(table, subject, lookup)]
    return f"Where nothing is agreed: {'; '.join(said)}." if said else ""


def _laws(table: Defaults, subject: Thing, lookup: Lookup) -> Iterator[str]:
    stated = lookup.get(subject, table.countries)
    sure = _named([stated])
    more = any(isinstance(value, Members) and value.more for value in stated.lean)
    likely = _named([lookup.get(subject, table.likely)]) - sure if more else frozenset()
    for countries, why in ((sure, ""), (likely, ", the seat of a party")):
        for law in table.laws:
            if law.country in countries:
                yield f"in {law.name}{why}, {law.says}"


def _named(facts: Iterable[Fact]) -> frozenset[str]:
    known = [value.known for fact in facts for value in fact.lean if isinstance(value, Members)]
    return frozenset().union(*known)
