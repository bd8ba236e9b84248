"""The README says what the program does today."""

from __future__ import annotations

import re

import pytest

from checker.cli import COMMANDS
from checker.gate.exits import Exit
from tests.conftest import ROOT
from tests.repository.readme import OUTPUT, shown_by

README = (ROOT / "README.md").read_text("utf-8")
OUTPUTS = OUTPUT.findall(README)


@pytest.mark.parametrize(("words", "shown"), OUTPUTS)
def test_the_output_shown_is_what_is_printed(words: str, shown: str) -> None:
    assert shown == shown_by(words), "python -m tests.repository.readme writes it anew"


def test_an_output_is_shown() -> None:
    assert OUTPUTS


def test_every_command_and_exit_code_is_in_the_readme() -> None:
    for name in COMMANDS:
        assert f"`checker {name}" in README
    for code in Exit:
        assert re.search(rf"\b{code.value} ", README)


def test_the_commands_of_the_readme_are_those_that_a_change_has_to_pass() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README, re.S)
    assert len(commands) == 2
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    for command in commands:
        assert command in script


def test_every_dependency_is_justified() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    block = project.split("dependencies = [")[1].split("]")[0]
    names = re.findall(r'"([a-z-]+)', block)
    assert len(names) >= 7
    for name in names:
        assert f"`{name}`" in contributing
