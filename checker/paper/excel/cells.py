"""Cells of a workbook: text that is never a formula, numbers, shares and days as such."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from openpyxl.cell import Cell as Place
from openpyxl.worksheet.worksheet import Worksheet

from checker.paper.excel.looks import PLAIN, Letters, Look, Looks, Stand
from checker.paper.office import FILLS, legal, shown
from checker.report.screen import SYMBOLS
from checker.summary.document import Align, Cell, Column

LONGEST = 32_767
"""Characters that Excel allows in a cell, counted in UTF-16."""
EXACT = 10**15
"""Numbers from here on lose digits in Excel."""
FIRST_YEAR = 1901
"""Excel knows no day before 1900 and counts the days of 1900 wrongly."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_COMMAND = tuple("=+-@\t\r\n|%")


def cut(text: str, longest: int) -> str:
    """The text, or as much as there is room for and a mark; characters are counted as Excel counts them."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * longest else units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


class Writer:
    """Writes into the cells of one workbook. No cells are merged."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._looks = Looks()

    def say(self, sheet: Worksheet, line: int, column: int, words: str, look: Look = PLAIN) -> None:
        """Write words; line and column count from 1. Whatever they begin with they stay words, also when edited."""
        place = cast(Place, sheet.cell(line, column))
        text = cut(_ESCAPE.sub("_x005F_", legal(words)), LONGEST)
        place.value = text or None
        if text:
            place.data_type = "s"
        self._looks.give(place, look._replace(command=text.startswith(_COMMAND)))

    def put(
        self, sheet: Worksheet, line: int, column: int, cell: Cell, kind: Column, letters: Letters = Letters.plain
    ) -> None:
        """Write a cell: a number or a day if it shows one that Excel can hold, else its words; the outcome coloured."""
        number = None if cell.number is None else Fraction(cell.number)
        look = Look(letters, fill=FILLS[cell.outcome] if cell.outcome else "", edged=True)
        if cell.day is not None and cell.day.year >= FIRST_YEAR:
            place = sheet.cell(line, column, cell.day)
            self._looks.give(place, look._replace(stand=Stand.left, shape="yyyy-mm-dd"))
        elif number is not None and abs(number) < EXACT:
            place = sheet.cell(line, column, int(number) if number.denominator == 1 else float(number))
            shape = _percent(number) if cell.share else "0" if number.denominator == 1 else "General"
            self._looks.give(place, look._replace(stand=Stand.right, shape=_named(shape, cell, kind, self._words)))
        else:
            stand = Stand.right if kind.align is Align.right else Stand.wrap
            self.say(sheet, line, column, shown(cell, kind, self._words), look._replace(stand=stand))


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
