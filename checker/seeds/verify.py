"""Holds fact sheets against the documents they were written from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import Misuse, Problem
from checker.seeds import compare
from checker.seeds.model import Sheet
from checker.seeds.normalise import normalise

MAX_BYTES = 10_000_000
"""A larger document is not read."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What came out for one sheet."""

    sheet: str
    """Id of the sheet."""
    document: str
    """File name of the document."""
    agreeing: int
    """How many paragraphs of the sheet stand unchanged in the document."""
    problems: tuple[Problem, ...] = ()
    """Where sheet and document differ, as places in the sheet's file."""
    notes: tuple[Problem, ...] = ()
    """What is worth knowing but changes no statement."""
    log: tuple[str, ...] = ()
    """What was removed from the text of the document before comparing, for people."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came out for all sheets."""

    sheets: tuple[Verified, ...]
    """One result for each sheet, by id."""
    without_sheet: tuple[str, ...]
    """Names of the text files in the folder that no sheet was written from."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all sheets, sorted. None means that every sheet fits its document."""
        return tuple(sorted(problem for sheet in self.sheets for problem in sheet.problems))


def verify(sheets: Mapping[str, Sheet], documents: Path) -> Report:
    """Compare each sheet with its document in the folder ``documents``.

    Raises Misuse if there is no such folder. Whatever is wrong with a document is a problem in the report.
    """
    if not documents.is_dir():
        raise Misuse(f"there is no folder {documents.as_posix()}")
    known = {sheet.document for sheet in sheets.values()}
    spare = sorted(path.name for path in documents.glob("*.txt") if path.name not in known)
    return Report(tuple(_verify(sheets[key], documents) for key in sorted(sheets)), tuple(spare))


def _verify(sheet: Sheet, documents: Path) -> Verified:
    name = sheet.document
    path = documents / name
    try:
        if not path.is_file():
            return _unread(sheet, f"the document {name} is not in {documents.as_posix()}", "Put it there.")
        if path.stat().st_size > MAX_BYTES:
            return _unread(sheet, f"the document {name} is larger than {MAX_BYTES:,} bytes", "Check the file.")
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        return _unread(sheet, f"the document {name} cannot be read ({error.strerror})", "Check the file.")
    except UnicodeDecodeError as error:
        return _unread(sheet, f"the document {name} is not UTF-8 (byte {error.start + 1})", "Get the original file.")
    document = normalise(text, sheet.spam)
    differences = list(compare.differences(sheet, document))
    problems = [*differences, *compare.damage(sheet, document), *compare.copies(sheet, document)]
    notes = []
    if (found := hashlib.sha256(raw).hexdigest()) != sheet.sha256:
        todo = f"Write {found} if this is the file you mean."
        if differences:
            problems.append(sheet.problem(("sha256",), f"{name} is not the file that the sheet was written from", todo))
        else:
            notes.append(sheet.problem(("sha256",), f"the bytes of {name} differ, its paragraphs do not", todo))
    agreeing = compare.agreeing(sheet, document)
    return Verified(sheet.id, name, agreeing, tuple(sorted(problems)), tuple(notes), document.log)


def _unread(sheet: Sheet, what: str, todo: str) -> Verified:
    return Verified(sheet.id, sheet.document, 0, (sheet.problem(("document",), what, todo),))
