"""Where a path leads: from a subject over links to a fact, its own or inferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from checker.errors import nearest
from checker.profile.kinds import Kind, Link, Many
from checker.profile.vocabulary import facts_of, plurals


@dataclass(frozen=True, slots=True)
class Route:
    """A path, taken apart."""

    path: str
    """The path as written."""
    start: Literal["subject", "deal", "list"]
    """Where it begins."""
    type: str
    """Entity type at which it begins."""
    hops: tuple[str, ...]
    """Link facts to follow, one after the other."""
    field: str
    """The fact at the end, below its entity type."""
    end: str
    """Entity type at the end."""
    kind: Kind
    """Kind of the fact at the end; for a list of entities, a list of it."""

    @property
    def key(self) -> str:
        """The fact at the end, with its entity type."""
        return f"{self.end}.{self.field}"


class NoRoute(Exception):
    """A path leads nowhere."""

    def __init__(self, what: str, wrong: str, known: Iterable[str]) -> None:
        super().__init__(what)
        self.what, self._wrong, self._known = what, wrong, tuple(known)

    @property
    def word(self) -> str | None:
        """The known word nearest to the wrong one."""
        return nearest(self._wrong, self._known)


class Routes:
    """Finds routes, given the kinds of the inferred facts by path."""

    def __init__(self, inferred: Mapping[str, Kind]) -> None:
        self._inferred = inferred
        self._found: dict[tuple[str, str], Route] = {}
        self._fields: dict[str, Mapping[str, Kind]] = {}

    def find(self, path: str, subject: str) -> Route:
        """The route of ``path`` for a subject of type ``subject``. Raises NoRoute."""
        key = (path, subject)
        if key not in self._found:
            self._found[key] = self._find(path, subject)
        return self._found[key]

    def fields(self, entity_type: str) -> Mapping[str, Kind]:
        """All facts of an entity type, own and inferred."""
        if entity_type not in self._fields:
            prefix, given = entity_type + ".", self._inferred.items()
            inferred = {path.removeprefix(prefix): kind for path, kind in given if path.startswith(prefix)}
            self._fields[entity_type] = {**facts_of(entity_type), **inferred}
        return self._fields[entity_type]

    def _find(self, path: str, subject: str) -> Route:
        root, _, rest = path.partition(".")
        if root == subject:
            start: Literal["subject", "deal", "list"] = "subject"
            current = root
        elif root == "deal":
            start, current = "deal", "deal"
        elif root in plurals():
            start, current = "list", plurals()[root]
        else:
            roots = [subject, "deal", *plurals()]
            raise NoRoute(f'"{path}" begins with neither {subject}, deal nor the name of a list', root, roots)
        hops: list[str] = []
        begin = current
        while True:
            fields = self.fields(current)
            if rest in fields:
                kind = Many(of=fields[rest]) if start == "list" else fields[rest]
                return Route(path, start, begin, tuple(hops), rest, current, kind)
            link = next((f for f, kind in fields.items() if isinstance(kind, Link) and rest.startswith(f + ".")), None)
            if link is None:
                raise NoRoute(f'"{rest}" is no fact of {current}', rest, fields)
            kind = fields[link]
            assert isinstance(kind, Link)
            hops.append(link)
            current, rest = kind.to, rest.removeprefix(link + ".")
