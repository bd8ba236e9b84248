"""Waivers: accepted findings count as accepted only as long as they may."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import source
from checker.gate.waivers import Waiver, Waivers
from checker.gate.waiving import written
from checker.models import validate
from tests.conftest import MEMORANDUM, Ran, Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")
REASON = "The secrecy agreement follows on signing"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def add(
    run: Run, *more: str, rule: str = "secrecy-open", profile: str = "memorandum", until: str = "2028-06-30"
) -> Ran:
    return run(
        "waivers", "add", f"profiles/{profile}.yaml", rule, "--reason", REASON, "--approved-by", "A. Counsel",
        "--expires", until, *DAY, *more,
    )  # fmt: skip


def test_an_accepted_finding_does_not_stop_the_gate_and_is_said_to_be_accepted(run: Run, repo: Path) -> None:
    assert run("check", *DAY).code == 1
    assert add(run).code == 0
    found = run("check", *DAY)
    assert found.code == 0
    assert f"gate  accepted by A. Counsel until 2028-06-30: {REASON}" in found.out
    assert "1 is waived." in found.out
    document = json.loads(run("check", *DAY, "--format", "json").out)
    waived = [f["waived"] for deal in document["deals"] for f in deal["findings"] if f["waived"]]
    assert waived == [f"accepted by A. Counsel until 2028-06-30: {REASON}"]
    assert document["gate"]["waived"] == 1
    assert document["gate"]["stops"] == []


def test_a_reviewer_can_leave_waivers_aside(run: Run, repo: Path) -> None:
    assert run("check", *DAY, "--no-waivers").code == 2
    add(run)
    found = run("check", *DAY, "--no-waivers")
    assert found.code == 1
    assert "waived" not in found.out


def test_a_waiver_holds_through_its_last_day_and_expires_after_it(run: Run, repo: Path) -> None:
    add(run, until="2028-01-31")
    assert run("check", "--rules", "rules", "--as-of", "2028-01-31").code == 0
    found = run("check", "--rules", "rules", "--as-of", "2028-02-01")
    assert found.code == 1
    assert "expired on 2028-01-31. Renew it, or remove it. waivers.yaml:3:3" in " ".join(found.out.split())
    assert "The gate is stopped by 1 fail and 1 expired waiver." in found.out


def test_an_expired_waiver_stops_the_gate_also_where_its_finding_does_not(run: Run, repo: Path) -> None:
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: low")
    add(run, until="2028-01-31")
    assert run("check", *DAY).code == 0
    assert run("check", "--rules", "rules", "--as-of", "2028-02-01").code == 3
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "[confidentiality]")
    found = run("check", "--rules", "rules", "--as-of", "2028-02-01")
    assert found.code == 3
    assert "there is nothing to waive any more" in " ".join(found.out.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [("[none]", "[governing_law]"), ("kind: memorandum", "kind: {value: memorandum, evidence: [demo#2]}")],
)
def test_a_waiver_lapses_when_the_facts_change(run: Run, repo: Path, old: str, new: str) -> None:
    add(run)
    edit(repo / "profiles" / "memorandum.yaml", old, new)
    found = run("check", *DAY)
    assert found.code == 1
    assert "was given on other facts than those stated now" in " ".join(found.out.split())


def test_a_waiver_outlives_a_profile_that_only_looks_different(run: Run, repo: Path) -> None:
    add(run)
    first, second, third, *rest = MEMORANDUM.splitlines()
    third = 'deal: {binding_parts: [none], kind: memorandum, evidence: ["demo#1"], name: Other name}'
    text = "\n".join([first, *rest, "# a remark", "", third, second, ""])
    (repo / "profiles" / "memorandum.yaml").unlink()
    (repo / "profiles" / "moved.yaml").write_text(text)
    assert run("check", *DAY).code == 0


def test_a_waiver_that_matches_nothing_says_why(run: Run, repo: Path) -> None:
    add(run)
    edit(repo / "profiles" / "memorandum.yaml", "[none]", "[confidentiality]")
    found = run("check", *DAY)
    assert found.code == 0
    assert "matches nothing: the outcome is pass. Remove it." in " ".join(found.out.split())
    edit(repo / "profiles" / "memorandum.yaml", "id: demo-memorandum", "id: renamed")
    assert 'no profile has the deal id "demo-memorandum"' in " ".join(run("check", *DAY).out.split())
    assert "matches nothing" not in run("check", *DAY, "profiles/plant.yaml").out
    (repo / "rules" / "ip" / "secrecy-open.yaml").unlink()
    assert 'no profile has the deal id "demo-memorandum"' in " ".join(run("check", *DAY).out.split())


def test_what_was_accepted_as_undecided_is_not_accepted_as_a_fail(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "memorandum.yaml", "binding_parts: [none]", "binding_parts: {unknown: not seen}")
    assert run("check", *DAY, "--strict").code == 5
    assert add(run).code == 0
    found = run("check", *DAY, "--strict")
    assert found.code == 0
    assert f"secrecy-open deal: accepted by A. Counsel until 2028-06-30: {REASON}" in " ".join(found.out.split())
    assert 'outcome: "unknown"' in (repo / "waivers.yaml").read_text()
    edit(repo / "profiles" / "memorandum.yaml", "{unknown: not seen}", "[none]")
    assert run("check", *DAY).code == 1


def test_the_same_facts_that_now_fail_by_law_are_not_accepted(run: Run, repo: Path) -> None:
    low = ("--rules", "rules", "--as-of", "2030-01-01")
    edit(repo / "profiles" / "plant.yaml", '{value: 0.6, evidence: ["demo#2"]}', "[0.45, 0.6]")
    edit(repo / "profiles" / "plant.yaml", 'evidence: ["demo#1"]\nsup', 'evidence: ["demo#2"]\nsup')
    words = ["--reason", REASON, "--approved-by", "A. Counsel", "--expires", "2031-12-31"]
    assert run("waivers", "add", "profiles/plant.yaml", "lithium-recovery", *words, *low).code == 0
    assert run("check", "profiles/plant.yaml", *low, "--strict").code == 0
    found = run("check", "profiles/plant.yaml", "--rules", "rules", "--as-of", "2031-12-31")
    assert found.code == 1
    assert "was given while the rule was undecided, and now it fails" in " ".join(found.out.split())


def test_list_and_lint_say_how_each_stands(run: Run, repo: Path) -> None:
    assert run("waivers", "list", *DAY).code == 4
    add(run)
    listed = run("waivers", "list", *DAY)
    assert listed.code == 0
    assert "1 waiver, 1 in force on 2028-01-01." in listed.out
    assert run("waivers", "lint", *DAY).out == "1 waiver holds.\n"
    late = ("--rules", "rules", "--as-of", "2028-07-01")
    linted = run("waivers", "lint", *late)
    assert linted.code == 3
    assert linted.err.startswith("waivers.yaml:3:3: the waiver of secrecy-open for deal of demo-memorandum expired on")
    document = json.loads(run("waivers", "list", *late, "--format", "json").out)
    assert [waiver["state"] for waiver in document["waivers"]] == ["waiver-expired"]


def test_a_waiver_is_renewed_in_its_place_and_the_rest_of_the_file_stays(run: Run, repo: Path) -> None:
    add(run, until="2028-01-31")
    file = repo / "waivers.yaml"
    file.write_text("# kept by counsel\n" + file.read_text() + "\n# more follows\n")
    add(run, until="2028-09-30")
    text = file.read_text()
    assert text.startswith("# kept by counsel\nschema: checker/waivers/1\n")
    assert "# more follows\n" in text
    assert "2028-01-31" not in text
    assert text.count("- rule:") == 1


@pytest.mark.parametrize("start", ["schema: checker/waivers/1\n", "schema: checker/waivers/1\nwaivers: []\n"])
def test_a_waiver_is_added_to_an_empty_list(run: Run, repo: Path, start: str) -> None:
    (repo / "waivers.yaml").write_text(start)
    assert add(run).code == 0
    assert run("check", *DAY).code == 0


def test_a_file_that_cannot_be_added_to_stays_as_it_was(run: Run, repo: Path) -> None:
    add(run, until="2028-02-28")
    node = source.read(repo / "waivers.yaml").plain()
    flow = json.dumps({**node, "waivers": [{**node["waivers"][0], "subject": "other"}]})  # type: ignore[dict-item,index,call-overload]
    (repo / "waivers.yaml").write_text(flow)
    found = add(run)
    assert found.code == 2
    assert "Add by hand" in found.err
    assert (repo / "waivers.yaml").read_text() == flow


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--expires", "2030-01-02"), "does not lie between 2028-01-01 and two years later"),
        (("--expires", "2027-12-31"), "does not lie between"),
        (("--reason", "short"), "--reason:"),
        (("--subject", "works"), 'is not judged for "works" in demo-memorandum, only for: deal fail'),
    ],
)
def test_add_refuses_what_could_not_hold(run: Run, repo: Path, words: tuple[str, ...], said: str) -> None:
    found = add(run, *words)
    assert found.code == 2
    assert said in found.err
    assert not (repo / "waivers.yaml").exists()


def test_there_must_be_something_to_accept(run: Run, repo: Path) -> None:
    found = add(run, profile="plant", rule="lithium-recovery")
    assert found.code == 2
    assert "There is nothing to waive: lithium-recovery in demo-plant: works pass" in found.err
    assert 'Did you mean "secrecy-open"?' in add(run, rule="secrecy-opn").err


def test_every_mistake_of_the_file_is_told_at_once_with_those_of_profiles(run: Run, repo: Path) -> None:
    add(run)
    text = (repo / "waivers.yaml").read_text()
    entry = text.split("waivers:\n")[1]
    far = entry.replace("2028-06-30", "2030-01-02").replace('"deal"', '"other"')
    (repo / "waivers.yaml").write_text(text + entry + far)
    edit(repo / "profiles" / "plant.yaml", "kind: plant", "kind: plnat")
    found = run("check", *DAY)
    assert (found.code, found.out) == (3, "")
    assert "profiles/plant.yaml:3:" in found.err
    assert "waivers.yaml:10:3: a waiver of secrecy-open for deal of demo-memorandum stands here twice" in found.err
    assert "waivers.yaml:22:12: 2030-01-02 is more than two years ahead of 2028-01-01" in found.err


@pytest.mark.parametrize(
    "reason",
    [
        "::error::x and more text",
        'quotes " and \\ and # and : and {a: b}',
        "=cmd|' /C calc'!A0 as reason",
        "für Ümläute 東京 and more",
        "- - [] null true 2028-01-01",
        "x" * 10_000,
    ],
)
def test_whatever_the_reason_says_it_comes_back_as_it_was(reason: str) -> None:
    waiver = Waiver.model_validate(
        {
            "rule": "a-rule", "deal": "1e5", "subject": "null", "reason": reason, "approved_by": "no",
            "expires": "2028-06-30", "facts": "1234567890123456",
        }
    )  # fmt: skip
    text = written(written(None, waiver), waiver.model_copy(update={"subject": "on"}))
    found = validate(Waivers, source.parse(text, "waivers.yaml"), "waivers.yaml").waivers
    assert [item.reason for item in found] == [reason, reason]
    assert found[0] == waiver


def test_no_year_of_the_calendar_is_too_late(run: Run, repo: Path) -> None:
    add(run)
    assert run("check", "--rules", "rules", "--as-of", "9999-12-31").code == 1
