"""Several deals seen as one: what each of them keeps, all of them together may not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from checker.derivations.over_list import OverList
from checker.errors import Misuse
from checker.facts import Dossier, Fact, Thing
from checker.grades import Grade
from checker.profile.entities import ENTITIES
from checker.profile.kinds import Link
from checker.profile.vocabulary import facts_of
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Theme
from checker.truth import ANYTHING, Admissible, settled

TOGETHER = "together"
"""Id of the deal that stands for all deals."""
SHARED = ("party", "facility")
"""Types of which one entity may take part in several deals: the same if it is named alike in the same country, and
perhaps the same if its name or its country is not known."""


def together(dossiers: Sequence[Dossier]) -> Dossier:
    """One deal that holds the entities of all: parties and plants named alike once, everything else side by side.

    A list that one deal never asked for stays open. So does one with a party or plant that has no name or country: it
    may be the same as in another deal. Of the deals themselves nothing is taken over. Raises Misuse if one has the
    id of all.
    """
    if any(dossier.id == TOGETHER for dossier in dossiers):
        raise Misuse(f'A deal has the id "{TOGETHER}", which stands for all deals here. Give it another.')
    ids = _ids(dossiers)
    name = ("all deals together",)
    named = Fact("deal.name", TOGETHER, name, name, name, ANYTHING, Grade.assumed)
    things: dict[str, tuple[Thing, ...]] = {"deal": (Thing("deal", TOGETHER, {"name": named}),)}
    open_lists: dict[str, str] = {}
    for kind in ENTITIES:
        if kind == "deal":
            continue
        if any(kind in dossier.things for dossier in dossiers):
            things[kind] = _known(kind, dossiers, ids)
            missing = [dossier.id for dossier in dossiers if kind not in dossier.things]
            if missing:
                open_lists[kind] = f"never asked for in {', '.join(missing)}"
        open_lists |= {k: why for dossier in dossiers for k, why in dossier.open_lists.items() if k == kind}
        doubtful = [f"{thing.id} of {dossier.id}" for dossier in dossiers for thing in _doubtful(kind, dossier)]
        if doubtful:
            open_lists[kind] = f"{', '.join(doubtful)}: without name or country, perhaps the same as in another deal"
    digest = hashlib.sha256("".join(dossier.digest for dossier in dossiers).encode()).hexdigest()
    return Dossier(TOGETHER, "", digest, things, open_lists)


def _known(kind: str, dossiers: Iterable[Dossier], ids: Mapping[tuple[str, str], str]) -> tuple[Thing, ...]:
    found: dict[str, Thing] = {}
    for dossier in dossiers:
        for thing in dossier.things.get(kind, ()):
            if (dossier.id, thing.id) not in ids:
                continue
            id = ids[dossier.id, thing.id]
            found.setdefault(id, _renamed(thing, id, dossier, ids))
    return tuple(found.values())


def _ids(dossiers: Iterable[Dossier]) -> dict[tuple[str, str], str]:
    """The id of each entity among all deals, by deal and id in it; those that cannot be told apart have none."""
    ids: dict[tuple[str, str], str] = {}
    named: dict[tuple[str, Admissible, Admissible], str] = {}
    for dossier in dossiers:
        for kind, things in dossier.things.items():
            doubtful = _doubtful(kind, dossier)
            for thing in things:
                if thing in doubtful:
                    continue
                own = f"{dossier.id}.{thing.id}"
                if kind in SHARED:
                    own = named.setdefault((kind, thing.facts["name"].plan, thing.facts["country"].plan), own)
                ids[dossier.id, thing.id] = own
    return ids


def _doubtful(kind: str, dossier: Dossier) -> list[Thing]:
    """The entities that may be the same as in another deal, for want of a name or a country."""
    if kind not in SHARED:
        return []
    return [
        thing
        for thing in dossier.things.get(kind, ())
        if not all(field in thing.facts and settled(thing.facts[field].plan) for field in ("name", "country"))
    ]


def _renamed(thing: Thing, id: str, dossier: Dossier, ids: Mapping[tuple[str, str], str]) -> Thing:
    kinds = facts_of(thing.type)
    doubtful = {other.id for kind in SHARED for other in _doubtful(kind, dossier)}

    def renamed(field: str, fact: Fact) -> Fact:
        if not isinstance(kinds.get(field), Link):
            return replace(fact, owner=id, line=1, column=1)
        views = (
            fact.domain
            if doubtful.intersection(map(str, view))
            else tuple(ids.get((dossier.id, str(value)), value) for value in view)
            for view in (fact.lean, fact.plan, fact.firm)
        )
        lean, plan, firm = views
        return replace(fact, owner=id, lean=lean, plan=plan, firm=firm, line=1, column=1)

    facts = {field: renamed(field, fact) for field, fact in thing.facts.items()}
    return replace(thing, id=id, facts=facts, line=1, column=1)


def across(book: Rulebook) -> Rulebook:
    """The rules that can say more of several deals than of each: those on concentration that count over lists."""
    shared = {
        item.fact for item in book.derivations if item.for_each in SHARED and isinstance(item.derive.how, OverList)
    }
    rules = [rule for rule in book.rules if rule.theme is Theme.concentration and shared.intersection(rule.reads())]
    return replace(book, rules=tuple(rules))
