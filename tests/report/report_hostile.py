"""Names, reasons and files that try to be taken for something else, and gates in every state."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from checker.assessment.assess import Assessor
from checker.portfolio import Library, load_all
from checker.rulebook.load import load
from tests.conftest import ROOT, Ran, Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")

TEXTS = {
    "a workflow command": "::set-output name=verdict::pass",
    "a workflow command on a line of its own": "works\n::error::pwned\n\n  ::stop-commands::x",
    "an escaped line end": "works%0A::error::pwned%0D%25%3A%2C",
    "a command of old": "##[add-mask]works",
    "a page": "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;]]>",
    "a formula": '=HYPERLINK("https://example.org";"@+-")|\' /C calc\'!A1',
    "the end of a text": '"}], "level": "none", "x": [{"\\',
    "a link": "[see here](https://example.org) `code` **bold** | cell | <!--",
    "a place to fill in": "{0} {{1}} {facility.name} %s $x",
    "a long name": "works " * 1_700,
    "other writing": "Überprüfung 東京 🔋 naïve",
}
"""By what they are; the reader of profiles refuses control characters, so there are none."""

FILES = (
    "with space #1 100%20 ä.yaml",
    "Prüfung, Teil: eins.yaml",
    "line\n::error file=x,line=1::end.yaml",
    "return\r::error::end.yaml",
    "\x1b[31mred\x07.yaml",
    "[see](x){0}<b>&.yaml",
    '"quote\\.yaml',
    "half-\udcff.yaml",
)
"""Names that a file of somebody else's may have."""

hostile = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
hostile_files = pytest.mark.parametrize("name", FILES, ids=ascii)

PLANTS = """\
schema: checker/profile/1
id: demo-plant
deal: {name: Demo plant, kind: plant, evidence: ["demo#1"]}
facilities:
  - id: works
    name: the works
    activities: [recycling]
    treats: [lithium_based]
    recovery: {lithium: {value: 0.4, evidence: ["demo#2"]}}
    evidence: ["demo#1"]
  - id: annex
    name: the annex
    activities: [recycling]
    treats: [lithium_based]
    recovery: {lithium: {value: 0.3, evidence: ["demo#2"]}}
    evidence: ["demo#1"]
supplies: []
"""
"""Two plants that recover too little."""

REORDERED = """\
# Moved down,
# and turned round.

supplies: []
facilities:
  - evidence: ["demo#1"]
    recovery: {lithium: {evidence: ["demo#2"], value: 0.3}}
    treats: [lithium_based]
    name: the annex
    id: annex
    activities: [recycling]
  - name: the works
    recovery:
      lithium:
        value: 0.4
        evidence: ["demo#2"]
    treats: [lithium_based]
    activities: [recycling]
    evidence: ["demo#1"]
    id: works
deal: {evidence: ["demo#1"], kind: plant, name: Demo plant}
id: demo-plant
schema: checker/profile/1
"""
"""The same, written in another order."""


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def lines_of(text: str) -> dict[str, int]:
    """The lines on which the recovered shares of the two plants stand."""
    lines = text.splitlines()
    shares = {"works": "0.4", "annex": "0.3"}
    return {name: next(n for n, line in enumerate(lines, 1) if share in line) for name, share in shares.items()}


def spoil(repo: Path, text: str) -> None:
    """Put a text where strangers write: the name of a plant, the reason of a waiver and that of a theme left out."""
    plant = repo / "profiles" / "plant.yaml"
    edit(plant, "name: the works", f"name: {json.dumps(text, ensure_ascii=False)}")
    edit(plant, '{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}")
    accept(repo, reason=f"accepted: {text}")
    reason = json.dumps(f"not here: {text}", ensure_ascii=False)
    (repo / "checker.yaml").write_text(f"schema: checker/config/1\nthemes_off: {{trade: {reason}}}\n")


def accept(repo: Path, *, until: str = "2028-06-30", reason: str = "The secrecy agreement follows.") -> None:
    """Accept the critical fail of the memorandum."""
    (dossier,) = load_all([Path("profiles/memorandum.yaml")], Library())
    assessor = Assessor(load(Path("rules"), "rules"), "python", {"secrecy-open"})
    findings = assessor.assess(dossier, date.fromisoformat(DAY[-1])).findings
    (finding,) = (finding for finding in findings if finding.rule.id == "secrecy-open")
    waiver = {
        "rule": "secrecy-open",
        "deal": "demo-memorandum",
        "subject": finding.subject,
        "reason": reason,
        "approved_by": "A. Counsel",
        "facts": finding.fingerprint,
    }
    fields = "".join(f", {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in waiver.items())
    text = f"schema: checker/waivers/1\nwaivers:\n  - {{expires: {until}{fields}}}\n"
    (repo / "waivers.yaml").write_text(text)


@dataclass(frozen=True)
class Situation:
    """A repository at the gate."""

    prepare: Callable[[Run, Path], object]
    words: tuple[str, ...] = ()


def _known(run: Run, repo: Path) -> None:
    run("check", *DAY, "--write-baseline", "baseline.json")
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)


def _fixed(run: Run, repo: Path) -> None:
    run("check", *DAY, "--write-baseline", "baseline.json")
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "[confidentiality]")
    _undecided(run, repo)


