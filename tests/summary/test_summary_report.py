"""``checker report``: what a committee reads, and what a copy that leaves the house must not say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from checker.paper import json_
from checker.paper.formats import SUFFIXES
from checker.schemas import schema
from checker.summary.language import words
from tests.conftest import ROOT, Run
from tests.paper.documents import every_block
from tests.summary.summary_kit import contents

DAY = ("--as-of", "2026-11-22")
PROFILES = [path for path in (ROOT / "profiles").rglob("*.yaml") if "seeds" not in path.parts]
SMALL = ("--rules", "rules", "--as-of", "2028-01-01")

SUPPLY = """\
schema: checker/profile/1
id: quarz-deal
deal:
  name: Offtake from Quarzgrube Nord AG
  kind: supply_agreement
  value_eur: 41250000
  evidence: ["demo#1"]
parties:
  - {id: quarzgrube, name: Quarzgrube Nord AG, country: DE, roles: [supplier], evidence: ["demo#1"]}
  - {id: buyer, name: Buyer GmbH, country: DE, roles: [customer], turnover_eur: 77300123, evidence: ["demo#1"]}
facilities:
  - id: quarzgrube-works
    name: works of Quarzgrube
    country: {unknown: "Quarzgrube does not say, asked M. Mustermann"}
    evidence: ["demo#1"]
supplies:
  - {id: line, geography: EU, supplier: quarzgrube, sources: [{country: CN, share: 0.7}, {country: AU, share: 0.3}], evidence: ["demo#2"]}
