"""Profiles on disk and the fact sheets they cite."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from checker import source
from checker.errors import Invalid, Misuse, Problem
from checker.facts import Dossier
from checker.grades import Grade
from checker.profile.load import load
from checker.seeds.grading import grades
from checker.seeds.model import Sheet
from checker.seeds.sheet import load_sheets

SHEETS = "seeds"
SUFFIXES = (".yaml", ".yml")
OTHERS = ("checker.yaml", "waivers.yaml")
"""Files of a house that stand beside profiles and are none."""
WORDS = {Grade.assumed.value: Grade.assumed}
"""What may be cited without a sheet."""


def gather(paths: Iterable[Path]) -> list[Path]:
    """The profile files that paths name, each once. Folders are searched to the bottom, but for fact sheets, hidden
    folders and the settings of the house.

    Raises Misuse if a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(sorted(_below(path), key=lambda each: each.parts))
        elif path.exists():
            found[path] = None
        else:
            raise Misuse(f"There is no file or folder {path}.")
    return list(found)


def is_profile(path: PurePath) -> bool:
    """Whether a file in a folder of profiles is one, by its name."""
    return path.suffix in SUFFIXES and path.name not in OTHERS and not any(map(_aside, path.parts))


def _aside(name: str) -> bool:
    return name == SHEETS or name.startswith(".")


def _below(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not _aside(each)]
        paths = (Path(name, file) for file in files if is_profile(PurePath(file)))
        yield from (path for path in paths if path.is_file())


def sheets_for(profile: Path) -> Path | None:
    """The folder ``seeds`` nearest above a profile, named from the working folder."""
    found = sheets_above(profile.resolve().parent)
    return Path(os.path.relpath(found)) if found is not None else None


def sheets_above(folder: Path) -> Path | None:
    """The folder ``seeds`` in a folder or nearest above it. ``folder`` is resolved."""
    return next((each / SHEETS for each in (folder, *folder.parents) if (each / SHEETS).is_dir()), None)


class Library:
    """Fact sheets by folder, read once."""

    def __init__(self) -> None:
        self._sheets: dict[Path, dict[str, Sheet]] = {}
        self._grades: dict[Path, dict[str, Grade]] = {}

    def sheets(self, profile: Path) -> dict[str, Sheet]:
        """The sheets a profile may cite. Raises Invalid."""
        folder = sheets_for(profile)
        if folder is None:
            return {}
        if folder not in self._sheets:
            self._sheets[folder] = load_sheets(folder)
        return self._sheets[folder]

    def grades(self, profile: Path) -> dict[str, Grade]:
        """The grade of every statement a profile may cite. Raises Invalid."""
        folder = sheets_for(profile)
        if folder is None:
            return WORDS
        if folder not in self._grades:
            self._grades[folder] = WORDS | grades(folder)
        return self._grades[folder]


def load_all(paths: Iterable[Path], library: Library, beside: Iterable[Path] = ()) -> list[Dossier]:
    """Load profiles. Raises Invalid with the problems of all of them, a deal id used twice among them.

    ``beside`` names profiles that are not loaded, but whose deals may not have the same ids either.
    """
    dossiers: list[Dossier] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            dossiers.append(load(path, library.grades(path)))
        except Invalid as error:
            problems += error.problems
            if sheets_for(path) is None:
                what, todo = (
                    f'no folder "{SHEETS}" stands beside or above it',
                    "Put the fact sheets that it cites there.",
                )
                problems.append(Problem(path.as_posix(), 1, 1, what, todo))
    problems += _twins(dossiers)
    problems += _twins_beside(dossiers, beside)
    if problems:
        raise Invalid(problems)
    return dossiers


def _twins(dossiers: Iterable[Dossier]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for dossier in dossiers:
        if dossier.id in seen:
            yield _twin(dossier, seen[dossier.id])
        seen.setdefault(dossier.id, dossier.path)


def _twins_beside(dossiers: Iterable[Dossier], beside: Iterable[Path]) -> Iterator[Problem]:
    by_id = {dossier.id: dossier for dossier in dossiers}
    words = [id.encode() for id in by_id]
    for path in beside if words else ():
        if source.may_hold(path.read_bytes(), words) and (dossier := by_id.get(_id(path))) is not None:
            yield _twin(dossier, path.as_posix())


def _id(path: Path) -> str:
    """The id that a profile gives its deal; an empty text if it gives none or cannot be read."""
    try:
        profile = source.read(path).plain()
    except Invalid:
        return ""
    return str(profile.get("id", "")) if isinstance(profile, dict) else ""


def _twin(dossier: Dossier, other: str) -> Problem:
    what = f'the deal id "{dossier.id}" stands in {other} too'
    return Problem(dossier.path, 1, 1, what, "Give each profile its own id.")
