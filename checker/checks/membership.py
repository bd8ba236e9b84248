"""``one_of`` and ``none_of``: a value lies inside, or outside, a set."""

from typing import Self

from pydantic import Field, model_validator

from checker.checks.expression import Atom, Expression, Listed, Op, Operand
from checker.models import Closed, mistake
from checker.names import Path, Slug


class Membership(Closed):
    """A fact and a set, written out or named."""

    fact: Path
    values: tuple[str, ...] = Field((), description="The set, written out.")
    in_list: Slug | None = Field(None, description="The set: members of a list on the test date.")

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.values) == bool(self.in_list):
            raise mistake("a set is needed, once", "Write values or in_list.")
        return self

    @property
    def operand(self) -> Operand:
        """The set."""
        return Listed(self.in_list) if self.in_list else frozenset(self.values)


class OneOf(Membership):
    """The value is in the set."""

    def expression(self) -> Expression:
        """The test."""
        return Atom(self.fact, Op.among, self.operand)


class NoneOf(Membership):
    """The value, or every member of the list, is outside the set."""

    def expression(self) -> Expression:
        """The test."""
        return Atom(self.fact, Op.includes, self.operand, negated=True)
