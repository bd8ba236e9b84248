"""The output that docs/gate.md shows. Run as a program, it writes it anew: python -m tests.ways.page"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from tests.ways.kit import GATE, committed, environment, git, house, program, propose

_BLOCK = re.compile(r"```(console|diff)\n(.*?)```", re.S)
_COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*\n", re.M)


def rewritten(page: str, folder: Path) -> str:
    """The page with what its commands print in an invented repository, one after the other, patches applied between."""
    checkout = house(folder / "checkout")
    git(checkout, "switch", "--quiet", "--create", "lithium")
    propose(checkout)
    committed(checkout)
    programs = program(folder / "programs" / "checker").parent
    variables = environment(PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")

    def told(words: list[str], text: str) -> str:
        return subprocess.run(
            words, cwd=checkout, env=variables, input=text, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        ).stdout  # fmt: skip

    def block(found: re.Match[str]) -> str:
        kind, body = found.groups()
        if kind == "diff":
            assert told(["git", "apply", "--index"], body) == ""
            committed(checkout)
            return found[0]
        commands = _COMMAND.findall(body)
        shown = "".join(command + told(["bash"], command.removeprefix("$ ")) for command in commands)
        return f"```console\n{shown}```"

    return _BLOCK.sub(block, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        GATE.write_text(rewritten(GATE.read_text("utf-8"), Path(folder)), "utf-8")
