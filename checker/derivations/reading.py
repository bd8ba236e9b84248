"""What a derivation may read, at one level of belief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, Protocol

from checker.checks.expression import Expression
from checker.facts import Thing
from checker.truth import Admissible, Breakdown, Truth


class Facts(Protocol):
    """The facts of a deal at one level of belief."""

    day: date
    """The law date."""

    def value(self, path: str, of: Thing | None = None) -> Admissible:
        """What is known of a fact of the subject, or of another entity."""
        ...

    def members(self, plural: str) -> tuple[Iterable[Thing], bool]:
        """The entities of a list, and whether there may be more."""
        ...


class Reading(Facts, Protocol):
    """The facts of a deal at one level of belief, as seen from one subject."""

    subject: Thing

    def stated(self, path: str) -> Iterable[Admissible]:
        """What statements say of a fact of the subject or of those it is drawn from, however weak or at odds."""
        ...

    def truth(self, conditions: Expression | None, of: Thing | None = None) -> Truth:
        """Whether conditions hold for the subject, or for another entity."""
        ...

    def published(self, series: Literal["production", "sourcing"], material: str, stage: str) -> tuple[Breakdown, ...]:
        """The published shares of the newest year, one breakdown a source; none if nothing is published."""
        ...

    def default_answers(self, table: str, question: str) -> Mapping[str, str]:
        """The answer of each country's law to a question of a comparison, by country."""
        ...

    def listed(self, id: str | None) -> frozenset[str]:
        """Members of a list of the rulebook on the law date; none for None."""
        ...
