"""Technology, the terms on it, and its transfers."""

from typing import Annotated

from pydantic import Field

from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Date, Flag, Link, Many, Text, choice


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
