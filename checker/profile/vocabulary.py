"""Which facts exist: the path of each and its kind, read off the entity models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from checker.profile.entities import ENTITIES
from checker.profile.entity import Entity
from checker.profile.kinds import Kind


@cache
def facts_of(entity_type: str) -> dict[str, Kind]:
    """The facts of an entity type by path below it: ``country``, ``recovery.lithium``."""
    return {path: kind for path, kind, _ in _walk(ENTITIES[entity_type], "")}


@cache
def described(entity_type: str) -> dict[str, str]:
    """What each fact of an entity type says, by path below it."""
    return {path: words for path, _, words in _walk(ENTITIES[entity_type], "")}


@cache
def plurals() -> dict[str, str]:
    """Entity type by the name of its list."""
    return {model.plural: name for name, model in ENTITIES.items() if name != "deal"}


def _walk(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, Kind, str]]:
    for name, field in model.model_fields.items():
        kind = next((item for item in field.metadata if isinstance(item, Kind)), None)
        if kind is not None:
            yield prefix + name, kind, str(field.description)
            continue
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel) and not issubclass(part, Entity):
                yield from _walk(part, f"{prefix}{name}.")


def _parts(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    return get_args(annotation) or (annotation,)
