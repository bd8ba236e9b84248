"""``checker check --format csv``: what analysts open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import ironcalc
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_kit import DAY, FILES, HOSTILE, document, every_state, memorandum, plant, printed_elsewhere, theme_off

from checker.report import csv_
from checker.report.plain import plain
from tests.conftest import Run

CSV = ("--format", "csv")
NUMBERS = ("line", "column", "completeness")
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def read(text: str, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=separator == ","))


def test_there_is_a_row_for_each_finding_and_each_remark(run: Run, repo: Path) -> None:
    words = every_state(run, repo)
    found = document(run, words)
    rows = read(run(*words, *CSV).out)
    findings = [(deal, finding) for deal in found["deals"] for finding in deal["findings"]]
    remarks = found["gate"]["remarks"]
    assert remarks
    assert len(rows) == len(findings) + len(remarks)
    for row, (deal, finding) in zip(rows, findings, strict=False):
        assert row["deal"] == deal["id"]
        for key in ("theme", "rule", "subject", "outcome", "severity", "force", "binds", "message", "fix"):
            assert row[key] == finding[key]
        for key in ("later", "from", "reason"):
            assert row[key] == (finding[key] or "")
        assert [row["path"], row["line"], row["column"]] == list(map(str, finding["location"].values()))
        assert row["as_of"] == found["as_of"]
        assert row["rulebook"] == f"{found['rulebook']['edition']} {found['rulebook']['digest'][:12]}"
    for row, remark in zip(rows[len(findings) :], remarks, strict=True):
        assert (row["outcome"], row["reason"], row["message"]) == ("remark", remark["about"], remark["words"])
        assert [row["path"], row["line"], row["column"]] == list(map(str, remark["location"].values()))


def test_each_column_is_told_of_and_each_row_has_all(run: Run, repo: Path) -> None:
    text = run(*every_state(run, repo), *CSV).out
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert lines[0] == list(csv_.COLUMNS)
    assert {len(line) for line in lines} == {len(csv_.COLUMNS)}
    assert all(f"``{column}``" in str(csv_.__doc__) for column in csv_.COLUMNS)


def test_the_gate_is_told_row_by_row(run: Run, repo: Path) -> None:
    words = every_state(run, repo)
    for more, code in (((), 1), (("--strict", "--rule", "lithium-recovery"), 5), (("--rule", "one-country"), 0)):
        ran = run(*words, *more, *CSV)
        assert ran.code == code
        stops = [
            (row["deal"], row["rule"], row["subject"])
            for row in read(ran.out)
            if row["gate"] == "stops" and row["deal"]
        ]
        assert sorted(stops) == sorted(tuple(stop.values()) for stop in document(run, (*words, *more))["gate"]["stops"])
    rows = {(row["deal"], row["rule"]): row for row in read(run(*words, *CSV).out)}
    told = {key: (row["gate"], row["gate_reason"]) for key, row in rows.items()}
    assert told["demo-memorandum", "secrecy-open"] == ("stops", "new since the baseline")
    assert told["accepted", "secrecy-open"] == (
        "waived", "accepted by Named by a stranger by until 2028-06-30: Named by a stranger and more words",
    )  # fmt: skip
    assert told["known", "secrecy-open"] == ("known", "in the baseline")
    assert told["demo-plant", "one-country"] == ("spared", "a benchmark binds nobody here")
    assert told["demo-plant", "lithium-recovery"] == ("spared", "undecided")
    assert told["demo-plant", "secrecy-open"] == ("settled", "")


def test_an_expired_waiver_is_a_row_that_stops(run: Run, repo: Path) -> None:
    (row,) = [row for row in read(run(*every_state(run, repo), *CSV).out) if row["outcome"] == "remark"]
    assert (row["reason"], row["gate"]) == ("waiver-expired", "stops")
    assert (row["path"], row["line"], row["column"]) == ("waivers.yaml", "10", "3")


def test_facts_questions_and_provisions_are_told_with_what_is_cited(run: Run, repo: Path) -> None:
    rows = {(row["deal"], row["rule"]): row for row in read(run(*every_state(run, repo), *CSV).out)}
    row = rows["demo-memorandum", "secrecy-open"]
    assert row["facts"].endswith(
        "deal.kind = memorandum [demo#1; contract]; deal.binding_parts = none [demo#1; contract]"
    )
    assert row["sources"] == "Deal practice, secrecy before data (in force)"
    assert (row["name"], row["completeness"], row["title"]) == (
        "Named by a stranger", "100", "The memorandum does not bind to secrecy",
    )  # fmt: skip
    asked = rows["demo-plant", "lithium-recovery"]["questions"]
    assert asked == "What share of the lithium does Named by a stranger recover, and who measured it? (partner)"


def test_a_theme_that_is_off_is_a_row(run: Run, repo: Path) -> None:
    theme_off(repo, "Purchasing looks after it")
    last = read(run("check", *DAY, *CSV).out)[-1]
    assert (last["outcome"], last["reason"], last["path"], last["line"]) == ("remark", "theme-off", "checker.yaml", "2")
    assert last["message"] == "The theme concentration is not checked here: Purchasing looks after it"


def test_every_finding_is_there_anyhow(run: Run, repo: Path) -> None:
    ran = run("check", *DAY, "--all", *CSV)
    assert ran.code == 2
    assert "--all has no effect on csv" in ran.err


@pytest.mark.parametrize("kind", HOSTILE)
def test_text_from_strangers_stays_text(run: Run, repo: Path, kind: str) -> None:
    words = every_state(run, repo, HOSTILE[kind])
    theme_off(repo, f"{HOSTILE[kind]} and more words")
    text = run(*words, *CSV).out
    no_formula(text)
    rows = read(text)
    assert text.count("\n") == len(rows) + 1
    assert "\r" not in text
    name = next(row["name"] for row in rows if row["deal"] == "accepted")
    said = plain(HOSTILE[kind], csv_.LONG)
    assert name in (said, f"'{said}") or ";" in said


@pytest.mark.parametrize("kind", FILES)
def test_a_file_may_have_any_name(run: Run, repo: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    memorandum(repo, "odd", file=FILES[kind])
    monkeypatch.chdir(repo / "profiles")
    text = run("check", FILES[kind], "--rules", "../rules", "--as-of", "2028-01-01", *CSV).out
    no_formula(text)
    paths = {row["path"] for row in read(text)}
    assert paths == {f"'{FILES[kind]}" if kind == "formula" else plain(FILES[kind])}


def no_formula(text: str) -> None:
    """No cell is a formula, to whichever program reads the file and wherever it parts cells."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for separator in (",", ";", "\t"):
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not any(cell.strip(" \"'").startswith(STARTS) and not cell.startswith("'") for cell in line)
    whole = {rows[0].index(name) for name in NUMBERS}
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows[1:]:
        sheet.append([int(cell) if number in whole and cell else cell for number, cell in enumerate(row)])
    saved = io.BytesIO()
    book.save(saved)
    kinds = {cell.data_type for row in openpyxl.load_workbook(saved).active.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n"}
    model = ironcalc.create_user_model("book", "en", "UTC", "en")
    tabbed = io.StringIO()
    csv.writer(tabbed, delimiter="\t", lineterminator="\n").writerows(rows)
    model.paste_csv_string(0, 1, 1, 1, 1, tabbed.getvalue())
    for number in range(1, len(rows) + 1):
        for column in range(1, len(rows[0]) + 1):
            assert model.get_cell_formula(0, number, column) is None


def test_a_spreadsheet_would_take_the_bare_text_for_a_formula() -> None:
    model = ironcalc.create_user_model("book", "en", "UTC", "en")
    model.paste_csv_string(0, 1, 1, 1, 1, HOSTILE["formula-command"] + "\t" + HOSTILE["formula-minus"])
    assert model.get_cell_formula(0, 1, 2) == "=-1+1"
    book = openpyxl.Workbook()
    book.active.append([HOSTILE["formula"]])
    assert book.active["A1"].data_type == "f"


def test_a_number_is_a_number(run: Run, repo: Path) -> None:
    for row in read(run(*every_state(run, repo), *CSV).out):
        for name in NUMBERS:
            assert row[name].isdigit() or (name == "completeness" and not row[name])


@given(st.text(st.sampled_from("=+-@＝＋－＠;, \"'a1\u200b\u00a0|\t\r\n")))
def test_no_text_becomes_a_formula(words: str) -> None:
    (*_, cell) = csv_._cells({"rulebook": words})
    assert isinstance(cell, str)
    for part in cell.split(";"):
        bare = part.lstrip(' "\u200b\u00a0')
        assert not bare.startswith(STARTS)
    assert cell.replace("'", "") == plain(words, csv_.LONG).replace("'", "")


def test_a_long_text_fits_into_a_cell(run: Run, repo: Path) -> None:
    plant(repo, ";=" * 9_000)
    rows = read(run("check", *DAY, *CSV).out)
    longest = max(len(cell) for row in rows for cell in row.values())
    assert 20_000 < longest <= 32_767


def test_same_bytes_in_every_run_place_and_order(run: Run, repo: Path) -> None:
    words = (*every_state(run, repo, HOSTILE["umlauts"]), *CSV)
    here = run(*words).out.encode()
    assert printed_elsewhere(words, "Pacific/Kiritimati", "1") == here
    assert printed_elsewhere(words, "America/Adak", "2") == here
    assert os.fsencode(repo) not in here
