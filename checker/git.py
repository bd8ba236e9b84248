"""Reads a git repository by the program ``git``; writes nothing to it, runs nothing of it and fetches nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from checker.errors import Misuse

_FILES = (b"100644", b"100755")
"""Modes of plain files: no links, no repositories within."""
_CLOSED = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
"""Keeps git from fetching and from writing."""
_SHORT = 40
"""Digits of an id by SHA-1, as most repositories have them; those by SHA-256 are longer."""


def root(folder: Path) -> Path:
    """The top of the work tree that holds a folder. Raises Misuse if there is none."""
    return Path(os.fsdecode(_asked(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))


def commit(folder: Path, revision: str) -> str | None:
    """The commit that a revision names; None if it names none. Raises Misuse if there is no repository."""
    root(folder)
    ran = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = ran.stdout.decode().strip()
    return found if ran.returncode == 0 and not found.startswith("^") else None


def base(folder: Path, revision: str) -> str:
    """The commit from which a revision and the one checked out went apart.

    Raises Misuse if there is no repository, the revision names no commit, or the history here does not reach back.
    """
    todo = "Fetch more history (fetch-depth: 0 in a workflow, git fetch --unshallow elsewhere), or correct the name."
    named = commit(folder, revision)
    if named is None:
        raise Misuse(f'There is no commit "{revision}" here. {todo}')
    ran = _run(folder, "merge-base", named, "HEAD")
    if ran.returncode:
        raise Misuse(f'"{revision}" and what is checked out have no commit in common here. {todo}')
    return ran.stdout.decode().strip()


def files(folder: Path, revision: str) -> dict[str, str]:
    """The plain files of a commit: the id of the content of each by its path in the repository."""
    return dict(_listed(folder, revision))


def holds(blob: str, content: bytes) -> bool:
    """Whether an id of the repository is that of a content, line ends aside if those here were turned into \\r\\n."""
    return blob == _id(content, len(blob)) or blob == _id(content.replace(b"\r\n", b"\n"), len(blob))


def ignored(path: Path) -> bool:
    """Whether the repository that a path lies in is told to ignore it."""
    return _run(path.parent, "check-ignore", "--quiet", "--", f"./{path.name}").returncode == 0


def has(folder: Path, commit: str, path: PurePosixPath) -> bool:
    """Whether a commit has a file or folder, named from the top of the repository."""
    return _run(folder, "cat-file", "-e", f"{commit}:{'' if path == PurePosixPath() else path}").returncode == 0


def names(folder: Path) -> list[str]:
    """The branches and tags of the repository that holds a folder. Raises Misuse if there is none."""
    return _asked(folder, "for-each-ref", "--format=%(refname:short)").decode(errors="replace").split()


def export(folder: Path, revision: str, into: Path, *, suffixes: tuple[str, ...] = (".yaml", ".yml")) -> None:
    """Write the plain files of a commit that end in ``suffixes`` below ``into``, each under its path in the repository.

    ``folder`` lies in the repository, ``revision`` is a commit of it.
    """
    wanted: list[tuple[str, str]] = []
    for path, blob in _listed(folder, revision):
        inside = not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts
        if inside and path.endswith(suffixes):
            wanted.append((blob, path))
    contents = _asked(folder, "cat-file", "--batch", told=b"".join(f"{blob}\n".encode() for blob, _ in wanted))
    at = 0
    for _, path in wanted:
        end = contents.index(b"\n", at)
        size = int(contents[at:end].split(b" ")[2])
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents[end + 1 : end + 1 + size])
        at = end + 2 + size


def _listed(folder: Path, revision: str) -> Iterator[tuple[str, str]]:
    """Path and id of each plain file of a commit."""
    for line in filter(None, _asked(folder, "ls-tree", "-r", "-z", "--full-tree", revision).split(b"\0")):
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split(b" ")
        if mode in _FILES:
            yield os.fsdecode(name), blob.decode()


def _id(content: bytes, length: int) -> str:
    """The id of a content in a repository whose ids have so many digits."""
    digest = hashlib.sha1 if length == _SHORT else hashlib.sha256
    return digest(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _asked(folder: Path, *words: str, told: bytes = b"") -> bytes:
    ran = _run(folder, *words, told=told)
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().removeprefix("fatal: ") or "it failed"
        raise Misuse(f"git {words[0]} does not work here: {said}.")
    return ran.stdout


def _run(folder: Path, *words: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", *words],
            cwd=folder,
            input=told,
            capture_output=True,
            check=False,
            env={**os.environ, **_CLOSED},
        )
    except OSError as error:
        raise Misuse(f"git cannot be run: {error.strerror}. Install it, or leave out what needs it.") from None
