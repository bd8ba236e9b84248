"""``check --format github``: workflow commands, read by the grammar that GitHub documents, and the job summary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.report.screen import clean
from tests.conftest import Run
from tests.report.report_hostile import (
    DAY,
    PLANTS,
    REORDERED,
    SITUATIONS,
    Situation,
    accept,
    edit,
    elsewhere,
    hostile,
    hostile_files,
    lines_of,
    ran,
    situations,
    spoil,
    stopping,
    together,
)

SUMMARY = "GITHUB_STEP_SUMMARY"


@pytest.fixture(autouse=True)
def _without_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SUMMARY, raising=False)


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    message: str

    @property
    def place(self) -> tuple[str, int, int]:
        at = self.properties
        return at["file"], int(at["line"]), int(at["col"])


def commands(out: str) -> list[Command]:
    """The commands in an output that holds nothing else, line by line as a runner reads them."""
    assert out.endswith("\n")
    read = []
    for line in re.split(r"\r\n|\r|\n", out)[:-1]:
        head, data = re.fullmatch(r"::(.*?)::(.*)", line).groups()  # type: ignore[union-attr]
        name, _, rest = head.partition(" ")
        assert name in ("error", "warning", "notice")
        properties = dict(part.split("=", 1) for part in rest.split(","))
        assert set(properties) in ({"title"}, {"file", "line", "col", "title"})
        read.append(Command(name, {k: decoded(v, ":,") for k, v in properties.items()}, decoded(data)))
    return read


def decoded(text: str, more: str = "") -> str:
    """The text that was meant; the sign of the code itself comes last."""
    for sign in f"\r\n{more}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def found(run: Run, *words: object) -> list[Command]:
    return commands(run("check", *DAY, *words, "--format", "github").out)


@situations
def test_an_error_stops_the_gate_and_nothing_else_does(run: Run, repo: Path, situation: Situation) -> None:
    said = ran(run, repo, situation, "github")
    errors = sum(command.name == "error" for command in commands(said.out))
    assert errors == stopping(run, situation)
    assert (said.code in (1, 3, 5)) is (errors > 0)


@situations
def test_the_gravest_comes_first_and_the_counts_before_other_notices(
    run: Run, repo: Path, situation: Situation
) -> None:
    read = commands(ran(run, repo, situation, "github").out)
    names = [command.name for command in read]
    assert names == sorted(names, key=["error", "warning", "notice"].index)
    first = next(command for command in read if command.name == "notice")
    assert first.properties == {"title": "checker"}
    assert first.message.startswith(("The gate is stopped by ", "Nothing stops the gate at high."))


def test_a_finding_is_told_with_law_facts_and_cure(run: Run, repo: Path) -> None:
    (error, counts) = found(run)
    assert error.place == ("profiles/memorandum.yaml", 3, 64)
    assert error.properties["title"] == "secrecy-open (critical)"
    assert error.message.splitlines() == [
        "demo-memorandum: Against good practice: the memorandum does not bind to secrecy.",
        "Law: Deal practice, secrecy before data (in force).",
        "Facts: deal.is_transaction = yes [demo#1; contract]; deal.kind = memorandum [demo#1; contract]; "
        "deal.binding_parts = none [demo#1; contract].",
        "Cure: Sign a binding secrecy clause before any technical data moves.",
    ]
    assert counts.message == "The gate is stopped by 1 fail."


def test_what_does_not_count_says_so_and_why(run: Run, repo: Path) -> None:
    SITUATIONS["a fail below the level"].prepare(run, repo)
    (warning, counts) = found(run)
    assert warning.name == "warning"
    assert "Does not stop the gate: below high." in warning.message
    assert counts.message == "Nothing stops the gate at high. 1 fail does not count."
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: medium", "severity: low")
    assert [command.name for command in found(run)] == ["notice", "notice"]


def test_what_is_accepted_or_was_there_before_is_noted_and_counted(run: Run, repo: Path) -> None:
    (repo / "profiles" / "plant.yaml").write_text(PLANTS)
    run("check", *DAY, "--write-baseline", "baseline.json")
    accept(repo)
    counts, waived, *known = found(run, "--baseline", "baseline.json")
    assert counts.message == "Nothing stops the gate at high. 1 is waived, 2 stood in baseline.json."
    assert "Waived, accepted by A. Counsel until 2028-06-30: The secrecy agreement follows." in waived.message
    assert [command.name for command in (waived, *known)] == ["notice"] * 3
    assert all("Does not stop the gate: in the baseline." in command.message for command in known)


def test_remarks_stand_at_their_places(run: Run, repo: Path) -> None:
    SITUATIONS["an expired waiver"].prepare(run, repo)
    SITUATIONS["a theme left out"].prepare(run, repo)
    said = {c.properties["title"]: (c.name, *c.place) for c in found(run) if "file" in c.properties}
    assert said["waiver expired"] == ("error", "waivers.yaml", 3, 5)
    assert said["theme off"] == ("notice", "checker.yaml", 2, 14)


def test_a_waiver_on_other_facts_is_a_warning(run: Run, repo: Path) -> None:
    SITUATIONS["a waiver on other facts"].prepare(run, repo)
    (error, warning, _) = found(run)
    assert error.properties["title"] == "secrecy-open (critical)"
    assert (warning.name, warning.properties["title"]) == ("warning", "waiver facts changed")


def test_undecided_findings_are_counted_and_listed_on_demand(run: Run, repo: Path) -> None:
    SITUATIONS["something undecided"].prepare(run, repo)
    assert found(run)[-1].message == (
        "The gate is stopped by 1 fail. 1 undecided finding is not listed here; --all lists them."
    )
    (_, counts, undecided) = found(run, "--all")
    assert counts.message == "The gate is stopped by 1 fail."
    assert undecided.name == "notice"
    assert "Ask partner: What share of the lithium does the works recover" in undecided.message


def test_an_annotation_points_at_the_line_of_its_fact_wherever_that_moves(run: Run, repo: Path) -> None:
    for text in (PLANTS, REORDERED):
        (repo / "profiles" / "plant.yaml").write_text(text)
        errors = [command for command in found(run, "profiles/plant.yaml") if command.name == "error"]
        assert {c.message.split()[0]: c.place[1] for c in errors} == lines_of(text)


def test_a_finding_of_all_deals_together_says_so_and_points_at_no_file(run: Run, repo: Path) -> None:
    (first, _) = commands(together(run, repo, "github"))
    assert set(first.properties) == {"title"}
    assert first.message.startswith("one.maker of all deals together: ")


@hostile
def test_no_text_becomes_a_command(run: Run, repo: Path, text: str) -> None:
    spoil(repo, text)
    read = found(run, "--all")
    assert [command.name for command in read] == ["notice"] * 4
    lines = [line for command in read for line in command.message.split("\n")]
    assert all(line.isprintable() for line in lines)
    assert not [line for line in lines if line.lstrip().startswith("::")]
    assert max(len(command.message) for command in read) < 3_000
    start = clean(" ".join(text.split()))[:30]
    assert sum(start in line for line in lines) == 3 - ("_" in start)


@hostile_files
def test_any_file_name_stays_a_file_name(run: Run, repo: Path, name: str) -> None:
    (repo / "profiles" / "memorandum.yaml").rename(repo / "profiles" / name)
    said = run("check", *DAY, "--format", "github", "-o", "out.txt")
    assert said.code == 1
    (error, _) = commands((repo / "out.txt").read_bytes().decode())
    shown = re.sub("[\x1b\x07\udcff]", "\N{REPLACEMENT CHARACTER}", name)
    assert error.place == (f"profiles/{shown}", 3, 64)


def test_a_mistake_in_a_profile_stays_on_one_line(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "kind: memorandum", 'kind: memorandum, "a\\n::error::pwned": 1')
    said = run("check", *DAY, "--format", "github")
    assert said.code == 3
    (error,) = commands(said.out)
    assert error.place == ("profiles/memorandum.yaml", 3, 49)
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["profiles/memorandum.yaml", "checker"]


def test_same_bytes_wherever_and_whenever_it_runs(repo: Path) -> None:
    first = elsewhere("github", "Pacific/Kiritimati", "1")
    assert first.startswith(b"::error ")
    assert elsewhere("github", "America/Los_Angeles", "2") == first


def test_the_job_summary_grows_by_the_same_run_as_markdown(
    run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run("check", *DAY, "--format", "github")
    wanted = run("check", *DAY, "--all", "--format", "markdown").out
    summary = repo / "summary.md"
    summary.write_text("# Before\n")
    monkeypatch.setenv(SUMMARY, str(summary))
    assert run("check", *DAY, "--format", "json").code == 1
    assert summary.read_text() == "# Before\n"
    found = run("check", *DAY, "--all", "--format", "github")
    assert (found.code, found.err) == (1, "")
    assert found.out == alone.out
    assert summary.read_text(encoding="utf-8") == f"# Before\n{wanted}"
    run("check", *DAY, "--all", "--format", "github", "-o", "out.txt")
    assert (repo / "out.txt").read_text() == alone.out
    assert summary.read_text(encoding="utf-8") == f"# Before\n{wanted}{wanted}"


@pytest.mark.parametrize(
    ("name", "why"),
    [("no/such/folder.md", "No such file or directory"), (".", "Is a directory"), ("full.md", "longer")],
)
def test_a_summary_that_cannot_be_written_spoils_neither_annotations_nor_exit_code(
    run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch, name: str, why: str
) -> None:
    alone = run("check", *DAY, "--format", "github")
    (repo / "full.md").write_bytes(b"x" * 1024 * 1024)
    monkeypatch.setenv(SUMMARY, str(repo / name))
    found = run("check", *DAY, "--format", "github")
    assert (found.code, found.out) == (alone.code, alone.out)
    assert found.err.startswith("checker: the job summary is left out: ")
    assert why in found.err
    assert (repo / "full.md").stat().st_size == 1024 * 1024


def test_without_a_summary_asked_for_nothing_is_written(run: Run, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", *DAY)
    monkeypatch.setenv(SUMMARY, "")
    before = sorted(path.name for path in repo.iterdir())
    found = run("check", *DAY, "--format", "github")
    assert (found.code, found.err) == (1, "")
    assert sorted(path.name for path in repo.iterdir()) == before


def test_a_profile_that_is_not_valid_is_annotated_on_its_line(run: Run, repo: Path) -> None:
    profile = repo / "profiles" / "plant.yaml"
    profile.write_text(profile.read_text().replace("demo#2", "demo#9"))
    found = run("check", "--rules", "rules", "--as-of", "2028-01-01", "--format", "github")
    assert found.code == 3
    first = found.out.splitlines()[0]
    assert first.startswith('::error file=profiles/plant.yaml,line=9,col=49,title=invalid::no statement "demo#9"')
    assert len(found.out.splitlines()) == len(found.err.splitlines()) - 1
