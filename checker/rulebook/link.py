"""Whether the parts of a rulebook fit together: every name leads somewhere and every test fits its fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from checker.checks.expression import Atom, Compare, Expression, Limit, Listed, Moment, Op, leaves
from checker.derivations.classify import Classify
from checker.derivations.covers import Covers
from checker.derivations.default_law import DefaultLaw, LawsDiffer
from checker.derivations.first_of import FirstOf
from checker.derivations.largest_sum import LargestSum
from checker.derivations.look_through import Held
from checker.derivations.named import Named
from checker.derivations.narrow import Narrow
from checker.derivations.over_list import OverList, Sum
from checker.derivations.published import Published
from checker.errors import nearest
from checker.models import show
from checker.profile.kinds import Amount, Choice, Date, Flag, Kind, Link, Many, Share, Shares, Text
from checker.profile.vocabulary import facts_of, plurals
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Checked, Severity, Source
from checker.rulebook.coverage import Coverage
from checker.rulebook.defaults import Defaults
from checker.rulebook.routes import NoRoute, Route
from checker.rulebook.rules import Derivation, Rule

Steps = tuple[str | int, ...]
_PLACES = re.compile(r"\{([^{}]*)\}")
_MEASURED: dict[str, tuple[tuple[type[Kind], ...], str]] = {
    "of": ((Shares,), "shares by country"),
    "country": ((Choice,), "one word of a set"),
    "holder": ((Choice, Many), "one word of a set, or a list of such"),
    "giver": ((Choice,), "one word of a set"),
    "taker": ((Choice,), "one word of a set"),
    "share": ((Share,), "a share"),
    "first": ((Share,), "a share"),
    "second": ((Share,), "a share"),
}
"""What the facts are that measures of shares read, by the option that names them."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something in a rulebook file that does not fit the rest."""

    file: str
    """The file, within the folder."""
    steps: Steps
    """Way to the place in it."""
    what: str
    todo: str
    word: str | None = None
    """The nearest valid word."""
    wrong: str | None = None
    """The word at fault, to be looked for at the place and below."""


def link(book: Rulebook) -> Iterator[Misfit]:
    """Every misfit of a rulebook."""
    for rule in book.rules:
        yield from _rule(book, rule)
    for derivation in book.derivations:
        yield from _derivation(book, derivation)
    yield from _circles(book)
    for name, start in book.starts.items():
        for act in start.later_of.after if start.later_of else ():
            yield from _named("instrument", act, book.instruments, book.files[name], ("starts",))
    yield from _twins(book)
    for coverage in book.coverage.values():
        yield from _coverage(book, coverage)
    for listed in book.lists.values():
        yield from _sources(book, listed.sources, book.files[f"list {listed.id}"])
    for table in book.defaults.values():
        yield from _comparison(book, table)


def _coverage(book: Rulebook, coverage: Coverage) -> Iterator[Misfit]:
    file = book.files[f"coverage {coverage.instrument}"]
    yield from _named("instrument", coverage.instrument, book.instruments, file, ("instrument",))
    known = {name.split()[-1] for name in book.files if not name.startswith(("coverage ", "questions "))}
    said = set()
    for number, provision in enumerate(coverage.provisions):
        said |= set(provision.encoded_by)
        for name in provision.encoded_by:
            yield from _named("part of the rulebook", name, known, file, ("provisions", number, "encoded_by"))
    for rule in book.rules:
        if rule.id not in said and any(source.instrument == coverage.instrument for source in rule.sources):
            what = f'the rule cites "{coverage.instrument}", whose coverage does not name it'
            yield Misfit(book.files[rule.id], ("sources",), what, f"Add it to {file}.")


def _comparison(book: Rulebook, table: Defaults) -> Iterator[Misfit]:
    file = book.files[f"defaults {table.id}"]
    yield from _named("instrument", table.instrument, book.instruments, file, ("instrument",))
    for number, law in enumerate(table.laws):
        for place, source in enumerate(law.sources):
            at = ("laws", number, "sources", place, "instrument")
            yield from _named("instrument", source.instrument, book.instruments, file, at)
    for key in ("countries", "likely"):
        path = getattr(table, key)
        yield from _typed(book, path, table.for_each, (Many,), "a list", file, (key,))


