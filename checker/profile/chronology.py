"""Days of a profile that cannot lie the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from checker.models import mistakes
from checker.profile.stated import Form, Stated

ORDER = {
    "deal": (("signed_on", "closing_on"), ("announced", "closing_on")),
    "product": (("reuse.originally_placed_on", "placed_on_market"),),
}
"""For each type of entity the facts of which the second never lies before the first."""


def misplaced(entity_type: str, entity: Any) -> PydanticCustomError | None:
    """A mistake for every pair of days of an entity that lies the wrong way round, or None."""
    found = list(_wrong(entity_type, entity))
    return mistakes(found) if found else None


def _wrong(entity_type: str, entity: Any) -> Iterator[tuple[str, str, str | None, tuple[str | int, ...]]]:
    for first, second in ORDER[entity_type]:
        before, after = _day(entity, first), _day(entity, second)
        if before is not None and after is not None and after < before:
            what = f"{second} ({after}) lies before {first} ({before})"
            yield what, "Correct one of the two days.", None, (second,)


def _day(entity: Any, path: str) -> date | None:
    for step in path.split("."):
        entity = getattr(entity, step, None)
    if not isinstance(entity, Stated) or entity.form is not Form.value or len(entity.admissible) != 1:
        return None
    (value,) = entity.admissible
    return value if isinstance(value, date) else None
