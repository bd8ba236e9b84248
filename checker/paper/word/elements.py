"""Elements of WordprocessingML in XML: to have python-docx find the place of each would take ten times as long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

Xml = NewType("Xml", str)
"""Elements. Whatever is not one itself is escaped on its way in."""
_BREAKS = {"\n": "br", "\t": "tab"}
_BREAK = re.compile("([\n\t])")


def made(name: str, *children: Xml, **values: object) -> Xml:
    """An element with attributes and children, in the order that the schema of Word wants."""
    said = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in values.items())
    return Xml(f"<w:{name}{said}>{''.join(children)}</w:{name}>")


def run(words: str, *looks: Xml) -> Xml:
    """Words that look alike."""
    return made("r", *([made("rPr", *looks)] if looks else []), *_pieces(words))


def styled(words: str, style: str) -> Xml:
    """Words in a style of their own."""
    return run(words, made("rStyle", val=style))


def paragraph(style: str, *runs: Xml, looks: Iterable[Xml] = ()) -> Xml:
    """A paragraph in a style, and what sets it apart from others in that style."""
    return made("p", made("pPr", made("pStyle", val=style), *looks), *runs)


def _pieces(words: str) -> Iterator[Xml]:
    for piece in _BREAK.split(words):
        if piece in _BREAKS:
            yield made(_BREAKS[piece])
        elif piece:
            yield Xml(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
