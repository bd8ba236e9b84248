"""Published figures of a rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from pydantic import BaseModel

from checker.errors import Invalid, Problem, nearest
from checker.rulebook import files as files_
from checker.rulebook.figures import (
    Criticalities,
    Criticality,
    Publication,
    Publications,
    Series,
    Shares,
    Table,
    Tables,
    Terms,
)
from checker.rulebook.files import Files

SOURCES = f"{files_.REFERENCE}/sources.yaml"
_SINGLE: dict[str, type[BaseModel]] = {
    "sources": Publications,
    "governance": Tables,
    "criticality": Criticalities,
}
_MANY = ("production", "sourcing")

Kind = Literal["production", "sourcing"]


@dataclass(frozen=True)
class Reference:
    """Every published figure."""

    sources: Mapping[str, Publication]
    """By id."""
    shares: tuple[Shares, ...]
    """By kind and material."""
    tables: tuple[Table, ...]
    """One for each release."""
    criticalities: tuple[Criticalities, ...]
    """One for each assessment."""

    def series(self, kind: Kind, material: str, stage: str) -> tuple[Series, ...]:
        """The latest series of each source, by its id."""
        latest: dict[str, Series] = {}
        for item in self._all(kind, material, stage):
            if item.source not in latest or item.year > latest[item.source].year:
                latest[item.source] = item
        return tuple(latest[source] for source in sorted(latest))

    def newest(self, kind: Kind, material: str, stage: str) -> tuple[Series, ...]:
        """The series of the newest year alone: one for each source that has it."""
        found = self.series(kind, material, stage)
        year = max((item.year for item in found), default=0)
        return tuple(item for item in found if item.year == year)

    def governance(self, release: str) -> Table | None:
        """The governance scores of a release."""
        return next((table for table in self.tables if table.release == release), None)

    def rating(self) -> tuple[Table, int] | None:
        """The latest release that has all six dimensions of a year, and that year."""
        tables = sorted(self.tables, key=lambda table: table.release, reverse=True)
        return next(((table, year) for table in tables if (year := table.complete) is not None), None)

    def criticality(self, material: str) -> tuple[tuple[Criticalities, Criticality], ...]:
        """Each assessment of a material, with its score: more than one where the material is a group of groups."""
        return tuple(
            (each, entry) for each in self.criticalities for entry in each.entries if material in entry.materials
        )

    def cited(self) -> frozenset[str]:
        """The ids of the sources that some figure is taken from."""
        found = {item.source for shares in self.shares for item in shares.series}
        found |= {column.source for table in self.tables for column in table.columns}
        return frozenset(found | {item.source for item in self.criticalities})

    def _all(self, kind: Kind, material: str, stage: str) -> Iterator[Series]:
        for shares in self.shares:
            if (shares.kind, shares.material) == (kind, material):
                yield from (item for item in shares.series if item.stage == stage)


def read(files: Files) -> Reference:
    """The published figures in the files of a rulebook. Raises Invalid with every problem of every file."""
    return _Reader(files_.reference(files)).reference()


class _Reader:
    """Builds the models, collecting problems over all files."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.sources: Mapping[str, Publication] = {}

    def reference(self) -> Reference:
        found = {name: item for name in self.files.data if (item := self._model(name)) is not None}
        for item in found.values():
            if isinstance(item, Publications):
                self.sources = item.sources
        if self.files.data and SOURCES not in self.files.data:
            self.problems.append(Problem(self.files.path(SOURCES), 1, 1, "the file is missing", "Add it."))
        elif self.sources:
            for name, item in found.items():
                self._cited(name, item)
        if self.problems:
            raise Invalid(self.problems)
        return Reference(
            self.sources,
            tuple(item for item in found.values() if isinstance(item, Shares)),
            tuple(table for item in found.values() if isinstance(item, Tables) for table in item.tables),
            tuple(item for item in found.values() if isinstance(item, Criticalities)),
        )

    def _model(self, name: str) -> BaseModel | None:
        path = PurePosixPath(name)
        many = path.stem.partition("-")[0] in _MANY
        model = Shares if many else _SINGLE.get(path.stem)
        if len(path.parts) != 2 or path.suffix != ".yaml" or model is None:
            known = [*_SINGLE, *(f"{kind}-<material>" for kind in _MANY)]
            todo = f"Files: {', '.join(known)}, each ending in .yaml."
            self._wrong(name, (), "no file of published figures has this name", todo)
            return None
        try:
            item = files_.checked(self.files, name, model)
        except Invalid as error:
            self.problems += error.problems
            return None
        if isinstance(item, Shares) and path.stem != f"{item.kind}-{item.material}".replace("_", "-"):
            what = f"the file holds {item.kind} of {item.material}"
            self._wrong(name, ("material",), what, "Call it after its kind and material, with hyphens.")
        return item

    def _cited(self, name: str, item: BaseModel) -> None:
        match item:
            case Shares():
                for number, series in enumerate(item.series):
                    steps = ("series", number)
                    source = self._source(name, series.source, (*steps, "source"))
                    single = source is not None and source.terms is Terms.cited_figure
                    if single and (len(series.shares) > 1 or series.residual is not None):
                        what = f'more than one figure of "{series.source}", of which one may be cited'
                        self._wrong(name, (*steps, "shares"), what, "Keep the one that matters.")
            case Tables():
                for number, table in enumerate(item.tables):
                    for place, column in enumerate(table.columns):
                        at = ("tables", number, "columns", place, "source")
                        source = self._source(name, column.source, at)
                        if source is not None and source.release != table.release:
                            what = f'"{column.source}" is not of the release "{table.release}"'
                            self._wrong(name, at, what, "Releases are not comparable: give each a table of its own.")
            case Criticalities():
                self._source(name, item.source, ("source",))

    def _source(self, name: str, id: str, steps: tuple[str | int, ...]) -> Publication | None:
        if id not in self.sources:
            todo = f"Use one of {SOURCES}, or add it there."
            self._wrong(name, steps, f'no source is called "{id}"', todo, nearest(id, self.sources))
        return self.sources.get(id)

    def _wrong(self, name: str, steps: tuple[str | int, ...], what: str, todo: str, word: str | None = None) -> None:
        line, column = self.files.node(name).place(steps)
        self.problems.append(Problem(self.files.path(name), line, column, what, todo, word))
