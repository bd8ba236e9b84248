"""``checker check --changed-since``: only what changes in a git repository concern, and never less than that."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MEMORANDUM, PLANT, SHEET, Ran, Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")
WAIVER = """\
schema: checker/waivers/1
waivers:
  - {rule: secrecy-open, deal: demo-memorandum, subject: deal, reason: talks have only begun, approved_by: Legal,
     expires: 2028-06-30, facts: "0123456789abcdef"}
"""

Git = Callable[..., str]


@pytest.fixture(autouse=True)
def _nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def git(folder: Path, *words: object) -> str:
    """Run git as somebody."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "protocol.file.allow=always")
    ran = subprocess.run(["git", *who, *map(str, words)], cwd=folder, check=True, capture_output=True)
    return ran.stdout.decode().strip()


def commit(folder: Path, message: str = "Change") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def house(repo: Path) -> Path:
    """The small repository under git: two profiles that cite the sheet ``demo``, and one, ``aside``, that does not."""
    (repo / ".gitignore").write_text("cache/\n*.out\n")
    sheet = SHEET.replace("id: demo", "id: other")
    (repo / "seeds" / "other.yaml").write_text(sheet)
    aside = MEMORANDUM.replace("demo#", "other#").replace("demo-memorandum", "aside")
    (repo / "profiles" / "aside.yaml").write_text(aside)
    git(repo, "init", "--quiet", "--initial-branch", "main")
    commit(repo, "Profiles")
    return repo


def judged(ran: Ran) -> list[str]:
    """The ids of the deals that were judged, from JSON."""
    assert ran.code in (0, 1), ran.err
    return [deal["id"] for deal in json.loads(ran.out)["deals"]]


@pytest.fixture
def since(run: Run) -> Callable[..., list[str]]:
    """The deals judged when only changes since a revision count."""
    return lambda revision, *words: judged(run("check", *DAY, "--format", "json", "--changed-since", revision, *words))


Since = Callable[..., list[str]]
EVERY = ["aside", "demo-memorandum", "demo-plant"]


def test_a_changed_profile_is_gated_alone(run: Run, house: Path) -> None:
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert (ran.code, ran.err) == (0, "checker: changes since HEAD concern 1 of 3 profiles.\n")
    assert "profiles/plant.yaml" in ran.out
    assert "profiles/memorandum.yaml" not in ran.out
    assert ran.out == run("check", *DAY, "profiles/plant.yaml").out
    assert run("check", *DAY).code == 1


def test_a_fail_in_a_changed_profile_stops_the_gate(run: Run, house: Path) -> None:
    edit(house / "profiles" / "memorandum.yaml", "name: Demo memorandum", "name: Our memorandum")
    assert run("check", *DAY, "--changed-since", "HEAD").code == 1


def test_nothing_changed_judges_nothing_and_says_so(run: Run, house: Path) -> None:
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert (ran.code, ran.err) == (0, "checker: changes since HEAD concern 0 of 3 profiles.\n")
    assert "memorandum" not in ran.out


def test_a_file_of_results_is_written_even_if_nothing_changed(run: Run, house: Path) -> None:
    (house / "gate.out").write_text("of yesterday")
    ran = run("check", *DAY, "--changed-since", "HEAD", "--format", "json", "-o", "gate.out")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((house / "gate.out").read_text())["deals"] == []


def test_wrong_words_are_told_even_if_nothing_changed(run: Run, house: Path) -> None:
    ran = run("check", *DAY, "--changed-since", "HEAD", "--rule", "secrecy-opne")
    assert ran.code == 2
    assert 'Did you mean "secrecy-open"?' in ran.err
    assert run("check", "--rules", "no-such-folder", "--changed-since", "HEAD").code == 3
    assert run("check", *DAY, "--baseline", "no-such-file", "--changed-since", "HEAD").code == 3


def test_no_profiles_at_all_is_nothing_to_check(run: Run, house: Path) -> None:
    for path in (house / "profiles").iterdir():
        path.unlink()
    assert run("check", *DAY, "--changed-since", "HEAD").code == 4


