"""A small rulebook and a small repository of profiles, and the command line as a user meets it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from checker import cli

settings.register_profile("untimed", deadline=None, print_blob=True)
settings.load_profile("untimed")

ROOT = Path(__file__).parent.parent
RULES = Path(__file__).parent / "data" / "rules"

SHEET = """\
schema: checker/seed/1
id: demo
title: An invented term sheet
document: demo.txt
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
page: https://example.org/demo
dated: 2026-01-05
reliability: Invented.
paragraphs:
  - {number: 1, digest: "0000000000000000000000000000000000000000000000000000000000000000", kind: body}
statements:
  - {number: 1, paragraph: 1, grade: contract, says: The plant and what it does are agreed.}
  - {number: 2, paragraph: 1, grade: audited, says: The yields were measured.}
  - {number: 3, paragraph: 1, grade: opinion, says: It is said to be a landmark.}
  - {number: 4, paragraph: 1, grade: planned, says: More is intended.}
"""

PLANT = """\
schema: checker/profile/1
id: demo-plant
deal: {name: Demo plant, kind: plant, evidence: ["demo#1"]}
facilities:
  - id: works
    name: the works
    activities: [recycling]
    treats: [lithium_based]
    recovery: {lithium: {value: 0.6, evidence: ["demo#2"]}}
    evidence: ["demo#1"]
supplies:
  - {id: lithium, geography: EU, sources: [{country: CN, share: 0.64}, {country: AU, share: 0.36}], evidence: ["demo#2"]}
"""

MEMORANDUM = """\
schema: checker/profile/1
id: demo-memorandum
deal: {name: Demo memorandum, kind: memorandum, binding_parts: [none], evidence: ["demo#1"]}
facilities: []
supplies: []
"""


@dataclass(frozen=True)
class Ran:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``checker`` with words, as from a shell."""

    def call(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["checker", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a fact sheet, two profiles and the small rulebook; the working folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "profiles").mkdir()
    (tmp_path / "seeds" / "demo.yaml").write_text(SHEET)
    (tmp_path / "profiles" / "plant.yaml").write_text(PLANT)
    (tmp_path / "profiles" / "memorandum.yaml").write_text(MEMORANDUM)
    shutil.copytree(RULES, tmp_path / "rules")
    return tmp_path
