"""``evidence``: another check, decided only by facts with evidence of a grade or better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from checker.checks.expression import Expression, with_floor
from checker.grades import Grade
from checker.models import Closed

if TYPE_CHECKING:
    from checker.checks import Check


class Evidence(Closed):
    """A check and the grade its facts must have."""

    grade: Grade = Field(description="Weakest grade that may decide.")
    of: Check = Field(description="The check itself.")

    def expression(self) -> Expression:
        """The test."""
        return with_floor(self.of.expression(), self.grade)
