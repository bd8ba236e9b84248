"""The width of the columns of a table in a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.shared import Cm, Length

from checker.summary.document import Column

LETTER, PADDING = Cm(0.17), Cm(0.35)
"""Width of a letter in a table, at most, and of what surrounds the text of a cell."""
LONGEST = 20
"""Letters of a word for which a column makes room."""


def widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: Length) -> list[Length]:
    """The room divided as the columns ask, but so that ordinary words stay whole."""
    least = [min(_longest(rows, number), LONGEST) * LETTER + PADDING for number in range(len(columns))]
    fixed: dict[int, float] = {}
    while len(fixed) < len(columns):
        free = [number for number in range(len(columns)) if number not in fixed]
        unit = (room - sum(fixed.values())) / sum(columns[number].width for number in free)
        wanted = {number: columns[number].width * unit for number in free}
        fixed |= {number: least[number] for number in free if wanted[number] < least[number]} or wanted
    scale = room / sum(fixed.values())
    return [Length(int(fixed[number] * scale)) for number in range(len(columns))]


def _longest(rows: Sequence[Sequence[str]], number: int) -> int:
    return max(
        (len(word) for row in rows for text in row[number : number + 1] for word in re.split(r"[\s-]", text)), default=0
    )
