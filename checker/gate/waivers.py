"""The shape of ``waivers.yaml``: findings that somebody accepted, for a time and on certain facts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from checker.models import Closed, Day
from checker.names import Slug


class Waiver(Closed):
    """One accepted finding."""

    rule: Slug = Field(description="Rule whose finding is accepted.")
    deal: str = Field(description="Id of the deal.")
    subject: str = Field(description="Id of the entity.")
    reason: str = Field(min_length=10, description="Why it is accepted.")
    approved_by: str = Field(min_length=2, description="Who accepted it.")
    expires: Day = Field(description="Last day on which it holds.")
    facts: str = Field(pattern="^[0-9a-f]{16,64}$", description="Fingerprint of the facts it relied on.")


class Waivers(Closed):
    """All accepted findings of a repository."""

    format: Literal["checker/waivers/1"] = Field(alias="schema", description="Format of this file.")
    waivers: tuple[Waiver, ...] = Field((), description="Accepted findings.")
