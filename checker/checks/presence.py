"""``required`` and ``forbidden``: something must, or must not, be there."""

from pydantic import Field, StrictBool, StrictStr, model_validator

from checker.checks.expression import All, Atom, Expression, Op
from checker.models import Closed, mistake
from checker.names import Path


class Presence(Closed):
    """A fact, and what of it matters: that it is there, its value, or members of its list."""

    fact: Path
    equal: StrictStr | StrictBool | None = Field(
        None, alias="is", description="The value meant; that anything is there, if absent."
    )
    includes: tuple[str, ...] = Field((), description="Members of the list that are meant.")

    @model_validator(mode="after")
    def _one(self) -> "Presence":
        if self.equal is not None and self.includes:
            raise mistake('"is" and "includes" stand together', "Keep one.")
        return self


class Required(Presence):
    """It must be there: all members named."""

    def expression(self) -> Expression:
        """The test."""
        if self.includes:
            return All(tuple(Atom(self.fact, Op.includes, frozenset([member])) for member in self.includes))
        if self.equal is not None:
            return Atom(self.fact, Op.among, frozenset([self.equal]))
        return Atom(self.fact, Op.present)


class Forbidden(Presence):
    """It must not be there: none of the members named."""

    def expression(self) -> Expression:
        """The test."""
        if self.includes:
            return Atom(self.fact, Op.includes, frozenset(self.includes), negated=True)
        if self.equal is not None:
            return Atom(self.fact, Op.among, frozenset([self.equal]), negated=True)
        return Atom(self.fact, Op.present, negated=True)
