"""The rows of a table in a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from docx.shared import Cm, Length

from checker.assessment.findings import Outcome
from checker.paper.office import FILLS, legal, to_fill_in
from checker.paper.word.elements import Xml, made, paragraph
from checker.paper.word.text import runs
from checker.summary.document import Text

SHORT = 900
"""Characters up to which a row stays on one page."""
SMALL = 700
"""Characters up to which a table, or rows about the same, stay on one page."""
FIELD, SIGNED = Cm(0.7), Cm(1.1)
"""Height of a row in which somebody writes a name or a day, and of one in which somebody signs."""
HEADED, LABELLED = "0620", "0680"
"""Which parts of the table style apply: the first row, or the first column; never bands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: the mark of an outcome, words, and how it looks."""

    text: Text
    mark: str = ""
    outcome: Outcome | None = None
    right: bool = False

    @property
    def shown(self) -> str:
        """Mark, words and what they rest on."""
        return " ".join(filter(None, (self.mark, self.text.words, *self.text.refs)))

    @property
    def letters(self) -> int:
        """About how many letters it takes."""
        return len(self.shown)


@dataclass(frozen=True, slots=True)
class Row:
    """A row."""

    places: tuple[Place, ...]
    head: bool = False
    """Whether it is repeated on each page."""
    kept: bool = False
    """Whether it stays on the page of the next."""
    joined: str = ""
    """Whether its first cell begins (``restart``) or goes on (``continue``) over several rows."""

    @property
    def letters(self) -> int:
        """About how many letters it takes."""
        return sum(place.letters for place in self.places)

    @property
    def blank(self) -> bool:
        """Whether it is to be filled in."""
        return to_fill_in([place.shown for place in self.places])


def joined(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; the first cells of those about the same are one, if they are short enough to keep together."""
    for subject, each in groupby(rows, key=lambda row: row.places[0]):
        group = list(each)
        if len(group) > 1 and subject.text.words and not subject.outcome and sum(r.letters for r in group) <= SMALL:
            yield replace(group[0], joined="restart", kept=True)
            for row in group[1:]:
                yield replace(row, joined="continue", kept=row is not group[-1])
        else:
            yield from group


def bound(rows: Sequence[Row]) -> list[Row]:
    """The rows; the first two stay together, and so do those to be filled in with the one before."""
    kept = [not number or after.blank for number, (_, after) in enumerate(pairwise(rows))]
    return [*map(lambda row, keep: replace(row, kept=keep), rows, kept), *rows[-1:]]


def together(rows: Sequence[Row]) -> list[Row]:
    """The rows, all on one page."""
    return [*(replace(row, kept=True) for row in rows[:-1]), *rows[-1:]]


def drawn(title: str, rows: Sequence[Row], sizes: Sequence[Length]) -> list[Xml]:
    """A table, and the gap behind it."""
    look = HEADED if any(row.head for row in rows) else LABELLED
    properties = made(
        "tblPr",
        made("tblStyle", val="SummaryTable"),
        made("tblW", type="auto", w=0),
        made("jc", val="left"),
        made("tblLayout", type="fixed"),
        made("tblLook", val=look),
        made("tblCaption", val=legal(title)),
    )
    grid = made("tblGrid", *(made("gridCol", w=size.twips) for size in sizes))
    return [made("tbl", properties, grid, *(_row(row, sizes) for row in rows)), paragraph("Gap")]


def _row(row: Row, sizes: Sequence[Length]) -> Xml:
    properties = []
    if row.letters <= SHORT:
        properties.append(made("cantSplit"))
    if row.blank:
        height = FIELD if len(row.places) == 2 else SIGNED
        properties.append(made("trHeight", hRule="atLeast", val=height.twips))
    if row.head:
        properties.append(made("tblHeader"))
    cells = [
        _cell(place, size, kept=row.kept, joined="" if number else row.joined)
        for number, (place, size) in enumerate(zip(row.places, sizes, strict=True))
    ]
    return made("tr", made("trPr", *properties), *cells)


def _cell(place: Place, size: Length, *, kept: bool, joined: str) -> Xml:
    properties = [made("tcW", type="dxa", w=size.twips)]
    if joined:
        properties.append(made("vMerge", val=joined))
    if place.outcome is not None:
        properties.append(made("shd", val="clear", color="auto", fill=FILLS[place.outcome]))
    looks = [*([made("keepNext")] if kept else []), *([made("jc", val="right")] if place.right else [])]
    said = [] if joined == "continue" else runs(place.text, place.mark)
    return made("tc", made("tcPr", *properties), paragraph("TableText", *said, looks=looks))
