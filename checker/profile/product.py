"""Something made or sold."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from checker.profile import words
from checker.profile.battery import (
    CarbonFootprint,
    Conformity,
    Content,
    Label,
    ManagementSystem,
    Passport,
    Performance,
    Removability,
    SecondLife,
    StorageSafety,
)
from checker.profile.chronology import misplaced
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, Text, choice


class Product(Entity):
    """Something made or sold: a battery, a magnet, a material."""

    plural = "products"
    question = "Which products does the deal make or sell, for which markets, from when?"
    name: Annotated[Fact, Text()] = Field(None, description="Name or description.")
    kind: Annotated[Fact, choice(*words.PRODUCT_KINDS)] = Field(None, description="What it is.")
    category: Annotated[Fact, choice(*words.BATTERY_CATEGORIES)] = Field(
        None, description="Battery category of the Batteries Regulation; none if no battery is in it."
    )
    maker: Annotated[Fact, Link(to="party")] = Field(None, description="Who makes it.")
    markets: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None,
        description="Countries in which it is, or is to be, placed on the market or put into service; "
        "what serves military or space use alone is left out.",
    )
    placed_on_market: Annotated[Fact, Date()] = Field(None, description="Day of placing on the market.")
    capacity_kwh: Annotated[Fact, Amount("kWh")] = Field(None, description="Capacity in kWh.")
    external_storage: Annotated[Fact, choice(*words.EXTERNAL_STORAGE)] = Field(
        None, description="Whether an industrial battery stores energy outside its cells."
    )
    active_elements: Annotated[Fact, Many(of=choice(*words.MATERIALS))] = Field(
        None, description="Metals in the active materials."
    )
    second_life: Annotated[Fact, Flag()] = Field(
        None, description="Whether it was used, placed before, and prepared anew."
    )
    built_into_vehicle: Annotated[Fact, Flag()] = Field(None, description="Whether it is built into a car or van.")
    union_operator_named: Annotated[Fact, Flag()] = Field(
        None, description="Whether an economic operator in the Union answers for market surveillance."
    )
    mercury_share: Annotated[Fact, Share("by weight")] = Field(None, description="Mercury, share by weight.")
    cadmium_share: Annotated[Fact, Share("by weight")] = Field(None, description="Cadmium, share by weight.")
    lead_share: Annotated[Fact, Share("by weight")] = Field(None, description="Lead, share by weight.")
    vehicle_lead_cleared: Annotated[Fact, Flag()] = Field(
        None, description="Whether its lead was found to be within the vehicle limits that apply since August 2026."
    )
    permanent_magnet_kg: Annotated[Fact, Amount("kg")] = Field(
        None, description="Mass of NdFeB, SmCo and AlNiCo magnets in the product, kg."
    )
    listed_for_magnets: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether it is of a kind listed for magnet labels: vehicle, wind generator, robot, motor ...",
    )
    magnet_label: Annotated[Fact, Flag()] = Field(
        None, description="Whether it bears the label and the data carrier that tell which magnets it holds."
    )
    magnet_content_published: Annotated[Fact, Flag()] = Field(
        None, description="Whether the recycled share of its magnets is published."
    )
    placed_by: Annotated[Fact, Link(to="party")] = Field(
        None, description="Who places it on the Union market or puts it into service there."
    )
    indian_producer: Annotated[Fact, Link(to="party")] = Field(
        None, description="Who makes, imports or brands it, alone or in equipment, for sale in India."
    )
    prepared_by: Annotated[Fact, Link(to="party")] = Field(None, description="Who prepares it for a second life.")
    for_end_use: Annotated[Fact, Flag()] = Field(
        None, description="Whether a cell or module is sold for end use, not to be built into a pack."
    )
    use: Annotated[Fact, choice(*words.BATTERY_USES)] = Field(None, description="What the battery is made for.")
    vehicle_class: Annotated[Fact, choice(*words.VEHICLE_CLASSES)] = Field(
        None, description="Class of the vehicle it drives or is built into."
    )
    weight_kg: Annotated[Fact, Amount("kg")] = Field(None, description="Weight of the battery.")
    sealed: Annotated[Fact, Flag()] = Field(None, description="Whether it is sealed.")
    rechargeable: Annotated[Fact, Flag()] = Field(None, description="Whether it can be recharged.")
    general_use: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is a portable battery of general use, of a listed format and no button cell."
    )
    zinc_air_button_cell: Annotated[Fact, Flag()] = Field(None, description="Whether it is a zinc-air button cell.")
    stationary_storage: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is a stationary energy storage system with internal storage."
    )
    eea_incorporation_confirmed: Annotated[Fact, Flag()] = Field(
        None, description="Whether counsel has confirmed that the Regulation binds in Iceland, Liechtenstein or Norway."
    )
    cadmium_homogeneous_share: Annotated[Fact, Share("by weight of homogeneous material")] = Field(
        None, description="Cadmium in its homogeneous materials."
    )
    other_substance_law_checked: Annotated[Fact, Flag()] = Field(
        None, description="Whether restrictions of other Union law on its substances were checked."
    )
    recycled_content: Content | None = Field(None, description="Recycled content by metal.")
    carbon_footprint: CarbonFootprint | None = Field(None, description="Carbon footprint.")
    performance: Performance | None = Field(None, description="Performance and durability.")
    removability: Removability | None = Field(None, description="Whether it can be taken out and replaced.")
    storage_safety: StorageSafety | None = Field(None, description="Safety of stationary storage.")
    label: Label | None = Field(None, description="Labels and marks.")
    management_system: ManagementSystem | None = Field(None, description="Battery management system.")
    conformity: Conformity | None = Field(None, description="Assessment of conformity.")
    passport: Passport | None = Field(None, description="Battery passport.")
    reuse: SecondLife | None = Field(None, description="Preparation for a second life.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (wrong := misplaced("product", self)) is not None:
            raise wrong
        return self
