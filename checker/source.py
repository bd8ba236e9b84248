"""Strict YAML in which every node knows its file, line and column.

Files come from strangers. Accepted: one UTF-8 document of mappings, sequences and scalars. Refused: tags,
anchors and aliases, duplicate keys, the words that other YAML readers turn into true or false (``NO``, ``on``,
``yes``; as values, not as keys), control characters, numbers of absurd size, and documents beyond the limits below.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from checker.errors import Invalid, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
MAX_NODES = 100_000
MAX_TEXT = 20_000
MAX_DIGITS = 30
MAX_PROBLEMS = 1_000

Plain = str | int | Fraction | bool | None | list["Plain"] | dict[str, "Plain"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AROUND = {yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent}
"""Events that say where a document begins and ends."""
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+\Z|[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?[eE][-+]?[0-9]{1,2}\Z")
_LOOKS_NUMERIC = re.compile(r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|nan)\Z", re.I)
_AMBIGUOUS = frozenset(
    form
    for word in ("yes", "no", "on", "off", "y", "n", "true", "false", "null")
    for form in (word, word.capitalize(), word.upper())
) - {"true", "false", "null"}
_TOO_DEEP = "maximum nesting depth"
"""How a parser that has a limit of its own says that it is passed."""
_ESCAPE = re.compile(rb"\\[xuU\r\n]")
"""How a text in double quotes spells a letter by its number, or goes on in the next line."""
_BREAK = re.compile(r"\r\n|\r|\n")
_RETURN = re.compile("\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no text may hold: control characters, line ends that are none elsewhere, marks that turn the direction of
writing, byte order marks, halves of characters."""


@dataclass(frozen=True, slots=True)
class Node:
    """A scalar, sequence or mapping with the place it was written."""

    value: Any
    """A plain scalar, a tuple of nodes, or a dict from key to node."""
    line: int
    """Line, counted from 1."""
    column: int
    """Column, counted from 1."""
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For a mapping: line and column of each key."""

    def plain(self) -> Plain:
        """The value without places. Decimals are exact fractions."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        scalar: Plain = self.value
        return scalar

    @staticmethod
    def of(plain: Plain) -> Node:
        """A node for data that was written nowhere; every place is line 1."""
        if isinstance(plain, dict):
            return Node({key: Node.of(value) for key, value in plain.items()}, 1, 1)
        if isinstance(plain, list):
            return Node(tuple(Node.of(value) for value in plain), 1, 1)
        return Node(plain, 1, 1)

    def place(self, steps: tuple[str | int, ...], *, of_key: bool = False, near: str | None = None) -> tuple[int, int]:
        """Line and column of the node reached by ``steps``, or of the last ancestor that exists.

        With ``of_key`` the place of the last key itself. With ``near`` the first place at which that word stands, as
        a key or a value, in the node reached. Steps that name nothing are passed over.
        """
        node, place = self, (self.line, self.column)
        for step in steps:
            if isinstance(node.value, dict) and step in node.value:
                key = str(step)
                node, place = node.value[key], (node.value[key].line, node.value[key].column)
                if of_key:
                    place = self._key_place(steps, key) or place
            elif isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = (node.line, node.column)
        return (near and node._find(near)) or place

    def _find(self, word: str) -> tuple[int, int] | None:
        match self.value:
            case dict():
                below = (self.keys.get(key) if key == word else node._find(word) for key, node in self.value.items())
            case tuple():
                below = (node._find(word) for node in self.value)
            case value:
                return (self.line, self.column) if value == word else None
        return next((place for place in below if place), None)

    def _key_place(self, steps: tuple[str | int, ...], last: str) -> tuple[int, int] | None:
        node = self
        found = None
        for step in steps:
            if isinstance(node.value, dict) and step in node.value:
                found = node.keys.get(str(step)) if step == last else None
                node = node.value[str(step)]
            elif isinstance(node.value, tuple) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
        return found


def read(path: Path, shown: str | None = None) -> Node:
    """Read one file. Raises Invalid with every problem of form in it."""
    shown = shown or path.as_posix()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Invalid([_too_large(shown)])
        raw = path.read_bytes()
    except OSError as error:
        raise Invalid([Problem(shown, 1, 1, f"cannot be read ({error.strerror})", "Check the path.")]) from None
    return parse_bytes(raw, shown)


