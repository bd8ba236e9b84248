"""The risk summary in Markdown, for Git and for pasting: what was written is seen, and none of it acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import count, repeat
from typing import assert_never

from checker.assessment.findings import Outcome
from checker.report import gfm
from checker.report.screen import SYMBOLS
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
    Part,
    Section,
    Table,
    Text,
)
from checker.summary.shares import percent_of
from checker.truth import Interval

_BEGINS = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
"""What begins a list, a rule or a heading at the beginning of a line."""


def render(document: Document) -> bytes:
    """The document in Markdown as GitHub and GitLab read it, in UTF-8."""
    blocks = [f"# {_text(document.title)}", _line(document.subtitle)]
    if document.redacted:
        blocks.append(f"**{_text(document.words['redacted'])}**")
    for part in Part:
        for section in document.sections:
            if section.part is part:
                blocks.append(f"## {_text(section.title)}")
                blocks += (written for block in section.blocks for written in _block(block, section, document.words))
    blocks += ["---", _line(document.foot)]
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def _block(block: Block, section: Section, words: dict[str, str]) -> Iterator[str]:
    """A block as blocks of Markdown."""
    match block:
        case Paragraph():
            yield f"**{_text(block.text.words)}**{_refs(block.text)}" if block.strong else _cited(block.text)
        case Bullets():
            yield _list(map(_cited, block.items), first=block.first if block.numbered else None)
        case Table():
            if not section.names(block):
                yield f"**{_text(block.title)}**"
            yield "\n".join(_table(block, words))
        case Card():
            yield f"### {_text(block.title.words)}{_refs(block.title)}"
            yield " · ".join((_outcome(block.outcome, words), words[block.severity.value], words[block.theme.value]))
            yield _list(f"**{_text(label)}:** {_text(said.words)}{_refs(said)}" for label, said in block.lines)
        case Bars():
            yield f"**{_text(block.title)}**"
            yield _list(f"{_line(bar.label)}: {_percent(bar.low, bar.high)}" for bar in block.bars)
            yield "; ".join(f"{_line(limit.name)}: {_percent(limit.at, limit.at)}" for limit in block.thresholds)
        case _:
            assert_never(block)


def _table(table: Table, words: dict[str, str]) -> Iterator[str]:
    yield _row(_title(column, words) if table.head else "" for column in table.columns)
    yield _row("--:" if column.align is Align.right else "---" for column in table.columns)
    for row in table.rows:
        cells = [_cell(cell, column, words) for cell, column in zip(row, table.columns, strict=True)]
        if not table.head and cells[0]:
            cells[0] = f"**{cells[0]}**"
        yield _row(cells)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _title(column: Column, words: dict[str, str]) -> str:
    return _outcome(column.outcome, words) if column.outcome else _text(column.title)


def _cell(cell: Cell, column: Column, words: dict[str, str]) -> str:
    said = _text(cell.text.words) + _refs(cell.text)
    if cell.outcome is None:
        return said
    if column.outcome is not None:
        return f"{SYMBOLS[cell.outcome][0]} {said}"
    marked = _outcome(cell.outcome, words)
    return marked if cell.text == Text(words[cell.outcome.value]) else f"{marked} {said}"


def _outcome(outcome: Outcome, words: dict[str, str]) -> str:
    return f"{SYMBOLS[outcome][0]} {words[outcome.value]}"


def _list(items: Iterable[str], *, first: int | None = None) -> str:
    marks = (f"{number}." for number in count(first)) if first is not None else repeat("-")
    return "\n".join(f"{mark} {item}".rstrip() for mark, item in zip(marks, items, strict=False))


def _percent(low: Fraction, high: Fraction) -> str:
    return _text(percent_of(Interval(low, high)))


def _cited(text: Text) -> str:
    """A text at the beginning of a line, and in brackets what it rests on."""
    return _line(text.words) + _refs(text)


def _refs(text: Text) -> str:
    return f" {_text('[' + ', '.join(text.refs) + ']')}" if text.refs else ""


def _line(words: str) -> str:
    """Text at the beginning of a line."""
    return _BEGINS.sub(r"\1\\", _text(words))


def _text(words: str) -> str:
    return gfm.text(words, len(words))
