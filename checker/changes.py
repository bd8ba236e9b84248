"""Which profiles a change in a git repository concerns."""

from __future__ import annotations

from pathlib import Path


def concerned(profiles: list[Path], revision: str) -> list[Path]:
    """The profiles that changes since a revision concern. Raises Misuse."""
    raise NotImplementedError
