"""The kinds of fact a profile can hold: how a value is read, what it may be when nobody has said, its schema."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from checker.errors import nearest
from checker.models import mistake, mistakes, read_date, read_number, show
from checker.profile.countries import COUNTRIES
from checker.profile.stated import Form, Stated
from checker.truth import ANYTHING, EITHER, Admissible, Alternative, Breakdown, Interval, Members

_SHARE_TEXT = re.compile(r"(\d{1,15})/(\d{1,15})\Z")
_REFERENCE = {"type": "string", "pattern": "^([A-Za-z0-9_-]+#[0-9]+|[a-z]+)$"}
_EVIDENCE = {"type": "array", "items": _REFERENCE, "minItems": 1}
_KEYS = ("value", "unknown", "planned", "conflict", "evidence", "as_of", "by", "asked")


@dataclass(frozen=True)
class Kind:
    """A kind of single-valued fact. Subclasses say how a scalar is read."""

    unit: str = ""
    """Unit or meaning of the number, for people."""
    ordered = False
    """Whether a range may be written."""

    def read(self, value: object) -> Alternative:
        """The value, checked. Raises a mistake."""
        if not isinstance(value, str) or not value.strip():
            raise mistake(f"{show(value)} is not a text", "Write a text, in quotes if it looks like a number.")
        return value

    @property
    def domain(self) -> Admissible:
        """Every value the fact may have when nothing is known."""
        return ANYTHING

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of a single value."""
        return {"type": "string", "minLength": 1}

    def state(self, value: object) -> Stated:
        """Read a value in any of its forms. Raises a mistake."""
        if isinstance(value, dict):
            return self._from_mapping(value)
        if isinstance(value, list):
            return self._from_list(value)
        if value is None:
            raise mistake("nothing stands here", "Write a value, {unknown: why}, or remove the key.")
        return Stated(Form.value, (self.read(value),))

    def _from_list(self, value: list[object]) -> Stated:
        if not self.ordered or len(value) != 2:
            raise mistake("a list stands where one value is meant", self._advice())
        low, high = (self.read(end) for end in value)
        if low > high:  # type: ignore[operator]
            raise mistake("the range runs from high to low", "Write the lower end first.")
        return Stated(Form.range, (Interval(low, high),))

    def _from_mapping(self, value: dict[str, object]) -> Stated:
        for key in value:
            if key not in _KEYS:
                raise mistake(
                    f'unknown key "{key}"', f"Known here: {', '.join(_KEYS)}.", word=nearest(key, _KEYS), steps=(key,)
                )
        forms = [key for key in ("value", "unknown", "planned", "conflict") if key in value]
        if len(forms) != 1:
            raise mistake("a value needs exactly one of value, unknown, planned, conflict", "Keep one.")
        form = forms[0]
        allowed = {
            "value": ("evidence", "as_of"),
            "unknown": ("evidence", "asked"),
            "planned": ("evidence", "by", "as_of"),
        }
        for key in value:
            if key != form and key not in allowed.get(form, ()):
                raise mistake(f'"{key}" says nothing beside "{form}"', "Remove it.", steps=(key,))
        evidence = self._within("evidence", _references, value.get("evidence", []))
        days = {key: self._within(key, read_date, value[key]) for key in ("as_of", "by", "asked") if key in value}
        if form == "unknown":
            why = self._within("unknown", Kind().read, value["unknown"])
            return Stated(Form.unknown, self.domain, evidence, days.get("asked"), None, str(why))
        if form == "conflict":
            return self._conflict(value["conflict"])
        inner: Stated = self._within(form, self.state_bare, value[form])
        shape = Form.planned if form == "planned" else inner.form
        return Stated(shape, inner.admissible, evidence, days.get("as_of"), days.get("by"))

    def _conflict(self, value: object) -> Stated:
        if not isinstance(value, list) or len(value) < 2:
            todo = "Write each as {value: ..., evidence: [...]}."
            raise mistake("a conflict needs two or more statements", todo, steps=("conflict",))
        sides = []
        for number, side in enumerate(value):
            try:
                sides.append(self.state(side))
            except PydanticCustomError as error:
                raise _deeper(error, ("conflict", number)) from None
        evidence = tuple(dict.fromkeys(e for side in sides for e in side.evidence))
        form = Form.planned if any(side.form is Form.planned for side in sides) else Form.conflict
        return Stated(form, tuple(a for side in sides for a in side.admissible), evidence)

    def state_bare(self, value: object) -> Stated:
        """Read a value that is not wrapped again. Raises a mistake."""
        if isinstance(value, dict):
            raise mistake("a wrapped value stands inside a wrapped value", "Write the value itself.")
        return self.state(value)

    @staticmethod
    def _within(key: str, read: Callable[[Any], Any], value: object) -> Any:
        try:
            return read(value)
        except PydanticCustomError as error:
            raise _deeper(error, (key,)) from None

    def _advice(self) -> str:
        return "Write [low, high] for a range." if self.ordered else "Write one value, or {conflict: [...]}."

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.state)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        bare = self.bare_schema
        day = {"type": "string", "format": "date"}
        return {
            "anyOf": [
                *bare,
                _closed({"value": {"anyOf": bare}, "evidence": _EVIDENCE, "as_of": day}, ["value"]),
                _closed({"unknown": {"type": "string"}, "evidence": _EVIDENCE, "asked": day}, ["unknown"]),
                _closed({"planned": {"anyOf": bare}, "evidence": _EVIDENCE, "by": day, "as_of": day}, ["planned"]),
                _closed({"conflict": {"type": "array", "minItems": 2}}, ["conflict"]),
            ]
        }

    @property
    def bare_schema(self) -> list[dict[str, Any]]:
        """JSON Schemas of the unwrapped forms."""
        pair = {"type": "array", "items": self.schema, "minItems": 2, "maxItems": 2}
        return [self.schema, pair] if self.ordered else [self.schema]


