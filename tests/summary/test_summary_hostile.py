"""A profile full of words that mean something to some format gives summaries in which they are words."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.conftest import Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")
LONG = "W" * 10_000
WORDS = ("<script>alert(1)</script>", "=cmd()", "#set page", "\u05d0\u05d1 right to left", "{{ 7 * 7 }}", LONG)
A4 = (595, 842)
"""Width and height of a page, in points."""
ACTS = {"altChunk", "control", "fldChar", "fldSimple", "hyperlink", "instrText", "object"}
"""Elements of Word by which a document does more than say something."""


def profile(words: tuple[str, ...]) -> str:
    """A profile in which whatever is free text is one of the words."""
    name = [json.dumps(f"{word} {number}", ensure_ascii=False) for number, word in enumerate(words)]
    parties = "".join(
        f'  - {{id: p{n}, name: {each}, country: DE, evidence: ["demo#1"]}}\n' for n, each in enumerate(name)
    )
    supplies = "".join(
        f"  - {{id: s{n}, name: {each}, geography: EU, supplier: p{n}, evidence: ['demo#2'],"
        " sources: [{country: CN, share: 0.7}, {country: AU, share: 0.3}]}\n"
        for n, each in enumerate(name)
    )
    holdings = f"holdings:\n  - {{id: h, owner: p0, owned: p1, share: {{unknown: {name[2]}}}, evidence: ['demo#1']}}\n"
    head = f"schema: checker/profile/1\nid: hostile\ndeal: {{name: {name[0]}, kind: joint_venture, evidence: ['demo#1']}}\n"
    return f"{head}parties:\n{parties}supplies:\n{supplies}{holdings}"


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.shape: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.shape.append(tag)


def html(path: Path) -> object:
    shape = Elements(path.read_text("utf-8")).shape
    return {*shape}, shape.count("script"), shape.count("table"), shape.count("a")


def markdown(path: Path) -> object:
    tokens = MarkdownIt("gfm-like").parse(path.read_text("utf-8"))
    return [(token.type, [child.type for child in token.children or [] if child.type != "text"]) for token in tokens]


def word(path: Path) -> object:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        tags = [
            element.tag.rpartition("}")[2]
            for element in ElementTree.fromstring(packed.read("word/document.xml")).iter()
        ]
        return sorted(packed.namelist()), [tags.count(tag) for tag in ("tbl", "drawing")], ACTS & {*tags}


def excel(path: Path) -> object:
    book = load_workbook(path)
    return {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def pdf(path: Path) -> object:
    reader = PdfReader(path)
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} <= {A4, A4[::-1]}
    return "/JavaScript" in reader.trailer["/Root"], bool(reader.attachments)


READERS: dict[str, Callable[[Path], object]] = {
    ".html": html, ".md": markdown, ".docx": word, ".xlsx": excel, ".pdf": pdf,
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("suffix", READERS)
def test_hostile_words_of_a_profile_are_words_in_its_summary(run: Run, repo: Path, suffix: str, language: str) -> None:
    shapes = []
    for words in (WORDS, tuple(f"plain {n}" for n in range(len(WORDS)))):
        (repo / "profiles" / "hostile.yaml").write_text(profile(words), "utf-8")
        to = repo / f"out{suffix}"
        ran = run("report", "profiles/hostile.yaml", *DAY, "--lang", language, "-o", to)
        assert ran.code == 0, ran.err
        shapes.append(READERS[suffix](to))
    assert shapes[0] == shapes[1]
    assert "f" not in shapes[0] if suffix == ".xlsx" else shapes[0]
