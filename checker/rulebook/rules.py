"""The shape of a rule file and of a derivation file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator, ValidationInfo, WithJsonSchema, WrapValidator, model_validator

from checker.checks import Check
from checker.checks import conditions as conditions_
from checker.checks.conditions import TESTS
from checker.checks.expression import Expression, paths
from checker.derivations import Derive
from checker.grades import Reason
from checker.models import Closed, Day, mistake
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


PROVED = "proved"
"""Validation context of a rulebook found in order before: its examples were left out."""


def _left_out(value: Any, check: Callable[[Any], Any], info: ValidationInfo) -> Any:
    return () if info.context == PROVED else check(value)


class Question(Closed):
    """What to ask when a fact is open."""

    question: str = Field(min_length=10, description="A sentence a person could send; {facility.name} is filled in.")
    to: Addressee = Field(description="Whom to ask.")
    reason: Reason | None = Field(None, description="Why a missing answer leaves the rule open, if not fact-missing.")


class Example(Closed):
    """A small deal and what the rule says of it."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema.update(required=["name", "expect"]))

    name: str = Field(description="What it shows.")
    as_of: Day = Field(description="The law date; that of `given`, if absent.")
    facts: dict[str, Any] = Field(
        description="One entity per singular key, or lists under plural keys; laid over those of `given`."
    )
    adopted: dict[Slug, Day] = Field({}, description="Acts taken to have entered into force on a day.")
    expect: OutcomeWord
    later: OutcomeWord | None = None
    from_: Day | None = Field(None, alias="from", description="Day from which `later` holds.")
    reason: Reason | None = None
    asks: tuple[str, ...] = ()


class Given(Closed):
    """What the examples of a rule start from: a deal in which it bites."""

    as_of: Day | None = Field(None, description="The law date.")
    facts: dict[str, Any] = Field({}, description="One entity per singular key, or lists under plural keys.")


class StartsBy(Closed):
    """Starting days that differ by a fact, such as the category of the battery."""

    fact: Path = Field(description="The fact that tells which day counts.")
    starts: dict[str, Name] = Field(min_length=2, description="Starting day for each word of the fact.")


class SourcesBy(Closed):
    """Provisions that differ by a fact, such as the exemption under which an agreement was made."""

    fact: Path = Field(description="The fact that tells which provisions count.")
    sources: dict[str, tuple[Source, ...]] = Field(min_length=2, description="Provisions for each word of the fact.")


