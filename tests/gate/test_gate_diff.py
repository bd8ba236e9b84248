"""``checker diff``: two profiles, folders, revisions, days or rulebooks, through the command line."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checker.schemas import schema
from tests.conftest import PLANT, Run

DAY = ("--rules", "rules", "rules", "--as-of", "2028-01-01")
RECOVERY = '{lithium: {value: 0.6, evidence: ["demo#2"]}}'
Git = Callable[..., str]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def new(repo: Path) -> Path:
    """A second repository beside the first, the same so far."""
    (repo / "new").mkdir()
    for name in ("profiles", "seeds"):
        shutil.copytree(repo / name, repo / "new" / name)
    return repo / "new" / "profiles"


@pytest.fixture
def git(repo: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in the repository, whatever is set up on this machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def call(*words: str) -> str:
        named = ["-c", "user.name=A Person", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        ran = subprocess.run(["git", *named, *words], cwd=repo, check=True, capture_output=True, text=True)
        return ran.stdout.strip()

    call("init", "--quiet", "--initial-branch=main")
    call("add", ".")
    call("commit", "--quiet", "--message=first")
    return call


def flat(text: str) -> str:
    """Text without the line breaks of a narrow terminal."""
    return " ".join(text.split())


def difference(run: Run, *words: object) -> Any:
    found = run("diff", *words, "--format", "json")
    assert found.err == ""
    told = json.loads(found.out)
    jsonschema.validate(told, schema("difference"))
    return told


def changes(told: Any) -> list[tuple[str, str, str | None, str | None]]:
    return [(c["rule"], c["subject"], c["was"], c["now"]) for deal in told["deals"] for c in deal["changes"]]


def causes(told: Any) -> list[str]:
    assert all(change["sure"] for deal in told["deals"] for change in deal["changes"])
    return [cause["words"] for deal in told["deals"] for change in deal["changes"] for cause in change["causes"]]


# Profiles


def test_equal_sides_differ_in_nothing(run: Run, new: Path) -> None:
    found = run("diff", "profiles", "new/profiles", *DAY)
    assert found.code == 0
    assert found.out.startswith("0 of 2 profiles change verdict.\nNothing comes to fail at high or above.\n")
    assert "because" not in found.out


def test_a_changed_fact_is_named_with_its_values_and_evidence(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    found = run("diff", "profiles", "new/profiles", *DAY)
    assert found.code == 0
    assert found.out.startswith(
        "1 of 2 profiles changes verdict.\n1 finding comes to fail at high or above, in 1 profile."
    )
    assert "✔ pass → ✘ fail  high  lithium-recovery  works: Not kept" in found.out
    assert "because facility.recovery.lithium of works: 0.6 → 0.4 [demo#2, audited]" in found.out
    assert "new/profiles/plant.yaml:9:" in found.out


def test_a_fact_taken_away_leaves_its_rule_open(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", f"    recovery: {RECOVERY}\n", "")
    told = difference(run, "profiles", "new/profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "works", "pass", "unknown")]
    assert causes(told) == ["facility.recovery.lithium of works: 0.6 [demo#2, audited] → not stated"]


def test_a_fact_said_to_be_unknown_carries_the_reason(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", RECOVERY, "{lithium: {unknown: the report is lost}}")
    assert causes(difference(run, "profiles", "new/profiles", *DAY)) == [
        "facility.recovery.lithium of works: 0.6 [demo#2, audited] → not stated (the report is lost)"
    ]


def test_weaker_evidence_is_a_cause(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", '0.6, evidence: ["demo#2"]', '0.6, evidence: ["demo#3"]')
    assert causes(difference(run, "profiles", "new/profiles", *DAY)) == [
        "facility.recovery.lithium of works: 0.6 [demo#2, audited] → 0.6 (not evidenced) [demo#3, opinion]"
    ]


def test_what_is_only_planned_is_a_cause(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", RECOVERY, '{lithium: {planned: 0.6, evidence: ["demo#4"]}}')
    told = difference(run, "profiles", "new/profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "works", "pass", "unknown")]
    assert causes(told) == [
        "facility.recovery.lithium of works: 0.6 [demo#2, audited] → 0.6 (planned) [demo#4, planned]"
    ]


def test_a_fact_behind_an_inference_is_named(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "activities: [recycling]", "activities: [cell]")
    told = difference(run, "profiles", "new/profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "works", "pass", "not_applicable")]
    assert causes(told) == ["facility.activities of works: recycling → cell [demo#1, contract]"]


def test_a_fact_that_no_rule_reads_changes_nothing(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "name: the works", "name: the other works")
    assert changes(difference(run, "profiles", "new/profiles", *DAY)) == []


def test_of_two_changed_facts_the_one_that_did_it_is_named(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    edit(new / "plant.yaml", "activities: [recycling]", "activities: [recycling, cell]")
    assert causes(difference(run, "profiles", "new/profiles", *DAY)) == [
        "facility.recovery.lithium of works: 0.6 → 0.4 [demo#2, audited]"
    ]


def test_two_facts_that_do_it_together_are_both_named(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    edit(repo_plant(new), "activities: [recycling]", "activities: [cell]")
    told = difference(run, "profiles", "new/profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "works", "not_applicable", "fail")]
    assert [words.partition(" of ")[0] for words in causes(told)] == [
        "facility.activities",
        "facility.recovery.lithium",
    ]


def test_what_cannot_be_made_out_is_said_and_not_guessed(run: Run, new: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.gate.causes.MOST", 1)
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    edit(new / "plant.yaml", "activities: [recycling]", "activities: [recycling, cell]")
    found = flat(run("diff", "profiles", "new/profiles", *DAY).out)
    assert "no single cause found; of what it reads, this differs: - facility.activities of works" in found
    assert "- facility.recovery.lithium of works: 0.6 → 0.4" in found
    assert "because" not in found


def repo_plant(new: Path) -> Path:
    return new.parent.parent / "profiles" / "plant.yaml"


def test_a_list_that_was_asked_for_is_the_cause_for_its_members(run: Run, new: Path) -> None:
    edit(new / "memorandum.yaml", "facilities: []\n", "")
    told = difference(run, "new/profiles", "profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "facilities", "unknown", "not_applicable")]
    assert causes(told) == ["facilities: never asked for → none"]
    works = PLANT[PLANT.index("facilities:") : PLANT.index("supplies:")].replace("value: 0.6", "value: 0.4")
    edit(repo_plant(new).with_name("memorandum.yaml"), "facilities: []\n", works)
    told = difference(run, "new/profiles", "profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "works", "unknown", "fail")]
    assert causes(told) == ["facilities: never asked for → works"]


def test_a_list_that_may_be_longer_stays_open_for_those_nobody_named(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "supplies:\n", "  - {unknown: a second site is rumoured}\nsupplies:\n")
    told = difference(run, "profiles", "new/profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "facilities", None, "unknown")]
    assert causes(told) == ["facilities: works → works, perhaps others (a second site is rumoured)"]
    assert changes(difference(run, "new/profiles", "profiles", *DAY)) == [
        ("lithium-recovery", "facilities", "unknown", None)
    ]


def test_a_new_entity_is_the_cause_of_what_is_found_of_it(run: Run, new: Path) -> None:
    mill = '  - {id: mill, activities: [recycling], treats: [lithium_based], recovery: {lithium: 0.4}, evidence: ["demo#2"]}\n'
    edit(new / "plant.yaml", "supplies:\n", f"{mill}supplies:\n")
    told = difference(run, "profiles", "new/profiles", *DAY)
    assert changes(told) == [("lithium-recovery", "mill", None, "fail")]
    assert causes(told) == ["facility mill is new"]
    gone = run("diff", "new/profiles", "profiles", *DAY)
    assert "✘ fail → · no finding  high  lithium-recovery  mill: no longer there." in gone.out
    assert "because facility mill is gone" in gone.out


def test_deals_are_matched_by_id_and_not_by_file(run: Run, new: Path) -> None:
    (new / "plant.yaml").rename(new / "renamed.yaml")
    found = run("diff", "profiles", "new/profiles", *DAY)
    assert found.out.startswith("0 of 2 profiles change verdict.")
    edit(new / "renamed.yaml", "value: 0.6", "value: 0.4")
    assert "profiles/plant.yaml → new/profiles/renamed.yaml" in run("diff", "profiles", "new/profiles", *DAY).out


def test_the_order_of_a_profile_does_not_count(run: Run, new: Path) -> None:
    head, facilities, supplies = (
        PLANT.partition("facilities:")[0],
        *PLANT.partition("facilities:")[2].split("supplies:"),
    )
    (new / "plant.yaml").write_text(f"{head}supplies:{supplies}facilities:{facilities}")
    assert changes(difference(run, "profiles", "new/profiles", *DAY)) == []


def test_a_deal_on_one_side_only_is_counted_and_compared_with_nothing(run: Run, new: Path) -> None:
    (new / "plant.yaml").unlink()
    gone = run("diff", "profiles", "new/profiles", *DAY)
    assert "0 of 1 profile change verdict." in gone.out
    assert "1 only in profiles, compared with nothing." in gone.out
    assert "Demo plant  gone  profiles/plant.yaml\n  ✔ 2 pass, ✘ 0 fail" in gone.out
    come = run("diff", "new/profiles", "profiles", *DAY)
    assert "Demo plant  new  profiles/plant.yaml" in come.out


def test_two_single_profiles_are_compared_whatever_their_ids(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "id: demo-plant", "id: another-draft")
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    told = difference(run, "profiles/plant.yaml", "new/profiles/plant.yaml", *DAY)
    assert changes(told) == [("lithium-recovery", "works", "pass", "fail")]


def test_names_from_strangers_stay_on_one_line_without_control_characters(run: Run, new: Path) -> None:
    for path in (new / "plant.yaml", repo_plant(new)):
        edit(path, "name: Demo plant", 'name: "Demo\\n✘ fail\\e[31m\\u202e plant"')
    edit(new / "plant.yaml", RECOVERY, '{lithium: {unknown: "lost\\n0 of 9 profiles\\e[2J"}}')
    found = run("diff", "profiles", "new/profiles", *DAY)
    assert "\x1b" not in found.out
    assert "\u202e" not in found.out
    assert not any(line.startswith(("0 of 9", "✘ fail")) for line in found.out.splitlines())


# Revisions


def test_two_revisions_are_compared_and_named(run: Run, repo: Path, git: Git) -> None:
    edit(repo / "profiles" / "plant.yaml", "value: 0.6", "value: 0.4")
    git("commit", "--quiet", "--all", "--message=second")
    git("mv", "profiles/plant.yaml", "profiles/works.yaml")
    git("commit", "--quiet", "--message=third")
    told = run("diff", "HEAD~2", "HEAD", *DAY)
    assert told.out.startswith("1 of 2 profiles changes verdict.")
    assert "HEAD~2:profiles/plant.yaml → HEAD:profiles/works.yaml" in told.out
    assert "HEAD:profiles/works.yaml:9:" in told.out
    assert run("diff", "HEAD~2..HEAD", *DAY) == told
    assert run("diff", "HEAD~2..", *DAY) == told
    assert run("diff", "HEAD~1..HEAD", *DAY).out.startswith("0 of 2 profiles change verdict.")


def test_a_revision_is_compared_with_the_working_folder(run: Run, repo: Path, git: Git) -> None:
    edit(repo / "profiles" / "plant.yaml", "value: 0.6", "value: 0.4")
    both = difference(run, "main", "profiles", *DAY)
    one = difference(run, "main", "profiles/plant.yaml", *DAY)
    assert (both["compared"], one["compared"]) == (2, 1)
    assert changes(both) == changes(one) == [("lithium-recovery", "works", "pass", "fail")]
    assert one["deals"][0]["path_was"] == "main:profiles/plant.yaml"


def test_paths_say_which_profiles_of_a_revision(
    run: Run, repo: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("commit", "--quiet", "--allow-empty", "--message=second")
    assert difference(run, "HEAD~1..HEAD", "profiles/plant.yaml", *DAY)["compared"] == 1
    monkeypatch.chdir(repo / "profiles")
    beside = ("--rules", "../rules", "../rules", "--as-of", "2028-01-01")
    assert difference(run, "HEAD~1", "HEAD", "plant.yaml", *beside)["compared"] == 1
    assert difference(run, "HEAD~1", "HEAD", *beside)["compared"] == 2


def test_the_house_of_each_revision_counts_for_its_side(run: Run, repo: Path, git: Git) -> None:
    settings = "schema: checker/config/1\nprofiles: [profiles/memorandum.yaml]\n"
    (repo / "checker.yaml").write_text(settings)
    git("add", ".")
    git("commit", "--quiet", "--message=second")
    off = "themes_off:\n  ip: counsel looks at it elsewhere\n"
    (repo / "checker.yaml").write_text(settings + off)
    git("commit", "--quiet", "--all", "--message=third")
    told = difference(run, "HEAD~1", "HEAD", *DAY)
    assert told["compared"] == 1
    assert changes(told) == [("secrecy-open", "deal", "fail", None)]
    assert causes(told) == ["the theme ip is not checked in HEAD: counsel looks at it elsewhere"]


def test_a_limit_of_the_house_is_named_as_such(run: Run, repo: Path, git: Git) -> None:
    edit(
        repo / "profiles" / "plant.yaml",
        "geography: EU",
        "stage: processing, denominator: imports, year: 2024, geography: EU",
    )
    git("commit", "--quiet", "--all", "--message=second")
    (repo / "checker.yaml").write_text("schema: checker/config/1\nlimits: {practice.three_largest: 1}\n")
    git("add", ".")
    git("commit", "--quiet", "--all", "--message=third")
    found = run("diff", "HEAD~1", "HEAD", "--as-of", "2028-01-01", "--theme", "concentration")
    assert "✘ fail → ✔ pass" in found.out
    assert "three-countries-cover-all  lithium" in found.out
    assert "because checker.yaml: " in found.out
    assert "under different limits of the house" in flat(found.out)
    assert "(practice.three_largest): from 2020-01-01: 0.9 → 1" in flat(found.out)


def test_the_same_revisions_give_the_same_bytes(run: Run, repo: Path, git: Git) -> None:
    edit(repo / "profiles" / "plant.yaml", "value: 0.6", "value: 0.4")
    git("commit", "--quiet", "--all", "--message=second")
    first, second = (run("diff", "HEAD~1", "HEAD", "--format", "json", *DAY).out for _ in range(2))
    assert first == second
    assert str(repo.parent) not in first
    assert "/tmp" not in first


def test_an_invalid_side_is_named_in_every_problem(run: Run, repo: Path, git: Git) -> None:
    edit(repo / "profiles" / "plant.yaml", "activities: [recycling]", "activities: [recycle]")
    git("commit", "--quiet", "--all", "--message=second")
    edit(repo / "profiles" / "plant.yaml", "kind: plant", "kind: plantation")
    found = run("diff", "HEAD", "profiles", *DAY)
    assert found.code == 3
    assert found.out == ""
    assert "HEAD:profiles/plant.yaml:7:18: " in found.err
    assert "\nprofiles/plant.yaml:3:" in found.err or found.err.startswith("profiles/plant.yaml:3:")
    assert "checker: 3 mistakes." in found.err
    assert "/tmp" not in found.err


# Days


def test_the_day_on_which_a_limit_starts_is_the_cause(run: Run, repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "value: 0.6", "value: 0.4")
    found = run("diff", "--rules", "rules", "rules", "--as-of", "2027-12-30..2027-12-31", "profiles/plant.yaml")
    assert found.code == 0
    assert "… not yet → ✘ fail  high  lithium-recovery  works: Not kept" in found.out
    limit = "2027-12-31: Lithium recovered (batteries.recovery.lithium) starts at 0.5"
    at = "(Batteries Regulation, Annex XII, Part C)"
    assert f"because {limit} {at}" in flat(found.out)
    assert f"What happens to the law in between {limit} {at}; moves 1 outcome here" in flat(found.out)


def test_of_several_days_the_one_that_turned_it_is_named(run: Run, repo: Path) -> None:
    told = difference(run, "--rules", "rules", "rules", "--as-of", "2028-01-01..2040-01-01", "profiles/plant.yaml")
    assert [cause["day"] for deal in told["deals"] for c in deal["changes"] for cause in c["causes"]] == ["2031-12-31"]
    told = difference(run, "--rules", "rules", "rules", "--as-of", "2027-01-01..2040-01-01", "profiles/plant.yaml")
    assert changes(told) == [("lithium-recovery", "works", "not_yet", "fail")]
    assert [c.partition("(batt")[2] for c in causes(told)] == [
        "eries.recovery.lithium) starts at 0.5 (Batteries Regulation, Annex XII, Part C)",
        "eries.recovery.lithium) goes from 0.5 to 0.8 (Batteries Regulation, Annex XII, Part C)",
    ]


def test_the_entry_into_force_of_an_act_is_a_cause(run: Run, repo: Path) -> None:
    told = difference(run, "--rules", "rules", "rules", "--as-of", "2024-05-22..2024-05-23", "profiles/plant.yaml")
    assert changes(told) == [("one-country", "lithium", "not_yet", "pass")]
    assert "Benchmark: nothing → in force" in causes(told)


def test_nothing_turns_on_a_day_on_which_nothing_happens(run: Run, repo: Path) -> None:
    found = run("diff", "--rules", "rules", "rules", "--as-of", "2026-11-08..2026-11-09")
    assert found.out.startswith("0 of 2 profiles change verdict.")
    assert "What happens to the law in between\n  nothing that moves an outcome\n" in found.out


# Rulebooks


@pytest.fixture
def other(repo: Path) -> Path:
    """A second rulebook, the same so far."""
    return Path(shutil.copytree(repo / "rules", repo / "rules-new"))


def versus(run: Run, *words: str) -> Any:
    return difference(run, "--rules", "rules", "rules-new", "--as-of", "2028-01-01", *words)


def test_a_changed_limit_is_named_with_both_values(run: Run, other: Path) -> None:
    edit(other / "parameters" / "eu-batteries-regulation.yaml", "value: 0.50", "value: 0.61")
    told = versus(run)
    assert changes(told) == [("lithium-recovery", "works", "pass", "fail")]
    assert causes(told) == ["Lithium recovered (batteries.recovery.lithium): from 2027-12-31: 0.5 → 0.61"]
    assert [(item["cause"]["name"], item["moves"]) for item in told["law"]] == [("batteries.recovery.lithium", 1)]


def test_a_limit_that_moves_nothing_is_told_too(run: Run, other: Path) -> None:
    edit(other / "parameters" / "eu-batteries-regulation.yaml", "value: 0.50", "value: 0.59")
    found = run("diff", "--rules", "rules", "rules-new", "--as-of", "2028-01-01")
    assert found.out.startswith("0 of 2 profiles change verdict.")
    assert "from 2027-12-31: 0.5 → 0.59; moves nothing here" in flat(found.out)


def test_a_graver_rule_comes_to_fail_at_the_level(run: Run, other: Path) -> None:
    edit(other.parent / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: medium")
    found = run("diff", "--rules", "rules", "rules-new", "--as-of", "2028-01-01", "--fail-on", "high")
    assert found.code == 1
    assert "✘ fail (medium) → ✘ fail (critical)  critical  secrecy-open  deal:" in found.out
    assert "because rule secrecy-open: severity: medium → critical" in found.out


def test_a_new_rule_and_a_removed_rule_are_causes(run: Run, other: Path) -> None:
    (other / "ip" / "secrecy-open.yaml").unlink()
    told = versus(run)
    assert changes(told) == [("secrecy-open", "deal", "fail", None)]
    assert causes(told) == ["rule secrecy-open is gone"]
    back = difference(run, "--rules", "rules-new", "rules", "--as-of", "2028-01-01")
    assert changes(back) == [("secrecy-open", "deal", None, "fail")]
    assert causes(back) == ["rule secrecy-open is new"]


def test_a_changed_condition_is_told_in_words(run: Run, other: Path) -> None:
    edit(
        other / "ip" / "secrecy-open.yaml", "  deal.kind: memorandum\n", "  deal.kind: {one_of: [memorandum, plant]}\n"
    )
    edit(other / "ip" / "secrecy-open.yaml", "kind: plant, binding_parts", "kind: joint_venture, binding_parts")
    told = versus(run)
    assert changes(told) == [("secrecy-open", "deal", "not_applicable", "unknown")]
    assert causes(told) == [
        "rule secrecy-open: conditions: no longer deal.kind is memorandum, now deal.kind is memorandum or plant"
    ]


def test_a_changed_inference_is_a_cause(run: Run, other: Path) -> None:
    rule = other / "derive" / "facility-recycles-batteries.yaml"
    edit(rule, "treats: {includes_any: [lithium_based, ", "treats: {includes_any: [")
    edit(rule, "treats: [lithium_based]}}, expect: true", "treats: [lead_acid]}}, expect: true")
    for old in ("treats: [lithium_based], recovery", "treats: [lithium_based]}}, expect: unknown"):
        edit(other / "batteries" / "lithium-recovery.yaml", old, old.replace("lithium_based", "lead_acid"))
    told = versus(run)
    assert changes(told) == [("lithium-recovery", "works", "pass", "not_applicable")]
    assert causes(told) == [
        "inference facility-recycles-batteries (facility.recycles_batteries): another way to infer it"
    ]


def test_of_a_rule_and_its_limit_the_one_that_did_it_is_named(run: Run, other: Path) -> None:
    edit(other / "parameters" / "eu-batteries-regulation.yaml", "value: 0.50", "value: 0.61")
    edit(other / "batteries" / "lithium-recovery.yaml", "{grade: company, of:", "{grade: audited, of:")
    told = versus(run)
    assert changes(told) == [("lithium-recovery", "works", "pass", "fail")]
    assert causes(told) == ["Lithium recovered (batteries.recovery.lithium): from 2027-12-31: 0.5 → 0.61"]


def test_a_rulebook_of_a_revision_is_compared_with_the_folder(run: Run, repo: Path, git: Git) -> None:
    edit(repo / "rules" / "parameters" / "eu-batteries-regulation.yaml", "value: 0.50", "value: 0.61")
    told = difference(run, "--rules", "HEAD:rules", "rules", "--as-of", "2028-01-01")
    assert changes(told) == [("lithium-recovery", "works", "pass", "fail")]
    assert told["was"]["name"] == "HEAD:rules"


def test_an_invalid_rulebook_of_a_revision_is_named(run: Run, repo: Path, git: Git) -> None:
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", "severity: terrible")
    git("commit", "--quiet", "--all", "--message=second")
    found = run("diff", "--rules", "HEAD:rules", "HEAD~1:rules", "--as-of", "2028-01-01")
    assert found.code == 3
    assert found.err.startswith("HEAD:rules/ip/secrecy-open.yaml:6:11: ")


# Levels, filters, output


def test_only_what_newly_fails_stops_and_only_if_asked(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    assert run("diff", "profiles", "new/profiles", *DAY).code == 0
    assert run("diff", "profiles", "new/profiles", *DAY, "--fail-on", "high").code == 1
    assert run("diff", "profiles", "new/profiles", *DAY, "--fail-on", "critical").code == 0
    assert run("diff", "new/profiles", "profiles", *DAY, "--fail-on", "info").code == 0


def test_a_benchmark_exceeded_stops_nothing(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "0.64}, {country: AU, share: 0.36", "0.66}, {country: AU, share: 0.34")
    found = run("diff", "profiles", "new/profiles", *DAY, "--fail-on", "info")
    assert found.code == 0
    assert "✔ pass → ✘ fail  high  one-country  lithium" in found.out


def test_a_new_deal_that_fails_newly_fails(run: Run, new: Path) -> None:
    (repo_plant(new).with_name("memorandum.yaml")).unlink()
    assert run("diff", "profiles", "new/profiles", *DAY, "--fail-on", "critical").code == 1


def test_rules_and_themes_can_be_chosen(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    assert changes(difference(run, "profiles", "new/profiles", *DAY, "--theme", "ip")) == []
    assert len(changes(difference(run, "profiles", "new/profiles", *DAY, "--rule", "lithium-recovery"))) == 1


def test_both_engines_say_the_same(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    durable, python = (
        run("diff", "profiles", "new/profiles", *DAY, "--engine", name).out for name in ("durable", "python")
    )
    assert durable.replace("engine durable", "engine python") == python


def test_the_output_can_be_written_to_a_file(run: Run, new: Path) -> None:
    edit(new / "plant.yaml", "value: 0.6", "value: 0.4")
    for form in ("text", "json"):
        told = run("diff", "profiles", "new/profiles", *DAY, "--format", form).out
        assert run("diff", "profiles", "new/profiles", *DAY, "--format", form, "-o", "out").out == ""
        assert Path("out").read_text(encoding="utf-8") == told


def test_long_lists_are_cut_unless_all_is_asked_for(run: Run, new: Path) -> None:
    works = PLANT[PLANT.index("  - id: works") : PLANT.index("supplies:")]
    many = "".join(
        works.replace("id: works", f"id: works-{n}").replace("value: 0.6", f"value: 0.4{n:02}") for n in range(20)
    )
    edit(new / "plant.yaml", "supplies:\n", f"{many}supplies:\n")
    short, full = (run("diff", "profiles", "new/profiles", *DAY, *more).out for more in ((), ("--all",)))
    assert "and 8 more with --all" in short
    assert " works-9: " not in short
    assert " works-9: " in full
    assert "more with" not in full


# Wrong usage


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nothing is named. Name two profiles, folders or revisions, or use --as-of D1..D2 or --rules OLD NEW."),
        (("profiles",), "Only one side is named."),
        (("--rules", "rules", "./rules"), "The rulebook is the same twice."),
        (("profiles", "profile"), '"profile" is no file, no folder and no revision here. Did you mean "profiles"?'),
        (("profiles", "mian"), '"mian" is no file, no folder and no revision here. Did you mean "main"?'),
        (("profiles", ""), '"" is no file, no folder and no revision here.'),
        (("main", "twofold"), '"twofold" is a folder and a revision. Write ./twofold for the folder'),
        (("profiles", "profiles", "rules"), '"rules" has no effect: PATHs name profiles of a revision, and neither side is one.'),
        (("main", "main", "nowhere"), 'There is no file or folder "nowhere" in main.'),
        (("main", "main", "../x"), "../x lies outside the repository"),
        (("--as-of", "2028-01-01..2027-01-01"), "2028-01-01 does not lie before 2027-01-01"),
        (("--as-of", "2028-01-01..2028-01-01"), "does not lie before"),
        (("--as-of", "2028-01-01.."), '"" is not a day: write YYYY-MM-DD.'),
        (("--as-of", "2027-01-01..2028-01-01", "main"), 'There is no file or folder "main". Two rulebooks, or two days'),
        (("--as-of", "2027-01-01..2028-01-01", "--rules", "rules", "more"), "Compare one thing at a time"),
        (("--rules", "rules", "ruels"), 'There is no folder "ruels". Name one that holds a rulebook, or REV:FOLDER'),
        (("--rules", "rules", "main:ruels"), 'There is no folder "ruels" in main.'),
        (("--rules", "rules", "mian:rules"), '"mian" is no file, no folder and no revision here. Did you mean "main"?'),
        (("--rules", "rules", "profiles:rules"), '"profiles" in "profiles:rules" is no revision.'),
        (("main", "main", *DAY, "--rule", "lithium-recovry"), 'There is no rule "lithium-recovry". Did you mean'),
        (("main", "main", *DAY, "--rule", "lithium-recovery", "--theme", "ip"), "No rule is left to compare by."),
        (("main", "main", *DAY, "--format", "json", "--all"), "--all has no effect on json"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(run: Run, repo: Path, git: Git, words: tuple[str, ...], said: str) -> None:
    git("branch", "twofold")
    (repo / "twofold").mkdir()
    found = run("diff", *words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err


def test_without_a_repository_a_word_is_a_file_or_folder(run: Run, repo: Path) -> None:
    found = run("diff", "profiles", "HEAD", *DAY)
    assert found.code == 2
    assert 'There is no file or folder "HEAD", nor a revision: ' in found.err


def test_with_nothing_to_compare_it_says_so(run: Run, repo: Path) -> None:
    for path in (repo / "profiles").iterdir():
        path.unlink()
    found = run("diff", "profiles", "profiles", *DAY)
    assert found.code == 4
    assert "no profiles found to compare" in found.err
    again = run("diff", "--as-of", "2027-01-01..2028-01-01", "--rules", "rules", "rules")
    assert (again.code, again.err) == (4, found.err)
