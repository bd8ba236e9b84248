"""The risk summary as an Excel workbook, to filter, sort and assign."""

from __future__ import annotations

from checker.errors import Misuse
from checker.paper.office import sealed
from checker.summary.document import Document


def render(document: Document) -> bytes:
    """The document as an Excel file without formulas. Raises Misuse if the library that writes it is not installed."""
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        raise Misuse("An Excel workbook needs openpyxl: pip install 'deal-checker[report]'.") from None
    from checker.paper.excel.book import written

    return sealed(written(document), document)