"""
HIDDEN = ("Quarzgrube", "quarzgrube", "41250000", "41,250,000", "41 250 000", "77300123", "Mustermann", "A. Counsel")


def summary(run: Run, *paths: Path, day: tuple[str, ...] = DAY, more: tuple[str, ...] = (), to: Path) -> Any:
    ran = run("report", *paths, *day, *more, "-o", to)
    assert ran.code == 0, ran.err
    return json.loads(to.read_text())


def section(document: Any, id: str) -> Any:
    return next(item for item in document["sections"] if item["id"] == id)


def said(block: Any) -> str:
    """All words of a block."""
    if isinstance(block, dict):
        return " ".join(filter(None, (said(value) for key, value in block.items() if key != "refs")))
    if isinstance(block, list):
        return " ".join(filter(None, map(said, block)))
    return block if isinstance(block, str) else ""


def test_page_one_of_the_joint_venture_names_what_is_unknown(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "revomet-cngr.yaml", to=tmp_path / "a.json")
    line = section(document, "bottom-line")
    words = said(line)
    for unknown in ("equity shares", "site of the plant", "feedstock", "IP terms"):
        assert unknown in words
    assert "No rule fails on the stated facts; that is no statement of conformity." in words
    assert len(line["blocks"][0]["items"]) <= 5
    assert len(line["blocks"][-1]["items"]) == 3
    assert [item["id"] for item in document["sections"][:3]] == ["header", "bottom-line", "heat"]


def test_the_proposal_of_a_state_is_no_deal_to_judge(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "china-germany-rare-earth-proposal.yaml", to=tmp_path / "a.json")
    first = section(document, "bottom-line")["blocks"][0]["items"][0]
    assert first["words"].startswith("There is no deal to judge: this is a government proposal.")
    assert first["refs"] == ["002#1", "002#3", "002#5"]


def test_findings_come_gravest_first_with_evidence_provision_cure_and_blanks(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "examples" / "cell-plant.yaml", to=tmp_path / "a.json")
    *cards, further = section(document, "findings")["blocks"]
    assert [card["severity"] for card in cards] == ["medium", "low"]
    assert [row[3]["text"]["words"] for row in further["rows"]] == ["lithium"]
    annex = section(document, "annex-concentration")["blocks"]
    assert [block["subject"] for block in annex if block["kind"] == "card"] == ["lithium"]
    lines = {line[0]: line[1] for line in cards[0]["lines"]}
    assert list(lines)[:7] == [
        "What was found", "Evidence", "Provision", "Binds", "Why it matters", "Possible clause or cure", "Place",
    ]  # fmt: skip
    assert lines["Owner"]["words"] == lines["Due"]["words"] == ""
    assert "Art. 77(2)" in lines["Provision"]["words"]
    assert lines["Evidence"]["refs"] == ["cell-plant#4", "cell-plant#9"]
    counted = {cell["number"] for row in section(document, "heat")["blocks"][0]["rows"] for cell in row[1:]}
    assert counted >= {30, 1, 17, 39, 94}


def test_every_statement_cited_in_the_summary_is_in_its_list(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "batx-rocklink.yaml", to=tmp_path / "a.json")
    listed = {row[0]["text"]["words"] for row in section(document, "statements")["blocks"][0]["rows"]}

    def refs(item: Any) -> set[str]:
        if isinstance(item, dict):
            return set(item.get("refs", [])).union(*map(refs, item.values()))
        return set().union(*map(refs, item)) if isinstance(item, list) else set()

    cited = {ref for ref in refs(document["sections"]) if "#" in ref}
    assert cited
    assert cited <= listed


def test_past_days_are_marked_and_milestones_stand_beside_rule_dates(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "batx-rocklink.yaml", to=tmp_path / "a.json")
    rows = section(document, "calendar")["blocks"][0]["rows"]
    days = [row[0]["day"] for row in rows]
    assert days == sorted(days)
    assert all((row[1]["text"]["words"] == "past") == (row[0]["day"] < "2026-11-22") for row in rows)
    assert any("Milestone: the pilot plant runs" in row[2]["text"]["words"] for row in rows)


def test_headings_and_outcome_words_in_german(run: Run, tmp_path: Path) -> None:
    path = ROOT / "profiles" / "revomet-cngr.yaml"
    english = summary(run, path, to=tmp_path / "en.json")
    german = summary(run, path, more=("--lang", "de"), to=tmp_path / "de.json")
    assert german["title"].startswith("Risikoübersicht: ")
    assert section(german, "bottom-line")["title"] == "Kurzfassung"
    titles = [column["title"] for column in section(german, "heat")["blocks"][0]["columns"]]
    assert titles[1:] == ["erfüllt", "nicht erfüllt", "nicht feststellbar", "noch nicht anwendbar", "nicht anwendbar"]
    assert [s["id"] for s in german["sections"]] == [s["id"] for s in english["sections"]]
    assert german["words"].keys() == english["words"].keys()


def test_no_sentence_of_the_frame_is_english_in_german(run: Run, tmp_path: Path) -> None:
    english, german = words("en"), words("de")
    sentences = [
        part.strip()
        for key, sentence in english.items()
        if german[key] != sentence
        for part in re.split(r"\{\w+\}", sentence)
        if len(part.split()) >= 5
    ]
    assert len(sentences) > 15
    for path in ("revomet-cngr.yaml", "china-germany-rare-earth-proposal.yaml", "examples/cell-plant.yaml", ""):
        assert run("report", ROOT / "profiles" / path, *DAY, "--lang", "de", "-o", tmp_path / "a.md").code == 0
        text = (tmp_path / "a.md").read_text()
        assert [sentence for sentence in sentences if sentence in text] == []


def test_words_of_rules_and_statements_say_that_they_are_english_in_german(run: Run, tmp_path: Path) -> None:
    path = ROOT / "profiles" / "examples" / "cell-plant.yaml"
    german = summary(run, path, more=("--lang", "de"), to=tmp_path / "de.json")
    card = section(german, "findings")["blocks"][0]
    assert card["title"]["language"] == "en"
    lines = {label: text["language"] for label, text in card["lines"]}
    assert lines["Bedeutung"] == lines["Mögliche Klausel oder Abhilfe"] == "en"
    assert lines["Fundstelle"] == ""
    assert {row[1]["text"]["language"] for row in section(german, "statements")["blocks"][0]["rows"]} == {"en"}
    english = summary(run, path, to=tmp_path / "en.json")
    assert '"language": "en"' in json.dumps(english)
    assert set(languages(english["sections"])) == {""}


def languages(item: Any) -> Iterator[str]:
    if isinstance(item, dict):
        yield from ([item["language"]] if "language" in item else [])
        item = list(item.values())
    if isinstance(item, list):
        for each in item:
            yield from languages(each)


def test_the_pages_for_those_who_decide_hold_five_parts_and_annexes_the_rest(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "revomet-cngr.yaml", to=tmp_path / "a.json")
    parts: dict[str, list[str]] = {}
    for item in document["sections"]:
        parts.setdefault(item["part"], []).append(item["id"])
    assert parts == {
        "main": ["header", "bottom-line", "heat", "findings", "calendar"],
        "annex": [
            "questions", "annex-ownership", "annex-concentration", "annex-ip", "annex-batteries", "annex-trade",
            "annex-plant", "annex-deal",
        ],
        "evidence": ["evidence", "limits", "sign-off", "statements"],
    }  # fmt: skip


def numbered(document: Any) -> list[str]:
    """Every question, in the order of the numbers."""
    blocks = [block for block in section(document, "questions")["blocks"] if block["kind"] == "bullets"]
    for before, after in pairwise(blocks):
        assert after["first"] == before["first"] + len(before["items"])
    assert blocks[0]["first"] == 1
    return [item["words"] for block in blocks for item in block["items"]]


def test_what_is_open_names_its_questions_by_number(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "revomet-cngr.yaml", to=tmp_path / "a.json")
    asked = numbered(document)
    rows = section(document, "annex-batteries")["blocks"][0]["rows"]
    row = next(row for row in rows if row[2]["text"]["refs"] == ["rule treatment-permit"])
    named = re.search(r"\(question ([\d, ]+)", row[4]["text"]["words"])
    assert named
    assert any("Which permit to treat waste" in asked[int(number) - 1] for number in named[1].split(", "))


@pytest.mark.parametrize("path", sorted(PROFILES), ids=lambda path: path.stem)
def test_no_two_questions_read_alike_and_the_file_satisfies_its_schema(run: Run, tmp_path: Path, path: Path) -> None:
    document = summary(run, path, to=tmp_path / "a.json")
    asked = numbered(document)
    assert len(asked) == len(set(asked))
    jsonschema.validate(document, schema("summary"))


def test_every_kind_of_block_satisfies_the_schema_and_an_unknown_key_does_not() -> None:
    document = json.loads(json_.render(every_block(charts=1)))
    jsonschema.validate(document, schema("summary"))
    document["sections"][0]["blocks"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema("summary"))


@pytest.mark.parametrize(("path", "counts"), [("profiles/examples/cell-plant.yaml", "heat"), ("profiles", "overview")])
def test_every_finding_stands_once_on_a_sheet(run: Run, tmp_path: Path, path: str, counts: str) -> None:
    assert run("report", ROOT / path, *DAY, "-o", tmp_path / "a.xlsx").code == 0
    head, *rows = load_workbook(tmp_path / "a.xlsx")["All findings"].iter_rows(values_only=True)
    assert [*head[:7], *head[-2:]] == [
        "Deal", "Theme", "Outcome", "Severity", "Problem looked for", "Subject", "What is said", "Due", "#",
    ]  # fmt: skip
    keys = [(row[0], row[5], row[-1].split(", ")[0]) for row in rows]
    assert len(keys) == len(set(keys))
    table = section(summary(run, ROOT / path, to=tmp_path / "a.json"), counts)["blocks"][-1]
    counted: Counter[str] = Counter()
    for row in table["rows"]:
        for column, cell in zip(table["columns"], row, strict=True):
            if column["outcome"]:
                counted[column["title"]] += cell["number"]
    del counted["not applicable"]
    assert Counter(row[2].partition(" ")[2] for row in rows) == +counted


def test_published_figures_of_the_materials_stand_beside_what_is_stated(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles" / "examples" / "cell-plant.yaml", to=tmp_path / "a.json")
    blocks = section(document, "annex-concentration")["blocks"]
    rows = next(block["rows"] for block in blocks if block.get("id") == "published")
    first = [cell["text"]["words"] for cell in rows[0]]
    assert first[:5] == ["cobalt, processing", "Cobalt refined, by content.", "2024", "CN 78.41 %", "0.6220 – 0.6309"]
    assert "International Energy Agency" in first[5]
    assert all(row[5]["text"]["refs"] for row in rows)
    chart = next(block for block in blocks if block["kind"] == "bars")
    assert chart["title"] == "World production by country: cobalt, processing, 2024"
    assert chart["alt"].startswith("CN 78.41 %, FI 8.043 %")
    assert [(limit["name"], limit["at"]) for limit in chart["thresholds"]] == [
        ("Share of world production above which no other country can stand in", 0.5)
    ]


OWNERS = """\
schema: checker/profile/1
id: chain
deal: {name: A chain of owners, kind: joint_venture, evidence: ["demo#1"]}
parties:
  - {id: top, name: Top AG, country: DE, evidence: ["demo#1"]}
  - {id: middle, name: Middle AG, country: DE, evidence: ["demo#1"]}
  - {id: plant, name: Plant GmbH, country: DE, evidence: ["demo#1"]}
