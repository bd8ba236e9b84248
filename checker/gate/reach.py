"""What can move the outcome of a rule: everything that it reads, itself or through inferences."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.expression import Atom, Expression, Moment, leaves
from checker.derivations.classify import Classify
from checker.derivations.look_through import Held
from checker.derivations.published import Published
from checker.profile.kinds import Link
from checker.profile.vocabulary import plurals
from checker.rulebook.book import Rulebook
from checker.rulebook.link import drawn_on, routes_read
from checker.rulebook.lint import names_read, values_inferred_from
from checker.rulebook.routes import Route
from checker.rulebook.rules import Derivation, Rule

FIGURES = "figures"
"""Stands for the published figures."""
TEST_DATE = "test date"
"""Stands for the test date, where days of the profile are held against it."""


def of_fact(entity_type: str, field: str) -> str:
    """How a reach names a fact of an entity type."""
    return f"fact {entity_type}.{field}"


def of_list(entity_type: str) -> str:
    """How a reach names the question which entities of a type there are."""
    return f"list {entity_type}"


def of_subject(entity_type: str, id: str) -> str:
    """How a reach names the subject itself, where it came or went."""
    return f"subject {entity_type} {id}"


def of_rule(id: str) -> str:
    """How a reach names a rule."""
    return f"rule {id}"


def of_inference(id: str) -> str:
    """How a reach names an inference."""
    return f"inference {id}"


def reach(book: Rulebook, rule: Rule) -> frozenset[str]:
    """Names of facts, lists, inferences, acts, values and days that can move the outcome of a rule."""
    routes = [book.routes.find(path, rule.for_each) for path in rule.reads()]
    items = drawn_on(book, (route.key for route in routes))
    found = {of_rule(rule.id), *names_read(book, rule), *(of_inference(item.id) for item in items)}
    for item in items:
        routes += routes_read(book, item)
        found |= {*values_inferred_from(item), *map(of_list, _lists(item))}
        if isinstance(item.derive.how, Published):
            found.add(FIGURES)
        if isinstance(item.derive.how, Held):
            found.add(TEST_DATE)
    for route in routes:
        found.update(_steps(book, route))
    trees = [rule.applies_if, rule.check.expression(), *(tree for item in items for tree in _trees(item))]
    if any(tree is not None and _reads_the_day(tree) for tree in trees):
        found.add(TEST_DATE)
    return frozenset(found)


def _lists(item: Derivation) -> Iterator[str]:
    return (plurals()[path] for path in item.derive.how.reads() if path in plurals())


def _trees(item: Derivation) -> Iterator[Expression | None]:
    how = item.derive.how
    return iter(
        [branch.when for branch in how.branches] if isinstance(how, Classify) else [getattr(how, "where", None)]
    )


def _reads_the_day(tree: Expression) -> bool:
    return any(isinstance(leaf, Atom) and leaf.operand is Moment.test_date for leaf in leaves(tree))


def _steps(book: Rulebook, route: Route) -> Iterator[str]:
    """The facts along a route: every link followed, and the fact at its end."""
    if route.start == "list":
        yield of_list(route.type)
    current = route.type
    for hop in route.hops:
        yield of_fact(current, hop)
        kind = book.routes.fields(current)[hop]
        assert isinstance(kind, Link)
        current = kind.to
    yield of_fact(current, route.field)
