"""Transfers of technology: who, from where, to where, what, how, when."""

from typing import Annotated

from pydantic import Field

from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Date, Flag, Link, Many, choice


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
    carriers: Annotated[Fact, Many(of=choice(*words.CARRIERS))] = Field(None, description="What carries it.")
    date: Annotated[Fact, Date()] = Field(None, description="Day it passes; each tranche is a transfer of its own.")
    licence_granted_on: Annotated[Fact, Date()] = Field(None, description="Day the export licence was granted.")
    licensed: Annotated[Fact, Flag()] = Field(None, description="Whether the export licence was granted.")
    letter_of_intent: Annotated[Fact, Flag()] = Field(
        None, description="Whether the Chinese authority has issued the letter of intent for restricted technology."
    )
    letter_of_intent_on: Annotated[Fact, Date()] = Field(None, description="Day of that letter of intent.")
    registered: Annotated[Fact, Flag()] = Field(
        None, description="Whether the contract is registered in China and the certificate is at hand."
    )
    payment_due: Annotated[Fact, Flag()] = Field(None, description="Whether payments for it are due across the border.")
    recorded: Annotated[Fact, Flag()] = Field(
        None, description="Whether an assignment is recorded at the Chinese patent office."
    )
    export_formalities: Annotated[Fact, Flag()] = Field(
        None, description="Whether the formalities of technology export were followed for an assignment abroad."
    )
    end_use: Annotated[Fact, choice("civil", "sensitive")] = Field(
        None,
        description="Use by the taker; sensitive: weapons of mass destruction, military use under an embargo, or parts "
        "of military goods exported without leave.",
    )
    exempt_assistance: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether an exception serves: public domain, basic research, partner country, or the minimum to "
        "install, run and maintain licensed items.",
    )
