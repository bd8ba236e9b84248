"""What gating one changed profile in a repository of many costs, against judging that profile alone. Judges nothing.

Run: python benchmarks/gate.py [--profiles 1000] [--pairs 15]

The shipped profiles are multiplied into a git repository. Every run is a fresh process. Runs are taken in pairs, one
with ``--changed-since`` and one without, the first of them in turn, so that both meet the same machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from speed import command, median, multiplied_profiles

FEW = 5
"""Profiles that cite the fact sheet that changes."""


def repository(folder: Path, wanted: int) -> list[Path]:
    """A git repository of ``wanted`` profiles, the first few of which cite a fact sheet that no other cites."""
    profiles = sorted(multiplied_profiles(folder, wanted).glob("batx-rocklink-*.yaml"))
    for path in profiles[:FEW]:
        path.write_text(path.read_text("utf-8").replace('"001#', '"few#'), "utf-8")
    sheet = (folder / "seeds" / "001.yaml").read_text("utf-8")
    (folder / "seeds" / "few.yaml").write_text(sheet.replace('id: "001"', 'id: "few"'), "utf-8")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "Profiles")):
        git(folder, *words)
    return profiles


def git(folder: Path, *words: str) -> None:
    """Run git, whatever the user has set for it."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *who, *words], cwd=folder, check=True, env=alone)


def compare(what: str, folder: Path, paths: list[Path], pairs: int) -> None:
    """Print the medians of both ways, and of their ratio pair by pair."""
    form = ("--format", "json")
    gate = command("check", "--changed-since", "HEAD", *form, folder=folder)
    alone = command("check", *(path.relative_to(folder) for path in paths), *form, folder=folder)
    gate()
    alone()
    taken: list[tuple[float, float]] = []
    for number in range(pairs):
        both = {run: median(1, run) for run in ((gate, alone) if number % 2 else (alone, gate))}
        taken.append((both[gate], both[alone]))
    gated, judged = (statistics.median(each) * 1000 for each in zip(*taken, strict=True))
    ratio = statistics.median(one / other for one, other in taken)
    print(f"{what:44} {gated:8.1f} ms   named {judged:8.1f} ms   ratio {ratio:5.2f}   target 1.20")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--pairs", type=int, default=15)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        profiles = repository(folder, wanted.profiles)
        changed, sheet = profiles[-1], folder / "seeds" / "few.yaml"
        before = changed.read_bytes()
        changed.write_bytes(before + b"# changed\n")
        compare(f"1 of {wanted.profiles} profiles changed", folder, [changed], wanted.pairs)
        changed.write_bytes(before)
        sheet.write_bytes(sheet.read_bytes() + b"# changed\n")
        compare(f"a fact sheet changed, which {FEW} of them cite", folder, profiles[:FEW], wanted.pairs)


if __name__ == "__main__":
    main()
