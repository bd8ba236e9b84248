"""How words and ids are spelled for the durable-rules engine.

The engine's own reading of values is not trusted: it takes ``"1"`` for ``1`` and ``true`` for ``1``, rounds numbers,
and reads them by the locale of the process (under a German one, 1.25 equals 1.5). So every value travels as one text
that says kind and value, and only equality of such texts is left to the engine. Everything said is plain ASCII.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from checker.inference.net import EngineError, Flag, Word

MAX_LENGTH = 60_000
"""Longest text, as the engine sees it: escaped. It takes any two beyond 65,535 for equal."""

SESSION = "s"
BOOT = f'{{"boot":1,"id":"boot","sid":"{SESSION}"}}'
_IDS_IN_USE = ("boot", f"sid-{SESSION}")


def fingerprint(name: str) -> int:
    """The hash by which the engine knows field names and ids: FNV-1a, 32 bit."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def refuse_collisions(names: Iterable[str]) -> None:
    """Raise unless the engine can tell all these apart."""
    known: dict[int, str] = {}
    for name in names:
        other = known.setdefault(fingerprint(name), name)
        if other != name:
            raise EngineError(f"the engine 'durable' cannot tell {name!r} from {other!r}; use the engine 'python'")


def spell(found: Word) -> str:
    """A word as text. Two texts are equal exactly if the words are.

    >>> spell(1), spell(1.0), spell("1"), spell(Flag.YES), spell(0.1)
    ('n1', 'n1', 't1', 'b1', 'n0.1')
    """
    match found:
        case Flag():
            return f"b{found.value:d}"
        case str():
            return f"t{found}"
        case int():
            return f"n{found:x}"
        case float():
            return f"n{int(found):x}" if found.is_integer() else f"n{found!r}"


def quote(found: Word, where: str) -> str:
    """A word as a JSON text, if the engine can tell it from every other."""
    text = json.dumps(spell(found))
    if len(text) > MAX_LENGTH:
        raise EngineError(
            f"{where}: a text of {len(text)} characters (escaped) is too long for the engine 'durable', "
            f"which can compare {MAX_LENGTH}; shorten it or use the engine 'python'"
        )
    if "\\ud" in text and any("\ud800" <= character <= "\udfff" for character in str(found)):
        raise EngineError(f"{where}: the text holds half a character (a lone surrogate); correct it at its source")
    return text


class Ids:
    """Ids for the facts of a run: their numbers, spelled so that the engine can tell them apart."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers: dict[str, int] = {}
        self._fingerprints = {fingerprint(name) for name in _IDS_IN_USE}

    def spell(self, number: int) -> str:
        """The id of a fact."""
        while len(self._ids) <= number:
            self._add(f"f{len(self._ids)}")
        return self._ids[number]

    def read(self, spelled: str) -> int:
        """The fact that has this id."""
        return self._numbers[spelled]

    def _add(self, spelled: str) -> None:
        mark = fingerprint(spelled)
        if mark in self._fingerprints:
            raise EngineError(f"the engine 'durable' cannot tell fact {spelled!r} from others; use the engine 'python'")
        self._fingerprints.add(mark)
        self._numbers[spelled] = len(self._ids)
        self._ids.append(spelled)
