"""How fast deals are judged, against the targets of the design. Prints figures and ratios; judges nothing.

Run: python benchmarks/speed.py [--rules 300] [--profiles 200]

The shipped rulebook is multiplied, each copy of a rule under a name of its own, until it has the wanted number of
rules; the shipped profiles likewise. Memory is the peak of a fresh process.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from checker.assessment.assess import Assessor
from checker.inference import engine
from checker.portfolio import Library, load_all
from checker.rulebook.common import Theme
from checker.rulebook.load import load, shipped

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 22)


def multiplied_rules(folder: Path, wanted: int) -> Path:
    """A rulebook of ``wanted`` rules."""
    target = folder / "rules"
    shutil.copytree(shipped(), target)
    shutil.rmtree(target / "coverage")
    rules = [path for theme in Theme for path in sorted((target / theme.value).glob("*.yaml"))]
    for number in range(wanted - len(rules)):
        original = rules[number % len(rules)]
        id = f"{original.stem}-copy{number // len(rules)}"
        text = re.sub(r"^id: .*$", f"id: {id}", original.read_text("utf-8"), count=1, flags=re.M)
        (original.parent / f"{id}.yaml").write_text(text, "utf-8")
    return target


def multiplied_profiles(folder: Path, wanted: int) -> Path:
    """A folder of ``wanted`` profiles beside the fact sheets."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    target = folder / "profiles"
    target.mkdir()
    profiles = sorted((ROOT / "profiles").glob("*.yaml"))
    for number in range(wanted):
        original = profiles[number % len(profiles)]
        id = f"{original.stem}-{number}"
        text = re.sub(r"^id: .*$", f"id: {id}", original.read_text("utf-8"), count=1, flags=re.M)
        (target / f"{id}.yaml").write_text(text, "utf-8")
    return target


def median(times: int, run: Callable[[], object]) -> float:
    """Median seconds of ``times`` runs."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def command(*words: object, folder: Path = ROOT) -> Callable[[], object]:
    """A run of the command line in a fresh process, in a folder."""
    line = [sys.executable, "-c", "from checker.cli import main; main()", *map(str, words)]
    compiled = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    compiled["PYTHONPATH"] = str(ROOT)
    return lambda: subprocess.run(line, check=False, stdout=subprocess.DEVNULL, cwd=folder, env=compiled)


def report(what: str, seconds: float, target: float) -> None:
    """One line: figure, target, ratio."""
    print(f"{what:58} {seconds * 1000:9.1f} ms   target {target * 1000:7.0f} ms   ratio {seconds / target:5.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rules", type=int, default=300)
    parser.add_argument("--profiles", type=int, default=200)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = multiplied_rules(folder, wanted.rules)
        profiles = multiplied_profiles(folder, wanted.profiles)
        one = sorted(profiles.glob("batx-rocklink-*.yaml"))[0]
        command("check", one, "--rules", rules)()
        report(f"one profile, cold, {wanted.rules} rules", median(5, command("check", one, "--rules", rules)), 0.5)
        report(
            f"{wanted.profiles} profiles, cold, {wanted.rules} rules",
            median(3, command("check", profiles, "--rules", rules, "--format", "json")),
            2.0,
        )
        half = folder / "half"
        shutil.copytree(folder / "seeds", half / "seeds")
        (half / "profiles").mkdir()
        for path in sorted(profiles.glob("*.yaml"))[::2]:
            shutil.copy(path, half / "profiles")
        full = median(3, command("check", profiles, "--rules", rules, "--format", "json"))
        part = median(3, command("check", half / "profiles", "--rules", rules, "--format", "json"))
        print(f"{'twice the profiles take':58} {full / part:9.2f} times as long")
        book = load(rules)
        few = load()
        dossier = load_all([one], Library())[0]
        for name_, target in (("durable", 0.010), ("python", 0.002)):
            if name_ not in engine.available():
                continue
            warm = Assessor(book, name_)
            warm.assess(dossier, DAY)
            taken = median(50, lambda warm=warm: warm.assess(dossier, DAY))  # type: ignore[misc]
            report(f"one profile, warm, {len(book.rules)} rules, {name_}", taken, target)
            small = Assessor(few, name_)
            small.assess(dossier, DAY)
            less = median(50, lambda small=small: small.assess(dossier, DAY))  # type: ignore[misc]
            report(f"one profile, warm, {len(few.rules)} rules, {name_}", less, target)
            print(
                f"{f'{len(book.rules) / len(few.rules):.1f} times the rules take':58} {taken / less:9.2f} times as long"
            )
        many = folder / "many"
        many.mkdir()
        thousand = multiplied_profiles(many, 1000)
        command("check", thousand, "--rules", rules, "--format", "json")()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'1,000 profiles, peak memory':58} {peak:9.0f} MB   target     150 MB   ratio {peak / 150:5.2f}")


if __name__ == "__main__":
    main()
