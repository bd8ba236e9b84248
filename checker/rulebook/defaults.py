"""What each country's law says where the parties have agreed nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from checker.errors import nearest
from checker.models import Closed, mistake, mistakes
from checker.names import Path, Slug
from checker.profile.countries import COUNTRIES
from checker.rulebook.common import Source, Verified
from checker.rulebook.rules import EntityType


class Answer(StrEnum):
    """Whether one of several owners may do a thing without the others."""

    alone = "alone"
    """It may, and owes nothing for it."""
    conditional = "conditional"
    """It may, against notice, compensation or a right of first refusal."""
    consent = "consent"
    """It needs the others."""
    disputed = "disputed"
    """Courts or writers differ, or the statute is silent."""


class Law(Closed):
    """One country's answers."""

    country: str = Field(description="Country code.")
    name: str = Field(min_length=2, description="Name of the country.")
    says: str = Field(min_length=20, description="The default in half a sentence, with its provision.")
    answers: dict[Slug, Answer] = Field(description="The answer to each question of the table.")
    sources: tuple[Source, ...] = Field(min_length=1, description="Provisions.")
    verified: Verified

    @model_validator(mode="after")
    def _known(self) -> Law:
        if self.country not in COUNTRIES:
            word = nearest(self.country, COUNTRIES)
            raise mistake(f'"{self.country}" is no country code', "Write ISO 3166-1.", word=word, steps=("country",))
        return self


class Defaults(Closed):
    """A comparison of laws: what each lets an owner do where nothing is agreed."""

    format: Literal["checker/defaults/1"] = Field(alias="schema", description="Format of this file.")
    id: Slug
    label: str = Field(description="What is compared.")
    instrument: Slug = Field(description="The comparison as rules cite it; their findings name the laws concerned.")
    for_each: EntityType = Field(description="Entity type that is owned.")  # type: ignore[valid-type]
    countries: Path = Field(description="The fact that names the countries whose law counts.")
    likely: Path = Field(description="The fact that names further countries while those are not all known.")
    questions: dict[Slug, str] = Field(min_length=1, description="What is asked of each law.")
    laws: tuple[Law, ...] = Field(min_length=1, description="The laws.")
    verified: Verified

    @model_validator(mode="after")
    def _complete(self) -> Defaults:
        wrong: list[tuple[str, str, str | None, tuple[str | int, ...]]] = []
        seen: set[str] = set()
        for number, law in enumerate(self.laws):
            if law.country in seen:
                wrong.append((f"{law.country} stands here twice", "Keep one.", None, ("laws", number, "country")))
            seen.add(law.country)
            at = ("laws", number, "answers")
            for name in sorted(law.answers.keys() - self.questions.keys()):
                word = nearest(name, self.questions)
                wrong.append((f'the table has no question "{name}"', "Use one it has.", word, (*at, name)))
            for name in sorted(self.questions.keys() - law.answers.keys()):
                wrong.append((f'{law.name} gives no answer to "{name}"', "Add it; disputed is an answer.", None, at))
        if wrong:
            raise mistakes(wrong)
        return self

    def law(self, country: str) -> Law | None:
        """The law of a country, if it was read."""
        return next((law for law in self.laws if law.country == country), None)

    def answers(self, question: str) -> Mapping[str, str]:
        """The answer of each law to a question, by country."""
        return {law.country: law.answers[question].value for law in self.laws}
