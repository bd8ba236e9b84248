"""Technology: what is brought into a deal and what is created in it."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, Text, choice


class Performance(Closed):
    """What the product of the technology reaches, as export lists measure it."""

    pressed_density_g_cm3: Annotated[Fact, Amount("g/cm3 at 220 MPa")] = Field(
        None, description="Pressed density of the cathode material."
    )
    capacity_mah_g: Annotated[Fact, Amount("mAh/g at 0.1C")] = Field(
        None, description="Reversible capacity of the cathode material."
    )
    first_efficiency: Annotated[Fact, Share("coulombic, first cycle")] = Field(
        None, description="First coulombic efficiency of the cathode material."
    )
    average_voltage_v: Annotated[Fact, Amount("V")] = Field(
        None, description="Average voltage of the cathode material."
    )
    tap_density_g_cm3: Annotated[Fact, Amount("g/cm3")] = Field(None, description="Tap density of the precursor.")
    cell_energy_wh_kg: Annotated[Fact, Amount("Wh/kg at 20 degrees Celsius")] = Field(
        None, description="Energy density of the cell."
    )


class Inventors(Closed):
    """Who makes the inventions, and how their rights reach the owner agreed."""

    employment_laws: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries whose employment law governs the inventors, those sent abroad included."
    )
    rights_chain: Annotated[Fact, Flag()] = Field(
        None, description="Whether each invention passes from inventor to employer and on to the owner agreed."
    )
    release_settled: Annotated[Fact, Flag()] = Field(
        None, description="Whether inventors' German rights to release and foreign use are bought out after the report."
    )
    remuneration_policy: Annotated[Fact, Flag()] = Field(
        None, description="Whether reward and remuneration of inventors are laid down."
    )
    first_refusal_waived: Annotated[Fact, Flag()] = Field(
        None, description="Whether inventors in China waive first refusal on a transfer."
    )


class Filing(Closed):
    """How and where protection is sought."""

    plan_checked: Annotated[Fact, Flag()] = Field(
        None, description="Whether order of filing and permits are fixed for the places of all inventors."
    )
    secrecy_screened: Annotated[Fact, Flag()] = Field(
        None, description="Whether a note on file says that the application holds no German state secret."
    )
    unitary: Annotated[Fact, Flag()] = Field(None, description="Whether unitary effect of a European patent is meant.")
    applicant_order_agreed: Annotated[Fact, Flag()] = Field(
        None, description="Whether the order of applicants, and with it the law of the unitary patent, is recorded."
    )
    nuclear: Annotated[Fact, Flag()] = Field(
        None, description="Whether it works on thorium, uranium or monazite, or is otherwise linked to atomic energy."
    )
    atomic_energy_cleared: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether the Indian office or department of atomic energy has said in writing that it may go on.",
    )
    working_statement_due: Annotated[Fact, Date()] = Field(
        None, description="Day by which the Indian statement of working is due, extension included."
    )
    working_statement_filed: Annotated[Fact, Flag()] = Field(
        None, description="Whether patentee and licensees have filed the Indian statement of working."
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
    made_in: Annotated[Fact, Many(of=COUNTRY)] = Field(None, description="Countries in which inventive work is done.")
    chemistry: Annotated[Fact, choice(*words.CATHODE_CHEMISTRIES)] = Field(
        None, description="Cathode chemistry or precursor that the process makes."
    )
    catalogue_step: Annotated[Fact, choice(*words.CATALOGUE_STEPS)] = Field(
        None, description="Step of lithium or gallium processing that the Chinese catalogue names."
    )
    performance: Performance | None = Field(None, description="What its product reaches.")
    inventors: Inventors | None = Field(None, description="Who makes the inventions.")
    filing: Filing | None = Field(None, description="How protection is sought.")
    process_know_how: Annotated[Fact, Flag()] = Field(
        None, description="Whether process parameters, recipes or flowsheets are part of it."
    )
    protection: Annotated[Fact, choice(*words.PROTECTION)] = Field(
        None, description="Whether it is patented, kept secret or published, as decided."
    )
    secret_state: Annotated[Fact, choice("secret", "leaked_by_licensee", "public")] = Field(
        None, description="Whether the know-how is still secret; public means other than through the licensee."
    )
    disclosed_in: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries in which people receive or hold its know-how."
    )
    disclosed_whole: Annotated[Fact, Flag()] = Field(
        None, description="Whether the full flowsheet or recipe is disclosed, rather than in stages by need."
    )
    items_delivered: Annotated[Fact, Flag()] = Field(
        None, description="Whether samples or equipment are handed over from which it can be read."
    )
    provenance_file: Annotated[Fact, Flag()] = Field(
        None, description="Whether a file on its origin was reviewed: design history, people, vendors."
    )
    in_standard: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is, or is to be, part of a technical standard."
    )
    standard_position: Annotated[Fact, Flag()] = Field(
        None, description="Whether declarations to the standards body and a licensing position are settled."
    )
