"""The risk summary as PDF, set by Typst: its template reads the document as data, its fonts come with the package.

Fonts of the machine are left aside, so that the same document gives the same bytes everywhere. Characters that the
package has no letter for, such as Chinese ones and emoji, are empty boxes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from importlib.resources import files
from typing import Any, assert_never

from checker.assessment.findings import Outcome
from checker.errors import Misuse
from checker.paper import charts
from checker.paper.columns import Need, divided, is_wide
from checker.report.screen import SYMBOLS, clean
from checker.summary.document import (
    Align,
    Bars,
    Block,
    Bullets,
    Card,
    Cell,
    Column,
    Document,
    Paragraph,
    Section,
    Table,
    Text,
)

UNSEEN = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
"""Characters that nobody sees. Left in, each would cling to the letter before it wherever that letter is copied."""
RUN = 24
"""Characters without a place to break after which one is made."""
WHOLE = 12
"""Lines up to which a row or a card is kept on one page."""
LETTER, SYMBOL, PADDING, LABELS = 1.5, 4.0, 3.0, 40.0
"""Width of a letter, of a symbol, of the margins of a cell and of the labels of a card, in mm."""
UPRIGHT, ACROSS = 170.0, 257.0
"""Width of what stands on a page, in mm."""


def render(document: Document) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1, or merely as a tagged PDF where a character has no letter.

    Raises Misuse if the library that sets it is not installed.
    """
    try:
        import typst
    except ImportError:
        raise Misuse("A PDF needs typst: pip install 'deal-checker[report]'.") from None
    compile: Callable[..., bytes] = typst.compile
    made = partial(
        compile,
        files("checker.paper").joinpath("templates/summary.typ").read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"document": json.dumps(_document(document))},
        timestamp=datetime.combine(document.as_of, time(), UTC),
    )
    try:
        return made(pdf_standards=["a-2a", "ua-1"])
    except typst.TypstError:
        return made()


def _document(document: Document) -> dict[str, Any]:
    return {
        "name": _clean(document.title),
        "title": _plain(document.title),
        "subtitle": _plain(document.subtitle),
        "running": _cut(_clean(document.title), 80),
        "mark": document.words["redacted"] if document.redacted else "",
        "across": is_wide(document),
        "language": document.language,
        "date": [document.as_of.year, document.as_of.month, document.as_of.day],
        "foot": _plain(document.foot),
        "sections": [
            _section(section, before, document)
            for section, before in zip(document.sections, (None, *document.sections), strict=False)
        ],
    }


def _section(section: Section, before: Section | None, document: Document) -> dict[str, Any]:
    """A section. Annexes begin a page, and so does what follows them."""
    turn = before is not None and section.part is not before.part
    blocks = [_block(block, section, document) for block in section.blocks]
    return {"title": _plain(section.title), "turn": turn, "blocks": blocks}


def _block(block: Block, section: Section, document: Document) -> dict[str, Any]:
    room = ACROSS if is_wide(document) else UPRIGHT
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": _text(block.text), "strong": block.strong}
        case Bullets():
            return {
                "kind": "bullets",
                "items": [_text(item) for item in block.items],
                "numbered": block.numbered,
                "first": block.first,
            }
        case Table():
            return _table(block, section, room)
        case Card():
            return _card(block, document, room - LABELS)
        case Bars():
            drawn = charts.svg(block)
            return {"kind": "bars", "svg": drawn, "alt": _clean(block.alt)}
        case _:
            assert_never(block)


def _table(table: Table, section: Section, room: float) -> dict[str, Any]:
    widths = _widths(table, room)
    columns = [
        {
            "title": _plain(column.title),
            "outcome": column.outcome.value if column.outcome else "",
            "symbol": _symbol(column.outcome),
            "right": column.align is Align.right,
            "width": width,
        }
        for column, width in zip(table.columns, widths, strict=True)
    ]
    rows = [
        {
            "cells": [_cell(cell) for cell in row],
            "blank": _blank(row),
            "whole": all(_lines(c.text, w * room / 100) <= WHOLE for c, w in zip(row, widths, strict=True)),
        }
        for row in table.rows
    ]
    caption = "" if section.names(table) else _plain(table.title)
    return {"kind": "table", "caption": caption, "columns": columns, "rows": rows, "head": table.head}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": _text(cell.text),
        "outcome": cell.outcome.value if cell.outcome else "",
        "symbol": _symbol(cell.outcome),
    }


def _card(card: Card, document: Document, room: float) -> dict[str, Any]:
    """A card. Its last line, if short, stays with the blanks to be filled in."""
    said = [(label, text) for label, text in card.lines if text.words]
    end = len(said) - sum(_lines(text, room) <= 2 for _, text in said[-1:])
    lines = [(_plain(label), _text(text)) for label, text in said]
    return {
        "kind": "card",
        "outcome": card.outcome.value,
        "symbol": _symbol(card.outcome),
        "word": document.words[card.outcome.value],
        "severity": document.words[card.severity.value],
        "theme": document.words[card.theme.value],
        "title": _text(card.title),
        "lines": lines[:end],
        "whole-lines": [_lines(text, room) <= WHOLE for _, text in said[:end]],
        "last": lines[end:],
        "blanks": [_plain(label) for label, text in card.lines if not text.words],
        "whole": sum(_lines(text, room) for text in (card.title, *(text for _, text in card.lines))) <= WHOLE,
    }


def _lines(text: Text, width: float) -> int:
    """About how many lines a text takes."""
    return 1 + int(_letters(text) * LETTER / width)


def _letters(text: Text) -> int:
    return sum(len(part) + 2 for part in (text.words, *text.refs)) - 2


def _widths(table: Table, room: float) -> list[float]:
    """Width of each column in percent of the page."""
    blank = any(map(_blank, table.rows))
    last = len(table.columns) - 1
    needs = [
        _need(column, [row[at] for row in table.rows], room if blank or (at == last and not table.head) else 0)
        for at, column in enumerate(table.columns)
    ]
    return [round(width / room * 100, 3) for width in divided(room, needs)]


def _blank(row: tuple[Cell, ...]) -> bool:
    """Whether a row is to be filled in."""
    return len(row) > 1 and not any(cell.text.words for cell in row[1:])


def _need(column: Column, cells: list[Cell], most: float) -> Need:
    """What a column needs, by its title and cells, and by the width that it may always have."""
    symbol = column.outcome is not None or any(cell.outcome for cell in cells)
    room = PADDING + SYMBOL * symbol
    runs = (run for text in (column.title, *(c.text.words for c in cells)) for run in re.split(r"[\s/-]+", text))
    longest = max(len(column.title), *(_letters(cell.text) for cell in cells), 0)
    least = max(min(RUN, len(run)) for run in runs) * LETTER + room
    return Need(column.width, least, max(most, longest * LETTER + room))


def _symbol(outcome: Outcome | None) -> str:
    return SYMBOLS[outcome][0] if outcome else ""


def _text(text: Text) -> dict[str, str]:
    refs = _plain(f"[{', '.join(text.refs)}]") if text.refs else ""
    return {"words": _plain(text.words), "language": text.language, "refs": refs}


def _plain(text: str) -> str:
    """Words as they are set, with a mark where a long one may be broken."""
    return re.sub(rf"[^\s/-]{{{RUN}}}(?=[^\s/-])", "\\g<0>\u200b", _clean(text))


def _clean(text: str) -> str:
    return " ".join(UNSEEN.sub("", clean(text)).split())


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
