"""The forms in which an assessment is printed."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.gate.gate import Gated
from checker.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Format:
    """One form of output."""

    module: str
    """Its module in ``checker.report``, with a function ``render(gated, book, *, everything)`` that gives text."""
    everything: str | None
    """What ``--all`` adds; None if the form holds every finding anyhow."""


FORMATS = {
    "text": Format("text", "every finding"),
    "json": Format("json_", None),
    "sarif": Format("sarif", "what is undecided, as open results"),
    "junit": Format("junit", "rules that do not apply"),
    "github": Format("github", "a notice for each undecided finding"),
    "gitlab": Format("gitlab", "an entry for each undecided finding"),
    "markdown": Format("markdown", "every undecided finding"),
    "csv": Format("csv_", None),
}
"""Forms by the word of the command line."""


def render(form: str, gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:
    """The assessment in a form other than text for a terminal, in pieces."""
    module = importlib.import_module(f"checker.report.{FORMATS[form].module}")
    pieces: Iterable[str] = module.render(gated, book, everything=everything)
    return iter(pieces)
