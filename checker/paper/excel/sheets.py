"""Sheets of a workbook: their names, their page, and a sheet for a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from checker.paper.excel.cells import Writer, cut
from checker.paper.excel.looks import HEAD, Letters, Look
from checker.paper.office import FILLS, headed, legal, references, shown, to_fill_in
from checker.summary.document import Column, Table

REFERENCES = Column("#", width=3)
"""What a row rests on."""
NAME = 31
"""Characters of the name of a sheet."""
FOOT = 200
"""Characters of the foot; Excel refuses a file in which foot, page number and their marks have more than 255."""
NARROW, STEP, WIDEST = 9, 9, 70
"""Width of a column in characters: at least; for each share that it asks for and two more; and at most."""
BUTTON = 4
"""Room for the button of the filter, in characters."""
DENSE = 1.2
"""Letters of ours for each of the wider ones in which Excel counts the width of a column."""
LINE, FIELD, TALLEST = 13.5, 30, 409
"""Height of a line and of a row in which somebody writes by hand, and the tallest row of Excel, in points."""
A4 = 9
"""What Excel calls the paper size."""
_MAYBE_WIDE = re.compile("[\u1100-\U0010ffff]")
RESTING = Look(Letters.small, edged=True)
"""How what a row rests on looks."""


def add(book: Workbook, name: str, foot: str) -> Worksheet:
    """A new sheet whose name Excel accepts, printed on A4 across, as wide as the page."""
    sheet: Worksheet = book.create_sheet(_free(name, {"history", *map(str.casefold, book.sheetnames)}))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.6, footer=0.3)
    said = _HeaderFooterPart(cut(legal(foot).replace("&", "&&"), FOOT), size=7)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=said, right=_HeaderFooterPart("&P / &N", size=7))
    return sheet


def _free(name: str, taken: set[str]) -> str:
    plain = " ".join(re.sub(r"[\[\]:*?/\\]", " ", legal(name)).split()).strip("' ") or REFERENCES.title
    return next(free for free in _names(plain) if free.casefold() not in taken)


def _names(plain: str) -> Iterator[str]:
    yield cut(plain, NAME)
    for number in count(2):
        yield f"{cut(plain, NAME - len(f' {number}'))} {number}"


def table(book: Workbook, writer: Writer, block: Table, words: Mapping[str, str], foot: str) -> Worksheet:
    """A table on a sheet of its own; what its rows rest on in a last column."""
    sheet = add(book, block.title, foot)
    refs = [references(tuple(dict.fromkeys(ref for cell in row for ref in cell.text.refs))) for row in block.rows]
    columns = (*block.columns, REFERENCES) if any(refs) else block.columns
    if block.head:
        _head(sheet, writer, columns)
    for line, (row, resting) in enumerate(zip(block.rows, refs, strict=True), 1 + block.head):
        for number, (cell, column) in enumerate(zip(row, block.columns, strict=True), 1):
            writer.put(sheet, line, number, cell, column)
        if any(refs):
            writer.say(sheet, line, len(columns), resting, RESTING)
        if to_fill_in([cell.text.words for cell in row]):
            sheet.row_dimensions[line].height = FIELD
    for number, column in enumerate(columns, 1):
        own = number <= len(block.columns)
        texts = [shown(row[number - 1], column, words) for row in block.rows] if own else refs
        _widen(sheet, number, headed(column), texts, column.width)
    if block.head:
        sheet.auto_filter.ref = sheet.dimensions
    return sheet


def _head(sheet: Worksheet, writer: Writer, columns: Iterable[Column]) -> None:
    for number, column in enumerate(columns, 1):
        fill = FILLS[column.outcome] if column.outcome else HEAD
        writer.say(sheet, 1, number, headed(column), Look(Letters.bold, fill=fill, edged=True))
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _widen(sheet: Worksheet, number: int, title: str, texts: Sequence[str], share: int) -> None:
    """As wide as the texts need, up to what the column asks for; all of that if it is empty, to be filled in."""
    most = min(WIDEST, STEP * (2 + share))
    need = max(_long(line) for text in (title, *texts) for line in text.split("\n")) + BUTTON
    sheet.column_dimensions[get_column_letter(number)].width = max(NARROW, min(need, most)) if any(texts) else most


def fit(sheet: Worksheet) -> None:
    """Make each row as tall as its wrapped texts; programs differ in whether they do so themselves."""
    widths = [sheet.column_dimensions[get_column_letter(number)].width for number in range(1, sheet.max_column + 1)]
    for number, row in enumerate(sheet.iter_rows(), 1):
        lines = 1
        for place, width in zip(row, widths, strict=True):
            if isinstance(place.value, str) and (len(place.value) > width / 2 or "\n" in place.value):
                wrapped = sum(1 + int(_long(line) // (width * DENSE)) for line in place.value.split("\n"))
                if wrapped > lines and place.alignment.wrap_text:
                    lines = wrapped
        if lines > 1:
            sheet.row_dimensions[number].height = min(TALLEST, LINE * lines)


def _long(text: str) -> int:
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in _MAYBE_WIDE.findall(text))
