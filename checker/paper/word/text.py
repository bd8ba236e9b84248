"""Words of a Word document, with what they rest on small and grey behind them."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from checker.paper.office import LOCALES, legal, references
from checker.report.screen import SYMBOLS
from checker.summary.document import Bullets, Text

NUMBERED = 2
"""The numbered kind of list in ``parts/numbering.xml``."""
_SYMBOLS = {symbol for symbol, _, _ in SYMBOLS.values()}


def write(paragraph: Paragraph, words: str, refs: tuple[str, ...] = (), language: str = "") -> None:
    """Write words and references into a paragraph; the symbol of an outcome in front in a font that has it."""
    symbol, _, rest = words.partition(" ")
    if symbol in _SYMBOLS:
        paragraph.add_run(symbol)._r.style = "OutcomeSymbol"
        words = f" {rest}"
    run = paragraph.add_run(words)._r
    if language:
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), LOCALES[language])
        run.get_or_add_rPr().append(spoken)
    if refs:
        paragraph.add_run(f" [{references(refs)}]")._r.style = "Reference"


def say(word: Word, text: Text, style: str) -> Paragraph:
    """A paragraph in a style."""
    paragraph = word.add_paragraph(style=style)
    write(paragraph, legal(text.words), text.refs, text.language)
    return paragraph


def bullets(word: Word, block: Bullets) -> None:
    """A list; a numbered one starts at 1."""
    if not block.numbered:
        _items(word, block.items, "List Bullet")
        return
    numbering = word.part.numbering_part.element
    number = numbering.add_num(NUMBERED)
    number.add_lvlOverride(0).add_startOverride(1)
    for paragraph in _items(word, block.items, "List Number"):
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number.numId


def _items(word: Word, items: Iterable[Text], style: str) -> list[Paragraph]:
    return [say(word, item, style) for item in items]
