"""Where things are made and recycled, supplied and shipped: plants, supply lines, waste."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, Shares, Text, choice
from checker.profile.national import Assay, ChineseNorms, IndianPlant


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
    feed_mineral: Annotated[Fact, choice(*words.FEED_MINERALS)] = Field(
        None, description="Mineral or scrap from which rare earths come."
    )
    feed_from_government_entity: Annotated[Fact, Flag()] = Field(
        None, description="Whether a government entity mines and supplies the feed."
    )
    atomic_energy_consent: Annotated[Fact, Flag()] = Field(
        None, description="Whether the Indian department of atomic energy has consented to the handling of the feed."
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
        None, description="Whether it is registered with the authority as a recycler or refurbisher of batteries."
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
    accepts_all: Annotated[Fact, Flag()] = Field(
        None, description="Whether it takes all waste batteries made available to it within its permit."
    )
    treatment_measures: Annotated[Fact, Many(of=choice(*words.TREATMENT_MEASURES))] = Field(
        None, description="Groups of treatment and storage requirements that are met."
    )
    rates_blended: Annotated[Fact, Flag()] = Field(
        None, description="Whether one rate is reported for several chemistries or streams together."
    )
    counted_outputs: Annotated[Fact, Many(of=choice(*words.OUTPUTS))] = Field(
        None, description="Uses of output that the calculation counts."
    )
    slag_metals_counted: Annotated[Fact, Flag()] = Field(
        None, description="Whether metals in slag are counted as recovered."
    )
    counted_elements: Annotated[Fact, Many(of=choice(*words.OPTIONAL_ELEMENTS))] = Field(
        None, description="Light elements of cells that are counted in input and output."
    )
    steps_outside_union: Annotated[Fact, Flag()] = Field(
        None, description="Whether steps of its recycling chain are done outside the Union."
    )
    steps_outside_union_proven: Annotated[Fact, Flag()] = Field(
        None, description="Whether records prove the steps done outside the Union."
    )
    yields_from_downstream: Annotated[Fact, Flag()] = Field(
        None, description="Whether later recyclers give it their yields."
    )
    dismantles: Annotated[Fact, choice("vehicles", "equipment", "neither")] = Field(
        None, description="Whether it takes batteries out of end-of-life vehicles or waste equipment."
    )
    removed_batteries_handed_over: Annotated[Fact, Flag()] = Field(
        None, description="Whether batteries it removes go to producers, their organisations or operators they chose."
    )
    preconsent: Annotated[Fact, Flag()] = Field(None, description="Whether it is pre-consented for shipments of waste.")
    preconsent_old: Annotated[Fact, Flag()] = Field(
        None, description="Whether the pre-consent was given under the old Regulation (EC) No 1013/2006."
    )
    preconsent_until: Annotated[Fact, Date()] = Field(None, description="Last day of the pre-consent.")
    strategic_project: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is to be, or is said to be, a strategic project for raw materials of the Union."
    )
    host_country_developing: Annotated[Fact, Flag()] = Field(
        None, description="Whether its country outside the Union is an emerging market or a developing economy."
    )
    strategic_project_tests: Annotated[Fact, Many(of=choice(*words.STRATEGIC_PROJECT_TESTS))] = Field(
        None, description="Tests for a strategic project that are met on paper; one that does not apply is left out."
    )
    india: IndianPlant | None = Field(None, description="What Indian law asks of it.")
    china: ChineseNorms | None = Field(None, description="Figures of the Chinese industry norms.")


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
    origins: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries the goods come from: where they were made as they are supplied."
    )
    contains: Annotated[Fact, Many(of=choice(*words.MATERIALS))] = Field(
        None, description="Metals in it, for compounds, alloys, mixtures and magnets."
    )
    delivered_on: Annotated[Fact, Date()] = Field(None, description="Day of delivery.")
    delivered_to: Annotated[Fact, COUNTRY] = Field(None, description="Country of delivery.")
    control_class: Annotated[Fact, Many(of=choice(*words.CONTROL_CLASSES))] = Field(
        None, description="Export control classes of the goods, by a classification memo."
    )
    export_licence: Annotated[Fact, Flag()] = Field(
        None, description="Whether the leave to export is held for these goods, this customer and the day of delivery."
    )
    chinese_rare_earths: Annotated[Fact, Flag()] = Field(
        None, description="Whether goods made outside China hold Chinese rare earths or were made with such technology."
    )
    military_use: Annotated[Fact, Flag()] = Field(None, description="Whether it is meant for a military user or use.")
    single_owner: Annotated[Fact, Flag()] = Field(
        None, description="Whether all suppliers under contract have one ultimate owner, a state included."
    )
    union_capacity_share: Annotated[Fact, Amount("of yearly Union consumption")] = Field(
        None, description="Union capacity at this stage over the Union's yearly consumption; 1 is all of it."
    )
    union_recycling_share: Annotated[Fact, Amount("of yearly Union consumption")] = Field(
        None,
        description="Union recycling capacity for the material over the Union's yearly consumption; 1 is all of it.",
    )
    shown_as_dependence: Annotated[Fact, Flag()] = Field(
        None, description="Whether the share is presented as a dependence on a country or a supplier."
    )
    net_zero_component: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is a listed net-zero product or main component."
    )
    into_union_batteries: Annotated[Fact, Flag()] = Field(
        None, description="Whether it goes into batteries that the consumer places on the Union market."
    )
    traceability: Annotated[Fact, Many(of=choice(*words.TRACEABILITY))] = Field(
        None, description="Groups of traceability data held, from extraction on."
    )
    conflict_affected: Annotated[Fact, Flag()] = Field(
        None, description="Whether it comes from a conflict-affected or high-risk area."
    )
    origin_data: Annotated[Fact, Many(of=choice("mine", "processing_sites", "payments"))] = Field(
        None, description="Further data held for such an area."
    )
    feed_origin: Annotated[Fact, choice(*words.FEED_ORIGINS)] = Field(
        None, description="Where the material comes from in the end."
    )
    chain_of_custody: Annotated[Fact, Flag()] = Field(
        None, description="Whether custody is documented up to the consumer."
    )
    verification_report: Annotated[Fact, Flag()] = Field(
        None, description="Whether a third-party verification report exists for the supplier."
    )
    plant: Annotated[Fact, Link(to="facility")] = Field(None, description="The plant it comes from.")
    share_of_need: Annotated[Fact, Share("of the consumer's yearly need")] = Field(
        None, description="Part of what the consumer needs of the material at this stage that it covers."
    )
    diverts_from: Annotated[Fact, COUNTRY] = Field(
        None, description="Country whose share of the sources falls by the deal."
    )
    diverts_to: Annotated[Fact, COUNTRY] = Field(None, description="Country whose share of the sources rises by it.")
    diverted_share: Annotated[Fact, Share()] = Field(None, description="Part of the whole that moves between them.")


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
    destination_refuses: Annotated[Fact, Flag()] = Field(
        None, description="Whether the country of destination bans it or treats it as hazardous."
    )
    origin: Annotated[Fact, COUNTRY] = Field(None, description="Country it leaves.")
    destination: Annotated[Fact, COUNTRY] = Field(None, description="Country it goes to.")
    date: Annotated[Fact, Date()] = Field(None, description="Day it leaves.")
    for_disposal: Annotated[Fact, Flag()] = Field(
        None, description="Whether it goes to disposal, not to recycling or other recovery."
    )
    consents: Annotated[Fact, Flag()] = Field(None, description="Whether every authority concerned has consented.")
    equivalence_evidence: Annotated[Fact, Flag()] = Field(
        None, description="Whether approved evidence shows conditions equivalent to the Union's."
    )
    declared_as: Annotated[Fact, choice("waste", "used_batteries", "product")] = Field(
        None, description="What it is declared as."
    )
    used_evidence: Annotated[Fact, Many(of=choice(*words.USED_EVIDENCE))] = Field(
        None, description="Proof held that used batteries are no waste."
    )
    business_return: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is a return between businesses under warranty, for repair or root-cause analysis."
    )
    listed_for_export: Annotated[Fact, Flag()] = Field(
        None, description="Whether the Commission lists the destination for this waste."
    )
    receiving_plant_licensed: Annotated[Fact, Flag()] = Field(
        None, description="Whether the receiving plant is licensed for it."
    )
    audited_within_two_years: Annotated[Fact, Flag()] = Field(
        None, description="Whether an independent audit of the receiving plant is two years old at most on that day."
    )
    audit_registered: Annotated[Fact, Flag()] = Field(None, description="Whether that audit is in the register.")
    audit_waived_by_treaty: Annotated[Fact, Flag()] = Field(
        None, description="Whether an international agreement of the Union makes the audit needless."
    )
    old_consents: Annotated[Fact, Flag()] = Field(
        None, description="Whether the consents were given under the old Regulation (EC) No 1013/2006."
    )
    preconsented_plant: Annotated[Fact, Flag()] = Field(
        None, description="Whether the receiving plant is pre-consented."
    )
    recovered_on: Annotated[Fact, Date()] = Field(None, description="Day on which recovery is finished.")
    assay: Assay | None = Field(None, description="Contents of black mass bound for China.")
