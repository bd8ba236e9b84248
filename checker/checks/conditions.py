"""Conditions: tests on facts, all of which must hold, written as ``fact: test``."""

from __future__ import annotations

from typing import Any

from checker.checks.expression import All, Atom, Expression, Limit, Listed, Moment, Op, Some
from checker.errors import nearest
from checker.models import mistake

TESTS = {
    "is": (Op.among, False, "value"),
    "is_not": (Op.among, True, "value"),
    "is_subject": (Op.among, False, "subject"),
    "one_of": (Op.among, False, "values"),
    "none_of": (Op.among, True, "values"),
    "in_list": (Op.among, False, "list"),
    "not_in_list": (Op.among, True, "list"),
    "includes": (Op.includes, False, "value"),
    "excludes": (Op.includes, True, "value"),
    "includes_any": (Op.includes, False, "values"),
    "excludes_all": (Op.includes, True, "values"),
    "includes_from": (Op.includes, False, "list"),
    "excludes_from": (Op.includes, True, "list"),
    "includes_outside": (Op.includes_outside, False, "list"),
    "at_most": (Op.at_most, False, "limit"),
    "more_than": (Op.at_most, True, "limit"),
    "less_than": (Op.less_than, False, "limit"),
    "at_least": (Op.less_than, True, "limit"),
    "before": (Op.less_than, False, "day"),
    "after": (Op.at_most, True, "day"),
    "present": (Op.present, False, "yes"),
}
"""Every test: what it asks, whether it is negated, and what it is written with."""


def parse(written: Any) -> Expression:
    """Conditions as a tree. ``any_of`` holds a list of alternatives. Raises a mistake."""
    if not isinstance(written, dict):
        raise mistake("conditions are a mapping from fact to test", "Write facility.country: DE.")
    parts: list[Expression] = []
    for path, test in written.items():
        if path == "any_of":
            if not isinstance(test, list) or len(test) < 2:
                raise mistake("any_of needs two or more alternatives", "Write a list of conditions.", steps=(path,))
            parts.append(Some(tuple(parse(alternative) for alternative in test)))
        else:
            parts.append(_atom(path, test))
    return All(tuple(parts))


def _atom(path: str, test: Any) -> Atom:
    if not isinstance(test, dict):
        test = {"is": test}
    if len(test) != 1:
        raise mistake("a test has exactly one word", f"Write one of: {', '.join(TESTS)}.", steps=(path,))
    ((word, operand),) = test.items()
    if word not in TESTS:
        raise mistake(
            f'"{word}" is no test', f"Write one of: {', '.join(TESTS)}.", word=nearest(word, TESTS), steps=(path, word)
        )
    op, negated, shape = TESTS[word]
    match shape, operand:
        case "value", str() | bool():
            return Atom(path, op, frozenset([operand]), negated)
        case "values", list() if operand and all(isinstance(item, str) for item in operand):
            return Atom(path, op, frozenset(operand), negated)
        case "list", str():
            return Atom(path, op, Listed(operand), negated)
        case "limit", str():
            return Atom(path, op, Limit(operand), negated)
        case "day", "test_date":
            return Atom(path, op, Moment.test_date, negated)
        case "day", str():
            return Atom(path, op, Limit(operand), negated)
        case "subject", True:
            return Atom(path, op, Moment.subject, negated)
        case "yes", bool():
            return Atom(path, op, None, not operand)
    meant = {"value": "a word, true or false", "values": "a list of words", "list": "the id of a list",
             "limit": "the name of a parameter", "day": "test_date or the name of a parameter",
             "subject": "true", "yes": "true or false"}[shape]  # fmt: skip
    raise mistake(
        f'"{word}" is not followed by {meant}', f"Write {meant}; no number stands in a rule.", steps=(path, word)
    )
