"""What every entity of a profile has."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from checker.models import Closed
from checker.profile.kinds import references
from checker.profile.stated import Stated

Fact = Stated | None
Evidence = Annotated[tuple[str, ...], BeforeValidator(references)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Short name, unique in the profile.")]


class Entity(Closed):
    """Something a deal is made of."""

    plural: ClassVar[str] = ""
    """The key of its list in a profile."""
    question: ClassVar[str] = ""
    """What to ask when the list was never asked for."""
    to: ClassVar[str] = "deal team"
    """Whom to ask."""

    id: Id
    evidence: Evidence = Field((), description="Statements that serve all bare values of this entity.")