holdings:
  - {id: a, owner: top, owned: middle, share: 0.6, evidence: ["demo#1"]}
  - {id: b, owner: middle, owned: plant, share: 0.5, evidence: ["demo#1"]}
  - {id: c, owner: top, owned: plant, share: 0.1, evidence: ["demo#1"]}
"""


def test_shares_are_shown_direct_and_looked_through_with_what_is_not_disclosed(run: Run, repo: Path) -> None:
    (repo / "profiles" / "chain.yaml").write_text(OWNERS)
    document = summary(run, Path("profiles/chain.yaml"), day=SMALL, to=repo / "a.json")
    shares = section(document, "annex-ownership")["blocks"][0]
    rows = [tuple(cell["text"]["words"] for cell in row[:4]) for row in shares["rows"]]
    assert rows == [
        ("Middle AG", "Top AG", "60 %", "60 %"),
        ("Middle AG", "not disclosed", "", "≤ 40 %"),
        ("Plant GmbH", "Middle AG", "50 %", "50 %"),
        ("Plant GmbH", "Top AG", "10 %", "40 %"),
        ("Plant GmbH", "not disclosed", "", "≤ 60 %"),
    ]


def test_what_is_planned_or_only_claimed_is_marked_wherever_it_is_shown(run: Run, repo: Path) -> None:
    text = OWNERS.replace('share: 0.6, evidence: ["demo#1"]', 'share: 0.6, evidence: ["demo#4"]')
    text = text.replace('share: 0.1, evidence: ["demo#1"]', 'share: 0.2, evidence: ["demo#3"]')
    text += """\
