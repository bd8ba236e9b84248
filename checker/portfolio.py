"""Profiles on disk and the fact sheets they cite."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from checker.errors import Invalid, Misuse, Problem
from checker.facts import Dossier
from checker.grades import Grade
from checker.profile.load import load
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
            found |= dict.fromkeys(
                sorted(p for p in path.rglob("*") if is_profile(p.relative_to(path)) and p.is_file())
            )
        elif path.exists():
            found[path] = None
        else:
            raise Misuse(f"There is no file or folder {path}.")
    return list(found)


def is_profile(path: PurePath) -> bool:
    """Whether a file in a folder of profiles is one, by its name."""
    aside = SHEETS in path.parts or any(part.startswith(".") for part in path.parts)
    return path.suffix in SUFFIXES and path.name not in OTHERS and not aside


def sheets_for(profile: Path) -> Path | None:
    """The folder ``seeds`` nearest above a profile, named from the working folder."""
    for folder in profile.resolve().parents:
        if (folder / SHEETS).is_dir():
            return Path(os.path.relpath(folder / SHEETS))
    return None


class Library:
    """Fact sheets by folder, read once."""

    def __init__(self) -> None:
        self._sheets: dict[Path, dict[str, Sheet]] = {}

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
        sheets = self.sheets(profile)
        return WORDS | {f"{sheet.id}#{s.number}": s.grade for sheet in sheets.values() for s in sheet.statements}


def load_all(paths: Iterable[Path], library: Library) -> list[Dossier]:
    """Load profiles. Raises Invalid with the problems of all of them, a deal id used twice among them."""
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
    if problems:
        raise Invalid(problems)
    return dossiers


def _twins(dossiers: Iterable[Dossier]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for dossier in dossiers:
        if dossier.id in seen:
            what = f'the deal id "{dossier.id}" stands in {seen[dossier.id]} too'
            yield Problem(dossier.path, 1, 1, what, "Give each profile its own id.")
        seen.setdefault(dossier.id, dossier.path)
