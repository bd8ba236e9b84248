"""Who supplies batteries in which Member State for the first time, and what follows there."""

from typing import Annotated

from pydantic import Field

from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, choice

END_USER_INFORMATION = (
    "prevention",
    "separate_collection",
    "take_back_points",
    "safety",
    "symbols",
    "substance_effects",
)
CATEGORIES = tuple(word for word in words.BATTERY_CATEGORIES if word != "none")


class FirstSupply(Entity):
    """Batteries of one category that a producer makes available for the first time in one Member State."""

    plural = "first_supplies"
    question = "Which producer first supplies which batteries in which Member States, and how is it registered there?"
    to = "partner"
    producer: Annotated[Fact, Link(to="party")] = Field(
        None, description="Who makes them available there first; also for a second life."
    )
    country: Annotated[Fact, COUNTRY] = Field(
        None, description="The Member State, or the country that takes part in the internal market."
    )
    eea_incorporation_confirmed: Annotated[Fact, Flag()] = Field(
        None, description="Whether counsel has confirmed that the Regulation binds in Iceland, Liechtenstein or Norway."
    )
    category: Annotated[Fact, choice(*CATEGORIES)] = Field(None, description="Category of the batteries.")
    registered: Annotated[Fact, Flag()] = Field(
        None, description="Whether the producer is in the register of producers there."
    )
    authorised: Annotated[Fact, Flag()] = Field(
        None, description="Whether its fulfilment of producer responsibility is authorised there."
    )
    guarantee: Annotated[Fact, Flag()] = Field(None, description="Whether a financial guarantee is lodged.")
    self_check_current: Annotated[Fact, Flag()] = Field(
        None, description="Whether no check of itself, due every three years at least, is overdue."
    )
    costs_covered: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether collection, treatment, survey, information and reporting are paid for, "
        "alone or through an organisation.",
    )
    at_distance: Annotated[Fact, Flag()] = Field(
        None, description="Whether it sells to end users there from another country."
    )
    representative: Annotated[Fact, Flag()] = Field(
        None, description="Whether it has appointed a representative for producer responsibility there in writing."
    )
    recyclers_chosen_openly: Annotated[Fact, Flag()] = Field(
        None, description="Whether waste operators are chosen by open criteria without discrimination."
    )
    take_back: Annotated[Fact, choice("free", "charged", "none")] = Field(
        None, description="Take-back of waste batteries by the producer or its organisation."
    )
    through_distributors: Annotated[Fact, Flag()] = Field(
        None, description="Whether distributors, online ones included, sell them there to end users."
    )
    distributor_take_back: Annotated[Fact, choice("free", "charged", "none")] = Field(
        None, description="Take-back of waste batteries by distributors, online ones included."
    )
    end_user_information: Annotated[Fact, Many(of=choice(*END_USER_INFORMATION))] = Field(
        None, description="Information that end users get."
    )
    cost_shown: Annotated[Fact, Flag()] = Field(
        None, description="Whether the cost of producer responsibility is shown separately at sale."
    )
    measured_to: Annotated[Fact, Date()] = Field(
        None, description="Last day of the calendar year for which the collection rate was measured."
    )
    collection_rate: Annotated[Fact, Share("of average sales")] = Field(
        None, description="Collected in the year over the average sales of the three years before."
    )
    report_year: Annotated[Fact, Amount("calendar year")] = Field(
        None, description="First calendar year on which the producer must report there."
    )
    reported_on: Annotated[Fact, Date()] = Field(None, description="Day on which the report on that year was filed.")
