"""The shape of a rule file and of a derivation file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from checker.checks import Check
from checker.checks import conditions as conditions_
from checker.checks.conditions import TESTS
from checker.checks.expression import Expression
from checker.derivations import Derive
from checker.grades import Reason
from checker.models import Closed, Day
from checker.names import Name, Path, Slug
from checker.profile.entities import ENTITIES
from checker.rulebook.common import Force, Severity, Source, Theme, Verified

EntityType = Literal[tuple(ENTITIES)]  # type: ignore[valid-type]
Addressee = Literal[
    "partner", "counsel", "deal team", "supply-chain analyst", "plant engineer", "authority", "public search"
]
OutcomeWord = Literal["pass", "fail", "unknown", "not_yet", "not_applicable"]

_TEST_SCHEMA = {
    "anyOf": [
        {"type": ["string", "boolean"]},
        {"type": "object", "minProperties": 1, "maxProperties": 1, "propertyNames": {"enum": list(TESTS)}},
        {"type": "array"},
    ]
}
Conditions = Annotated[
    Expression,
    PlainValidator(conditions_.parse),
    WithJsonSchema({"type": "object", "additionalProperties": _TEST_SCHEMA}),
]


class Question(Closed):
    """What to ask when a fact is open."""

    question: str = Field(min_length=10, description="A sentence a person could send; {facility.name} is filled in.")
    to: Addressee = Field(description="Whom to ask.")
    reason: Reason | None = Field(None, description="Why a missing answer leaves the rule open, if not fact-missing.")


class Example(Closed):
    """A small deal and what the rule says of it."""

    name: str = Field(description="What it shows.")
    as_of: Day = Field(description="The law date.")
    facts: dict[str, Any] = Field(description="One entity per singular key, or lists under plural keys.")
    adopted: dict[Slug, Day] = Field({}, description="Acts taken to have entered into force on a day.")
    expect: OutcomeWord
    later: OutcomeWord | None = None
    from_: Day | None = Field(None, alias="from", description="Day from which `later` holds.")
    reason: Reason | None = None
    asks: tuple[str, ...] = ()


class Rule(Closed):
    """One duty, ban, harbour, benchmark or practice, and how to see whether a deal keeps it."""

    id: Slug
    title: str = Field(description="The problem, said as if it existed.")
    theme: Theme
    force: Force
    binds: str = Field(description="Whom the source addresses.")
    severity: Severity
    sources: tuple[Source, ...] = Field(min_length=1, description="Provisions.")
    verified: Verified
    for_each: EntityType = Field(description="Entity type it is judged for.")  # type: ignore[valid-type]
    dated_by: Path | None = Field(None, description="Date fact whose day's law applies; the law date, if absent.")
    starts: Name | None = Field(None, description="Starting day of the provision.")
    applies_if: Conditions | None = Field(None, description="Conditions, all of which must hold.")
    check: Check
    ask: dict[Path, Question] = Field(description="A question for each fact read.")
    why: str = Field(description="One or two sentences that a deal team understands.")
    fix: str = Field(description="A cure, as a clause or an act.")
    examples: tuple[Example, ...] = Field(min_length=2, description="Deals on both sides of every line.")


class Derivation(Closed):
    """An inference: a fact drawn from other facts."""

    id: Slug
    title: str = Field(description="What is inferred.")
    for_each: EntityType = Field(description="Entity type that gets the fact.")  # type: ignore[valid-type]
    sources: tuple[Source, ...] = Field((), description="Provisions, where the inference is a legal one.")
    fact: Path = Field(description="Path of the inferred fact.")
    derive: Derive
    examples: tuple[DerivationExample, ...] = Field(min_length=1, description="Small deals and what is inferred.")


class DerivationExample(Closed):
    """A small deal and the facts inferred."""

    name: str = Field(description="What it shows.")
    as_of: Day | None = Field(None, description="The law date; needed where lists or limits are read.")
    facts: dict[str, Any] = Field(description="One entity per singular key, or lists under plural keys.")
    expect: Any = Field(description="The inferred value; [low, high] a range; {open: [...]} alternatives.")


Derivation.model_rebuild()
