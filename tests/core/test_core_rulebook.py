"""What an author of rules is told: each mistake at its place, all at once; examples run; mutants are found."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from core_kit import changed, written

from checker.errors import Invalid, Problem
from checker.proof import examples
from checker.proof.mutate import mutate
from checker.rulebook.book import Rulebook
from checker.rulebook.lint import lint
from checker.rulebook.load import load

RULE = "batteries/lithium-recovery.yaml"
ACT, VALUES = "instruments/the-act.yaml", "parameters/the-act.yaml"
LIST, DERIVE = "lists/the-states.yaml", "derive/facility-recycles.yaml"
ASK, COVER = "questions/facility.yaml", "coverage/the-act.yaml"
FILES = {
    "edition.yaml": """\
schema: checker/edition/1
edition: "2026.01"
about: A small edition.
""",
    ACT: """\
schema: checker/instrument/1
id: the-act
name: The Act
short: Act
kind: regulation
jurisdiction: EU
status:
  - {from: 2024-01-01, status: in_force}
verified: {grade: primary, on: 2026-01-01}
""",
    VALUES: """\
schema: checker/parameters/1
instrument: the-act
parameters:
  - id: act.lithium
    label: Lithium to be recovered
    unit: share
    at: Annex I
    verified: {grade: primary, on: 2026-01-01}
    values:
      - {from: 2024-01-01, value: 0.50}
starts:
  - {id: act.start, label: Recovery, at: Art. 9, verified: {grade: primary, on: 2026-01-01}, on: 2027-01-01}
""",
    LIST: """\
schema: checker/list/1
id: the-states
label: Member States
sources:
  - {instrument: the-act, at: Art. 2}
verified: {grade: primary, on: 2026-01-01}
always: [DE, FR]
""",
    DERIVE: """\
id: facility-recycles
title: The plant recycles
for_each: facility
fact: facility.recycles
derive:
  classify:
    branches:
      - when: {facility.activities: {includes: recycling}}
        value: true
      - value: false
examples:
  - {name: recycles, facts: {facility: {activities: [recycling]}}, expect: true}
  - {name: mines, facts: {facility: {activities: [mining]}}, expect: false}
  - {name: nobody said, facts: {facility: {}}, expect: {open: [true, false]}}
""",
    ASK: """\
schema: checker/questions/1
for_each: facility
questions:
  facility.treats: {question: "What does {facility.name} treat?", to: partner}
""",
    COVER: """\
schema: checker/coverage/1
instrument: the-act
articles: 3
annexes: 1
verified: {grade: primary, on: 2026-01-01}
provisions:
  - {id: aims, at: "Arts. 1 and 2", about: Aims, out_of_scope: It asks nothing of anybody.}
  - {id: recovery, at: "Art. 3; Annex I", about: Lithium, encoded_by: [lithium-recovery, act.lithium]}
""",
    RULE: """\
id: lithium-recovery
title: The plant recovers too little lithium
theme: batteries
force: duty
binds: recycler
severity: high
sources:
  - {instrument: the-act, at: "Art. 9(1)"}
verified: {grade: primary, on: 2026-01-01}
for_each: facility
starts: act.start
applies_if:
  facility.recycles: true
  facility.country: {in_list: the-states}
  facility.treats: {includes: lithium_based}
check:
  at_least: {fact: facility.recovery.lithium, limit: act.lithium}
ask:
  facility.recycles: {question: "Does {facility.name} recycle?", to: partner}
  facility.country: {question: "Where does {facility.name} stand?", to: partner}
  facility.recovery.lithium: {question: "How much lithium does it recover?", to: partner}
