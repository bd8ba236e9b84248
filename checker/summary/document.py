"""The risk summary as a document of few kinds of blocks, the same for every format.

A renderer turns blocks into one format and adds no word of its own but those of the block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from checker.assessment.findings import Outcome
from checker.rulebook.common import Severity, Theme


@dataclass(frozen=True, slots=True)
class Text:
    """Words, and what they rest on."""

    words: str
    refs: tuple[str, ...] = ()
    """Rules (``rule some-rule``), statements (``001#5``), provisions and places, for the reader to follow."""
    language: str = ""
    """The language of the words, where it is another than that of the document."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: Text
    strong: bool = False
    """Whether it must catch the eye."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Text, ...]
    numbered: bool = False
    first: int = 1
    """The number of the first item, if they are numbered."""


class Align(StrEnum):
    """How a column stands."""

    left = "left"
    right = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: str
    align: Align = Align.left
    width: int = 1
    """Share of the width, beside those of the other columns."""
    outcome: Outcome | None = None
    """The outcome that it counts, if it counts one: its title then bears symbol and colour."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: Text
    outcome: Outcome | None = None
    """The outcome that it shows, with symbol, word and colour."""
    number: int | Fraction | None = None
    """The number that it shows, for spreadsheets; shares from 0 to 1."""
    share: bool = False
    """Whether the number is a share, shown in percent."""
    day: date | None = None
    """The day that it shows, for spreadsheets."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its id is unique in the document."""

    id: str
    title: str
    """What it shows, for readers who do not see it and for the tab of a spreadsheet: at most 31 characters."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: bool = True
    """Whether the titles of the columns are shown; without, the first cell of each row is its title."""
    sortable: bool = False
    """Whether readers may put the rows into another order, where the format lets them."""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding in full."""

    rule: str
    subject: str
    theme: Theme
    outcome: Outcome
    severity: Severity
    title: Text
    lines: tuple[tuple[str, Text], ...]
    """Label and text: what was found, evidence, provision and date, why it matters, possible clause, owner, date."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what is sure, and up to where it may reach. Both 0 to 1."""

    label: str
    low: Fraction
    high: Fraction
    rest: bool = False
    """Whether it is what nobody discloses."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named line in a chart, 0 to 1."""

    name: str
    at: Fraction


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of shares. Its id is unique in the document."""

    id: str
    title: str
    alt: str
    """The same in words."""
    bars: tuple[Bar, ...]
    thresholds: tuple[Threshold, ...]


Block = Paragraph | Bullets | Table | Card | Bars


class Part(StrEnum):
    """Where a section belongs."""

    main = "main"
    """The two pages for those who decide."""
    annex = "annex"
    evidence = "evidence"


@dataclass(frozen=True, slots=True)
class Section:
    """A section. Its id is the same in every language."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    part: Part = Part.main
    theme: Theme | None = None
    """The theme it is about, if it is about one."""

    def names(self, table: Table) -> bool:
        """Whether its own title says what a table shows, so that readers who see both need only one."""
        return self.title.endswith(table.title)


@dataclass(frozen=True, slots=True)
class Document:
    """A risk summary."""

    id: str
    """Id of the deal, or of the portfolio."""
    title: str
    subtitle: str
    language: str
    """``en`` or ``de``."""
    as_of: date
    """The law date; the only date that a file may carry as its own."""
    sections: tuple[Section, ...]
    foot: str
    """Said at the foot of every page: law date, rulebook, digest, no legal advice."""
    words: dict[str, str] = field(default_factory=dict)
    """Words of the frame in the language of the document: outcomes, labels of filters, and the like."""
    redacted: bool = False
    findings: Table | None = None
    """Every finding on a line of its own, for forms that ask for it; the others show them by theme."""
