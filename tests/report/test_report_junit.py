"""``checker check --format junit``: what servers that show test results make of an assessment."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite
from report_kit import DAY, FILES, HOSTILE, counted, document, every_state, memorandum, printed_elsewhere, theme_off

from checker.report import junit
from checker.report.plain import plain
from checker.report.screen import clean
from tests.conftest import ROOT, Run

JUNIT = ("--format", "junit")
SHAPE = {
    "testsuites": ({"name", "tests", "failures", "errors", "skipped"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"properties", "testcase"}),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"classname", "name", "file", "line", "time"}, {"failure", "skipped"}),
    "failure": ({"type", "message"}, set()),
    "skipped": ({"message"}, set()),
}
"""Attributes and children of each element, as consumers know them."""


def suites(text: str) -> dict[str, TestSuite]:
    return {str(suite.name): suite for suite in JUnitXml.fromroot(ET.fromstring(text.encode()))}


def cases(text: str) -> dict[tuple[str, str], TestCase]:
    found = [case for suite in suites(text).values() for case in suite]
    named = {(str(case.classname), str(case.name)): case for case in found}
    assert len(named) == len(found)
    return named


def said(case: TestCase) -> str:
    (result,) = case.result
    return str(result.message)


def properties(suite: TestSuite) -> dict[str, str]:
    return {str(item.name): str(item.value) for item in suite.properties()}


def test_a_reader_finds_what_the_json_holds(run: Run, repo: Path) -> None:
    words = every_state(run, repo)
    for more in (
        (),
        ("--strict", "--fail-on", "info"),
        ("--also-fail", "benchmark", "--fail-on", "low"),
        ("--no-waivers",),
    ):
        found, text = document(run, (*words, *more)), run(*words, *more, *JUNIT).out
        whole = JUnitXml.fromroot(ET.fromstring(text.encode()))
        expired = sum(remark["about"] == "waiver-expired" for remark in found["gate"]["remarks"])
        assert whole.failures == len(found["gate"]["stops"]) + expired
        assert whole.errors == 0
        shown = counted(found, "pass", "fail", "unknown", "not_yet")
        assert whole.tests == shown + len(found["gate"]["remarks"])
        assert whole.tests - whole.failures - whole.skipped == counted(found, "pass")
        outcomes = {
            (f"{deal['id']}.{f['theme']}", f"{f['rule']} {f['subject']}"): (deal["id"], f)
            for deal in found["deals"]
            for f in deal["findings"]
        }
        stops = {(stop["deal"], stop["rule"], stop["subject"]) for stop in found["gate"]["stops"]}
        for key, case in cases(text).items():
            if key[0] == "checker.gate":
                continue
            deal, finding = outcomes[key]
            failure = any(isinstance(result, Failure) for result in case.result)
            assert failure == ((deal, finding["rule"], finding["subject"]) in stops)
            assert (not case.result) == (finding["outcome"] == "pass")


def test_the_counts_are_those_of_the_cases(run: Run, repo: Path) -> None:
    text = run(*every_state(run, repo), *JUNIT).out
    whole = JUnitXml.fromroot(ET.fromstring(text.encode()))
    for suite in whole:
        results = [result for case in suite for result in case.result]
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(isinstance(result, Failure) for result in results)
        assert suite.skipped == sum(isinstance(result, Skipped) for result in results)
    written = (whole.tests, whole.failures, whole.errors, whole.skipped)
    whole.update_statistics()
    assert (whole.tests, whole.failures, whole.errors, whole.skipped) == written


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), 1),
        (("--rule", "one-country"), 0),
        (("--rule", "lithium-recovery"), 0),
        (("--rule", "lithium-recovery", "--strict"), 5),
    ],
)
def test_there_is_a_failure_if_and_only_if_the_gate_is_stopped(
    run: Run, repo: Path, more: tuple[str, ...], code: int
) -> None:
    words = every_state(run, repo)
    ran = run(*words, *more, *JUNIT)
    assert ran.code == code
    assert ("<failure" in ran.out) == (code > 0)


def test_an_expired_waiver_alone_is_a_failure(run: Run, repo: Path) -> None:
    every_state(run, repo)
    lapsed = repo / "profiles" / "lapsed.yaml"
    lapsed.write_text(lapsed.read_text().replace("[none]", "[confidentiality]"))
    ran = run("check", "profiles/lapsed.yaml", *DAY, *JUNIT)
    assert ran.code == 3
    (case,) = [case for key, case in cases(ran.out).items() if key[0] == "checker.gate"]
    (result,) = case.result
    assert isinstance(result, Failure)
    assert result.type == "waiver-expired"
    assert "expired on 2027-12-31" in str(result.message)
    assert "(waivers.yaml:10:3)" in str(result.message)


def test_a_failure_says_law_fact_place_and_cure(run: Run, repo: Path) -> None:
    text = run(*every_state(run, repo), *JUNIT).out
    case = cases(text)["demo-memorandum.ip", "secrecy-open deal"]
    (result,) = case.result
    assert result.type == "fail"
    assert result.message == "critical: Against good practice: the memorandum does not bind to secrecy."
    lines = str(result.text).splitlines()
    assert lines[0] == "Against good practice: the memorandum does not bind to secrecy."
    assert lines[1].startswith("law: ")
    assert lines[1].endswith(", secrecy before data (in force)")
    assert "fact: deal.binding_parts = none [demo#1; contract]" in lines
    assert lines[-3:] == [
        "at: profiles/memorandum.yaml:3:70",
        "gate: new since the baseline",
        "cure: Sign a binding secrecy clause before any technical data moves.",
    ]
    element = ET.fromstring(text).find(".//testcase[@name='secrecy-open deal'][@classname='demo-memorandum.ip']")
    assert element is not None
    assert (element.get("file"), element.get("line")) == ("profiles/memorandum.yaml", "3")


def test_what_fails_and_does_not_stop_is_skipped_with_the_reason(run: Run, repo: Path) -> None:
    found = cases(run(*every_state(run, repo), *JUNIT).out)
    fails = "Against good practice: the memorandum does not bind to secrecy."
    assert said(found["accepted.ip", "secrecy-open deal"]) == (
        "fail, waived (accepted by Named by a stranger by until 2028-06-30: Named by a stranger and more words): "
        + fails
    )
    assert said(found["known.ip", "secrecy-open deal"]) == f"fail, known (in the baseline): {fails}"
    spared = said(found["demo-plant.concentration", "one-country lithium"])
    assert spared.startswith("fail, does not count (a benchmark binds nobody here): Exposure above a benchmark")
    assert said(found["demo-plant.batteries", "lithium-recovery works"]) == (
        "unknown, does not count (undecided): Cannot be told: a fact is missing. Ask partner: What share of the lithium does "
        "Named by a stranger recover, and who measured it?"
    )


def test_what_is_undecided_fails_as_undecided_where_it_stops(run: Run, repo: Path) -> None:
    found = cases(run(*every_state(run, repo), "--strict", *JUNIT).out)
    (result,) = found["demo-plant.batteries", "lithium-recovery works"].result
    assert isinstance(result, Failure)
    assert result.type == "undecided"
    assert "Ask partner: What share of the lithium" in str(result.text)


def test_what_does_not_apply_yet_is_skipped_and_what_does_not_apply_only_listed_if_asked(run: Run, repo: Path) -> None:
    words = ("check", *DAY[:2], "--as-of", "2027-01-01", *JUNIT)
    found = cases(run(*words).out)
    assert said(found["demo-plant.batteries", "lithium-recovery works"]).startswith("not yet: Applies from 2027-12-31")
    key = ("demo-plant.ip", "secrecy-open deal")
    assert key not in found
    more = cases(run(*words, "--all").out)
    assert said(more[key]) == "not applicable: Does not apply on the stated facts."
    assert set(found) < set(more)


def test_each_suite_says_by_what_it_was_judged_and_how_much_is_waived(run: Run, repo: Path) -> None:
    words = every_state(run, repo)
    found = document(run, words)
    named = suites(run(*words, *JUNIT).out)
    for deal in found["deals"]:
        given = properties(named[deal["id"]])
        assert given["as_of"] == "2028-01-01"
        assert given["rulebook"] == found["rulebook"]["edition"]
        assert given["rulebook_digest"] == found["rulebook"]["digest"]
        assert given["engine"] == found["engine"]
        assert given["completeness"] == str(deal["completeness"])
        assert given["known"] == ("1" if deal["id"] == "known" else "0")
    waived = [int(properties(suite)["waived"]) for name, suite in named.items() if name != "checker.gate"]
    assert sum(waived) == found["gate"]["waived"] == 1


def test_a_theme_that_is_off_is_said(run: Run, repo: Path) -> None:
    theme_off(repo, "Purchasing looks after it")
    ran = run("check", *DAY, *JUNIT)
    (case,) = [case for key, case in cases(ran.out).items() if key[0] == "checker.gate"]
    assert said(case) == ("The theme concentration is not checked here: Purchasing looks after it (checker.yaml:2:14)")


def test_all_deals_together_are_in_no_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = run(
        "check", "profiles/examples", "--together", "--theme", "concentration", "--as-of", "2026-11-28", *JUNIT
    ).out
    found = ET.fromstring(text).findall(".//testsuite[@name='together']/testcase")
    assert len(found) == 5
    assert {name for case in found for name in case.attrib} == {"classname", "name", "time"}


@pytest.mark.parametrize("kind", HOSTILE)
def test_text_from_strangers_stays_text(run: Run, repo: Path, kind: str) -> None:
    words = every_state(run, repo, HOSTILE[kind])
    theme_off(repo, f"{HOSTILE[kind]} and more words")
    text = run(*words, "--all", *JUNIT).out
    well_formed(text)
    assert plain(HOSTILE[kind]) == properties(suites(text)["accepted"])["deal"]
    assert all("##[" not in line and not line.lstrip().startswith("::") for line in text.splitlines())


@pytest.mark.parametrize("kind", FILES)
def test_a_file_may_have_any_name(run: Run, repo: Path, kind: str) -> None:
    memorandum(repo, "odd", file=FILES[kind])
    text = run("check", *DAY, *JUNIT).out
    well_formed(text)
    file = ET.fromstring(text.encode()).findall(".//testcase[@classname='odd.ip']")[0].get("file")
    assert file is not None
    if kind in ("terminal", "not-utf-8", "no-character"):
        assert file.startswith("profiles/")
        assert "�" in file
    else:
        assert file == clean(f"profiles/{FILES[kind]}")
    assert "\x1b" not in text
    assert "\x9b" not in text


@given(st.text(st.characters()) | st.text("\ufffe\uffff\ud800\x1b\x85\u2028<>&'\"#]\t\n\r "))
def test_any_text_can_stand_in_it(words: str) -> None:
    element = ET.fromstring(junit._tag("a", {"b": words}, end="/>").encode())
    assert element.get("b") == clean(words)


def well_formed(text: str) -> None:
    assert "<!" not in text
    assert "<?" not in text.removeprefix("<?xml")
    for element in ET.fromstring(text.encode()).iter():
        attributes, children = SHAPE[element.tag]
        assert set(element.attrib) <= attributes
        assert {child.tag for child in element} <= children


def test_same_bytes_in_every_run_place_and_order(run: Run, repo: Path) -> None:
    words = (*every_state(run, repo, HOSTILE["umlauts"]), *JUNIT)
    here = run(*words).out.encode()
    assert printed_elsewhere(words, "Pacific/Kiritimati", "1") == here
    assert printed_elsewhere(words, "America/Adak", "2") == here
    assert os.fsencode(repo) not in here