why: Lithium that is not recovered has to be imported again.
fix: Make the recovery of lithium a guaranteed figure of the contract.
examples:
  - name: the eve
    as_of: 2026-12-31
    facts: {facility: {country: DE, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.49}}}
    expect: not_yet
    later: fail
    from: 2027-01-01
  - name: exactly the limit on the first day
    as_of: 2027-01-01
    facts: {facility: {country: DE, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.5}}}
    expect: pass
  - name: a little less
    as_of: 2027-01-01
    facts: {facility: {country: FR, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.49}}}
    expect: fail
  - name: never measured
    as_of: 2027-01-01
    facts: {facility: {country: DE, activities: [recycling], treats: [lithium_based]}}
    expect: unknown
    asks: [facility.recovery.lithium]
  - name: a mine
    as_of: 2027-01-01
    facts: {facility: {country: DE, activities: [mining], treats: [lithium_based], recovery: {lithium: 0.1}}}
    expect: not_applicable
  - name: abroad
    as_of: 2027-01-01
    facts: {facility: {country: CN, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.1}}}
    expect: not_applicable
  - name: another feed
    as_of: 2027-01-01
    facts: {facility: {country: DE, activities: [recycling], treats: [lead_acid], recovery: {lithium: 0.1}}}
    expect: not_applicable
""",
}

Edit = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small rulebook that is right."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return written(tmp_path, FILES)


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Changes one text in a file of it."""

    return lambda name, old, new: changed(folder / name, old, new)


def _problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(Invalid) as caught:
        load(folder, "rules")
    assert all(problem.todo.endswith(".") for problem in caught.value.problems)
    return caught.value.problems


def _place(folder: Path, name: str, text: str) -> tuple[str, int, int]:
    """Where a text stands in a file, as a problem says it."""
    before, found, _ = (folder / name).read_text("utf-8").partition(text)
    assert found
    return f"rules/{name}", before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def test_the_small_rulebook_is_right(folder: Path) -> None:
    book = load(folder, "rules")
    assert [rule.id for rule in book.rules] == ["lithium-recovery"]
    assert (book.edition, sorted(book.parameters), sorted(book.lists)) == ("2026.01", ["act.lithium"], ["the-states"])


def test_a_rulebook_from_the_cache_is_the_same(folder: Path) -> None:
    first, again = load(folder, "rules"), load(folder, "rules")
    assert (first.rules, first.parameters, first.digest) == (again.rules, again.parameters, again.digest)
    assert list((folder.parent / "cache").rglob("*.json"))


def test_a_changed_file_is_read_anew_and_a_spoilt_cache_passed_over(folder: Path, edit: Edit) -> None:
    before = load(folder, "rules").digest
    for cached in (folder.parent / "cache").rglob("*.json"):
        cached.write_text("[", encoding="utf-8")
    assert load(folder, "rules").digest == before
    edit(VALUES, "value: 0.50", "value: 0.51")
    after = load(folder, "rules")
    assert after.digest != before
    assert float(after.parameters["act.lithium"].values[0].limit) == 0.51  # type: ignore[arg-type]


def test_a_number_that_the_cache_cannot_hold_stays_exact_and_leaves_nothing_behind(folder: Path, edit: Edit) -> None:
    edit(VALUES, "value: 0.50", "value: 0.12345678901234567890123")
    for _ in range(2):
        limit = load(folder, "rules").parameters["act.lithium"].values[0].limit
        assert limit == Fraction("0.12345678901234567890123")
    assert list((folder.parent / "cache").rglob("*.*")) == []


def test_a_rule_with_the_other_suffix_is_not_passed_over(folder: Path, edit: Edit) -> None:
    edit(RULE, "severity: high", "severity: hihg")
    (folder / RULE).rename((folder / RULE).with_suffix(".yml"))
    (problem,) = _problems(folder)
    assert problem.path == "rules/batteries/lithium-recovery.yml"


