"""The sides of a comparison: profiles on disk or in a git revision, each with the settings of its house."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from checker import git
from checker.errors import Invalid, Misuse, nearest
from checker.facts import Dossier
from checker.house import NAME, Settings, find, settings
from checker.portfolio import Library, gather, load_all
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that holds the working folder."""

    word: str
    """As the user named it."""
    commit: str


@dataclass(frozen=True, slots=True)
class Profiles:
    """The profiles of one side."""

    settings: Settings
    """Settings of the house that they stand in."""
    dossiers: tuple[Dossier, ...]


def meant(word: str) -> Path | Revision:
    """The file, folder or revision that a word names. Raises Misuse if it is none of them, or both."""
    there = bool(word) and os.path.exists(word)
    try:
        commit = git.commit(Path.cwd(), word)
    except Misuse as error:
        if there:
            return Path(word)
        raise Misuse(f'There is no file or folder "{word}", nor a revision: {error}') from None
    if there and commit:
        what = "folder" if os.path.isdir(word) else "file"
        raise Misuse(f'"{word}" is a {what} and a revision. Write ./{word} for the {what}, or the commit in full.')
    if commit:
        return Revision(word, commit)
    if there:
        return Path(word)
    folder = Path(word).parent
    beside = [(folder / path.name).as_posix() for path in folder.iterdir()] if folder.is_dir() else []
    near = nearest(word, [*beside, *git.names(Path.cwd())])
    hint = f' Did you mean "{near}"?' if near else ""
    raise Misuse(f'"{word}" is no file, no folder and no revision here.{hint}')


def loads(first: str, second: str, paths: Sequence[Path]) -> list[Callable[[], Profiles]]:
    """What loads the profiles of each side. ``paths`` name those of revisions, from the working folder.

    Without paths, a revision beside a file or folder is asked for the same one. Raises Misuse.
    """
    both = [meant(first), meant(second)]
    revisions = [side for side in both if isinstance(side, Revision)]
    if paths and not revisions:
        raise Misuse(f'"{paths[0]}" has no effect: PATHs name profiles of a revision, and neither side is one.')
    wanted = [from_top(path) for path in paths]
    for path in wanted:
        if not any(git.has(Path.cwd(), revision.commit, path) for revision in revisions):
            where = " or ".join(dict.fromkeys(revision.word for revision in revisions))
            raise Misuse(f'There is no file or folder "{path}" in {where}. Name it from the working folder.')
    if not paths and len(revisions) == 1:
        wanted = [from_top(side) for side in both if isinstance(side, Path)]
    return [
        partial(in_revision, side, wanted) if isinstance(side, Revision) else partial(on_disk, side) for side in both
    ]


def on_disk(path: Path) -> Profiles:
    """The profiles below a path, with the settings that hold there, else in the working folder. Raises Invalid."""
    folder = path if path.is_dir() else path.parent
    house = settings(folder if find(folder) else Path.cwd(), Path.cwd())
    return Profiles(house, tuple(load_all(gather([path]), Library())))


def in_revision(revision: Revision, paths: Sequence[PurePosixPath]) -> Profiles:
    """The profiles of a commit: those that paths name from the top of the repository, else those that its house checks.

    Raises Invalid with every problem, each at a place ``REVISION:path``.
    """
    below = from_top(Path())
    with _exported(revision):
        above = next((each for each in (below, *below.parents) if Path(each, NAME).is_file()), below)
        house = settings(Path(above), Path())
        wanted = list(map(Path, paths)) or house.profiles
        dossiers = load_all(gather(path for path in wanted if path.exists()), Library())
    shown = replace(house, shown=f"{revision.word}:{house.shown}")
    return Profiles(shown, tuple(replace(each, path=f"{revision.word}:{each.path}") for each in dossiers))


def from_top(path: Path) -> PurePosixPath:
    """A path as named from the top of the repository that holds the working folder. Raises Misuse if it is outside."""
    top = git.root(Path.cwd()).resolve()
    found = PurePosixPath(Path(os.path.relpath(Path.cwd().resolve() / path, top)).as_posix())
    if ".." in found.parts:
        raise Misuse(f"{path} lies outside the repository {top.name}, so no revision has it.")
    return found


def rulebook(word: str) -> Rulebook:
    """The rulebook in a folder, or, as ``REV:FOLDER``, in a revision. Raises Misuse if there is none, and Invalid."""
    if os.path.isdir(word):
        return load(Path(word), Path(word).as_posix(), examples=False)
    name, colon, folder = word.partition(":")
    if not (name and colon and folder):
        raise Misuse(f'There is no folder "{word}". Name one that holds a rulebook, or REV:FOLDER of this repository.')
    revision = meant(name)
    if isinstance(revision, Path):
        raise Misuse(f'"{name}" in "{word}" is no revision. Name a folder that holds a rulebook, or REV:FOLDER.')
    with _exported(revision, named=False):
        if ".." in PurePosixPath(folder).parts or not Path(folder).is_dir():
            raise Misuse(f'There is no folder "{folder}" in {name}. Name it from the top of the repository.')
        return load(Path(folder), word, examples=False)


@contextlib.contextmanager
def _exported(revision: Revision, *, named: bool = True) -> Iterator[None]:
    """Makes the files of a commit the working folder for a while; problems then name the revision."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        git.export(here, revision.commit, Path(folder))
        with contextlib.chdir(folder):
            try:
                yield
            except Invalid as error:
                if not named:
                    raise
                at = f"{revision.word}:"
                raise Invalid(replace(problem, path=at + problem.path) for problem in error.problems) from None