class Rule(Closed):
    """One duty, ban, harbour, benchmark or practice, and how to see whether a deal keeps it."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema["required"].remove("sources"))

    id: Slug
    title: str = Field(description="The problem, said as if it existed.")
    theme: Theme
    force: Force
    binds: str = Field(description="Whom the source addresses.")
    severity: Severity
    sources: tuple[Source, ...] = Field(min_length=1, description="Provisions; all that may count, by `sources_by`.")
    sources_by: SourcesBy | None = Field(None, description="Provisions, where a fact tells which ones count.")
    verified: Verified
    for_each: EntityType = Field(description="Entity type it is judged for.")  # type: ignore[valid-type]
    dated_by: Path | None = Field(None, description="Date fact whose day's law applies; the law date, if absent.")
    starts: Name | None = Field(None, description="Starting day of the provision.")
    starts_by: StartsBy | None = Field(None, description="Starting days, where a fact tells which one counts.")
    applies_if: Conditions | None = Field(None, description="Conditions, all of which must hold.")
    check: Check
    ask: dict[Path, Question] = Field({}, description="A question for each fact read, if not the usual one.")
    why: str = Field(description="One or two sentences that a deal team understands.")
    fix: str = Field(description="A cure, as a clause or an act.")
    given: Given = Field(Given(), description="What the examples start from.")
    examples: Annotated[tuple[Example, ...], WrapValidator(_left_out)] = Field(
        min_length=2, description="Deals on both sides of every line."
    )

    @model_validator(mode="before")
    @classmethod
    def _laid_over(cls, data: Any) -> Any:
        """Lay each example over what is given: entities field by field; null takes a field or an entity away."""
        given = data.get("given") if isinstance(data, dict) else None
        if not isinstance(given, dict) or not isinstance(data.get("examples"), list):
            return data
        return {**data, "examples": [_over(given, example) for example in data["examples"]]}

    @model_validator(mode="before")
    @classmethod
    def _all_sources(cls, data: Any) -> Any:
        """Where provisions differ by a fact, all of them, each once, are the rule's sources."""
        by = data.get("sources_by") if isinstance(data, dict) else None
        if not isinstance(by, dict) or not isinstance(by.get("sources"), dict):
            return data
        if "sources" in data:
            raise mistake('"sources" and "sources_by" stand together', "Keep one.", steps=("sources",))
        listed = [source for sources in by["sources"].values() if isinstance(sources, list) for source in sources]
        return {**data, "sources": [item for n, item in enumerate(listed) if item not in listed[:n]]}

    @model_validator(mode="after")
    def _one_start(self) -> Rule:
        if self.starts is not None and self.starts_by is not None:
            raise mistake('"starts" and "starts_by" stand together', "Keep one.")
        return self

    @property
    def start_names(self) -> tuple[str, ...]:
        """The starting days that may count, each once."""
        if self.starts_by is not None:
            return tuple(dict.fromkeys(self.starts_by.starts.values()))
        return (self.starts,) if self.starts is not None else ()

    def cited(self, law: str | None) -> tuple[Source, ...]:
        """The provisions that count: by the word of the fact that tells, or all."""
        return self.sources if law is None or self.sources_by is None else self.sources_by.sources[law]

    def reads(self) -> tuple[str, ...]:
        """Every fact read, each once: those that date it first, then conditions, then check."""
        return self.reads_by(self.applies_if, self.check.expression())

    def reads_by(self, conditions: Expression | None, check: Expression) -> tuple[str, ...]:
        """The same, were it judged by other trees."""
        dating = [self.dated_by, *(by.fact for by in (self.starts_by, self.sources_by) if by is not None)]
        trees = [tree for tree in (conditions, check) if tree is not None]
        read = [*(path for path in dating if path is not None), *(path for tree in trees for path in paths(tree))]
        return tuple(dict.fromkeys(read))


def _over(given: dict[str, Any], example: Any) -> Any:
    if not isinstance(example, dict) or not isinstance(example.get("facts", {}), dict):
        return example
    facts = dict(given["facts"]) if isinstance(given.get("facts"), dict) else {}
    for key, value in example.get("facts", {}).items():
        below = facts.get(key)
        laid = {**below, **value} if isinstance(below, dict) and isinstance(value, dict) else value
        facts[key] = {name: v for name, v in laid.items() if v is not None} if isinstance(laid, dict) else laid
    day = {"as_of": given["as_of"]} if "as_of" in given else {}
    return {**day, **example, "facts": {key: value for key, value in facts.items() if value is not None}}


class DerivationExample(Closed):
    """A small deal and the facts inferred."""

    name: str = Field(description="What it shows.")
    as_of: Day | None = Field(None, description="The law date; needed where lists or limits are read.")
    facts: dict[str, Any] = Field(description="One entity per singular key, or lists under plural keys.")
    expect: Any = Field(
        description="The inferred value, or shares by country; [low, high] a range; {open: [...]} alternatives; "
        "{members: [...]} a list, with {more: true} if it may be longer."
    )


class Derivation(Closed):
    """An inference: a fact drawn from other facts."""

    id: Slug
    title: str = Field(description="What is inferred.")
    for_each: EntityType = Field(description="Entity type that gets the fact.")  # type: ignore[valid-type]
    sources: tuple[Source, ...] = Field((), description="Provisions, where the inference is a legal one.")
    fact: Path = Field(description="Path of the inferred fact.")
    derive: Derive
    examples: Annotated[tuple[DerivationExample, ...], WrapValidator(_left_out)] = Field(
        min_length=1, description="Small deals and what is inferred."
    )
