"""What is made, recycled, supplied and shipped: plants, products, supply lines, waste."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, Shares, Text, choice


class Recovery(Closed):
    """Recovery of metals: output over input of the metal, 0 to 1, over the whole recycling chain."""

    cobalt: Annotated[Fact, Share()] = Field(None, description="Cobalt.")
    copper: Annotated[Fact, Share()] = Field(None, description="Copper.")
    lead: Annotated[Fact, Share()] = Field(None, description="Lead.")
    lithium: Annotated[Fact, Share()] = Field(None, description="Lithium; lithium in slag does not count.")
    nickel: Annotated[Fact, Share()] = Field(None, description="Nickel.")


class Efficiency(Closed):
    """Recycling efficiency: counting output over input by mass, 0 to 1."""

    lithium_based: Annotated[Fact, Share()] = Field(None, description="Lithium-based batteries.")
    lead_acid: Annotated[Fact, Share()] = Field(None, description="Lead-acid batteries.")
    nickel_cadmium: Annotated[Fact, Share()] = Field(None, description="Nickel-cadmium batteries.")
    other: Annotated[Fact, Share()] = Field(None, description="Other waste batteries.")


class Content(Closed):
    """Recycled content: share recovered from battery manufacturing or post-consumer waste, 0 to 1."""

    cobalt: Annotated[Fact, Share()] = Field(None, description="Cobalt in active materials.")
    lead: Annotated[Fact, Share()] = Field(None, description="Lead in the battery.")
    lithium: Annotated[Fact, Share()] = Field(None, description="Lithium in active materials.")
    nickel: Annotated[Fact, Share()] = Field(None, description="Nickel in active materials.")


class Facility(Entity):
    """A plant, pilot or site."""

    plural = "facilities"
    question = "Which plants belong to the deal, where, doing what, with which feed?"
    name: Annotated[Fact, Text()] = Field(None, description="Name or description.")
    country: Annotated[Fact, COUNTRY] = Field(None, description="Country of the site; not of its owner.")
    operator: Annotated[Fact, Link(to="party")] = Field(None, description="Who runs it.")
    status: Annotated[Fact, choice("planned", "construction", "pilot", "operating", "closed")] = Field(
        None, description="How far it has come."
    )
    activities: Annotated[Fact, Many(of=choice(*words.ACTIVITIES))] = Field(None, description="What is done there.")
    treats: Annotated[Fact, Many(of=choice(*words.FEEDS))] = Field(
        None, description="What goes in: battery chemistries, magnets, ore ..."
    )
    feedstock: Annotated[Fact, Many(of=choice(*words.FEEDSTOCK))] = Field(
        None, description="Legal nature of the feed: waste batteries, battery manufacturing waste ..."
    )
    manufacturing_waste_forms: Annotated[Fact, Many(of=choice(*words.WASTE_FORMS))] = Field(
        None, description="Forms of manufacturing waste booked as input of the recycling calculation."
    )
    recovers: Annotated[Fact, Many(of=choice(*words.MATERIALS))] = Field(
        None, description="Materials it recovers or makes."
    )
    feed_metals: Annotated[Fact, Many(of=choice(*words.MATERIALS))] = Field(
        None, description="Metals in the active materials, collectors and salts that are fed in."
    )
    final_products: Annotated[Fact, Many(of=choice(*words.FINAL_PRODUCTS))] = Field(
        None, description="What leaves it as a product."
    )
    permit: Annotated[Fact, Flag()] = Field(None, description="Whether it holds the waste treatment permit.")
    recovery: Recovery | None = Field(None, description="Share of each metal recovered, by calendar year.")
    efficiency: Efficiency | None = Field(None, description="Recycling efficiency by chemistry, by calendar year.")
    disposes_of_batteries: Annotated[Fact, Flag()] = Field(
        None, description="Whether collected waste batteries are landfilled, disposed of or burnt for energy."
    )
    claims_recovery_at_black_mass: Annotated[Fact, Flag()] = Field(
        None, description="Whether a recovery rate is claimed on black mass."
    )
    registered_recycler: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is registered as a recycler of batteries with the competent authority."
    )
    black_mass_code: Annotated[Fact, Text()] = Field(
        None, description='Code of the list of waste under which black mass leaves, such as "19 14 02*".'
    )
    first_recycler: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is the first recycler, who reports for the chain."
    )
    report_due_year: Annotated[Fact, Amount("calendar year")] = Field(
        None, description="First calendar year it must report on."
    )
    report_filed_on: Annotated[Fact, Date()] = Field(None, description="Day the first recycler report was filed.")
    liquid_discharge: Annotated[Fact, choice(*words.DISCHARGE)] = Field(None, description="Liquid effluent.")
    discharge_limit_in_consent: Annotated[Fact, Flag()] = Field(
        None, description="Whether the consent order imposes zero liquid discharge."
    )
    export_standards: Annotated[Fact, Many(of=Text())] = Field(
        None, description="Standards the output is certified to, by name."
    )
    consents: Annotated[Fact, Many(of=choice("water", "air", "hazardous_waste", "environmental_clearance"))] = Field(
        None, description="Environmental consents held."
    )
    dry_weight_recovery: Annotated[Fact, Share("of dry weight")] = Field(
        None, description="Battery materials recovered as a share of dry weight (Indian measure)."
    )
    capacity_t: Annotated[Fact, Amount("tonnes a year")] = Field(None, description="Capacity, tonnes of feed a year.")
    binding_offtake: Annotated[Fact, Flag()] = Field(
        None, description="Whether its output is sold by a binding contract."
    )


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
        None, description="Countries in which it is, or is to be, placed on the market or put into service."
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
    passport: Annotated[Fact, Flag()] = Field(None, description="Whether each unit has a battery passport.")
    carbon_footprint_declaration: Annotated[Fact, Flag()] = Field(
        None, description="Whether a carbon footprint declaration exists for the model and plant."
    )
    union_operator_named: Annotated[Fact, Flag()] = Field(
        None, description="Whether an economic operator in the Union answers for market surveillance."
    )
    recycled_content: Content | None = Field(None, description="Recycled content by metal.")
    recycled_content_documented: Annotated[Fact, Flag()] = Field(
        None, description="Whether its recycled content is documented by model, year and plant."
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
    magnet_content_published: Annotated[Fact, Flag()] = Field(
        None, description="Whether the recycled share of its magnets is published."
    )


class Supply(Entity):
    """A supply line: who consumes what, at which stage, from which countries, in which shares of what."""

    plural = "supplies"
    question = (
        "Which materials are supplied, at which stage, by which countries, in what share of what and in which year?"
    )
    to = "supply-chain analyst"
    name: Annotated[Fact, Text()] = Field(None, description="Description.")
    material: Annotated[Fact, choice(*words.MATERIALS)] = Field(None, description="The raw material.")
    stage: Annotated[Fact, choice(*words.STAGES)] = Field(None, description="Stage of processing.")
    geography: Annotated[Fact, choice(*words.GEOGRAPHIES)] = Field(
        None, description="Whose supply it is: a country, EU or world."
    )
    denominator: Annotated[Fact, choice(*words.DENOMINATORS)] = Field(
        None, description="What the shares are shares of."
    )
    year: Annotated[Fact, Amount("calendar year")] = Field(None, description="Year of the figures.")
    sources: Annotated[Fact, Shares()] = Field(None, description="Shares by country of origin.")
    supplier: Annotated[Fact, Link(to="party")] = Field(None, description="The supplying party.")
    consumer: Annotated[Fact, Link(to="party")] = Field(None, description="The consuming party.")
    suppliers_contracted: Annotated[Fact, Amount("suppliers")] = Field(
        None, description="Number of independent suppliers under contract."
    )
    net_zero_component: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is a listed net-zero product or main component."
    )


class Shipment(Entity):
    """A movement of waste batteries, black mass or another fraction across a border."""

    plural = "shipments"
    question = "Does waste, black mass or another fraction cross a border: what, from where, to where, when?"
    name: Annotated[Fact, Text()] = Field(None, description="Description.")
    waste: Annotated[Fact, choice(*words.WASTE_KINDS)] = Field(None, description="What is shipped.")
    waste_code: Annotated[Fact, Text()] = Field(None, description='Code of the list of waste, such as "19 14 02*".')
    tested_hazardous: Annotated[Fact, Flag()] = Field(
        None, description="Whether it has hazardous properties by test, whatever its code."
    )
    origin: Annotated[Fact, COUNTRY] = Field(None, description="Country it leaves.")
    destination: Annotated[Fact, COUNTRY] = Field(None, description="Country it goes to.")
    date: Annotated[Fact, Date()] = Field(None, description="Day it leaves.")
    consents: Annotated[Fact, Flag()] = Field(None, description="Whether every authority concerned has consented.")
    equivalence_evidence: Annotated[Fact, Flag()] = Field(
        None, description="Whether approved evidence shows conditions equivalent to the Union's."
    )
