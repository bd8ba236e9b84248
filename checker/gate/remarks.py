"""What a gate has to say besides findings, each at a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a remark is about."""

    theme_off = "theme-off"
    """A theme that the house does not check."""
    waiver_expired = "waiver-expired"
    """A waiver whose last day is past. It stops the gate."""
    waiver_facts_changed = "waiver-facts-changed"
    """A waiver that was given on other facts."""
    waiver_now_fails = "waiver-now-fails"
    """A waiver for what was undecided and fails now."""
    waiver_matches_nothing = "waiver-matches-nothing"
    """A waiver for a finding that is not there."""
    fixed = "fixed"
    """A finding of the baseline that does not fail any more."""
    undecided_rise = "undecided-rise"
    """A deal of which more is undecided than in the baseline."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to know, and where it stands."""

    path: str
    """The file, as the user named it."""
    line: int
    column: int
    about: About
    words: str
    """One or two sentences."""

    @property
    def stops(self) -> bool:
        """Whether it stops the gate whatever the level."""
        return self.about is About.waiver_expired
