"""How much of each instrument is encoded: for a person and for programs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.report.screen import clean, say
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Checked
from checker.rulebook.coverage import Coverage, Provision, State

_COLOUR = {State.encoded: "green", State.not_checkable: "yellow", State.out_of_scope: "bright_black"}
_ORDER = list(Checked)


def grade(book: Rulebook, coverage: Coverage, provision: Provision) -> Checked:
    """How well the source of a provision was checked: the weakest of what encodes it, else that of the file."""
    rules = {rule.id: rule.verified.grade for rule in book.rules}
    values = {item.id: item.verified.grade for group in (book.parameters, book.starts) for item in group.values()}
    sets = {
        item.id: item.verified.grade
        for group in (book.lists, book.defaults, book.instruments)
        for item in group.values()
    }
    known = {**sets, **values, **rules}
    grades = [known[name] for name in provision.encoded_by if name in known]
    return max(grades, key=_ORDER.index, default=coverage.verified.grade)


def data(book: Rulebook, coverage: Coverage) -> dict[str, Any]:
    """The coverage of one instrument as plain data for JSON."""
    counts = Counter(provision.state for provision in coverage.provisions)
    return {
        "instrument": coverage.instrument,
        "name": book.instruments[coverage.instrument].name,
        "counts": {state.value.replace(" ", "_"): counts[state] for state in State},
        "rules": len({rule.id for rule in book.rules if _cites(rule.sources, coverage)}),
        "provisions": [
            {
                "id": provision.id,
                "at": provision.at,
                "about": provision.about,
                "state": provision.state.value.replace(" ", "_"),
                "encoded_by": list(provision.encoded_by),
                "reason": provision.reason,
                "grade": grade(book, coverage, provision).value,
            }
            for provision in coverage.provisions
        ],
    }


def overview(book: Rulebook, console: Console) -> None:
    """Print one line for each instrument whose provisions are accounted for, and name the others that rules cite."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("instrument", overflow="fold")
    for column in (*(state.value for state in State), "rules"):
        table.add_column(column, justify="right")
    for coverage in book.coverage.values():
        counts = Counter(provision.state for provision in coverage.provisions)
        cells = [str(counts[state]) for state in State]
        rules = sum(_cites(rule.sources, coverage) for rule in book.rules)
        table.add_row(coverage.instrument, *cells, str(rules))
    console.print(table)
    cited = {source.instrument for rule in book.rules for source in rule.sources}
    others = sorted(cited - book.coverage.keys())
    if others:
        say(console, 0, f"Cited, their other provisions not accounted for: {', '.join(others)}.")


def page(book: Rulebook, coverage: Coverage, console: Console) -> None:
    """Print what became of every provision of one instrument."""
    say(console, 0, (book.instruments[coverage.instrument].name, "bold"))
    counts = Counter(provision.state for provision in coverage.provisions)
    say(console, 0, ", ".join(f"{counts[state]} {state.value}" for state in State) + ".")
    note = f": {coverage.verified.note}" if coverage.verified.note else ""
    say(console, 0, f"Checked on {coverage.verified.on}, {coverage.verified.grade.value}{note}")
    console.print()
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("place", ratio=2)
    table.add_column("what it asks, and what encodes it or why nothing does", ratio=4)
    table.add_column("state", no_wrap=True)
    table.add_column("source", no_wrap=True)
    for provision in coverage.provisions:
        by = ", ".join(provision.encoded_by) or str(provision.reason)
        table.add_row(
            clean(provision.at),
            Text.assemble(
                clean(provision.about), "\n", (clean(by), "cyan" if provision.encoded_by else "bright_black")
            ),
            Text(provision.state.value, _COLOUR[provision.state]),
            grade(book, coverage, provision).value,
        )
    console.print(table)


def _cites(sources: Any, coverage: Coverage) -> bool:
    return any(source.instrument == coverage.instrument for source in sources)
