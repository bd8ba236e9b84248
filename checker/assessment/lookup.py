"""Finds the facts of a deal: own, over links, over lists, inferred."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from checker.facts import Dossier, Fact, Thing
from checker.grades import Reason
from checker.profile.entities import ENTITIES
from checker.profile.kinds import Many
from checker.profile.vocabulary import facts_of
from checker.rulebook.book import Rulebook
from checker.rulebook.routes import Route
from checker.truth import Admissible, Members, settled

_ORDER = list(Reason)


class Lookup:
    """The facts of one deal, as far as they are stated or inferred."""

    def __init__(self, dossier: Dossier, book: Rulebook) -> None:
        self.dossier, self.book = dossier, book
        self.things = {kind: (*dossier.things.get(kind, ()), *self._phantoms(kind)) for kind in ENTITIES}
        self.inferred: dict[tuple[str, str], Fact] = {}
        self._by_id = {thing.id: thing for things in self.things.values() for thing in things}
        self._cache: dict[tuple[str, str, str], Fact] = {}

    def _phantoms(self, kind: str) -> tuple[Thing, ...]:
        if kind in self.dossier.things and kind not in self.dossier.open_lists:
            return ()
        return (stand_in(kind),)

    def subjects(self, kind: str) -> tuple[Thing, ...]:
        """The entities of a type, and one stand-in for those nobody named if there may be some."""
        return self.things[kind]

    def listed(self, kind: str) -> tuple[tuple[Thing, ...], Fact | None]:
        """The known entities of a type, and the open list if there may be more."""
        things = tuple(thing for thing in self.things[kind] if not thing.phantom)
        why = self.dossier.open_lists.get(kind)
        more = why is not None or len(things) < len(self.things[kind])
        return things, self.open_list(kind, why) if more else None

    def open_list(self, kind: str, why: str | None = None) -> Fact:
        """The fact that a list may have members nobody named."""
        more = (Members(frozenset(), more=True),)
        plural, deal = ENTITIES[kind].plural, self.dossier.deal
        return Fact(
            plural, deal.id, more, more, more, more, line=deal.line, column=deal.column, why=why, is_list=why is None
        )

    def get(self, thing: Thing, path: str) -> Fact:
        """The fact that ``path`` names for ``thing``."""
        key = (thing.type, thing.id, path)
        found = self._cache.get(key)
        if found is None:
            found = self._find(thing, self.book.routes.find(path, thing.type))
            self._cache[key] = found
        return found

    def _find(self, thing: Thing, route: Route) -> Fact:
        if route.start == "list":
            return self._union(route)
        start = thing if route.start == "subject" else self.dossier.deal
        return self._follow(start, route)

    def _follow(self, thing: Thing, route: Route) -> Fact:
        """The fact at the end of the links. What is reached over a planned or weak link is no better than the link."""
        links: list[Fact] = []
        kind = route.kind.of if route.start == "list" and isinstance(route.kind, Many) else route.kind
        domain = kind.domain
        start = thing
        for hop in route.hops:
            link = self._own(thing, hop)
            links.append(link)
            if not settled(link.plan):
                return Fact(
                    route.key, thing.id, domain, domain, domain, domain, None, link.reason, (), link.line, link.column,
                    link.why, (link,), link.is_list,
                )  # fmt: skip
            thing = self._by_id[str(link.plan[0])]
        end = self._own(thing, route.field)
        if not links:
            return end
        firm = end.firm if all(settled(link.firm) for link in links) else domain
        return combined(route.key, start, [end, *links], end.lean, end.plan, firm, domain)

    def _own(self, thing: Thing, field: str) -> Fact:
        path = f"{thing.type}.{field}"
        fact = thing.facts.get(field) or self.inferred.get((thing.id, path))
        if fact is not None:
            return fact
        if thing.phantom:
            return _stand_in_facts(thing.type)[field]
        domain = facts_of(thing.type)[field].domain
        return Fact(path, thing.id, domain, domain, domain, domain, line=thing.line, column=thing.column)

    def _union(self, route: Route) -> Fact:
        things, rest = self.listed(route.type)
        facts = [self._follow(thing, route) for thing in things]
        views = []
        for level in ("lean", "plan", "firm"):
            known: set[object] = set()
            more = rest is not None
            for fact in facts:
                value = getattr(fact, level)
                if settled(value) and not isinstance(value[0], Members):
                    known.add(value[0])
                elif len(value) == 1 and isinstance(value[0], Members):
                    known |= value[0].known
                    more = more or value[0].more
                else:
                    more = True
            views.append((Members(frozenset(known), more),))
        parts = [*facts, *([rest] if rest else [])]
        lean, plan, firm = views
        return combined(route.path, self.dossier.deal, parts, lean, plan, firm, route.kind.domain)


@cache
def stand_in(kind: str) -> Thing:
    """Stands for the entities of a type that nobody named; the same in every deal, so that it is judged once."""
    return Thing(kind, ENTITIES[kind].plural, {}, phantom=True)


@cache
def _stand_in_facts(kind: str) -> Mapping[str, Fact]:
    """The facts of a stand-in: nothing is known of them, and their path is the list that was never asked for."""
    plural = ENTITIES[kind].plural
    domains = {field: of.domain for field, of in facts_of(kind).items()}
    return {
        field: Fact(plural, plural, domain, domain, domain, domain, is_list=True, everywhere=True)
        for field, domain in domains.items()
    }


def combined(
    path: str,
    owner: Thing,
    parts: list[Fact],
    lean: Admissible,
    plan: Admissible,
    firm: Admissible,
    domain: Admissible,
) -> Fact:
    """A fact drawn from others: the weakest of their grades, all of their evidence, the first of their reasons."""
    grades = [part.grade for part in parts if part.grade is not None]
    still_open = [part for part in parts if not settled(part.firm)]
    only_lists = bool(still_open) and all(part.is_list for part in still_open)
    first = next((part for part in parts if part.stated), parts[0] if parts else None)
    unexplained = Reason.fact_missing if firm == domain else Reason.range_straddles_limit
    return Fact(
        path,
        owner.id,
        lean,
        plan,
        firm,
        domain,
        max(grades, key=lambda grade: grade.rank) if grades else None,
        min((part.reason for part in still_open), key=_ORDER.index, default=unexplained),
        tuple(sorted({reference for part in parts for reference in part.evidence})),
        first.line if first else owner.line,
        first.column if first else owner.column,
        next((part.why for part in still_open if part.why), None),
        tuple(parts),
        only_lists,
        bool(parts) and all(part.everywhere for part in parts),
    )
