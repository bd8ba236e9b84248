"""What a profile may say of a fact, what it means to a rule, and what is said of a profile that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from checker.errors import Invalid, Problem, nearest
from checker.facts import Dossier, Fact
from checker.grades import Grade
from checker.profile.kinds import Share
from checker.profile.load import build, load
from checker.source import parse
from checker.truth import ANYTHING, EITHER, Breakdown, Interval, Members

GRADES: Mapping[str, Grade] = {f"s#{number}": grade for number, grade in enumerate(Grade)} | {"assumed": Grade.assumed}
CITE = {grade: f"s#{number}" for number, grade in enumerate(Grade)}
HEAD = """\
schema: checker/profile/1
id: the-deal
deal: {name: The deal, evidence: ["s#0"]}
"""
MONTHS = (Interval(date(2026, 1, 1), date(2026, 6, 1)),)


def _built(text: str) -> Dossier:
    return build(parse(HEAD + text, "deal.yaml"), GRADES, "deal.yaml", "")


def _facility(text: str) -> Mapping[str, Fact]:
    (thing,) = _built(f"facilities:\n  - id: works\n    evidence: ['s#0']\n{text}").things["facility"]
    return thing.facts


def _fact(path: str, written: str) -> Fact:
    group, _, last = path.partition(".")
    return _facility(f"    {group}: {{{last}: {written}}}\n" if last else f"    {path}: {written}\n")[path]


def _wrong(text: str) -> list[Problem]:
    with pytest.raises(Invalid) as caught:
        _built(text)
    assert all(problem.path == "deal.yaml" and problem.todo.endswith(".") for problem in caught.value.problems)
    return list(caught.value.problems)


def _only(text: str) -> Problem:
    (problem,) = _wrong(text)
    return problem


# What may be written.


@pytest.mark.parametrize(
    ("path", "written", "believed"),
    [
        ("country", "DE", ("DE",)),
        ("country", '"NO"', ("NO",)),
        ("name", "works", ("works",)),
        ("permit", "false", (False,)),
        ("recovery.lithium", "0.70", (Fraction(7, 10),)),
        ("recovery.lithium", "1", (Fraction(1),)),
        ("recovery.lithium", '"500001/1000000"', (Fraction(500001, 1000000),)),
        ("recovery.lithium", "[0.48, 0.55]", (Interval(Fraction(48, 100), Fraction(55, 100)),)),
        ("recovery.lithium", '["1/3", 0.5]', (Interval(Fraction(1, 3), Fraction(1, 2)),)),
        ("capacity_t", "12000", (Fraction(12000),)),
        ("report_filed_on", "2026-01-31", (date(2026, 1, 31),)),
        ("report_filed_on", "[2026-01-01, 2026-06-01]", MONTHS),
        ("treats", "[magnets, ore]", (Members(frozenset(["magnets", "ore"])),)),
        ("treats", "[]", (Members(frozenset()),)),
        ("treats", "[magnets, {unknown: the rest}]", (Members(frozenset(["magnets"]), more=True),)),
        ("country", '{value: DE, evidence: ["s#1"], as_of: 2026-05-16}', ("DE",)),
        ("recovery.lithium", '{value: [0.4, 0.5], evidence: ["s#1"]}', (Interval(Fraction(2, 5), Fraction(1, 2)),)),
        ("country", '{conflict: [{value: DE, evidence: ["s#1"]}, {value: FR, evidence: ["s#3"]}]}', ("DE", "FR")),
        ("country", "{conflict: [DE, FR]}", ("DE", "FR")),
    ],
)
def test_a_value_in_each_of_its_forms(path: str, written: str, believed: object) -> None:
    fact = _fact(path, written)
    assert (fact.lean, fact.plan, fact.firm) == (believed,) * 3
    assert fact.stated


def test_a_share_is_read_exactly_and_half_is_not_more_than_half() -> None:
    assert Share().read(parse("0.1", "d").plain()) + Share().read(parse("0.2", "d").plain()) == Fraction(3, 10)  # type: ignore[operator]
    assert Share().read("500001/1000000") > Fraction(1, 2)  # type: ignore[operator]
    assert Share().read("500000/1000000") == Fraction(1, 2)


def test_shares_by_country() -> None:
    shares = "[{country: US, share: [0.1, 0.2]}, {country: CN, share: 0.6}]"
    (thing,) = _built(f"supplies: [{{id: lithium, sources: {shares}, evidence: ['s#2']}}]").things["supply"]
    low_high = Interval(Fraction(1, 10), Fraction(1, 5))
    assert thing.facts["sources"].firm == (
        Breakdown((("CN", Interval(Fraction(3, 5), Fraction(3, 5))), ("US", low_high))),
    )


@pytest.mark.parametrize(
    ("path", "domain"),
    [
        ("permit", EITHER),
        ("name", ANYTHING),
        ("recovery.lithium", (Interval(0, 1),)),
        ("capacity_t", (Interval(0, None),)),
        ("report_filed_on", (Interval(None, None),)),
        ("treats", (Members(frozenset(), more=True),)),
        ("status", ("planned", "construction", "pilot", "operating", "closed")),
    ],
)
def test_what_is_unknown_may_be_anything_and_says_why(path: str, domain: object) -> None:
    fact = _fact(path, "{unknown: they did not say, asked: 2026-01-05}")
    assert (fact.lean, fact.plan, fact.firm, fact.domain) == (domain,) * 4
    assert (fact.why, fact.stated) == ("they did not say", False)


def test_absent_empty_and_unknown_lists_differ() -> None:
    assert "facility" not in _built("").things
    assert _built("facilities: []\n").things["facility"] == ()
    assert not _built("facilities: []\n").open_lists
    open_ = _built("facilities: [{unknown: the sites are secret}]\n")
    assert (open_.things["facility"], open_.open_lists) == ((), {"facility": "the sites are secret"})
    mixed = _built("facilities:\n  - {unknown: others}\n  - {id: works}\n")
    assert [thing.id for thing in mixed.things["facility"]] == ["works"]
    assert mixed.open_lists == {"facility": "others"}
    assert "treats" not in _facility("    country: DE\n")


def test_every_fact_knows_its_place() -> None:
    facts = _facility("    country: DE\n    recovery:\n      lithium: {value: 0.5, evidence: ['s#2']}\n")
    assert (facts["country"].line, facts["country"].column) == (7, 14)
    assert (facts["recovery.lithium"].line, facts["recovery.lithium"].column) == (9, 16)
    assert facts["recovery.lithium"].evidence == ("s#2",)
    assert facts["country"].evidence == ("s#0",), "the evidence of the entity serves its bare values"


# What evidence makes of it.

FIRM = [Grade.contract, Grade.official, Grade.audited, Grade.company, Grade.reported, Grade.quoted, Grade.unnamed]


@pytest.mark.parametrize("grade", list(Grade))
def test_a_grade_decides_how_far_a_fact_is_believed(grade: Grade) -> None:
    fact = _fact("country", f'{{value: DE, evidence: ["{CITE[grade]}"]}}')
    assert (fact.lean, fact.grade) == (("DE",), grade)
    assert fact.plan == (("DE",) if grade in FIRM or grade is Grade.planned else fact.domain)
    assert fact.firm == (("DE",) if grade in FIRM else fact.domain)
    if grade not in FIRM:
        assert fact.reason == ("planned-only" if grade is Grade.planned else "evidence-too-weak")


@pytest.mark.parametrize("grade", list(Grade))
def test_an_aim_is_never_firm_whatever_its_evidence(grade: Grade) -> None:
    fact = _fact("country", f'{{planned: DE, by: 2030-12-31, evidence: ["{CITE[grade]}"]}}')
    weak = grade in (Grade.opinion, Grade.boilerplate, Grade.assumed)
    assert fact.firm == fact.domain
    assert fact.plan == (fact.domain if weak else ("DE",))
    assert fact.grade is (grade if weak else Grade.planned)


def test_an_aim_in_a_conflict_is_no_achievement() -> None:
    fact = _fact("country", '{conflict: [{planned: DE, evidence: ["s#0"]}, {value: FR, evidence: ["s#0"]}]}')
    assert (fact.plan, fact.firm, fact.reason) == (("DE", "FR"), fact.domain, "planned-only")


def test_the_best_evidence_counts() -> None:
    assert _fact("country", f'{{value: DE, evidence: ["{CITE[Grade.opinion]}", "s#2"]}}').grade is Grade.audited


def test_assumed_needs_no_document_and_decides_nothing() -> None:
    fact = _fact("permit", "{value: true, evidence: [assumed]}")
    assert (fact.lean, fact.plan, fact.firm, fact.grade) == ((True,), EITHER, EITHER, Grade.assumed)


# What is wrong.


def _within(written: str) -> Problem:
    return _only(f"facilities:\n  - id: works\n    evidence: ['s#0']\n    {written}\n")


@pytest.mark.parametrize(
    ("written", "column", "what", "todo"),
    [
        ("recovery: {lithium: 70}", 25, "70 is not a share", "70 % is 0.70"),
        ("recovery: {lithium: [0.7, 70]}", 25, "70 is not a share", "70 % is 0.70"),
        ('recovery: {lithium: "70%"}', 25, '"70%" is not a number', "plain number"),
        ('recovery: {lithium: "3/2"}', 25, '"3/2" is not a share', "0 to 1"),
        ('recovery: {lithium: "1/0"}', 25, '"1/0" is not a number', "plain number"),
        ("recovery: {lithium: -0.1}", 25, "-0.1 is not a share", "0 to 1"),
        ("recovery: {lithium: true}", 25, "True is not a number", "plain number"),
        ("recovery: {lithium: [0.5, 0.4]}", 25, "runs from high to low", "lower end first"),
        ("recovery: {lithium: [0.1, 0.2, 0.3]}", 25, "a list stands where one value is meant", "[low, high]"),
        ("recovery: {lithium: }", 25, "nothing stands here", "{unknown: why}"),
        ("recovery: 0.5", 15, "stands where a mapping is meant", "keys"),
        ("capacity_t: -1", 17, "-1 is negative", "from 0 up"),
        ("capacity_t: '12,000'", 17, '"12,000" is not a number', "separators"),
        ("permit: maybe", 13, '"maybe" is neither true nor false', "{unknown: why}"),
        ("permit: 1", 13, "1 is neither true nor false", "true, false"),
        ("permit: [true, false]", 13, "a list stands where one value is meant", "conflict"),
        ("report_filed_on: 2026-02-29", 22, "2026-02-29 is not a day of the calendar", "real day"),
        ("report_filed_on: 22.11.2026", 22, '"22.11.2026" is not a date', "YYYY-MM-DD"),
        ("report_filed_on: 2026", 22, "2026 is not a date", "YYYY-MM-DD"),
        ("name: 5", 11, "5 is not a text", "in quotes"),
        ('name: " "', 11, "is not a text", "in quotes"),
        ("treats: magnets", 13, '"magnets" stands where a list is meant', "Write [magnets]"),
        ("country: {value: DE, planned: FR}", 14, "exactly one of value, unknown, planned, conflict", "Keep one"),
        ("country: {evidence: ['s#0']}", 14, "exactly one of value, unknown, planned, conflict", "Keep one"),
        ("country: {value: DE, by: 2026-01-01}", 30, '"by" says nothing beside "value"', "Remove it"),
        ("country: {value: {value: DE}}", 22, "a wrapped value stands inside", "the value itself"),
        ("country: {unknown: }", 24, "is not a text", "Write a text"),
        ("country: {conflict: [DE]}", 25, "two or more statements", "evidence"),
        ("country: {conflict: [DE, 5]}", 30, "5 is not a word known here", "ISO 3166-1"),
        ("country: {value: DE, evidence: s#0}", 36, "evidence is a list of references", '["sheet#statement"]'),
    ],
)
def test_a_wrong_value_is_told_at_its_place(written: str, column: int, what: str, todo: str) -> None:
    problem = _within(written)
    assert (problem.line, what in problem.what, todo in problem.todo) == (7, True, True), str(problem)
    assert problem.column == column, str(problem)


@pytest.mark.parametrize(
    ("written", "column", "word"),
    [
        ("contry: DE", 5, "country"),
        ("country: de", 14, "DE"),
        ("status: operatin", 13, "operating"),
        ("status: {value: operatin}", 21, "operating"),
        ("treats: [magnet]", 14, "magnets"),
        ("treats: [magnets, lithium-based]", 23, "lithium_based"),
        ("recovery: {litium: 0.5}", 16, "lithium"),
        ("country: {valeu: DE}", 22, "value"),
    ],
)
def test_a_misspelt_word_is_told_with_the_nearest_valid_one(written: str, column: int, word: str) -> None:
    problem = _within(written)
    assert (problem.line, problem.column, problem.nearest) == (7, column, word), str(problem)
    assert f'did you mean "{word}"?' in str(problem)


def test_nothing_is_near_a_word_that_is_like_no_other() -> None:
    assert nearest("xyzzy", ["country", "county"]) is None
    assert nearest("COUNTRY", ["country"]) == "country"
    assert nearest(5, []) is None


def test_every_mistake_of_a_profile_is_told_at_once() -> None:
    text = "facilities:\n  - {id: Works, contry: DE, permit: ja}\nsupplier: []\n"
    text += "parties: [{id: a, roles: [minr], country: XX}]\n"
    found = [(problem.line, problem.column) for problem in _wrong(text)]
    assert found == [(5, 10), (5, 17), (5, 37), (6, 1), (7, 27), (7, 43)]


def test_a_list_and_an_entity_of_the_wrong_shape() -> None:
    assert (_only("facilities: {id: works}\n").what, _only("facilities: [works]\n").what) == (
        "a mapping stands where a list is meant",
        '"works" stands where a mapping is meant',
    )
    for root in ("[]", "deal", "5"):
        with pytest.raises(Invalid, match=r"^deal.yaml:1:1: .* stands where a mapping is meant"):
            build(parse(root, "deal.yaml"), GRADES, "deal.yaml", "")


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("[{country: CN, share: 0.7}, {country: US, share: 0.4}]", "[{country: CN", "the shares add to more than 1"),
        ("[{country: CN, share: 0.1}, {country: CN, share: 0.4}]", "{country: CN, share: 0.4", "CN stands here twice"),
        ("[{country: CN, share: 66}]", "66", "66 is not a share"),
        ("[{country: CN}]", "{country: CN}", "not a share by country"),
        ("[{country: {unknown: x}, share: 0.1}]", "{unknown", "a mapping is not a word known here"),
    ],
)
def test_wrong_shares_by_country(text: str, at: str, what: str) -> None:
    written = f"supplies: [{{id: s, evidence: ['s#0'], sources: {text}}}]\n"
    problem = _only(written)
    assert (problem.line, problem.column, problem.what) == (4, written.index(at) + 1, what)


def test_an_id_that_stands_twice_is_told_with_its_first_place() -> None:
    problem = _only("parties:\n  - {id: works}\nfacilities:\n  - {id: other}\n  - {id: works}\n")
    assert (problem.line, problem.column) == (8, 10)
    assert problem.what == 'the id "works" stands here twice (first on line 5)'


def test_a_link_leads_to_an_entity_of_its_type() -> None:
    text = "parties: [{id: batx}, {id: other}]\nfacilities:\n  - {id: works, operator: bat-x, evidence: ['s#0']}\n"
    problem = _only(text)
    assert (problem.line, problem.column, problem.nearest) == (6, 27, "batx")
    assert problem.what == 'no party has the id "bat-x"'
    assert _only("facilities: [{id: works, operator: works, evidence: ['s#0']}]\n").nearest is None
    conflict = "{conflict: [batx, gone]}"
    assert 'id "gone"' in _only(text.replace("operator: bat-x", f"operator: {conflict}")).what


def test_a_value_without_a_citation_is_refused_and_an_unknown_one_needs_none() -> None:
    problem = _only("facilities:\n  - id: works\n    country: DE\n    status: {unknown: why}\n    permit: true\n")
    assert (problem.line, problem.column) == (6, 14)
    assert problem.what == 'nothing is cited for country, permit of "works"'
    assert "[assumed]" in problem.todo
    assert _only("facilities: [{id: works, country: DE, evidence: []}]\n").what.startswith("nothing is cited")
    assert _built("facilities: [{id: works, country: {unknown: why}}]\n").things["facility"]


def test_a_citation_that_leads_nowhere_is_told_at_its_place() -> None:
    problem = _only("facilities:\n  - {id: works, country: DE, evidence: ['s#0', 's#99']}\n")
    assert (problem.line, problem.column) == (5, 48)
    assert problem.what == 'no statement "s#99" stands in the fact sheets'
    inner = _within('country: {value: DE, evidence: ["s#0", "t#1"]}')
    assert (inner.line, inner.column) == (7, 44)
    side = _within('country: {conflict: [{value: DE, evidence: ["t#1"]}, FR]}')
    assert side.line == 7


def test_the_format_and_the_id_of_a_profile_are_needed() -> None:
    for text, what in [
        ("id: x\ndeal: {}\n", '"schema" is missing'),
        ("schema: checker/profile/1\ndeal: {}\n", '"id" is missing'),
        ("schema: checker/profile/1\nid: x\n", '"deal" is missing'),
        ("schema: checker/profile/2\nid: x\ndeal: {}\n", '"checker/profile/2" is not a word known here'),
    ]:
        with pytest.raises(Invalid) as caught:
            build(parse(text, "deal.yaml"), GRADES, "deal.yaml", "")
        assert [what in problem.what for problem in caught.value.problems] == [True]


def test_a_file_is_loaded_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "deal.yaml"
    path.write_text(HEAD, encoding="utf-8")
    dossier = load(path, GRADES, "shown.yaml")
    assert (dossier.id, dossier.path, len(dossier.digest)) == ("the-deal", "shown.yaml", 64)
    path.write_text(HEAD + "facilities: []\n", encoding="utf-8")
    assert load(path, GRADES).digest != dossier.digest


# What cannot be said together.

PARTIES = (
    'parties:\n  - {id: a, evidence: ["s#0"]}\n  - {id: b, evidence: ["s#0"]}\n  - {id: venture, evidence: ["s#0"]}\n'
)


def _held(*holdings: str) -> str:
    lines = (f'  - {{id: h{n}, {holding}, evidence: ["s#0"]}}\n' for n, holding in enumerate(holdings))
    return f"{PARTIES}holdings:\n{''.join(lines)}"


@pytest.mark.parametrize(
    "holdings",
    [
        ["owner: a, owned: venture, share: 0.5", "owner: b, owned: venture, share: 0.5"],
        ['owner: a, owned: venture, share: "500001/1000000"', 'owner: b, owned: venture, share: "499999/1000000"'],
        ["owner: a, owned: venture, share: [0.4, 0.6]", "owner: b, owned: venture, share: [0.5, 0.6]"],
        [
            "owner: a, owned: venture, share: 1, until: 2026-12-31",
            "owner: b, owned: venture, share: 1, since: 2027-01-01",
        ],
        ["owner: a, owned: venture, share: 1", "owner: b, owned: venture, share: {unknown: why}"],
        ["owner: a, owned: venture, share: 1", "owner: b, owned: venture, share: {planned: 0.5}"],
        ["owner: a, owned: venture, share: 1", "owner: venture, owned: a, share: 0.1"],
        ["owner: a, owned: venture, share: 1", "owner: b, owned: {unknown: why}, share: 1"],
    ],
)
def test_stakes_within_the_whole_are_no_mistake(holdings: list[str]) -> None:
    assert len(_built(_held(*holdings)).things["holding"]) == 2


@pytest.mark.parametrize(
    ("holdings", "said"),
    [
        (["share: 0.6", "share: 0.5"], 'the holdings in "venture" add to 110 %, more than the whole'),
        (
            ["share: 0.6, since: 2026-01-01", "share: 0.6, since: 2026-06-01"],
            'the holdings in "venture" add to 120 % on 2026-06-01, more than the whole',
        ),
        (["share: [0.6, 0.7]", "share: [0.5, 0.6]"], 'the holdings in "venture" add to 110 %, more than the whole'),
        (
            ['share: "1/3"', 'share: "500001/1000000"', 'share: "1/3"'],
            'the holdings in "venture" add to 3500003/3000000 of it, more than the whole',
        ),
    ],
)
def test_stakes_beyond_the_whole_are_told_at_the_share_that_goes_too_far(holdings: list[str], said: str) -> None:
    found = _only(_held(*(f"owner: a, owned: venture, {holding}" for holding in holdings)))
    assert found.what == said
    assert found.line == 3 + 4 + 1 + len(holdings)
    assert "since or until" in found.todo


def test_stakes_that_follow_one_another_are_told_apart_from_those_held_together() -> None:
    held = ["share: 1, until: 2026-12-31", "share: 0.6, since: 2027-01-01", "share: 0.5, since: 2027-01-01"]
    found = _only(_held(*(f"owner: a, owned: venture, {holding}" for holding in held)))
    assert found.what == 'the holdings in "venture" add to 110 % on 2027-01-01, more than the whole'


def test_a_party_that_holds_itself_is_refused() -> None:
    found = _only(_held("owner: venture, owned: venture, share: 0.1"))
    assert (found.line, found.what) == (9, '"venture" holds itself')


@pytest.mark.parametrize(("key", "day"), [("signed_on", "2026-03-01"), ("effective_on", "2026-03-01")])
def test_a_transfer_before_its_deal_is_refused(key: str, day: str) -> None:
    text = HEAD.replace("name: The deal,", f"name: The deal, {key}: {day},")
    transfers = "transfers:\n  - {id: early, date: 2026-02-28, evidence: ['s#0']}\n  - {id: same, date: 2026-03-01, evidence: ['s#0']}\n"
    with pytest.raises(Invalid) as caught:
        build(parse(text + transfers, "deal.yaml"), GRADES, "deal.yaml", "")
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (5, 23)
    assert problem.what == f"the transfer (2026-02-28) lies before its deal (deal.{key}: {day})"
    assert "technical_data_disclosed" in problem.todo


def test_an_unknown_stage_of_technology_is_told_with_the_nearest_word() -> None:
    found = _only("technologies:\n  - {id: t, stage: solvent_extration, evidence: ['s#0']}\n")
    assert found.line == 5
    assert "solvent_extraction" in str(found)
