"""The shape of a profile file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from checker.models import Closed, mistakes
from checker.profile.entity import Id
from checker.profile.first_supply import FirstSupply
from checker.profile.goods import Facility, Shipment, Supply
from checker.profile.licence import IpTerm
from checker.profile.parties import Clause, Deal, Funding, Holding, Milestone, Party
from checker.profile.product import Product
from checker.profile.technology import Technology
from checker.profile.transfer import Transfer


class More(Closed):
    """Stands in a list of entities for those that are not known."""

    unknown: str = Field(description="Why the list may be longer.")


def _tag(item: Any) -> str:
    return "more" if isinstance(item, More) or (isinstance(item, dict) and set(item) == {"unknown"}) else "entity"


def _listed(model: Any) -> Any:
    item = Annotated[Annotated[model, Tag("entity")] | Annotated[More, Tag("more")], Discriminator(_tag)]
    return tuple[item, ...] | None


class Profile(Closed):
    """One deal, as it is stated by cited documents. An absent list was never asked for; an empty one has nothing."""

    format: Literal["checker/profile/1"] = Field(alias="schema", description="Format of this file.")
    id: Id = Field(description="The id of the deal; waivers and baselines refer to it.")
    deal: Deal = Field(description="The deal itself.")
    parties: _listed(Party) = Field(None, description="Who takes part.")  # type: ignore[valid-type]
    holdings: _listed(Holding) = Field(None, description="Who holds what share in whom.")  # type: ignore[valid-type]
    facilities: _listed(Facility) = Field(None, description="Plants and sites.")  # type: ignore[valid-type]
    products: _listed(Product) = Field(None, description="What is made or sold.")  # type: ignore[valid-type]
    first_supplies: _listed(FirstSupply) = Field(None, description="Supply by Member State.")  # type: ignore[valid-type]
    supplies: _listed(Supply) = Field(None, description="Supply lines.")  # type: ignore[valid-type]
    shipments: _listed(Shipment) = Field(None, description="Waste movements.")  # type: ignore[valid-type]
    technologies: _listed(Technology) = Field(None, description="Technology.")  # type: ignore[valid-type]
    ip_terms: _listed(IpTerm) = Field(None, description="Agreed terms on IP.")  # type: ignore[valid-type]
    transfers: _listed(Transfer) = Field(None, description="Transfers of technology.")  # type: ignore[valid-type]
    clauses: _listed(Clause) = Field(None, description="Clauses of the contract.")  # type: ignore[valid-type]
    funding: _listed(Funding) = Field(None, description="Public money.")  # type: ignore[valid-type]
    milestones: _listed(Milestone) = Field(None, description="Dates to be kept.")  # type: ignore[valid-type]

    @model_validator(mode="before")
    @classmethod
    def _nothing_left_blank(cls, written: Any) -> Any:
        blank = [key for key, value in written.items() if value is None] if isinstance(written, dict) else []
        if blank:
            todo = "Write [] if there are none, or remove the key if nobody has asked."
            raise mistakes([(f'nothing stands after "{key}"', todo, None, (key,)) for key in blank])
        return written
