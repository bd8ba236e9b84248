"""Facts that only the law of one country asks for."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile.entity import Fact
from checker.profile.kinds import Amount, Date, Flag, Share, choice


class IndianProducer(Closed):
    """A producer under the Indian battery waste rules."""

    registered: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is registered as a producer with the Central Pollution Control Board."
    )
    pre_consumer_waste_route: Annotated[Fact, Flag()] = Field(
        None, description="Whether the way of its pre-consumer battery waste is settled."
    )
    collection_rate: Annotated[Fact, Share("of quantity placed on the market")] = Field(
        None, description="Electric vehicle batteries collected."
    )
    recycled_share: Annotated[Fact, Share("of dry weight")] = Field(
        None, description="Material recycled in India in its new batteries."
    )
    registration_marked: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether its registration number stands as a code on battery, equipment or packaging, "
        "and in the brochure.",
    )
    metal_scrap_covered: Annotated[Fact, Flag()] = Field(
        None, description="Whether its aluminium, copper or zinc falls under the rules on scrap of these metals."
    )
    metal_scrap_registered: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is registered for aluminium, copper and zinc scrap."
    )


class IndianPlant(Closed):
    """A plant under Indian environmental law."""

    consent_until: Annotated[Fact, Date()] = Field(None, description="Last day of the consent to operate.")
    hazardous_waste_authorisation: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is authorised to handle hazardous waste."
    )
    pollution_category: Annotated[Fact, choice("red", "orange", "green", "white", "blue")] = Field(
        None, description="Category by the pollution index, as the board has set it."
    )


class ChineseNorms(Closed):
    """A plant that treats spent power batteries, by the Chinese industry norms."""

    listed: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is, or applies to be, on the public list of enterprises that meet the norms."
    )
    nickel: Annotated[Fact, Share()] = Field(None, description="Nickel recovered.")
    cobalt: Annotated[Fact, Share()] = Field(None, description="Cobalt recovered.")
    manganese: Annotated[Fact, Share()] = Field(None, description="Manganese recovered.")
    lithium: Annotated[Fact, Share()] = Field(None, description="Lithium recovered.")
    rare_earths: Annotated[Fact, Share()] = Field(
        None, description="Rare earths and other main valuable metals recovered."
    )
    powder: Annotated[Fact, Share()] = Field(None, description="Electrode powder recovered.")
    powder_aluminium: Annotated[Fact, Share("by weight")] = Field(
        None, description="Aluminium in the electrode powder."
    )
    powder_copper: Annotated[Fact, Share("by weight")] = Field(None, description="Copper in the electrode powder.")
    repairs_material: Annotated[Fact, Flag()] = Field(
        None, description="Whether it repairs electrode material instead of dissolving it."
    )
    repair_yield: Annotated[Fact, Share()] = Field(
        None, description="Repaired material over the mass of target material."
    )
    water_reuse: Annotated[Fact, Share()] = Field(None, description="Process water used again.")
    energy: Annotated[Fact, Amount("kg coal equivalent per t")] = Field(
        None, description="Energy used for a tonne of lithium carbonate."
    )
    digital_identity: Annotated[Fact, Flag()] = Field(None, description="Whether each battery has a digital identity.")


class Assay(Closed):
    """Contents of black mass on import into China, share by weight."""

    type: Annotated[Fact, choice("ternary", "lfp")] = Field(
        None, description="Whether it comes from ternary or from iron phosphate batteries."
    )
    nickel_cobalt: Annotated[Fact, Share()] = Field(None, description="Nickel and cobalt together.")
    lithium: Annotated[Fact, Share()] = Field(None, description="Lithium.")
    phosphorus: Annotated[Fact, Share()] = Field(None, description="Phosphorus.")
    iron: Annotated[Fact, Share()] = Field(None, description="Iron.")
    fluorine: Annotated[Fact, Share()] = Field(None, description="Water-soluble fluorine.")
    loose: Annotated[Fact, Flag()] = Field(None, description="Whether it comes loose, in bulk.")
    mixed_declaration: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is declared together with other goods."
    )
