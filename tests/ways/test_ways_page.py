"""docs/gate.md says what the gate does today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from checker.cli.check import command
from checker.gate.exits import Exit
from checker.gate.policy import Soft
from checker.gate.waivers import Waiver
from checker.house import House
from checker.report.formats import FORMATS
from checker.rulebook.common import Severity
from tests.conftest import ROOT, Run
from tests.ways.kit import GATE, HOUSE, shown
from tests.ways.page import rewritten

PAGE = GATE.read_text("utf-8")


def test_the_output_shown_is_what_is_printed(tmp_path: Path) -> None:
    assert rewritten(PAGE, tmp_path) == PAGE, "python -m tests.ways.page writes it anew"


def test_the_settings_shown_are_taken_and_name_every_key(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown()["checker.yaml"]
    keys = {field.alias or name for name, field in House.model_fields.items()}
    assert set(yaml.safe_load(text)) == keys
    for word in (*Severity, *Soft):
        assert word in text
    (tmp_path / "checker.yaml").write_text(text)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "deal.yaml").write_text((HOUSE / "profiles" / "refining-plant.yaml").read_text())
    (tmp_path / "seeds").symlink_to(HOUSE / "seeds")
    monkeypatch.chdir(tmp_path)
    found = run("check")
    assert found.code == 0, found.err
    assert "The theme trade is not checked here: Trade counsel" in found.out


def test_every_field_code_and_format_is_explained() -> None:
    for name in Waiver.model_fields:
        assert f"`{name}`" in PAGE
    for code in Exit:
        assert f"\n| {code.value} | " in PAGE
    for form in FORMATS:
        assert f"\n| `{form}` | " in PAGE


def test_every_flag_and_input_named_is_there() -> None:
    known = {flag for option in command.params for flag in option.opts}
    others = {"--rules", "--all-files", "--reason", "--approved-by", "--expires"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE.split("## A pull request that fails")[0])) <= known | others
    for name in yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]:
        assert f"`{name}`" in PAGE
    for name in yaml.safe_load((ROOT / "templates" / "gitlab.yml").read_text())["deal-checker"]["variables"]:
        assert name == "GIT_DEPTH" or f"`{name}`" in PAGE
