"""Text from strangers as one line that no reader takes for anything else."""

from __future__ import annotations

from checker.report.screen import clean

LONG = 2_000
"""Characters of a message that other programs are sure to show."""


def plain(text: str, limit: int = LONG) -> str:
    """Text on one line, without control characters and marks of writing direction, cut at ``limit`` characters."""
    one = clean(" ".join(text.split()))
    return one if len(one) <= limit else one[: limit - 1].rstrip() + "…"
