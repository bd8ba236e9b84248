"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from checker.rulebook.book import Rulebook


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


def found(paths: tuple[Path, ...]) -> list[Path]:
    """The profiles named, or those in the folder profiles; says so if there are none. Raises Misuse."""
    from checker.portfolio import gather

    files = gather(paths or [path for path in [Path("profiles")] if path.exists()])
    if not files:
        click.echo("checker: no profiles found; a profile is a file ending in .yaml.", err=True)
    return files


def rulebook(folder: Path | None, *, examples: bool = False) -> Rulebook:
    """The rulebook named, or the one shipped; its examples may be left out. Raises Invalid."""
    from checker.rulebook.load import load

    return load(folder, folder.as_posix() if folder else "rules", examples=examples)


def judged_by(folder: Path | None) -> Rulebook:
    """The rulebook that profiles are judged by, with the limits that the house has set. Raises Invalid."""
    from checker import house

    book = rulebook(folder)
    path = house.find(Path.cwd())
    return house.settled(book, path, os.path.relpath(path)) if path is not None else book


def judging(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that judges: law date, rulebook, engine."""
    return as_of(rules_folder(engine(command)))