def _rule(book: Rulebook, rule: Rule) -> Iterator[Misfit]:
    file = book.files[rule.id]
    yield from _sources(book, rule.sources, file)
    if rule.applies_if is not None:
        yield from _tree(book, rule.applies_if, rule.for_each, file, ("applies_if",))
    yield from _tree(book, rule.check.expression(), rule.for_each, file, ("check",))
    if rule.dated_by is not None:
        yield from _typed(book, rule.dated_by, rule.for_each, (Date,), "a date", file, ("dated_by",))
    for name in rule.start_names:
        yield from _named("start", name, book.starts, file, ("starts_by" if rule.starts_by else "starts",))
    for key, words in (
        ("starts_by", rule.starts_by and rule.starts_by.starts),
        ("sources_by", rule.sources_by and rule.sources_by.sources),
    ):
        if words:
            yield from _telling(book, rule, key, words, file)
    read = set(rule.reads())
    for path in sorted(read - set(rule.ask)):
        yield Misfit(file, ("ask",), f'no question asks for "{path}"', "Add one a person could send.")
    for path in sorted(set(rule.ask) - read):
        what = f'a question asks for "{path}", which the rule does not read'
        yield Misfit(file, ("ask", path), what, "Remove it.", nearest(path, read))
    for path, question in rule.ask.items():
        for place in _PLACES.findall(question.question):
            yield from _filled(book, place, rule, file, ("ask", path))
    if rule.verified.grade is Checked.unverified and rule.severity in (Severity.high, Severity.critical):
        yield Misfit(file, ("severity",), f"an unverified rule is {rule.severity}", "Write medium or less.")
    if rule.verified.grade is not Checked.unverified:
        for name in _values(rule):
            value = book.parameters.get(name) or book.starts.get(name)
            if value is not None and value.verified.grade is Checked.unverified:
                what = f'the rule counts as {rule.verified.grade} and its value "{name}" is unverified'
                yield Misfit(file, ("verified",), what, "Mark the rule unverified.")


def _filled(book: Rulebook, place: str, rule: Rule, file: str, at: Steps) -> Iterator[Misfit]:
    todo = "Name a fact of the subject or the deal, such as {facility.name}; nothing else is filled in."
    try:
        kind = book.routes.find(place, rule.for_each).kind
    except NoRoute as error:
        yield Misfit(file, at, f'"{{{place}}}" in the question names no fact', todo, error.word)
        return
    if isinstance(kind, Many | Shares):
        yield Misfit(file, at, f'"{{{place}}}" in the question is a list', todo)


def _telling(book: Rulebook, rule: Rule, key: str, words: Iterable[str], file: str) -> Iterator[Misfit]:
    fact = getattr(rule, key).fact
    try:
        kind = book.routes.find(fact, rule.for_each).kind
    except NoRoute as error:
        yield Misfit(file, (key,), error.what, "Name a fact of the profile or an inferred one.", error.word)
        return
    if not isinstance(kind, Choice):
        yield Misfit(file, (key, "fact"), f'"{fact}" is not one word of a set', "Name such a fact.")
        return
    yield from _words(Atom(fact, Op.among), words, kind, file, (key, key.removesuffix("_by")))


def _values(rule: Rule) -> Iterator[str]:
    yield from rule.start_names
    for tree in (rule.applies_if, rule.check.expression()):
        for leaf in leaves(tree) if tree is not None else ():
            if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit):
                yield leaf.operand.parameter


