"""``explain``, ``ask``, ``rules``, ``seeds``, ``schema`` and ``new``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.cli import COMMANDS
from checker.cli.new import KINDS
from checker.schemas import MODELS
from tests.conftest import Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_explain_goes_from_the_outcome_to_the_paragraph(run: Run, repo: Path) -> None:
    found = run("explain", "profiles/plant.yaml", "lithium-recovery", *DAY)
    assert found.code == 0
    chain = [
        "pass  lithium-recovery  works",
        "Art. 71(2)",
        "facility.recycles_batteries is yes",
        "drawn from  works: facility.activities = recycling",
        "facility.recovery.lithium is at least 0.5 (Lithium recovered",
        "stated at profiles/plant.yaml:9:25, grade audited",
        "[demo#2] The yields were measured. (An invented term sheet, paragraph 1; audited)",
    ]
    places = [found.out.find(words) for words in chain]
    assert -1 not in places, chain[places.index(-1)]
    assert places == sorted(places)


def test_explain_says_what_would_decide(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", '{value: 0.6, evidence: ["demo#2"]}', '{planned: 0.6, evidence: ["demo#4"]}')
    found = run("explain", "profiles/plant.yaml", "lithium-recovery", *DAY)
    assert "it is only planned; what is stated leans towards pass" in found.out
    assert "facility.recovery.lithium = 0.6 (planned)" in found.out
    assert "What share of the lithium does the works recover" in found.out


def test_explain_of_a_rule_that_does_not_exist(run: Run, repo: Path) -> None:
    found = run("explain", "profiles/plant.yaml", "lithium-recovry", *DAY)
    assert found.code == 2
    assert 'Did you mean "lithium-recovery"?' in found.err


def test_ask_ranks_by_what_hangs_on_the_answer(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", '{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}")
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "{unknown: text not seen}")
    found = json.loads(run("ask", *DAY, "--format", "json").out)
    asked = [(q["deal"], q["fact"], q["to"], q["rules"]) for q in found["questions"]]
    assert asked == [
        ("demo-memorandum", "deal.binding_parts", "counsel", ["secrecy-open"]),
        ("demo-plant", "facility.recovery.lithium", "partner", ["lithium-recovery"]),
    ]
    text = run("ask", *DAY).out
    assert text.index("To counsel") < text.index("To partner")


def test_a_list_never_asked_for_gives_one_question(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "facilities: []\nsupplies: []\n", "")
    found = json.loads(run("ask", "profiles/memorandum.yaml", *DAY, "--format", "json").out)
    assert [question["fact"] for question in found["questions"]] == ["facilities", "supplies"]


def test_ask_writes_a_file(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "{unknown: text not seen}")
    printed = run("ask", *DAY).out
    assert run("ask", *DAY, "-o", "questions.txt").out == ""
    assert (repo / "questions.txt").read_text() == printed


def test_rules_list_and_show(run: Run, repo: Path) -> None:
    found = run("rules", "list", "--rules", "rules")
    assert [word in found.out for word in ("lithium-recovery", "one-country", "secrecy-open")] == [True] * 3
    assert "lithium" not in run("rules", "list", "--rules", "rules", "--theme", "ip").out
    page = run("rules", "show", "lithium-recovery", "--rules", "rules").out
    for words in ("Source", "From when", "Figures", "0.8 share from 2031-12-31", "What we ask", "cure", "Examples"):
        assert words in page


def test_rules_coverage_names_every_provision_its_state_and_its_rules(run: Run, repo: Path) -> None:
    table = run("rules", "coverage", "eu-batteries-regulation", "--rules", "rules").out
    for words in ("Art. 43", "lithium-recovery", "out of scope", "It binds Member States.", "primary"):
        assert words in table
    found = json.loads(run("rules", "coverage", "--rules", "rules", "--format", "json").out)
    (act,) = found["instruments"]
    assert act["counts"] == {"encoded": 1, "not_checkable": 1, "out_of_scope": 1}
    assert [(p["state"], p["encoded_by"], p["reason"]) for p in act["provisions"]] == [
        ("out_of_scope", [], "It binds Member States."),
        ("encoded", ["lithium-recovery"], None),
        ("not_checkable", [], "No fact of a deal shows it."),
    ]
    assert "eu-batteries-regulation" in run("rules", "coverage", "--rules", "rules").out


def test_rules_coverage_hints_at_the_nearest_act(run: Run, repo: Path) -> None:
    found = run("rules", "coverage", "eu-batteries-regulatio", "--rules", "rules")
    assert found.code == 2
    assert 'Did you mean "eu-batteries-regulation"?' in found.err


def test_rules_test_points_at_an_example_that_is_wrong(run: Run, repo: Path) -> None:
    assert run("rules", "test", "--rules", "rules").code == 0
    rule = repo / "rules" / "ip" / "secrecy-open.yaml"
    edit(rule, "{name: nothing binds, as_of: 2026-01-01, facts: {deal: {kind: memorandum, binding_parts: [none]}}, expect: fail}",
         "{name: nothing binds, as_of: 2026-01-01, facts: {deal: {kind: memorandum, binding_parts: [confidentiality]}}, expect: fail}")  # fmt: skip
    found = run("rules", "test", "--rules", "rules")
    assert found.code == 3
    assert 'rules/ip/secrecy-open.yaml:24:5: the example "nothing binds": expected fail, got pass' in found.err


def test_rules_lint_finds_what_nothing_uses(run: Run, repo: Path) -> None:
    assert run("rules", "lint", "--rules", "rules").code == 0
    parameters = repo / "rules" / "parameters" / "union-benchmark.yaml"
    parameters.write_text(parameters.read_text() + parameters.read_text().split("parameters:\n")[1].replace("benchmark.share", "benchmark.other"))  # fmt: skip
    found = run("rules", "lint", "--rules", "rules")
    assert found.code == 3
    assert 'no rule uses "benchmark.other"' in found.err


def test_rules_mutate_names_what_no_example_notices(run: Run, repo: Path) -> None:
    rule = repo / "rules" / "batteries" / "lithium-recovery.yaml"
    lines = [line for line in rule.read_text().splitlines() if "a newspaper says so" not in line]
    rule.write_text("\n".join(lines))
    found = run("rules", "mutate", "--rules", "rules")
    assert found.code == 3
    assert "no example notices: lithium-recovery: check facility.recovery.lithium: any evidence will do" in found.out


def test_schema(run: Run) -> None:
    for name in MODELS:
        found = run("schema", name)
        assert found.code == 0
        assert json.loads(found.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_profile_is_valid_and_decides_nothing(run: Run, repo: Path, kind: str) -> None:
    assert run("new", kind, "-o", "profiles/new.yaml").code == 0
    assert (repo / "profiles" / "new.yaml").read_text() == run("new", kind).out
    found = run("check", "profiles/new.yaml", "--format", "json", "--as-of", "2026-11-22")
    assert found.code == 0
    counts = json.loads(found.out)["deals"][0]["counts"]
    assert counts["fail"] == counts["pass"] == 0
    assert counts["unknown"] > 0


def test_new_does_not_overwrite(run: Run, repo: Path) -> None:
    found = run("new", "plant", "-o", "profiles/plant.yaml")
    assert found.code == 2
    assert "exists already" in found.err


def test_every_command_has_help(run: Run) -> None:
    for name in COMMANDS:
        found = run(name, "--help")
        assert found.code == 0
        assert len(found.out.splitlines()) > 4


def test_the_version_names_the_engine(run: Run) -> None:
    found = run("--version")
    assert found.code == 0
    assert "engine durable" in found.out or "engine python" in found.out
