"""Pages in Debian's Chromium, which has no network and whose every complaint is a failure."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from checker.paper import html
from checker.summary.document import Document
from tests.paper.documents import HOSTILE, every_block, real, short

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "every-block": lambda: every_block(charts=2),
    "hostile": lambda: every_block(" ".join(HOSTILE), charts=1),
    "cell-plant": lambda: short(real("examples/cell-plant.yaml")),
    "revomet-de": lambda: short(real("revomet-cngr.yaml", "de")),
}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; without it nothing here can be tested, so that its absence is an error."""
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is missing: apt-get install chromium, or set CHROMIUM"
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
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
