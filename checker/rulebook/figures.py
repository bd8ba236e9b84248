"""Published figures to hold a deal's own figures against: who publishes what, of which year, under which terms."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainValidator, RootModel, WithJsonSchema, model_validator

from checker.derivations.governance_risk import governance
from checker.errors import nearest
from checker.models import Closed, Number, mistake, mistakes, read_number
from checker.names import Slug
from checker.profile.countries import COUNTRIES
from checker.profile.words import MATERIALS, STAGES
from checker.truth import Breakdown, Interval

TOLERANCE = Fraction(5, 10_000)
"""By how much rounded shares may exceed 1 together."""
DIMENSIONS = (
    "voice",
    "political_stability",
    "government_effectiveness",
    "regulatory_quality",
    "rule_of_law",
    "control_of_corruption",
)
"""The six dimensions of the Worldwide Governance Indicators."""
_GOODS = (*MATERIALS, "battery_cells", "cathode_material")
_HIGHEST = 3
"""Beyond any governance score, whose scale has no fixed ends."""

Mistake = tuple[str, str, str | None, tuple[str | int, ...]]


def _country(code: str) -> str:
    if code not in COUNTRIES:
        raise mistake(
            f'"{code}" is no country', "Write the code of ISO 3166, two capital letters.", word=nearest(code, COUNTRIES)
        )
    return code


def _portion(value: object) -> Fraction:
    number = read_number(value)
    if not 0 <= number <= 1:
        raise mistake("a share runs from 0 to 1", "70 % is 0.70.")
    return number


def _span(value: object) -> Interval:
    if not isinstance(value, list):
        number = _portion(value)
        return Interval(number, number)
    if len(value) != 2:
        raise mistake("a range has two ends", "Write [low, high].")
    low, high = map(_portion, value)
    if low > high:
        raise mistake("the range runs from high to low", "Write the lower end first.")
    return Interval(low, high)


Country = Annotated[str, AfterValidator(_country)]
Material = Literal[MATERIALS]  # type: ignore[valid-type]
Good = Literal[_GOODS]  # type: ignore[valid-type]
Stage = Literal[STAGES]  # type: ignore[valid-type]
Dimension = Literal[DIMENSIONS]  # type: ignore[valid-type]
_NUMBER = {"type": "number", "minimum": 0, "maximum": 1}
Portion = Annotated[Fraction, PlainValidator(_portion), WithJsonSchema(_NUMBER)]
Span = Annotated[
    Interval,
    PlainValidator(_span),
    WithJsonSchema({"anyOf": [_NUMBER, {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}]}),
]


class Terms(StrEnum):
    """How far the terms of a source let its figures be passed on."""

    free = "free"
    """Without conditions."""
    attribution = "attribution"
    """If the source is named."""
    cited_figure = "cited_figure"
    """Unclear: a single figure is cited, as a quotation."""


class Publication(Closed):
    """A publication that figures are taken from."""

    publisher: str = Field(min_length=1, description="Who publishes it.")
    title: str = Field(min_length=1, description="Title and edition.")
    date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="Year, month or day of publication.")
    address: str = Field(min_length=1, description="Where it is found.")
    licence: str = Field(min_length=1, description="Its terms, and who states them.")
    terms: Terms = Field(description="What the terms allow.")
    release: str | None = Field(None, description="Release of a governance table; releases are not comparable.")
    note: str | None = Field(None, description="What was read, if not the publication itself, and what remains open.")


class Publications(Closed):
    """Every publication that figures are taken from."""

    format: Literal["checker/reference/1"] = Field(alias="schema", description="Format of this file.")
    kind: Literal["sources"] = Field(description="What the file holds.")
    sources: dict[Slug, Publication] = Field(min_length=1, description="Publications by id.")


class Series(Closed):
    """Shares of countries at one stage in one year, from one source."""

    stage: Stage = Field(description="Stage of processing, in the word of the profile.")
    definition: str = Field(min_length=10, description="What exactly was counted.")
    source: Slug = Field(description="Id of the publication.")
    year: int = Field(ge=1990, le=2100, description="Year of the figures; of a period, its last.")
    period: str | None = Field(None, description="The period, if it is not one year.")
    shares: dict[Country, Span] = Field(
        min_length=1, description="Share of each country, 0 to 1; [low, high] where the source gives only bounds."
    )
    residual: Portion | None = Field(None, description="Share of countries that the source does not name; no country.")
    trade: dict[Country, Number] = Field(
        {}, description="Trade parameter t of the EU study, for each country of the series to which it gives one."
    )
    note: str | None = Field(None, description="What a reader has to know of the figures.")

    @model_validator(mode="after")
    def _adds_up(self) -> Series:
        total = sum((span.low for span in self.shares.values()), self.residual or Fraction(0))
        if total > 1 + TOLERANCE:
            what = f"the shares add up to {float(total):.6g}, more than 1"
            raise mistake(what, "Check them against the source.", steps=("shares",))
        for country in self.trade:
            if country not in self.shares:
                what = f"a trade parameter of {country}, which has no share"
                raise mistake(what, "Remove it or add the share.", steps=("trade", country))
        return self

    @property
    def breakdown(self) -> Breakdown:
        """The shares as rules read them; what is missing to 1 belongs to countries that are not named."""
        return Breakdown(tuple(sorted(self.shares.items())))


class Shares(Closed):
    """Shares of countries in one material: in world production, or in the supply mix of the Union."""

    format: Literal["checker/reference/1"] = Field(alias="schema", description="Format of this file.")
    kind: Literal["production", "sourcing"] = Field(description="Shares in world production, or in the Union's supply.")
    material: Good = Field(description="The material.")
    series: tuple[Series, ...] = Field(min_length=1, description="The series, by stage, year and source.")

    @model_validator(mode="after")
    def _no_twins(self) -> Shares:
        keys = [(item.stage, item.year, item.source) for item in self.series]
        found: list[Mistake] = [
            (f"a second series for {stage}, {year}, {source}", "Keep one.", None, ("series", number))
            for number, (stage, year, source) in enumerate(keys)
            if (stage, year, source) in keys[:number]
        ]
        if found:
            raise mistakes(found)
        return self


class Column(Closed):
    """One dimension in one year."""

    dimension: Dimension = Field(description="Dimension of governance.")
    year: int = Field(ge=1996, le=2100, description="Year of the figures.")
    source: Slug = Field(description="Id of the publication; of the release of the table.")


class Table(Closed):
    """Governance scores of one release: about -2.5, weak, to 2.5, strong."""

    release: str = Field(min_length=1, description="The release; one revises every year of those before.")
    columns: tuple[Column, ...] = Field(min_length=1, description="What the figures of a row are, in order.")
    scores: dict[Country, tuple[Number, ...]] = Field(min_length=1, description="A row of figures for each country.")
    note: str | None = Field(None, description="What a reader has to know of the figures.")

    @model_validator(mode="after")
    def _complete(self) -> Table:
        found = list(self._mistakes())
        if found:
            raise mistakes(found)
        return self

    def _mistakes(self) -> Iterator[Mistake]:
        keys = [(column.dimension, column.year) for column in self.columns]
        for number, (dimension, year) in enumerate(keys):
            if (dimension, year) in keys[:number]:
                yield f"a second column for {dimension}, {year}", "Keep one.", None, ("columns", number)
        for country, row in self.scores.items():
            if len(row) != len(keys):
                yield f"{len(row)} figures for {len(keys)} columns", "Write one each.", None, ("scores", country)
            for number, score in enumerate(row):
                if abs(score) > _HIGHEST:
                    todo = "Scores run from about -2.5 to 2.5."
                    yield f"{float(score)} is no score", todo, None, ("scores", country, number)

    def score(self, country: str, dimension: str, year: int) -> Fraction | None:
        """The score of a country, if the table has it."""
        row = self.scores.get(country, ())
        found = (v for c, v in zip(self.columns, row, strict=False) if (c.dimension, c.year) == (dimension, year))
        return next(found, None)

    @property
    def complete(self) -> int | None:
        """The latest year of which the table has all six dimensions."""
        found = {(column.dimension, column.year) for column in self.columns}
        return max((year for _, year in found if all((name, year) in found for name in DIMENSIONS)), default=None)

    def mean(self, country: str, year: int) -> Fraction | None:
        """The mean of all six dimensions; None if one of them is missing."""
        scores = [score for name in DIMENSIONS if (score := self.score(country, name, year)) is not None]
        return governance(scores) if len(scores) == len(DIMENSIONS) else None


class Tables(Closed):
    """Governance scores, a table for each release."""

    format: Literal["checker/reference/1"] = Field(alias="schema", description="Format of this file.")
    kind: Literal["governance"] = Field(description="What the file holds.")
    tables: tuple[Table, ...] = Field(min_length=1, description="The tables.")

    @model_validator(mode="after")
    def _no_twins(self) -> Tables:
        releases = [table.release for table in self.tables]
        for number, release in enumerate(releases):
            if release in releases[:number]:
                raise mistake(f'a second table of the release "{release}"', "Keep one.", steps=("tables", number))
        return self


class Criticality(Closed):
    """How the assessment of the Union scores a material, or a group of materials as a whole."""

    label: str = Field(min_length=1, description="Name in the assessment.")
    materials: tuple[Material, ...] = Field(
        min_length=1, description="Materials that the entry is about; of a group, its members known here."
    )
    supply_risk: Number = Field(description="Supply risk SR; critical from 1.")
    economic_importance: Number = Field(description="Economic importance EI, 0 to 10; critical from 2.8.")
    recycling_input_rate: Portion | None = Field(
        None, description="Share of the Union's demand met from end-of-life scrap, EoL-RIR; absent if not known."
    )

    @model_validator(mode="after")
    def _on_scale(self) -> Criticality:
        if not 0 <= self.economic_importance <= 10:
            raise mistake("economic importance runs from 0 to 10", "Correct it.", steps=("economic_importance",))
        if self.supply_risk < 0:
            raise mistake("a supply risk is not negative", "Correct it.", steps=("supply_risk",))
        return self


class Criticalities(Closed):
    """The scores of one assessment."""

    format: Literal["checker/reference/1"] = Field(alias="schema", description="Format of this file.")
    kind: Literal["criticality"] = Field(description="What the file holds.")
    source: Slug = Field(description="Id of the publication.")
    year: int = Field(ge=2011, le=2100, description="Year of the assessment.")
    entries: tuple[Criticality, ...] = Field(min_length=1, description="The entries.")
    note: str | None = Field(None, description="What a reader has to know of the figures.")

    @model_validator(mode="after")
    def _no_twins(self) -> Criticalities:
        labels = [entry.label for entry in self.entries]
        for number, label in enumerate(labels):
            if label in labels[:number]:
                raise mistake(f'a second entry "{label}"', "Keep one.", steps=("entries", number))
        return self


class ReferenceFile(RootModel[Annotated[Publications | Shares | Tables | Criticalities, Field(discriminator="kind")]]):
    """Any file of published figures."""