def _derivation(book: Rulebook, derivation: Derivation) -> Iterator[Misfit]:
    file = book.files[derivation.id]
    yield from _sources(book, derivation.sources, file)
    entity, _, field = derivation.fact.partition(".")
    if entity != derivation.for_each:
        yield Misfit(
            file, ("fact",), f'"{derivation.fact}" is no fact of {derivation.for_each}', "Begin with for_each."
        )
    if field in facts_of(derivation.for_each):
        yield Misfit(
            file, ("fact",), f'"{derivation.fact}" can be stated in a profile', "Infer a fact of its own name."
        )
    how = derivation.derive.how
    steps: Steps = ("derive", derivation.derive.kind)
    match how:
        case Classify():
            for number, branch in enumerate(how.branches):
                if branch.when is not None:
                    at = (*steps, "branches", number, "when")
                    yield from _tree(book, branch.when, derivation.for_each, file, at)
        case Narrow():
            for path in how.facts:
                yield from _typed(book, path, derivation.for_each, (Choice, Flag), "one word of a set", file, steps)
        case DefaultLaw() | LawsDiffer():
            yield from _named("comparison of laws", how.table, book.defaults, file, (*steps, "table"))
            for question in (how.question,) if isinstance(how, DefaultLaw) else how.questions:
                known = book.defaults[how.table].questions if how.table in book.defaults else (question,)
                yield from _named("question of it", question, known, file, steps)
            yield from _typed(book, how.countries, derivation.for_each, (Many,), "a list", file, (*steps, "countries"))
        case Published():
            for path in (how.material, how.stage):
                yield from _typed(book, path, derivation.for_each, (Choice,), "one word of a set", file, steps)
        case Covers():
            for path in how.reads():
                yield from _typed(book, path, derivation.for_each, (Many,), "a list", file, steps)
        case Named():
            for path in how.reads():
                yield from _named_by(book, how.word, path, derivation.for_each, file, steps)
        case FirstOf():
            for path in how.dates:
                yield from _typed(book, path, derivation.for_each, (Date,), "a date", file, (*steps, "dates"))
        case OverList():
            if how.of not in plurals():
                yield Misfit(file, (*steps, "of"), f'"{how.of}" is no list', "Name a list.", nearest(how.of, plurals()))
                return
            if how.where is not None:
                yield from _tree(book, how.where, plurals()[how.of], file, (*steps, "where"))
            if isinstance(how, Sum | LargestSum):
                yield from _typed(
                    book, how.value, plurals()[how.of], (Amount, Share), "a number", file, (*steps, "value")
                )
        case Held():
            if how.on is not None:
                yield from _typed(book, how.on, derivation.for_each, (Date,), "a date", file, (*steps, "on"))
    for option in ("except_list", "owner_country_not_in", "owner_country_in"):
        if (named := getattr(how, option, None)) is not None:
            yield from _named("list", named, book.lists, file, (*steps, option))
    for option, (kinds, meant) in _MEASURED.items() if not isinstance(how, OverList) else ():
        named_fact = getattr(how, option, None)
        if named_fact is not None:
            yield from _typed(book, named_fact, derivation.for_each, kinds, meant, file, (*steps, option))


def _named_by(book: Rulebook, word: str, path: str, subject: str, file: str, at: Steps) -> Iterator[Misfit]:
    try:
        kind = book.routes.find(path, subject).kind
    except NoRoute as error:
        yield Misfit(file, at, error.what, "Name a fact of the profile or an inferred one.", error.word, path)
        return
    while isinstance(kind, Many):
        kind = kind.of
    if isinstance(kind, Choice):
        yield from _words(Atom(path, Op.includes), [word], kind, file, at)
    elif not isinstance(kind, Flag):
        what = f'"{path}" is neither a word of a set nor a yes or no, or a list of such'
        yield Misfit(file, at, what, "Name such a fact.", wrong=path)


def _twins(book: Rulebook) -> Iterator[Misfit]:
    first: dict[str, str] = {}
    for derivation in book.derivations:
        other = first.setdefault(derivation.fact, derivation.id)
        if other != derivation.id:
            what = f'"{derivation.fact}" is inferred by "{other}" too'
            yield Misfit(book.files[derivation.id], ("fact",), what, "Keep one inference, with a branch for each case.")


def _circles(book: Rulebook) -> Iterator[Misfit]:
    needs = {d.fact: inferred_reads(book, d) for d in book.derivations}
    done: set[str] = set()
    while ready := {fact for fact, reads in needs.items() if fact not in done and reads <= done}:
        done |= ready
    for derivation in book.derivations:
        if derivation.fact not in done:
            what = f'"{derivation.fact}" is drawn, in the end, from itself'
            yield Misfit(book.files[derivation.id], ("derive",), what, "Break the circle.")


def inferred_reads(book: Rulebook, derivation: Derivation) -> set[str]:
    """The inferred facts that a derivation reads, over links and lists included."""
    return {route.key for route in routes_read(book, derivation)} & book.inferred


def drawn_on(book: Rulebook, facts: Iterable[str]) -> tuple[Derivation, ...]:
    """The inferences that inferred facts are drawn on, in the end, their own included; in the rulebook's order."""
    by_fact = {derivation.fact: derivation for derivation in book.derivations}
    found: dict[str, Derivation] = {}
    waiting = [fact for fact in facts if fact in by_fact]
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found[fact] = by_fact[fact]
            waiting += inferred_reads(book, by_fact[fact])
    return tuple(derivation for derivation in book.derivations if derivation.fact in found)


def routes_read(book: Rulebook, derivation: Derivation) -> list[Route]:
    """The ways that a derivation takes to the facts it reads; each from its own subject or from a list's entities."""
    how = derivation.derive.how
    subject = plurals()[how.of] if isinstance(how, OverList) and how.of in plurals() else derivation.for_each
    found = []
    for path in how.reads():
        for start in (subject, derivation.for_each, path.partition(".")[0]):
            try:
                found.append(book.routes.find(path, start))
                break
            except (NoRoute, KeyError):
                continue
    return found


