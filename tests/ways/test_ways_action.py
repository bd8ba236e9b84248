"""The scripts of the GitHub Action, run as a runner would: inputs and places are variables."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.ways.kit import committed, environment, git, house, program, propose

ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = [step for step in ACTION["runs"]["steps"] if "run" in step]
HOSTILE = [
    '"; touch pwned; "',
    "'; touch pwned; '",
    "$(touch pwned)",
    "`touch pwned`",
    "x\ntouch pwned\n",
    "--output=pwned",
]


@dataclass(frozen=True)
class Judged:
    """What a run of the action gave."""

    code: int
    out: str
    err: str
    summary: str


class Runner:
    """Runs the action on a checkout of the invented repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.checkout = house(folder / "checkout")
        self.temp = folder / "temp"
        self.temp.mkdir()
        program(self.temp / "checker")
        python = self.temp / "python"
        python.write_text(
            '#!/bin/sh\ntest "$1 $2" = "-m venv" && mkdir -p "$3/bin" && cp checker "$3/bin/checker"\n'
            'printf \'#!/bin/sh\\nprintf "%%s\\\\n" "$@" > told\\n\' > "$3/bin/pip" && chmod +x "$3/bin/pip"\n'
        )
        python.chmod(0o755)

    def run(self, **inputs: str) -> Judged:
        """Both scripts in turn; inputs that are not given have their default, that of a push for ``since``."""
        values = {f"inputs.{name}": about["default"] for name, about in ACTION["inputs"].items()}
        values["inputs.since"] = ""
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values |= {"runner.temp": str(self.temp), "steps.python.outputs.python-path": str(self.temp / "python")}
        summary = self.folder / "summary.md"
        summary.write_text("")
        for step in STEPS:
            variables = {name: evaluated(text, values) for name, text in step["env"].items()}
            ran = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=evaluated(step.get("working-directory", str(self.checkout)), values),
                env=environment(
                    GITHUB_ACTION_PATH=str(ROOT),
                    RUNNER_TEMP=str(self.temp),
                    GITHUB_STEP_SUMMARY=str(summary),
                    **variables,
                ),
                capture_output=True,
                text=True,
                check=False,
            )
        return Judged(ran.returncode, ran.stdout, ran.stderr, summary.read_text())


def evaluated(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: values[found[1]], text)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_this_checkout_is_installed(runner: Runner) -> None:
    runner.run()
    assert str(ROOT) in (runner.temp / "told").read_text().splitlines()


def test_profiles_in_order_pass(runner: Runner) -> None:
    assert runner.run().code == 0


def test_a_profile_that_fails_stops_the_gate_with_its_line_and_a_summary(runner: Runner) -> None:
    propose(runner.checkout)
    found = runner.run()
    assert found.code == 1
    assert re.search(r"^::error .*file=profiles/lithium-memorandum\.yaml,.*line=6\b", found.out, re.M)
    assert "memorandum-without-binding-secrecy" in found.summary


def test_an_invalid_profile_stops_the_gate_with_its_line(runner: Runner) -> None:
    profile = propose(runner.checkout)
    profile.write_text(profile.read_text().replace("heads-of-terms#2", "heads-of-terms#9"))
    found = runner.run()
    assert found.code == 3
    assert "profiles/lithium-memorandum.yaml:6:" in found.err


def test_a_pull_request_answers_for_what_it_changes(runner: Runner) -> None:
    propose(runner.checkout)
    base = committed(runner.checkout)
    git(runner.checkout, "update-ref", "refs/remotes/origin/main", base)
    assert runner.run().code == 1
    (runner.checkout / "README.md").write_text("Our deals.\n")
    committed(runner.checkout)
    assert runner.run(since="origin/main").code == 0
    propose(runner.checkout, "another.yaml").write_text(
        (runner.checkout / "profiles" / "lithium-memorandum.yaml")
        .read_text()
        .replace("id: lithium-memorandum", "id: other")
    )
    committed(runner.checkout)
    found = runner.run(since="origin/main")
    assert found.code == 1
    assert "profiles/another.yaml" in found.out
    assert "file=profiles/lithium-memorandum.yaml" not in found.out


def test_a_base_that_was_not_fetched_is_no_pass(runner: Runner) -> None:
    found = runner.run(since="origin/main")
    assert found.code == 2
    assert "origin/main" in found.err


def test_inputs_do_what_they_say(runner: Runner) -> None:
    propose(runner.checkout)
    assert runner.run(paths="profiles/refining-plant.yaml").code == 0
    assert runner.run(paths="profiles/refining-plant.yaml\n  profiles/lithium-memorandum.yaml\n").code == 1
    assert runner.run(fail_on="critical").code == 0
    assert runner.run(fail_on="critical", strict="true").code == 5
    (runner.checkout / "known.json").write_text('{"schema": "checker/baseline/1", "deals": {}}')
    assert runner.run(baseline="known.json").code == 1


def test_a_word_that_is_neither_true_nor_false_is_no_pass(runner: Runner) -> None:
    for word in ("yes", "True", "", "false; true"):
        assert runner.run(strict=word).code == 2


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_inputs_are_wrong_words_and_nothing_else(runner: Runner, value: str) -> None:
    before = {path for path in runner.checkout.rglob("*") if ".git" not in path.parts}
    assert runner.run(strict=value).code == 2
    assert runner.run(paths=value).code == 2
    assert runner.run(since=value).code == 2
    assert runner.run(**{name: value for name in ACTION["inputs"] if name != "strict"}).code == 2
    assert {path for path in runner.checkout.rglob("*") if ".git" not in path.parts} == before
    assert not list(runner.folder.rglob("pwned*"))


def test_a_path_that_looks_like_an_option_is_a_path(runner: Runner) -> None:
    for words in ("--help", "-o\npwned", "--no-waivers"):
        found = runner.run(paths=words)
        assert found.code == 2
        assert f"There is no file or folder {words.splitlines()[0]}." in found.err


def test_no_file_of_the_checkout_is_run(runner: Runner) -> None:
    for name in ("checker", "venv", "pip", "click", "sitecustomize"):
        (runner.checkout / f"{name}.py").write_text("raise SystemExit('taken over')\n")
    found = runner.run()
    assert found.code == 0
    assert "taken over" not in found.out + found.err
