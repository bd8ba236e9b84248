"""Fingerprints of facts: the same as long as what is stated, how well, and by which statements stays the same.

The order of a profile, its line breaks, the ids of entities and why something is not known do not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from checker.facts import Fact
from checker.truth import Admissible, Alternative, Breakdown, Interval, Members

LENGTH = 32
"""Hexadecimal digits: 128 bits."""
NOTHING = ""
"""Of a fact of which nothing is stated."""


def of_facts(read: Mapping[Fact, str]) -> str:
    """The fingerprint of the facts that a finding rests on, each with the path by which its rule reads it."""
    known: dict[Fact, str] = {}
    return _digest(sorted(f"{path} {_of_fact(fact, known)}" for fact, path in read.items()))


def _of_fact(fact: Fact, known: dict[Fact, str]) -> str:
    """The fingerprint of a fact and of all it is drawn from."""
    if not fact.stated and not fact.roots:
        return NOTHING
    if fact not in known:
        views = (_canonical(fact.lean), _canonical(fact.plan), _canonical(fact.firm))
        roots = sorted(f"{root.path} {_of_fact(root, known)}" for root in fact.roots)
        grade = fact.grade.value if fact.grade else NOTHING
        known[fact] = _digest([*views, grade, *fact.evidence, NOTHING, *roots])
    return known[fact]


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:LENGTH]


def _canonical(admissible: Admissible) -> str:
    return "|".join(sorted(map(_words, admissible)))


def _words(value: Alternative | None) -> str:
    match value:
        case Interval(low, high):
            return f"[{low},{high}]"
        case Members(known, more):
            return f"{{{','.join(sorted(map(str, known)))}{',...' if more else ''}}}"
        case Breakdown(parts):
            return ";".join(f"{holder}={_words(part)}" for holder, part in parts)
        case _:
            return str(value)