def _undecided(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", '{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}")


def _expired(run: Run, repo: Path) -> None:
    accept(repo, until="2027-12-31")
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: low")


def _other_facts(run: Run, repo: Path) -> None:
    accept(repo)
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "[governing_law]")


def _themes_off(run: Run, repo: Path) -> None:
    text = "schema: checker/config/1\nthemes_off: {trade: Another team checks it.}\n"
    (repo / "checker.yaml").write_text(text)


def _twice(run: Run, repo: Path) -> None:
    text = (repo / "profiles" / "memorandum.yaml").read_text()
    (repo / "profiles" / "second.yaml").write_text(text.replace("demo-memorandum", "second"))


SITUATIONS = {
    "a critical fail": Situation(lambda run, repo: None),
    "a fail below the level": Situation(
        lambda run, repo: edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: medium")
    ),
    "a grave fail": Situation(lambda run, repo: (repo / "profiles" / "plant.yaml").write_text(PLANTS)),
    "two deals that fail alike": Situation(_twice),
    "a waiver": Situation(lambda run, repo: accept(repo)),
    "a waiver on other facts": Situation(_other_facts),
    "an expired waiver": Situation(_expired),
    "a baseline": Situation(_known, ("--baseline", "baseline.json")),
    "a baseline since which something was fixed": Situation(_fixed, ("--baseline", "baseline.json")),
    "something undecided": Situation(_undecided),
    "something undecided, listed": Situation(_undecided, ("--all",)),
    "something undecided that counts": Situation(_undecided, ("--strict",)),
    "a theme left out": Situation(_themes_off),
    "nothing found": Situation(lambda run, repo: (repo / "profiles" / "memorandum.yaml").unlink()),
}
"""By what there is."""

situations = pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS.keys())


def ran(run: Run, repo: Path, situation: Situation, form: str) -> Ran:
    """What a format gives in a situation."""
    situation.prepare(run, repo)
    return run("check", *DAY, *situation.words, "--format", form)


def stopping(run: Run, situation: Situation) -> int:
    """How many findings and waivers stop the gate, by the contract for programs."""
    words = [word for word in situation.words if word != "--all"]
    gate = json.loads(run("check", *DAY, *words, "--format", "json").out)["gate"]
    return len(gate["stops"]) + sum(remark["about"] == "waiver-expired" for remark in gate["remarks"])


def elsewhere(form: str, zone: str, seed: str) -> bytes:
    """What a format gives in another process, in a time zone."""
    line = [sys.executable, "-c", "from checker.cli import main; main()", "check", *DAY, "--all", "--format", form]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed}
    environment.pop("GITHUB_STEP_SUMMARY", None)
    return subprocess.run(line, capture_output=True, env=environment, check=False).stdout


def together(run: Run, repo: Path, form: str) -> str:
    """Deals that each keep a limit which all of them pass, by the rulebook shipped."""
    for path in (repo / "profiles").iterdir():
        path.unlink()
    for name in ("one", "two"):
        (repo / "profiles" / f"{name}.yaml").write_text(f"""\
schema: checker/profile/1
id: {name}
deal: {{name: Deal, kind: supply_agreement, evidence: ["demo#1"]}}
parties: [{{id: maker, name: Maker AG, country: DE, evidence: ["demo#1"]}}]
facilities: [{{id: refinery, name: Kokkola, country: FI, evidence: ["demo#1"]}}]
supplies:
  - {{id: cobalt, consumer: maker, plant: refinery, material: cobalt, stage: processing, share_of_need: 0.35,
     evidence: ["demo#1"]}}
""")
    words = ("--together", "--rule", "one-plant-dependence", "--as-of", "2026-11-28", "--format", form)
    return run("check", *words).out