WRONG = [
    # file, old, new, where, what, nearest word
    (RULE, "{includes: lithium_based}\ncheck", "{inclues: lithium_based}\ncheck", "lithium_based}\ncheck", '"inclues" is no test', "includes"),
    (RULE, "facility.treats: {includes", "facility.treat: {includes", "facility.treat:", '"treat" is no fact of facility', "treats"),
    (RULE, "facility.country: {in_list", "facilty.country: {in_list", "facilty.country", "begins with neither facility", "facility"),
    (RULE, "fact: facility.recovery.lithium", "fact: facility.recovery.litium", "facility.recovery.litium", "is no fact of facility", "recovery.lithium"),
    (RULE, "facility.recycles: true", "facility.recycels: true", "facility.recycels", '"recycels" is no fact', "recycles"),
    (RULE, "limit: act.lithium", "limit: act.litium", "act.litium", 'no parameter is called "act.litium"', "act.lithium"),
    (RULE, "in_list: the-states", "in_list: the-state", "the-state}", 'no list is called "the-state"', "the-states"),
    (RULE, "instrument: the-act", "instrument: the-akt", "the-akt", 'no instrument is called "the-akt"', "the-act"),
    (RULE, "starts: act.start", "starts: act.strat", "act.strat", 'no start is called "act.strat"', "act.start"),
    (RULE, "{includes: lithium_based}\ncheck", "{includes: lithium}\ncheck", "lithium}\ncheck", '"facility.treats" is never "lithium"', "lithium_based"),
    (RULE, "{includes: lithium_based}\ncheck", "{at_least: 5}\ncheck", "5}", "not followed by the name of a parameter", None),
    (RULE, "limit: act.lithium", "limit: 0.5", "0.5}\nask", "0.5 is not a text", None),
    (RULE, "facility.recycles: true", "facility.recycles: {at_least: act.lithium}", "{at_least: act", "is not a number or a date", None),
    (RULE, "facility.recycles: true", 'facility.recycles: "yes"', '"yes"', '"facility.recycles" is held against "yes"', None),
    (RULE, "fact: facility.recovery.lithium", "fact: facility.permit", "facility.permit", '"facility.permit" is not a number or a date', None),
    (RULE, "facility.country: {in_list: the-states}", 'facility.recovery.cobalt: "50%"', '"50%"', "is not a single word", None),
    (RULE, "facility.country: {in_list: the-states}", "facility.country: {includes: DE}", "{includes: DE}", '"facility.country" is not a list', None),
    (RULE, "facility.treats: {includes: lithium_based}\ncheck", "facility.treats: lithium_based\ncheck", "lithium_based\ncheck", "is not a single word", None),
    (RULE, "at_least: {fact: facility.recovery.lithium, limit: act.lithium}", "required: {fact: facility.country, is: 5}", "5}", "5 is not a text", None),
    (RULE, "at_least: {fact", "at_leats: {fact", "at_leats", 'unknown key "at_leats"', "at_least"),
    (RULE, "severity: high", "severty: high", "severty", 'unknown key "severty"', "severity"),
    (RULE, "severity: high", "severity: hihg", "hihg", '"hihg" is not a word known here', "high"),
    (RULE, "theme: batteries", "theme: battery", "battery", '"battery" is not a word known here', "batteries"),
    (RULE, "for_each: facility", "for_each: facilities", "facilities", '"facilities" is not a word known here', "facility"),
    (RULE, "expect: pass", "expect: passes", "passes", '"passes" is not a word known here', "pass"),
    (RULE, "check:\n  at_least: {fact: facility.recovery.lithium, limit: act.lithium}", "check: {fact: facility.recovery.lithium, limit: act.lithium}", "fact: facility.recovery", 'unknown key "fact"', None),
    (RULE, "\n  at_least: {fact", "\n  forbidden: {fact: facility.country}\n  at_least: {fact", "forbidden:", "a check has exactly one kind", None),
    (RULE, "sources:\n  - {instrument: the-act, at: \"Art. 9(1)\"}\n", "sources: []\n", "[]", "", None),
    (RULE, "sources:\n  - {instrument: the-act, at: \"Art. 9(1)\"}\n", "", "id: ", 'the key "sources" is missing', None),
    (RULE, "verified: {grade: primary, on: 2026-01-01}", "verified: {grade: primary, on: 2026-02-30}", "2026-02-30", "is not a day of the calendar", None),
    (RULE, "as_of: 2026-12-31", "as_of: 31.12.2026", "31.12.2026", "is not a date", None),
    (RULE, "  facility.country: {question: \"Where does {facility.name} stand?\", to: partner}\n", "", "facility.recycles: {question", 'no question asks for "facility.country"', None),
    (RULE, "why: Lithium", "  facility.status: {question: \"How far has it come?\", to: partner}\nwhy: Lithium", "{question: \"How far", "which the rule does not read", "facility.treats"),
    (RULE, "to: partner}\nwhy", "to: partners}\nwhy", "partners}", '"partners" is not a word known here', "partner"),
    (RULE, "fix: Make the recovery of lithium a guaranteed figure of the contract.\n", "", "id: ", 'the key "fix" is missing', None),
    (RULE, "verified: {grade: primary", "verified: {grade: unverified", "high", "an unverified rule is high", None),
    (RULE, "id: lithium-recovery", "id: lithium-recoveries", "id: ", 'the file is called "lithium-recovery" and holds "lithium-recoveries"', None),
    (RULE, "theme: batteries", "theme: plant", "plant\nforce", "a rule of plant stands in batteries", None),
    (RULE, "expect: unknown\n", "expect: fail\n", "- name: the eve", "no example shows the outcome unknown", None),
    (VALUES, "value: 0.50", "value: 50%", "50%", '"50%" is not a number', None),
    (VALUES, "value: 0.50", "value: 50", "50}", "a share runs from 0 to 1", None),
    (VALUES, "value: 0.50", "day: 2024-01-01", "{from", "the value does not fit its unit", None),
    (VALUES, "from: 2024-01-01", "from: 2024-13-01", "2024-13-01", "is not a day of the calendar", None),
    (VALUES, "instrument: the-act", "instrument: the-akt", "the-akt", 'no instrument is called "the-akt"', None),
    (VALUES, "on: 2027-01-01}", "on: 2027-01-01, later_of: {date: 2027-01-01, months: 1, after: [the-act]}}", "{id: act.start", "either on or later_of", None),
    (VALUES, ", on: 2027-01-01}", ", later_of: {date: 2027-01-01, months: 1, after: [the-akt]}}", "the-akt", 'no instrument is called "the-akt"', "the-act"),
    (ACT, "status: in_force", "status: in-force", "in-force", '"in-force" is not a word known here', "in_force"),
    (ACT, "status: in_force", "status: unknown", "- {from", "a status is unknown and no question is given", None),
    (ACT, "  - {from: 2024-01-01, status: in_force}", "  - {from: 2024-01-01, status: in_force}\n  - {from: 2023-01-01, status: adopted}", "- {from: 2024", "not in order of time", None),
    (LIST, "instrument: the-act", "instrument: the-akt", "the-akt", 'no instrument is called "the-akt"', "the-act"),
    (LIST, "[DE, FR]", "[DE, FR, DE]", "", "listed twice: DE", None),
    (LIST, "[DE, FR]", "[DE, NO]", "NO]", "the bare word NO", None),
    (RULE, "starts: act.start", "starts: act.start\nstarts_by: {fact: facility.status, starts: {pilot: act.start, operating: act.start}}", "id: ", '"starts" and "starts_by" stand together', None),
    (RULE, "starts: act.start", "starts_by: {fact: facility.status, starts: {pilot: act.strat, operating: act.start}}", "act.strat", 'no start is called "act.strat"', "act.start"),
    (RULE, "starts: act.start", "starts_by: {fact: facility.status, starts: {pilto: act.start, operating: act.start}}", "pilto", '"facility.status" is never "pilto"', "pilot"),
    (RULE, "starts: act.start", "starts_by: {fact: facility.treats, starts: {ore: act.start, magnets: act.start}}", "facility.treats, starts", "is not one word of a set", None),
    (RULE, "starts: act.start", "starts_by: {fact: facility.statsu, starts: {pilot: act.start, operating: act.start}}", "", '"statsu" is no fact of facility', "status"),
    (RULE, "the eve\n    as_of: 2026-12-31\n", "the eve\n", "name: the eve", 'the key "as_of" is missing', None),
    (ASK, "for_each: facility", "for_each: facilities", "facilities", '"facilities" is not a word known here', "facility"),
    (ASK, "to: partner", "to: partners", "partners", '"partners" is not a word known here', "partner"),
    (COVER, "Art. 3; Annex I", "Art. 3", "- {id: aims", "nothing is said of Annex I", None),
    (COVER, "Arts. 1 and 2", "Art. 2", "- {id: aims", "nothing is said of Art. 1", None),
    (COVER, "id: recovery", "id: aims", "- {id: aims, at: \"Arts", '"aims" stands here twice', None),
    (COVER, "[lithium-recovery, act.lithium]", "[lithium-recovery, act.litium]", "act.litium", 'no part of the rulebook is called "act.litium"', "act.lithium"),
    (COVER, "[lithium-recovery, act.lithium]", "[act.lithium]", "", 'the rule cites "the-act", whose coverage does not name it', None),
    (COVER, "about: Aims, out_of_scope", "about: Aims, not_checkable: Nothing to see., out_of_scope", "{id: aims", '"aims" needs exactly one state', None),
    (COVER, "instrument: the-act", "instrument: the-akt", "schema", 'the file is called "the-act" and holds "the-akt"', None),
    (DERIVE, "fact: facility.recycles", "fact: party.recycles", "party.recycles", "is no fact of facility", None),
    (DERIVE, "fact: facility.recycles", "fact: facility.permit", "facility.permit", "can be stated in a profile", None),
    (DERIVE, "{includes: recycling}", "{includes: recycleing}", "recycleing}", 'is never "recycleing"', "recycling"),
    (DERIVE, "facility.activities: {includes: recycling}", "facility.recycles: true", "classify:", "is drawn, in the end, from itself", None),
    (DERIVE, "  classify:", "  exists: {of: facilities}\n  classify:", "exists", "a derivation has exactly one kind", None),
    (DERIVE, "      - value: false\n", "      - {when: {facility.permit: true}, value: false}\n", "branches:", "the last branch, and no other, has no conditions", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "where", "what", "word"), WRONG, ids=[f"{w[0]}: {w[4]}" for w in WRONG])
