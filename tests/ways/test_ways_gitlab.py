"""The scripts of the GitLab job, run as a runner would, by both shells that it may find."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from tests.conftest import ROOT
from tests.ways.kit import committed, environment, house, program, propose

JOB = yaml.safe_load((ROOT / "templates" / "gitlab.yml").read_text())["deal-checker"]
REPORTS = JOB["artifacts"]["reports"]
SHELLS = {"bash": ["bash", "-eo", "pipefail", "-c"], "sh": ["sh", "-e", "-c"]}


@dataclass(frozen=True)
class Judged:
    """What a run of the job gave."""

    code: int
    out: str
    err: str


class Runner:
    """Runs the job on a checkout of the invented repository."""

    def __init__(self, folder: Path, shell: list[str]) -> None:
        self.shell = shell
        self.folder = folder
        self.checkout = house(folder / "checkout")
        self.programs = folder / "programs"
        program(self.programs / "checker")
        pip = self.programs / "pip"
        pip.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {folder / "told"}\n')
        pip.chmod(0o755)

    def run(self, **variables: str) -> Judged:
        """The scripts with the variables of the job, some of them set by a user or by GitLab."""
        ran = subprocess.run(
            [*self.shell, "\n".join([*JOB["before_script"], *JOB["script"]])],
            cwd=self.checkout,
            env=environment(
                PATH=f"{self.programs}{os.pathsep}{os.environ['PATH']}",
                **(JOB["variables"] | {"DEAL_CHECKER": "a.whl"} | variables),
            ),
            capture_output=True,
            text=True,
            check=False,
        )
        return Judged(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture(params=list(SHELLS))
def runner(request: pytest.FixtureRequest, tmp_path: Path) -> Runner:
    assert shutil.which(request.param)
    return Runner(tmp_path, SHELLS[request.param])


def test_what_is_installed_has_to_be_said(runner: Runner) -> None:
    found = runner.run(DEAL_CHECKER="")
    assert found.code == 2
    assert "Set DEAL_CHECKER" in found.out
    runner.run(DEAL_CHECKER="git+https://gitlab.example/house/deal-checker@v1")
    assert (runner.folder / "told").read_text().splitlines()[-2:] == [
        "--",
        "git+https://gitlab.example/house/deal-checker@v1",
    ]


def test_a_profile_that_fails_stops_the_job_and_stands_in_the_log_and_in_both_reports(runner: Runner) -> None:
    assert runner.run().code == 0
    propose(runner.checkout)
    found = runner.run()
    assert found.code == 1
    assert "✘ high  memorandum-without-binding-secrecy" in found.out
    entries = json.loads((runner.checkout / REPORTS["codequality"]).read_text())
    assert "profiles/lithium-memorandum.yaml" in {entry["location"]["path"] for entry in entries}
    suites = ElementTree.parse(runner.checkout / REPORTS["junit"])
    assert suites.findall(".//failure")


def test_a_merge_request_answers_for_what_it_changes_and_its_report_holds_everything(tmp_path: Path) -> None:
    runner = Runner(tmp_path, SHELLS["sh"])
    propose(runner.checkout)
    base = committed(runner.checkout)
    assert runner.run().code == 1
    (runner.checkout / "README.md").write_text("Our deals.\n")
    committed(runner.checkout)
    assert runner.run(CI_MERGE_REQUEST_DIFF_BASE_SHA=base).code == 0
    assert "lithium-memorandum" in (runner.checkout / REPORTS["codequality"]).read_text()


def test_an_invalid_profile_is_told_once(runner: Runner) -> None:
    profile = propose(runner.checkout)
    profile.write_text(profile.read_text().replace("heads-of-terms#2", "heads-of-terms#9"))
    found = runner.run()
    assert found.code == 3
    assert found.err.count("profiles/lithium-memorandum.yaml:6:") == 1


def test_variables_do_what_they_say(tmp_path: Path) -> None:
    runner = Runner(tmp_path, SHELLS["sh"])
    propose(runner.checkout)
    assert runner.run(DEAL_CHECKER_FAIL_ON="critical").code == 0
    assert runner.run(DEAL_CHECKER_FAIL_ON="critical", DEAL_CHECKER_STRICT="true").code == 5
    assert runner.run(DEAL_CHECKER_STRICT="yes").code == 2
    (runner.checkout / "known.json").write_text('{"schema": "checker/baseline/1", "deals": {}}')
    assert runner.run(DEAL_CHECKER_BASELINE="known.json").code == 1


@pytest.mark.parametrize("value", ['"; touch pwned; "', "$(touch pwned)", "x\ntouch pwned\n", "--output=pwned"])
def test_hostile_variables_are_wrong_words_and_nothing_else(tmp_path: Path, value: str) -> None:
    runner = Runner(tmp_path, SHELLS["sh"])
    strict = "DEAL_CHECKER_STRICT"
    others = ("DEAL_CHECKER_FAIL_ON", "DEAL_CHECKER_BASELINE", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
    assert runner.run(**{strict: value}).code == 2
    assert runner.run(**dict.fromkeys(others, value)).code == 2
    assert not list(tmp_path.rglob("pwned*"))