@pytest.mark.parametrize("staged", [True, False])
def test_the_work_tree_counts_as_it_is(since: Since, house: Path, staged: bool) -> None:
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    (house / "profiles" / "new.yaml").write_text(MEMORANDUM.replace("demo-memorandum", "new"))
    if staged:
        git(house, "add", "--all")
    assert since("HEAD") == ["demo-plant", "new"]
    git(house, "stash", "--quiet", "--include-untracked")
    assert since("HEAD") == []


def test_a_change_that_is_staged_and_undone_in_the_work_tree_is_none(since: Since, house: Path) -> None:
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    git(house, "add", "--all")
    edit(house / "profiles" / "plant.yaml", "name: Our plant", "name: Demo plant")
    assert since("HEAD") == []


def test_a_file_that_is_only_touched_did_not_change(since: Since, house: Path) -> None:
    os.utime(house / "profiles" / "plant.yaml", (1, 1))
    assert since("HEAD") == []


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_flag_in_the_index_hides_no_change(since: Since, house: Path, flag: str) -> None:
    git(house, "update-index", flag, "profiles/plant.yaml")
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    assert since("HEAD") == ["demo-plant"]


def test_a_profile_that_git_ignores_is_never_known_to_be_unchanged(since: Since, house: Path) -> None:
    (house / "profiles" / ".gitignore").write_text("made.yaml\n")
    commit(house)
    (house / "profiles" / "made.yaml").write_text(MEMORANDUM.replace("demo-memorandum", "made"))
    assert since("HEAD") == ["made"]


def test_what_both_sides_had_when_they_went_apart_is_what_counts(since: Since, house: Path) -> None:
    git(house, "checkout", "--quiet", "-b", "topic")
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    commit(house)
    git(house, "checkout", "--quiet", "main")
    edit(house / "profiles" / "memorandum.yaml", "name: Demo memorandum", "name: Our memorandum")
    commit(house)
    git(house, "checkout", "--quiet", "topic")
    assert since("main") == ["demo-plant"]
    assert since("HEAD") == []
    git(house, "tag", "v1", "main")
    for revision in ("v1", "main~1", "HEAD~1", git(house, "rev-parse", "main")):
        assert since(revision) == ["demo-plant"]


def test_a_renamed_a_copied_and_a_deleted_profile(run: Run, since: Since, house: Path) -> None:
    git(house, "mv", "profiles/plant.yaml", "profiles/works.yaml")
    (house / "profiles" / "memorandum.yaml").unlink()
    assert since("HEAD") == ["demo-plant"]
    commit(house)
    assert since("HEAD~1") == ["demo-plant"]
    (house / "profiles" / "copy.yaml").write_text(PLANT)
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert ran.code == 3
    assert ran.err.splitlines()[1] == (
        'profiles/copy.yaml:1:1: the deal id "demo-plant" stands in profiles/works.yaml too. '
        "Give each profile its own id."
    )


def test_a_file_that_became_a_link_or_a_link_that_points_elsewhere(since: Since, house: Path) -> None:
    plant = house / "profiles" / "plant.yaml"
    plant.rename(house / "plant.yaml")
    plant.symlink_to("../plant.yaml")
    assert since("HEAD") == ["demo-plant"]
    commit(house)
    (house / "plant.yaml").write_text(PLANT.replace("Demo plant", "Our plant"))
    assert since("HEAD") == ["demo-plant"]


def test_profiles_reached_through_a_linked_folder_are_judged(since: Since, house: Path) -> None:
    (house / "link").symlink_to("profiles")
    commit(house)
    assert since("HEAD", "link") == EVERY


@pytest.mark.parametrize(
    "name",
    ["a b.yaml", "a\nb.yaml", "vertrag-\u00fc\u00e4.yaml", "-x.yaml", "\"q'.yaml", "\\.yml", ":(top)x.yaml", "*.yaml"],
)
def test_names_of_any_kind(since: Since, house: Path, name: str) -> None:
    path = house / "profiles" / name
    path.write_text(PLANT.replace("demo-plant", "odd"))
    assert since("HEAD") == ["odd"]
    commit(house)
    assert since("HEAD") == []
    assert since("HEAD~1") == ["odd"]
    edit(path, "name: Demo plant", "name: Our plant")
    assert since("HEAD") == ["odd"]