def test_a_mistake_is_told_at_its_place(
    folder: Path, edit: Edit, name: str, old: str, new: str, where: str, what: str, word: str | None
) -> None:
    edit(name, old, new)
    found = _problems(folder)
    told = [problem for problem in found if what in problem.what]
    assert told, "\n".join(map(str, found))
    if where:
        assert _place(folder, name, where) in [(p.path, p.line, p.column) for p in told], "\n".join(map(str, found))
    assert word in [problem.nearest for problem in told], "\n".join(map(str, found))


def test_examples_start_from_what_is_given(folder: Path, edit: Edit) -> None:
    text = (folder / RULE).read_text("utf-8")
    head = text.partition("examples:\n")[0]
    given = """given:
  as_of: 2027-01-01
  facts: {facility: {country: DE, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.49}}}
examples:
  - {name: the eve, as_of: 2026-12-31, expect: not_yet, later: fail, from: 2027-01-01}
  - {name: a little less, expect: fail}
  - {name: exactly the limit, facts: {facility: {recovery: {lithium: 0.5}}}, expect: pass}
  - {name: never measured, facts: {facility: {recovery: null}}, expect: unknown, asks: [facility.recovery.lithium]}
  - {name: abroad, facts: {facility: {country: CN}}, expect: not_applicable}
  - {name: none listed, facts: {facility: null, facilities: []}, expect: not_applicable}
"""
    (folder / RULE).write_text(head + given, encoding="utf-8")
    book = load(folder, "rules")
    assert examples.test_rule(book, book.rules[0]) == []
    measured = {example.name: example.facts.get("facility", {}).get("recovery") for example in book.rules[0].examples}
    assert measured["never measured"] is None
    assert measured["exactly the limit"] == {"lithium": Fraction("0.5")}


