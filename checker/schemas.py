"""JSON Schemas (2020-12) of every file people or programs exchange."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from checker.models import json_schema


def _profile() -> type[BaseModel]:
    from checker.profile.model import Profile

    return Profile


def _rule() -> type[BaseModel]:
    from checker.rulebook.rules import Rule

    return Rule


def _derivation() -> type[BaseModel]:
    from checker.rulebook.rules import Derivation

    return Derivation


def _parameter() -> type[BaseModel]:
    from checker.rulebook.parameters import Parameters

    return Parameters


def _instrument() -> type[BaseModel]:
    from checker.rulebook.instruments import Instrument

    return Instrument


def _list() -> type[BaseModel]:
    from checker.rulebook.lists import List

    return List


def _defaults() -> type[BaseModel]:
    from checker.rulebook.defaults import Defaults

    return Defaults


def _questions() -> type[BaseModel]:
    from checker.rulebook.questions import Questions

    return Questions


def _coverage() -> type[BaseModel]:
    from checker.rulebook.coverage import Coverage

    return Coverage


def _reference() -> type[BaseModel]:
    from checker.rulebook.figures import ReferenceFile

    return ReferenceFile


def _seed() -> type[BaseModel]:
    from checker.seeds.model import Sheet

    return Sheet


def _config() -> type[BaseModel]:
    from checker.house import House

    return House


def _waiver() -> type[BaseModel]:
    from checker.gate.waivers import Waivers

    return Waivers


def _assessment() -> type[BaseModel]:
    from checker.report.json_ import JsonAssessment

    return JsonAssessment


def _summary() -> dict[str, Any]:
    from checker.paper import json_

    return json_.schema()


def _difference() -> type[BaseModel]:
    from checker.report.difference_json import JsonDifference

    return JsonDifference


MODELS: dict[str, tuple[str, Callable[[], type[BaseModel] | dict[str, Any]]]] = {
    "profile": ("A deal", _profile),
    "rule": ("A rule", _rule),
    "derivation": ("An inference", _derivation),
    "parameter": ("Dated values of an instrument", _parameter),
    "instrument": ("A legal act, standard or practice", _instrument),
    "list": ("A named set with dated membership", _list),
    "defaults": ("What laws say where nothing is agreed", _defaults),
    "questions": ("The usual questions for facts", _questions),
    "coverage": ("What is encoded of an instrument, and what is not", _coverage),
    "reference": ("Published figures", _reference),
    "seed": ("A fact sheet of one document", _seed),
    "config": ("Settings of a repository of profiles", _config),
    "waiver": ("Accepted findings", _waiver),
    "assessment": ("What check says, as JSON", _assessment),
    "difference": ("What diff says, as JSON", _difference),
    "summary": ("A risk summary, as JSON", _summary),
}
"""Name and title of each schema, and the model or the schema itself."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of that name."""
    title, load = MODELS[name]
    return json_schema(load(), title)


def text(name: str) -> str:
    """The JSON Schema as text, as it is committed."""
    return json.dumps(schema(name), indent=1, ensure_ascii=False) + "\n"
