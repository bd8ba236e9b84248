"""IP sharing, technology transfer and control: what the rules must show."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any

import pytest

from checker.assessment.assess import Assessor
from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.assessment.questions import ranked
from checker.gate.policy import Policy
from checker.grades import Reason
from checker.portfolio import Library, load_all
from checker.profile.entities import ENTITIES
from checker.proof.examples import dossier
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Checked, Force, Severity, Theme
from checker.rulebook.load import load
from tests.conftest import ROOT, Run

DAY = date(2026, 11, 28)
OPEN_OR_FAILED = (Outcome.unknown, Outcome.failed)


@functools.cache
def book() -> Rulebook:
    return load()


@functools.cache
def assessor() -> Assessor:
    return Assessor(book(), "python")


def assessed(as_of: date = DAY, **facts: Any) -> DealAssessment:
    return assessor().assess(dossier(facts), as_of)


@functools.cache
def profile(name: str) -> DealAssessment:
    return assessor().assess(load_all([ROOT / "profiles" / f"{name}.yaml"], Library())[0], DAY)


def of(deal: DealAssessment, rule: str) -> list[Finding]:
    return [finding for finding in deal.findings if finding.rule.id == rule]


def one(deal: DealAssessment, rule: str) -> Finding:
    (finding,) = of(deal, rule)
    return finding


# BatX - Rocklink


@pytest.mark.parametrize("technology", ["joint-portfolio", "joint-solvent-extraction"])
def test_batx_joint_ownership_without_terms_names_the_defaults_of_both_countries(technology: str) -> None:
    (found,) = [f for f in of(profile("batx-rocklink"), "joint-ip-without-terms") if f.subject == technology]
    assert found.outcome is Outcome.unknown
    assert "in India, each owner may work it without accounting" in found.message
    assert "in Germany, the seat of a party, each owner may work it and may sell its own share" in found.message
    assert "China" not in found.message


def test_batx_is_asked_for_the_filing_plan_and_the_licence_of_magcycle() -> None:
    plan = {f.subject: f for f in of(profile("batx-rocklink"), "filing-plan-unchecked")}
    assert plan["joint-portfolio"].outcome is Outcome.unknown
    assert "who files first" in plan["joint-portfolio"].questions[0].question
    licence = one(profile("batx-rocklink"), "licence-terms-open")
    assert (licence.subject, licence.outcome) == ("magcycle-licence", Outcome.unknown)
    for asked in ("Magcycle", "territory", "exclusively", "sub-license", "improvements"):
        assert asked in licence.questions[0].question


def test_batx_fails_nothing_and_asks_nothing_about_china_but_what_is_forbidden_there() -> None:
    deal = profile("batx-rocklink")
    assert Outcome.failed not in {f.outcome for f in deal.findings}
    china = [f for f in deal.findings if f.rule.id.startswith("china-") and f.rule.theme is Theme.ip]
    assert len(china) > 10
    assert {f.outcome for f in china} == {Outcome.not_applicable}


def test_the_name_of_a_country_decides_nothing() -> None:
    parties = [{"name": "China Rare Earth Germany GmbH", "country": "DE"}, {"name": "Partner", "country": "FR"}]
    technology = {"name": "the Chinese process", "ground": "background", "disclosed": True, "origin_country": "DE"}
    transfer = {"technology": "technology", "from_country": "DE", "to_country": "FR", "date": "2026-11-15"}
    deal = {"kind": "joint_venture", "name": "China venture", "jurisdictions": ["DE", "FR"], "governing_law": "DE"}
    found = assessed(deal=deal, parties=parties, technology=technology, transfers=[transfer], supplies=[], ip_terms=[])
    china = {
        f.rule.id: f.outcome
        for f in found.findings
        if f.rule.id.startswith("china-") and f.rule.theme in (Theme.ip, Theme.trade)
    }
    assert len(china) > 30
    assert {rule: outcome for rule, outcome in china.items() if outcome in OPEN_OR_FAILED} == {}


# One owner


def test_one_owner_without_a_partner_shares_nothing() -> None:
    found = assessed(
        deal={"kind": "plant", "status": "operating", "jurisdictions": ["DE"]},
        parties=[{"id": "owner", "country": "DE", "roles": ["recycler"]}],
        facility={"country": "DE", "operator": "owner"},
        technologies=[
            {"id": "old", "ground": "background", "owner": "owner", "ownership": "sole", "stage": "hydrometallurgy"},
            {"id": "new", "ground": "foreground", "ownership": "sole", "made_in": ["DE"], "developer_countries": ["DE"], "owner": "owner"},
        ],
    )  # fmt: skip
    ip = [f for f in found.findings if f.rule.theme is Theme.ip]
    assert len(ip) > 80
    assert {f.rule.id for f in ip if f.outcome is not Outcome.not_applicable} == set()


def test_the_same_plant_with_a_partner_is_asked_what_is_shared() -> None:
    found = assessed(
        deal={"kind": "plant"},
        parties=[{"id": "owner", "country": "DE"}, {"id": "licensor", "country": "IN"}],
        technologies=[{"ground": "background", "owner": "licensor"}],
    )
    assert one(found, "background-not-listed").outcome is Outcome.unknown


# Stakes and control


def stakes(share: str, **more: Any) -> DealAssessment:
    return assessed(
        deal={"kind": "joint_venture"},
        parties=[
            {"id": "venture", "country": "DE", "target": True, "german_sector": "numbers_8_to_27"},
            {"id": "buyer", "country": "CN", "target": False},
            {"id": "rest", "country": "DE", "target": False, "ultimate_owner_countries": ["DE"]},
        ],
        holdings=[
            {"id": "stake", "owner": "buyer", "owned": "venture", "share": share, **more},
            {"id": "other", "owner": "rest", "owned": "venture", "share": f"{10000 - int(share.split('/')[0])}/10000", "control": "sole"},
        ],
    )  # fmt: skip


def test_a_stake_of_4_99_percent_gives_no_control_finding() -> None:
    found = stakes("499/10000")
    for rule in ("control-not-stated", "german-atypical-control", "minority-control-unexplained"):
        (stake,) = [f for f in of(found, rule) if f.subject == "stake"]
        assert stake.outcome is Outcome.not_applicable, rule
    (screening,) = [f for f in of(found, "german-sector-screening") if f.subject == "venture"]
    assert screening.outcome is Outcome.passed
    (asked,) = [f for f in of(stakes("500/10000"), "control-not-stated") if f.subject == "stake"]
    assert asked.outcome is Outcome.unknown


def test_control_is_never_drawn_from_a_share() -> None:
    (majority,) = [f for f in of(stakes("9000/10000"), "control-not-stated") if f.subject == "stake"]
    assert (majority.outcome, [q.fact for q in majority.questions]) == (Outcome.unknown, ["holding.control"])
    (stated,) = [f for f in of(stakes("9000/10000", control="none"), "control-not-stated") if f.subject == "stake"]
    assert stated.outcome is Outcome.passed


def test_half_and_half_can_block_and_one_share_more_cannot_be_blocked() -> None:
    def outcome(first: str, second: str) -> Outcome:
        found = assessed(
            deal={"kind": "joint_venture"},
            parties=[{"id": "venture", "target": True}, {"id": "one"}, {"id": "two"}],
            holdings=[{"owner": "one", "owned": "venture", "share": first}, {"owner": "two", "owned": "venture", "share": second}],
            clauses=[],
        )  # fmt: skip
        (finding,) = [f for f in of(found, "half-and-half-without-deadlock-rule") if f.subject == "venture"]
        return finding.outcome

    assert outcome("1/2", "1/2") is Outcome.failed
    assert outcome("500001/1000000", "499999/1000000") is Outcome.not_applicable


def test_two_companies_of_one_deal_get_two_answers() -> None:
    company = {"country": "DE", "target": True, "german_sector": "numbers_8_to_27", "german_notification": False}
    found = assessed(
        deal={"kind": "acquisition"},
        parties=[
            {"id": "one", **company},
            {"id": "two", **company},
            {"id": "buyer", "country": "IN", "target": False},
            {"id": "rest", "country": "DE", "target": False, "ultimate_owner_countries": ["DE"]},
        ],
        holdings=[
            {"owner": "buyer", "owned": "one", "share": "1/5"},
            {"owner": "rest", "owned": "one", "share": "4/5"},
            {"owner": "buyer", "owned": "two", "share": "19/100"},
            {"owner": "rest", "owned": "two", "share": "81/100"},
        ],
    )
    outcomes = {f.subject: f.outcome for f in of(found, "german-sector-screening")}
    assert (outcomes["one"], outcomes["two"]) == (Outcome.failed, Outcome.passed)


# The exemption by its day


def licence(as_of: date, effective_on: str | None) -> Finding:
    deal = {"kind": "licence_agreement", "jurisdictions": ["DE"], "effective_on": effective_on}
    found = assessed(
        as_of,
        deal={key: value for key, value in deal.items() if value is not None},
        ip_term={"licence_for_production": True, "grant_back": "exclusive"},
    )
    return one(found, "exclusive-grant-back")


@pytest.mark.parametrize(
    ("as_of", "effective_on", "cited"),
    [
        (date(2027, 4, 30), "2026-04-30", ["eu-ttber-2014"]),
        (date(2027, 5, 1), "2026-04-30", ["eu-ttber-2026"]),
        (date(2026, 11, 28), "2026-05-01", ["eu-ttber-2026"]),
        (date(2026, 11, 28), None, ["eu-ttber-2014", "eu-ttber-2026"]),
        (date(2027, 5, 1), None, ["eu-ttber-2026"]),
    ],
)
def test_a_licence_is_judged_by_the_exemption_of_its_day(
    as_of: date, effective_on: str | None, cited: list[str]
) -> None:
    found = licence(as_of, effective_on)
    assert (found.outcome, [source.instrument for source in found.sources]) == (Outcome.failed, cited)
    assert "Outside the safe harbour, which is no offence in itself" in found.message


# Chinese technology


def cathode(**performance: Any) -> Finding:
    found = assessed(
        deal={"kind": "licence_agreement", "signed_on": "2025-01-01"},
        parties=[{"id": "giver", "country": "CN"}, {"id": "taker", "country": "DE"}],
        technology={"id": "process", "stage": "cathode", "origin_country": "CN", "chemistry": "lfp", "performance": performance},
        transfer={"technology": "process", "from_country": "CN", "to_country": "DE", "date": "2026-11-15", "licensed": False},
    )  # fmt: skip
    return one(found, "china-lfp-technology")


def test_a_step_of_the_catalogue_is_a_trade_exposure_with_the_date_of_the_list() -> None:
    met = cathode(pressed_density_g_cm3=3, capacity_mah_g=160, first_efficiency=1)
    assert (met.outcome, met.rule.theme) == (Outcome.failed, Theme.trade)
    assert "15 July 2025" in met.sources[0].at
    assert cathode(pressed_density_g_cm3=3, capacity_mah_g=159, first_efficiency=1).outcome is Outcome.passed


def test_it_is_unknown_where_the_figures_that_decide_it_are_missing() -> None:
    missing = cathode(pressed_density_g_cm3=3, capacity_mah_g=160)
    assert (missing.outcome, missing.reason) == (Outcome.unknown, Reason.classification_needed)
    (question,) = missing.questions
    for figure in ("density", "capacity", "efficiency"):
        assert figure in question.question


def test_each_transfer_is_judged_on_its_own_day_and_route() -> None:
    shared = {"technology": "process", "giver": "giver", "taker": "taker", "carriers": ["people"], "licensed": False}
    found = assessed(
        deal={"kind": "joint_venture", "signed_on": "2025-10-01"},
        parties=[{"id": "giver", "country": "CN"}, {"id": "taker", "country": "IN"}],
        technology={
            "id": "process",
            "stage": "rare_earth_separation",
            "origin_country": "CN",
            "materials": ["neodymium"],
        },
        transfers=[
            {"id": "first", "from_country": "CN", "to_country": "IN", "date": "2025-10-15", **shared},
            {"id": "second", "from_country": "CN", "to_country": "IN", "date": "2026-03-01", **shared},
            {"id": "third", "from_country": "CN", "to_country": "IN", "date": "2026-11-15", **shared},
            {"id": "at-home", "from_country": "CN", "to_country": "CN", "date": "2026-11-15", **shared},
        ],
    )
    announcement = {f.subject: (f.outcome, f.reason) for f in of(found, "china-announcement-62")}
    assert announcement["first"][0] is Outcome.failed
    assert announcement["second"][0] is Outcome.not_yet
    assert announcement["third"] == (Outcome.unknown, Reason.status_unknown)
    assert announcement["at-home"][0] is Outcome.not_applicable
    catalogue = {f.subject: f.outcome for f in of(found, "china-rare-earth-technology")}
    assert catalogue["third"] is Outcome.failed
    assert catalogue["at-home"] is Outcome.not_applicable


# The illustrations


def test_the_joint_development_with_terms_mostly_passes_and_without_mostly_asks() -> None:
    for name, mostly in (("with", Outcome.passed), ("without", Outcome.unknown)):
        deal = profile(f"examples/joint-development-{name}-terms")
        applying = [
            f.outcome for f in deal.findings if f.rule.theme is Theme.ip and f.outcome is not Outcome.not_applicable
        ]
        assert len(applying) > 60
        assert applying.count(mostly) > 0.9 * len(applying)


def test_without_terms_nothing_fails_and_what_passes_with_terms_is_the_checklist() -> None:
    without, terms = (profile(f"examples/joint-development-{name}-terms") for name in ("without", "with"))
    assert Outcome.failed not in {f.outcome for f in without.findings}
    passes = {(f.rule.id, f.subject) for f in terms.findings if f.outcome is Outcome.passed}
    asked = {(f.rule.id, f.subject) for f in without.findings if f.outcome is Outcome.unknown}
    checklist = {rule for rule, _ in passes & asked}
    assert {
        "joint-ip-without-terms",
        "german-service-inventions-open",
        "filing-plan-unchecked",
        "approval-not-a-condition",
    } <= checklist
    open_on_purpose = {f.rule.id for f in terms.findings if f.outcome is Outcome.unknown}
    assert "first-filing-india" in open_on_purpose


# Co-ownership by governing law


@pytest.mark.parametrize(
    ("countries", "apart"),
    [(["DE", "IN"], True), (["CN", "DE"], True), (["CN", "IN"], True), (["DE"], False), (["IN", "GB"], False)],
)
def test_jurisdictions_whose_defaults_pull_apart_are_raised(countries: list[str], apart: bool) -> None:
    technology = {"ground": "foreground", "ownership": "joint", "filing_countries": countries, "joint_terms": []}
    found = one(assessed(deal={"kind": "joint_development"}, technology=technology), "coownership-laws-pull-apart")
    assert found.outcome is (Outcome.failed if apart else Outcome.not_applicable)
    if apart:
        named = {"DE": "in Germany", "IN": "in India", "CN": "in China"}
        assert all(named[country] in found.message for country in countries)


def test_the_comparison_of_laws_is_on_the_page_of_the_rule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = " ".join(run("rules", "show", "coownership-laws-pull-apart").out.split())
    assert "Where nothing is agreed" in page
    for country in ("Germany:", "India:", "China:", "the United States:", "Japan:"):
        assert country in page


# Gravity and words


def test_an_undecided_critical_rule_shows_at_least_as_a_high_question() -> None:
    deal = profile("batx-rocklink")
    critical = {f.rule.id for f in deal.findings if f.outcome is Outcome.unknown and f.severity is Severity.critical}
    assert {"filing-plan-unchecked", "first-filing-india", "approval-not-a-condition"} <= critical
    for question in ranked([deal]):
        if critical.intersection(question.rules):
            assert question.worst.rank >= Severity.high.rank


def test_a_question_leads_with_the_gravest_rule_that_it_settles() -> None:
    severities = {rule.id: rule.severity for rule in book().rules}
    questions = ranked([profile("batx-rocklink")])
    assert len(questions) > 50
    for question in questions:
        assert severities[question.lead] is question.worst
        assert question.worst.rank == max(severities[rule].rank for rule in question.rules)


def test_one_question_on_clauses_asks_for_the_text_and_one_on_terms_names_them() -> None:
    technology = {"ground": "foreground", "ownership": "joint", "filing_countries": ["CN", "DE"]}
    deal = assessed(deal={"kind": "joint_venture"}, technology=technology, clauses=[{"unknown": "not public"}])
    asked = {question.fact: question for question in ranked([deal])}
    assert len(asked["clauses.kind"].rules) > 5
    assert asked["clauses.kind"].question == ENTITIES["clause"].question
    assert len(asked["technology.joint_terms"].rules) > 3
    for point in ("affiliates", "split of revenue", "dissolution"):
        assert point in asked["technology.joint_terms"].question


def test_what_is_unverified_is_medium_at_most_and_never_stops_the_gate() -> None:
    unverified = [rule for rule in book().rules if rule.verified.grade is Checked.unverified]
    assert len(unverified) > 20
    assert {rule.severity for rule in unverified} <= {Severity.info, Severity.low, Severity.medium}
    found = assessed(deal={"kind": "joint_venture"}, clauses=[{"kind": "costs"}])
    failed = [f for f in found.findings if f.rule in unverified and f.outcome is Outcome.failed]
    assert failed
    assert not any(Policy(Severity.info).stops(f) for f in failed)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("deal.competitors", Reason.classification_needed),
        ("transfer.technology.control_class", Reason.classification_needed),
        ("deal.licence_share.products", Reason.judgement_needed),
        ("ip_term.grant_back", Reason.text_not_available),
        ("deal.binding_parts", Reason.text_not_available),
    ],
)
def test_what_a_lawyer_has_to_do_first_is_the_reason(path: str, reason: Reason) -> None:
    asked = {
        rule.ask[path].reason for rule in book().rules if path in rule.ask and rule.theme in (Theme.ip, Theme.trade)
    }
    assert reason in asked


def test_practice_stays_practice_and_default_law_no_offence() -> None:
    for rule in book().rules:
        cited = {source.instrument for source in rule.sources}
        if cited == {"deal-practice"}:
            assert rule.force is Force.practice, rule.id
        if cited <= {"coownership-defaults", "de-civil-code", "eu-unitary-patent-regulation"}:
            assert rule.force is Force.guidance, rule.id
        if cited & {"eu-ttber-2014", "eu-ttber-2026", "eu-research-block-exemption"}:
            assert rule.force is Force.safe_harbour, rule.id


def test_every_block_of_the_law_sheet_is_accounted_for() -> None:
    named = {provision.id for coverage in book().coverage.values() for provision in coverage.provisions}
    assert BLOCKS - named == set()
    assert len(BLOCKS) == 108


BLOCKS = frozenset(
    [
        "cn-ann58-battery-technology",
        "cn-ann61-foreign-direct-product",
        "cn-ann62-re-technology",
        "cn-ann70-suspension-window",
        "cn-catalogue-lfp-lmfp",
        "cn-catalogue-lithium-gallium",
        "cn-catalogue-rare-earth",
        "cn-civilcode-850-875-improvements",
        "cn-civilcode-860-861-joint-development",
        "cn-data-export",
        "cn-decree-834-835-conflict",
        "cn-foreign-trade-law-2026",
        "cn-patent-art10-transfer-abroad",
        "cn-patent-art14-coowner",
        "cn-patent-art19-confidentiality-review",
        "cn-patent-art8-joint-invention",
        "cn-precontract-secrets",
        "cn-samr-ip-abuse",
        "cn-service-invention",
        "cn-tier-import-2019-freedom",
        "cn-tier-registration",
        "cn-tier-restricted-export-sequence",
        "cn-trade-secret-order-126",
        "coown-default-conflict",
        "coown-enforcement-deadlock",
        "coown-leak-by-partner-licence",
        "coown-licence-to-jv-blocked",
        "coown-research-org-no-revenue",
        "coown-share-sale",
        "coown-unitary-first-named",
        "de-arbnerfg-service-invention",
        "de-awg-gun-jumping",
        "de-awv-55a-sector-screening",
        "de-awv-technical-assistance",
        "de-bgb-741-coownership",
        "de-geschgehg",
        "de-patg-52-state-secret",
        "deal-authorisation-conditions-precedent",
        "deal-background-list",
        "deal-change-of-control",
        "deal-data-rights",
        "deal-dispute-seat-law",
        "deal-equipment-vendor-leak",
        "deal-exclusivity-field",
        "deal-exit-post-term-licence",
        "deal-filing-jurisdiction-plan",
        "deal-foreground-ownership-rule",
        "deal-governance-veto",
        "deal-governing-law-vs-ip-law",
        "deal-grant-back",
        "deal-improvement-ownership",
        "deal-insolvency",
        "deal-joint-no-exploitation-terms",
        "deal-know-how-leakage-process-params",
        "deal-mou-nonbinding-confidentiality",
        "deal-nda-quality",
        "deal-patent-vs-secret-decision",
        "deal-personnel-mobility",
        "deal-public-funding-flowdown",
        "deal-publication-control",
        "deal-royalty-stack-audit",
        "deal-sideground",
        "deal-standard-essential",
        "deal-step-in-escrow",
        "deal-technology-provenance-warranty",
        "deal-trade-secret-measures",
        "eu-dualuse-intangible-export",
        "eu-dualuse-technical-assistance",
        "eu-fdi-2019-452",
        "eu-fdi-2026-1386",
        "eu-fsr-notification",
        "eu-horizon-access-rights",
        "eu-horizon-china-eligibility",
        "eu-horizon-exploitation-duty",
        "eu-horizon-joint-ownership",
        "eu-horizon-transfer-objection",
        "eu-iaa-fdi-conditions",
        "eu-rdber-background-access",
        "eu-rdber-excluded",
        "eu-rdber-full-access-results",
        "eu-rdber-hardcore",
        "eu-rdber-joint-exploitation-scope",
        "eu-rdber-market-share-7y",
        "eu-rec-2023-2113-critical-tech",
        "eu-rec-2025-63-outbound",
        "eu-specber-20pct",
        "eu-trade-secret-reasonable-steps",
        "eu-tt-guidelines-data-licence",
        "eu-ttber-exclusive-grant-back",
        "eu-ttber-hardcore-competitors",
        "eu-ttber-hardcore-noncompetitors",
        "eu-ttber-know-how-still-secret",
        "eu-ttber-market-share",
        "eu-ttber-no-challenge",
        "eu-ttber-own-tech-rd-limit-noncompetitors",
        "eu-ttber-regime-by-date",
        "in-atomic-inventions",
        "in-competition-s3-5",
        "in-fema-royalty",
        "in-monazite-atomic-minerals",
        "in-no-trade-secret-statute",
        "in-pn3-land-border",
        "in-s140-restrictive-licence-clauses",
        "in-s146-working-statement",
        "in-s39-foreign-filing-permit",
        "in-s50-coowners",
        "in-s68-69-written-registered",
        "in-scomet",
    ]
)
