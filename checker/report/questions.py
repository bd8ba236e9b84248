"""The questions that would settle most, ready to paste."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console

from checker.assessment.questions import Ranked
from checker.report.screen import say

SHOWN = 6
"""How many of the rules that a question settles are named."""


def render(questions: Iterable[Ranked], console: Console) -> None:
    """Print questions by addressee; the addressee on whom most hangs comes first."""
    groups: dict[str, list[Ranked]] = {}
    for question in questions:
        groups.setdefault(question.to, []).append(question)
    if not groups:
        say(console, 0, "Nothing is open.")
    several = len({question.deal for group in groups.values() for question in group}) > 1
    for to, group in sorted(groups.items(), key=lambda item: (-sum(q.weight for q in item[1]), item[0])):
        say(console, 0, (f"To {to}", "bold"))
        for number, question in enumerate(group, 1):
            about = f"{question.deal}: " if several else ""
            say(console, 0, f"{number:3}. {about}{question.question}", hang=5)
            say(
                console,
                5,
                (f"{question.subject}, {question.fact}; settles {_some(question.rules)}", "bright_black"),
            )
        console.print()


def _some(rules: Sequence[str]) -> str:
    """The first rules by name, and how many more there are."""
    more = f" and {len(rules) - SHOWN} more" if len(rules) > SHOWN else ""
    return ", ".join(rules[:SHOWN]) + more


def as_json(questions: Iterable[Ranked], as_of: date) -> str:
    """The questions as JSON text."""
    items = [
        {
            "deal": q.deal, "subject": q.subject, "fact": q.fact, "question": q.question, "to": q.to,
            "rules": list(q.rules), "weight": q.weight, "severity": q.worst.value,
        }
        for q in questions
    ]  # fmt: skip
    found = {"schema": "checker/questions/1", "as_of": as_of.isoformat(), "questions": items}
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"
