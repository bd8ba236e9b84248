"""Reads fact sheets."""

from __future__ import annotations

from pathlib import Path

from checker import source
from checker.errors import Invalid, Problem
from checker.models import validate
from checker.seeds import agreement
from checker.seeds.model import Sheet


def load_sheet(path: Path, shown: str | None = None) -> Sheet:
    """Read one fact sheet. ``shown`` is the path to name in messages.

    Raises Invalid with every problem of the file: its form, and where its parts disagree.
    """
    shown = shown or path.as_posix()
    node = source.read(path, shown)
    found = list(agreement.problems(node, path.stem, shown))
    try:
        sheet = validate(Sheet, node, shown)
    except Invalid as invalid:
        raise Invalid([*invalid.problems, *found]) from None
    if found:
        raise Invalid(found)
    sheet._path, sheet._node = shown, node
    return sheet


def load_sheets(folder: Path) -> dict[str, Sheet]:
    """Read every ``.yaml`` file of a folder, by id in sorted order.

    Raises Invalid with the problems of all files together.
    """
    if not folder.is_dir():
        problem = Problem(folder.as_posix(), 1, 1, "there is no such folder of fact sheets", "Check the path.")
        raise Invalid([problem])
    sheets: dict[str, Sheet] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yml":
            problems.append(Problem(path.as_posix(), 1, 1, "the file would not be read", "Rename it to end in .yaml."))
        if path.suffix != ".yaml":
            continue
        try:
            sheets[path.stem] = load_sheet(path)
        except Invalid as invalid:
            problems.extend(invalid.problems)
    if problems:
        raise Invalid(problems)
    return sheets
