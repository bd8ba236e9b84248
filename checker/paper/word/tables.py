"""Tables and finding cards of a Word document."""

from __future__ import annotations

from collections.abc import Mapping

from docx.shared import Cm, Length

from checker.paper.office import heading_mark, mark_of, marked
from checker.paper.word.elements import Xml
from checker.paper.word.rows import SMALL, Place, Row, bound, drawn, joined, together
from checker.paper.word.text import say
from checker.paper.word.widths import widths
from checker.summary.document import Align, Card, Cell, Column, Table, Text

LABELS = Cm(3.2)
"""Width of the labels of a finding."""


def table(block: Table, words: Mapping[str, str], room: Length) -> list[Xml]:
    """A table whose head is repeated on each page, or whose rows are each headed by their first cell."""
    rows = [Row(tuple(map(lambda cell, column: _place(cell, column, words), row, block.columns))) for row in block.rows]
    if block.head and len(block.columns) > 1:
        rows = list(joined(rows))
    if block.head:
        rows.insert(0, Row(tuple(map(_title, block.columns)), head=True, kept=bool(rows)))
    if sum(row.letters for row in rows) <= SMALL:
        rows = together(rows)
    sizes = widths(block, [[place.shown for place in row.places] for row in rows if not row.head], room)
    return drawn(block.title, rows, sizes)


def card(block: Card, words: Mapping[str, str], room: Length) -> list[Xml]:
    """A finding: a heading, and a table of label and text, on one page if it is short."""
    rank = f"{words['severity']}: {words[block.severity.value]}. {words['theme']}: {words[block.theme.value]}."
    outcome = Place(Text(""), marked(block.outcome, words), block.outcome)
    rows = [Row((outcome, Place(Text(rank)))), *(Row((Place(Text(label)), Place(text))) for label, text in block.lines)]
    rows = together(rows) if sum(row.letters for row in rows) <= SMALL else bound(rows)
    return [say(block.title, "Heading2"), *drawn(block.title.words, rows, [LABELS, Length(room - LABELS)])]


def _place(cell: Cell, column: Column, words: Mapping[str, str]) -> Place:
    return Place(cell.text, mark_of(cell, column, words), cell.outcome, column.align is Align.right)


def _title(column: Column) -> Place:
    return Place(Text(column.title), heading_mark(column), column.outcome, column.align is Align.right)
