"""The job summary of GitHub: the page of a run, to which each step may add."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.rulebook.book import Rulebook

if TYPE_CHECKING:
    from checker.gate.gate import Gated

VARIABLE = "GITHUB_STEP_SUMMARY"
"""The environment variable by which GitHub names the file."""
MAX_BYTES = 1024 * 1024
"""Of a longer file GitHub shows nothing."""


def add(gated: Gated, book: Rulebook, *, everything: bool) -> None:
    """Add an assessment, as Markdown, to the summary that GitHub asks for; do nothing elsewhere.

    The annotations are out by then and the exit code is that of the gate, so whatever is in the way is only said.
    """
    from checker.report import formats

    name = os.environ.get(VARIABLE)
    if not name:
        return
    file = Path(name)
    text = "".join(formats.render("markdown", gated, book, everything=everything)).encode(errors="replace")
    try:
        if len(text) + (file.stat().st_size if file.exists() else 0) > MAX_BYTES:
            why = f"with it the file would be longer than the {MAX_BYTES:,} bytes that GitHub takes"
        else:
            with file.open("ab") as stream:
                stream.write(text)
            return
    except OSError as error:
        why = str(error.strerror)
    click.echo(f"checker: the job summary is left out: {why}.", err=True)
