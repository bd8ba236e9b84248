"""What a statement is worth is read from its sheet as it is now, whatever was kept of it before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")


def outcome(run: Run) -> str:
    words = ("profiles/plant.yaml", "--rule", "lithium-recovery", "--format", "json")
    (finding,) = json.loads(run("check", *DAY, *words).out)["deals"][0]["findings"]
    return str(finding["outcome"])


def test_a_statement_that_is_graded_anew_counts_anew(run: Run, repo: Path) -> None:
    sheet = repo / "seeds" / "demo.yaml"
    text = sheet.read_text()
    assert outcome(run) == "pass"
    sheet.write_text(text.replace("grade: audited", "grade: opinion"))
    assert outcome(run) == "unknown"
    sheet.write_text(text)
    assert outcome(run) == "pass"


@pytest.mark.parametrize("spoiled", [b"", b"[]", b"{", b"\xff\x00"])
def test_what_was_kept_and_is_spoiled_is_read_again(run: Run, repo: Path, spoiled: bytes) -> None:
    assert outcome(run) == "pass"
    kept = list((repo / "cache").rglob("*.json"))
    assert any(path.name.endswith("-grades.json") for path in kept)
    for path in kept:
        path.write_bytes(spoiled)
    assert outcome(run) == "pass"


def test_a_sheet_that_broke_is_told_although_it_was_in_order(run: Run, repo: Path) -> None:
    assert outcome(run) == "pass"
    (repo / "seeds" / "demo.yaml").rename(repo / "seeds" / "renamed.yaml")
    ran = run("check", *DAY)
    assert (ran.code, ran.out) == (3, "")
    assert 'seeds/renamed.yaml:2:5: the sheet calls itself "demo"' in ran.err
