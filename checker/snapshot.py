"""The files of a commit, to hold the work tree against."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from checker import git


class Snapshot:
    """The plain files of a repository in one commit. The work tree is read as it is, whatever the index says of it."""

    def __init__(self, root: Path, blobs: Mapping[str, str]) -> None:
        """``blobs`` gives the id of each content by its path from ``root``."""
        self.root, self._blobs = root, blobs
        self._folders: dict[str, set[str]] = {}
        for name in blobs:
            while name:
                above, _, last = name.rpartition("/")
                known = self._folders.setdefault(above, set())
                if last in known:
                    break
                known.add(last)
                name = above

    @staticmethod
    def of(folder: Path, revision: str) -> Snapshot:
        """The commit from which a revision and the one checked out went apart. Raises Misuse."""
        return Snapshot(git.root(folder), git.files(folder, git.base(folder, revision)))

    def has(self, path: Path) -> bool:
        """Whether a file is the same in the work tree. A link is never."""
        blob = self._blobs.get(self._name(path))
        try:
            return blob is not None and not path.is_symlink() and git.holds(blob, path.read_bytes())
        except OSError:
            return False

    def inside(self, folder: Path) -> frozenset[str]:
        """The names in a folder; none if there was no such folder."""
        return frozenset(self._folders.get(self._name(folder), ()))

    def keeps(self, path: Path, suffixes: tuple[str, ...]) -> bool:
        """Whether a file, or what ends in ``suffixes`` below a folder, is the same in the work tree.

        True as well of what lies outside of the repository or is ignored by it.
        """
        straight, real = Path(os.path.abspath(path)), path.resolve()
        if straight != real:
            return not (straight.is_relative_to(self.root) or real.is_relative_to(self.root))
        if not real.is_relative_to(self.root):
            return True
        then, now = self._below(real, suffixes), _below(real, suffixes)
        if then:
            return then == now and all(self.has(each) for each in now)
        return not now or git.ignored(real)

    def _below(self, path: Path, suffixes: tuple[str, ...]) -> set[Path]:
        name = self._name(path)
        if name in self._blobs:
            return {path}
        start = f"{name}/" if name else ""
        return {self.root / each for each in self._blobs if each.startswith(start) and each.endswith(suffixes)}

    def _name(self, path: Path) -> str:
        name = path.relative_to(self.root).as_posix()
        return "" if name == "." else name


def _below(path: Path, suffixes: tuple[str, ...]) -> set[Path]:
    if path.is_dir():
        return {each for each in path.rglob("*") if each.name.endswith(suffixes) and each.is_file()}
    return {path} if path.exists() else set()
