"""The deal itself, who takes part, and what they have agreed."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from checker.models import Closed
from checker.profile import words
from checker.profile.chronology import misplaced
from checker.profile.contract import Contract
from checker.profile.entity import Entity, Fact, Id
from checker.profile.kinds import COUNTRY, Amount, Date, Flag, Link, Many, Share, Text, choice
from checker.profile.national import IndianProducer
from checker.profile.practice import (
    Approvals,
    Continuity,
    CounterMeasures,
    DataTerms,
    Governance,
    People,
    Publication,
    SecrecyAgreement,
)
from checker.profile.research import JointProduction, LicenceShare, Research

MANDATE = ("documents", "cooperation", "corrective_action", "technical_file", "design", "due_diligence")
IMPORT_CHECKS = ("declaration_and_file", "assessment", "marks_and_labels", "documents", "maker_named", "own_name")
DISTRIBUTION_CHECKS = ("producer_registered", "marks_and_labels", "documents", "maker_and_importer_named")


class DueDiligence(Closed):
    """Supply-chain due diligence for batteries."""

    materials_in_batteries: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether batteries it places on the Union market hold cobalt, lithium, nickel, natural graphite.",
    )
    policy: Annotated[Fact, Flag()] = Field(
        None, description="Whether a battery due diligence policy is adopted and published."
    )
    instruments_followed: Annotated[Fact, Flag()] = Field(
        None, description="Whether it follows the international instruments that the Regulation lists."
    )
    board_owner: Annotated[Fact, Flag()] = Field(None, description="Whether top management answers for it.")
    risk_groups: Annotated[Fact, Many(of=choice("environment", "human_and_labour_rights", "community_life"))] = Field(
        None, description="Groups of risks assessed."
    )
    risk_assessment: Annotated[Fact, Flag()] = Field(
        None, description="Whether adverse impacts in the supply chain are assessed and reported to top management."
    )
    mitigation_plan: Annotated[Fact, Flag()] = Field(
        None, description="Whether a plan of mitigation exists, up to suspending supply."
    )
    grievance_mechanism: Annotated[Fact, Flag()] = Field(
        None, description="Whether a grievance mechanism with remediation runs."
    )
    approved: Annotated[Fact, Flag()] = Field(
        None, description="Whether a notified body has verified and approved the policy."
    )
    report_within_year: Annotated[Fact, Flag()] = Field(
        None, description="Whether a public report came out within the last twelve months."
    )
    recycled_origin_published: Annotated[Fact, Flag()] = Field(
        None, description="Whether the conclusion that material is recycled is published in reasonable detail."
    )
    retention_years: Annotated[Fact, Amount("years")] = Field(
        None, description="Years for which the evidence is kept after the last battery is placed on the market."
    )
    scheme: Annotated[Fact, Flag()] = Field(None, description="Whether it relies on a due diligence scheme.")
    scheme_recognised: Annotated[Fact, Flag()] = Field(
        None, description="Whether that scheme is in the register of recognised schemes."
    )


class Deal(Entity):
    """The root: what the deal is, how far it binds, since when."""

    plural = "deal"
    id: Id = "deal"
    name: Annotated[Fact, Text()] = Field(None, description="What people call the deal.")
    kind: Annotated[Fact, choice(*words.DEAL_KINDS)] = Field(None, description="What it is, as stated.")
    status: Annotated[Fact, choice(*words.DEAL_STATUS)] = Field(None, description="How far it has come.")
    announced: Annotated[Fact, Date()] = Field(None, description="Day it was made public.")
    signed_on: Annotated[Fact, Date()] = Field(None, description="Day of signature.")
    effective_on: Annotated[Fact, Date()] = Field(None, description="Day it takes effect.")
    closing_on: Annotated[Fact, Date()] = Field(None, description="Day ownership passes.")
    jurisdictions: Annotated[Fact, Many(of=COUNTRY)] = Field(None, description="Countries in which it is performed.")
    binding_parts: Annotated[Fact, Many(of=choice(*words.CLAUSES, "none"))] = Field(
        None, description="Parts of a memorandum that bind."
    )
    technical_data_disclosed: Annotated[Fact, Flag()] = Field(
        None, description="Whether technical data has already passed between the parties."
    )
    governing_law: Annotated[Fact, COUNTRY] = Field(None, description="Country whose law governs the contract.")
    dispute_seat: Annotated[Fact, COUNTRY] = Field(None, description="Country of the court or arbitral seat.")
    value_eur: Annotated[Fact, Amount("EUR")] = Field(None, description="Value of the transaction in EUR.")
    greenfield: Annotated[Fact, Flag()] = Field(None, description="Whether it builds new rather than buys.")
    foreign_investment_filing: Annotated[Fact, Flag()] = Field(
        None, description="Whether the need for a foreign-investment filing was examined and any filing made."
    )
    foreign_investment_authorised: Annotated[Fact, Flag()] = Field(
        None, description="Whether the foreign-investment authorisation was granted."
    )
    combined_market_share: Annotated[Fact, Share()] = Field(
        None, description="Parties' combined share of any relevant market."
    )
    largest_party_market_share: Annotated[Fact, Share()] = Field(
        None, description="Largest share of one party on any relevant market."
    )
    second_party_market_share: Annotated[Fact, Share()] = Field(
        None, description="Share of the second largest party on the same market."
    )
    competitors: Annotated[Fact, choice(*words.COMPETITORS)] = Field(
        None, description="Whether the parties compete, actually or potentially."
    )
    union_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Union turnover of the target, a merging party or the joint venture."
    )
    foreign_contributions_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Foreign financial contributions to the parties in three years."
    )
    investor_country_capacity: Annotated[Fact, Share()] = Field(
        None, description="Investor's country's share of world capacity in the sector of the investment."
    )
    subsidy_notification: Annotated[Fact, Flag()] = Field(
        None, description="Whether the concentration was notified under the foreign subsidies rules."
    )
    concentration: Annotated[Fact, Flag()] = Field(
        None, description="Whether control of a firm passes for good, or a lasting full-function venture arises."
    )
    world_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Worldwide turnover of all undertakings concerned together, parents of a venture included."
    )
    second_union_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Union turnover of the second largest undertaking concerned."
    )
    third_state_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Least joint turnover in the three Member States that come nearest to the second test."
    )
    third_state_second_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Least turnover of the smaller of the two largest in those three Member States."
    )
    two_thirds_in_one_state: Annotated[Fact, Flag()] = Field(
        None, description="Whether each undertaking makes more than two thirds of its Union turnover in one same State."
    )
    merger_notification: Annotated[Fact, Flag()] = Field(
        None, description="Whether it was notified under the EU Merger Regulation and is not closed before clearance."
    )
    public_buyer: Annotated[Fact, Flag()] = Field(
        None, description="Whether a contracting authority or entity buys batteries or products that contain them."
    )
    life_cycle_criteria: Annotated[Fact, Flag()] = Field(
        None, description="Whether the tender takes impacts over the life cycle into account."
    )
    award_criteria_applied: Annotated[Fact, Flag()] = Field(
        None, description="Whether the award criteria of the delegated act are applied."
    )
    contract: Contract | None = Field(None, description="Terms that carry a duty on to somebody else.")
    outbound_fields: Annotated[Fact, Many(of=choice("semiconductors", "artificial_intelligence", "quantum"))] = Field(
        None, description="Fields of an investment outside the Union that its recommendation names; [] if none."
    )
    longest_term_years: Annotated[Fact, Amount("years")] = Field(None, description="How long the deal is to last.")
    process_disclosed_early: Annotated[Fact, Flag()] = Field(
        None, description="Whether a full flowsheet or recipe is shown in a tender or at the stage of a memorandum."
    )
    licence_share: LicenceShare | None = Field(None, description="Market shares that count for a licence.")
    research: Research | None = Field(None, description="Joint or paid research.")
    joint_production: JointProduction | None = Field(None, description="Joint production without research.")
    governance: Governance | None = Field(None, description="Who decides on intellectual property.")
    people: People | None = Field(None, description="People who carry know-how.")
    secrecy_agreement: SecrecyAgreement | None = Field(None, description="The agreement on secrecy.")
    data: DataTerms | None = Field(None, description="Data of plants, tests and processes.")
    publication: Publication | None = Field(None, description="Papers, theses and open data.")
    continuity: Continuity | None = Field(None, description="What keeps the plant running.")
    approvals: Approvals | None = Field(None, description="Approvals and what waits for them.")
    counter_measures: CounterMeasures | None = Field(None, description="Chinese rules against foreign measures.")
    dispute_forum: Annotated[Fact, choice("arbitration", "court")] = Field(None, description="Who decides disputes.")
    interim_relief: Annotated[Fact, Flag()] = Field(
        None, description="Whether interim orders can be had where the know-how is."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (wrong := misplaced("deal", self)) is not None:
            raise wrong
        return self


class Party(Entity):
    """A company, research body or state that takes part."""

    plural = "parties"
    question = "Who are the parties, with seat, ultimate owners and role?"
    name: Annotated[Fact, Text()] = Field(None, description="Name as stated.")
    country: Annotated[Fact, COUNTRY] = Field(None, description="Country of establishment; not of its owner or plant.")
    roles: Annotated[Fact, Many(of=choice(*words.ROLES))] = Field(None, description="What it does in the deal.")
    ultimate_owner_countries: Annotated[Fact, Many(of=COUNTRY)] = Field(
        None, description="Countries of its ultimate owners."
    )
    state_controlled: Annotated[Fact, Flag()] = Field(None, description="Whether a state controls it.")
    owned_by_us_listed: Annotated[Fact, Flag()] = Field(
        None, description="Whether entities on lists of the US export control agency own half of it or more."
    )
    target: Annotated[Fact, Flag()] = Field(None, description="Whether it is the company bought or founded.")
    materials_in_german_notice: Annotated[Fact, Flag()] = Field(
        None, description="Whether its raw materials are on the critical list as announced in the Bundesanzeiger."
    )
    german_sector: Annotated[Fact, choice("numbers_1_to_7", "numbers_8_to_27", "other")] = Field(
        None, description="Where s. 55a(1) AWV puts what it does, as counsel has classified it."
    )
    german_notification: Annotated[Fact, Flag()] = Field(
        None, description="Whether its acquisition was notified to the German ministry of economic affairs."
    )
    places_batteries_on_eu_market: Annotated[Fact, Flag()] = Field(
        None, description="Whether it places batteries on the Union market or puts them into service there."
    )
    turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Own net turnover in the financial year before the last one, EUR."
    )
    group_turnover_eur: Annotated[Fact, Amount("EUR")] = Field(
        None, description="Consolidated group turnover in the financial year before the last one, EUR."
    )
    risk_assessment_done: Annotated[Fact, Flag()] = Field(
        None, description="Whether a raw materials supply risk assessment was made in the last three years."
    )
    supply_vulnerable: Annotated[Fact, Flag()] = Field(
        None, description="Whether its last assessment found a significant vulnerability to raw material disruptions."
    )
    vulnerability_addressed: Annotated[Fact, Flag()] = Field(
        None, description="Whether it acts on that vulnerability, by other sources or by substitution."
    )
    risk_assessment_before_board: Annotated[Fact, Flag()] = Field(
        None, description="Whether the results of the raw materials risk assessment were put before the board."
    )
    risk_mitigation_planned: Annotated[Fact, Flag()] = Field(
        None, description="Whether measures against raw material supply risks are laid down."
    )
    employees: Annotated[Fact, Amount("employees")] = Field(None, description="Average number of employees.")
    uses_strategic_materials: Annotated[Fact, Flag()] = Field(
        None, description="Whether it uses strategic raw materials to make strategic technologies."
    )
    own_brand: Annotated[Fact, Flag()] = Field(
        None, description="Whether batteries are sold under its own name or mark."
    )
    imports_batteries: Annotated[Fact, Flag()] = Field(
        None, description="Whether it first places batteries made outside the Union on the Union market."
    )
    modifies_batteries: Annotated[Fact, Flag()] = Field(
        None, description="Whether it changes batteries so that conformity may be affected."
    )
    changes_purpose: Annotated[Fact, Flag()] = Field(None, description="Whether it changes the purpose of batteries.")
    distributes_batteries: Annotated[Fact, Flag()] = Field(
        None, description="Whether it makes batteries available without being their maker or importer."
    )
    mandate: Annotated[Fact, Many(of=choice(*MANDATE))] = Field(
        None, description="Tasks handed to it, or by it, in the mandate of an authorised representative."
    )
    import_checks: Annotated[Fact, Many(of=choice(*IMPORT_CHECKS))] = Field(
        None, description="What it checks as an importer before placing batteries on the market."
    )
    distribution_checks: Annotated[Fact, Many(of=choice(*DISTRIBUTION_CHECKS))] = Field(
        None, description="What it checks as a distributor before making batteries available."
    )
    due_diligence: DueDiligence | None = Field(None, description="Supply-chain due diligence for batteries.")
    india: IndianProducer | None = Field(None, description="What Indian law asks of it.")


class Holding(Entity):
    """A share that one party holds in another."""

    plural = "holdings"
    question = "Who holds what share and which votes in each company of the deal, since when?"
    owner: Annotated[Fact, Link(to="party")] = Field(None, description="The holder.")
    owned: Annotated[Fact, Link(to="party")] = Field(None, description="The company held.")
    share: Annotated[Fact, Share("voting rights")] = Field(None, description="Part of the votes, exact.")
    since: Annotated[Fact, Date()] = Field(None, description="Day from which it is held.")
    until: Annotated[Fact, Date()] = Field(None, description="Last day on which it is held, if it has an end.")
    control: Annotated[Fact, choice(*words.CONTROL)] = Field(
        None,
        description="Control that goes with it, as stated, never drawn from the share; undefined if left open.",
    )
    rights: Annotated[Fact, Many(of=choice(*words.SPECIAL_RIGHTS))] = Field(
        None, description="Rights beyond the votes that go with it; [none] if there are none."
    )
    atypical_control_reviewed: Annotated[Fact, Flag()] = Field(
        None, description="Whether counsel has examined, under s. 56(3) AWV, what these rights amount to."
    )
    government_approval: Annotated[Fact, Flag()] = Field(
        None, description="Whether the government of the company's country has approved the investment."
    )
    automatic_route_confirmed: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether counsel has confirmed in writing that it needs no approval: no control, report filed.",
    )


class Clause(Entity):
    """A clause of the contract."""

    plural = "clauses"
    question = "Please send the signed text, or say which clauses it has and which of them bind."
    to = "counsel"
    kind: Annotated[Fact, choice(*words.CLAUSES)] = Field(None, description="What it settles.")
    binding: Annotated[Fact, Flag()] = Field(None, description="Whether it binds.")


class Funding(Entity):
    """Public money."""

    plural = "funding"
    question = "Is public money involved: which programme, grant and conditions?"
    programme: Annotated[Fact, choice(*words.PROGRAMMES)] = Field(None, description="The programme.")
    grant: Annotated[Fact, Text()] = Field(None, description="Number of the grant agreement.")
    action: Annotated[Fact, choice("research_and_innovation", "innovation", "coordination")] = Field(
        None, description="Kind of action."
    )
    sensitive_topic: Annotated[Fact, Flag()] = Field(
        None, description="Whether the topic text closes it to entities established in, or controlled from, China."
    )
    chinese_participant: Annotated[Fact, Flag()] = Field(
        None, description="Whether an entity established in China takes part in any role, paid or not."
    )
    chinese_participation_allowed: Annotated[Fact, Flag()] = Field(
        None, description="Whether topic or authority allows that participation in writing."
    )
    background_needed: Annotated[Fact, Flag()] = Field(
        None, description="Whether others in the project need background of a party to the deal."
    )
    background_limits_before_accession: Annotated[Fact, Flag()] = Field(
        None, description="Whether limits on that background were signed before accession to the grant agreement."
    )
    first_anniversary_of_end: Annotated[Fact, Date()] = Field(
        None, description="Day one year after the end of the project."
    )
    exploited_or_listed: Annotated[Fact, Flag()] = Field(
        None, description="Whether results are exploited, or offered on the results platform of the programme."
    )
    paid_for_deal_technology: Annotated[Fact, Flag()] = Field(
        None, description="Whether the money paid for technology that the deal uses."
    )
    funder_consents: Annotated[Fact, Flag()] = Field(
        None, description="Whether the terms of the grant, or the funder, let that technology go into the deal."
    )
    objection_right: Annotated[Fact, Flag()] = Field(
        None, description="Whether the authority may object to transfers out of the Union."
    )
    results_jointly_owned: Annotated[Fact, Flag()] = Field(None, description="Whether results have several owners.")
    joint_ownership_agreed: Annotated[Fact, Flag()] = Field(
        None, description="Whether the owners have agreed in writing on shares and terms."
    )
    results_leave_union: Annotated[Fact, Flag()] = Field(
        None,
        description="Whether results are to be assigned or exclusively licensed to a third country not associated.",
    )
    transfer_notified: Annotated[Fact, Flag()] = Field(
        None, description="Whether the authority was told in advance and has not objected, or has waived its right."
    )


class Milestone(Entity):
    """Something to be reached by a day."""

    plural = "milestones"
    question = "Which milestones are agreed, with which dates?"
    name: Annotated[Fact, Text()] = Field(None, description="What is to be reached.")
    facility: Annotated[Fact, Link(to="facility")] = Field(None, description="The plant concerned.")
    due: Annotated[Fact, Date()] = Field(None, description="Day by which it is to be reached.")
    met: Annotated[Fact, Flag()] = Field(None, description="Whether it was reached.")
