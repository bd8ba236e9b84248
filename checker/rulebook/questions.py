"""The usual question for a fact, asked by every rule that has none of its own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from checker.models import Closed
from checker.names import Path
from checker.rulebook.rules import EntityType, Question, Rule


class Questions(Closed):
    """The usual questions about one type of entity."""

    format: Literal["checker/questions/1"] = Field(alias="schema", description="Format of this file.")
    for_each: EntityType = Field(description="Subject of the rules that ask: the stem of the file's name.")  # type: ignore[valid-type]
    questions: dict[Path, Question] = Field(min_length=1, description="A question for each fact, by its path.")


def asking(rule: Rule, usual: dict[Path, Question]) -> Rule:
    """The rule, with the usual question for each fact it reads and has no question for."""
    missing = {path: usual[path] for path in rule.reads() if path in usual and path not in rule.ask}
    return rule.model_copy(update={"ask": {**missing, **rule.ask}}) if missing else rule