def parse_bytes(raw: bytes, shown: str) -> Node:
    """Parse UTF-8 bytes. Raises Invalid."""
    if len(raw) > MAX_BYTES:
        raise Invalid([_too_large(shown)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = _BREAK.split(error.object[: error.start].decode("utf-8"))
        problem = Problem(shown, len(lines), len(lines[-1]) + 1, "the text is not UTF-8", "Save the file as UTF-8.")
        raise Invalid([problem]) from None
    return parse(text, shown)


def parse(text: str, shown: str) -> Node:
    """Parse one document. Raises Invalid with every problem of form in it."""
    if len(text) > MAX_BYTES:
        raise Invalid([_too_large(shown)])
    reader = _Reader(text.removeprefix("\ufeff"), shown)
    node = None
    with contextlib.suppress(_Stop):
        node = reader.document()
    if reader.problems or node is None:
        raise Invalid(reader.problems)
    return node


def may_hold(raw: bytes, words: Iterable[bytes]) -> bool:
    """Whether a file may hold one of these words as a text or part of one, told without parsing it.

    A word is made of letters, digits and marks without space, quotes and backslash.
    """
    return any(word in raw for word in words) or _ESCAPE.search(raw) is not None


def _too_large(shown: str) -> Problem:
    return Problem(shown, 1, 1, f"the file is larger than {MAX_BYTES:,} bytes", "Split it.")


class _Reader:
    """Builds nodes from parser events and collects problems on the way."""

    def __init__(self, text: str, shown: str) -> None:
        self.text, self.shown, self.count = text, shown, 0
        self.problems: list[Problem] = []

    def problem(self, mark: Any, what: str, todo: str) -> None:
        self.problems.append(Problem(self.shown, mark.line + 1, mark.column + 1, what, todo))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def document(self) -> Node | None:
        loader = None
        try:
            self._controls()
            loader = _LOADER(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", self.text))
            events = self._events(loader)
            first = next(events, None)
            node = self._node(first, events, 0) if first is not None else None
            if node is None or (node.value is None and not self.problems):
                self.problem(_Mark(0, 0), "the file is empty", "Write something in it.")
            for event in events:
                self.problem(event.start_mark, "a second document starts here", "Keep one document in a file.")
                break
            return node
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None) or _Mark(0, 0)
            reason = getattr(error, "problem", None) or "it cannot be read"
            if _TOO_DEEP in reason:
                self._too_much(mark, f"nested deeper than {MAX_DEPTH} levels")
            else:
                self.problem(mark, f"this is not YAML: {reason}", "Check indentation, colons and quotes.")
        finally:
            if loader is not None:
                loader.dispose()
        return None

    def _too_much(self, mark: Any, what: str) -> None:
        self.problem(mark, what, "Make the file simpler.")

    def _controls(self) -> None:
        for number, line in enumerate(_BREAK.split(self.text)):
            for match in _CONTROL.finditer(line):
                self.problem(_Mark(number, match.start()), f"{_name(match[0])} is not allowed in a text", "Remove it.")

    @staticmethod
    def _events(loader: Any) -> Iterator[Any]:
        return (event for event in iter(loader.get_event, None) if type(event) not in _AROUND)

    def _node(self, event: Any, events: Iterator[Any], depth: int, *, key: bool = False) -> Node:
        mark = event.start_mark
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            what = f"nested deeper than {MAX_DEPTH} levels" if depth > MAX_DEPTH else f"more than {MAX_NODES:,} values"
            self._too_much(mark, what)
            raise _Stop
        kind = type(event)
        if kind is yaml.AliasEvent:
            self.problem(mark, "aliases are not allowed", "Write the value out.")
            return Node(None, mark.line + 1, mark.column + 1)
        if event.anchor is not None:
            self.problem(mark, "anchors are not allowed", "Remove the & name and write the value where it is used.")
        if event.tag is not None:
            self.problem(mark, f'the tag "{event.tag}" is not allowed', "Remove it.")
        if kind is yaml.ScalarEvent:
            value = event.value if key and event.value in _AMBIGUOUS else self._scalar(event)
            return Node(value, mark.line + 1, mark.column + 1)
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(item := next(events)) is not yaml.SequenceEndEvent:
                items.append(self._node(item, events, depth + 1))
            return Node(tuple(items), mark.line + 1, mark.column + 1)
        return self._mapping(mark, events, depth)

    def _mapping(self, mark: Any, events: Iterator[Any], depth: int) -> Node:
        found: dict[str, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        while type(event := next(events)) is not yaml.MappingEndEvent:
            before = len(self.problems)
            key = self._node(event, events, depth + 1, key=True)
            if not isinstance(key.value, str) and len(self.problems) == before:
                self.problem(event.start_mark, "a key must be a word", "Put it in quotes.")
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key.value, str):
                continue
            if key.value in found:
                first = keys[key.value]
                what = f'the key "{key.value}" stands here twice (first on line {first[0]})'
                self.problem(event.start_mark, what, "Keep one.")
            else:
                found[key.value] = value
                keys[key.value] = (key.line, key.column)
        return Node(found, mark.line + 1, mark.column + 1, keys)

    def _scalar(self, event: Any) -> Plain:
        text: str = event.value
        if len(text) > MAX_TEXT:
            self.problem(event.start_mark, f"a text longer than {MAX_TEXT:,} characters", "Shorten it.")
            return None
        control = None if text.isprintable() else _CONTROL.search(text) or _RETURN.search(text)
        if control:
            self.problem(event.start_mark, f"the text holds a control character ({_name(control[0])})", "Remove it.")
            return None
        if not event.implicit[0]:
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if text in _AMBIGUOUS:
            todo = f'Write "{text}" in quotes if the word is meant, or true or false.'
            self.problem(
                event.start_mark, f"the bare word {text} is read as true, false or nothing by other tools", todo
            )
            return None
        if _INTEGER.match(text) or _DECIMAL.match(text):
            if len(text) > MAX_DIGITS:
                self.problem(event.start_mark, f"a number of more than {MAX_DIGITS} digits", "Round it.")
                return None
            return int(text) if _INTEGER.match(text) else Fraction(text)
        if _LOOKS_NUMERIC.match(text):
            self.problem(
                event.start_mark,
                f"{text} could be a number or a text",
                "Write a plain decimal, or put it in quotes.",
            )
            return None
        return text


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")


class _Stop(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    column: int
