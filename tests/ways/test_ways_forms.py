"""The files by which services call the gate are what those services take, and open no door."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker import __version__
from tests.conftest import ROOT
from tests.ways.kit import CONFIG, GITLAB, WORKFLOW, environment, shown

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def tool(name: str, *words: object) -> subprocess.CompletedProcess[str]:
    path = Path(sys.executable).with_name(name)
    return subprocess.run([path, *map(str, words)], env=environment(), capture_output=True, text=True, check=False)


def put(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(shown()[name].replace("COMMIT", COMMIT))
    return path


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("action.yml", "github-actions"),
        ("templates/gitlab.yml", "gitlab-ci"),
        (WORKFLOW, "github-workflows"),
        (GITLAB, "gitlab-ci"),
    ],
)
def test_a_file_is_of_the_form_that_its_service_takes(tmp_path: Path, name: str, schema: str) -> None:
    path = ROOT / name if (ROOT / name).is_file() else put(tmp_path, name)
    ran = tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", path)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_hook_and_its_use_are_of_the_form_that_pre_commit_takes(tmp_path: Path) -> None:
    for word, path in (("manifest", ROOT / ".pre-commit-hooks.yaml"), ("config", put(tmp_path, CONFIG))):
        ran = tool("pre-commit", f"validate-{word}", path)
        assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(("name", "persona"), [("action.yml", "auditor"), (WORKFLOW, "regular")])
def test_an_auditor_of_workflows_finds_nothing(tmp_path: Path, name: str, persona: str) -> None:
    path = shutil.copy(ROOT / name, tmp_path) if (ROOT / name).is_file() else put(tmp_path, name)
    ran = tool(
        "zizmor", "--offline", "--no-config", "--no-ignores", f"--persona={persona}", "--strict-collection", path
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No findings" in ran.stdout + ran.stderr


def test_the_auditor_would_find_an_input_that_is_put_into_a_script(tmp_path: Path) -> None:
    text = (ROOT / "action.yml").read_text()
    (tmp_path / "action.yml").write_text(text.replace('if [ -n "$SINCE" ]', 'if [ -n "${{ inputs.since }}" ]'))
    ran = tool("zizmor", "--offline", "--no-config", tmp_path)
    assert ran.returncode != 0
    assert "template-injection" in ran.stdout


def test_a_change_from_a_fork_is_judged_without_secrets_or_rights() -> None:
    workflow = yaml.safe_load(shown()[WORKFLOW])
    triggers = workflow[True]  # YAML 1.1 reads the bare word "on" as true
    assert set(triggers) == {"pull_request", "push", "schedule"}
    assert workflow["permissions"] == {"contents": "read"}
    for text in (shown()[WORKFLOW], (ROOT / "action.yml").read_text()):
        assert not re.search(r"secrets\.|github\.token|GITHUB_TOKEN|pull_request_target", text)


def test_the_clock_starts_a_run_every_week() -> None:
    (schedule,) = yaml.safe_load(shown()[WORKFLOW])[True]["schedule"]
    minute, hour, day, month, weekday = schedule["cron"].split()
    assert (day, month) == ("*", "*")
    assert minute.isdigit()
    assert hour.isdigit()
    assert weekday.isdigit()
    rules = yaml.safe_load((ROOT / "templates" / "gitlab.yml").read_text())["deal-checker"]["rules"]
    assert {"if": '$CI_PIPELINE_SOURCE == "schedule"'} in rules


def test_what_is_shown_to_copy_names_this_version() -> None:
    for name in (WORKFLOW, CONFIG):
        assert f"v{__version__}" in shown()[name]
