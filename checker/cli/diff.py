"""``checker diff``: which outcomes are not the same on two sides, and why."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import options
from checker.cli.progress import progress
from checker.errors import Invalid, Misuse, all_of, nearest
from checker.gate.exits import Exit
from checker.rulebook.common import Severity, Theme

if TYPE_CHECKING:
    from checker.gate.compare import Cause, Comparison
    from checker.rulebook.book import Rulebook
    from checker.sides import Profiles

Days = tuple[date, date]
Two = tuple[str, str]
Books = tuple["Rulebook", "Rulebook"]


class Span(click.ParamType[Days]):
    """A day, or two with .. between them."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Days:
        """The two days; one day twice."""
        if not isinstance(value, str):
            return value if isinstance(value, tuple) else (value, value)
        first, dots, last = value.partition("..")
        days = [options.Day().convert(day, param, ctx) for day in ((first, last) if dots else (first, first))]
        if dots and days[0] >= days[1]:
            self.fail(f"{first} does not lie before {last}: write the earlier day first.", param, ctx)
        return days[0], days[1]


@click.command("diff")
@click.argument("words", nargs=-1, metavar="[A B] [PATH...]")
@click.option(
    "--as-of", "days", type=Span(), default=options.today, show_default="today", help="Law date, or D1..D2 to compare."
)
@click.option(
    "--rules", nargs=2, metavar="OLD NEW", help="Two rulebooks, each a folder or REV:FOLDER; one twice to use it."
)
@options.engine
@options.form
@click.option(
    "--fail-on", type=click.Choice([s.value for s in Severity]), help="Exit 1 if a rule this grave comes to fail."
)
@click.option(
    "--theme", "themes", multiple=True, type=click.Choice([t.value for t in Theme]), help="Only rules of this theme."
)
@click.option("--rule", "rule_ids", multiple=True, help="Only this rule.")
@click.option("--all", "everything", is_flag=True, help="List every change of every deal.")
@options.output
def command(
    words: tuple[str, ...], days: Days, rules: Two | None, engine: str | None, form: str, fail_on: str | None,
    themes: tuple[str, ...], rule_ids: tuple[str, ...], everything: bool, output: Path | None,
) -> int:  # fmt: skip
    """Compare two sides and say of each deal which outcomes change, and why.

    A and B are two profiles, folders or git revisions (A..B works too); PATHs then name profiles of the revisions.
    With --as-of D1..D2 the same profiles (PATHs) are judged on two law dates, with --rules OLD NEW by two rulebooks.
    Waivers and baselines stay aside.

    Exit codes: 0 compared, 1 a rule comes to fail at the level of --fail-on, 2 wrong usage, 3 something is invalid on
    either side, 4 nothing to compare.
    """
    from checker import files
    from checker.assessment.assess import Assessor
    from checker.gate.compare import compare
    from checker.gate.policy import Policy
    from checker.report import difference, difference_json, screen

    if everything and form != "text":
        raise Misuse(f"--all has no effect on {form}, which always holds every change. Leave it out.")
    kind = _kind(rules, days)
    names, loads = (
        _two(words, rules) if kind == "profiles" else _one(words, rules if kind == "rulebooks" else None, days)
    )
    sides: list[Profiles]
    *sides, old, new = all_of(*loads, *_rulebooks(rules))
    if not any(side.dossiers for side in sides):
        click.echo("checker: no profiles found to compare; a profile is a file ending in .yaml.", err=True)
        return Exit.nothing
    books = _narrowed(_settled((old, new), sides, names if kind == "rulebooks" else None), sides, themes, rule_ids)
    before, after = (
        Assessor(book, engine).assess_all(progress(side.dossiers, "judging"), day)
        for book, side, day in zip(books, sides, days, strict=True)
    )
    judged = [frozenset(rule.id for rule in book.rules) for book in books]
    comparison = _explained(compare(before, after, (judged[0], judged[1])), books, sides, names, days)
    level = Severity(fail_on) if fail_on else Severity.high
    policy = Policy(level, also=sides[1].settings.policy.also)
    compared = difference.Compared(comparison, kind, names, policy, _law(kind, books, days))
    if form == "text":
        console = screen.console(to_file=output is not None)
        difference.render(compared, console, everything=everything)
        if output is not None:
            files.write(output, console.file.getvalue())  # type: ignore[attr-defined]
    elif output is not None:
        files.write(output, difference_json.render(compared))
    else:
        click.echo(difference_json.render(compared), nl=False)
    newly = any(pair.comes_to_stop(policy) for pair in comparison.pairs)
    return Exit.failed if fail_on and newly else Exit.clean


def _kind(rules: Two | None, days: Days) -> str:
    """What is compared: profiles, days or rulebooks. Raises Misuse if it is two things at once."""
    apart, books = days[0] != days[1], rules is not None and not _alike(*rules)
    if apart and books:
        raise Misuse("Compare one thing at a time: two days, or two rulebooks. To use one rulebook, name it twice.")
    return "days" if apart else "rulebooks" if books else "profiles"


def _alike(old: str, new: str) -> bool:
    return old == new or (os.path.exists(old) and os.path.exists(new) and os.path.samefile(old, new))