def test_from_a_subfolder(since: Since, house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    monkeypatch.chdir(house / "profiles")
    assert since("HEAD", "--rules", "../rules", ".") == ["demo-plant"]
    monkeypatch.chdir(house / "seeds")
    assert since("HEAD", "--rules", "../rules", "../profiles", house / "profiles" / "aside.yaml") == ["demo-plant"]


def test_in_a_linked_work_tree(
    since: Since, house: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other") / "tree"
    git(house, "worktree", "add", "--quiet", other)
    monkeypatch.chdir(other)
    assert since("main") == []
    edit(other / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    assert since("main") == ["demo-plant"]


def test_in_a_repository_whose_ids_are_long(since: Since, house: Path) -> None:
    shutil.rmtree(house / ".git")
    git(house, "init", "--quiet", "--object-format", "sha256")
    commit(house)
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    assert since("HEAD") == ["demo-plant"]


def test_line_ends_that_git_turned_on_checkout_are_no_change(since: Since, house: Path) -> None:
    plant = house / "profiles" / "plant.yaml"
    plant.write_bytes(plant.read_bytes().replace(b"\n", b"\r\n"))
    assert since("HEAD") == []
    commit(house)
    plant.write_bytes(plant.read_bytes().replace(b"\r\n", b"\n"))
    assert since("HEAD") == ["demo-plant"]


def test_profiles_that_cite_a_changed_sheet_are_judged_again(since: Since, house: Path) -> None:
    sheet = house / "seeds" / "other.yaml"
    edit(sheet, "It is said to be a landmark.", "It is said to be large.")
    assert since("HEAD") == ["aside"]
    commit(house)
    assert since("HEAD") == []
    edit(house / "profiles" / "aside.yaml", '"other#1"', '"o\\x74her#1"')
    commit(house)
    edit(sheet, "It is said to be large.", "It is said to be small.")
    assert since("HEAD") == ["aside"]


def test_a_sheet_that_nobody_cites_concerns_nobody(since: Since, house: Path) -> None:
    (house / "seeds" / "more.yaml").write_text(SHEET.replace("id: demo", "id: more"))
    assert since("HEAD") == []


def test_a_sheet_that_cannot_be_read_holds_up_every_profile(run: Run, house: Path) -> None:
    (house / "seeds" / "more.yaml").write_text("id: [")
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert ran.code == 3
    assert "concern 3 of 3" in ran.err
    (house / "seeds" / "more.yaml").write_text(SHEET.replace("id: demo", "id: more"))
    (house / "seeds" / "more.yaml").rename(house / "seeds" / "more.yml")
    assert run("check", *DAY, "--changed-since", "HEAD").code == 3


def test_a_sheet_that_vanished_makes_who_cites_it_invalid(run: Run, house: Path) -> None:
    (house / "seeds" / "other.yaml").unlink()
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert ran.code == 3
    assert "concern 1 of 3" in ran.err
    assert 'profiles/aside.yaml:3:83: no statement "other#1" stands in the fact sheets' in ran.err


def test_a_folder_of_sheets_that_appears_or_vanishes_concerns_every_profile_below(
    run: Run, since: Since, house: Path
) -> None:
    near = house / "profiles" / "near"
    near.mkdir()
    (near / "plant.yaml").write_text(PLANT.replace("demo-plant", "near"))
    commit(house)
    (near / "seeds").mkdir()
    (near / "seeds" / "demo.yaml").write_text(SHEET)
    assert since("HEAD") == ["near"]
    commit(house)
    assert since("HEAD") == []
    (near / "seeds" / "demo.yaml").unlink()
    (near / "seeds").rmdir()
    assert since("HEAD") == ["near"]
    for path in (house / "seeds").iterdir():
        path.unlink()
    (house / "seeds").rmdir()
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert ran.code == 3
    assert "concern 4 of 4" in ran.err


def test_a_change_of_the_settings_concerns_every_profile(since: Since, house: Path) -> None:
    settings = house / "checker.yaml"
    settings.write_text("schema: checker/config/1\nfail_on: medium\n")
    assert since("HEAD") == EVERY
    commit(house)
    assert since("HEAD") == []
    edit(settings, "medium", "low")
    assert since("HEAD") == EVERY
    settings.unlink()
    assert since("HEAD") == EVERY


def test_a_change_of_waivers_or_settings_above_the_folder_concerns_every_profile(
    since: Since, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(house / "profiles")
    words = ("--rules", "../rules", ".")
    (house / "waivers.yaml").write_text(WAIVER)
    assert since("HEAD", *words) == EVERY
    commit(house)
    assert since("HEAD", *words) == []
    (house / "waivers.yaml").unlink()
    assert since("HEAD", *words) == EVERY
    commit(house)
    (house / "checker.yaml").write_text("schema: checker/config/1\n")
    assert since("HEAD", *words) == EVERY
    (house.parent / "checker.yaml").write_text("no settings: of this repository\n")
    commit(house)
    assert since("HEAD", *words) == []
    (house.parent / "checker.yaml").unlink()


def test_a_change_of_the_rulebook_concerns_every_profile(since: Since, house: Path) -> None:
    rule = house / "rules" / "ip" / "secrecy-open.yaml"
    (house / "rules" / "read.me").write_text("no rule")
    assert since("HEAD") == []
    edit(rule, "severity: critical", "severity: high")
    assert since("HEAD") == EVERY
    commit(house)
    assert since("HEAD") == []
    rule.unlink()
    assert since("HEAD") == EVERY
    commit(house)
    rule.write_text(git(house, "show", "HEAD~1:rules/ip/secrecy-open.yaml"))
    assert since("HEAD") == EVERY


def test_a_rulebook_of_the_machine_is_no_part_of_the_change(since: Since, house: Path) -> None:
    (house / "cache").mkdir(exist_ok=True)
    (house / "rules").rename(house / "cache" / "rules")
    commit(house)
    assert since("HEAD", "--rules", "cache/rules") == []
    (house / "cache" / "rules").rename(house / "rules")
    assert since("HEAD", "--rules", "rules") == EVERY


def test_a_change_of_the_baseline_concerns_every_profile(run: Run, since: Since, house: Path) -> None:
    run("check", *DAY, "--write-baseline", "known.json")
    assert since("HEAD", "--baseline", "known.json") == EVERY
    commit(house)
    assert since("HEAD", "--baseline", "known.json") == []
    edit(house / "known.json", '"critical"', '"low"')
    assert since("HEAD", "--baseline", "known.json") == EVERY


def test_waivers_and_a_baseline_of_other_deals_are_not_spoken_of(run: Run, house: Path) -> None:
    (house / "waivers.yaml").write_text(WAIVER.replace("2028-06-30", "2026-06-30"))
    run("check", *DAY, "--no-waivers", "--write-baseline", "known.json")
    assert run("check", *DAY, "profiles/memorandum.yaml", "--fail-on", "critical").code == 1
    commit(house)
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    ran = run("check", *DAY, "--changed-since", "HEAD", "--baseline", "known.json")
    assert ran.code == 0
    assert "memorandum" not in ran.out


@pytest.mark.parametrize(
    "written", ["demo-memorandum", '"demo-\\x6demorandum"', '"demo-\\\n  memorandum"', "'demo-memorandum'"]
)
def test_a_deal_id_that_stands_in_an_unchanged_profile_too_is_found(run: Run, house: Path, written: str) -> None:
    edit(house / "profiles" / "memorandum.yaml", "id: demo-memorandum", f"id: {written}")
    commit(house)
    assert run("check", *DAY, "--changed-since", "HEAD").code == 0
    edit(house / "profiles" / "plant.yaml", "id: demo-plant", "id: demo-memorandum")
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "checker: changes since HEAD concern 1 of 3 profiles.\n"
        'profiles/plant.yaml:1:1: the deal id "demo-memorandum" stands in profiles/memorandum.yaml too. '
        "Give each profile its own id.\nchecker: 1 mistake.\n"
    )


def test_an_id_that_is_only_part_of_another_text_is_no_twin(since: Since, house: Path) -> None:
    edit(house / "profiles" / "memorandum.yaml", "name: Demo memorandum", "name: a rival of demo-plant")
    edit(house / "profiles" / "aside.yaml", "id: aside", "id: demo-plant-2")
    commit(house)
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    assert since("HEAD") == ["demo-plant"]


def test_an_unchanged_profile_that_is_broken_is_not_in_the_run(run: Run, house: Path) -> None:
    (house / "profiles" / "aside.yaml").write_text("id: demo-plant\nb: [")
    commit(house)
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    assert run("check", *DAY, "--changed-since", "HEAD").code == 0
    assert run("check", *DAY).code == 3


def test_all_deals_together_cannot_be_told_from_a_few(run: Run, house: Path) -> None:
    ran = run("check", *DAY, "--changed-since", "HEAD", "--together")
    assert ran.code == 2
    assert "Leave out --changed-since" in ran.err


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "", "-x", "--all", "--output=stolen", "HEAD..main", "HEAD:profiles", "a\nb", "^HEAD", "0" * 40],
)
def test_a_revision_that_names_no_commit_is_wrong_usage(run: Run, house: Path, revision: str) -> None:
    ran = run("check", *DAY, f"--changed-since={revision}")
    assert (ran.code, ran.out) == (2, "")
    assert f'There is no commit "{revision}" here.' in ran.err
    assert "fetch-depth: 0" in ran.err
    assert not (house / "stolen").exists()


def test_histories_without_a_commit_in_common_are_wrong_usage(run: Run, house: Path) -> None:
    git(house, "checkout", "--quiet", "--orphan", "else")
    commit(house)
    ran = run("check", *DAY, "--changed-since", "main")
    assert (ran.code, ran.out) == (2, "")
    assert "no commit in common" in ran.err
    assert "fetch-depth: 0" in ran.err


def test_a_shallow_clone_is_told_to_fetch_more(
    run: Run, house: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(house, "checkout", "--quiet", "-b", "topic")
    commit(house, "On topic")
    git(house, "checkout", "--quiet", "main")
    commit(house, "On main")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "topic", house.as_uri(), ".")
    monkeypatch.chdir(clone)
    ran = run("check", *DAY, "--changed-since", "origin/main")
    assert (ran.code, ran.out) == (2, "")
    assert "fetch-depth: 0" in ran.err
    git(clone, "fetch", "--quiet", "--unshallow")
    assert run("check", *DAY, "--changed-since", "origin/main").code == 0


def test_outside_of_a_repository_is_wrong_usage(run: Run, repo: Path) -> None:
    ran = run("check", *DAY, "--changed-since", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert "not a git repository" in ran.err


def test_a_profile_outside_of_the_repository_is_wrong_usage(
    run: Run, house: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "plant.yaml"
    outside.write_text(PLANT)
    ran = run("check", *DAY, "--changed-since", "HEAD", "profiles", outside)
    assert (ran.code, ran.out) == (2, "")
    assert str(outside) in ran.err


def test_nothing_that_the_repository_asks_for_is_run(since: Since, house: Path) -> None:
    trap = house / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho sprung >> {house}/sprung\ncat\n")
    trap.chmod(0o755)
    (house / ".gitattributes").write_text("*.yaml filter=trap diff=trap\n")
    commit(house)
    settings = (
        "core.fsmonitor",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "filter.trap.smudge",
        "core.pager",
        "core.sshCommand",
    )
    for name in settings:
        git(house, "config", name, trap)
    git(house, "config", "core.hooksPath", house)
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"):
        (house / hook).symlink_to(trap)
    before = sorted((path, path.read_bytes()) for path in (house / ".git").rglob("*") if path.is_file())
    edit(house / "profiles" / "plant.yaml", "name: Demo plant", "name: Our plant")
    assert since("HEAD") == ["demo-plant"]
    assert not (house / "sprung").exists()
    assert before == sorted((path, path.read_bytes()) for path in (house / ".git").rglob("*") if path.is_file())


def test_one_broken_profile_of_a_thousand_is_told_alone_and_none_is_judged(run: Run, repo: Path) -> None:
    for number in range(998):
        (repo / "profiles" / f"deal-{number:03}.yaml").write_text(
            MEMORANDUM.replace("demo-memorandum", f"deal-{number}")
        )
    edit(repo / "profiles" / "deal-500.yaml", "kind: memorandum", "kind: memorandun")
    told = 'profiles/deal-500.yaml:3:37: "memorandun" is not a word known here - did you mean "memorandum"?'
    ran = run("check", *DAY, "-o", "gate.json", "--format", "json")
    assert (ran.code, ran.out) == (3, "")
    mistake, count = ran.err.splitlines()
    assert mistake.startswith(told)
    assert count == "checker: 1 mistake."
    assert not (repo / "gate.json").exists()