supplies:
  - {id: line, geography: EU, sources: [{country: CN, share: 0.7}, {country: AU, share: 0.3}], evidence: ["demo#3"]}
technologies:
  - {id: process, name: a process, owner: top, evidence: ["demo#4"]}
clauses:
  - {id: exit, kind: exit, evidence: ["demo#3"]}
"""
    (repo / "profiles" / "chain.yaml").write_text(text)
    document = summary(run, Path("profiles/chain.yaml"), day=SMALL, to=repo / "a.json")
    shares = section(document, "annex-ownership")["blocks"][0]
    rows = {tuple(cell["text"]["words"] for cell in row[:2]): row for row in shares["rows"]}
    said = {key: [cell["text"]["words"] for cell in row[2:4]] for key, row in rows.items()}
    assert said["Middle AG", "Top AG"] == ["60 % (planned)", "60 % (planned)"]
    assert said["Plant GmbH", "Middle AG"] == ["50 %", "50 %"]
    assert said["Plant GmbH", "Top AG"] == ["20 % (not evidenced)", "50 % (not evidenced)"]
    assert rows["Plant GmbH", "Top AG"][3]["number"] is None
    table, chart = section(document, "annex-concentration")["blocks"][:2]
    assert [cell["text"]["words"] for cell in table["rows"][0][-2:]] == [
        "CN 70 % (not evidenced)", "0.5800 (not evidenced)",
    ]  # fmt: skip
    assert chart["title"].endswith("(not evidenced)")
    terms = json.dumps(section(document, "annex-ip"))
    assert "owner: Top AG (planned)" in terms
    assert "Clauses stated: exit (not evidenced)." in terms


def test_two_stakes_of_one_owner_are_both_shown_and_add_up(run: Run, repo: Path) -> None:
    more = '  - {id: d, owner: top, owned: plant, share: 0.05, evidence: ["demo#1"]}\n'
    (repo / "profiles" / "chain.yaml").write_text(OWNERS + more)
    document = summary(run, Path("profiles/chain.yaml"), day=SMALL, to=repo / "a.json")
    rows = section(document, "annex-ownership")["blocks"][0]["rows"]
    said = [[cell["text"]["words"] for cell in row[:4]] for row in rows]
    assert ["Plant GmbH", "Top AG", "10 %; 5 %", "45 %"] in said


def test_parties_that_the_first_page_has_no_room_for_are_counted(run: Run, repo: Path) -> None:
    parties = "".join(f'  - {{id: p{n}, name: Party {n}, evidence: ["demo#1"]}}\n' for n in range(14))
    head = OWNERS.partition("parties:")[0]
    (repo / "profiles" / "many.yaml").write_text(f"{head}parties:\n{parties}")
    document = summary(run, Path("profiles/many.yaml"), day=SMALL, to=repo / "a.json")
    _, table, more = section(document, "header")["blocks"]
    assert len(table["rows"]) == 12
    assert more["text"]["words"] == "and 2 more"


def test_a_rule_whose_source_is_unchecked_is_marked_in_its_annex(run: Run, tmp_path: Path) -> None:
    path = ROOT / "profiles" / "examples" / "joint-development-with-terms.yaml"
    document = summary(run, path, to=tmp_path / "a.json")
    limits = section(document, "limits")["blocks"][0]["items"]
    unchecked = set(next(item["refs"] for item in limits if "could not be checked" in item["words"]))
    annexes = [item for item in document["sections"] if item["id"].startswith("annex-")]
    rows = [
        row
        for item in annexes
        for block in item["blocks"]
        if block.get("id", "").startswith("theme-")
        for row in block["rows"]
    ]
    decided = [row for row in rows if row[0]["outcome"] in ("pass", "fail")]
    assert len(unchecked) > 3
    for row in decided:
        marked = "(source unverified)" in row[4]["text"]["words"]
        assert marked == (row[2]["text"]["refs"][0] in unchecked)


def test_a_fail_on_a_proposal_is_said_to_be_no_law(run: Run, repo: Path) -> None:
    rule = repo / "rules" / "concentration" / "one-country.yaml"
    rule.write_text(rule.read_text().replace("force: benchmark", "force: proposal"))
    (repo / "profiles" / "quarzgrube.yaml").write_text(SUPPLY)
    document = summary(run, Path("profiles/quarzgrube.yaml"), day=SMALL, to=repo / "a.json")
    sentences = [item["words"] for item in section(document, "bottom-line")["blocks"][0]["items"]]
    assert sentences[0].startswith("Findings: 1 fail")
    assert sentences[1:3] == [
        "No rule fails on the stated facts; that is no statement of conformity.",
        "Of the fails 1 are on proposals, which are not law.",
    ]
    found = section(document, "findings")["blocks"]
    assert [block["text"]["words"] for block in found] == sentences[1:3]
    row = section(document, "annex-concentration")["blocks"][-1]["rows"][0]
    assert row[4]["text"]["words"].startswith("Would not be kept if the proposal became law")


def test_several_deals_are_one_row_each(run: Run, tmp_path: Path) -> None:
    document = summary(run, ROOT / "profiles", to=tmp_path / "a.json")
    rows = section(document, "overview")["blocks"][-1]["rows"]
    assert len(rows) == len(list((ROOT / "profiles").rglob("*.yaml"))) - len(list((ROOT / "profiles").rglob("seeds/*")))
    shared = [[cell["text"]["words"] for cell in row] for row in section(document, "shared")["blocks"][0]["rows"]]
    assert ["Party", "Rocklink GmbH", "batx-rocklink, batx-rocklink-refinery"] in shared
    assert {"findings", "calendar", "limits"} <= {item["id"] for item in document["sections"]}


@pytest.fixture
def secret(run: Run, repo: Path) -> Path:
    (repo / "profiles" / "plant.yaml").unlink()
    (repo / "profiles" / "quarzgrube.yaml").write_text(SUPPLY)
    words = [
        "--reason",
        "As agreed with Quarzgrube on the phone",
        "--approved-by",
        "A. Counsel",
        "--expires",
        "2028-06-30",
    ]
    rule = repo / "rules" / "concentration" / "one-country.yaml"
    rule.write_text(rule.read_text().replace("force: benchmark", "force: guidance"))
    assert run("waivers", "add", "profiles/quarzgrube.yaml", "one-country", *words, *SMALL).code == 0
    return repo


@pytest.mark.parametrize("paths", [("profiles/quarzgrube.yaml",), ("profiles",)])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_redacted_copy_holds_nothing_hidden(run: Run, secret: Path, suffix: str, paths: tuple[str, ...]) -> None:
    open_, closed = secret / f"open{suffix}", secret / f"closed{suffix}"
    assert run("report", *paths, *SMALL, "-o", open_).code == 0
    assert "Quarzgrube" in contents(open_)
    assert run("report", *paths, *SMALL, "--redact", "-o", closed).code == 0
    found = contents(closed)
    for hidden in HIDDEN:
        assert hidden not in found
    assert "Supplier 1" in found


def test_a_supplier_has_the_same_pseudonym_everywhere(run: Run, secret: Path) -> None:
    text = (secret / "profiles" / "quarzgrube.yaml").read_text()
    other = text.replace("id: quarz-deal", "id: second").replace("id: quarzgrube,", "id: nord,")
    (secret / "profiles" / "second.yaml").write_text(other.replace("supplier: quarzgrube", "supplier: nord"))
    assert run("report", "profiles", *SMALL, "--redact", "-o", "all.json").code == 0
    document = json.loads((secret / "all.json").read_text())
    assert "Supplier 1" in said(section(document, "shared"))
    assert "Supplier 2" not in said(document)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_bytes_twice_and_in_every_time_zone(repo: Path, suffix: str) -> None:
    written = set()
    for zone, seed in (("UTC", "1"), ("Pacific/Kiritimati", "2")):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed}
        words = ["report", "profiles/plant.yaml", *SMALL, "-o", f"out{suffix}"]
        line = [sys.executable, "-c", "from checker.cli import main; main()", *words]
        ran = subprocess.run(line, capture_output=True, env=environment, check=False)
        assert ran.returncode == 0, ran.stderr
        written.add((repo / f"out{suffix}").read_bytes())
    assert len(written) == 1


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("out.htm", 'Did you mean ".html"?'),
        ("out", "Suffixes: .md, .html, .docx, .pdf, .xlsx, .json."),
        ("no/such/out.md", "there is no folder no/such"),
    ],
)
def test_a_file_that_cannot_be_written_is_wrong_usage(run: Run, repo: Path, to: str, said: str) -> None:
    ran = run("report", "profiles", *SMALL, "-o", to)
    assert ran.code == 2
    assert said in ran.err


def test_nothing_is_half_written(run: Run, repo: Path) -> None:
    (repo / "out.md").write_text("before")
    profile = repo / "profiles" / "plant.yaml"
    profile.write_text(profile.read_text().replace("kind: plant", "kind: plnat"))
    ran = run("report", "profiles", *SMALL, "-o", "out.md")
    assert ran.code == 3
    assert "profiles/plant.yaml:3:32" in ran.err
    assert (repo / "out.md").read_text() == "before"
    for path in (repo / "profiles").iterdir():
        path.unlink()
    assert run("report", *SMALL, "-o", "out.md").code == 4
