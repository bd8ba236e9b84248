"""The facts of one deal as the rules see them: what may be believed of each, how well, and from where.

Every fact is held three times. ``lean`` is what was stated, however weak. ``plan`` leaves out what is only an
opinion, boilerplate or an assumption; conditions read it, because a plan does say what a deal is about. ``firm``
also leaves out what is only planned; checks read it, because a plan is not an achievement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.grades import Grade, Reason
from checker.truth import Admissible


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One fact of one entity."""

    path: str
    """Entity type and name: ``facility.recovery.lithium``; for a list, its plural."""
    owner: str
    """Id of the entity."""
    lean: Admissible
    """Every value left open by what was stated, however weak."""
    plan: Admissible
    """The same without opinions, boilerplate and assumptions."""
    firm: Admissible
    """The same without plans."""
    domain: Admissible
    """Every value it could have if nothing were known."""
    grade: Grade | None = None
    """Best grade of its evidence; None if nothing is stated."""
    reason: Reason = Reason.fact_missing
    """Why it is open, where it is."""
    evidence: tuple[str, ...] = ()
    """References of the statements behind it, sorted."""
    line: int = 1
    """Where it stands in the profile."""
    column: int = 1
    """Where it stands in the profile."""
    why: str | None = None
    """What the profile says about its being unknown."""
    roots: tuple[Fact, ...] = ()
    """For a derived fact: the facts it was drawn from."""
    is_list: bool = False
    """Whether it stands for a whole list that was never asked for."""
    everywhere: bool = False
    """Whether it is the same in every deal: a fact of a stand-in, or drawn from such facts alone."""

    @property
    def stated(self) -> bool:
        """Whether a profile says anything about it."""
        return self.grade is not None


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One entity of a deal."""

    type: str
    """Entity type, as rules name it."""
    id: str
    """Id, unique in the profile."""
    facts: Mapping[str, Fact]
    """Facts by path below the type; what is not there was never asked."""
    line: int = 1
    """Where it stands in the profile."""
    column: int = 1
    """Where it stands in the profile."""
    phantom: bool = False
    """Whether it stands for any member of a list that was never asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """One deal, ready to be judged."""

    id: str
    """Id of the deal."""
    path: str
    """The profile, as the user named it."""
    digest: str
    """SHA-256 of the profile's bytes."""
    things: Mapping[str, tuple[Thing, ...]]
    """Entities by type; a type that was never asked for is absent."""
    open_lists: Mapping[str, str] = field(default_factory=dict)
    """Types whose list may be longer than known, with the reason."""

    @property
    def deal(self) -> Thing:
        """The root entity."""
        return self.things["deal"][0]
