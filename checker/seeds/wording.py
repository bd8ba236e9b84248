"""Tells a paraphrase from a copy."""

from __future__ import annotations

import re

RUN = 9
"""So many words in a row, the same as in the document, are a copy."""

_WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of nine words in a text, in lower case and without punctuation."""
    return frozenset(_runs(text))


def copied(text: str, document: frozenset[tuple[str, ...]]) -> str | None:
    """The first nine words in a row that a text shares with a document (given as its runs), or None."""
    return next((" ".join(run) for run in _runs(text) if run in document), None)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return [tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)]
