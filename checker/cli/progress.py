"""Progress on standard error, on a terminal only, for work that takes longer than a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MANY = 50
"""From this many items on, progress is worth a line."""


def progress(items: Sequence[T], words: str) -> Iterator[T]:
    """The items, counting them on the terminal while they are worked on."""
    show = sys.stderr.isatty() and len(items) >= MANY
    for number, item in enumerate(items, 1):
        if show and (number % 10 == 0 or number == len(items)):
            sys.stderr.write(f"\r{words} {number}/{len(items)}")
            sys.stderr.flush()
        yield item
    if show:
        sys.stderr.write("\r\033[K")
