"""The grades of all statements that may be cited, found again in a cache as long as no sheet changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from checker import cache
from checker.grades import Grade
from checker.seeds.sheet import load_sheets


def grades(folder: Path) -> dict[str, Grade]:
    """The grade of each statement of a folder of sheets by ``sheet#number``. Raises Invalid."""
    key = _key(folder)
    known = cache.recall(key) if key is not None else None
    if known is not None:
        return {reference: Grade(str(word)) for reference, word in known.items()}
    found = {f"{sheet.id}#{s.number}": s.grade for sheet in load_sheets(folder).values() for s in sheet.statements}
    if key is not None:
        cache.keep(key, {reference: grade.value for reference, grade in found.items()})
    return found


def _key(folder: Path) -> str | None:
    """A digest over names and contents; None if a sheet cannot be read, of which its reader speaks."""
    summary = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".yaml", ".yml"):
            try:
                with path.open("rb") as file:
                    summary.update(f"{path.name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\0".encode())
            except OSError:
                return None
    return f"{summary.hexdigest()}-grades"
