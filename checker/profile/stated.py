"""What a profile states about one fact, before anyone asks whether it is good enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.truth import Admissible


class Form(StrEnum):
    """How a value is written."""

    value = "value"
    """One value, or a list."""
    range = "range"
    """Anything from a low to a high end."""
    unknown = "unknown"
    """Asked, and not known."""
    planned = "planned"
    """An aim: not yet so."""
    conflict = "conflict"
    """Two or more sources that disagree."""


@dataclass(frozen=True, slots=True)
class Stated:
    """One value of a profile."""

    form: Form
    """How it is written."""
    admissible: Admissible
    """Every value the statement leaves open; for ``unknown`` the whole domain of the fact."""
    evidence: tuple[str, ...] = ()
    """References ``sheet#statement``; empty if the entity's evidence serves."""
    as_of: date | None = None
    """The day for which the value holds, if said."""
    by: date | None = None
    """For an aim: the day by which it is to be reached."""
    why: str | None = None
    """For an unknown: why."""
