"""How cells of a workbook look. Each look is made once: to make it again for every cell takes most of the time."""

from __future__ import annotations

from array import array
from enum import Enum
from typing import Any, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from checker.paper.office import MUTED

NAME, NAVY = "Calibri", "1F2A44"
HEAD = "EDEFF3"
"""Colour behind the title of a column."""
EDGE = Border(*(Side("thin", color="B8BCC4"),) * 4)


class Letters(Enum):
    """The letters of a cell."""

    plain = Font(NAME, 10)
    bold = Font(NAME, 10, bold=True)
    small = Font(NAME, 9, color=MUTED)
    heading = Font(NAME, 12, bold=True, color=NAVY)
    title = Font(NAME, 15, bold=True, color=NAVY)


class Stand(Enum):
    """Where the content of a cell stands, and whether it wraps."""

    wrap = Alignment(vertical="top", wrap_text=True)
    across = Alignment(vertical="top")
    left = Alignment("left", "top")
    right = Alignment("right", "top", wrap_text=True)


class Look(NamedTuple):
    """How a cell looks."""

    letters: Letters = Letters.plain
    stand: Stand = Stand.wrap
    fill: str = ""
    """Colour behind the letters."""
    edged: bool = False
    shape: str = "General"
    """Format of a number."""
    command: bool = False
    """Whether its words would be a formula if they were typed."""


PLAIN = Look()


class Looks:
    """The looks of one workbook."""

    def __init__(self) -> None:
        self._made: dict[Look, array[int]] = {}

    def give(self, place: Any, look: Look) -> None:
        """Make a cell look so. Cells that look alike share what says so, and none changes it afterwards."""
        made = self._made.get(look)
        place._style = made
        if made is not None:
            return
        place.font, place.alignment, place.number_format = look.letters.value, look.stand.value, look.shape
        if look.edged:
            place.border = EDGE
        if look.fill:
            place.fill = PatternFill("solid", fgColor=look.fill)
        place.quotePrefix = look.command
        self._made[look] = place._style
