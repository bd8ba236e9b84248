"""Which outcomes a rule can reach, and whether an example shows each."""

from __future__ import annotations

from collections.abc import Iterator

from checker.checks.expression import Atom, Limit, leaves
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Force
from checker.rulebook.instruments import Status
from checker.rulebook.link import Misfit
from checker.rulebook.rules import Rule


def uncovered(book: Rulebook) -> Iterator[Misfit]:
    """A misfit for each outcome that a rule can reach and no example shows."""
    for rule in book.rules:
        missing = sorted(reachable(book, rule) - {example.expect for example in rule.examples})
        if missing:
            what = f"no example shows the outcome {', '.join(missing)}"
            yield Misfit(book.files[rule.id], ("examples",), what, "Add one for each outcome the rule can reach.")


def reachable(book: Rulebook, rule: Rule) -> set[str]:
    """The outcomes a rule can reach; an act not adopted yet is taken as adopted in an example."""
    outcomes = {"unknown"}
    if rule.applies_if is not None:
        outcomes.add("not_applicable")
    limits = [
        book.parameters[leaf.operand.parameter]
        for leaf in leaves(rule.check.expression())
        if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit) and leaf.operand.parameter in book.parameters
    ]
    if rule.start_names or rule.force is Force.proposal or any(limit.values for limit in limits):
        outcomes.add("not_yet")
    statuses = {
        period.status
        for source in rule.sources
        if source.instrument in book.instruments
        for period in book.instruments[source.instrument].status
    }
    if Status.in_force in statuses and all(limit.values for limit in limits):
        outcomes |= {"pass", "fail"}
    return outcomes
