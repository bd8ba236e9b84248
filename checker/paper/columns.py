"""The columns of a table on paper: which are shown, and how wide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.summary.document import Document, Table

STRETCH = 2.0
"""How many times as wide as its longest text a column may be."""
HALVINGS = 50
UPRIGHT = 7
"""Columns for which a page that stands upright has room."""


def is_wide(document: Document) -> bool:
    """Whether a table has more columns than a page that stands upright can hold."""
    blocks = (block for section in document.sections for block in section.blocks)
    return any(len(block.columns) > UPRIGHT for block in blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs."""

    share: float
    """What it asks for, beside the others."""
    least: float
    """The width of its longest word."""
    most: float
    """The width of its longest text in one line."""


def divided(room: float, needs: Sequence[Need]) -> list[float]:
    """The room divided as the columns ask, but none is narrower or much wider than what stands in it needs.

    A table of short texts is narrower than the room.
    """
    least = sum(need.least for need in needs)
    if least >= room:
        return [need.least * room / least for need in needs]
    low, high = 0.0, room * STRETCH
    for _ in range(HALVINGS):
        unit = (low + high) / 2
        low, high = (low, unit) if sum(_widths(unit, needs)) > room else (unit, high)
    return _widths(low, needs)


def _widths(unit: float, needs: Sequence[Need]) -> list[float]:
    return [max(need.least, min(need.share * unit, max(need.most, need.least) * STRETCH)) for need in needs]
