"""Text from strangers within Markdown as GitHub and GitLab read it: what was written is seen, and none of it acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.report.plain import plain

LONG = 300
"""Characters of one text."""
JOINER = "\N{WORD JOINER}"
"""Is not seen, and parts two characters without letting a line break between them."""

_REFERENCE = re.compile(r"[@#!](?=\w)|/(?=/)|:(?=[\w+-]+:)|\bwww(?=\.)|\bgh(?=-\d)", re.I)
"""What a server links or replaces after the Markdown was read, so that no backslash helps: a person or an issue, an
address, a picture by its name."""
_MARK = re.compile(r"[\\`*_\[\]{}<>&|~^@#]|\.(?=[^\W\d])")


def text(words: str, limit: int = LONG) -> str:
    """Text that is shown as it was written, on one line; not for the beginning of a line."""
    parted = _REFERENCE.sub(rf"\g<0>{JOINER}", plain(words, limit))
    return _MARK.sub(r"\\\g<0>", parted).replace("$", "&#36;")


def code(words: str, limit: int = LONG) -> str:
    """Text in the letters of a typewriter, not empty; not for tables, unless it is an id."""
    one = plain(words, limit)
    fence = "`" * (1 + max(map(len, re.findall("`+", one)), default=0))
    gap = " " if "`" in one[:1] + one[-1:] else ""
    return f"{fence}{gap}{one}{gap}{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[object]], room: int, *, numbers: bool = False) -> Iterator[str]:
    """A table of cells that are Markdown already, with as many rows as there is room for.

    With ``numbers``, every column but the first holds some.
    """
    yield _row(head)
    yield _row("--:" if numbers and column else "---" for column in range(len(head)))
    yield from fitting([_row(row) for row in rows], room)
    yield "\n"


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def fitting(items: Sequence[str], room: int) -> Iterator[str]:
    """Items that are whole lines, one and as many more as there is room for, in bytes, and how many are left."""
    for number, item in enumerate(items):
        room -= len(item.encode())
        if room < 0 and number:
            yield f"\nAnd {len(items) - number} more, which the forms json and csv hold.\n"
            return
        yield item
