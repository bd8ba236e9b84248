"""Pages in Debian's Chromium, which has no network and whose every complaint is a failure."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from checker.assessment.findings import Outcome
from checker.paper import html
from checker.rulebook.common import Theme
from checker.summary.document import Align, Cell, Column, Document, Part, Section, Table, Text
from checker.summary.language import words
from tests.paper.documents import HOSTILE, every_block, foreign, real, short

PATIENCE = 180_000
"""Milliseconds that a slow machine may take for one step."""
CHROMIUM = os.environ.get("CHROMIUM") or which("chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def sortable() -> Document:
    """A German page with tables that can be sorted: one that is stacked on a phone, one that is scrolled there."""
    frame = dict(words("de"))
    mixed = (
        Column("Name"), Column("Anteil", Align.right), Column("Tag"), Column(frame["outcome"]), Column("Absatz"), Column("")
    )  # fmt: skip
    said = (
        ("Zoll", Fraction(1, 3), date(2026, 2, 1), Outcome.unknown, "Nr. 10", ""),
        ("Ähre", 1, None, Outcome.passed, "Nr. 9", "x"),
        ("Aal", Fraction(9, 10), date(2025, 12, 31), Outcome.failed, "", ""),
        ("ahnen", None, date(2027, 1, 1), Outcome.failed, "Nr. 9", ""),
    )
    rows = tuple(
        (
            Cell(Text(name, ("demo#1",))),
            Cell(Text("" if share is None else f"{float(share):.0%}"), number=share, share=True),
            Cell(Text(day.strftime("%d.%m.%Y") if day else ""), day=day),
            Cell(Text(frame[outcome.value]), outcome),
            Cell(Text(number)),
            Cell(Text(note)),
        )
        for name, share, day, outcome, number, note in said
    )
    counts = tuple(
        (Cell(Text(name)), *(Cell(Text(str(n)), o if n else None, n) for o in Outcome))
        for name, n in (("a", 2), ("b", 10), ("c", 0))
    )
    heads = (Column("Name"), *(Column(frame[o.value], Align.right, outcome=o) for o in Outcome))
    tables = (
        Table("mixed", "Gemischtes", mixed, rows, sortable=True),
        Table("counts", "Anzahlen", heads, counts, sortable=True),
    )
    section = Section("annex-plant", "Anlage", tables, Part.annex, Theme.plant)
    return Document("demo", "Sortierbares", "", "de", date(2026, 11, 22), (section,), "Kein Rechtsrat.", frame)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "every-block": lambda: every_block(charts=2),
    "hostile": lambda: every_block(" ".join(HOSTILE), charts=1),
    "foreign": lambda: foreign(every_block("said", "de", charts=1)),
    "cell-plant": lambda: short(real("examples/cell-plant.yaml"), 4),
    "revomet-de": lambda: short(real("revomet-cngr.yaml", "de"), 4),
    "sortable": sortable,
}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; without it nothing here can be tested, so that its absence is an error."""
    assert CHROMIUM, "chromium is missing: apt-get install chromium, or set CHROMIUM"
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS], timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a document, written once."""
    folder = tmp_path_factory.mktemp("pages")

    def written(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            path.write_bytes(html.render(DOCUMENTS[name]()))
        return path

    return written


@pytest.fixture
def opened(browser: Browser, files: Callable[[str], Path]) -> Iterator[Open]:
    """Opens a document from disk. In the end, nothing else was asked for and the console is empty."""
    contexts, asked, said = [], [], []

    def call(name: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts, offline=True
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(files(name).as_uri())
        return page

    yield call
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith("file://") or not url.endswith(".html")] == []
    assert len(asked) == len(contexts)
    assert said == []
