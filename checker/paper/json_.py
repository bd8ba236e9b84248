"""The risk summary as JSON: the document as it stands, block by block, for programs."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from checker.summary.document import Document


def render(document: Document) -> bytes:
    """The document as JSON. Each block says its kind; shares are numbers from 0 to 1."""
    data = {"schema": "checker/summary/1", **_plain(document)}
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
            kind = {} if isinstance(item, Document) else {"kind": type(item).__name__.lower()}
            return {**kind, **{each.name: _plain(getattr(item, each.name)) for each in fields(item)}}
        case _:
            return item
