"""Published figures of a rulebook, read when they are first asked for and not before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.rulebook.files import Files

if TYPE_CHECKING:
    from checker.rulebook.reference import Reference


@dataclass(frozen=True)
class Shelf:
    """The files of a rulebook, from which the published figures are taken on first use."""

    files: Files

    def open(self) -> Reference:
        """The figures. Raises Invalid with every problem of every file."""
        return self._reference

    @cached_property
    def _reference(self) -> Reference:
        from checker.rulebook.reference import read

        return read(self.files)
