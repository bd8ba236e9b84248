"""What is not wrong with a rulebook but should not be there."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.expression import Atom, Expression, Limit, Listed, leaves
from checker.derivations.classify import Classify
from checker.rulebook.book import Rulebook
from checker.rulebook.link import Misfit, inferred_reads
from checker.rulebook.reference import SOURCES
from checker.rulebook.rules import Derivation, Rule


def lint(book: Rulebook) -> Iterator[Misfit]:
    """Values, lists, acts and inferences that nothing uses; sentences that are none; examples with one name."""
    yield from _unused(book)
    yield from _questions(book)
    for source in sorted(book.reference.sources.keys() - book.reference.cited()):
        yield Misfit(SOURCES, ("sources", source), f'no figure is taken from "{source}"', "Remove it.")
    for rule in book.rules:
        yield from _sentences(book, rule)
    items: list[Rule | Derivation] = [*book.rules, *book.derivations]
    for item in items:
        names = [example.name for example in item.examples]
        for name in sorted({name for name in names if names.count(name) > 1}):
            at = ("examples", names.index(name))
            yield Misfit(book.files[item.id], at, f'two examples are called "{name}"', "Say what each shows.")


def _sentences(book: Rulebook, rule: Rule) -> Iterator[Misfit]:
    file = book.files[rule.id]
    for path, question in rule.ask.items():
        if not question.question.endswith(("?", ".")):
            yield Misfit(file, ("ask", path), "the question is no sentence", "End it with a question mark.")
    for key in ("why", "fix"):
        text = getattr(rule, key)
        if len(text) < 20 or not text.rstrip("'\"").endswith("."):
            yield Misfit(file, (key,), f'"{key}" is no sentence', "Say it in full and end it with a full stop.")
    if rule.title.endswith("."):
        yield Misfit(file, ("title",), "the title ends with a full stop", "Remove it.")


def _questions(book: Rulebook) -> Iterator[Misfit]:
    for about, questions in book.questions.items():
        file = book.files[f"questions {about}"]
        rules = [rule for rule in book.rules if rule.for_each == about]
        for path, question in questions.items():
            if not any(rule.ask.get(path) is question for rule in rules):
                yield Misfit(file, ("questions", path), "no rule asks the usual question", "Remove it.")
            for rule in rules:
                own = rule.ask.get(path)
                if own == question and own is not question:
                    todo = "Remove it here; the usual question is asked without it."
                    yield Misfit(book.files[rule.id], ("ask", path), "the rule repeats the usual question", todo)


def _unused(book: Rulebook) -> Iterator[Misfit]:
    used: set[str] = set()
    for rule in book.rules:
        used |= names_read(book, rule)
    for derivation in book.derivations:
        used |= names_inferred_from(derivation)
    for name in sorted((book.parameters.keys() | book.starts.keys()) - used):
        yield Misfit(book.files[name], (), f'no rule uses "{name}"', "Use or remove it.")
    for listed in sorted(book.lists.keys() - used):
        yield Misfit(book.files[f"list {listed}"], (), f'nothing uses the list "{listed}"', "Use or remove it.")
    for table in sorted(book.defaults.keys() - used):
        yield Misfit(book.files[f"defaults {table}"], (), f'nothing uses the comparison "{table}"', "Use or remove it.")
    compared = [law for table in book.defaults.values() for law in table.laws]
    used |= {source.instrument for law in compared for source in law.sources}
    used |= {source.instrument for listed in book.lists.values() for source in listed.sources}
    for act in sorted(book.instruments.keys() - used):
        yield Misfit(book.files[f"instrument {act}"], (), f'nothing cites "{act}"', "Cite or remove it.")
    read = {key for derivation in book.derivations for key in inferred_reads(book, derivation)}
    for rule in book.rules:
        read |= {book.routes.find(path, rule.for_each).key for path in rule.ask}
    for derivation in book.derivations:
        if derivation.fact not in read and derivation.fact != "deal.is_transaction":
            yield Misfit(
                book.files[derivation.id], ("fact",), f'nothing reads "{derivation.fact}"', "Use or remove it."
            )


def names_read(book: Rulebook, rule: Rule) -> set[str]:
    """The acts, values, starting days and lists that a rule itself depends on."""
    names = {source.instrument for source in rule.sources}
    for name in rule.start_names:
        start = book.starts[name]
        names |= {name, *(start.later_of.after if start.later_of else ())}
    trees = [rule.check.expression(), *([rule.applies_if] if rule.applies_if is not None else [])]
    return names | {name for tree in trees for name in _operands(tree)}


def names_inferred_from(derivation: Derivation) -> set[str]:
    """The acts that an inference cites, and the values and lists that it reads."""
    return {source.instrument for source in derivation.sources} | values_inferred_from(derivation)


def values_inferred_from(derivation: Derivation) -> set[str]:
    """The values and lists that an inference reads."""
    how = derivation.derive.how
    names = {
        name
        for key in ("except_list", "owner_country_not_in", "owner_country_in", "table")
        if (name := getattr(how, key, None))
    }
    trees = [branch.when for branch in how.branches] if isinstance(how, Classify) else [getattr(how, "where", None)]
    return names | {name for tree in trees if tree is not None for name in _operands(tree)}


def _operands(tree: Expression) -> Iterator[str]:
    for leaf in leaves(tree):
        if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit):
            yield leaf.operand.parameter
        if isinstance(leaf, Atom) and isinstance(leaf.operand, Listed):
            yield leaf.operand.id
