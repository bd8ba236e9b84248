"""Deals in every state at the gate, and texts that try to be more than text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import MEMORANDUM, ROOT, Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")

HOSTILE = {
    "workflow": "::error file=a.py,line=1::stopped ##[error]x ##vso[task.complete] ::set-output name=a::b",
    "xml": "]]> <!ENTITY x SYSTEM 'file:///etc/passwd'> &lt;b&gt; &x; <script>alert(1)</script> <!-- --> <![CDATA[ <?x?>",
    "html": '<img src=x onerror=alert(1)> <a href="http://evil.example">here</a> <details open> &amp; &#60;',
    "formula": "=HYPERLINK(\"http://evil.example\";\"x\")",
    "formula-plus": "+1+1; =2+2;-3",
    "formula-minus": "-1+1",
    "formula-at": "@SUM(A1:A9)",
    "formula-wide": "＝1+1",
    "formula-after-quotes": "' \"=1+1",
    "formula-command": "=cmd|' /C calc'!A0",
    "links": "[x](http://evil.example) ![i](http://evil.example/i.png) <http://evil.example> [r][1] [^1] [1]: http://e.example",
    "addresses": "http://evil.example https://evil.example/a_b_c www.evil.example evil.com ftp://evil.example //evil.com mailto:a@evil.com a@evil.com",
    "mentions": "@octocat @org/team #1 octocat#2 org/repo#3 GH-4 !5 :tada: :+1: $x^2$ $`y`$",
    "emphasis": "*a* **b** _c_ __d__ ~~e~~ `f` ``g`` \\* \\",
    "blocks": "# h",
    "list": "1. x",
    "dash": "- x",
    "rule": "---",
    "quote": "> x",
    "fence": "```sh rm -rf / ```",
    "pipes": "a | b || c \\| d |",
    "table": "| a | b | |---|---|",
    "quotes": "\"a\" 'b' “c” `d` \"\" '' \"",
    "right-to-left": "שלום עליכם (مرحبا) 100 %",
    "umlauts": "Größe, Ærø, Łódź, 稀土",
    "long": "x" * 10_000,
    "long-marks": "|$@a*<" * 1_600,
    "no-character": "a\U0001fffe\U0010ffff b",
}  # fmt: skip
"""Texts that a profile may hold."""
FILES = {
    "spaces": "two  words .yaml",
    "pipe": "a|b \\| c.yaml",
    "newline": "one\n::error::two\n# three.yaml",
    "umlauts": "Größe.yaml",
    "markup": "`x` ``y` <b>&amp; $z$ @octocat #1 ##[error]w.yaml",
    "formula": "=1+1.yaml",
    "terminal": "\x1b[31mred\x9b0m\u202eyaml.exe.yaml",
    "not-utf-8": os.fsdecode(b"caf\xe9.yaml"),
    "no-character": "a\ufffe\uffffb.yaml",
}
"""Names that a file may have."""


def quoted(text: str) -> str:
    """A text as YAML."""
    return json.dumps(text, ensure_ascii=False)


def memorandum(repo: Path, name: str, called: str | None = None, file: str | None = None) -> None:
    """Another memorandum, of which ``secrecy-open`` fails."""
    text = MEMORANDUM.replace("id: demo-memorandum", f"id: {name}")
    text = text.replace("name: Demo memorandum", f"name: {quoted(called or name)}")
    (repo / "profiles" / (file or f"{name}.yaml")).write_text(text, "utf-8")


def plant(repo: Path, called: str = "the works") -> None:
    """The plant exceeds the benchmark, and its yield is not known."""
    path = repo / "profiles" / "plant.yaml"
    text = path.read_text()
    for old, new in (
        ("0.64}, {country: AU, share: 0.36", "0.66}, {country: AU, share: 0.34"),
        ('{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}"),
        ("name: the works", f"name: {quoted(called)}"),
        ("name: Demo plant", f"name: {quoted(called)}"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def waive(run: Run, repo: Path, name: str, reason: str, by: str, until: str = "2028-06-30") -> None:
    """Accept what ``secrecy-open`` finds in a memorandum, a year before."""
    ran = run(
        "waivers", "add", f"profiles/{name}.yaml", "secrecy-open", "--reason", reason, "--approved-by", by,
        "--expires", until, "--rules", "rules", "--as-of", "2027-01-01",
    )  # fmt: skip
    assert ran.code == 0, ran.err


def every_state(run: Run, repo: Path, text: str = "Named by a stranger") -> tuple[str, ...]:
    """Deals in every state at the gate, each named by ``text``, and what to say to judge them.

    Of four memoranda one stops the gate, one is waived, one stands in the baseline and one has a waiver that expired;
    the plant exceeds a benchmark, and its yield is open.
    """
    memorandum(repo, "known", text)
    ran = run("check", "profiles/known.yaml", *DAY, "--write-baseline", "baseline.json")
    assert ran.code == 1
    plant(repo, text)
    for name in ("demo-memorandum", "accepted", "lapsed"):
        memorandum(repo, name, text, "memorandum.yaml" if name == "demo-memorandum" else None)
    waive(run, repo, "accepted", f"{text} and more words", f"{text} by")
    waive(run, repo, "lapsed", f"{text}\n\n# and\n- more\n", "A. Counsel", until="2027-12-31")
    return ("check", "profiles", *DAY, "--baseline", "baseline.json")


def theme_off(repo: Path, reason: str) -> None:
    """The house does not check concentration."""
    settings = f"schema: checker/config/1\nthemes_off: {{concentration: {quoted(reason)}}}\n"
    (repo / "checker.yaml").write_text(settings, "utf-8")


def document(run: Run, words: tuple[str, ...]) -> dict[str, Any]:
    """The same run as JSON."""
    found: dict[str, Any] = json.loads(run(*(word for word in words if word != "--all"), "--format", "json").out)
    return found


def counted(found: dict[str, Any], *outcomes: str) -> int:
    """How many findings have one of these outcomes."""
    return sum(deal["counts"][outcome] for deal in found["deals"] for outcome in outcomes)


def printed_elsewhere(words: tuple[str, ...], zone: str, seed: str) -> bytes:
    """What is printed in another time zone with another order of sets."""
    line = [sys.executable, "-c", "from checker.cli import main; main()", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    return subprocess.run(line, stdout=subprocess.PIPE, env=environment, check=False).stdout
