"""``checker.yaml``: what a house sets for its own repository of profiles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from pydantic import Field

from checker import source
from checker.errors import Invalid, Problem
from checker.gate.policy import Policy, Soft
from checker.gate.remarks import About, Remark
from checker.models import Closed, Number, validate
from checker.rulebook.common import Severity, Theme
from checker.source import Node

NAME = "checker.yaml"
FORMAT = "checker/config/1"


class House(Closed):
    """The settings of a repository."""

    format: Literal["checker/config/1"] = Field(alias="schema", description="Format of this file.")
    profiles: tuple[str, ...] = Field(
        ("profiles",), min_length=1, description="Profiles, and folders of them, named from the folder of this file."
    )
    fail_on: Severity = Field(Severity.high, description="Least severity that stops the gate.")
    strict: bool = Field(False, description="Whether undecided rules stop the gate, too.")
    also_fail: tuple[Soft, ...] = Field((), description="What stops the gate although it usually does not.")
    themes_off: dict[Theme, Annotated[str, Field(min_length=10)]] = Field(
        {}, description="Themes that are not checked, each with the reason, which every output shows."
    )
    limits: dict[str, Number] = Field(
        {}, description="Limits of practice that the house sets itself: value by parameter, in the parameter's unit."
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that hold in a folder, and where they stand."""

    house: House
    shown: str
    """The file, named from the working folder; the name it would have if there is none."""
    node: Node | None = None
    """The file, if there is one."""

    def place(self, *steps: str) -> tuple[int, int]:
        """Line and column of a key."""
        return self.node.place(steps, of_key=True) if self.node is not None else (1, 1)

    @property
    def policy(self) -> Policy:
        """What the house lets pass."""
        return Policy(self.house.fail_on, self.house.strict, frozenset(self.house.also_fail))

    @property
    def profiles(self) -> tuple[Path, ...]:
        """What the house checks, named from the working folder."""
        return tuple(Path(self.shown).parent / path for path in self.house.profiles)

    @property
    def themes_off(self) -> dict[str, str]:
        """Themes that are not checked, each with the reason."""
        return {theme.value: reason for theme, reason in sorted(self.house.themes_off.items())}

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is not checked, and why."""
        return tuple(
            Remark(
                self.shown, *self.place("themes_off", theme), About.theme_off,
                f"The theme {theme} is not checked here: {reason}",
            )
            for theme, reason in self.themes_off.items()
        )  # fmt: skip


def root(folder: Path) -> Path:
    """The root of the repository that a folder lies in; the folder itself outside of one."""
    folder = folder.resolve()
    return next((each for each in [folder, *folder.parents] if (each / ".git").exists()), folder)


def find(folder: Path, name: str = NAME) -> Path | None:
    """A file of the house that holds in a folder: there, or above it up to the root of its repository."""
    folder, last = folder.resolve(), root(folder)
    above = [folder, *(each for each in folder.parents if each.is_relative_to(last))]
    return next((each / name for each in above if (each / name).is_file()), None)


def settings(folder: Path, seen_from: Path | None = None) -> Settings:
    """The settings that hold in a folder; the usual ones without a file. Raises Invalid with every mistake.

    Places are named from ``seen_from``, the folder itself if it is left out.
    """
    path = find(folder)
    if path is None:
        return Settings(House(schema=FORMAT), NAME)
    shown = Path(os.path.relpath(path, seen_from or folder)).as_posix()
    node = source.read(path, shown)
    found = Settings(validate(House, node, shown), shown, node)
    problems = list(_mistakes(found))
    if problems:
        raise Invalid(problems)
    return found


def _mistakes(found: Settings) -> Iterator[Problem]:
    assert found.node is not None
    for number, path in enumerate(found.house.profiles):
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
            what = f'"{path}" does not lie below this file'
            todo = "Name a file or folder below it, with / between names."
            yield Problem(found.shown, *found.node.place(("profiles", number)), what, todo)
        elif "profiles" in found.house.model_fields_set and not found.profiles[number].exists():
            what = f'there is no file or folder "{path}"'
            yield Problem(found.shown, *found.node.place(("profiles", number)), what, "Name one that is there.")
    if len(found.house.themes_off) == len(Theme):
        yield Problem(found.shown, *found.place("themes_off"), "every theme is off", "Leave one on.")
