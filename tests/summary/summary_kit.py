"""Reads summaries back, whatever their form."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from pypdf import PdfReader


def contents(path: Path) -> str:
    """Everything that can be read in a file, properties and parts that no reader shows included; spaces made one."""
    raw = path.read_bytes()
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            found = [f"{name} {packed.read(name).decode('utf-8', 'replace')}" for name in packed.namelist()]
    elif path.suffix == ".pdf":
        reader = PdfReader(io.BytesIO(raw))
        titles = [str(item.title) for item in reader.outline if not isinstance(item, list)]
        found = [*(page.extract_text() for page in reader.pages), str(reader.metadata), *titles, raw.decode("latin-1")]
    else:
        found = [raw.decode()]
    return " ".join(" ".join(found).split())
