"""An invented document and its fact sheet, to be spoilt by the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.seeds.normalise import digest, normalise, paragraphs

DOCUMENT = """\
Alfa and Beta sign a letter of intent

Photo: Gamma
Alfa makes cathodes in Porto and has done so for many a long year now.

Beta will build a plant by 2030.
"We are sure," said Delta of Beta.
"""

SHEET = """\
schema: checker/seed/1
id: "900"
title: An invented page
document: 900.txt
sha256: "{sha256}"
page: https://example.org/900
dated: 2024-02-29
reliability: Invented.
paragraphs:
{paragraphs}
statements:
  - {{number: 1, paragraph: 1, grade: reported, says: The two have a letter of intent.}}
  - {{number: 2, paragraph: 2, grade: boilerplate, says: Credit of a picture.}}
  - {{number: 3, paragraph: 3, grade: reported, says: Cathodes are made by Alfa.}}
  - {{number: 4, paragraph: [4, 5], grade: planned, says: A plant of Beta is intended., figures: "2030", about: [Beta]}}
mentions:
  - {{name: Gamma, paragraph: 2}}
"""
KINDS = ("title", "caption", "body", "body", "quote")

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the invented document."""
    place = tmp_path / "documents"
    place.mkdir()
    (place / "900.txt").write_text(DOCUMENT, encoding="utf-8", newline="")
    return place


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the sheet of the invented document, changed by pairs of old and new text, and names its file."""

    def _write(*changes: tuple[str, str], name: str = "900.yaml") -> Path:
        found = enumerate(paragraphs(normalise(DOCUMENT).text), 1)
        rows = [f'  - {{number: {n}, digest: "{digest(text)}", kind: {KINDS[n - 1]}}}' for n, text in found]
        sha256 = hashlib.sha256(DOCUMENT.encode()).hexdigest()
        text = SHEET.format(sha256=sha256, paragraphs="\n".join(rows))
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "sheets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return _write
