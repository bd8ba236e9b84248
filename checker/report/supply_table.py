"""The table behind a verdict on concentration: countries, shares, what is undisclosed, the measures drawn from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import Console

from checker.derivations.published import Published
from checker.facts import Fact
from checker.report.screen import say
from checker.rulebook.book import Rulebook
from checker.truth import Breakdown, Interval, settled

BAR = 30
"""Columns of a bar for the whole."""


def render(breakdowns: Iterable[Breakdown], indent: int, console: Console) -> None:
    """Print each breakdown, largest share first, with a bar for the lowest and a lighter one for the highest value."""
    for breakdown in breakdowns:
        parts = sorted(breakdown.parts, key=lambda part: (-part[1].low, part[0]))
        rest = max(Fraction(0), 1 - sum((share.low for _, share in parts), Fraction(0)))
        for country, share in parts:
            _row(country, share, indent, console)
        if rest:
            _row("undisclosed", Interval(rest, rest), indent, console)


def captions(fact: Fact, book: Rulebook) -> Iterator[str]:
    """For published shares: what was counted, by whom, in which year, under which terms."""
    how = next((item.derive.how for item in book.derivations if item.fact == fact.path), None)
    if not isinstance(how, Published):
        return
    known = {root.path: root.plan for root in fact.roots}
    material, stage = known.get(how.material, ()), known.get(how.stage, ())
    if not (settled(material) and settled(stage)):
        return
    for item in book.reference.newest(how.series, str(material[0]), str(stage[0])):
        source = book.reference.sources[item.source]
        yield f"{item.definition} {item.period or item.year}: {source.publisher}, {source.title} ({source.licence})"


def _row(name: str, share: Interval, indent: int, console: Console) -> None:
    low, high = (round(end * BAR) for end in (share.low, share.high))
    words = _percent(share.low) if share.low == share.high else f"{_percent(share.low)} to {_percent(share.high)}"
    bar = ("█" * low, "cyan"), ("░" * (high - low), "bright_black")
    say(console, indent, f"{name:<12}{words:>18}  ", *bar)


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.1f} %"
