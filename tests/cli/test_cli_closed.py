"""What a run may touch: no network, no path that a profile names, no more than its own files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from checker.report.screen import clean
from tests.conftest import ROOT

WATCHED = """
import json, sys
seen = {"net": [], "open": []}
def watch(event, args):
    if event.startswith("socket."):
        seen["net"].append(event)
    if event == "open" and isinstance(args[0], str):
        seen["open"].append(args[0])
sys.addaudithook(watch)
from checker.cli import main
try:
    main()
finally:
    print(json.dumps(seen), file=sys.stderr)
"""


def test_a_check_opens_no_connection_and_no_path_that_a_profile_names(repo: Path) -> None:
    secret = repo / "secret.txt"
    secret.write_text("hidden")
    profile = repo / "profiles" / "plant.yaml"
    profile.write_text(profile.read_text().replace("name: the works", f"name: {secret}"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = ["check", "profiles", "--rules", "rules", "--as-of", "2028-01-01", "--format", "json"]
    ran = subprocess.run([sys.executable, "-c", WATCHED, *words], capture_output=True, env=environment, check=False)
    assert ran.returncode == 1
    seen = json.loads(ran.stderr.decode().splitlines()[-1])
    assert seen["net"] == []
    assert any(name.endswith("profiles/plant.yaml") for name in seen["open"])
    assert not any(name.endswith("secret.txt") for name in seen["open"])


def test_what_reaches_a_terminal_holds_no_control_characters() -> None:
    assert clean("a\x1b[31mb\x07\x9bc\u202ed\u2067") == "a\ufffd[31mb\ufffd\ufffdc\ufffdd\ufffd"
    assert clean("für 東京\tund\nmehr") == "für 東京\tund\nmehr"
