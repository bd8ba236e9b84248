"""The hook, installed and run by pre-commit itself. One test, because its environment is built once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.ways.kit import CONFIG, HOUSE, committed, environment, git, propose, shown


def published(folder: Path) -> str:
    """Put the files of this project into a repository of their own; the commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, env=environment(), check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return committed(folder)


def test_pre_commit_judges_before_each_commit(tmp_path: Path) -> None:
    tools = Path(sys.executable).parent
    variables = environment(PRE_COMMIT_HOME=str(tmp_path / "store"), PRE_COMMIT_COLOR="never")

    def tried(*words: str) -> tuple[int, str]:
        ran = subprocess.run(words, cwd=deals, env=variables, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout + ran.stderr

    def commit(message: str) -> tuple[int, str]:
        git(deals, "add", "--all")
        return tried("git", "commit", "--message", message)

    (tmp_path / "checker").mkdir()
    revision = published(tmp_path / "checker")
    deals = tmp_path / "deals"
    shutil.copytree(HOUSE, deals)
    (deals / "profiles" / "lithium-memorandum.yaml").unlink()
    text = shown()[CONFIG]
    address = next(line.split("repo:")[1].strip() for line in text.splitlines() if "repo:" in line)
    version = next(line.split("rev:")[1].strip() for line in text.splitlines() if "rev:" in line)
    (deals / CONFIG).write_text(text.replace(address, str(tmp_path / "checker")).replace(version, revision))
    git(deals, "init", "--quiet", "--initial-branch=main")
    assert tried(str(tools / "pre-commit"), "install")[0] == 0

    code, said = commit("The first commit, before there is a HEAD")
    assert code == 0, said
    assert "judge the deals" in said
    assert "Passed" in said

    profile = propose(deals)
    code, said = commit("A profile that fails")
    assert code == 1
    assert "memorandum-without-binding-secrecy" in said
    assert "profiles/lithium-memorandum.yaml:6:18" in said

    good = profile.read_text().replace('{value: [none], evidence: ["heads-of-terms#2"]}', "{unknown: not yet sent}")
    profile.write_text(good.replace("heads-of-terms#1", "heads-of-terms#7"))
    code, said = commit("A profile that cites what is not there")
    assert code == 1
    assert "profiles/lithium-memorandum.yaml:7:" in said
    assert "exit code: 3" in said

    profile.write_text(good)
    code, said = commit("A profile in order")
    assert code == 0, said

    (deals / "README.md").write_text("Our deals.\n")
    (deals / ".github").mkdir()
    (deals / ".github" / "dependabot.yml").write_text("version: 2\n")
    code, said = commit("Nothing that is judged")
    assert code == 0, said
    assert "Skipped" in said

    sheet = deals / "seeds" / "heads-of-terms.yaml"
    whole = sheet.read_text()
    sheet.write_text("".join(line for line in whole.splitlines(True) if "number: 3, paragraph" not in line))
    code, said = commit("A fact sheet without what profiles cite")
    assert code == 1
    assert "profiles/refining-plant.yaml:3:" in said
    sheet.write_text(whole)

    propose(deals)
    committed(deals)
    code, said = tried(str(tools / "pre-commit"), "run", "--all-files")
    assert code == 1, "a run over all files judges what was committed before"
    assert "memorandum-without-binding-secrecy" in said
