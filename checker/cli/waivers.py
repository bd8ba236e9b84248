"""``checker waivers``: findings that somebody accepted."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.check import chosen
from checker.cli.options import Day
from checker.cli.progress import progress
from checker.errors import Invalid, Misuse, Problem, all_of
from checker.gate.exits import Exit

if TYPE_CHECKING:
    from checker.assessment.findings import DealAssessment, Finding
    from checker.gate.waivers import Standing


@click.group("waivers")
def command() -> None:
    """Accepted findings: list them with how they stand, look for those that do not hold, add one."""


@command.command("list")
@options.profiles
@options.judging
@options.form
def list_command(paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None, form: str) -> int:
    """List every waiver and how it stands."""
    from checker.report import screen, waivers

    found = _standings(paths, as_of, rules, engine)
    if found is None:
        return Exit.nothing
    if form == "json":
        click.echo(waivers.as_json(found, as_of), nl=False)
    else:
        waivers.render(found, as_of, screen.console())
    return Exit.clean


@command.command("lint")
@options.profiles
@options.judging
def lint_command(paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None) -> int:
    """Look for waivers that do not hold: expired, given on other facts, or matching nothing (exit 3 if any)."""
    found = _standings(paths, as_of, rules, engine)
    if found is None:
        return Exit.nothing
    remarks = [remark for standing in found if (remark := standing.remark) is not None]
    if remarks:
        raise Invalid(_problem(remark.path, remark.line, remark.column, remark.words) for remark in remarks)
    click.echo(f"{len(found)} {'waiver holds' if len(found) == 1 else 'waivers hold'}.")
    return Exit.clean


def _problem(path: str, line: int, column: int, words: str) -> Problem:
    """A remark in the form of mistakes: what is wrong, what to do."""
    what, _, todo = words.partition(". ")
    return Problem(path, line, column, what[:1].lower() + what[1:], todo)


@command.command("add")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("rule")
@click.option("--subject", help="Id of the entity; may be left out if the rule is open for one only.")
@click.option("--reason", required=True, help="Why it is accepted.")
@click.option("--approved-by", required=True, help="Who accepts it.")
@click.option("--expires", type=Day(), required=True, help="Last day on which it holds, at most two years ahead.")
@options.judging
def add_command(
    path: Path, rule: str, subject: str | None, reason: str, approved_by: str, expires: date,
    as_of: date, rules: Path | None, engine: str | None,
) -> int:  # fmt: skip
    """Accept what RULE finds in the profile PATH, on the facts stated now, and write it to waivers.yaml.

    What fails comes before what is undecided. An earlier waiver of the same finding is replaced.
    """
    from pydantic import ValidationError

    from checker import files, house
    from checker.assessment.assess import Assessor
    from checker.gate import waivers
    from checker.gate.waivers import Waiver
    from checker.gate.waiving import written
    from checker.portfolio import Library, gather, load_all

    if not as_of <= expires <= waivers.furthest(as_of):
        raise Misuse(f"--expires {expires} does not lie between {as_of} and two years later.")
    settings = options.house()
    profiles = gather([path])
    if len(profiles) != 1:
        raise Misuse(f"{path} holds {len(profiles)} profiles. Name one.")
    book, dossiers = all_of(lambda: options.judged_by(rules, settings), lambda: load_all(profiles, Library()))
    deal = Assessor(chosen(book, (), (rule,), settings), engine, [rule]).assess(dossiers[0], as_of)
    finding = _accepted(deal, rule, subject)
    data: dict[str, object] = {
        "rule": rule, "deal": deal.id, "subject": finding.subject, "outcome": finding.outcome.value,
        "reason": reason, "approved_by": approved_by, "expires": expires.isoformat(), "facts": finding.fingerprint,
    }  # fmt: skip
    try:
        waiver = Waiver.model_validate(data)
    except ValidationError as error:
        raise Misuse("; ".join(f"--{str(e['loc'][0]).replace('_', '-')}: {e['msg']}" for e in error.errors())) from None
    file = house.find(Path.cwd(), waivers.NAME) or house.root(Path.cwd()) / waivers.NAME
    shown = Path(os.path.relpath(file)).as_posix()
    files.write(file, written(file.read_text("utf-8") if file.exists() else None, waiver, shown))
    click.echo(f"{shown}: {rule} for {finding.subject} of {deal.id} is {waiver.said}")
    return Exit.clean


def _accepted(deal: DealAssessment, rule: str, subject: str | None) -> Finding:
    """The finding to accept. Raises Misuse if there is none, or more than one."""
    from checker.assessment.findings import Outcome

    outcomes = {finding.subject: finding.outcome.value.replace("_", " ") for finding in deal.findings}
    said = ", ".join(f"{name} {outcome}" for name, outcome in outcomes.items())
    if subject is not None and subject not in outcomes:
        raise Misuse(f'{rule} is not judged for "{subject}" in {deal.id}, only for: {said}.')
    among = [finding for finding in deal.findings if subject in (None, finding.subject)]
    for outcome in (Outcome.failed, Outcome.unknown):
        found = [finding for finding in among if finding.outcome is outcome]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(finding.subject for finding in found)
            raise Misuse(f"{rule} is open for several in {deal.id}: {names}. Name one with --subject.")
    raise Misuse(f"There is nothing to waive: {rule} in {deal.id}: {said}.")


def _standings(
    paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None
) -> tuple[Standing, ...] | None:
    """How each waiver stands; None if there is no file of waivers or no profile."""
    from checker.assessment.assess import Assessor
    from checker.gate import waivers
    from checker.portfolio import Library, load_all

    file = options.waivers(aside=False)
    if file is None:
        click.echo(f"checker: there is no {waivers.NAME} here.", err=True)
        return None
    settings = options.house()
    found = options.found(paths, settings)
    if not found:
        return None
    whole, dossiers, entries = all_of(
        lambda: options.judged_by(rules, settings),
        lambda: load_all(progress(found, "reading"), Library()),
        lambda: options.read_waivers(file, as_of),
    )
    book = chosen(whole, (), (), settings)
    judged = frozenset(rule.id for rule in book.rules)
    marked = {entry.waiver.rule for entry in entries}
    named = {entry.waiver.deal for entry in entries}
    assessor = Assessor(book, engine, marked)
    deals = [assessor.assess(dossier, as_of) for dossier in dossiers if dossier.id in named]
    return waivers.standings(entries, deals, judged, as_of, whole=not paths)
