"""The forms in which a risk summary is written, by the suffix of the file."""

from __future__ import annotations

import importlib
from pathlib import Path

from checker.errors import Misuse, nearest
from checker.summary.document import Document

SUFFIXES = {
    ".md": "markdown",
    ".html": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".json": "json_",
}
"""Module in ``checker.paper`` by suffix."""
LISTING = frozenset({".xlsx"})
"""Suffixes of forms that hold every finding on a line of its own."""


def chosen(path: Path) -> str:
    """The suffix of a file, if there is such a form. Raises Misuse."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        near = nearest(suffix, SUFFIXES)
        hint = f' Did you mean "{near}"?' if near else ""
        raise Misuse(f'No summary is written as "{path.name}".{hint} Suffixes: {", ".join(SUFFIXES)}.')
    return suffix


def render(suffix: str, document: Document) -> bytes:
    """The document in the form of a suffix. Raises Misuse if a library that it needs is not installed."""
    module = importlib.import_module(f"checker.paper.{SUFFIXES[suffix]}")
    rendered: bytes = module.render(document)
    return rendered
