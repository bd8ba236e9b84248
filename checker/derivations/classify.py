"""``classify``: the first branch whose conditions hold gives the value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from checker.checks import conditions
from checker.checks.expression import Expression, paths
from checker.derivations.reading import Reading
from checker.models import Closed, mistake
from checker.profile.kinds import Flag, Kind, choice
from checker.truth import Admissible

Conditions = Annotated[Expression, PlainValidator(conditions.parse), WithJsonSchema({"type": "object"})]


class Branch(Closed):
    """Conditions and the value they give; without conditions, the value of last resort."""

    when: Conditions | None = Field(None, description="Conditions, all of which must hold.")
    value: str | bool = Field(description="The value.")


class Classify(Closed):
    """Branches, tried in order. Where one cannot be told, its value stays possible and the next is tried."""

    branches: tuple[Branch, ...] = Field(min_length=2, description="Branches; the last has no conditions.")

    @model_validator(mode="after")
    def _closed(self) -> Classify:
        if any((branch.when is None) != (branch is self.branches[-1]) for branch in self.branches):
            raise mistake("the last branch, and no other, has no conditions", "Add {value: ...} at the end.")
        return self

    def reads(self) -> Iterator[str]:
        """Facts read."""
        for branch in self.branches:
            if branch.when is not None:
                yield from paths(branch.when)

    def gives(self) -> Kind:
        """Kind of the inferred fact."""
        values: dict[Any, None] = dict.fromkeys(branch.value for branch in self.branches)
        return Flag() if all(isinstance(value, bool) for value in values) else choice(*map(str, values))

    def compute(self, reading: Reading) -> Admissible:
        """Every value that is still possible."""
        possible: dict[Any, None] = {}
        for branch in self.branches:
            truth = True if branch.when is None else reading.truth(branch.when)
            if truth is not False:
                possible[branch.value] = None
            if truth is True:
                break
        return tuple(possible)