class Text(Kind):
    """Free text."""


class Flag(Kind):
    """Yes or no."""

    def read(self, value: object) -> Alternative:
        """True or false."""
        if not isinstance(value, bool):
            raise mistake(f"{show(value)} is neither true nor false", "Write true, false or {unknown: why}.")
        return value

    domain = EITHER
    schema = {"type": "boolean"}  # noqa: RUF012


class Date(Kind):
    """A day."""

    ordered = True
    domain = (Interval(None, None),)
    schema = {"type": "string", "format": "date"}  # noqa: RUF012

    def read(self, value: object) -> Alternative:
        """An ISO date."""
        return read_date(value)


class Amount(Kind):
    """A number from 0 up, in the unit named."""

    ordered = True
    domain = (Interval(Fraction(0), None),)
    schema = {"type": "number", "minimum": 0}  # noqa: RUF012

    def read(self, value: object) -> Alternative:
        """A number that is not negative."""
        number = read_number(value)
        if number < 0:
            raise mistake(f"{show(value)} is negative", "Write a number from 0 up.")
        return number


class Share(Kind):
    """A part of a whole, 0 to 1, exact: 0.5, or "500001/1000000"."""

    ordered = True
    domain = (Interval(Fraction(0), Fraction(1)),)
    schema = {  # noqa: RUF012
        "anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": "^[0-9]+/[0-9]+$"}]
    }

    def read(self, value: object) -> Alternative:
        """A number from 0 to 1."""
        if isinstance(value, str) and (match := _SHARE_TEXT.match(value)) and int(match[2]):
            number = Fraction(int(match[1]), int(match[2]))
        else:
            number = read_number(value)
        if not 0 <= number <= 1:
            raise mistake(f"{show(value)} is not a share", "Write a share from 0 to 1: 70 % is 0.70.")
        return number


@dataclass(frozen=True)
class Choice(Kind):
    """One word of a closed set."""

    words: tuple[str, ...] = ()

    def read(self, value: object) -> Alternative:
        """One of the words."""
        if value not in self.words:
            words = ", ".join(self.words) if len(self.words) <= 30 else "a code as in ISO 3166-1"
            raise mistake(
                f"{show(value)} is not a word known here", f"Write one of: {words}.", word=nearest(value, self.words)
            )
        return str(value)

    @property
    def domain(self) -> Admissible:
        """Every word."""
        return self.words

    @property
    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.words)}


