"""The risk summary as a Word document, for counsel to edit."""

from __future__ import annotations

from checker.errors import Misuse
from checker.paper.office import sealed
from checker.summary.document import Document


def render(document: Document) -> bytes:
    """The document as a Word file. Raises Misuse if the library that writes it is not installed."""
    try:
        import docx  # noqa: F401
    except ImportError:
        raise Misuse("A Word document needs python-docx: pip install 'deal-checker[report]'.") from None
    from checker.paper.word.body import written

    return sealed(written(document), document)
