"""What is known of a battery beyond its kind: footprint, label, passport, conformity, a second life ..."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile.entity import Fact
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Many, Share, choice

FOOTPRINT_ITEMS = ("manufacturer", "model", "plant", "value", "stages", "conformity_number", "study_link")
PERFORMANCE_VALUES = ("capacity", "power", "resistance", "efficiency", "lifetime")
HAZARDS = (
    "thermal_shock",
    "external_short_circuit",
    "overcharge",
    "over_discharge",
    "over_temperature",
    "thermal_propagation",
    "mechanical_damage",
    "internal_short_circuit",
    "thermal_abuse",
    "fire",
    "gas_emission",
)
LABEL_ITEMS = (
    "maker",
    "category_and_id",
    "place",
    "date",
    "weight",
    "capacity",
    "chemistry",
    "hazardous_substances",
    "extinguishing_agent",
    "critical_raw_materials",
)
HEALTH_PARAMETERS = (
    "certified_energy",
    "remaining_capacity",
    "remaining_power",
    "efficiency",
    "self_discharge",
    "resistance",
    "dates",
    "energy_throughput",
    "capacity_throughput",
    "harmful_events",
    "full_cycles",
)
MANUFACTURER_DUTIES = (
    "design",
    "technical_file",
    "conformity_route",
    "identification",
    "name_and_address",
    "series_control",
    "corrective_action",
    "instructions",
)
PUBLIC_DATA = (
    "label",
    "composition",
    "carbon_footprint",
    "responsible_sourcing",
    "recycled_content",
    "renewable_share",
    "capacity",
    "voltage",
    "power",
    "cycle_life",
    "exhaustion_threshold",
    "idle_temperature",
    "warranty",
    "efficiency",
    "resistance",
    "c_rate",
    "marking",
    "declaration_of_conformity",
    "waste_information",
)
RESTRICTED_DATA = ("detailed_composition", "part_numbers", "dismantling", "safety_measures")
UNIT_DATA = ("performance", "state_of_health", "status", "use")
PASSPORT_REQUIREMENTS = (
    "interoperable",
    "free_access",
    "stored_by_operator",
    "access_rights",
    "integrity",
    "security_and_privacy",
)
PASSPORT_STAGES = ("placing", "second_life", "waste")
SECOND_LIFE = ("preparation_for_reuse", "preparation_for_repurposing", "repurposing", "remanufacturing")
DEROGATIONS = ("none", "wet_appliance", "medical_device", "continuous_power", "data_integrity")


class CarbonFootprint(Closed):
    """Carbon footprint of a model made in one plant."""

    declaration: Annotated[Fact, Flag()] = Field(
        None, description="Whether a carbon footprint declaration exists for the model and plant."
    )
    items: Annotated[Fact, Many(of=choice(*FOOTPRINT_ITEMS))] = Field(
        None, description="Items that the declaration holds."
    )
    value: Annotated[Fact, Amount("kg CO2e per kWh")] = Field(
        None, description="Footprint per kWh of total energy delivered over the service life."
    )
    stages: Annotated[Fact, Many(of=choice("raw_material", "production", "distribution", "end_of_life"))] = Field(
        None, description="Stages of life by which the value is split."
    )
    plants_pooled: Annotated[Fact, Flag()] = Field(
        None, description="Whether activity data of several plants were averaged."
    )
    default_data: Annotated[Fact, Flag()] = Field(
        None, description="Whether default activity data stand in for anode, cathode, electrolyte, separator or casing."
    )
    up_to_date: Annotated[Fact, Flag()] = Field(
        None, description="Whether it was calculated for the present bill of materials and energy mix."
    )
    offsets_counted: Annotated[Fact, Flag()] = Field(
        None, description="Whether carbon offsets were netted into the value."
    )
    class_label: Annotated[Fact, Flag()] = Field(
        None, description="Whether the battery bears its footprint and performance class."
    )


class Content(Closed):
    """Recycled content: share recovered from battery manufacturing or post-consumer waste, 0 to 1."""

    cobalt: Annotated[Fact, Share()] = Field(None, description="Cobalt in active materials.")
    lead: Annotated[Fact, Share()] = Field(None, description="Lead in the battery.")
    lithium: Annotated[Fact, Share()] = Field(None, description="Lithium in active materials.")
    nickel: Annotated[Fact, Share()] = Field(None, description="Nickel in active materials.")
    documented: Annotated[Fact, Flag()] = Field(None, description="Whether it is documented by model, year and plant.")
    internal_scrap_counted: Annotated[Fact, Flag()] = Field(
        None, description="Whether rejects that go back into the same process are counted."
    )
    chain_of_custody: Annotated[Fact, Flag()] = Field(
        None, description="Whether custody is documented from recycler to cathode maker."
    )


class Performance(Closed):
    """Electrochemical performance and durability."""

    values: Annotated[Fact, Many(of=choice(*PERFORMANCE_VALUES))] = Field(
        None, description="Groups of values that accompany the battery."
    )
    method_explained: Annotated[Fact, Flag()] = Field(
        None, description="Whether the technical file explains how they were measured."
    )
    minimum_kept: Annotated[Fact, Flag()] = Field(
        None, description="Whether the minimum values of the delegated act are reached."
    )


class Removability(Closed):
    """Whether a built-in battery can be taken out and replaced."""

    by_end_user: Annotated[Fact, Flag()] = Field(
        None, description="Whether the end user can take it out and replace it with ordinary tools."
    )
    instructions: Annotated[Fact, Flag()] = Field(
        None, description="Whether instructions come with the product and stay online."
    )
    derogation: Annotated[Fact, choice(*DEROGATIONS)] = Field(None, description="Derogation claimed.")
    derogation_evidence: Annotated[Fact, Flag()] = Field(
        None, description="Whether evidence for the derogation is on file."
    )
    by_professional: Annotated[Fact, Flag()] = Field(
        None, description="Whether an independent professional can remove and replace the battery."
    )
    cells_by_professional: Annotated[Fact, Flag()] = Field(
        None, description="Whether an independent professional can remove and replace single cells."
    )
    spare_years: Annotated[Fact, Amount("years")] = Field(
        None, description="Years for which the battery is kept as a spare part after the last unit of the model."
    )
    software_lock: Annotated[Fact, Flag()] = Field(
        None, description="Whether software blocks compatible batteries or key components."
    )


class StorageSafety(Closed):
    """Safety of a stationary battery energy storage system."""

    hazards_tested: Annotated[Fact, Many(of=choice(*HAZARDS))] = Field(
        None, description="Hazards that were tested, or shown with reasons not to exist."
    )
    other_hazards: Annotated[Fact, Flag()] = Field(
        None, description="Whether other hazards were assessed, mitigated and tested."
    )
    emergency_instructions: Annotated[Fact, Flag()] = Field(
        None, description="Whether instructions for emergencies exist."
    )
    reviewed_after_second_life: Annotated[Fact, Flag()] = Field(
        None, description="Whether the file was reviewed after the battery was prepared anew."
    )


class Label(Closed):
    """Labels and marks."""

    items: Annotated[Fact, Many(of=choice(*LABEL_ITEMS))] = Field(
        None, description="Items of general information on the label."
    )
    capacity: Annotated[Fact, Flag()] = Field(None, description="Whether the capacity is labelled.")
    minimum_duration: Annotated[Fact, Flag()] = Field(
        None, description="Whether the minimum average duration is labelled."
    )
    non_rechargeable: Annotated[Fact, Flag()] = Field(None, description="Whether it is labelled as non-rechargeable.")
    collection_symbol: Annotated[Fact, Flag()] = Field(
        None, description="Whether it bears the symbol for separate collection."
    )
    symbol_size_kept: Annotated[Fact, Flag()] = Field(
        None, description="Whether the symbol has the size laid down for its surface or packaging."
    )
    chemical_sign: Annotated[Fact, Flag()] = Field(
        None, description="Whether the sign of cadmium or lead stands under the symbol."
    )
    qr_code: Annotated[Fact, Flag()] = Field(None, description="Whether it bears a QR code.")
    qr_opens: Annotated[Fact, choice("passport", "information", "nothing")] = Field(
        None, description="What the QR code opens."
    )
    renewed: Annotated[Fact, Flag()] = Field(
        None, description="Whether it was labelled anew, with its new status, after it was prepared anew."
    )


class ManagementSystem(Closed):
    """The battery management system."""

    parameters: Annotated[Fact, Many(of=choice(*HEALTH_PARAMETERS))] = Field(
        None, description="Parameters of state of health and expected life that it holds."
    )
    read_access: Annotated[Fact, choice("granted", "barred")] = Field(
        None, description="Whether the buyer and those it names may read them at any time."
    )
    reset: Annotated[Fact, Flag()] = Field(None, description="Whether its software can be reset for a second life.")


class Conformity(Closed):
    """Assessment of conformity."""

    module: Annotated[Fact, choice("A", "D1", "G")] = Field(
        None, description="Module used for substances, performance, safety, labels and state of health."
    )
    footprint_module: Annotated[Fact, choice("A", "D1", "G")] = Field(
        None, description="Module used for carbon footprint and recycled content."
    )
    series: Annotated[Fact, Flag()] = Field(None, description="Whether it is made in series.")
    notified_body: Annotated[Fact, Flag()] = Field(
        None, description="Whether a notified body took part for carbon footprint and recycled content."
    )
    declaration: Annotated[Fact, Flag()] = Field(
        None, description="Whether the EU declaration of conformity is drawn up."
    )
    ce_mark: Annotated[Fact, Flag()] = Field(None, description="Whether it bears the CE marking.")
    retention_years: Annotated[Fact, Amount("years")] = Field(
        None, description="Years for which file and declaration are kept."
    )
    duties_evidenced: Annotated[Fact, Many(of=choice(*MANUFACTURER_DUTIES))] = Field(
        None, description="Duties of the manufacturer for which evidence exists."
    )
    second_life_assessed: Annotated[Fact, Flag()] = Field(
        None, description="Whether it was assessed anew, by module A, after it was prepared anew."
    )


class Passport(Closed):
    """The battery passport."""

    issued: Annotated[Fact, Flag()] = Field(None, description="Whether each unit has a battery passport.")
    public_data: Annotated[Fact, Many(of=choice(*PUBLIC_DATA))] = Field(
        None, description="Public data it holds on the model."
    )
    restricted_data: Annotated[Fact, Many(of=choice(*RESTRICTED_DATA))] = Field(
        None, description="Data it holds for persons with a legitimate interest."
    )
    access_gated: Annotated[Fact, Flag()] = Field(
        None, description="Whether only those entitled can read the restricted data."
    )
    access_follows_act: Annotated[Fact, Flag()] = Field(
        None, description="Whether they can be read by those, and as far as, the act on legitimate interest says."
    )
    test_reports: Annotated[Fact, Flag()] = Field(
        None, description="Whether it holds test reports for authorities and notified bodies."
    )
    unit_data: Annotated[Fact, Many(of=choice(*UNIT_DATA))] = Field(
        None, description="Data it holds on the single battery."
    )
    identifier: Annotated[Fact, choice("iso_15459", "equivalent", "other")] = Field(
        None, description="Standard of the unique identifier."
    )
    registered: Annotated[Fact, Flag()] = Field(
        None, description="Whether the identifier is in the product passport registry of the Union."
    )
    technical: Annotated[Fact, Many(of=choice(*PASSPORT_REQUIREMENTS))] = Field(
        None, description="Technical requirements it meets."
    )
    provider_reuses_data: Annotated[Fact, Flag()] = Field(
        None, description="Whether the provider may sell or re-use its data."
    )
    survives_exit: Annotated[Fact, Flag()] = Field(
        None, description="Whether it stays available when the provider or the operator is gone."
    )
    owner_named: Annotated[Fact, Many(of=choice(*PASSPORT_STAGES))] = Field(
        None, description="Stages of life for which the deal names who answers for it."
    )


class SecondLife(Closed):
    """How a used or waste battery is prepared anew."""

    operation: Annotated[Fact, choice(*SECOND_LIFE)] = Field(None, description="The operation.")
    input_is_waste: Annotated[Fact, Flag()] = Field(None, description="Whether what goes in is waste.")
    originally_placed_on: Annotated[Fact, Date()] = Field(
        None, description="Day on which the battery was first placed on the market."
    )
    disassembled: Annotated[Fact, Flag()] = Field(
        None, description="Whether all cells and modules are taken apart and evaluated."
    )
    capacity_of_rated: Annotated[Fact, Share("of rated capacity")] = Field(None, description="Capacity reached.")
    cell_health_spread: Annotated[Fact, Share()] = Field(
        None, description="Difference of state of health between cells."
    )
    same_purpose: Annotated[Fact, Flag()] = Field(
        None, description="Whether it serves the purpose it was first made for."
    )
    quality_system: Annotated[Fact, Flag()] = Field(
        None, description="Whether examination, testing, packing and shipping follow quality and safety instructions."
    )
    health_report: Annotated[Fact, Flag()] = Field(
        None, description="Whether its state of health was evaluated or tested."
    )
    tested_in: Annotated[Fact, COUNTRY] = Field(None, description="Country of that test.")
    transfer_contract: Annotated[Fact, Flag()] = Field(
        None, description="Whether an invoice or contract shows the further use."
    )
    transport_protected: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is protected against damage in transport."
    )
