"""The closed kinds of check. A check is written as one key, its kind, with the kind's own options."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from checker.checks.at_least import AtLeast
from checker.checks.at_most import AtMost
from checker.checks.evidence import Evidence
from checker.checks.expression import All, Expression, Some
from checker.checks.membership import NoneOf, OneOf
from checker.checks.order import After, Before
from checker.checks.presence import Forbidden, Required
from checker.models import Closed, mistake


class Check(Closed):
    """Exactly one kind of check."""

    at_most: AtMost | None = None
    at_least: AtLeast | None = None
    required: Required | None = None
    forbidden: Forbidden | None = None
    one_of: OneOf | None = None
    none_of: NoneOf | None = None
    before: Before | None = None
    after: After | None = None
    evidence: Evidence | None = None
    any_of: tuple[Check, ...] | None = Field(None, min_length=2, description="One of several checks is enough.")
    all_of: tuple[Check, ...] | None = Field(None, min_length=2, description="Several checks must all hold.")

    @model_validator(mode="after")
    def _one(self) -> Check:
        if len(self.model_fields_set) != 1:
            raise mistake("a check has exactly one kind", f"Keep one of: {', '.join(KINDS)}.")
        return self

    @property
    def kind(self) -> str:
        """The kind's name."""
        return next(iter(self.model_fields_set))

    def expression(self) -> Expression:
        """The tree of tests."""
        inner: Any = getattr(self, self.kind)
        if self.kind == "any_of":
            return Some(tuple(part.expression() for part in inner))
        if self.kind == "all_of":
            return All(tuple(part.expression() for part in inner))
        expression: Expression = inner.expression()
        return expression

    def kinds(self) -> frozenset[str]:
        """The kinds used, inner ones included."""
        inner: Any = getattr(self, self.kind)
        below = inner if self.kind in ("any_of", "all_of") else [inner.of] if self.kind == "evidence" else []
        return frozenset([self.kind]).union(*(part.kinds() for part in below))


KINDS = tuple(Check.model_fields)
"""Every kind of check."""

Evidence.model_rebuild(_types_namespace={"Check": Check})
Check.model_rebuild()
