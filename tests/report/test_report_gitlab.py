"""``check --format gitlab``: a code quality report with the fields that GitLab documents."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema

from checker.report.screen import clean
from tests.conftest import Run
from tests.report.report_hostile import (
    DAY,
    PLANTS,
    REORDERED,
    SITUATIONS,
    Situation,
    accept,
    edit,
    elsewhere,
    hostile,
    hostile_files,
    lines_of,
    ran,
    situations,
    spoil,
    stopping,
    together,
)

TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/]", "not": {"pattern": "^[.]/"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What GitLab documents of a code quality report: the fields it reads, the severities, a path from the repository."""


def report(text: str) -> list[dict[str, Any]]:
    """The entries of a report that keeps what GitLab documents."""
    assert not text.startswith("\ufeff")
    entries: list[dict[str, Any]] = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(entries)
    prints = [entry["fingerprint"] for entry in entries]
    assert len(set(prints)) == len(prints)
    return entries


def found(run: Run, *words: object) -> list[dict[str, Any]]:
    return report(run("check", *DAY, *words, "--format", "gitlab").out)


def place(entry: dict[str, Any]) -> tuple[str, int]:
    return entry["location"]["path"], entry["location"]["lines"]["begin"]


@situations
def test_what_stops_the_gate_is_critical_and_nothing_else_is(run: Run, repo: Path, situation: Situation) -> None:
    said = ran(run, repo, situation, "gitlab")
    entries = report(said.out)
    grave = sum(entry["severity"] in ("critical", "blocker") for entry in entries)
    assert grave == stopping(run, situation)
    assert (said.code in (1, 3, 5)) is (grave > 0)


def test_the_gravest_comes_first(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    entries = found(run)
    assert [entry["severity"] for entry in entries] == ["blocker", "critical", "critical"]
    assert entries[0]["check_name"] == "secrecy-open"
    assert entries[0]["description"] == (
        "demo-memorandum: Against good practice: the memorandum does not bind to secrecy. "
        "Law: Deal practice, secrecy before data (in force)."
    )
    assert place(entries[0]) == ("profiles/memorandum.yaml", 3)


def test_what_does_not_count_says_so_and_why(run: Run, repo: Path) -> None:
    SITUATIONS["a fail below the level"].prepare(run, repo)
    (entry,) = found(run)
    assert entry["severity"] == "minor"
    assert "Does not stop the gate: below high." in entry["description"]


def test_what_is_accepted_or_was_there_before_is_for_information(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    run("check", *DAY, "--write-baseline", "baseline.json")
    accept(repo)
    entries = found(run, "--baseline", "baseline.json")
    assert [entry["severity"] for entry in entries] == ["info", "info", "info"]
    assert "Waived, accepted by A. Counsel until 2028-06-30: The secrecy" in entries[0]["description"]
    assert all("Does not stop the gate: in the baseline." in entry["description"] for entry in entries[1:])


def test_an_expired_waiver_and_a_theme_left_out_are_entries(run: Run, repo: Path) -> None:
    SITUATIONS["an expired waiver"].prepare(run, repo)
    SITUATIONS["a theme left out"].prepare(run, repo)
    said = {entry["check_name"]: (entry["severity"], *place(entry)) for entry in found(run)}
    assert said == {
        "waiver-expired": ("critical", "waivers.yaml", 3),
        "secrecy-open": ("info", "profiles/memorandum.yaml", 3),
        "theme-off": ("info", "checker.yaml", 2),
    }


def test_nothing_found_is_an_empty_report(run: Run, repo: Path) -> None:
    assert found(run, "profiles/plant.yaml") == []


def test_undecided_findings_are_listed_on_demand(run: Run, repo: Path) -> None:
    SITUATIONS["something undecided"].prepare(run, repo)
    assert {entry["check_name"] for entry in found(run)} == {"secrecy-open"}
    assert {entry["check_name"] for entry in found(run, "--all")} == {"secrecy-open", "lithium-recovery"}


def test_an_entry_points_at_its_fact_and_keeps_its_fingerprint_wherever_that_moves(run: Run, repo: Path) -> None:
    known: dict[str, set[str]] = {}
    for name, text in (("plant", PLANTS), ("plant", REORDERED), ("renamed", REORDERED)):
        (repo / "profiles" / "plant.yaml").unlink(missing_ok=True)
        (repo / "profiles" / f"{name}.yaml").write_text(text)
        entries = found(run, f"profiles/{name}.yaml")
        assert len(entries) == 2
        for entry in entries:
            subject = entry["description"].split()[0]
            assert place(entry) == (f"profiles/{name}.yaml", lines_of(text)[subject])
            known.setdefault(subject, set()).add(entry["fingerprint"])
    assert [len(prints) for prints in known.values()] == [1, 1]


def test_a_finding_of_all_deals_together_says_so_and_stands_in_a_file_that_is_there(run: Run, repo: Path) -> None:
    (entry,) = report(together(run, repo, "gitlab"))
    assert place(entry) == ("profiles/one.yaml", 1)
    assert entry["description"].startswith("one.maker of all deals together: ")


def test_it_holds_what_another_program_makes_of_the_sarif(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    run("check", *DAY, "--format", "sarif", "-o", "found.sarif")
    words = ["codeclimate", "-o", "theirs.json", "found.sarif"]
    subprocess.run([sys.executable, "-m", "sarif", *words], capture_output=True, check=True)
    theirs = json.loads((repo / "theirs.json").read_text(encoding="utf-8"))
    ours = found(run)
    assert sorted((e["check_name"], *place(e)) for e in ours) == sorted((e["check_name"], *place(e)) for e in theirs)
    assert all(entry.keys() <= other.keys() for entry, other in zip(ours, theirs, strict=True))


@hostile
def test_no_text_breaks_the_report(run: Run, repo: Path, text: str) -> None:
    spoil(repo, text)
    entries = found(run, "--all")
    assert {entry["check_name"] for entry in entries} == {"secrecy-open", "lithium-recovery", "theme-off"}
    shown = [entry["description"] for entry in entries]
    assert all(said.isprintable() and len(said) < 3_000 for said in shown)
    start = clean(" ".join(text.split()))[:30]
    assert sum(start in said for said in shown) == 2


@hostile_files
def test_any_file_name_is_kept(run: Run, repo: Path, name: str) -> None:
    (repo / "profiles" / "memorandum.yaml").rename(repo / "profiles" / name)
    assert run("check", *DAY, "--format", "gitlab", "-o", "out.json").code == 1
    (entry,) = report((repo / "out.json").read_text(encoding="utf-8"))
    assert place(entry) == (f"profiles/{name}".replace("\udcff", "?"), 3)


def test_a_fail_that_grows_worse_keeps_its_fingerprint(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    before = found(run, "profiles/plant.yaml")
    edit(repo / "profiles" / "plant.yaml", "0.3", "0.1")
    after = found(run, "profiles/plant.yaml")
    assert [entry["fingerprint"] for entry in before] == [entry["fingerprint"] for entry in after]
    assert before != after


def test_same_bytes_wherever_and_whenever_it_runs(repo: Path) -> None:
    first = elsewhere("gitlab", "Pacific/Kiritimati", "1")
    assert b'"fingerprint"' in first
    assert elsewhere("gitlab", "America/Los_Angeles", "2") == first
