"""Cells of a workbook: text that is never a formula, numbers, shares and days as such."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from openpyxl.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from checker.assessment.findings import Outcome
from checker.paper.office import FILLS, MUTED, legal, shown
from checker.report.screen import SYMBOLS
from checker.summary.document import Align, Cell, Column

LONGEST = 32_767
"""Characters that Excel allows in a cell, counted in UTF-16."""
EXACT = 10**15
"""Numbers from here on lose digits in Excel."""
FIRST_YEAR = 1901
"""Excel knows no day before 1900 and counts the days of 1900 wrongly."""
FONT, NAVY = "Calibri", "1F2A44"
PLAIN, BOLD, SMALL = Font(FONT, 10), Font(FONT, 10, bold=True), Font(FONT, 9, color=MUTED)
HEADING, TITLE = Font(FONT, 12, bold=True, color=NAVY), Font(FONT, 15, bold=True, color=NAVY)
WRAP, ACROSS = Alignment(vertical="top", wrap_text=True), Alignment(vertical="top")
LEFT, RIGHT = Alignment("left", "top"), Alignment("right", "top", wrap_text=True)
EDGE = Border(*(Side("thin", color="B8BCC4"),) * 4)

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_COMMAND = tuple("=+-@\t\r\n|%")


def at(sheet: Worksheet, line: int, column: int) -> Place:
    """A place on a sheet, both counted from 1. No cells are merged."""
    return cast(Place, sheet.cell(line, column))


def cut(text: str, longest: int) -> str:
    """The text, or as much as there is room for and a mark; characters are counted as Excel counts them."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * longest else units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


def say(place: Place, words: str, font: Font = PLAIN, stand: Alignment = WRAP) -> None:
    """Write words. Whatever they begin with they stay words, also when somebody edits the cell."""
    text = cut(_ESCAPE.sub("_x005F_", legal(words)), LONGEST)
    place.value = text or None
    if text:
        place.data_type = "s"
        place.quotePrefix = text.startswith(_COMMAND)
    place.font, place.alignment = font, stand


def put(place: Place, cell: Cell, column: Column, words: Mapping[str, str]) -> None:
    """Write a cell: a number or a day if it shows one that Excel can hold, else its words; the outcome coloured."""
    number = None if cell.number is None else Fraction(cell.number)
    if cell.day is not None and cell.day.year >= FIRST_YEAR:
        place.value, place.number_format = cell.day, "yyyy-mm-dd"
        place.font, place.alignment = PLAIN, LEFT
    elif number is not None and abs(number) < EXACT:
        place.value = int(number) if number.denominator == 1 else float(number)
        shape = _percent(number) if cell.share else "0" if number.denominator == 1 else "General"
        place.number_format = _named(shape, cell, column, words)
        place.font, place.alignment = PLAIN, RIGHT
    else:
        say(place, shown(cell, column, words), stand=RIGHT if column.align is Align.right else WRAP)
    fill(place, cell.outcome)


def fill(place: Place, outcome: Outcome | None) -> None:
    """Edge a cell, and colour it by the outcome that it shows."""
    place.border = EDGE
    if outcome is not None:
        place.fill = PatternFill("solid", fgColor=FILLS[outcome])


def _named(shape: str, cell: Cell, column: Column, words: Mapping[str, str]) -> str:
    """The format of a number with the symbol of its outcome, and with its word unless the column says it."""
    if cell.outcome is None:
        return shape
    word = "" if column.outcome is cell.outcome else f'" {words[cell.outcome.value]}"'
    return f'"{SYMBOLS[cell.outcome][0]} "{shape}{word}'


def _percent(share: Fraction) -> str:
    """The format of a share: as many decimals as it takes not to look rounder than it is."""
    for decimals in range(11):
        near = round(share * 100, decimals)
        if near == share * 100 or (decimals >= 4 and near.denominator > 1):
            break
    return f"0{'.' if decimals else ''}{'0' * decimals}%"
