"""``checker check``: judge profiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import options, summary
from checker.cli.progress import progress
from checker.errors import Invalid, Misuse, all_of, nearest
from checker.gate.exits import Exit
from checker.gate.policy import Policy, Soft
from checker.report.formats import FORMATS
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Severity, Theme

if TYPE_CHECKING:
    from checker.facts import Dossier
    from checker.gate.gate import Gated
    from checker.gate.waivers import Entry
    from checker.house import Settings


def annotating(judge: Callable[..., int]) -> Callable[..., int]:
    """Show mistakes on the lines of the files, too, where the form printed is that of GitHub."""

    @wraps(judge)
    def wrapped(**words: Any) -> int:
        try:
            return judge(**words)
        except Invalid as error:
            if words["form"] == "github" and words["output"] is None:
                from checker.report import github

                for line in github.mistakes(error.problems):
                    click.echo(line, nl=False)
            raise

    return wrapped


@click.command("check")
@options.profiles
@options.judging
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Form of the output.",
)
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in Severity]),
    show_default="high, or what checker.yaml says",
    help="Least severity that stops the gate.",
)
@click.option("--strict", is_flag=True, help="Undecided rules stop the gate too (exit 5).")
@click.option(
    "--also-fail",
    multiple=True,
    type=click.Choice([s.value for s in Soft]),
    help="Stop the gate for this, too.",
)
@click.option(
    "--theme", "themes", multiple=True, type=click.Choice([t.value for t in Theme]), help="Only rules of this theme."
)
@click.option("--rule", "rule_ids", multiple=True, help="Only this rule.")
@click.option("--all", "everything", is_flag=True, help="List every finding; in other formats, what is undecided.")
@click.option("--together", "joined", is_flag=True, help="Judge concentration over all deals together, too.")
@click.option("--changed-since", metavar="REV", help="Only profiles that changes since a git revision concern.")
@click.option("--no-waivers", is_flag=True, help="Leave waivers.yaml aside, for a reviewer.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Only what is new or worse than in this file."
)
@click.option(
    "--write-baseline", type=click.Path(path_type=Path, dir_okay=False), help="Write what fails or is undecided now."
)
@options.output
@annotating
def command(
    paths: tuple[Path, ...], as_of: date, rules: Path | None, engine: str | None, form: str, fail_on: str | None,
    strict: bool, also_fail: tuple[str, ...], themes: tuple[str, ...], rule_ids: tuple[str, ...], everything: bool,
    joined: bool, changed_since: str | None, no_waivers: bool, baseline: Path | None, write_baseline: Path | None,
    output: Path | None,
) -> int:  # fmt: skip
    """Judge profiles (default: those that checker.yaml names, else the folder profiles) and print what was found.

    Exit codes: 0 nothing at or above the level, 1 a rule fails there, 2 wrong usage, 3 something is invalid or a
    waiver expired, 4 nothing to check, 5 undecided (with --strict).
    """
    from checker import files
    from checker.assessment.assess import Assessor
    from checker.gate import baseline as baselines
    from checker.gate.gate import gated
    from checker.portfolio import Library, load_all
    from checker.together import across, together

    if everything and FORMATS[form].everything is None:
        raise Misuse(f"--all has no effect on {form}, which always holds every finding. Leave it out.")
    if write_baseline is not None and (themes or rule_ids or changed_since is not None):
        raise Misuse("--write-baseline holds every rule and profile. Leave out --theme, --rule and --changed-since.")
    if joined and changed_since is not None:
        raise Misuse("--together judges all deals as one, changed or not. Leave out --changed-since.")
    settings = options.house()
    found, beside = options.found(paths, settings), list[Path]()
    if not found:
        return Exit.nothing
    if changed_since is not None:
        found, beside = options.concerned(found, changed_since, rules, baseline)
    waivers = options.waivers(no_waivers)
    whole: Rulebook
    dossiers: list[Dossier]
    entries: tuple[Entry, ...]
    whole, dossiers, entries, past = all_of(
        lambda: options.judged_by(rules, settings),
        lambda: load_all(progress(found, "reading"), Library(), beside),
        lambda: options.read_waivers(waivers, as_of),
        lambda: baselines.read(baseline, baseline.as_posix()) if baseline is not None else None,
    )
    book = chosen(whole, themes, rule_ids, settings)
    if joined and len(dossiers) < 2:
        raise Misuse("--together has no effect on a single deal. Name two or more profiles.")
    marked = {entry.waiver.rule for entry in entries}
    assessment = Assessor(book, engine, marked).assess_all(progress(dossiers, "judging"), as_of)
    if joined:
        of_all = Assessor(across(book), engine, marked).assess(together(dossiers), as_of)
        deals = sorted((*assessment.deals, of_all), key=lambda deal: (deal.id, deal.path))
        assessment = replace(assessment, deals=tuple(deals))
    house = settings.policy
    policy = Policy(
        Severity(fail_on) if fail_on else house.level, strict or house.strict, house.also | set(map(Soft, also_fail))
    )
    result = gated(
        assessment,
        policy,
        frozenset(rule.id for rule in book.rules),
        whole=not (paths or themes or rule_ids or changed_since),
        entries=entries,
        themes_off=settings.themes_off,
        off=settings.remarks,
        past=past,
        baseline=baseline.as_posix() if baseline else None,
    )
    if write_baseline is not None:
        files.write(write_baseline, baselines.render(assessment.deals))
    write(result, book, form, everything, output)
    if form == "github":
        summary.add(result, book, everything=everything)
    return result.exit


def write(result: Gated, book: Rulebook, form: str, everything: bool, output: Path | None) -> None:
    """Render an assessment and print it or write it to a file."""
    from checker import files
    from checker.report import formats

    if form == "text":
        from checker.report import screen, text

        console = screen.console(to_file=output is not None)
        text.render(result, book, console, everything=everything)
        if output is not None:
            files.write(output, console.file.getvalue())  # type: ignore[attr-defined]
        return
    rendered = formats.render(form, result, book, everything=everything)
    if output is not None:
        files.write(output, rendered)
        return
    for piece in rendered:
        click.echo(piece, nl=False)


def chosen(book: Rulebook, themes: tuple[str, ...], ids: tuple[str, ...], settings: Settings | None = None) -> Rulebook:
    """The rulebook with only the rules asked for, without themes that the house does not check.

    Raises Misuse if a rule does not exist, a theme or rule asked for is off, or none is left.
    """
    known = {rule.id: rule for rule in book.rules}
    off = settings.themes_off if settings is not None else {}
    for id in ids:
        if id not in known:
            near = nearest(id, known)
            hint = f' Did you mean "{near}"?' if near else ' List them with "checker rules list".'
            raise Misuse(f'There is no rule "{id}".{hint}')
    for theme in [*themes, *(known[id].theme.value for id in ids)]:
        if theme in off and settings is not None:
            raise Misuse(f"The theme {theme} is off in {settings.shown}: {off[theme]}")
    rules = tuple(
        rule
        for rule in book.rules
        if (not ids or rule.id in ids) and (not themes or rule.theme.value in themes) and rule.theme.value not in off
    )
    if not rules:
        raise Misuse(f"None of the rules {', '.join(ids)} is of the theme {', '.join(themes)}.")
    return replace(book, rules=rules)
