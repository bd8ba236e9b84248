"""``checker seeds verify`` and fact sheets that a check cannot use."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from checker.seeds.normalise import digest, normalise
from tests.conftest import SHEET, Run

FIRST, SECOND = "The plant and what it does are agreed upon.", "The yields were measured by others."


@pytest.fixture
def documents(repo: Path) -> Path:
    folder = repo / "documents"
    folder.mkdir()
    raw = f"{FIRST}\n\n{SECOND}\n".encode()
    (folder / "demo.txt").write_bytes(raw)
    paragraphs = "".join(
        f'  - {{number: {n}, digest: "{digest(normalise(text).text)}", kind: body}}\n'
        for n, text in enumerate((FIRST, SECOND), 1)
    )
    head, rest = SHEET.split("paragraphs:\n")
    head = head.replace("0" * 64, hashlib.sha256(raw).hexdigest())
    (repo / "seeds" / "demo.yaml").write_text(head + "paragraphs:\n" + paragraphs + rest.split("\n", 1)[1])
    return folder


def test_unchanged_documents_agree(run: Run, documents: Path) -> None:
    found = run("seeds", "verify", documents)
    assert found.code == 0
    assert "2 of 2 paragraphs agree, 4 statements rest on them" in found.out


def test_a_changed_paragraph_is_named(run: Run, documents: Path) -> None:
    (documents / "demo.txt").write_text(f"{FIRST}\n\nThe yields were guessed.\n")
    found = run("seeds", "verify", documents)
    assert found.code == 3
    assert "seeds/demo.yaml:11:" in found.err
    assert "paragraph 2" in found.err


def test_a_missing_folder_and_a_missing_document(run: Run, documents: Path) -> None:
    assert run("seeds", "verify", "nowhere").code == 2
    (documents / "demo.txt").unlink()
    assert run("seeds", "verify", documents).code == 3


def test_a_profile_without_fact_sheets_is_told_where_they_belong(run: Run, repo: Path) -> None:
    (repo / "seeds" / "demo.yaml").unlink()
    (repo / "seeds").rmdir()
    found = run("check", "profiles/plant.yaml", "--rules", "rules", "--as-of", "2028-01-01")
    assert found.code == 3
    assert found.err.startswith('profiles/plant.yaml:1:1: no folder "seeds" stands beside or above it.')


def test_a_broken_sheet_stops_a_check(run: Run, repo: Path) -> None:
    sheet = repo / "seeds" / "demo.yaml"
    sheet.write_text(sheet.read_text().replace("grade: audited", "grade: auditet"))
    found = run("check", "--rules", "rules", "--as-of", "2028-01-01")
    assert found.code == 3
    assert "seeds/demo.yaml:13:38" in found.err
    assert 'did you mean "audited"?' in found.err
    assert found.err.startswith("seeds/demo.yaml:13:38")
