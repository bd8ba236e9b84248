"""Rulebooks and deals in memory, from the same models that read files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from checker.assessment.assess import Assessor
from checker.assessment.findings import Finding
from checker.facts import Dossier
from checker.proof import examples
from checker.rulebook.book import Rulebook, inferred_kinds
from checker.rulebook.files import Files
from checker.rulebook.instruments import Instrument
from checker.rulebook.link import link
from checker.rulebook.lists import List
from checker.rulebook.parameters import Parameter, Start
from checker.rulebook.routes import Routes
from checker.rulebook.rules import Derivation, Rule
from checker.rulebook.shelf import Shelf
from checker.truth import Admissible

CASES = int(os.environ.get("DEAL_CHECKER_CASES", "300"))
"""How many random cases each property is tried with."""

CHECKED = {"grade": "primary", "on": "2026-01-01"}
IN_FORCE = ({"from": "2000-01-01", "status": "in_force"},)


def instrument(id: str = "act", *status: dict[str, str], question: str | None = None) -> Instrument:
    """An act with its status over time; in force since 2000 if nothing is said."""
    written = {"schema": "checker/instrument/1", "id": id, "name": id, "short": f"the {id}", "kind": "regulation"}
    more = {"jurisdiction": "EU", "status": list(status or IN_FORCE), "question": question, "verified": CHECKED}
    return Instrument.model_validate({**written, **more})


def parameter(id: str, *values: tuple[str, Any], unit: str = "share") -> Parameter:
    """A limit with its values by first day."""
    key = "day" if unit == "date" else "value"
    listed = [{"from": since, key: value} for since, value in values]
    written = {"id": id, "label": id, "unit": unit, "at": "Art. 1", "verified": CHECKED, "values": listed}
    return Parameter.model_validate(written)


def start(id: str, **how: Any) -> Start:
    """A starting day."""
    return Start.model_validate({"id": id, "label": id, "at": "Art. 1", "verified": CHECKED, **how})


def named_list(id: str, *always: str, members: Iterable[dict[str, str]] = ()) -> List:
    """A list of words."""
    cited = [{"instrument": "act", "at": "Art. 1"}]
    written = {"schema": "checker/list/1", "id": id, "label": id, "sources": cited, "verified": CHECKED}
    return List.model_validate({**written, "always": list(always), "members": list(members)})


def rule(check: dict[str, Any], applies_if: dict[str, Any] | None = None, **more: Any) -> Rule:
    """A rule for facilities, with a question for each fact it reads."""
    written: dict[str, Any] = {
        "id": "the-rule",
        "title": "Something is wrong",
        "theme": "batteries",
        "force": "duty",
        "binds": "recycler",
        "severity": "high",
        "sources": [{"instrument": "act", "at": "Art. 1"}],
        "verified": CHECKED,
        "for_each": "facility",
        "check": check,
        "why": "A reason that a deal team understands.",
        "fix": "Something that a lawyer can paste in.",
        "examples": [{"name": n, "as_of": "2026-01-01", "facts": {}, "expect": "unknown"} for n in ("one", "two")],
        "ask": {},
        **more,
    }
    if applies_if is not None:
        written["applies_if"] = applies_if
    written = {key: value for key, value in written.items() if value is not None}
    bare = Rule.model_validate(written)
    asked = {path: {"question": f"What is {path}, please?", "to": "partner"} for path in sorted(bare.reads())}
    return Rule.model_validate({**written, "ask": asked | written["ask"]})


def derivation(fact: str, derive: dict[str, Any], id: str = "the-inference") -> Derivation:
    """An inference."""
    example = {"name": "one", "facts": {}, "expect": True}
    about = fact.partition(".")[0]
    written = {"id": id, "title": id, "for_each": about, "fact": fact, "derive": derive, "examples": [example]}
    return Derivation.model_validate(written)


def book(
    *rules: Rule,
    instruments: Iterable[Instrument] = (),
    parameters: Iterable[Parameter] = (),
    starts: Iterable[Start] = (),
    lists: Iterable[List] = (),
    derivations: Iterable[Derivation] = (),
    adopted: Mapping[str, date] | None = None,
) -> Rulebook:
    """A rulebook of these parts; every name in it leads somewhere."""
    acts = {item.id: item for item in (instrument(), *instruments)}
    inferences = tuple(derivations)
    values, begins, named = {p.id: p for p in parameters}, {s.id: s for s in starts}, {ls.id: ls for ls in lists}
    files = dict.fromkeys((*values, *begins, *(d.id for d in inferences), *(r.id for r in rules)), "memory")
    files |= {f"list {name}": "memory" for name in named}
    routes = Routes(inferred_kinds(inferences))
    shelf = Shelf(Files("memory", "", {}, {}))
    made = Rulebook(
        "2026.01", "", acts, values, begins, named, {}, inferences, rules, {}, {}, files, adopted or {}, routes, shelf
    )
    assert list(link(made)) == []
    return made


def deal(**facts: Any) -> Dossier:
    """A deal: ``facility={...}`` one entity, ``facilities=[...]`` a list; bare values count as from a contract."""
    return examples.dossier(facts)


def judged(rulebook: Rulebook, as_of: str = "2026-06-01", **facts: Any) -> Finding:
    """What the only rule of a rulebook says of the only subject of a deal."""
    (finding,) = findings(rulebook, as_of, **facts)
    return finding


def findings(rulebook: Rulebook, as_of: str = "2026-06-01", **facts: Any) -> tuple[Finding, ...]:
    """Everything that a rulebook says of a deal."""
    return Assessor(rulebook, "python").assess(deal(**facts), date.fromisoformat(as_of)).findings


def asks(finding: Finding) -> set[str]:
    """The facts that a finding asks for."""
    return {question.fact for question in finding.questions}


def inferred(
    fact: str,
    derive: dict[str, Any],
    *,
    lists: Iterable[List] = (),
    parameters: Iterable[Parameter] = (),
    derivations: Iterable[Derivation] = (),
    subject: str | None = None,
    level: str = "plan",
    **facts: Any,
) -> Admissible:
    """Every value that an inferred fact may have, as conditions (``plan``) or checks (``firm``) read it."""
    rulebook = book(derivations=[*derivations, derivation(fact, derive)], lists=lists, parameters=parameters)
    lookup = examples.inferred(rulebook, deal(**facts), date(2026, 6, 1))
    things = lookup.subjects(fact.partition(".")[0])
    found: Admissible = getattr(lookup.get(next(t for t in things if subject in (None, t.id)), fact), level)
    return found


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """A rulebook of these files, in a folder below."""
    rules = folder / "rules"
    for name, text in files.items():
        (rules / name).parent.mkdir(parents=True, exist_ok=True)
        (rules / name).write_text(text, encoding="utf-8")
    return rules


def changed(path: Path, old: str, new: str) -> None:
    """Put another text in the place of one that stands once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
