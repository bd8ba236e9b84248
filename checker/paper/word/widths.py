"""The width of the columns of a table in a Word document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.shared import Cm, Length

from checker.paper.columns import Need, divided
from checker.paper.office import to_fill_in
from checker.summary.document import Table

LETTER, PADDING = Cm(0.17), Cm(0.35)
"""Width of a letter in a table, at most, and of what surrounds the text of a cell."""
LONGEST = 20
"""Letters of a word for which a column makes room."""


def widths(table: Table, rows: Sequence[Sequence[str]], room: Length) -> list[Length]:
    """The width of each column, by its title and cells.

    Columns to be filled in take all the room, and so does the last one of a table without a head.
    """
    blank = any(map(to_fill_in, rows))
    needs = []
    for number, column in enumerate(table.columns):
        texts = [column.title] * table.head + [row[number] for row in rows]
        word = max((len(word) for text in texts for word in re.split(r"[\s-]", text)), default=0)
        wide = blank or (not table.head and number == len(table.columns) - 1)
        most = room if wide else max(map(len, texts), default=0) * LETTER + PADDING
        needs.append(Need(column.width, min(word, LONGEST) * LETTER + PADDING, most))
    return [Length(int(width)) for width in divided(room, needs)]
