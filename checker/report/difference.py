"""Two sides of a comparison for a person: how many verdicts change, then deal by deal what changes and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rich.console import Console

from checker.assessment.findings import Outcome
from checker.gate.compare import About, Cause, Change, Comparison, Pair
from checker.gate.policy import Policy
from checker.profile.vocabulary import plurals
from checker.report.plain import plain
from checker.report.screen import SYMBOLS, say

LINES = 12
"""Lines of changes of one deal without ``--all``."""
ALIKE = 6
"""Of them, lines of changes that have the same causes."""
CAUSES = 5
"""Causes of one change that are listed without ``--all``."""
LONG = 300
"""Characters of a cause or message."""
NOTHING = ("·", "no finding", "bright_black")
"""Symbol, words and colour where one side has no such finding."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what was compared."""

    comparison: Comparison
    kind: str
    """``profiles``, ``days`` or ``rulebooks``."""
    names: tuple[str, str]
    """The two sides, as the user named them."""
    policy: Policy
    """What stops the gate."""
    law: Mapping[Cause, str] = field(default_factory=dict)
    """What differs between the rulebooks or happens to the law between the days, each with what is to be said of it."""

    @property
    def moves(self) -> Counter[Cause]:
        """How many changes each cause moves."""
        found = [cause for pair in self.comparison.pairs for change in pair.changes for cause in change.causes]
        return Counter(found)


def render(compared: Compared, console: Console, *, everything: bool) -> None:
    """Print a comparison."""
    for words in headline(compared):
        say(console, 0, words)
    if compared.kind != "profiles":
        _law(compared, console, everything=everything)
    for pair in compared.comparison.pairs:
        if pair.before is None or pair.after is None:
            _one_sided(pair, console)
        elif pair.changes:
            _pair(pair, console, everything=everything)
    console.print()
    say(console, 0, _closing(compared))


def _law(compared: Compared, console: Console, *, everything: bool) -> None:
    console.print()
    title = (
        "What differs between the rulebooks" if compared.kind == "rulebooks" else "What happens to the law in between"
    )
    say(console, 0, (title, "bold"))
    if not compared.law:
        say(console, 2, "nothing that moves an outcome")
    moves = compared.moves
    shown = list(compared.law.items())[: None if everything else LINES]
    for cause, note in shown:
        count = moves[cause]
        effect = "1 outcome here" if count == 1 else f"{count} outcomes here" if count else "nothing here"
        said = f"{cause_words(cause)}; moves {effect}{f' ({note})' if note else ''}"
        say(console, 2, said, hang=4)
    _more(len(compared.law) - len(shown), console, 2)


def _more(count: int, console: Console, indent: int, why: str = "") -> None:
    if count > 0:
        say(console, indent, (f"and {count} more{why} with --all", "bright_black"))


def headline(compared: Compared) -> list[str]:
    """What the comparison comes to, in a few sentences."""
    comparison, (was, now) = compared.comparison, compared.names
    common, changed = len(comparison.common), len(comparison.changed)
    said = [f"{changed} of {common} {_profiles(common)} {'changes' if changed == 1 else 'change'} verdict."]
    stops = [count for pair in comparison.pairs if (count := pair.comes_to_stop(compared.policy))]
    total, level = sum(stops), compared.policy.level.value
    found = "1 finding comes" if total == 1 else f"{total} findings come" if total else "Nothing comes"
    where = f", in {len(stops)} {_profiles(len(stops))}" if total else ""
    said.append(f"{found} to fail at {level} or above{where}.")
    new = sum(pair.before is None for pair in comparison.pairs)
    gone = sum(pair.after is None for pair in comparison.pairs)
    sides = [*([f"{new} only in {plain(now)}"] if new else []), *([f"{gone} only in {plain(was)}"] if gone else [])]
    if sides:
        said.append(f"{' and '.join(sides)}, compared with nothing.")
    return said


def _profiles(count: int) -> str:
    return "profile" if count == 1 else "profiles"


def _closing(compared: Compared) -> str:
    comparison, (was, now) = compared.comparison, map(plain, compared.names)
    before, after = comparison.before, comparison.after
    day = f"law as of {after.as_of}"
    edition = f"rulebook {after.edition} ({after.digest[:12]})"
    match compared.kind:
        case "days":
            said = f"Law as of {was} and {now}, {edition}"
        case "rulebooks":
            books = [f"{name} ({side.edition}, {side.digest[:12]})" for name, side in ((was, before), (now, after))]
            said = f"Rulebooks {books[0]} and {books[1]}, {day}"
        case _:
            apart = ", under different limits of the house" if before.digest != after.digest else ""
            said = f"{was} and {now}, {day}, {edition}{apart}"
    return f"{said}, engine {after.engine}. Waivers and baseline aside. No legal advice."


