"""A workbook from a document: what is said first, then all findings, then each table and long list on its sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import assert_never

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from checker.paper.excel.cells import Writer
from checker.paper.excel.looks import Letters, Look, Stand
from checker.paper.excel.sheets import FIELD, add, fit, table
from checker.paper.office import references, to_fill_in
from checker.summary.document import (
    Align,
    Bars,
    Block,
    Bullets,
    Card,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
)

WIDTHS = {"A": 24, "B": 100, "C": 36}
"""Columns of the first sheet: labels, what is said, what it rests on."""


class _Book:
    """Fills a workbook; the text of the document goes to its first sheet, line by line."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.book.calculation = None
        self.writer = Writer(document.words)
        self.first = add(self.book, document.words["summary"], document.foot)
        self.line = 0
        for letter, width in WIDTHS.items():
            self.first.column_dimensions[letter].width = width

    def say(self, label: str, text: Text, letters: Letters = Letters.plain) -> None:
        """A line of the first sheet."""
        self.line += 1
        self.writer.say(self.first, self.line, 1, label, Look(Letters.bold))
        self.writer.say(self.first, self.line, 2, text.words, Look(letters))
        self.writer.say(self.first, self.line, 3, references(text.refs), Look(Letters.small))

    def pair(self, row: Sequence[Cell], columns: Sequence[Column]) -> None:
        """A line of the first sheet from a table of labels and what is said."""
        self.say("", Text("", tuple(ref for cell in row for ref in cell.text.refs)))
        for number, (cell, column) in enumerate(zip(row, columns, strict=True), 1):
            letters = Letters.bold if number == 1 else Letters.plain
            self.writer.put(self.first, self.line, number, cell, column, letters)
        if to_fill_in([cell.text.words for cell in row]):
            self.first.row_dimensions[self.line].height = FIELD

    def head(self, words: str, letters: Letters) -> None:
        """A heading of the first sheet, which may run across its columns."""
        self.line += 1
        self.writer.say(self.first, self.line, 1, words, Look(letters, Stand.across))

    def sheet(self, block: Table) -> None:
        """A table on its own sheet, to which the first leads."""
        sheet = table(self.book, self.writer, block, self.document.words, self.document.foot)
        self.say("", Text(f"→ {sheet.title}"))
        place = self.first.cell(self.line, 2)
        quoted = sheet.title.replace("'", "''")
        place.hyperlink = Hyperlink(place.coordinate, location=f"'{quoted}'!A1")


def written(document: Document) -> bytes:
    """The document as openpyxl writes it."""
    book = _Book(document)
    book.head(document.title, Letters.title)
    if document.subtitle:
        book.head(document.subtitle, Letters.heading)
    if document.redacted:
        book.head(document.words["redacted"], Letters.heading)
    if document.findings is not None:
        book.sheet(document.findings)
    for section in document.sections:
        if section.blocks:
            book.line += 1
            book.head(section.title, Letters.heading)
            _section(book, section)
    book.line += 1
    book.head(document.foot, Letters.small)
    for sheet in book.book.worksheets:
        fit(sheet)
    file = io.BytesIO()
    book.book.save(file)
    return file.getvalue()


def _section(book: _Book, section: Section) -> None:
    listed = section.part is Part.annex and any(isinstance(block, Bullets) for block in section.blocks)
    if listed:
        book.sheet(_list(section))
    for block in section.blocks:
        if not (listed and isinstance(block, Paragraph | Bullets)):
            _block(book, block)


def _block(book: _Book, block: Block) -> None:
    match block:
        case Paragraph():
            book.say("", block.text, Letters.bold if block.strong else Letters.plain)
        case Bullets():
            for number, item in enumerate(block.items, block.first):
                book.say(f"{number}." if block.numbered else "•", item)
        case Table() if not block.head and len(block.columns) == 2:
            for row in block.rows:
                book.pair(row, block.columns)
        case Table():
            book.sheet(block)
        case Card():
            _card(book, block)
        case Bars():
            book.say(block.title, Text(block.alt))
            book.sheet(_drawn(block))
        case _:
            assert_never(block)


def _card(book: _Book, card: Card) -> None:
    words = book.document.words
    marks = (words[card.outcome.value], words[card.severity.value], words[card.theme.value])
    book.say(" · ".join(marks), card.title, Letters.bold)
    for label, text in card.lines:
        book.say(label, text)
        if not text.words:
            book.first.row_dimensions[book.line].height = FIELD


def _drawn(block: Bars) -> Table:
    """The numbers of a chart as a table: at least and at most for each bar, and the limits below."""
    ends = [(bar.label, bar.low, bar.high) for bar in block.bars]
    ends += [(limit.name, limit.at, limit.at) for limit in block.thresholds]
    rows = tuple(
        (Cell(Text(label)), *(Cell(Text(""), number=end, share=True) for end in (low, high)))
        for label, low, high in ends
    )
    columns = (Column("", width=4), Column("≥", Align.right), Column("≤", Align.right))
    return Table(block.id, block.title, columns, rows)


def _list(section: Section) -> Table:
    """A long list as a table of heading, number and text, to be filtered by heading."""
    rows = tuple((Cell(group), Cell(Text(""), number=number), Cell(text)) for group, number, text in _items(section))
    columns = (Column("", width=2), Column("", Align.right), Column(section.title, width=7))
    return Table(section.id, section.title, columns, rows)


def _items(section: Section) -> Iterator[tuple[Text, int | None, Text]]:
    group, used = Text(""), True
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.strong:
            if not used:
                yield group, None, Text("")
            group, used = block.text, False
        elif isinstance(block, Paragraph):
            yield group, None, block.text
            used = True
        elif isinstance(block, Bullets):
            for number, item in enumerate(block.items, block.first):
                yield group, number, item
            used = used or bool(block.items)
    if not used:
        yield group, None, Text("")
