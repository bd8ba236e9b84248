"""``checker check --format markdown``: what people read in a summary or under a pull request."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_kit import DAY, FILES, HOSTILE, document, every_state, memorandum, plant, printed_elsewhere, theme_off

from checker.report import markdown
from checker.report.gfm import JOINER, code, fitting, text
from checker.report.plain import plain
from tests.conftest import ROOT, Run

MARKDOWN = ("--format", "markdown")
READER = MarkdownIt("gfm-like", {"linkify": True})
OURS = {
    "heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item", "inline", "text",
    "strong", "code_inline", "softbreak",
}  # fmt: skip
"""What our Markdown is made of."""
SERVER = re.compile(r"(?i)[@#!]\w|//|www\.|:[\w+-]+:|\bgh-\d")
"""What GitHub and GitLab link or replace in text that was read as Markdown."""
COMMENT = 65_536
"""Characters that a comment may hold on GitHub."""


def tokens(source: str) -> list[Token]:
    found = []
    for token in READER.parse(source):
        found += [token, *(token.children or [])]
    return found


def kinds(source: str) -> list[str]:
    """The kinds of all tokens in order; one text after another is one."""
    found = [token.type for token in tokens(source)]
    return [kind for number, kind in enumerate(found) if not (kind == "text" and found[number - 1] == "text")]


def read(source: str) -> list[str]:
    """What is seen, piece by piece; cells, items and paragraphs are pieces."""
    pieces = [token.children or [] for token in READER.parse(source) if token.type == "inline"]
    return ["".join(child.content for child in piece).replace(JOINER, "") for piece in pieces]


def rows(source: str, title: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    section = source.split(f"### {title}\n\n")[1].split("\n\n")[0]
    width = section.splitlines()[0].count(" | ") + 1
    cells = read(section)
    return [cells[start : start + width] for start in range(width, len(cells), width)]


def test_the_first_line_says_whether_the_gate_is_stopped(run: Run, repo: Path) -> None:
    words = every_state(run, repo)
    first, second = read(run(*words, *MARKDOWN).out)[:2]
    assert first == "The gate is stopped by 2 fails and 1 expired waiver."
    assert second == "1 fail does not count, 1 is waived, 1 stood in baseline.json."
    ran = run("check", "profiles/plant.yaml", *DAY, *MARKDOWN)
    assert ran.code == 0
    assert read(ran.out)[0] == "Nothing stops the gate at high."
    assert "What stops the gate" not in ran.out
    ran = run("check", "profiles/plant.yaml", *DAY, "--strict", *MARKDOWN)
    assert ran.code == 5
    assert read(ran.out)[0] == "The gate is stopped by 1 undecided finding."


def test_the_table_counts_what_the_json_holds(run: Run, repo: Path) -> None:
    words = every_state(run, repo)
    found = document(run, words)
    out = run(*words, *MARKDOWN).out
    head = "| deal | ✔ pass | ✘ fail | ? unknown | … not yet | – not applicable | complete | stops the gate |"
    assert head in out
    lines = [line for line in out.splitlines() if line.startswith("| `")]
    shown = {
        line.split("`")[1]: [cell.strip() for cell in line.split("|")[2:-1]] for line in lines[: len(found["deals"])]
    }
    stops = [stop["deal"] for stop in found["gate"]["stops"]]
    for deal in found["deals"]:
        counts = [str(deal["counts"][outcome]) for outcome in ("pass", "fail", "unknown", "not_yet", "not_applicable")]
        assert shown[deal["id"]] == [*counts, f"{deal['completeness']} %", str(stops.count(deal["id"]))]
    assert list(shown)[: len(set(stops))] == sorted(set(stops))


def test_what_stops_is_told_with_law_fact_place_and_cure(run: Run, repo: Path) -> None:
    every_state(run, repo)
    out = run("check", "profiles/memorandum.yaml", *DAY, *MARKDOWN).out
    section = out.split("### What stops the gate\n\n")[1].split("\n\n")[0]
    assert section.splitlines() == [
        "- ✘ **critical** `secrecy-open` demo-memorandum: Against good practice: the memorandum does not bind to secrecy.",
        "  - law: Deal practice, secrecy before data (in force)",
        "  - fact: `deal.is_transaction = yes [demo#1; contract]`",
        "  - fact: `deal.kind = memorandum [demo#1; contract]`",
        "  - fact: `deal.binding_parts = none [demo#1; contract]`",
        "  - at: `profiles/memorandum.yaml:3:70`",
        "  - cure: Sign a binding secrecy clause before any technical data moves.",
    ]


def test_an_undecided_finding_that_stops_says_what_to_ask(run: Run, repo: Path) -> None:
    plant(repo)
    out = run("check", "profiles/plant.yaml", *DAY, "--strict", *MARKDOWN).out
    assert "- ? **high** `lithium-recovery` works of demo-plant: Cannot be told: a fact is missing." in out
    assert "  - ask: What share of the lithium does the works recover, and who measured it? (partner)" in out


def test_what_does_not_stop_is_told_with_the_reason(run: Run, repo: Path) -> None:
    out = run(*every_state(run, repo), *MARKDOWN).out
    (spared,) = rows(out, "Fails that do not count")
    assert spared[1:3] == ["one-country", "lithium of demo-plant"]
    assert spared[3].startswith("Exposure above a benchmark")
    assert spared[4:] == ["a benchmark binds nobody here", "profiles/plant.yaml:12"]
    assert rows(out, "Waived") == [
        [
            "critical",
            "secrecy-open",
            "accepted",
            "fail",
            "Named by a stranger by",
            "2028-06-30",
            "Named by a stranger and more words",
        ]
    ]
    noted = out.split("### To be known\n\n")[1].split("\n\n")[0].splitlines()
    assert noted[0] == "- `baseline.json`: 1 fail and 0 unknown of this run stand there and are no worse."
    assert "- `waivers.yaml:10:3`: The waiver of secrecy-open for deal of lapsed expired on 2027-12-31" in out


def test_a_theme_that_is_off_is_said(run: Run, repo: Path) -> None:
    theme_off(repo, "Purchasing looks after it")
    out = run("check", *DAY, *MARKDOWN).out
    assert "- `checker.yaml:2:14`: The theme concentration is not checked here: Purchasing looks after it\n" in out


def test_questions_are_those_of_the_text_and_all_undecided_findings_are_listed_if_asked(run: Run, repo: Path) -> None:
    plant(repo)
    out = run("check", "profiles/plant.yaml", *DAY, *MARKDOWN).out
    question = "What share of the lithium does the works recover, and who measured it?"
    assert f"- {question} (ask partner; high: lithium-recovery)\n" in out
    assert "### Undecided" not in out
    out = run("check", "profiles/plant.yaml", *DAY, *MARKDOWN, "--all").out
    (row,) = rows(out, "Undecided")
    assert row[:3] == ["high", "lithium-recovery", "works of demo-plant"]
    assert row[4] == f"{question} (partner)"


def test_what_is_no_deal_is_marked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = run("check", "profiles/crocodile.yaml", "profiles/batx-rocklink.yaml", *MARKDOWN, "--as-of", "2026-11-28").out
    assert "| `crocodile` CROCODILE (not a deal) |" in out
    assert "| `batx-rocklink` BatX Energies - Rocklink |" in out
    assert out.endswith("No legal advice; a pass means kept on the stated facts.\n\n")


@pytest.mark.parametrize("kind", HOSTILE)
def test_text_from_strangers_stays_text(run: Run, repo: Path, kind: str) -> None:
    words = every_state(run, repo, HOSTILE[kind])
    theme_off(repo, f"{HOSTILE[kind]} and more words")
    out = run(*words, "--strict", "--all", *MARKDOWN).out
    harmless(out)
    assert [token.type for token in tokens(out)].count("heading_open") == out.count("### ") + 1
    seen = read(out)
    assert f"demo-memorandum {plain(HOSTILE[kind], 80)}" in seen
    assert plain(f"{HOSTILE[kind]} by", 80) in seen
    assert plain(f"{HOSTILE[kind]} and more words", 600) in seen
    named = HOSTILE[kind].replace("_", " ")
    assert any(
        plain(f"What share of the lithium does {named} recover, and who measured it?", 200).removesuffix("…") in piece
        for piece in seen
    )


@pytest.mark.parametrize("kind", FILES)
def test_a_file_may_have_any_name(run: Run, repo: Path, kind: str) -> None:
    plant(repo)
    (repo / "profiles" / "memorandum.yaml").rename(repo / "profiles" / FILES[kind])
    (repo / "profiles" / "plant.yaml").rename(repo / "profiles" / f"p{FILES[kind]}")
    out = run("check", *DAY, *MARKDOWN, "--all").out
    harmless(out)
    seen = read(out)
    assert f"at: {plain(f'profiles/{FILES[kind]}:3:64', 300)}" in seen
    assert plain(f"profiles/p{FILES[kind]}:12", 300) in seen


def harmless(out: str) -> None:
    """Nothing but what we write ourselves: no link, picture, HTML, block of code, or whatever a server makes of text."""
    assert not any(letter in out for letter in "\x1b\x9b\u202e")
    for token in tokens(out):
        assert token.type.removesuffix("_open").removesuffix("_close") in OURS, token
        if token.type == "text":
            assert not SERVER.search(token.content), token.content
    for line in out.splitlines():
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    assert "$" not in "".join(part for number, part in enumerate(re.split(r"`+", out)) if number % 2 == 0)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])) | st.text("ab1 .:/@#`\\|*_<>[]()!&$~-+=w")
)
def test_any_text_is_seen_as_it_was_written(words: str) -> None:
    for number, shown in enumerate((text(words), code(words) if plain(words) else "")):
        for source in (f"- at {shown}\n", f"| a | b |\n| --- | --- |\n| x {shown} | y |\n")[: 2 - number]:
            allowed = OURS - {"strong"} - ({"code_inline"} if number == 0 else set())
            assert {kind.removesuffix("_open").removesuffix("_close") for kind in kinds(source)} <= allowed
            assert plain(words, 300).replace(JOINER, "") in " ".join(read(source))


@given(st.lists(st.text("aé", min_size=1).map("{}\n".format)), st.integers(0, 100))
def test_a_part_keeps_within_its_room_and_counts_what_is_left(items: list[str], room: int) -> None:
    shown = list(fitting(items, room))
    left = re.fullmatch(r"\nAnd (\d+) more, which the forms json and csv hold.\n", shown[-1]) if shown else None
    kept = shown[:-1] if left else shown
    assert kept == items[: len(kept)]
    assert len(kept) + int(left[1] if left else 0) == len(items)
    assert sum(len(item.encode()) for item in kept[1:]) <= room
    assert kept or not items


def test_two_hundred_deals_fit_into_a_comment(run: Run, repo: Path) -> None:
    for number in range(200):
        memorandum(repo, f"memorandum-{number:03}", HOSTILE["long-marks"])
    plant(repo, HOSTILE["long-marks"])
    ran = run("check", *DAY, *MARKDOWN)
    assert ran.code == 1
    assert len(ran.out) < COMMENT
    assert "The gate is stopped by 201 fails." in ran.out
    left = [int(number) for number in re.findall(r"\nAnd (\d+) more, which", ran.out)]
    assert left == [202 - ran.out.count("\n| `"), 201 - ran.out.count("✘ **critical**")]
    assert min(left) > 0
    assert "All of them, of every deal: `checker ask`." in ran.out


def test_what_all_adds_has_an_end(run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "ROOM_FOR_ALL", 1_000)
    text_of = (
        (repo / "profiles" / "plant.yaml")
        .read_text()
        .replace('{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}")
    )
    for number in range(9):
        (repo / "profiles" / f"plant-{number}.yaml").write_text(text_of.replace("demo-plant", f"plant-{number}"))
    out = run("check", *DAY, *MARKDOWN, "--all").out
    section = out.split("### Undecided\n\n")[1]
    assert int(re.findall(r"And (\d+) more", section)[0]) == 9 - section.count("lithium-recovery")


def test_same_bytes_in_every_run_place_and_order(run: Run, repo: Path) -> None:
    words = (*every_state(run, repo, HOSTILE["umlauts"]), *MARKDOWN)
    here = run(*words).out.encode()
    assert printed_elsewhere(words, "Pacific/Kiritimati", "1") == here
    assert printed_elsewhere(words, "America/Adak", "2") == here
    assert os.fsencode(repo) not in here
