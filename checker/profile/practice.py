"""What counsel asks of a deal beyond the law: who decides, who moves, what is shown, what waits."""

from typing import Annotated

from pydantic import Field

from checker.models import Closed
from checker.profile import words
from checker.profile.entity import Fact
from checker.profile.kinds import COUNTRY, Amount, Flag, Many, choice


class Governance(Closed):
    """Who decides on intellectual property in the venture or consortium."""

    reserved_matters: Annotated[Fact, Many(of=choice(*words.RESERVED_MATTERS))] = Field(
        None, description="Matters of intellectual property that need the vote of each owner of background."
    )
    conflicted_party_abstains: Annotated[Fact, Flag()] = Field(
        None, description="Whether a party does not vote on claims against itself."
    )


class People(Closed):
    """People who carry know-how."""

    secondments: Annotated[Fact, Flag()] = Field(
        None, description="Whether people are seconded, commission plants or share laboratories."
    )
    longest_months: Annotated[Fact, Amount("months")] = Field(None, description="Longest secondment.")
    terms: Annotated[Fact, Many(of=choice(*words.SECONDMENT_TERMS))] = Field(
        None, description="What a deed of all three sides settles."
    )


class SecrecyAgreement(Closed):
    """The agreement on secrecy."""

    signed: Annotated[Fact, Flag()] = Field(None, description="Whether it is signed and binds.")
    settles: Annotated[Fact, Many(of=choice(*words.SECRECY_AGREEMENT))] = Field(
        None, description="What it settles; while_secret: it lasts as long as the secret does."
    )
    disclosures_recorded: Annotated[Fact, Flag()] = Field(
        None, description="Whether what is shown is marked and minuted."
    )


class DataTerms(Closed):
    """Data of plants, tests and processes."""

    shared: Annotated[Fact, Flag()] = Field(None, description="Whether such data is shared, licensed or hosted.")
    rights: Annotated[Fact, choice("protected_database", "trade_secret", "none")] = Field(
        None, description="Right in the data, once classified."
    )
    channel_for_prices: Annotated[Fact, Flag()] = Field(
        None, description="Whether prices, output or other sensitive data of competitors pass along with it."
    )
    owner_settled: Annotated[Fact, Flag()] = Field(None, description="Whether owner and access are settled.")
    reuse_settled: Annotated[Fact, Flag()] = Field(
        None, description="Whether reuse, training of models included, is settled."
    )
    location: Annotated[Fact, Many(of=COUNTRY)] = Field(None, description="Countries in which it is kept.")
    leaves_china: Annotated[Fact, Flag()] = Field(None, description="Whether data flows out of mainland China.")
    important_in_china: Annotated[Fact, Flag()] = Field(
        None, description="Whether it counts as important or personal data in China."
    )
    chinese_route: Annotated[Fact, Flag()] = Field(
        None, description="Whether the legal way out of China is chosen and on file."
    )


class Publication(Closed):
    """Papers, theses and open data."""

    review_days: Annotated[Fact, Amount("days")] = Field(
        None, description="Days before publication in which the other side may look."
    )
    delay_for_filing: Annotated[Fact, Flag()] = Field(
        None, description="Whether publication can be delayed to file, and secrets kept out."
    )


class Continuity(Closed):
    """What keeps a plant running when the holder of its technology fails or leaves."""

    sole_source: Annotated[Fact, Flag()] = Field(
        None, description="Whether plant or line depends on one holder of technology."
    )
    deposit_verified: Annotated[Fact, Flag()] = Field(
        None, description="Whether the deposit in escrow was checked for completeness."
    )
    deposit_cleared: Annotated[Fact, Flag()] = Field(
        None, description="Whether release of the deposit is cleared under export control."
    )


class Approvals(Closed):
    """Approvals that the deal needs, and what waits for them."""

    needed: Annotated[Fact, Many(of=choice(*words.APPROVALS))] = Field(
        None, description="Approvals that counsel has found to be needed; [] if none."
    )
    conditions: Annotated[Fact, Many(of=choice(*words.APPROVALS))] = Field(
        None, description="Approvals that are conditions of closing and of every transfer of know-how."
    )
    votes_before: Annotated[Fact, Flag()] = Field(
        None, description="Whether votes were used, or are to be, before a notified acquisition is cleared."
    )
    information_before: Annotated[Fact, Flag()] = Field(
        None, description="Whether sensitive company information is handed over before clearance."
    )


class CounterMeasures(Closed):
    """Where Chinese rules on supply chains and on foreign jurisdiction may bite."""

    foreign_law_triggers: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether audit, exit, step-in or compliance clauses are keyed to foreign sanctions or export law.",
    )
    reviewed_in_china: Annotated[Fact, Flag()] = Field(
        None, description="Whether Chinese counsel has reviewed these clauses, in writing."
    )
