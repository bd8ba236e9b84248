"""The terminal: symbols and words for outcomes, and text that cannot take control of it.

Files use symbols and words, too, so ``rich`` is loaded only when something is put on a terminal.
"""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

from checker.assessment.findings import Outcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

PLAIN_WIDTH = 100
"""Columns when the output is not a terminal."""

SYMBOLS = {
    Outcome.passed: ("✔", "pass", "green"),
    Outcome.failed: ("✘", "fail", "red"),
    Outcome.unknown: ("?", "unknown", "yellow"),
    Outcome.not_yet: ("…", "not yet", "cyan"),
    Outcome.not_applicable: ("–", "not applicable", "bright_black"),
}
"""Symbol, words and colour of each outcome."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control characters, what is no character, and marks by which text in a log becomes a command."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text).replace("##[", "## [")


def line(*parts: str | tuple[str, str]) -> Text:
    """A line put together from plain parts and (part, style)."""
    from rich.text import Text

    found = Text()
    for part in parts:
        found.append(
            clean(part) if isinstance(part, str) else clean(part[0]), None if isinstance(part, str) else part[1]
        )
    return found


def say(console: Console, indent: int, *parts: str | tuple[str, str], hang: int = 0) -> None:
    """Print a line, wrapped with the same indent, later lines ``hang`` columns further in.

    None begins with the two colons by which a line in the log of a workflow becomes a command.
    """
    from rich.text import Text

    for number, wrapped in enumerate(line(*parts).wrap(console, max(20, console.width - indent - hang))):
        wrapped.rstrip()
        if wrapped.plain.lstrip().startswith("::"):
            wrapped = Text("\\") + wrapped
        console.print(Text(" " * (indent + (hang if number else 0))) + wrapped)


def console(*, to_file: bool = False) -> Console:
    """The console for results: coloured on a terminal, plain and of fixed width elsewhere."""
    from rich.console import Console

    if to_file:
        return Console(file=io.StringIO(), width=PLAIN_WIDTH, color_system=None, legacy_windows=False, emoji=False)
    tty = sys.stdout.isatty()
    return Console(
        width=None if tty else PLAIN_WIDTH, color_system="auto" if tty else None, emoji=False, highlight=False,
        legacy_windows=False,
    )  # fmt: skip
