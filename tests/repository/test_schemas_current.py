"""The committed JSON Schemas are those of the program, and every file of the repository satisfies them."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checker import source
from checker.rulebook.common import Theme
from checker.schemas import MODELS, text
from tests.conftest import ROOT


@pytest.mark.parametrize("name", MODELS)
def test_the_committed_schema_is_current(name: str) -> None:
    assert (ROOT / "schemas" / f"{name}.json").read_text("utf-8") == text(name), (
        f"checker schema {name} > schemas/{name}.json"
    )


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in (ROOT / "schemas").glob("*.json")} == set(MODELS)


def plain(path: Path) -> Any:
    return json.loads(json.dumps(source.read(path).plain(), default=lambda value: float(Fraction(value))))


FILES = [
    *(("profile", path) for path in sorted((ROOT / "profiles").glob("*.yaml"))),
    *(("seed", path) for path in sorted((ROOT / "seeds").glob("*.yaml"))),
    *(("instrument", path) for path in sorted((ROOT / "rules" / "instruments").glob("*.yaml"))),
    *(("parameter", path) for path in sorted((ROOT / "rules" / "parameters").glob("*.yaml"))),
    *(("list", path) for path in sorted((ROOT / "rules" / "lists").glob("*.yaml"))),
    *(("reference", path) for path in sorted((ROOT / "rules" / "reference").glob("*.yaml"))),
    *(("derivation", path) for path in sorted((ROOT / "rules" / "derive").glob("*.yaml"))),
    *(("rule", path) for theme in Theme for path in sorted((ROOT / "rules" / theme).glob("*.yaml"))),
]


@pytest.mark.parametrize("name", MODELS)
def test_every_file_satisfies_its_schema(name: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8")))
    wrong = {
        path.name: error.message for kind, path in FILES if kind == name for error in validator.iter_errors(plain(path))
    }
    assert wrong == {}


def test_a_misspelt_key_does_not_satisfy_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(text("profile")))
    profile = plain(ROOT / "profiles" / "batx-rocklink.yaml")
    profile["deal"]["knid"] = profile["deal"].pop("kind")
    assert not validator.is_valid(profile)
