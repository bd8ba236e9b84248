"""Reads a git repository by the program ``git``; writes nothing to it and runs nothing of it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

from checker.errors import Misuse

_FILES = (b"100644", b"100755")
"""Modes of plain files: no links, no repositories within."""


def root(folder: Path) -> Path:
    """The top of the work tree that holds a folder. Raises Misuse if there is none."""
    return Path(os.fsdecode(_asked(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))


def commit(folder: Path, revision: str) -> str | None:
    """The commit that a revision names; None if it names none. Raises Misuse if there is no repository."""
    root(folder)
    ran = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return ran.stdout.decode().strip() or None


def holds(folder: Path, commit: str, path: PurePosixPath) -> bool:
    """Whether a commit has a file or folder, named from the top of the repository."""
    return _run(folder, "cat-file", "-e", f"{commit}:{'' if path == PurePosixPath() else path}").returncode == 0


def names(folder: Path) -> list[str]:
    """The branches and tags of the repository that holds a folder. Raises Misuse if there is none."""
    return _asked(folder, "for-each-ref", "--format=%(refname:short)").decode(errors="replace").split()


def export(folder: Path, revision: str, into: Path, *, suffixes: tuple[str, ...] = (".yaml", ".yml")) -> None:
    """Write the plain files of a commit that end in ``suffixes`` below ``into``, each under its path in the repository.

    ``folder`` lies in the repository, ``revision`` is a commit of it.
    """
    listed = _asked(root(folder), "ls-tree", "-r", "-z", "--full-tree", revision).split(b"\0")
    wanted: list[tuple[bytes, str]] = []
    for line in filter(None, listed):
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split(b" ")
        path = os.fsdecode(name)
        inside = not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts
        if mode in _FILES and inside and path.endswith(suffixes):
            wanted.append((blob, path))
    contents = _asked(folder, "cat-file", "--batch", told=b"".join(blob + b"\n" for blob, _ in wanted))
    at = 0
    for _, path in wanted:
        end = contents.index(b"\n", at)
        size = int(contents[at:end].split(b" ")[2])
        target = into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents[end + 1 : end + 1 + size])
        at = end + 2 + size


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
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except OSError as error:
        raise Misuse(f"git cannot be run: {error.strerror}. Install it, or leave out what needs it.") from None