def _one_sided(pair: Pair, console: Console) -> None:
    deal, what = pair.deal, "new" if pair.before is None else "gone"
    console.print()
    say(console, 0, (plain(deal.name), "bold"), f"  {what}", (f"  {plain(deal.path)}", "bright_black"))
    counts = ", ".join(
        f"{symbol} {deal.counts[outcome.value]} {words}" for outcome, (symbol, words, _) in SYMBOLS.items()
    )
    say(console, 2, counts)


def _pair(pair: Pair, console: Console, *, everything: bool) -> None:
    before, after = pair.before, pair.after
    assert before is not None
    assert after is not None
    console.print()
    same = before.path == after.path
    paths = plain(after.path if same else f"{before.path} → {after.path}")
    say(console, 0, (plain(after.name), "bold"), (f"  {paths}", "bright_black"))
    left = len(pair.changes) if everything else LINES
    hidden = 0
    for group in _groups(pair.changes):
        lines = _lines(group)
        shown = lines[: left if everything else min(left, ALIKE)]
        rest = sum(map(len, lines[len(shown) :]))
        for line in shown:
            _line(line, pair, console)
        if shown:
            _more(rest, console, 2, " for the same reason,")
            _why(group[0], console, everything=everything)
        else:
            hidden += rest
        left -= len(shown)
    _more(hidden, console, 2)


def _groups(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes with the same causes together, in the order of the worst of each group."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        found.setdefault((change.causes, change.sure), []).append(change)
    return list(found.values())


def _lines(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes that are told on one line: of one rule in the same words, or of what nobody has named of one list."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        about: tuple[object, ...] = (change.rule.id, change.finding.message)
        key = (change.subject,) if change.subject in plurals() else about
        found.setdefault((sides(change), *key), []).append(change)
    return list(found.values())


def _line(changes: list[Change], pair: Pair, console: Console) -> None:
    first = changes[0]
    deal = pair.after if first.after else pair.before
    assert deal is not None
    was, now = sides(first)
    subjects = ", ".join(dict.fromkeys(change.subject for change in changes))
    if first.subject in plurals():
        unnamed = "" if first.now in (None, Outcome.not_applicable) else " nobody has named"
        said, places = f"{subjects}{unnamed}: {_by_severity(changes)}", []
    else:
        message = first.finding.message if first.after else "no longer there."
        said = f"{first.finding.severity.value}  {first.rule.id}  {subjects}: {plain(message, LONG)}"
        places = sorted({(change.finding.line, change.finding.column) for change in changes})
    at = f"  {plain(deal.path)}:{', '.join(f'{line}:{column}' for line, column in places)}" if places else ""
    say(
        console, 2, (f"{was[0]} {was[1]} → ", was[2]), (f"{now[0]} {now[1]}", now[2]), f"  {said}",
        (at, "bright_black"), hang=4,
    )  # fmt: skip


def _by_severity(changes: Iterable[Change]) -> str:
    found: dict[str, list[str]] = {}
    for change in changes:
        found.setdefault(change.finding.severity.value, []).append(change.rule.id)
    return "; ".join(f"{severity}  {', '.join(rules)}" for severity, rules in found.items())


def sides(change: Change) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
    """Symbol, words and colour of the outcome before and after; of a fail on both sides with its severity."""
    was, now = ((SYMBOLS[outcome] if outcome else NOTHING) for outcome in (change.was, change.now))
    if change.was is change.now is Outcome.failed and change.before and change.after:
        was, now = (
            (look[0], f"{look[1]} ({finding.severity.value})", look[2])
            for look, finding in ((was, change.before), (now, change.after))
        )
    return was, now


def _why(change: Change, console: Console, *, everything: bool) -> None:
    if not change.sure:
        say(console, 6, f"no single cause found{'; of what it reads, this differs:' if change.causes else '.'}")
    shown = change.causes[: None if everything else CAUSES]
    for cause in shown:
        say(console, 6, ("because " if change.sure else "- ", "cyan"), cause_words(cause), hang=4)
    _more(len(change.causes) - len(shown), console, 6)


def cause_words(cause: Cause) -> str:
    """A cause with its day, on one line."""
    day = f"{cause.day}: " if cause.day else ""
    house = "checker.yaml: " if cause.about is About.house else ""
    return plain(f"{day}{house}{cause.words}", LONG)
