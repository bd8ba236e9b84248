"""The frame of a Word document: styles, lists, page and foot, and nothing of the template that others would see."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from string import Template

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENTATION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph

from checker.paper.word.elements import Xml

WIDTH, HEIGHT = Cm(21), Cm(29.7)
SIDE, TOP, BOTTOM = Cm(2), Cm(1.5), Cm(1.6)
OWN = {"styles", "numbering", "settings"}
"""Parts of the template whose content we replace. All others go."""


def blank(locale: str, foot: str, mark: str, *, across: bool) -> Word:
    """An empty document in A4, upright or across, with our styles, whose pages end with mark, foot and their number."""
    word = docx.Document()
    _strip(word)
    page = word.sections[0]
    page._sectPr.attrib.clear()
    page.page_width, page.page_height = (HEIGHT, WIDTH) if across else (WIDTH, HEIGHT)
    page.orientation = WD_ORIENTATION.LANDSCAPE if across else WD_ORIENTATION.PORTRAIT
    page.left_margin = page.right_margin = SIDE
    page.top_margin, page.bottom_margin = TOP, BOTTOM
    page.header_distance = page.footer_distance = Cm(0.8)
    parts = word.part
    for name, part in (("styles", word.styles), ("numbering", parts.numbering_part), ("settings", word.settings)):
        _replace(part.element, Template(_own(name)).substitute(locale=locale, right=room(word).twips))
    _foot(page.footer.paragraphs[0], foot, mark)
    return word


def fill(word: Word, elements: Iterable[Xml]) -> None:
    """Put elements into the document, before what describes its page."""
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(elements)}</w:body>")
    body.append(word.sections[0]._sectPr)
    word.element.replace(word.element.body, body)


def room(word: Word) -> Length:
    """The width of the text."""
    return Length((word.sections[0].page_width or WIDTH) - 2 * SIDE)


def _strip(word: Word) -> None:
    for owner in (word.part, word.part.package):
        for id, relation in list(owner.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind not in {*OWN, "officeDocument", "core-properties"}:
                del owner.rels[id]


def _own(name: str) -> str:
    return (resources.files(__package__) / "parts" / f"{name}.xml").read_text("utf-8")


def _replace(element: BaseOxmlElement, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(text)))


def _foot(paragraph: Paragraph, foot: str, mark: str) -> None:
    paragraph.style = "Footer"
    if mark:
        paragraph.add_run(f"{mark}. ").bold = True
    paragraph.add_run(f"{foot}\t")
    for part in ("PAGE", " / ", "NUMPAGES"):
        if part.isupper():
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), part)
            paragraph._p.append(field)
            paragraph.add_run("1")
            field.append(paragraph.runs[-1]._r)
        else:
            paragraph.add_run(part)
