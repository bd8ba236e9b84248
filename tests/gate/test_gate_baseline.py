"""The baseline: what was there before does not count; what is new or worse does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

RULES = ("--rules", "rules", "--as-of", "2028-01-01")
BASE = ("--baseline", "baseline.json")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def old(run: Run, repo: Path) -> Path:
    """A repository in which a memorandum fails and a plant recovers too little, with its baseline."""
    edit(repo / "profiles" / "plant.yaml", "value: 0.6", "value: 0.4")
    assert run("check", *RULES, "--write-baseline", "baseline.json").code == 1
    return repo


def test_what_stood_in_the_baseline_does_not_count(run: Run, old: Path) -> None:
    found = run("check", *RULES, *BASE)
    assert found.code == 0
    assert "2 stood in baseline.json." in found.out
    assert "gate  in the baseline" in found.out
    assert json.loads(run("check", *RULES, *BASE, "--format", "json").out)["gate"]["known"] == 2


def test_what_is_new_counts(run: Run, old: Path) -> None:
    text = (old / "profiles" / "memorandum.yaml").read_text()
    (old / "profiles" / "second.yaml").write_text(text.replace("id: demo-memorandum", "id: second"))
    found = run("check", *RULES, *BASE, "--format", "json")
    assert found.code == 1
    assert json.loads(found.out)["gate"]["stops"] == [{"deal": "second", "rule": "secrecy-open", "subject": "deal"}]


@pytest.mark.parametrize(("value", "code"), [("0.4", 0), ("0.45", 0), ("0.39", 1)])
def test_a_value_that_moved_away_from_its_limit_counts(run: Run, old: Path, value: str, code: int) -> None:
    edit(old / "profiles" / "plant.yaml", "value: 0.4", f"value: {value}")
    assert run("check", *RULES, *BASE).code == code


def test_a_value_that_cannot_be_compared_any_more_counts(run: Run, old: Path) -> None:
    conflict = '{conflict: [{value: 0.3, evidence: ["demo#2"]}, {value: 0.2, evidence: ["demo#1"]}]}'
    edit(old / "profiles" / "plant.yaml", '{value: 0.4, evidence: ["demo#2"]}', conflict)
    assert run("check", *RULES, *BASE).code == 1


def test_a_rule_that_became_graver_counts(run: Run, repo: Path) -> None:
    rule = repo / "rules" / "ip" / "secrecy-open.yaml"
    edit(rule, "severity: critical", "severity: high")
    run("check", *RULES, "--write-baseline", "baseline.json")
    assert run("check", *RULES, *BASE).code == 0
    edit(rule, "severity: high", "severity: critical")
    assert run("check", *RULES, *BASE).code == 1


def test_what_was_undecided_and_fails_counts(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "{unknown: not seen}")
    run("check", *RULES, "--write-baseline", "baseline.json")
    assert run("check", *RULES, *BASE, "--strict").code == 0
    assert run("check", *RULES, "--strict").code == 5
    edit(repo / "profiles" / "memorandum.yaml", "{unknown: not seen}", "[none]")
    assert run("check", *RULES, *BASE).code == 1


def test_what_is_fixed_is_named(run: Run, old: Path) -> None:
    edit(old / "profiles" / "memorandum.yaml", "[none]", "[confidentiality]")
    found = run("check", *RULES, *BASE)
    assert found.code == 0
    assert "secrecy-open for deal of demo-memorandum fails no longer: pass." in found.out
    assert "fails no longer" not in run("check", *RULES, *BASE, "--theme", "batteries").out


def test_a_rise_in_undecided_is_said(run: Run, old: Path) -> None:
    edit(
        old / "profiles" / "plant.yaml",
        "supplies:\n  - ",
        "supplies:\n  - {id: more, sources: {unknown: no list}}\n  - ",
    )
    found = run("check", *RULES, *BASE)
    assert found.code == 0
    assert "More of demo-plant is undecided: 1 findings, 0 in the baseline." in found.out
    assert "More of" not in run("check", *RULES).out


def test_the_file_holds_no_prose(run: Run, old: Path) -> None:
    before = (old / "baseline.json").read_text()
    for path in (old / "rules").glob("*/*.yaml"):
        text = path.read_text()
        lines = [line + " now" if line.startswith(("why:", "fix:", "title:")) else line for line in text.splitlines()]
        path.write_text("\n".join(lines) + "\n")
    edit(old / "profiles" / "memorandum.yaml", "name: Demo", "name: Another")
    run("check", *RULES, "--write-baseline", "baseline.json")
    assert (old / "baseline.json").read_text() == before
    document = json.loads(before)
    assert document["deals"]["demo-plant"] == [
        {
            "rule": "lithium-recovery",
            "outcome": "fail",
            "severity": "high",
            "subjects": {"works": {"facility.recovery.lithium": 0.4}},
        }
    ]


def test_it_can_be_compared_and_written_in_one_run(run: Run, old: Path) -> None:
    edit(old / "profiles" / "memorandum.yaml", "[none]", "[confidentiality]")
    found = run("check", *RULES, *BASE, "--write-baseline", "baseline.json")
    assert "fails no longer" in found.out
    assert "fails no longer" not in run("check", *RULES, *BASE).out


@pytest.mark.parametrize("words", [("--theme", "ip"), ("--rule", "secrecy-open"), ("--changed-since", "HEAD")])
def test_a_part_is_not_written_for_the_whole(run: Run, old: Path, words: tuple[str, ...]) -> None:
    before = (old / "baseline.json").read_text()
    assert run("check", *RULES, "--write-baseline", "baseline.json", *words).code == 2
    assert (old / "baseline.json").read_text() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "baseline.json:1:1: this is not JSON"),
        ('{"schema": "checker/baseline/1",\n "deals": {},}', "baseline.json:2:14: this is not JSON"),
        ('{"schema": "checker/baseline/1", "deals": {}, "deals": {}}', 'the key "deals" stands here twice'),
        ('{"schema": "checker/baseline/2", "deals": {}}', "baseline.json:1:12: "),
        (
            '{"schema": "checker/baseline/1", "deals": {"a": [\n{"rule": "b", "outcome": "pass", "severity": "low",'
            ' "subjects": {}}]}}',
            'baseline.json:2:26: "pass" is not a word known here',
        ),
        ("[" * 100_000, "nested too deep"),
        ('["' + "\\ud800" + '"]', "baseline.json:1:"),
    ],
)
def test_a_file_of_another_shape_is_refused(run: Run, repo: Path, text: str, said: str) -> None:
    (repo / "baseline.json").write_text(text)
    found = run("check", *RULES, *BASE)
    assert (found.code, found.out) == (3, "")
    assert said in found.err


def test_a_file_that_is_not_there_or_not_text_is_refused(run: Run, repo: Path) -> None:
    found = run("check", *RULES, *BASE)
    assert found.code == 3
    assert "baseline.json:1:1: cannot be read (No such file or directory)" in found.err
    (repo / "baseline.json").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in run("check", *RULES, *BASE).err
