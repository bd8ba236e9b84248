"""Text from strangers as one line that no reader takes for anything else."""

from __future__ import annotations

import re

from checker.report.screen import clean

LONG = 2_000
"""Characters of a message that other programs are sure to show."""

_SPACE = re.compile(r"\s+")


def plain(text: str, limit: int = LONG) -> str:
    """Text on one line, without control characters and marks of writing direction, cut at ``limit`` characters."""
    one = clean(_SPACE.sub(" ", text)).strip()
    return one if len(one) <= limit else one[: limit - 1].rstrip() + "…"
