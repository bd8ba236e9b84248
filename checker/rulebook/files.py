"""The files of a rulebook folder: read, parsed once per content, and found again in a cache."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from checker import cache, source
from checker.errors import Invalid, Problem
from checker.models import validate
from checker.source import Node, Plain

FOLDERS = ("instruments", "parameters", "lists", "defaults", "derive", "questions", "coverage")
REFERENCE = "reference"
"""The folder of published figures, which judging reads only if it needs one."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Files:
    """All files of a rulebook, as plain data."""

    shown: str
    """The folder, as the user named it."""
    digest: str
    """SHA-256 over names and contents."""
    data: Mapping[str, Plain]
    """Plain data of each file by its path in the folder; published figures are left out until they are asked for."""
    raw: Mapping[str, bytes]
    """Bytes of each file."""
    proved: bool = False
    """Whether the same content was found in order before, and its examples are left out."""

    def node(self, name: str) -> Node:
        """One file with places, parsed again."""
        return source.parse_bytes(self.raw[name], self.path(name))

    def path(self, name: str) -> str:
        """A file's path as people see it."""
        return f"{self.shown}/{name}"


def read(folder: Path, shown: str, *, examples: bool = True) -> Files:
    """Read every YAML file below ``folder``. Raises Invalid with the problems of all of them.

    Without ``examples``, a content that was found in order before comes from the cache, examples left out.
    """
    if not folder.is_dir():
        raise Invalid([Problem(shown, 1, 1, "this is not a folder", "Name a folder that holds a rulebook.")])
    above = len(folder.parts)
    found = sorted(
        (path.parts[above:], path) for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file()
    )
    raw = {"/".join(parts): path.read_bytes() for parts, path in found}
    summary = hashlib.sha256()
    for name, content in raw.items():
        summary.update(f"{name}\0{len(content)}\0".encode())
        summary.update(content)
    digest = summary.hexdigest()
    if not examples and (proved := cache.recall(f"{digest}-proved")):
        return Files(shown, digest, proved, raw, proved=True)
    judged = {name: content for name, content in raw.items() if not _published(name)}
    return Files(shown, digest, cache.recall(digest) or _parse(judged, digest, shown), raw)


def reference(files: Files) -> Files:
    """The files of published figures alone. Raises Invalid with the problems of all of them."""
    raw = {name: content for name, content in files.raw.items() if _published(name)}
    digest = f"{files.digest}-{REFERENCE}"
    return replace(files, digest=digest, data=cache.recall(digest) or _parse(raw, digest, files.shown), raw=raw)


def checked(files: Files, name: str, model: type[M], context: Any = None) -> M:
    """One file as a model. Raises Invalid with every problem in it."""
    try:
        return model.model_validate(files.data[name], context=context)
    except ValidationError:
        return validate(model, files.node(name), files.path(name))


def _published(name: str) -> bool:
    return name.startswith(f"{REFERENCE}/")


def prove(files: Files) -> None:
    """Remember that a rulebook is in order, so that judging need not look at its examples again."""
    bare = {name: _bare(data) for name, data in files.data.items()}
    cache.keep(f"{files.digest}-proved", bare)


def _bare(data: Plain) -> Plain:
    if not isinstance(data, dict):
        return data
    return {key: [] if key == "examples" else value for key, value in data.items() if key != "given"}


def _parse(raw: Mapping[str, bytes], digest: str, shown: str) -> dict[str, Plain]:
    data: dict[str, Plain] = {}
    problems: list[Problem] = []
    for name, content in raw.items():
        try:
            data[name] = source.parse_bytes(content, f"{shown}/{name}").plain()
        except Invalid as error:
            problems += error.problems
    if problems:
        raise Invalid(problems)
    cache.keep(digest, data)
    return data
