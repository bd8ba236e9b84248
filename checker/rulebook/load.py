"""From a folder of YAML to a rulebook whose parts fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field

from checker.errors import Invalid, Problem
from checker.models import Closed
from checker.rulebook import files as files_
from checker.rulebook.book import Rulebook, inferred_kinds
from checker.rulebook.common import Theme
from checker.rulebook.coverage import Coverage
from checker.rulebook.defaults import Defaults
from checker.rulebook.files import Files
from checker.rulebook.instruments import Instrument
from checker.rulebook.link import Misfit, link
from checker.rulebook.lists import List
from checker.rulebook.outcomes import uncovered
from checker.rulebook.parameters import Parameter, Parameters, Start
from checker.rulebook.questions import Questions, asking
from checker.rulebook.routes import Routes
from checker.rulebook.rules import PROVED, Derivation, Rule
from checker.rulebook.shelf import Shelf

M = TypeVar("M", bound=BaseModel)


def _questions_about(item: Questions) -> str:
    return f"questions {item.for_each}"


class Edition(Closed):
    """The name of the edition and what it is about."""

    format: Literal["checker/edition/1"] = Field(alias="schema", description="Format of this file.")
    edition: str = Field(pattern=r"^\d{4}\.\d{2}$", description="Year and month.")
    about: str = Field(description="What changed, for people.")


def shipped() -> Path:
    """The rulebook that comes with the program."""
    inside = Path(__file__).parent.parent / "_rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "rules"


def load(folder: Path | None = None, shown: str | None = None, *, examples: bool = True) -> Rulebook:
    """Load and check a rulebook; the shipped one without a folder. Raises Invalid with every problem.

    Without ``examples``, one that was found in order before is taken as it is, its examples left out.
    """
    folder = folder or shipped()
    files = files_.read(folder, shown or folder.as_posix(), examples=examples)
    book = _Loader(files).book()
    if files.proved:
        return book
    found = [_problem(files, misfit) for misfit in (*link(book), *uncovered(book))]
    if found:
        raise Invalid(found)
    files_.prove(files)
    return book


def problems(folder: Path | None, misfits: Iterable[Misfit]) -> list[Problem]:
    """Misfits of a rulebook as problems, each at its place."""
    folder = folder or shipped()
    found = list(misfits)
    files = files_.read(folder, folder.as_posix() if folder != shipped() else "rules") if found else None
    return [_problem(files, misfit) for misfit in found] if files else []


def with_adopted(book: Rulebook, adopted: Mapping[str, date]) -> Rulebook:
    """The same rulebook, some acts taken to have entered into force."""
    return replace(book, adopted=adopted) if adopted else book


def _problem(files: Files, misfit: Misfit) -> Problem:
    line, column = files.node(misfit.file).place(misfit.steps, near=misfit.wrong)
    return Problem(files.path(misfit.file), line, column, misfit.what, misfit.todo, misfit.word)


class _Loader:
    """Builds the models, collecting problems over all files."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.names: dict[str, str] = {}

    def book(self) -> Rulebook:
        instruments = dict(self._each("instruments", Instrument, lambda item: f"instrument {item.id}"))
        parameter_files = dict(self._each("parameters", Parameters, lambda item: f"parameters {item.instrument}"))
        lists = dict(self._each("lists", List, lambda item: f"list {item.id}"))
        defaults = dict(self._each("defaults", Defaults, lambda item: f"defaults {item.id}"))
        derivations = dict(self._each("derive", Derivation, lambda item: str(item.id)))
        rules: dict[str, Rule] = {}
        for theme in Theme:
            for name, rule in self._each(theme, Rule, lambda item: str(item.id)):
                rules[name] = rule
                if rule.theme is not theme:
                    self._wrong(name, ("theme",), f"a rule of {rule.theme} stands in {theme}", "Move it.")
        usual = {item.for_each: item for _, item in self._each("questions", Questions, _questions_about)}
        coverage = dict(self._each("coverage", Coverage, lambda item: f"coverage {item.instrument}"))
        edition = self._one("edition.yaml", Edition)
        self._strays()
        parameters: dict[str, Parameter] = {}
        starts: dict[str, Start] = {}
        for name, file in parameter_files.items():
            if file.instrument not in {item.id for item in instruments.values()}:
                self._wrong(name, ("instrument",), f'no instrument is called "{file.instrument}"', "Add it.")
            parameters |= self._values(name, "parameters", file.parameters)
            starts |= self._values(name, "starts", file.starts)
        if self.problems or edition is None:
            raise Invalid(self.problems)
        found = tuple(sorted(derivations.values(), key=lambda item: item.id))
        return Rulebook(
            edition.edition,
            self.files.digest,
            {item.id: item for item in instruments.values()},
            parameters,
            starts,
            {item.id: item for item in lists.values()},
            {item.id: item for item in defaults.values()},
            found,
            tuple(
                asking(rule, usual[rule.for_each].questions) if rule.for_each in usual else rule
                for rule in sorted(rules.values(), key=lambda rule: (rule.theme, rule.id))
            ),
            {name: item.questions for name, item in usual.items()},
            {item.instrument: item for item in coverage.values()},
            self.names,
            {},
            Routes(inferred_kinds(found)),
            Shelf(self.files),
        )

    def _each(self, folder: str, model: type[M], named: Callable[[Any], str]) -> Iterator[tuple[str, M]]:
        for name in self.files.data:
            above, _, file = name.rpartition("/")
            if above != folder:
                continue
            item = self._one(name, model)
            if item is None:
                continue
            key, stem = named(item), PurePosixPath(file).stem
            if key.split()[-1] != stem:
                self._wrong(name, (), f'the file is called "{stem}" and holds "{key.split()[-1]}"', "Make them agree.")
            if key in self.names:
                self._wrong(name, (), f'"{key}" stands in {self.names[key]} too', "Give it another id.")
            self.names[key] = name
            yield name, item

    def _one(self, name: str, model: type[M]) -> M | None:
        if name not in self.files.data:
            self.problems.append(Problem(self.files.path(name), 1, 1, "the file is missing", "Add it."))
            return None
        try:
            return files_.checked(self.files, name, model, PROVED if self.files.proved else None)
        except Invalid as error:
            self.problems += error.problems
            return None

    def _values(self, file: str, key: str, items: Any) -> dict[str, Any]:
        for number, item in enumerate(items):
            if item.id in self.names:
                self._wrong(file, (key, number), f'"{item.id}" stands in {self.names[item.id]} too', "Rename one.")
            self.names[item.id] = file
        return {item.id: item for item in items}

    def _strays(self) -> None:
        known = {*files_.FOLDERS, *Theme}
        for name in self.files.data:
            parts = PurePosixPath(name).parts
            if name != "edition.yaml" and (len(parts) != 2 or parts[0] not in known):
                folders = ", ".join(sorted({*known, files_.REFERENCE}))
                self._wrong(name, (), "no file of this kind belongs here", f"Folders: {folders}.")

    def _wrong(self, name: str, steps: tuple[str | int, ...], what: str, todo: str) -> None:
        line, column = self.files.node(name).place(steps)
        self.problems.append(Problem(self.files.path(name), line, column, what, todo))
