"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.errors import Misuse
from checker.rulebook.book import Rulebook

if TYPE_CHECKING:
    from checker.gate.waivers import Entry
    from checker.house import Settings


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f'"{value}" is not a day: write YYYY-MM-DD.', param, ctx)


def today() -> date:
    """The day it is here, read once a run."""
    return datetime.now().astimezone().date()


as_of = click.option("--as-of", type=Day(), default=today, show_default="today", help="Law date, YYYY-MM-DD.")
rules_folder = click.option(
    "--rules", "rules", type=click.Path(path_type=Path), help="Folder of another rulebook than the one shipped."
)
engine = click.option("--engine", type=click.Choice(["durable", "python"]), help="Inference engine; same results.")
output = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file.")
form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
profiles = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def found(paths: tuple[Path, ...], settings: Settings) -> list[Path]:
    """The profiles named, or those that the house checks; says so if there are none. Raises Misuse."""
    from checker.portfolio import gather

    files = gather(paths or [path for path in settings.profiles if path.exists()])
    if not files:
        click.echo("checker: no profiles found; a profile is a file ending in .yaml.", err=True)
    return files


def rulebook(folder: Path | None, *, examples: bool = False) -> Rulebook:
    """The rulebook named, or the one shipped; its examples may be left out. Raises Invalid."""
    from checker.rulebook.load import load

    return load(folder, folder.as_posix() if folder else "rules", examples=examples)


def house() -> Settings:
    """The settings that hold in the working folder. Raises Invalid."""
    from checker.house import settings

    return settings(Path.cwd())


def judged_by(folder: Path | None, settings: Settings) -> Rulebook:
    """The rulebook that profiles are judged by, with the limits that the house has set. Raises Invalid."""
    from checker.limits import settled

    return settled(rulebook(folder), settings)


def waivers(aside: bool) -> Path | None:
    """The file of waivers that holds in the working folder. Raises Misuse if there is none to leave aside."""
    from checker.gate.waivers import NAME
    from checker.house import find

    path = find(Path.cwd(), NAME)
    if aside and path is None:
        raise Misuse(f"--no-waivers has no effect: there is no {NAME} here. Leave it out.")
    return None if aside else path


def read_waivers(path: Path | None, as_of: date) -> tuple[Entry, ...]:
    """The waivers of a file, none without one. Raises Invalid."""
    from checker.gate.waivers import read

    return read(path, Path(os.path.relpath(path)).as_posix(), as_of) if path is not None else ()


def concerned(
    profiles: list[Path], revision: str, rules: Path | None, baseline: Path | None
) -> tuple[list[Path], list[Path]]:
    """The profiles that changes since a revision concern, and the others; says how many there are. Raises Misuse.

    A change of the rulebook, the baseline or a file of the house concerns every profile.
    """
    from checker.changes import concerned
    from checker.portfolio import OTHERS
    from checker.rulebook.load import shipped

    here = Path.cwd()
    of_the_house = [folder / name for folder in (here, *here.parents) for name in OTHERS]
    watched = [rules or shipped(), *([baseline] if baseline is not None else []), *of_the_house]
    found = concerned(profiles, revision, watched)
    click.echo(f"checker: changes since {revision} concern {len(found)} of {len(profiles)} profiles.", err=True)
    chosen = set(found)
    return found, [path for path in profiles if path not in chosen]


def judging(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that judges: law date, rulebook, engine."""
    return as_of(rules_folder(engine(command)))