def _two(words: tuple[str, ...], rules: Two | None) -> tuple[Two, Sequence[Callable[[], Profiles]]]:
    """The names of two sides and what loads the profiles of each. Raises Misuse."""
    from checker import sides

    if words and ".." in words[0] and not os.path.exists(words[0]):
        first, _, second = words[0].partition("..")
        words = (first or "HEAD", second or "HEAD", *words[1:])
    if len(words) < 2:
        what = "Only one side is named" if words else "The rulebook is the same twice" if rules else "Nothing is named"
        raise Misuse(f"{what}. Name two profiles, folders or revisions, or use --as-of D1..D2 or --rules OLD NEW.")
    return (words[0], words[1]), sides.loads(words[0], words[1], list(map(Path, words[2:])))


def _one(words: tuple[str, ...], rules: Two | None, days: Days) -> tuple[Two, Sequence[Callable[[], Profiles]]]:
    """The names of two days or rulebooks, and what loads the same profiles for both. Raises Misuse."""
    from checker.portfolio import Library, gather, load_all
    from checker.sides import Profiles

    for word in words:
        if not os.path.exists(word):
            todo = "Two rulebooks, or two days, are compared on files and folders of profiles."
            raise Misuse(f'There is no file or folder "{word}". {todo}')

    @functools.cache
    def load() -> Profiles:
        settings = options.house()
        found = gather(list(map(Path, words)) or [path for path in settings.profiles if path.exists()])
        return Profiles(settings, tuple(load_all(progress(found, "reading"), Library())))

    return rules or (days[0].isoformat(), days[1].isoformat()), [load, load]


def _rulebooks(rules: Two | None) -> Sequence[Callable[[], Rulebook]]:
    """What loads the rulebook of each side; the same one once."""
    from checker import sides

    if rules is not None and not _alike(*rules):
        return [functools.partial(sides.rulebook, word) for word in rules]
    load = functools.cache(lambda: sides.rulebook(rules[0]) if rules else options.rulebook(None))
    return [load, load]


def _settled(books: Books, sides: list[Profiles], names: Two | None) -> Books:
    """The rulebooks with the limits of the house of each side. Raises Invalid, naming the rulebook if they differ."""
    from checker.limits import settled

    def of(book: Rulebook, side: Profiles, name: str | None) -> Rulebook:
        try:
            return settled(book, side.settings)
        except Invalid as error:
            under = f" (under {name})" if name else ""
            raise Invalid(replace(problem, what=problem.what + under) for problem in error.problems) from None

    if books[0] is books[1] and sides[0].settings.house == sides[1].settings.house:
        book = of(books[0], sides[0], None)
        return book, book
    named = names or (None, None)
    old, new = all_of(*(functools.partial(of, *each) for each in zip(books, sides, named, strict=True)))
    return old, new


def _narrowed(books: Books, sides: list[Profiles], themes: tuple[str, ...], ids: tuple[str, ...]) -> Books:
    """The rulebooks with only the rules asked for, without themes that the house of a side does not check.

    Raises Misuse if a rule stands in neither, or none is left.
    """
    known = {rule.id for book in books for rule in book.rules}
    for id in ids:
        if id not in known:
            near = nearest(id, known)
            raise Misuse(f'There is no rule "{id}".' + (f' Did you mean "{near}"?' if near else ""))
    off = [side.settings.themes_off for side in sides]
    kept = [
        tuple(
            rule
            for rule in book.rules
            if (not ids or rule.id in ids) and (not themes or rule.theme in themes) and rule.theme not in left_out
        )
        for book, left_out in zip(books, off, strict=True)
    ]
    if not any(kept):
        raise Misuse("No rule is left to compare by. Name other rules or themes, or such as checker.yaml leaves on.")
    if books[0] is books[1] and kept[0] == kept[1]:
        book = replace(books[0], rules=kept[0])
        return book, book
    return replace(books[0], rules=kept[0]), replace(books[1], rules=kept[1])


def _explained(comparison: Comparison, books: Books, sides: list[Profiles], names: Two, days: Days) -> Comparison:
    """The comparison with the causes of its changes."""
    from checker.gate import causes
    from checker.gate.trials import Side

    was, now = ({dossier.id: dossier for dossier in side.dossiers} for side in sides)
    if days[0] != days[1]:
        return causes.by_time(comparison, books[0], was)
    off = {
        theme: f"the theme {theme} is not checked in {name}: {reason}"
        for name, side in zip(names, sides, strict=True)
        for theme, reason in side.settings.themes_off.items()
    }
    return causes.by_difference(comparison, Side(books[0], days[0]), Side(books[1], days[1]), (was, now), off)


def _law(kind: str, books: Books, days: Days) -> dict[Cause, str]:
    """What differs between rulebooks, or happens to the law between two days, and what is to be said of it."""
    from checker.gate.book_edits import of_rulebooks
    from checker.gate.turns import Window, law

    if kind == "rulebooks":
        return {edit.cause: "" for edit in of_rulebooks(*books)}
    if kind == "profiles":
        return {}
    return {
        cause: "" if None in facts else f"its rules go by {', '.join(sorted(map(str, facts)))}, not by the law date"
        for cause, facts in law(books[0], Window(*days)).items()
    }
