"""Waivers and how each stands, as a list for people and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from rich.console import Console

from checker.gate.waivers import Standing
from checker.report.screen import say


def render(standings: Sequence[Standing], as_of: date, console: Console) -> None:
    """Print each waiver: what it accepts, how it stands, who gave it until when, and why."""
    for standing in standings:
        waiver, at = standing.entry.waiver, standing.entry
        mark = ("✔ ", "green") if standing.about is None else ("! ", "yellow")
        open_ = " (undecided)" if waiver.outcome == "unknown" else ""
        say(console, 0, mark, (f"{waiver.rule}  {waiver.deal}  {waiver.subject}{open_}", "bold"), hang=2)
        if standing.about is not None:
            say(console, 2, standing.words, hang=2)
        say(console, 2, waiver.said, hang=2)
        say(console, 2, (f"{at.path}:{at.line}:{at.column}  facts {waiver.facts}", "bright_black"))
    held = sum(standing.about is None for standing in standings)
    say(console, 0, f"{len(standings)} {'waiver' if len(standings) == 1 else 'waivers'}, {held} in force on {as_of}.")


def as_json(standings: Sequence[Standing], as_of: date) -> str:
    """The same for programs."""
    found = [
        {
            **standing.entry.waiver.model_dump(mode="json"),
            "state": standing.about.value if standing.about else "holds",
            "words": standing.words,
            "location": {
                "path": standing.entry.path,
                "line": standing.entry.line,
                "column": standing.entry.column,
            },
        }
        for standing in standings
    ]
    document = {"schema": "checker/waiver-report/1", "as_of": as_of.isoformat(), "waivers": found}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
