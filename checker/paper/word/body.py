"""A Word document from its blocks."""

from __future__ import annotations

import io
from typing import assert_never

from docx.document import Document as Word
from docx.shared import Cm

from checker.paper.office import LOCALES, legal
from checker.paper.word.frame import blank
from checker.paper.word.tables import card, table
from checker.paper.word.text import bullets, say
from checker.summary.document import Bars, Block, Bullets, Card, Document, Paragraph, Part, Section, Table, Text

PICTURE = Cm(15)
"""Width of a chart."""
UPRIGHT = 7
"""Columns for which a page that stands upright has room."""


def written(document: Document) -> bytes:
    """The document as python-docx writes it."""
    word = blank(LOCALES[document.language], legal(document.foot), across=_is_wide(document))
    say(word, Text(document.title), "Title")
    if document.subtitle:
        say(word, Text(document.subtitle), "Subtitle")
    if document.redacted:
        say(word, Text(document.words["redacted"]), "Lead")
    before = Part.main
    for section in document.sections:
        if section.blocks:
            heading = say(word, Text(section.title), "Heading 1")
            heading.paragraph_format.page_break_before = _turns(section, before) or None
            for block in section.blocks:
                _block(word, block, document.words)
            before = section.part
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _is_wide(document: Document) -> bool:
    """Whether a table has more columns than a page that stands upright can hold."""
    blocks = (block for section in document.sections for block in section.blocks)
    return any(len(block.columns) > UPRIGHT for block in blocks if isinstance(block, Table))


def _turns(section: Section, before: Part) -> bool:
    """Whether a section starts a page: each part does, and each annex that has more than a line to say."""
    if section.part is not before:
        return True
    return section.part is Part.annex and any(isinstance(block, Table) for block in section.blocks)


def _block(word: Word, block: Block, words: dict[str, str]) -> None:
    match block:
        case Paragraph():
            say(word, block.text, "Lead" if block.strong else "Normal")
        case Bullets():
            bullets(word, block)
        case Table():
            table(word, block, words)
        case Card():
            card(word, block, words)
        case Bars():
            _picture(word, block)
        case _:
            assert_never(block)


def _picture(word: Word, block: Bars) -> None:
    from checker.paper.charts import png

    properties = word.add_picture(io.BytesIO(png(block)), PICTURE)._inline.docPr
    properties.set("title", legal(block.title))
    properties.set("descr", legal(block.alt))
