"""What a contract settles, where a duty needs more than that a clause is there."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile.entity import Fact
from checker.profile.kinds import Amount, Flag, choice


class Contract(Closed):
    """Terms of the deal that carry a duty on to somebody else."""

    compliance_data: Annotated[Fact, choice("free", "charged", "excluded")] = Field(
        None, description="Data and documents for conformity of cells and modules."
    )
    records_years: Annotated[Fact, Amount("years")] = Field(
        None, description="Years for which supplies and customers can be named."
    )
    due_diligence: Annotated[Fact, Flag()] = Field(
        None, description="Whether the supplier must follow the due diligence policy and its risk measures."
    )
    audit_right: Annotated[Fact, Flag()] = Field(None, description="Whether the buyer may audit the supplier.")
    suspension_right: Annotated[Fact, Flag()] = Field(
        None, description="Whether the buyer may suspend or end supply after failed mitigation."
    )
    traceability_data: Annotated[Fact, Flag()] = Field(
        None, description="Whether suppliers must hand on origin, actors, quantities and verification reports."
    )
    carbon_footprint_data: Annotated[Fact, Flag()] = Field(
        None, description="Whether the supplier must give activity data of its plant for the carbon footprint."
    )
    recycled_content_custody: Annotated[Fact, Flag()] = Field(
        None, description="Whether recyclers and refiners must document custody of recycled metal."
    )
    yield_data: Annotated[Fact, choice("granted", "barred")] = Field(
        None, description="Tonnes and yields that refiners give to the first recycler."
    )
    passport_data: Annotated[Fact, Flag()] = Field(
        None, description="Whether suppliers must give the data of the battery passport."
    )
    exclusive_feedstock: Annotated[Fact, Flag()] = Field(
        None, description="Whether one recycler gets all waste batteries of a producer or its organisation."
    )
    refuses_batteries: Annotated[Fact, Flag()] = Field(
        None, description="Whether a recycler may refuse waste batteries that it is permitted to treat."
    )
    dismantling_information: Annotated[Fact, choice("free", "charged", "refused")] = Field(
        None, description="Information on dismantling and safety for waste operators."
    )
    downstream_custody: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether batteries removed go only to the producer, its organisation or an operator they chose.",
    )
