"""The risk summary as JSON: the document as it stands, block by block, for programs."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from checker.summary.document import Document

SCHEMA = "checker/summary/1"
LEFT_OUT = frozenset({"findings"})
"""Findings line by line are what ``checker check --format json`` gives."""


def render(document: Document) -> bytes:
    """The document as JSON. Each block says its kind; shares are numbers from 0 to 1."""
    data = {"schema": SCHEMA, **_plain(document)}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def _plain(item: Any) -> Any:
    match item:
        case Enum():
            return item.value
        case date():
            return item.isoformat()
        case Fraction():
            return float(item)
        case tuple():
            return [_plain(part) for part in item]
        case dict():
            return {key: _plain(value) for key, value in item.items()}
        case _ if is_dataclass(item):
            kind = {} if isinstance(item, Document) else {"kind": _kind(type(item).__name__)}
            named = (each.name for each in fields(item) if each.name not in LEFT_OUT)
            return {**kind, **{name: _plain(getattr(item, name)) for name in named}}
        case _:
            return item


def schema() -> dict[str, Any]:
    """The JSON Schema of what is rendered: every key is there, no other is, and each object says its kind."""
    from pydantic import TypeAdapter

    found: dict[str, Any] = _as_written(TypeAdapter(Document).json_schema(mode="serialization"))
    parts = {name: part for name, part in found["$defs"].items() if "properties" in part}
    for name, part in parts.items():
        _closed(part, "kind", _kind(name))
    _closed(found, "schema", SCHEMA)
    return found


def _closed(part: dict[str, Any], key: str, word: str) -> None:
    kept = {name: schema for name, schema in part["properties"].items() if name not in LEFT_OUT}
    part["properties"] = {key: {"const": word}, **kept}
    part["required"] = list(part["properties"])
    part["additionalProperties"] = False


def _as_written(item: Any) -> Any:
    """A schema in which fractions are numbers and nothing has a default, as all is written."""
    if isinstance(item, dict):
        if item.get("format") == "fraction":
            return {"type": "number"}
        named = {key: value for key, value in item.items() if key != "title" or not isinstance(value, str)}
        return {key: _as_written(value) for key, value in named.items() if key != "default"}
    return [_as_written(part) for part in item] if isinstance(item, list) else item


def _kind(name: str) -> str:
    return name.lower()
