"""Two sides of a comparison for a person: how many verdicts change, then deal by deal what changes and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console

from checker.assessment.findings import DealAssessment, Outcome
from checker.gate.compare import About, Cause, Change, Comparison, Pair
from checker.gate.policy import Policy
from checker.profile.vocabulary import plurals
from checker.report.plain import plain
from checker.report.screen import SYMBOLS, say

LINES = 12
"""Changes of one deal that are listed without ``--all``."""
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
    rulebook: tuple[Cause, ...] = ()
    """What differs between the rulebooks."""


def render(compared: Compared, console: Console, *, everything: bool) -> None:
    """Print a comparison."""
    for words in headline(compared):
        say(console, 0, words)
    if compared.rulebook:
        console.print()
        say(console, 0, ("What differs between the rulebooks", "bold"))
        _listed(compared.rulebook, LINES, console, everything=everything)
    for pair in compared.comparison.pairs:
        if pair.before is None or pair.after is None:
            _one_sided(pair, console)
        elif pair.changes:
            _pair(pair, console, everything=everything)
    console.print()
    say(console, 0, _closing(compared))


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
            house = f" and {before.digest[:12]}" if before.digest != after.digest else ""
            said = f"{was} and {now}, {day}, {edition}{house}"
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
    say(console, 0, (plain(after.name), "bold"), (f"  {_paths(before, after)}", "bright_black"))
    groups = _groups(pair.changes)
    left, shown = LINES, 0
    for group in groups:
        part = group if everything else group[: max(0, left)]
        if not part:
            break
        for change in part:
            _change(change, pair, console)
        _why(group[0], console, everything=everything)
        left -= len(part)
        shown += len(part)
    if shown < len(pair.changes):
        say(console, 2, (f"and {len(pair.changes) - shown} more with --all", "bright_black"))


def _paths(before: DealAssessment, after: DealAssessment) -> str:
    same = before.path == after.path
    return plain(after.path if same else f"{before.path} → {after.path}")


def _groups(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes with the same causes together, in the order of the worst of each group."""
    found: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        found.setdefault((change.causes, change.sure), []).append(change)
    return list(found.values())


def _change(change: Change, pair: Pair, console: Console) -> None:
    was, now = sides(change)
    where = pair.after if change.after else pair.before
    assert where is not None
    finding = change.finding
    about = f"{change.subject} (never asked for)" if change.subject in plurals() else change.subject
    said = finding.message if change.after else "no longer there."
    say(
        console, 2, (f"{was[0]} {was[1]} → ", was[2]), (f"{now[0]} {now[1]}", now[2]),
        f"  {finding.severity.value}  {finding.rule.id}  {plain(about)}: {plain(said, LONG)}",
        (f"  {plain(where.path)}:{finding.line}:{finding.column}", "bright_black"), hang=4,
    )  # fmt: skip


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
        rest = " Of what it reads, this differs:" if change.causes else ""
        say(console, 6, f"no single cause found.{rest}")
    _listed(change.causes, CAUSES, console, everything=everything, indent=6)


def _listed(causes: Sequence[Cause], limit: int, console: Console, *, everything: bool, indent: int = 2) -> None:
    shown = causes if everything else causes[:limit]
    for cause in shown:
        say(console, indent, ("because " if indent > 2 else "- ", "cyan"), cause_words(cause), hang=4)
    if len(shown) < len(causes):
        say(console, indent, (f"and {len(causes) - len(shown)} more with --all", "bright_black"))


def cause_words(cause: Cause) -> str:
    """A cause with its day, on one line."""
    day = f"{cause.day}: " if cause.day else ""
    house = "checker.yaml: " if cause.about is About.house else ""
    return plain(f"{day}{house}{cause.words}", LONG)
