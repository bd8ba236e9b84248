"""The gallery of summaries in ``docs/gallery``. Run as a program, it writes it anew: python -m tests.repository.gallery"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

DAY = "2026-11-22"
GALLERY = ROOT / "docs" / "gallery"
SUMMARIES = {
    "revomet-cngr.md": ["profiles/revomet-cngr.yaml"],
    "revomet-cngr.html": ["profiles/revomet-cngr.yaml"],
    "batx-rocklink.md": ["profiles/batx-rocklink.yaml"],
    "batx-rocklink-refinery.md": ["profiles/batx-rocklink-refinery.yaml"],
    "china-germany-rare-earth-proposal.md": ["profiles/china-germany-rare-earth-proposal.yaml"],
    "materials-cluster-hub.md": ["profiles/materials-cluster-hub.yaml"],
    "cell-plant.md": ["profiles/examples/cell-plant.yaml"],
    "all.md": ["profiles"],
    "all-deutsch.md": ["profiles", "--lang", "de"],
}
"""What each file is written from."""


def written(folder: Path) -> Iterator[Path]:
    """Write every summary into a folder."""
    for name, words in SUMMARIES.items():
        target = folder / name
        line = [sys.executable, "-c", "from checker.cli import main; main()", "report", *words]
        subprocess.run([*line, "--as-of", DAY, "-o", str(target)], check=True, cwd=ROOT, capture_output=True)
        yield target


if __name__ == "__main__":
    GALLERY.mkdir(parents=True, exist_ok=True)
    for path in written(GALLERY):
        print(path.relative_to(ROOT))  # noqa: T201
