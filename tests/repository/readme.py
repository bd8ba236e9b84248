"""The output that the README shows. Run as a program, it writes it anew: python -m tests.repository.readme"""

from __future__ import annotations

import re
import subprocess
import sys

from tests.conftest import ROOT

OUTPUT = re.compile(r"<!-- output: checker (.*?) -->\n```text\n(.*?)```", re.S)


def shown_by(words: str) -> str:
    """What a command prints, without the closing lines that name the rulebook's digest."""
    line = [sys.executable, "-c", "from checker.cli import main; main()", *words.split()]
    printed = subprocess.run(line, capture_output=True, check=True, cwd=ROOT).stdout.decode()
    return printed.lstrip("\n").split("\nLaw as of ")[0]


if __name__ == "__main__":
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    new = OUTPUT.sub(lambda m: f"<!-- output: checker {m[1]} -->\n```text\n{shown_by(m[1])}```", text)
    readme.write_text(new, "utf-8")
