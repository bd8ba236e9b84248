"""Joint research and joint production, as the block exemptions ask."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile import words
from checker.profile.entity import Fact
from checker.profile.kinds import Amount, Flag, Many, Share, choice


class Research(Closed):
    """An agreement on joint research and development, or on research that one party pays for."""

    agreed: Annotated[Fact, Flag()] = Field(
        None, description="Whether the parties do research together or one pays the other for it."
    )
    full_access_to_results: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether all get full access to the final results for research and exploitation, as soon as there "
        "are any; research bodies may agree to research alone.",
    )
    access_fee: Annotated[Fact, choice("none", "limited", "prohibitive")] = Field(
        None, description="What access to results costs; prohibitive: so high that it in effect bars access."
    )
    joint_exploitation: Annotated[Fact, Flag()] = Field(None, description="Whether results are exploited together.")
    background_access: Annotated[Fact, Flag()] = Field(
        None, description="Whether each gets the others' know-how that is indispensable to exploit the results."
    )
    exploits_results_only: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether joint exploitation covers only protected results or know-how indispensable for the "
        "contract products.",
    )
    supply_duty: Annotated[Fact, Flag()] = Field(
        None, description="Whether a party that alone produces must supply the others, or an exception holds."
    )
    share_at_signing: Annotated[Fact, Share()] = Field(
        None, description="Combined share of competing parties on the relevant markets at signing."
    )
    share_now: Annotated[Fact, Share()] = Field(None, description="The same now.")
    years_of_marketing_over: Annotated[Fact, Flag()] = Field(
        None, description="Whether seven years since the first marketing in the internal market have passed."
    )
    limits: Annotated[Fact, Many(of=choice(*words.RESEARCH_LIMITS))] = Field(
        None, description="Limits on the parties that the exemption does not allow; [] if none."
    )
    no_challenge_after: Annotated[Fact, choice("none", "termination", "ban")] = Field(
        None, description="What follows if a party attacks rights used in or resulting from the project after it."
    )
    third_party_licence_ban: Annotated[Fact, Flag()] = Field(
        None, description="Whether third parties may not be licensed to make the contract products."
    )
    exploited_in_union: Annotated[Fact, Flag()] = Field(
        None, description="Whether a party exploits the results in the internal market."
    )


class JointProduction(Closed):
    """Specialisation or joint production without research."""

    agreed: Annotated[Fact, Flag()] = Field(
        None, description="Whether the parties produce together or specialise for one another, without research."
    )
    combined_share: Annotated[Fact, Share()] = Field(
        None, description="Combined share of the parties on each relevant market."
    )
    limits: Annotated[Fact, Many(of=choice("prices", "output_or_sales", "markets_or_customers"))] = Field(
        None, description="Limits beyond the listed exceptions; [] if none."
    )


class LicenceShare(Closed):
    """Market shares that count for a licence: together where the parties compete, else the largest of one party."""

    products: Annotated[Fact, Share()] = Field(
        None, description="Largest on any relevant product market, groups included, in the last calendar year."
    )
    technologies: Annotated[Fact, Share()] = Field(
        None, description="Largest on any relevant technology market, by sales of contract products."
    )
    technology_sold: Annotated[Fact, Flag()] = Field(
        None, description="Whether contract products made with the technology have been sold yet."
    )
    within_at_start: Annotated[Fact, Flag()] = Field(
        None, description="Whether the shares kept within the limit when the agreement was made."
    )
    years_above: Annotated[Fact, Amount("calendar years")] = Field(
        None, description="Calendar years completed since the year in which a share first rose above the limit."
    )