def test_a_rule_without_a_question_of_its_own_asks_the_usual_one(folder: Path, edit: Edit) -> None:
    asked = load(folder, "rules").rules[0].ask["facility.treats"]
    assert asked.question == "What does {facility.name} treat?"
    edit(
        RULE,
        "  facility.recovery.lithium: {question",
        '  facility.treats: {question: "What goes into {facility.name}?", to: partner}\n  facility.recovery.lithium: {question',
    )
    book = load(folder, "rules")
    assert book.rules[0].ask["facility.treats"].question == "What goes into {facility.name}?"
    assert [misfit.what for misfit in lint(book)] == ["no rule asks the usual question"]


def test_a_rule_that_repeats_the_usual_question_is_told(folder: Path, edit: Edit) -> None:
    edit(
        RULE,
        "  facility.recovery.lithium: {question",
        '  facility.treats: {question: "What does {facility.name} treat?", to: partner}\n  facility.recovery.lithium: {question',
    )
    assert [misfit.what for misfit in lint(load(folder, "rules"))] == [
        "no rule asks the usual question",
        "the rule repeats the usual question",
    ]


def test_a_circle_of_inferences_is_told(folder: Path, edit: Edit) -> None:
    other = FILES[DERIVE].replace("facility-recycles", "facility-burns").replace("facility.recycles", "facility.burns")
    other = other.replace("facility.activities: {includes: recycling}", "facility.recycles: true")
    (folder / "derive" / "facility-burns.yaml").write_text(other, encoding="utf-8")
    edit(DERIVE, "facility.activities: {includes: recycling}", "facility.burns: true")
    found = [(problem.path, problem.what) for problem in _problems(folder)]
    for id, fact in (("recycles", "facility.recycles"), ("burns", "facility.burns")):
        assert (f"rules/derive/facility-{id}.yaml", f'"{fact}" is drawn, in the end, from itself') in found


