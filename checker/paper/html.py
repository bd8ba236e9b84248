"""The risk summary as one HTML page: it opens from disk, loads nothing, reads on a phone and prints like a paper."""

from __future__ import annotations

import base64
import functools
import hashlib
import itertools
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from checker.assessment.findings import GRAVEST, Outcome
from checker.errors import Misuse
from checker.paper.columns import is_wide
from checker.paper.drawing import inline
from checker.report.screen import SYMBOLS, clean
from checker.rulebook.common import Theme
from checker.summary.document import (
    Bars,
    Block,
    Bullets,
    Card,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Table,
)

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

SCROLLS = 7
"""Columns from which on a table is scrolled on a small screen; one with fewer is stacked, row by row."""

Place = tuple[str, int, int]
"""A section, a block in it and a row in that, 0 for the whole block."""


def render(document: Document) -> bytes:
    """The page, in UTF-8. Raises Misuse if Jinja2 is not installed, or what draws a chart that the document has."""
    templates = _templates()
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    style = templates.get_template("page.css.j2").render(
        foot=document.foot,
        shares=sorted({_share_of(column, table) for table in tables for column in table.columns}),
        across=is_wide(document),
        scrolled=sorted({len(table.columns) for table in tables if _scrolls(table)}),
    )
    script = templates.get_template("page.js.j2").render()
    items = list(_items(document))
    anchors = _anchors(_places(document))
    page = templates.get_template("page.html.j2").render(
        document=document,
        words=document.words,
        parts=[[section for section in document.sections if section.part is part] for part in Part],
        themes=[theme for theme in Theme if any(theme is found for found, _ in items)],
        outcomes=[outcome for outcome in Outcome if any(outcome is found for _, found in items)],
        anchors={ref: name for ref, (_, name) in anchors.items()},
        names=dict(anchors.values()),
        style=style,
        script=script,
    )
    return page.encode()


@functools.cache
def _templates() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise Misuse("A page in HTML needs Jinja2: pip install 'deal-checker[report]'.") from None
    templates = Environment(
        loader=PackageLoader("checker.paper"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["symbols"] = {outcome: symbol for outcome, (symbol, _, _) in SYMBOLS.items()}
    templates.filters |= {
        "clean": clean,
        "css": _css,
        "digest": _digest,
        "drawn": _drawn,
        "kind": _kind,
        "outcome_of": _outcome_of,
        "ranks": _ranks,
        "scrolls": _scrolls,
        "share_of": _share_of,
    }
    return templates


def _kind(block: Block) -> str:
    """The template of a block."""
    match block:
        case Paragraph():
            return "paragraph"
        case Bullets():
            return "bullets"
        case Table():
            return "table"
        case Card():
            return "card"
        case Bars():
            return "bars"
        case _:
            assert_never(block)


def _drawn(bars: Bars) -> Markup:
    from checker.paper import charts

    return inline(charts.svg(bars), bars.id, clean(bars.alt))


def _css(words: str) -> Markup:
    """A string in a style sheet that nothing can end."""
    from markupsafe import Markup

    return Markup('"{}"').format("".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in clean(words)))


def _digest(text: str) -> str:
    """How a policy names a script or style that may act."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _share_of(column: Column, table: Table) -> int:
    """The width of a column in percent."""
    return round(100 * column.width / sum(each.width for each in table.columns))


def _scrolls(table: Table) -> bool:
    """Whether a table loses its sense when each row stands for itself: it counts outcomes, or has many columns."""
    return len(table.columns) >= SCROLLS or any(column.outcome for column in table.columns)


def _outcome_of(row: tuple[Cell, ...], table: Table) -> Outcome | None:
    """The outcome that a row is about; none for a row of counts."""
    about = (cell.outcome for cell, column in zip(row, table.columns, strict=True) if column.outcome is None)
    return next(filter(None, about), None)


def _ranks(table: Table) -> list[dict[Cell, int]]:
    """For each column the order of the cells that are not sorted by their words."""
    found = []
    for column, cells in zip(table.columns, zip(*table.rows, strict=True), strict=True):
        values = {cell: value for cell in cells if (value := _value(cell, column)) is not None}
        ranks = {value: rank for rank, value in enumerate(sorted({*values.values()}))}
        found.append({cell: ranks[value] for cell, value in values.items()})
    return found


def _value(cell: Cell, column: Column) -> tuple[int, int | Fraction] | None:
    """What a cell is sorted by, if it is not its words: gravest outcome first, and of one outcome the most."""
    if cell.outcome is not None and column.outcome is None:
        return GRAVEST.index(cell.outcome), -(cell.number or 0)
    if cell.number is not None:
        return 0, cell.number
    return None if cell.day is None else (0, cell.day.toordinal())


def _items(document: Document) -> Iterator[tuple[Theme, Outcome]]:
    """Theme and outcome of all that can be filtered: cards, and the rows of a section on one theme."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Card):
                yield block.theme, block.outcome
            elif isinstance(block, Table) and section.theme is not None:
                for row in block.rows:
                    if outcome := _outcome_of(row, block):
                        yield section.theme, outcome


def _places(document: Document) -> Iterator[tuple[Place, str]]:
    """Where in the page a reference is led to: statements, and what was found on a rule, in full before in short."""
    blocks = [
        (section, number, block) for section in document.sections for number, block in enumerate(section.blocks, 1)
    ]
    for section, number, block in blocks:
        if isinstance(block, Card):
            yield (section.id, number, 0), f"rule {block.rule}"
    for section, number, block in blocks:
        if isinstance(block, Table):
            for line, row in enumerate(block.rows, 1):
                if block.id == "statements":
                    yield (section.id, number, line), row[0].text.words
                elif section.theme is not None:
                    refs = (ref for cell in row for ref in cell.text.refs if ref.startswith("rule "))
                    yield from (((section.id, number, line), ref) for ref in itertools.islice(refs, 1))


def _anchors(places: Iterable[tuple[Place, str]]) -> dict[str, tuple[Place, str]]:
    """The first place of each reference, and its name."""
    first: dict[str, Place] = {}
    for place, ref in places:
        first.setdefault(ref, place)
    return {ref: (place, f"place-{number}") for number, (ref, place) in enumerate(first.items(), 1)}
