"""Closed, frozen pydantic models whose mistakes are reported in the one form, with line and column."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from checker.errors import Invalid, Problem, nearest
from checker.source import Node

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Closed(BaseModel):
    """A frozen model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


def mistake(what: str, todo: str, *, word: str | None = None, steps: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """An error for a validator to raise: what is wrong, what to do, the nearest word, and where below the field."""
    return mistakes([(what, todo, word, steps)])


def mistakes(found: list[tuple[str, str, str | None, tuple[str | int, ...]]]) -> PydanticCustomError:
    """Several errors of one field in one exception."""
    return PydanticCustomError("mistake", "{first}", {"first": found[0][0].replace("{", "("), "found": found})


def read_date(value: object) -> date:
    """A date written ``YYYY-MM-DD``. Raises a mistake otherwise."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise mistake(f"{value} is not a day of the calendar", "Write a real day as YYYY-MM-DD.") from None
    raise mistake(f"{show(value)} is not a date", "Write a day as YYYY-MM-DD.")


def read_number(value: object) -> Fraction:
    """An exact number. Raises a mistake otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        raise mistake(f"{show(value)} is not a number", "Write a plain number without quotes, % or separators.")
    return Fraction(value)


Day = Annotated[date, BeforeValidator(read_date)]
Number = Annotated[Fraction, PlainValidator(read_number), WithJsonSchema({"type": "number"})]


def show(value: object) -> str:
    """A value as it may stand in an error message: short, in quotes if it is text."""
    text = f'"{value}"' if isinstance(value, str) else "a list" if isinstance(value, list) else str(value)
    if isinstance(value, dict):
        text = "a mapping"
    if isinstance(value, Fraction):
        text = str(float(value))
    return text if len(text) <= 60 else text[:57] + "..."


M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], node: Node, shown: str) -> M:
    """Check a parsed file against a model. Raises Invalid with every problem, each at its place."""
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        raise Invalid(_problems(model, error, node, shown)) from None


def _problems(model: type[BaseModel], error: ValidationError, node: Node, shown: str) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        steps = tuple(item["loc"])
        context: dict[str, Any] = item.get("ctx", {})
        kind = item["type"]
        if kind == "mistake":
            for what, todo, word, below in context["found"]:
                line, column = node.place((*steps, *below))
                yield Problem(shown, line, column, what, todo, word)
            continue
        at_key = kind == "extra_forbidden"
        line, column = node.place(steps, of_key=at_key)
        what, todo, word = _words(model, kind, steps, item, context)
        yield Problem(shown, line, column, what, todo, word)


def _words(
    model: type[BaseModel], kind: str, steps: tuple[Any, ...], item: Any, context: dict[str, Any]
) -> tuple[str, str, str | None]:
    last = steps[-1] if steps else ""
    match kind:
        case "extra_forbidden":
            known = _keys_at(model, steps[:-1])
            return f'unknown key "{last}"', f"Known here: {', '.join(known)}.", nearest(last, known)
        case "missing":
            return f'the key "{last}" is missing', "Add it.", None
        case "enum" | "literal_error":
            words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            return (
                f"{show(item['input'])} is not a word known here",
                f"Write one of: {', '.join(words)}.",
                nearest(item["input"], words),
            )
        case "string_type":
            return f"{show(item['input'])} is not a text", "Write a text, in quotes if it looks like a number.", None
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{show(item['input'])} stands where a mapping is meant", "Write keys, each with its value.", None
        case "tuple_type":
            return (
                f"{show(item['input'])} stands where a list is meant",
                "Write [...], or one line with - for each.",
                None,
            )
        case "string_pattern_mismatch":
            return f"{show(item['input'])} is not written as it must be here", f"Pattern: {context['pattern']}.", None
        case _:
            message = str(item["msg"]).removeprefix("Value error, ")
            return f"{show(item['input'])}: {message[:1].lower()}{message[1:]}", "Correct it.", None


def _keys_at(annotation: Any, steps: tuple[Any, ...]) -> list[str]:
    for model in _models_in(annotation):
        names = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
        if not steps:
            return sorted(names)
        if steps[0] in names:
            rest = steps[1:]
            while rest and isinstance(rest[0], int):
                rest = rest[1:]
            return _keys_at(names[steps[0]], rest)
    return _keys_at(annotation, steps[1:]) if steps else []


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, types.UnionType, list, tuple, dict, Annotated):
        for part in get_args(annotation):
            yield from _models_in(part)


def json_schema(model: type[BaseModel] | dict[str, Any], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a model, or of what has a schema already."""
    schema = model if isinstance(model, dict) else TypeAdapter(model).json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
