"""What Word and Excel files have in common: characters XML allows, colours of outcomes, and the package they lie in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from checker.assessment.findings import Outcome
from checker.report.screen import SYMBOLS, clean
from checker.summary.document import Cell, Column, Document

FILLS = {
    Outcome.passed: "CBE8CF",
    Outcome.failed: "F6BFB8",
    Outcome.unknown: "DADADA",
    Outcome.not_yet: "D5E4F4",
    Outcome.not_applicable: "FFFFFF",
}
"""Colour behind each outcome, light enough for black letters and for a print in black and white."""
MUTED = "595959"
"""Colour of references and of the foot."""
LOCALES = {"en": "en-GB", "de": "de-DE"}
"""Language of the document, for the spelling check."""

_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = f"""{_XML}<cp:coreProperties\
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{title}}</dc:title><dc:creator></dc:creator>\
<dc:language>{{language}}</dc:language><cp:lastModifiedBy></cp:lastModifiedBy><cp:revision>1</cp:revision>\
<dcterms:created xsi:type="dcterms:W3CDTF">{{day}}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{{day}}T00:00:00Z</dcterms:modified></cp:coreProperties>
"""
_PROPERTIES = f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"/>\n'


def legal(text: str) -> str:
    """Text in which every character may stand in XML and none takes control of the reader."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", clean(text))


def marked(outcome: Outcome, words: Mapping[str, str]) -> str:
    """An outcome as symbol and word."""
    return f"{SYMBOLS[outcome][0]} {words[outcome.value]}"


def mark_of(cell: Cell, column: Column, words: Mapping[str, str]) -> str:
    """The symbol of the outcome of a cell, and its word unless cell or column says it; nothing without an outcome."""
    if cell.outcome is None:
        return ""
    named = column.outcome is cell.outcome or cell.text.words.endswith(words[cell.outcome.value])
    return SYMBOLS[cell.outcome][0] if named else marked(cell.outcome, words)


def shown(cell: Cell, column: Column, words: Mapping[str, str]) -> str:
    """The words of a cell behind the mark of its outcome."""
    return " ".join(filter(None, (mark_of(cell, column, words), legal(cell.text.words))))


def heading_mark(column: Column) -> str:
    """The symbol of the outcome that a column counts."""
    return SYMBOLS[column.outcome][0] if column.outcome else ""


def headed(column: Column) -> str:
    """The title of a column behind the symbol of the outcome that it counts."""
    return " ".join(filter(None, (heading_mark(column), legal(column.title))))


def references(refs: tuple[str, ...]) -> str:
    """What something rests on, in one line."""
    return legal(", ".join(refs))


def to_fill_in(cells: Sequence[str]) -> bool:
    """Whether a row asks for something to be written: its first cell says what, the others are empty."""
    return len(cells) > 1 and bool(cells[0]) and not any(cells[1:])


def sealed(package: bytes, document: Document) -> bytes:
    """The package with the properties of the document and nothing of the machine, program or moment in it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = _CORE.format(
        title=escape(legal(document.title)), language=LOCALES[document.language], day=document.as_of.isoformat()
    )
    parts["docProps/core.xml"] = core.encode()
    if "docProps/app.xml" in parts:
        parts["docProps/app.xml"] = _PROPERTIES.encode()
    day = max((1980, 1, 1), document.as_of.timetuple()[:3])
    sealed = io.BytesIO()
    with zipfile.ZipFile(sealed, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, (*day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name], compresslevel=6)
    return sealed.getvalue()