def _tree(book: Rulebook, tree: Expression, subject: str, file: str, steps: Steps) -> Iterator[Misfit]:
    for leaf in leaves(tree):
        at = (*steps, leaf.path) if steps and steps[-1] in ("applies_if", "when", "where") else steps
        if isinstance(leaf, Compare):
            for path in (leaf.path, leaf.other):
                yield from _typed(book, path, subject, (Date,), "a date", file, at)
            continue
        if leaf.operand is Moment.subject and "where" not in steps:
            yield Misfit(file, at, '"is_subject" stands outside the conditions on a list', "Name what is meant.")
        try:
            kind = book.routes.find(leaf.path, subject).kind
        except NoRoute as error:
            todo = "Name a fact of the profile or an inferred one."
            yield Misfit(file, steps, error.what, todo, error.word, leaf.path)
            continue
        yield from _fits(book, leaf, kind, file, at)


def _fits(book: Rulebook, leaf: Atom, kind: Kind, file: str, at: Steps) -> Iterator[Misfit]:
    inner = kind.of if isinstance(kind, Many) else kind
    match leaf.operand:
        case Limit(name):
            yield from _named("parameter", name, book.parameters, file, at)
            parameter = book.parameters.get(name)
            if parameter is not None and (parameter.unit == "date") != isinstance(kind, Date):
                what = f'"{name}" is measured in {parameter.unit}, "{leaf.path}" is not'
                yield Misfit(file, at, what, "Compare like with like.", wrong=name)
        case Listed(name):
            yield from _named("list", name, book.lists, file, at)
        case frozenset() as words if not isinstance(inner, Amount | Share | Date | Shares):
            yield from _words(leaf, words, inner, file, at)
        case _:
            pass
    wanted: tuple[tuple[type[Kind], ...], str] | None = None
    match leaf.op:
        case Op.at_most | Op.less_than:
            wanted = (Amount, Share, Date), "a number or a date"
        case Op.includes | Op.includes_outside if not leaf.negated:
            wanted = (Many,), "a list"
        case Op.includes | Op.includes_outside:
            wanted = (Text, Choice, Link, Many), "a word or a list"
        case Op.among:
            wanted = (Text, Choice, Link, Flag), "a single word, yes or no"
        case Op.present:
            pass
    if wanted is not None and not isinstance(kind, wanted[0]):
        todo = "Choose a test that fits the fact."
        yield Misfit(file, at, f'"{leaf.path}" is not {wanted[1]}', todo, wrong=leaf.path)


def _words(leaf: Atom, words: Iterable[Any], kind: Kind, file: str, at: Steps) -> Iterator[Misfit]:
    for word in sorted(words, key=str):
        if isinstance(kind, Choice) and word not in kind.words:
            what, todo = f'"{leaf.path}" is never {show(word)}', f"Write one of: {', '.join(kind.words[:30])}."
            yield Misfit(file, at, what, todo, nearest(word, kind.words), word if isinstance(word, str) else leaf.path)
        elif isinstance(kind, Flag) != isinstance(word, bool):
            what = f'"{leaf.path}" is held against {show(word)}'
            yield Misfit(file, at, what, "Write true or false for a yes or no, and only there.", wrong=leaf.path)


def _typed(
    book: Rulebook, path: str, subject: str, kinds: tuple[type[Kind], ...], meant: str, file: str, at: Steps
) -> Iterator[Misfit]:
    try:
        kind = book.routes.find(path, subject).kind
    except NoRoute as error:
        yield Misfit(file, at, error.what, "Name a fact of the profile or an inferred one.", error.word, path)
        return
    if not isinstance(kind, kinds):
        yield Misfit(file, at, f'"{path}" is not {meant}', f"Name {meant}.", wrong=path)


def _sources(book: Rulebook, sources: Iterable[Source], file: str) -> Iterator[Misfit]:
    for number, source in enumerate(sources):
        yield from _named("instrument", source.instrument, book.instruments, file, ("sources", number, "instrument"))


def _named(what: str, name: str, known: Iterable[str], file: str, at: Steps) -> Iterator[Misfit]:
    if name not in known:
        said = f'no {what} is called "{name}"'
        yield Misfit(file, at, said, "Use one that exists, or add it.", nearest(name, known), name)
