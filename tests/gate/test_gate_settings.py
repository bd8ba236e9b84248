"""``checker.yaml``: what is checked, what stops the gate, and what is off only with a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.report.formats import FORMATS
from tests.conftest import ROOT, Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")
FACTS = "{deal: {kind: memorandum, binding_parts: [none]}}"
REASON = "The trade desk watches concentration in its own system"


def settings(folder: Path, text: str) -> None:
    (folder / "checker.yaml").write_text(f"schema: checker/config/1\n{text}")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_it_names_the_profiles(run: Run, repo: Path) -> None:
    (repo / "deals").mkdir()
    (repo / "profiles" / "plant.yaml").rename(repo / "deals" / "plant.yaml")
    settings(repo, "profiles: [deals, profiles/memorandum.yaml]\n")
    document = json.loads(run("check", *DAY, "--format", "json").out)
    assert [deal["path"] for deal in document["deals"]] == ["profiles/memorandum.yaml", "deals/plant.yaml"]
    settings(repo, "profiles: [deals]\n")
    assert run("check", *DAY).code == 0


def test_its_paths_are_named_from_its_folder(run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / ".git").mkdir()
    settings(repo, "profiles: [profiles]\n")
    monkeypatch.chdir(repo / "seeds")
    found = run("check", "--rules", "../rules", "--as-of", "2028-01-01", "--format", "json")
    paths = [deal["path"] for deal in json.loads(found.out)["deals"]]
    assert paths == ["../profiles/memorandum.yaml", "../profiles/plant.yaml"]


def test_its_level_counts_unless_the_command_line_names_one(run: Run, repo: Path) -> None:
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: medium")
    assert run("check", *DAY).code == 0
    settings(repo, "fail_on: medium\n")
    assert run("check", *DAY).code == 1
    assert run("check", *DAY, "--fail-on", "high").code == 0


def test_it_can_be_strict(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "{unknown: not seen}")
    assert run("check", *DAY).code == 0
    settings(repo, "strict: true\n")
    assert run("check", *DAY).code == 5


def test_a_benchmark_stops_the_gate_only_if_asked(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "0.64}, {country: AU, share: 0.36", "0.66}, {country: AU, share: 0.34")
    plant = ("check", "profiles/plant.yaml", *DAY)
    assert run(*plant).code == 0
    assert run(*plant, "--also-fail", "proposal", "--also-fail", "unverified").code == 0
    assert run(*plant, "--also-fail", "benchmark").code == 1
    settings(repo, "also_fail: [benchmark]\n")
    assert run(*plant).code == 1


def test_a_proposal_and_an_unverified_rule_stop_the_gate_only_if_asked(run: Run, repo: Path) -> None:
    rule = repo / "rules" / "ip" / "secrecy-open.yaml"
    edit(rule, "force: practice", "force: proposal")
    edit(rule, "examples:\n", f"examples:\n  - {{name: before, as_of: 1999-12-31, facts: {FACTS}, expect: not_yet}}\n")
    assert run("check", *DAY).code == 0
    assert run("check", *DAY, "--also-fail", "proposal").code == 1
    edit(rule, "severity: critical", "severity: medium")
    edit(rule, "grade: secondary", "grade: unverified")
    level = (*DAY, "--fail-on", "medium")
    assert run("check", *level, "--also-fail", "proposal").code == 0
    assert run("check", *level, "--also-fail", "unverified").code == 0
    assert run("check", *level, "--also-fail", "unverified", "--also-fail", "proposal").code == 1


@pytest.mark.parametrize("form", FORMATS)
def test_a_theme_is_off_only_with_a_reason_that_every_output_shows(run: Run, repo: Path, form: str) -> None:
    settings(repo, f"themes_off:\n  ip: {REASON}\n")
    found = run("check", *DAY, "--format", form)
    assert found.code == 0
    assert "secrecy-open" not in found.out
    assert REASON in " ".join(found.out.split())
    settings(repo, "themes_off: {ip: no}\n")
    assert run("check", *DAY).code == 3


def test_a_theme_that_is_off_cannot_be_asked_for(run: Run, repo: Path) -> None:
    settings(repo, f"themes_off: {{ip: {REASON}}}\n")
    for words in (("--theme", "ip"), ("--rule", "secrecy-open")):
        found = run("check", *DAY, *words)
        assert found.code == 2
        assert f"The theme ip is off in checker.yaml: {REASON}" in found.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on: hihg\n", 'checker.yaml:2:10: "hihg" is not a word known here - did you mean "high"?'),
        ("fail-on: high\n", 'checker.yaml:2:1: unknown key "fail-on" - did you mean "fail_on"?'),
        ("profiles: []\n", "checker.yaml:2:11: "),
        ("profiles: [../elsewhere]\n", 'checker.yaml:2:12: "../elsewhere" does not lie below this file'),
        ("profiles: [/etc]\n", 'checker.yaml:2:12: "/etc" does not lie below this file'),
        ("profiles: [profils]\n", 'checker.yaml:2:12: there is no file or folder "profils"'),
        ("themes_off: {ipp: a reason that is long enough}\n", 'did you mean "ip"?'),
        ("strict: maybe\n", "checker.yaml:2:9: "),
        (
            "themes_off:\n"
            + "".join(
                f"  {theme}: a reason that is long enough\n"
                for theme in ("batteries", "concentration", "ip", "ownership", "trade", "plant", "deal")
            ),
            "checker.yaml:2:1: every theme is off",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(run: Run, repo: Path, text: str, said: str) -> None:
    settings(repo, text)
    found = run("check", *DAY)
    assert (found.code, found.out) == (3, "")
    assert said in found.err


def test_the_files_of_the_house_and_hidden_folders_are_no_profiles(run: Run, repo: Path) -> None:
    settings(repo, "")
    (repo / "profiles" / "checker.yaml").write_text("schema: checker/config/1\n")
    (repo / "profiles" / ".github").mkdir()
    (repo / "profiles" / ".github" / "flow.yaml").write_text("on: [push]\n")
    assert len(json.loads(run("check", *DAY, "--format", "json").out)["deals"]) == 2


def test_a_profile_with_the_short_suffix_is_not_passed_over(run: Run, repo: Path) -> None:
    (repo / "profiles" / "memorandum.yaml").rename(repo / "profiles" / "memorandum.yml")
    assert run("check", *DAY).code == 1


def test_completeness_is_printed_for_each_profile(run: Run, repo: Path) -> None:
    edit(
        repo / "profiles" / "plant.yaml",
        "{country: CN, share: 0.64}, {country: AU, share: 0.36}",
        "{country: CN, share: 0.64}",
    )
    document = json.loads(run("check", *DAY, "--format", "json").out)
    assert {deal["id"]: deal["completeness"] for deal in document["deals"]} == {
        "demo-memorandum": 100,
        "demo-plant": 50,
    }
    found = " ".join(run("check", *DAY).out.split())
    assert "The profile is 50 % complete." in found
    assert "The profile is 100 % complete." in found


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_twice_and_in_every_time_zone(repo: Path, form: str) -> None:
    printed = set()
    for zone, seed in (("UTC", "1"), ("Pacific/Kiritimati", "2"), ("America/Adak", "3")):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed}
        line = [sys.executable, "-c", "from checker.cli import main; main()", "check", *DAY, "--format", form]
        ran = subprocess.run(line, capture_output=True, env=environment, check=False)
        assert ran.returncode == 1, ran.stderr
        printed.add(ran.stdout)
    assert len(printed) == 1
