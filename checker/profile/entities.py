"""The entities of a profile and their facts. Nearly everything is optional and nothing has a guessed default."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from checker.models import Closed
from checker.profile import words
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, Shares, Text, choice, references
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


class Deal(Entity):
    """The root: what the deal is, how far it binds, since when."""

    plural = "deal"
    id: Id = "deal"
    name: Annotated[Fact, Text()] = Field(None, description="What people call the deal.")
    kind: Annotated[Fact, choice(*words.DEAL_KINDS)] = Field(None, description="What it is, as stated.")
    status: Annotated[Fact, choice(*words.DEAL_STATUS)] = Field(None, description="How far it has come.")
    announced: Annotated[Fact, Date()] = Field(None, description="Day it was made public.")
    signed_on: Annotated[Fact, Date()] = Field(None, description="Day of signature.")
    effective_on: Annotated[Fact, Date()] = Field(None, description="Day it takes effect.")
    closing_on: Annotated[Fact, Date()] = Field(None, description="Day ownership passes.")
    jurisdictions: Annotated[Fact, Many(of=COUNTRY)] = Field(None, description="Countries in which it is performed.")
    binding_parts: Annotated[Fact, Many(of=choice(*words.CLAUSES, "none"))] = Field(
        None, description="Parts of a memorandum that bind."
    )
    technical_data_disclosed: Annotated[Fact, Flag()] = Field(
        None, description="Whether technical data has already passed between the parties."
    )
    governing_law: Annotated[Fact, COUNTRY] = Field(None, description="Country whose law governs the contract.")
    dispute_seat: Annotated[Fact, COUNTRY] = Field(None, description="Country of the court or arbitral seat.")
    value_eur: Annotated[Fact, Amount("EUR")] = Field(None, description="Value of the transaction in EUR.")
    greenfield: Annotated[Fact, Flag()] = Field(None, description="Whether it builds new rather than buys.")
    foreign_investment_filing: Annotated[Fact, Flag()] = Field(
        None, description="Whether the need for a foreign-investment filing was examined and any filing made."
    )
    foreign_investment_authorised: Annotated[Fact, Flag()] = Field(
        None, description="Whether the foreign-investment authorisation was granted."
    )
    combined_market_share: Annotated[Fact, Share()] = Field(
        None, description="Parties' combined share of any relevant market."
    )
    largest_party_market_share: Annotated[Fact, Share()] = Field(
        None, description="Largest share of one party on any relevant market."
    )
    competitors: Annotated[Fact, choice(*words.COMPETITORS)] = Field(
        None, description="Whether the parties compete, actually or potentially."
    )
    union_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Union turnover of the target, a merging party or the joint venture."
    )
    foreign_contributions_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Foreign financial contributions to the parties in three years."
    )
    investor_country_capacity: Annotated[Fact, Share()] = Field(
        None, description="Investor's country's share of world capacity in the sector of the investment."
    )
    subsidy_notification: Annotated[Fact, Flag()] = Field(
        None, description="Whether the concentration was notified under the foreign subsidies rules."
    )


class Party(Entity):
    """A company, research body or state that takes part."""

    plural = "parties"
    question = "Who are the parties, with seat, ultimate owners and role?"
    name: Annotated[Fact, Text()] = Field(None, description="Name as stated.")
    country: Annotated[Fact, COUNTRY] = Field(None, description="Country of establishment; not of its owner or plant.")
    roles: Annotated[Fact, Many(of=choice(*words.ROLES))] = Field(None, description="What it does in the deal.")
    ultimate_owner_countries: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries of its ultimate owners."
    )
    state_controlled: Annotated[Fact, Flag()] = Field(None, description="Whether a state controls it.")
    target: Annotated[Fact, Flag()] = Field(None, description="Whether it is the company bought or founded.")
    materials_in_german_notice: Annotated[Fact, Flag()] = Field(
        None, description="Whether its raw materials are on the critical list as announced in the Bundesanzeiger."
    )
    german_notification: Annotated[Fact, Flag()] = Field(
        None, description="Whether its acquisition was notified to the German ministry of economic affairs."
    )
    places_batteries_on_eu_market: Annotated[Fact, Flag()] = Field(
        None, description="Whether it places batteries on the Union market or puts them into service there."
    )
    turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Own net turnover in the financial year before the last one, EUR."
    )
    group_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Consolidated group turnover in the financial year before the last one, EUR."
    )
    due_diligence_policy: Annotated[Fact, Flag()] = Field(
        None, description="Whether a battery due diligence policy is adopted and published."
    )
    risk_assessment_done: Annotated[Fact, Flag()] = Field(
        None, description="Whether a raw materials supply risk assessment was made in the last three years."
    )
    employees: Annotated[Fact, Amount("employees")] = Field(None, description="Average number of employees.")
    uses_strategic_materials: Annotated[Fact, Flag()] = Field(
        None, description="Whether it uses strategic raw materials to make strategic technologies."
    )


class Holding(Entity):
    """A share that one party holds in another."""

    plural = "holdings"
    question = "Who holds what share and which votes in each company of the deal, since when?"
    owner: Annotated[Fact, Link(to="party")] = Field(None, description="The holder.")
    owned: Annotated[Fact, Link(to="party")] = Field(None, description="The company held.")
    share: Annotated[Fact, Share("voting rights")] = Field(None, description="Part of the votes, exact.")
    since: Annotated[Fact, Date()] = Field(None, description="Day from which it is held.")
    government_approval: Annotated[Fact, Flag()] = Field(
        None, description="Whether the government of the company's country has approved the investment."
    )
    automatic_route_confirmed: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether counsel has confirmed in writing that it needs no approval: no control, report filed.",
    )


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


class Technology(Entity):
    """Knowledge: a process, platform or portfolio, brought in or created."""

    plural = "technologies"
    question = "Which technology does each side bring, and which is to be created?"
    name: Annotated[Fact, Text()] = Field(None, description="Name as stated.")
    kind: Annotated[Fact, choice(*words.TECHNOLOGY_KINDS)] = Field(None, description="What it is.")
    stage: Annotated[Fact, choice(*words.TECHNOLOGY_STAGES)] = Field(None, description="Step of the chain it serves.")
    ground: Annotated[Fact, choice(*words.GROUNDS)] = Field(
        None, description="Background (brought in), foreground (created in the deal) or sideground."
    )
    owner: Annotated[Fact, Link(to="party")] = Field(None, description="The owner, if there is one.")
    ownership: Annotated[Fact, choice(*words.OWNERSHIP)] = Field(
        None, description="How it is or will be owned; undefined if the text leaves it open."
    )
    materials: Annotated[Fact, Many(of=choice(*words.MATERIALS))] = Field(None, description="Materials it works on.")
    origin_country: Annotated[Fact, COUNTRY] = Field(None, description="Country in which it was created.")
    developer_countries: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries of residence of those who create it."
    )
    filing_countries: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries in which patents are, or are to be, filed."
    )
    first_filing_permit: Annotated[Fact, Flag()] = Field(
        None, description="Whether the Indian permit to file abroad first was obtained, or the waiting time kept."
    )
    confidentiality_review: Annotated[Fact, Flag()] = Field(
        None, description="Whether the Chinese confidentiality review before filing abroad was passed."
    )
    joint_terms: Annotated[Fact, Many(of=choice(*words.JOINT_TERMS))] = Field(
        None, description="Points that a signed co-ownership agreement settles."
    )
    listed_as_background: Annotated[Fact, Flag()] = Field(
        None, description="Whether a dated annex lists it as background with its limits."
    )
    disclosed: Annotated[Fact, Flag()] = Field(None, description="Whether its know-how is disclosed to another party.")
    secrecy: Annotated[Fact, Many(of=choice(*words.SECRECY_STEPS))] = Field(
        None, description="Steps taken to keep it secret."
    )
    control_class: Annotated[Fact, Many(of=choice(*words.CONTROL_CLASSES))] = Field(
        None, description="Export control classes, by a classification memo; what it left out is {unknown: why}."
    )
    publicly_funded: Annotated[Fact, Flag()] = Field(None, description="Whether public money paid for it.")


class IpTerm(Entity):
    """A term on intellectual property that the parties have agreed."""

    plural = "ip_terms"
    question = "Which terms on intellectual property have the parties agreed, in which clause?"
    to = "counsel"
    technology: Annotated[Fact, Link(to="technology")] = Field(None, description="The technology it is about.")
    licence: Annotated[Fact, Flag()] = Field(None, description="Whether a licence is granted.")
    licence_for_production: Annotated[Fact, Flag()] = Field(
        None, description="Whether the licence serves to make contract products."
    )
    exclusive: Annotated[Fact, Flag()] = Field(None, description="Whether the licence is exclusive.")
    field_defined: Annotated[Fact, Flag()] = Field(None, description="Whether field, territory and term are set.")
    improvements_owner: Annotated[Fact, choice("improver", "licensor", "joint", "undefined")] = Field(
        None, description="Who owns improvements."
    )
    grant_back: Annotated[Fact, choice(*words.GRANT_BACKS)] = Field(None, description="What goes back to the licensor.")
    post_term_use: Annotated[Fact, Flag()] = Field(None, description="Whether use after the end is settled.")
    no_challenge: Annotated[Fact, Flag()] = Field(None, description="Whether the licensee may not challenge validity.")
    exemption_reviewed_on: Annotated[Fact, Date()] = Field(
        None, description="Day on which the licence was last held against the block exemption."
    )


class Transfer(Entity):
    """A transfer of technology: who, from where, to where, what, when."""

    plural = "transfers"
    question = "Which technology passes from whom to whom, how, and on which dates?"
    technology: Annotated[Fact, Link(to="technology")] = Field(None, description="What passes.")
    giver: Annotated[Fact, Link(to="party")] = Field(None, description="Who gives.")
    taker: Annotated[Fact, Link(to="party")] = Field(None, description="Who receives.")
    from_country: Annotated[Fact, COUNTRY] = Field(None, description="Country it leaves.")
    to_country: Annotated[Fact, COUNTRY] = Field(None, description="Country it reaches.")
    mode: Annotated[Fact, choice(*words.TRANSFER_MODES)] = Field(None, description="How it passes.")
    date: Annotated[Fact, Date()] = Field(None, description="Day it passes.")
    licence_granted_on: Annotated[Fact, Date()] = Field(None, description="Day the export licence was granted.")
    licensed: Annotated[Fact, Flag()] = Field(None, description="Whether the export licence was granted.")
    letter_of_intent: Annotated[Fact, Flag()] = Field(
        None, description="Whether the Chinese authority has issued the letter of intent for restricted technology."
    )
    letter_of_intent_on: Annotated[Fact, Date()] = Field(None, description="Day of that letter of intent.")


class Clause(Entity):
    """A clause of the contract."""

    plural = "clauses"
    question = "Please send the signed text, or say which clauses it has and which of them bind."
    to = "counsel"
    kind: Annotated[Fact, choice(*words.CLAUSES)] = Field(None, description="What it settles.")
    binding: Annotated[Fact, Flag()] = Field(None, description="Whether it binds.")


class Funding(Entity):
    """Public money."""

    plural = "funding"
    question = "Is public money involved: which programme, grant and conditions?"
    programme: Annotated[Fact, choice(*words.PROGRAMMES)] = Field(None, description="The programme.")
    grant: Annotated[Fact, Text()] = Field(None, description="Number of the grant agreement.")
    objection_right: Annotated[Fact, Flag()] = Field(
        None, description="Whether the authority may object to transfers out of the Union."
    )
    results_jointly_owned: Annotated[Fact, Flag()] = Field(None, description="Whether results have several owners.")
    joint_ownership_agreed: Annotated[Fact, Flag()] = Field(
        None, description="Whether the owners have agreed in writing on shares and terms."
    )
    results_leave_union: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether results are to be assigned or exclusively licensed to a third country not associated.",
    )
    transfer_notified: Annotated[Fact, Flag()] = Field(
        None, description="Whether the authority was told in advance and has not objected, or has waived its right."
    )


class Milestone(Entity):
    """Something to be reached by a day."""

    plural = "milestones"
    question = "Which milestones are agreed, with which dates?"
    name: Annotated[Fact, Text()] = Field(None, description="What is to be reached.")
    facility: Annotated[Fact, Link(to="facility")] = Field(None, description="The plant concerned.")
    due: Annotated[Fact, Date()] = Field(None, description="Day by which it is to be reached.")
    met: Annotated[Fact, Flag()] = Field(None, description="Whether it was reached.")


ENTITIES: dict[str, type[Entity]] = {
    "deal": Deal,
    "party": Party,
    "holding": Holding,
    "facility": Facility,
    "product": Product,
    "supply": Supply,
    "shipment": Shipment,
    "technology": Technology,
    "ip_term": IpTerm,
    "transfer": Transfer,
    "clause": Clause,
    "funding": Funding,
    "milestone": Milestone,
}
"""Every entity type by the name that rules use."""
