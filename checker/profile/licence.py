"""The terms on intellectual property that the parties have agreed."""

from typing import Annotated

from pydantic import Field

from checker.profile import words
from checker.profile.entity import Entity, Fact
from checker.profile.kinds import COUNTRY, Date, Flag, Link, Many, Share, choice


class IpTerm(Entity):
    """A term on intellectual property that the parties have agreed: a licence, in most cases."""

    plural = "ip_terms"
    question = "Which terms on intellectual property have the parties agreed, in which clause?"
    to = "counsel"
    technology: Annotated[Fact, Link(to="technology")] = Field(None, description="The technology it is about.")
    licensor: Annotated[Fact, Link(to="party")] = Field(None, description="Who grants the licence.")
    licensee: Annotated[Fact, Link(to="party")] = Field(None, description="Who takes it.")
    licence: Annotated[Fact, Flag()] = Field(None, description="Whether a licence is granted.")
    licence_for_production: Annotated[Fact, Flag()] = Field(
        None, description="Whether the licence serves to make contract products."
    )
    know_how: Annotated[Fact, Flag()] = Field(None, description="Whether know-how is licensed.")
    patents_in: Annotated[Fact, Many(of=COUNTRY)] = Field(None, description="Countries of the patents licensed.")
    settles: Annotated[Fact, Many(of=choice(*words.LICENCE_TERMS))] = Field(
        None, description="Points that the signed text settles."
    )
    exclusive: Annotated[Fact, Flag()] = Field(None, description="Whether the licence is exclusive.")
    improvements_owner: Annotated[Fact, choice("improver", "licensor", "licensee", "joint", "undefined")] = Field(
        None, description="Who owns improvements."
    )
    grant_back: Annotated[Fact, choice(*words.GRANT_BACKS)] = Field(None, description="What goes back to the licensor.")
    grant_back_paid: Annotated[Fact, choice("paid", "mutual", "free")] = Field(
        None, description="What the licensee gets for what goes back."
    )
    no_challenge: Annotated[Fact, choice("none", "termination", "ban")] = Field(
        None, description="What happens if the licensee attacks validity: nothing, the licence may be ended, a ban."
    )
    price_limit: Annotated[Fact, choice("none", "recommended", "maximum", "fixed_or_minimum")] = Field(
        None, description="What the term says on prices of either party to third parties."
    )
    output_limit: Annotated[Fact, choice("none", "on_one_licensee", "mutual")] = Field(
        None, description="Cap on contract products: none, on the licensee or one of two licensees, or on both."
    )
    market_split: Annotated[Fact, choice("none", "within_exceptions", "beyond_exceptions")] = Field(
        None, description="Split of markets or customers, held against the exceptions of the exemption."
    )
    passive_sales_limit: Annotated[Fact, choice("none", "within_exceptions", "beyond_exceptions")] = Field(
        None, description="Limit on the licensee's passive sales, held against the exceptions of the exemption."
    )
    retail_limit: Annotated[Fact, Flag()] = Field(
        None, description="Whether a retailer in selective distribution may not sell to end users."
    )
    own_technology_limit: Annotated[Fact, Flag()] = Field(
        None, description="Whether the licensee may not use its own technology."
    )
    research_limit: Annotated[Fact, choice("none", "needed_for_secrecy", "other")] = Field(
        None, description="Limit on research of either party: none, needed to keep know-how secret, or another."
    )
    restraint_rests_on: Annotated[Fact, choice("none", "listed_right", "know_how")] = Field(
        None, description="What a territorial or price restraint in India rests on."
    )
    package: Annotated[Fact, Flag()] = Field(
        None, description="Whether the licensee has to take rights it does not want with those it wants."
    )
    chinese_market_share: Annotated[Fact, Share()] = Field(
        None, description="Largest share of a party on the Chinese markets that the licence touches."
    )
    chinese_dominance: Annotated[Fact, Flag()] = Field(None, description="Whether a party is dominant there.")
    performance_promise_limited: Annotated[Fact, Flag()] = Field(
        None, description="Whether the promise that the technology reaches the agreed goal is defined and capped."
    )
    indemnity_agreed: Annotated[Fact, Flag()] = Field(
        None, description="Whether indemnity for claims of third parties is written."
    )
    executed_deed: Annotated[Fact, Flag()] = Field(
        None, description="Whether a duly executed deed holds all terms of the assignment, share or licence."
    )
    registered_in_india: Annotated[Fact, Flag()] = Field(
        None, description="Whether it is entered in the Indian register of patents."
    )
    running_royalty: Annotated[Fact, Flag()] = Field(None, description="Whether a running royalty is owed.")
    royalty_after_expiry: Annotated[Fact, choice("none", "stepped_down", "full")] = Field(
        None, description="Royalty once the right has ended or the know-how is public."
    )
    related_parties: Annotated[Fact, Flag()] = Field(
        None, description="Whether licensor and licensee belong to one group."
    )
    transfer_price_file: Annotated[Fact, Flag()] = Field(
        None, description="Whether a file shows that the royalty is at arm's length and tax is withheld."
    )
    exemption_reviewed_on: Annotated[Fact, Date()] = Field(
        None, description="Day on which the licence was last held against the block exemption."
    )
