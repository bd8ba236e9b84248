"""``checker check``: exit codes, formats, filters, and files it may not harm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from checker.schemas import schema
from tests.conftest import Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_grave_fail_stops_the_gate(run: Run, repo: Path) -> None:
    found = run("check", *DAY)
    assert found.code == 1
    assert "secrecy-open" in found.out
    assert "profiles/memorandum.yaml:3:64" in found.out


def test_nothing_grave_passes_the_gate(run: Run, repo: Path) -> None:
    assert run("check", "profiles/plant.yaml", *DAY).code == 0


def test_the_level_is_the_users(run: Run, repo: Path) -> None:
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: medium")
    assert run("check", *DAY).code == 0
    assert run("check", *DAY, "--fail-on", "medium").code == 1


def test_a_benchmark_exceeded_is_shown_and_does_not_stop_the_gate(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "0.64}, {country: AU, share: 0.36", "0.66}, {country: AU, share: 0.34")
    found = run("check", "profiles/plant.yaml", *DAY)
    assert found.code == 0
    assert "Exposure above a benchmark that does not bind the parties" in found.out


def test_an_unverified_rule_does_not_stop_the_gate(run: Run, repo: Path) -> None:
    rule = repo / "rules" / "ip" / "secrecy-open.yaml"
    edit(rule, "severity: critical", "severity: medium")
    edit(rule, "grade: secondary", "grade: unverified")
    found = run("check", *DAY, "--fail-on", "info")
    assert found.code == 0
    assert "source unverified" in found.out


def test_undecided_stops_the_gate_only_if_asked(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", '{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}")
    assert run("check", "profiles/plant.yaml", *DAY).code == 0
    assert run("check", "profiles/plant.yaml", *DAY, "--strict").code == 5
    assert run("check", *DAY, "--strict").code == 1


def test_wrong_usage(run: Run, repo: Path) -> None:
    assert run("check", "nowhere").code == 2
    assert run("chek").code == 2
    assert 'Did you mean "check"?' in run("chek").err
    assert run("check", "--as-of", "2026-02-30").code == 2
    assert run("check", *DAY, "--all", "--format", "json").code == 2
    assert 'Did you mean "secrecy-open"?' in run("check", *DAY, "--rule", "secrecy-opne").err
    assert run("check", *DAY, "--rule", "secrecy-open", "--theme", "batteries").code == 2


def test_removing_a_citation_is_invalid_and_names_the_line(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", '    evidence: ["demo#1"]\n', "")
    found = run("check", *DAY)
    assert found.code == 3
    assert found.err.startswith("profiles/plant.yaml:6:11: nothing is cited for name, activities, treats")
    assert found.out == ""


def test_one_bad_file_among_many_is_reported_with_all_the_others(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "kind: plant", "kind: plnat")
    edit(repo / "profiles" / "memorandum.yaml", "demo#1", "demo#9")
    (repo / "profiles" / "twin.yaml").write_text("a: NO\nb: [")
    found = run("check", *DAY)
    assert found.code == 3
    lines = found.err.splitlines()
    named = [line.split(":")[0] for line in lines[:-1]]
    assert named == [f"profiles/{name}.yaml" for name in ("memorandum", "plant", "twin", "twin")]
    assert 'did you mean "plant"?' in lines[1]


def test_a_deal_id_used_twice_is_invalid(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "id: demo-plant", "id: demo-memorandum")
    found = run("check", *DAY)
    assert found.code == 3
    assert 'the deal id "demo-memorandum"' in found.err


def test_an_invalid_rulebook_is_found_before_anything_is_judged(run: Run, repo: Path) -> None:
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "deal.kind: memorandum", "deal.knid: memorandum")
    found = run("check", *DAY)
    assert found.code == 3
    assert "rules/ip/secrecy-open.yaml:13:3" in found.err
    assert 'did you mean "kind"?' in found.err


def test_nothing_to_check(run: Run, repo: Path) -> None:
    for path in (repo / "profiles").iterdir():
        path.unlink()
    assert run("check", *DAY).code == 4
    (repo / "profiles").rmdir()
    assert run("check", *DAY).code == 4


def test_json_keeps_the_contract(run: Run, repo: Path) -> None:
    found = run("check", *DAY, "--format", "json")
    document = json.loads(found.out)
    jsonschema.Draft202012Validator(schema("assessment")).validate(document)
    assert list(document) == ["schema", "as_of", "engine", "rulebook", "gate", "deals"]
    assert [deal["id"] for deal in document["deals"]] == ["demo-memorandum", "demo-plant"]
    finding = document["deals"][1]["findings"][0]
    assert list(finding) == [
        "rule", "theme", "subject", "outcome", "later", "from", "reason", "severity", "force", "binds", "message",
        "location", "facts", "questions", "sources", "waived", "fix",
    ]  # fmt: skip
    assert finding["outcome"] == "pass"
    assert (finding["later"], finding["from"]) == ("fail", "2031-12-31")
    assert finding["location"] == {"path": "profiles/plant.yaml", "line": 9, "column": 25}
    assert finding["facts"][-1] == {
        "path": "facility.recovery.lithium", "value": 0.6, "evidence": ["demo#2"], "grade": "audited",
    }  # fmt: skip
    for deal in document["deals"]:
        keys = [(f["theme"], f["rule"], f["subject"]) for f in deal["findings"]]
        assert keys == sorted(keys)
        assert sum(deal["counts"].values()) == len(keys)


def test_same_input_same_bytes(run: Run, repo: Path) -> None:
    for form in ("text", "json"):
        first = run("check", *DAY, "--format", form).out
        assert run("check", *DAY, "--format", form).out == first
    (repo / "cache").mkdir(exist_ok=True)
    os.environ["XDG_CACHE_HOME"] = str(repo / "elsewhere")
    assert run("check", *DAY, "--format", "json").out == first


def test_both_engines_say_the_same(run: Run, repo: Path) -> None:
    from checker.inference import engine

    found = [json.loads(run("check", *DAY, "--format", "json", "--engine", name).out) for name in engine.available()]
    for document in found:
        document.pop("engine")
    assert all(document == found[0] for document in found)


def test_renaming_a_profile_changes_no_verdict(run: Run, repo: Path) -> None:
    before = json.loads(run("check", *DAY, "--format", "json").out)
    (repo / "profiles" / "plant.yaml").rename(repo / "profiles" / "a-other-name.yaml")
    after = json.loads(run("check", *DAY, "--format", "json").out)
    for document in (before, after):
        for deal in document["deals"]:
            deal.pop("path")
            for finding in deal["findings"]:
                finding["location"].pop("path")
    assert before == after


def test_one_share_changes_one_finding(run: Run, repo: Path) -> None:
    before = json.loads(run("check", *DAY, "--format", "json").out)
    edit(repo / "profiles" / "plant.yaml", "0.64}, {country: AU, share: 0.36", "0.66}, {country: AU, share: 0.34")
    after = json.loads(run("check", *DAY, "--format", "json").out)
    pairs = [
        (one, other)
        for first, second in zip(before["deals"], after["deals"], strict=True)
        for one, other in zip(first["findings"], second["findings"], strict=True)
    ]
    changed = [(one["rule"], one["outcome"], other["outcome"]) for one, other in pairs if one != other]
    assert changed == [("one-country", "pass", "fail")]


def test_filters(run: Run, repo: Path) -> None:
    document = json.loads(run("check", *DAY, "--theme", "ip", "--format", "json").out)
    assert {f["rule"] for deal in document["deals"] for f in deal["findings"]} == {"secrecy-open"}
    document = json.loads(run("check", *DAY, "--rule", "one-country", "--format", "json").out)
    assert {f["rule"] for deal in document["deals"] for f in deal["findings"]} == {"one-country"}


def test_all_lists_every_finding(run: Run, repo: Path) -> None:
    found = run("check", *DAY, "--all", "profiles/memorandum.yaml")
    for rule in ("lithium-recovery", "one-country", "secrecy-open"):
        assert rule in found.out.split("All findings")[1]


def test_a_file_is_written_whole(run: Run, repo: Path) -> None:
    printed = run("check", *DAY, "--format", "json").out
    found = run("check", *DAY, "--format", "json", "-o", "out.json")
    assert found.out == ""
    assert (repo / "out.json").read_text() == printed
    assert run("check", *DAY, "-o", "no/such/folder/out.txt").code == 2
    edit(repo / "profiles" / "plant.yaml", "kind: plant", "kind: plnat")
    assert run("check", *DAY, "--format", "json", "-o", "out.json").code == 3
    assert (repo / "out.json").read_text() == printed


@pytest.mark.parametrize("words", [("check",), ("check", "--format", "json")])
def test_a_broken_pipe_is_silent(repo: Path, words: tuple[str, ...]) -> None:
    line = [sys.executable, "-c", "from checker.cli import main; main()", *words, *DAY]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_no_colour_where_no_terminal_is(run: Run, repo: Path) -> None:
    assert "\x1b" not in run("check", *DAY).out


def test_text_from_a_profile_cannot_take_control_of_the_terminal(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "name: Demo plant", 'name: "[red]Demo[/red] \\u2067 plant"')
    assert run("check", *DAY).code == 3
    edit(repo / "profiles" / "plant.yaml", "\\u2067 ", "")
    assert "[red]Demo[/red] plant" in run("check", "profiles/plant.yaml", *DAY).out


def test_a_question_template_is_never_executed(run: Run, repo: Path) -> None:
    rule = repo / "rules" / "batteries" / "lithium-recovery.yaml"
    edit(rule, "and who measured it?", "and {facility.__class__} {0.format} %s {deal.name} measured it?")
    found = run("check", "profiles/plant.yaml", *DAY)
    assert found.code == 3
    assert "rules/batteries/lithium-recovery.yaml:17:30" in found.err
    for place in ("{facility.__class__}", "{0.format}"):
        assert f'"{place}" in the question names no fact' in found.err


@pytest.mark.parametrize("day", ["0001-01-01", "1990-01-01", "9999-12-31"])
def test_any_day_of_the_calendar_can_be_the_law_date(run: Run, repo: Path, day: str) -> None:
    edit(
        repo / "profiles" / "plant.yaml",
        "supplies:",
        'milestones: [{id: end, due: [0001-01-01, 9999-12-31], evidence: ["demo#1"]}]\nsupplies:',
    )
    assert run("check", "--as-of", day).code in (0, 1)


def test_a_defect_of_the_program_does_not_look_like_a_rule_that_fails(
    run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.assessment.assess.Assessor.assess", lambda *_: 1 / 0)
    found = run("check", *DAY)
    assert found.code == 70
    assert "ZeroDivisionError" in found.err
    assert "nothing is said of any deal" in found.err


def test_text_from_a_profile_cannot_command_the_runner_of_a_workflow(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "name: Demo plant", "name: '::error::Demo ##[add-mask]plant'")
    for words in ((), ("--all",)):
        found = run("check", "profiles/plant.yaml", *DAY, *words).out
        assert "error::Demo ## [add-mask]plant" in found
        assert not any(line.lstrip().startswith("::") or "##[" in line for line in found.splitlines())
