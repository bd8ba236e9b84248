"""Words of a Word document, with what they rest on small and grey behind them."""

from __future__ import annotations

from docx.document import Document as Word

from checker.paper.office import LOCALES, legal, references
from checker.paper.word.elements import Xml, made, paragraph, run, styled
from checker.summary.document import Bullets, Text

NUMBERED = 2
"""The numbered kind of list in ``parts/numbering.xml``."""


def runs(text: Text, mark: str = "") -> list[Xml]:
    """The mark of an outcome, its symbol in a font that has it, then words, then references."""
    symbol = mark[:1]
    rest = mark[1:] + " " * bool(mark and text.words)
    found = [styled(symbol, "OutcomeSymbol")] if symbol else []
    if rest:
        found.append(run(rest))
    if text.words:
        found.append(run(legal(text.words), *([made("lang", val=LOCALES[text.language])] if text.language else [])))
    if text.refs:
        found.append(styled(f" [{references(text.refs)}]", "Reference"))
    return found


def say(text: Text, style: str, *looks: Xml) -> Xml:
    """A paragraph in a style."""
    return paragraph(style, *runs(text), looks=looks)


def bullets(word: Word, block: Bullets) -> list[Xml]:
    """A list; a numbered one begins with its own number."""
    if not block.numbered:
        return [say(item, "ListBullet") for item in block.items]
    number = word.part.numbering_part.element.add_num(NUMBERED)
    number.add_lvlOverride(0).add_startOverride(block.first)
    return [say(item, "ListNumber", made("numPr", made("numId", val=number.numId))) for item in block.items]