def test_two_inferences_of_one_fact_are_told(folder: Path) -> None:
    other = FILES[DERIVE].replace("id: facility-recycles", "id: facility-recycles-too")
    (folder / "derive" / "facility-recycles-too.yaml").write_text(other, encoding="utf-8")
    (problem,) = _problems(folder)
    assert problem.what == '"facility.recycles" is inferred by "facility-recycles" too'
    assert (problem.path, problem.line) == ("rules/derive/facility-recycles-too.yaml", 4)


@pytest.mark.parametrize("name", ["notes.yaml", "batteries/deeper/rule.yaml", "rules/lithium.yaml"])
def test_a_stray_file_is_told(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("a: 1\n", encoding="utf-8")
    (problem,) = _problems(folder)
    assert (problem.path, problem.line, problem.what) == (f"rules/{name}", 1, "no file of this kind belongs here")


def test_a_rule_in_the_folder_of_another_theme_and_an_id_used_twice_are_told(folder: Path) -> None:
    (folder / "plant").mkdir()
    (folder / "plant" / "lithium-recovery.yaml").write_text(FILES[RULE], encoding="utf-8")
    found = {(problem.path, problem.what) for problem in _problems(folder)}
    assert ("rules/plant/lithium-recovery.yaml", "a rule of batteries stands in plant") in found
    assert ("rules/plant/lithium-recovery.yaml", f'"lithium-recovery" stands in {RULE} too') in found


def test_a_missing_edition_and_a_missing_folder_are_told(folder: Path) -> None:
    (folder / "edition.yaml").unlink()
    assert [str(problem) for problem in _problems(folder)] == ["rules/edition.yaml:1:1: the file is missing. Add it."]
    with pytest.raises(Invalid, match="this is not a folder"):
        load(folder / "nowhere", "nowhere")


def test_mistakes_of_several_files_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit(RULE, "limit: act.lithium", "limit: act.litium")
    edit(RULE, "{includes: lithium_based}\ncheck", "{includes: lithium}\ncheck")
    edit(LIST, "instrument: the-act", "instrument: the-akt")
    edit(DERIVE, "{includes: recycling}", "{includes: recycleing}")
    assert [(p.path, p.line) for p in _problems(folder)] == [
        (f"rules/{RULE}", 15),
        (f"rules/{RULE}", 17),
        (f"rules/{DERIVE}", 8),
        (f"rules/{LIST}", 5),
    ]


def test_mistakes_of_form_in_several_files_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit(RULE, "severity: high", "severity: hihg")
    edit(ACT, "kind: regulation", "kind: regulations")
    edit(VALUES, "value: 0.50", "value: half")
    edit("edition.yaml", '"2026.01"', '"first"')
    assert [problem.path for problem in _problems(folder)] == [
        f"rules/{name}" for name in (RULE, "edition.yaml", ACT, VALUES)
    ]


def test_files_that_are_no_yaml_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit(RULE, "severity: high", "severity: &x high")
    edit(ACT, "kind: regulation", "kind: !!str regulation")
    assert [(p.path, p.line) for p in _problems(folder)] == [(f"rules/{RULE}", 6), (f"rules/{ACT}", 5)]


# Examples and mutants.


def _failures(book: Rulebook) -> list[str]:
    found = [failure for derivation in book.derivations for failure in examples.test_derivation(book, derivation)]
    found += [failure for rule in book.rules for failure in examples.test_rule(book, rule)]
    return [f"{failure.id} {failure.number} {failure.name}: {failure.what}" for failure in found]


def test_the_examples_of_a_right_rulebook_come_out(folder: Path) -> None:
    assert _failures(load(folder, "rules")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (RULE, "recovery: {lithium: 0.5}", "recovery: {lithium: 0.4}", "1 exactly the limit on the first day: expected pass, got fail"),
        (RULE, "later: fail", "later: pass", "0 the eve: expected later pass, got fail"),
        (RULE, "from: 2027-01-01", "from: 2027-01-02", "0 the eve: expected from 2027-01-02, got 2027-01-01"),
        (RULE, "asks: [facility.recovery.lithium]", "asks: [facility.treats]", "3 never measured: expected to ask facility.treats, asks facility.recovery.lithium"),
        (RULE, "expect: unknown\n", "expect: unknown\n    reason: date-missing\n", "3 never measured: expected reason date-missing"),
        (RULE, "activities: [mining], treats", "activities: [minning], treats", '4 a mine: example:1:1: "minning" is not a word known here'),
        (RULE, "{country: CN, act", "{land: CN, act", '5 abroad: example:1:1: unknown key "land"'),
        (DERIVE, "[mining]}}, expect: false", "[mining]}}, expect: true", "1 mines: expected yes, got no"),
        (VALUES, "value: 0.50", "value: 0.51", "1 exactly the limit on the first day: expected pass, got fail"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_come_out_is_told(
    folder: Path, edit: Edit, name: str, old: str, new: str, told: str
) -> None:
    edit(name, old, new)
    failures = _failures(load(folder, "rules"))
    assert any(told in failure for failure in failures), failures


def test_no_mutant_of_a_well_proven_rulebook_survives(folder: Path) -> None:
    results = list(mutate(load(folder, "rules")))
    assert [f"{result.name}: {result.what}" for result in results if not result.noticed] == []
    assert {result.name for result in results} >= {
        "lithium-recovery",
        "facility-recycles",
        "act.lithium",
        "act.start",
        "the-states",
    }


ABROAD = """{country: CN, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.1}}}
    expect: not_applicable"""
EVE = """as_of: 2026-12-31
    facts: {facility: {country: DE, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.49}}}
    expect: not_yet
    later: fail
    from: 2027-01-01
"""
EARLIER = EVE.replace("2026-12-31", "2026-12-30").replace("    from: 2027-01-01\n", "")
REST = FILES[DERIVE].partition("expect: true}\n")[2]
AT_HOME = ABROAD.replace("CN", "DE").replace("not_applicable", "fail")


@pytest.mark.parametrize(
    ("name", "old", "new", "survivor"),
    [
        (RULE, "{lithium: 0.5}", "{lithium: 0.6}", ("lithium-recovery", "the limit itself moved")),
        (RULE, "{lithium: 0.5}", "{lithium: 0.6}", ("act.lithium", "0.51 from")),
        (RULE, EVE, EARLIER, ("act.start", "from 2026-12-31")),
        (RULE, ABROAD, AT_HOME, ("lithium-recovery", "facility.country: left out")),
        (DERIVE, REST, "", ("facility-recycles", "facility.activities: left out")),
    ],
)
def test_a_mutant_that_no_example_notices_survives(
    folder: Path, edit: Edit, name: str, old: str, new: str, survivor: tuple[str, str]
) -> None:
    edit(name, old, new)
    book = load(folder, "rules")
    assert _failures(book) == []
    survived = [(result.name, result.what) for result in mutate(book) if not result.noticed]
    assert any(name == survivor[0] and survivor[1] in what for name, what in survived), survived
