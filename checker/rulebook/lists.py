"""Named sets with dated membership."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from checker.models import Closed, Day, mistake
from checker.names import Slug
from checker.rulebook.common import Source, Verified
from checker.truth import shifted


class Member(Closed):
    """A member and the days on which it belongs."""

    value: str = Field(description="The member.")
    since: Day | None = Field(None, alias="from", description="First day; always, if absent.")
    until: Day | None = Field(None, description="Last day; open, if absent.")

    def on(self, day: date) -> bool:
        """Whether it belongs on ``day``."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class List(Closed):
    """A named set."""

    format: Literal["checker/list/1"] = Field(alias="schema", description="Format of this file.")
    id: Slug
    label: str = Field(description="What it lists.")
    sources: tuple[Source, ...] = Field(min_length=1, description="Where it is laid down.")
    verified: Verified
    always: tuple[str, ...] = Field((), description="Members without dates.")
    members: tuple[Member, ...] = Field((), description="Members with dates.")

    @model_validator(mode="after")
    def _no_twins(self) -> List:
        names = [*self.always, *(member.value for member in self.members)]
        twins = sorted({name for name in names if names.count(name) > 1})
        if twins:
            raise mistake(f"listed twice: {', '.join(twins)}", "Keep one.", steps=("members",))
        return self

    def on(self, day: date) -> frozenset[str]:
        """The members on ``day``."""
        return frozenset(self.always) | {member.value for member in self.members if member.on(day)}

    def changes(self) -> tuple[date, ...]:
        """The days on which membership changes, sorted."""
        days = {m.since for m in self.members if m.since}
        days |= {shifted(m.until, 1) for m in self.members if m.until}
        return tuple(sorted(days))
