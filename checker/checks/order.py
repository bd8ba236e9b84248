"""``before`` and ``after``: a day against a dated limit or another day. Both are strict."""

from typing import Self

from pydantic import Field, model_validator

from checker.checks.expression import Atom, Compare, Expression, Limit, Op
from checker.models import Closed, mistake
from checker.names import Name, Path


class Order(Closed):
    """A day and what it is held against."""

    fact: Path
    limit: Name | None = Field(None, description="A parameter with the unit date.")
    than: Path | None = Field(None, description="Another day of the profile.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.limit is None) == (self.than is None):
            raise mistake("one thing to compare with is needed", "Write limit or than.")
        return self


class Before(Order):
    """The day comes before."""

    def expression(self) -> Expression:
        """The test."""
        if self.than is not None:
            return Compare(self.fact, self.than, strictly_after=False)
        return Atom(self.fact, Op.less_than, Limit(str(self.limit)))


class After(Order):
    """The day comes after."""

    def expression(self) -> Expression:
        """The test."""
        if self.than is not None:
            return Compare(self.fact, self.than, strictly_after=True)
        return Atom(self.fact, Op.at_most, Limit(str(self.limit)), negated=True)
