"""Tables and finding cards of a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from docx.document import Document as Word
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Cm, Length
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from checker.assessment.findings import Outcome
from checker.paper.office import FILLS, headed, legal, marked, shown, to_fill_in
from checker.paper.word.frame import room
from checker.paper.word.text import say, write
from checker.paper.word.widths import widths
from checker.summary.document import Align, Card, Cell, Column, Table, Text

SHORT = 900
"""Characters up to which a row stays on one page."""
SMALL = 1200
"""Characters up to which a table, or rows about the same, stay on one page."""
FIELD, SIGNED = Cm(0.7), Cm(1.1)
"""Height of a row in which somebody writes a name or a day, and of one in which somebody signs."""
LABELS = Cm(3.2)
"""Width of the labels of a finding."""
HEADED, LABELLED = "0620", "0680"
"""Which parts of the table style apply: the first row, or the first column; never bands."""


def table(word: Word, block: Table, words: Mapping[str, str]) -> None:
    """A table whose head is repeated on each page, or whose rows are each headed by their first cell."""
    titles = [headed(column) for column in block.columns] if block.head else []
    texts = [
        [shown(cell, column, words) for cell, column in zip(row, block.columns, strict=True)] for row in block.rows
    ]
    drawn = _drawn(word, block.title, widths(block.columns, [titles, *texts], room(word)), head=block.head)
    if titles:
        head, cells = _row(drawn, titles)
        _flag(head, "w:tblHeader")
        for cell, title, column in zip(cells, titles, block.columns, strict=True):
            write(cell.paragraphs[0], title)
            _stand(cell, column, column.outcome)
    for row, said in zip(block.rows, texts, strict=True):
        _, cells = _row(drawn, said)
        for place, item, text, column in zip(cells, row, said, block.columns, strict=True):
            write(place.paragraphs[0], text, item.text.refs, item.text.language)
            _stand(place, column, item.outcome)
    if block.head and len(block.columns) > 1:
        _join(drawn._tbl.tr_lst[1:], [row[0] for row in block.rows])
    if sum(len(text) for said in texts for text in said) <= SMALL:
        _together(drawn)
    word.add_paragraph(style="Gap")


def card(word: Word, block: Card, words: Mapping[str, str]) -> None:
    """A finding: a heading, and a table of label and text that keeps together."""
    say(word, block.title, "Heading 2")
    drawn = _drawn(word, block.title.words, [LABELS, Length(room(word) - LABELS)], head=False)
    rank = f"{words['severity']}: {words[block.severity.value]}. {words['theme']}: {words[block.theme.value]}."
    lines = [(marked(block.outcome, words), Text(rank)), *((legal(label), text) for label, text in block.lines)]
    for label, text in lines:
        said = legal(text.words)
        _, cells = _row(drawn, [label, said])
        write(cells[0].paragraphs[0], label)
        write(cells[1].paragraphs[0], said, text.refs, text.language)
    _shade(drawn.rows[0].cells[0], block.outcome)
    _together(drawn)
    word.add_paragraph(style="Gap")


def _drawn(word: Word, title: str, sizes: Sequence[Length], *, head: bool) -> WordTable:
    drawn: WordTable = word.add_table(0, len(sizes), "Summary Table")
    drawn.autofit = False
    drawn.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, size in zip(drawn.columns, sizes, strict=True):
        column.width = size
    properties = drawn._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    for name, value in (("w:tblLook", HEADED if head else LABELLED), ("w:tblCaption", legal(title))):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)
    return drawn


def _row(drawn: WordTable, texts: Sequence[str]) -> tuple[_Row, list[_Cell]]:
    """A new row, which is kept on one page if short and has room to write if it is to be filled in."""
    row: _Row = drawn.add_row()  # type: ignore[no-untyped-call]
    if sum(map(len, texts)) <= SHORT:
        _flag(row, "w:cantSplit")
    if to_fill_in(texts):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, FIELD if len(texts) == 2 else SIGNED
    cells = list(row.cells)
    for cell in cells:
        cell.paragraphs[0]._p.style = "TableText"
    return row, cells


def _join(rows: Sequence[CT_Row], subjects: Sequence[Cell]) -> None:
    """Join the first cells of rows that are about the same, if they are short enough to keep together."""
    for subject, group in groupby(zip(rows, subjects, strict=True), key=lambda pair: pair[1]):
        first, *others = [row for row, _ in group]
        letters = sum(len(text) for row in (first, *others) for text in row.xpath(".//w:t/text()"))
        if others and subject.text.words and subject.outcome is None and letters <= SMALL:
            first.tc_lst[0].vMerge = "restart"
            for row in others:
                row.tc_lst[0].vMerge = "continue"
                for run in row.tc_lst[0].xpath(".//w:r"):
                    run.getparent().remove(run)
            for row in (first, *others[:-1]):
                _keep(row)


def _together(drawn: WordTable) -> None:
    """Keep a table on one page."""
    for row in drawn._tbl.tr_lst[:-1]:
        _keep(row)


def _keep(row: CT_Row) -> None:
    """Keep a row on the page of the next."""
    for paragraph in row.xpath(".//w:p"):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _stand(cell: _Cell, column: Column, outcome: Outcome | None) -> None:
    if column.align is Align.right:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if outcome is not None:
        _shade(cell, outcome)


def _shade(cell: _Cell, outcome: Outcome) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", FILLS[outcome])):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
