"""The gallery shows the summaries that the program writes today."""

from __future__ import annotations

from pathlib import Path

from tests.repository.gallery import GALLERY, SUMMARIES, written


def test_the_gallery_is_current(tmp_path: Path) -> None:
    for path in written(tmp_path):
        shown = GALLERY / path.name
        assert shown.read_bytes() == path.read_bytes(), "python -m tests.repository.gallery writes it anew"


def test_nothing_else_is_in_the_gallery() -> None:
    assert {path.name for path in GALLERY.iterdir()} == {*SUMMARIES, "README.md"}


def test_every_summary_is_listed() -> None:
    listed = (GALLERY / "README.md").read_text("utf-8")
    assert all(f"({name})" in listed for name in SUMMARIES)