def choice(*words: str) -> Choice:
    """A choice between ``words``."""
    return Choice(words=words)


COUNTRY = Choice(words=tuple(sorted(COUNTRIES)))


@dataclass(frozen=True)
class Link(Kind):
    """The id of another entity of the profile."""

    to: str = ""
    """The type of the entity: party, facility, technology ..."""


@dataclass(frozen=True)
class Many(Kind):
    """A list. An item ``{unknown: why}`` says that there may be more."""

    of: Kind = Kind()

    @property
    def domain(self) -> Admissible:
        """Any members."""
        return (Members(frozenset(), more=True),)

    def _from_list(self, value: list[object]) -> Stated:
        known, more, why, wrong = [], False, None, []
        for number, item in enumerate(value):
            if isinstance(item, dict) and set(item) == {"unknown"} and isinstance(item["unknown"], str):
                more, why = True, item["unknown"]
                continue
            try:
                known.append(self.of.read(item))
            except PydanticCustomError as error:
                wrong += _deeper(error, (number,)).context["found"]  # type: ignore[index]
        if wrong:
            raise mistakes(wrong)
        return Stated(Form.value, (Members(frozenset(known), more),), why=why)

    def read(self, value: object) -> Alternative:
        """Not reached by a single value."""
        raise mistake(f"{show(value)} stands where a list is meant", f"Write [{value}].")

    @property
    def bare_schema(self) -> list[dict[str, Any]]:
        """A list of words, and of ``{unknown: why}``."""
        more = _closed({"unknown": {"type": "string"}}, ["unknown"])
        return [{"type": "array", "items": {"anyOf": [self.of.schema, more]}}]


class Shares(Kind):
    """Shares of a whole by country: ``[{country: CN, share: 0.66}, ...]``. What is missing to 1 is undisclosed."""

    @property
    def domain(self) -> Admissible:
        """Nobody named."""
        return (Breakdown(()),)

    def _from_list(self, value: list[object]) -> Stated:
        parts: dict[str, Interval] = {}
        for number, item in enumerate(value):
            if not isinstance(item, dict) or set(item) != {"country", "share"}:
                raise mistake("not a share by country", "Write {country: CN, share: 0.66}.", steps=(number,))
            try:
                country = str(self._within("country", COUNTRY.read, item["country"]))
                alternative = self._within("share", Share().state_bare, item["share"]).admissible[0]
            except PydanticCustomError as error:
                raise _deeper(error, (number,)) from None
            if country in parts:
                raise mistake(f"{country} stands here twice", "Keep one line a country.", steps=(number,))
            parts[country] = alternative if isinstance(alternative, Interval) else Interval(alternative, alternative)
        if sum((part.low for part in parts.values()), Fraction(0)) > 1:
            raise mistake("the shares add to more than 1", "Correct a share: 70 % is 0.70.")
        return Stated(Form.value, (Breakdown(tuple(sorted(parts.items(), key=lambda part: part[0]))),))

    def read(self, value: object) -> Alternative:
        """Not reached by a single value."""
        raise mistake(f"{show(value)} stands where shares by country are meant", "Write [{country: CN, share: 0.66}].")

    @property
    def bare_schema(self) -> list[dict[str, Any]]:
        """A list of country and share."""
        item = _closed({"country": COUNTRY.schema, "share": {"anyOf": Share().bare_schema}}, ["country", "share"])
        return [{"type": "array", "items": item}]


def references(value: object) -> tuple[str, ...]:
    """Evidence references of an entity or value. Raises a mistake."""
    return _references(value)


def _references(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise mistake("evidence is a list of references", 'Write ["sheet#statement"], such as ["001#12"].')
    return tuple(value)


def _deeper(error: PydanticCustomError, steps: tuple[str | int, ...]) -> PydanticCustomError:
    context: dict[str, Any] = error.context or {}
    return mistakes([(what, todo, word, (*steps, *below)) for what, todo, word, below in context["found"]])


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
