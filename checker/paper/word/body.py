"""A Word document from its blocks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import assert_never

from docx.document import Document as Word
from docx.shared import Cm, Length

from checker.paper.columns import is_wide
from checker.paper.office import LOCALES, legal
from checker.paper.word.elements import Xml, made, paragraph
from checker.paper.word.frame import blank, fill, room
from checker.paper.word.tables import card, table
from checker.paper.word.text import bullets, say
from checker.summary.document import Bars, Block, Bullets, Card, Document, Paragraph, Part, Table, Text

PICTURE = Cm(15)
"""Width of a chart."""


def written(document: Document) -> bytes:
    """The document as python-docx writes it."""
    mark = document.words["redacted"] if document.redacted else ""
    word = blank(LOCALES[document.language], legal(document.foot), mark, across=is_wide(document))
    fill(word, _elements(word, document))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _elements(word: Word, document: Document) -> Iterator[Xml]:
    yield say(Text(document.title), "Title")
    if document.subtitle:
        yield say(Text(document.subtitle), "Subtitle")
    if document.redacted:
        yield say(Text(document.words["redacted"]), "Lead")
    before = Part.main
    for section in document.sections:
        if section.blocks:
            turn = [made("pageBreakBefore")] if section.part is not before else []
            yield say(Text(section.title), "Heading1", *turn)
            for block in section.blocks:
                if isinstance(block, Table) and not section.names(block):
                    yield say(Text(block.title), "Lead")
                yield from _block(word, block, document.words, room(word))
            before = section.part


def _block(word: Word, block: Block, words: dict[str, str], room: Length) -> list[Xml]:
    match block:
        case Paragraph():
            return [say(block.text, "Lead" if block.strong else "Normal")]
        case Bullets():
            return bullets(word, block)
        case Table():
            return table(block, words, room)
        case Card():
            return card(block, words, room)
        case Bars():
            return [_picture(word, block)]
        case _:
            assert_never(block)


def _picture(word: Word, block: Bars) -> Xml:
    from checker.paper.charts import png

    picture = word.part.new_pic_inline(io.BytesIO(png(block)), PICTURE)
    picture.docPr.set("title", legal(block.title))
    picture.docPr.set("descr", legal(block.alt))
    return paragraph("Normal", made("r", made("drawing", Xml(picture.xml))))
