"""``checker rules``: the rulebook as a product."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.progress import progress
from checker.errors import Invalid, Problem
from checker.gate.exits import Exit
from checker.rulebook.common import Theme

if TYPE_CHECKING:
    from checker.rulebook.book import Rulebook
    from checker.rulebook.rules import Derivation, Rule


@click.group("rules")
def command() -> None:
    """The rulebook: list, show, lint, test and mutate it, and see how much of each act it covers."""


@command.command("list")
@options.rules_folder
@click.option("--theme", type=click.Choice([t.value for t in Theme]), help="Only rules of this theme.")
def list_command(rules: Path | None, theme: str | None) -> None:
    """List every rule with its force, severity, grade of checking and title."""
    from checker.report import screen
    from checker.report.rules import listing

    listing(options.rulebook(rules), theme, screen.console())


@command.command("show")
@click.argument("rule")
@options.rules_folder
def show_command(rule: str, rules: Path | None) -> None:
    """Show one rule as a page: what, whom, since when, figures, questions, cure, examples."""
    from checker.cli.check import chosen
    from checker.report import screen
    from checker.report.rules import page

    book = options.rulebook(rules, examples=True)
    page(chosen(book, (), (rule,)).rules[0], book, screen.console())


@command.command("lint")
@options.rules_folder
def lint_command(rules: Path | None) -> int:
    """Load the rulebook with every check and look for what nothing uses (exit 3 if anything is found)."""
    from checker.rulebook.lint import lint
    from checker.rulebook.load import problems

    book = options.rulebook(rules, examples=True)
    raise_if(problems(rules, lint(book)))
    parts = {
        "rules": book.rules,
        "inferences": book.derivations,
        "values": book.parameters,
        "starting days": book.starts,
        "lists": book.lists,
        "national laws compared": [law for table in book.defaults.values() for law in table.laws],
        "acts": book.instruments,
        "files of published shares": book.reference.shares,
    }
    click.echo(", ".join(f"{len(part)} {name}" for name, part in parts.items()) + ": in order.")
    return Exit.clean


@command.command("test")
@options.rules_folder
@click.option("--rule", "only", multiple=True, help="Only this rule or inference; may be repeated.")
def test_command(rules: Path | None, only: tuple[str, ...]) -> int:
    """Read the published figures and run every example (exit 3 if one does not come out as it says)."""
    from checker.proof.examples import test_derivation, test_rule
    from checker.rulebook.link import Misfit
    from checker.rulebook.load import problems
    from checker.rulebook.rules import Rule

    book = options.rulebook(rules, examples=True)
    book.shelf.open()
    items = named(book, only)
    failures = [
        failure
        for item in progress(items, "testing")
        for failure in (test_rule(book, item) if isinstance(item, Rule) else test_derivation(book, item))
    ]
    todo = "Correct the rule or the example."
    misfits = [
        Misfit(
            book.files[failure.id], ("examples", failure.number), f'the example "{failure.name}": {failure.what}', todo
        )
        for failure in failures
    ]
    raise_if(problems(rules, misfits))
    count = sum(len(item.examples) for item in items)
    click.echo(f"{count} examples of {len(items)} rules and inferences come out as they say.")
    return Exit.clean


@command.command("mutate")
@options.rules_folder
@click.option("--rule", "only", multiple=True, help="Only this rule or inference, and what it reads; may be repeated.")
def mutate_command(rules: Path | None, only: tuple[str, ...]) -> int:
    """Change every limit, comparison, date and condition in turn; an example has to notice each (exit 3)."""
    from checker.proof.mutate import mutate

    book = options.rulebook(rules, examples=True)
    named(book, only)
    done, survivors = 0, []
    for result in mutate(book, frozenset(only)):
        done += 1
        if sys.stderr.isatty() and done % 50 == 0:
            click.echo(f"\r{done} changes", nl=False, err=True)
        if not result.noticed:
            survivors.append(f"{result.name}: {result.what}")
    for survivor in survivors:
        click.echo(f"no example notices: {survivor}")
    click.echo(f"{done} changes tried, {done - len(survivors)} noticed by an example, {len(survivors)} not.")
    return Exit.invalid if survivors else Exit.clean


@command.command("coverage")
@click.argument("instrument", required=False)
@options.rules_folder
@options.form
def coverage_command(instrument: str | None, rules: Path | None, form: str) -> None:
    """Show what of each act is encoded and what is not, and why; of one act, provision by provision."""
    import json

    from checker.errors import Misuse, nearest
    from checker.report import coverage, screen

    book = options.rulebook(rules)
    if instrument is not None and instrument not in book.coverage:
        near = nearest(instrument, book.coverage)
        hint = f' Did you mean "{near}"?' if near else f" There are: {', '.join(book.coverage)}."
        raise Misuse(f'The provisions of "{instrument}" are not accounted for.{hint}')
    asked = [book.coverage[instrument]] if instrument else list(book.coverage.values())
    if form == "json":
        found = {"schema": "checker/coverage-report/1", "instruments": [coverage.data(book, item) for item in asked]}
        click.echo(json.dumps(found, indent=1, ensure_ascii=False))
    elif instrument:
        coverage.page(book, asked[0], screen.console())
    else:
        coverage.overview(book, screen.console())


def named(book: Rulebook, only: tuple[str, ...]) -> list[Rule | Derivation]:
    """The rules and inferences of these names, or all of them. Raises Misuse for a name that is none."""
    from checker.cli.check import chosen

    everything: list[Rule | Derivation] = [*book.derivations, *book.rules]
    for name in only:
        if name not in {item.id for item in everything}:
            chosen(book, (), (name,))
    return [item for item in everything if not only or item.id in only]


def raise_if(found: list[Problem]) -> None:
    """Raise Invalid if there is any problem."""
    if found:
        raise Invalid(found)
