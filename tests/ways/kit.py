"""An invented repository of profiles, git without the settings of this machine, and the files that docs/gate.md shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

HOUSE = ROOT / "tests" / "data" / "house"
GATE = ROOT / "docs" / "gate.md"
CONFIG = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/deals.yml"
GITLAB = ".gitlab-ci.yml"

_FILE = re.compile(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", re.S)
_OURS = ("GIT_", "GITHUB_", "CI", "PRE_COMMIT", "DEAL_CHECKER")


def environment(**more: str) -> dict[str, str]:
    """The variables of this process without those that git and services set, and with some more."""
    own = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)} | own | more


def git(folder: Path, *words: str) -> str:
    """What git says in a folder."""
    return subprocess.run(
        ["git", *words], cwd=folder, env=environment(), check=True, capture_output=True, text=True
    ).stdout


def committed(folder: Path) -> str:
    """Commit everything in a folder; the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "as it is")
    return git(folder, "rev-parse", "HEAD").strip()


def house(folder: Path) -> Path:
    """The invented repository with its profile that passes; the one that fails is left to a change."""
    shutil.copytree(HOUSE, folder)
    (folder / "profiles" / "lithium-memorandum.yaml").unlink()
    git(folder, "init", "--quiet", "--initial-branch=main")
    committed(folder)
    return folder


def propose(folder: Path, name: str = "lithium-memorandum.yaml") -> Path:
    """Bring the profile that fails into the invented repository; the file."""
    return Path(shutil.copy(HOUSE / "profiles" / "lithium-memorandum.yaml", folder / "profiles" / name))


def program(path: Path) -> Path:
    """Write a program that is ``checker`` as it stands here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom checker.cli import main\nmain()\n"
    )
    path.chmod(0o755)
    return path


def shown() -> dict[str, str]:
    """The files to copy that docs/gate.md shows, by path."""
    return dict(_FILE.findall(GATE.read_text("utf-8")))
