"""The table behind a verdict on concentration: countries, shares, what is undisclosed, the measures drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import Console

from checker.derivations.country_risk import country_risk
from checker.derivations.effective_suppliers import effective_suppliers
from checker.derivations.hhi import hhi
from checker.derivations.k_firm_share import k_firm_share
from checker.derivations.published import Published
from checker.facts import Fact
from checker.report.screen import say
from checker.rulebook.book import Rulebook
from checker.rulebook.figures import Series
from checker.rulebook.reference import Reference
from checker.truth import Breakdown, Interval, settled

BAR = 30
"""Columns of a bar for the whole."""


def render(fact: Fact, book: Rulebook, indent: int, console: Console) -> None:
    """Print what is known of a breakdown by country, and nothing for any other fact.

    Published shares first say who counted what, in which year, under which terms. Then each reading: largest share
    first, a bar for the lowest and a lighter one for the highest value, and the measures drawn from it.
    """
    material, published = _published(fact, book)
    for words in _sources(published, book):
        say(console, indent, words, hang=2)
    for breakdown in (value for value in fact.lean if isinstance(value, Breakdown) and value.parts):
        _table(breakdown, indent, console)
        say(console, indent, _measures(breakdown), hang=2)
        if published:
            for words in _country_risk(breakdown, book.reference):
                say(console, indent, words, hang=2)
    for words in _criticality(material, book.reference) if published else ():
        say(console, indent, words, hang=2)


def _published(fact: Fact, book: Rulebook) -> tuple[str, tuple[Series, ...]]:
    how = next((item.derive.how for item in book.derivations if item.fact == fact.path), None)
    if not isinstance(how, Published):
        return "", ()
    known = {root.path: root.plan for root in fact.roots}
    material, stage = known.get(how.material, ()), known.get(how.stage, ())
    if not (settled(material) and settled(stage)):
        return "", ()
    return str(material[0]), book.reference.newest(how.series, str(material[0]), str(stage[0]))


def _sources(published: Iterable[Series], book: Rulebook) -> Iterator[str]:
    for item in published:
        source = book.reference.sources[item.source]
        yield f"{item.definition} {item.period or item.year}: {source.publisher}, {source.title} ({source.licence})"


def _table(breakdown: Breakdown, indent: int, console: Console) -> None:
    parts = sorted(breakdown.parts, key=lambda part: (-part[1].low, part[0]))
    rest = max(Fraction(0), 1 - sum((share.low for _, share in parts), Fraction(0)))
    for country, share in parts:
        _row(country, share, indent, console)
    if rest:
        _row("undisclosed", Interval(rest, rest), indent, console)


def _measures(breakdown: Breakdown) -> str:
    index = hhi(breakdown)
    points = Interval(index.low * 10_000, index.high * 10_000)
    equal, three = effective_suppliers(breakdown), k_firm_share(breakdown, 3)
    return (
        f"index of concentration {_range(index, 4)} ({_range(points, 0)} points), as concentrated as "
        f"{_range(equal, 1)} equal suppliers; three largest {_share(three)}"
    )


def _country_risk(breakdown: Breakdown, reference: Reference) -> Iterator[str]:
    rating = reference.rating()
    if rating is None:
        return
    table, year = rating
    means = {country: mean for country in table.scores if (mean := table.mean(country, year)) is not None}
    if any(holder in means for holder, _ in breakdown.parts):
        risk = country_risk(breakdown, means)
        yield (
            f"weighted country risk {_range(risk.rescaled, 2)} on a scale from -2.5, weak, to 2.5, over the "
            f"{_percent(risk.covered)} that rated countries have "
            f"(governance indicators of {year}, release {table.release})"
        )


def _criticality(material: str, reference: Reference) -> Iterator[str]:
    for assessment, entry in reference.criticality(material):
        yield (
            f"scored for the Union in {assessment.year} as {entry.label}: supply risk {float(entry.supply_risk)}, "
            f"economic importance {float(entry.economic_importance)}"
        )


def _range(found: Interval, digits: int) -> str:
    low = f"{float(found.low):,.{digits}f}"
    high = "any number of" if found.high is None else f"{float(found.high):,.{digits}f}"
    return low if low == high else f"{low} to {high}"


def _row(name: str, share: Interval, indent: int, console: Console) -> None:
    low, high = (round(end * BAR) for end in (share.low, share.high))
    bar = ("█" * low, "cyan"), ("░" * (high - low), "bright_black")
    say(console, indent, f"{name:<12}{_share(share):>18}  ", *bar)


def _share(share: Interval) -> str:
    return _percent(share.low) if share.low == share.high else f"{_percent(share.low)} to {_percent(share.high)}"


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.1f} %"
