"""``checker.yaml``: limits of practice that a house sets itself, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

STAKE = """\
schema: checker/profile/1
id: stake
deal: {name: A stake, kind: joint_venture, evidence: ["demo#1"]}
parties:
  - {id: one, name: One, country: DE, evidence: ["demo#1"]}
  - {id: venture, name: Venture, country: DE, target: true, evidence: ["demo#1"]}
holdings:
  - {id: small, owner: one, owned: venture, share: 0.08, evidence: ["demo#1"]}
"""


@pytest.fixture
def house(repo: Path) -> Path:
    (repo / ".git").mkdir()
    (repo / "profiles" / "plant.yaml").unlink()
    (repo / "profiles" / "memorandum.yaml").unlink()
    (repo / "profiles" / "stake.yaml").write_text(STAKE)
    return repo


def outcome(run: Run) -> str:
    words = ["check", "profiles", "--rule", "control-not-stated", "--format", "json", "--as-of", "2026-11-28"]
    (finding,) = json.loads(run(*words).out)["deals"][0]["findings"]
    return str(finding["outcome"])


def written(folder: Path, limits: str) -> None:
    (folder / "checker.yaml").write_text(f"schema: checker/config/1\nlimits:\n{limits}")


def test_a_limit_of_the_house_counts_and_is_said(run: Run, house: Path) -> None:
    assert outcome(run) == "unknown"
    plain = run("check", "profiles", "--as-of", "2026-11-28").out
    written(house, "  practice.control_share: 0.10\n")
    assert outcome(run) == "not_applicable"
    said = run("check", "profiles", "--as-of", "2026-11-28").out
    assert "Limits set by the house (checker.yaml): practice.control_share 0.1." in said
    assert "Limits set by the house" not in plain
    assert plain.split("Rulebook ")[1][:22] != said.split("Rulebook ")[1][:22]
    assert "limit of the house" in run("explain", "profiles/stake.yaml", "control-not-stated").out


def test_it_is_found_above_the_working_folder_up_to_the_repository(
    run: Run, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(house, "  practice.control_share: 0.10\n")
    monkeypatch.chdir(house / "profiles")
    assert "Limits set by the house (checker.yaml)" in run("check", "stake.yaml").out
    written(house.parent, "  practice.control_share: 0.20\n")
    (house / "checker.yaml").unlink()
    assert "Limits set by the house" not in run("check", "stake.yaml").out
    (house.parent / "checker.yaml").unlink()


def test_every_limit_that_a_house_may_not_set_is_told_with_its_line(run: Run, house: Path) -> None:
    limits = ["practice.control_shares: 0.1", "awv.listed_sector: 0.5", "practice.half: 1.5", "practice.suppliers: -1"]
    written(house, "".join(f"  {limit}\n" for limit in limits))
    ran = run("check", "profiles")
    assert (ran.code, ran.out) == (3, "")
    lines = ran.err.splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [f"checker.yaml:{n}:3" for n in (3, 4, 5, 6)]
    assert 'did you mean "practice.control_share"' in lines[0]
    assert "a house does not set law" in lines[1]
    assert "cannot be 1.5" in lines[2]
    assert "cannot be -1" in lines[3]


@pytest.mark.parametrize(
    "text", ["", "limits: {}\n", "schema: checker/config/1\nlimit: {}\n", "schema: checker/config/1\nlimits: [1]\n"]
)
def test_a_file_of_another_shape_is_refused(run: Run, house: Path, text: str) -> None:
    (house / "checker.yaml").write_text(text)
    ran = run("check", "profiles")
    assert (ran.code, ran.out) == (3, "")
    assert "checker.yaml:" in ran.err


def test_without_limits_nothing_changes(run: Run, house: Path) -> None:
    before = run("check", "profiles", "--as-of", "2026-11-28").out
    (house / "checker.yaml").write_text("schema: checker/config/1\n")
    assert run("check", "profiles", "--as-of", "2026-11-28").out == before
