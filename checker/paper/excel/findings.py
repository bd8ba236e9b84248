"""All findings in one table: those told in full and those of the annexes, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.paper.excel.sheets import REFERENCES
from checker.paper.office import references
from checker.summary.document import Card, Cell, Column, Document, Section, Table, Text

KEYS = ("outcome", "severity", "rule", "subject", "said")
"""Columns of the table of a theme, by the key of their title."""
WIDTHS = (2, 2, 1, 5, 2, 6)
TO_FILL_IN = ("owner", "due")
"""Columns that every finding has, to be filled in."""
PRINTED = "I"
"""The last column that is printed; what a finding told in full says besides would make the letters too small."""


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]
    more: dict[str, Text] = field(default_factory=dict)
    """What a finding told in full says besides, by label."""

    def is_about(self, card: Card) -> bool:
        """Whether it is the finding of a card."""
        _, _, _, rule, subject, _ = self.cells
        return f"rule {card.rule}" in rule.text.refs and subject.text.words == card.subject


def findings(document: Document) -> Table | None:
    """The table, findings told in full first; None if the document has no finding."""
    words = document.words
    rest = [row for section in document.sections for row in _annex(section, document)]
    rows = []
    for section in document.sections:
        for card in section.blocks:
            if isinstance(card, Card):
                annex = next((row for row in rest if row.is_about(card)), None)
                if annex is not None:
                    rest.remove(annex)
                rows.append(_Row(annex.cells if annex is not None else _own(card, document), _more(card)))
    rows += rest
    if not rows:
        return None
    fields = [words[key] for key in TO_FILL_IN]
    labels = list(dict.fromkeys([*fields, *(label for row in rows for label in row.more)]))
    titles = (words[key] for key in ("theme", *KEYS))
    columns = [Column(title, width=width) for title, width in zip(titles, WIDTHS, strict=True)]
    columns += [REFERENCES, *(Column(label, width=1 if label in fields else 5) for label in labels)]
    return Table("findings", words["findings"], tuple(columns), tuple(_line(row, labels) for row in rows))


def _line(row: _Row, labels: list[str]) -> tuple[Cell, ...]:
    texts = [row.more.get(label, Text("")) for label in labels]
    refs = dict.fromkeys(ref for text in (*(cell.text for cell in row.cells), *texts) for ref in text.refs)
    cells = [Cell(Text(cell.text.words), cell.outcome) for cell in row.cells]
    return *cells, Cell(Text(references(tuple(refs)))), *(Cell(Text(text.words)) for text in texts)


def _annex(section: Section, document: Document) -> Iterator[_Row]:
    for block in section.blocks:
        if section.theme is not None and isinstance(block, Table):
            titles = [column.title for column in block.columns]
            if all(document.words[key] in titles for key in KEYS):
                places = [titles.index(document.words[key]) for key in KEYS]
                theme = Cell(Text(document.words[section.theme.value]))
                yield from (_Row((theme, *(row[place] for place in places))) for row in block.rows)


def _own(card: Card, document: Document) -> tuple[Cell, ...]:
    words = document.words
    return (
        Cell(Text(words[card.theme.value])),
        Cell(Text(words[card.outcome.value]), card.outcome),
        Cell(Text(words[card.severity.value])),
        Cell(card.title),
        Cell(Text(card.subject)),
        Cell(card.lines[0][1] if card.lines else Text("")),
    )


def _more(card: Card) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for label, text in card.lines:
        before = found.get(label)
        found[label] = text if before is None else Text(f"{before.words}\n{text.words}", (*before.refs, *text.refs))
    return found
