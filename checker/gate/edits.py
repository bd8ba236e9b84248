"""The differences between two profiles of one deal, each of which can be carried over alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from checker.assessment import wording
from checker.facts import Dossier, Fact, Thing
from checker.gate import reach
from checker.gate.compare import About, Cause
from checker.profile.entities import ENTITIES
from checker.profile.kinds import Link
from checker.profile.vocabulary import facts_of
from checker.truth import settled

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True, eq=False)
class FactEdit:
    """One difference between two profiles."""

    cause: Cause
    touches: frozenset[str]
    """What it can move, in the words of a reach."""
    kind: str
    """Entity type."""
    id: str | None = None
    """The entity; None if it is about the whole list."""
    field: str | None = None
    """The fact; None if the entity comes or goes."""

    def carried(self, base: Dossier, other: Dossier) -> Dossier | None:
        """``base`` with this one thing as it is in ``other``; None if a link would then lead nowhere."""
        things, open_lists = dict(base.things), dict(base.open_lists)
        if self.id is None:
            if self.kind in other.things:
                things.setdefault(self.kind, other.things[self.kind])
            else:
                things.pop(self.kind, None)
            open_lists.pop(self.kind, None)
            if self.kind in other.open_lists:
                open_lists[self.kind] = other.open_lists[self.kind]
        elif self.field is None:
            kept = [thing for thing in base.things[self.kind] if thing.id != self.id]
            things[self.kind] = (*kept, *(thing for thing in other.things[self.kind] if thing.id == self.id))
        else:
            there = next(thing for thing in other.things[self.kind] if thing.id == self.id)
            things[self.kind] = tuple(
                _with(thing, self.field, there.facts.get(self.field)) if thing.id == self.id else thing
                for thing in base.things[self.kind]
            )
        mixed = replace(base, things=things, open_lists=open_lists)
        return None if _dangles(mixed) else mixed


def _with(thing: Thing, field: str, fact: Fact | None) -> Thing:
    facts = {name: known for name, known in thing.facts.items() if name != field}
    return replace(thing, facts=facts if fact is None else {**facts, field: fact})


def _dangles(dossier: Dossier) -> bool:
    ids = {(kind, thing.id) for kind, things in dossier.things.items() for thing in things}
    return any(
        (link.to, str(fact.plan[0])) not in ids
        for kind, things in dossier.things.items()
        for field, link in facts_of(kind).items()
        if isinstance(link, Link)
        for thing in things
        if (fact := thing.facts.get(field)) is not None and settled(fact.plan)
    )


def of_profiles(before: Dossier, after: Dossier) -> Iterator[FactEdit]:
    """Every difference that may move an outcome: what is stated, how well, and which entities and lists there are."""
    for kind, model in ENTITIES.items():
        lists = [side.things.get(kind) for side in (before, after)]
        was, now = ({thing.id: thing for thing in things or ()} for things in lists)
        if lists[0] is not None and lists[1] is not None:
            for id in sorted(was.keys() | now.keys()):
                if id in was and id in now:
                    yield from _facts(kind, was[id], now[id])
                else:
                    yield _entity(kind, id, there_now=id in now)
        states = [_listed(side, kind) for side in (before, after)]
        asked = (lists[0] is None) is not (lists[1] is None)
        if asked or (kind in before.open_lists) is not (kind in after.open_lists):
            words = f"{model.plural}: {' → '.join(states)}"
            subjects = [model.plural, *(was.keys() | now.keys() if asked else ())]
            touches = {reach.of_list(kind), *(reach.of_subject(kind, id) for id in subjects)}
            if asked:
                touches |= {reach.of_fact(kind, field) for field in facts_of(kind)}
            yield FactEdit(Cause(About.entities, model.plural, None, None, words), frozenset(touches), kind)


def _listed(side: Dossier, kind: str) -> str:
    if kind not in side.things:
        return "never asked for"
    known = ", ".join(thing.id for thing in side.things[kind])
    if kind in side.open_lists:
        why = side.open_lists[kind]
        return f"{known}, perhaps others ({why})" if known else f"not known ({why})"
    return known or "none"


def _entity(kind: str, id: str, *, there_now: bool) -> FactEdit:
    words = f"{kind.replace('_', ' ')} {id} is {'new' if there_now else 'gone'}"
    touches = frozenset({reach.of_list(kind), reach.of_subject(kind, id)})
    return FactEdit(Cause(About.entity, id, None, None, words), touches, kind, id)


def _facts(kind: str, was: Thing, now: Thing) -> Iterator[FactEdit]:
    for field in sorted(was.facts.keys() | now.facts.keys()):
        before, after = was.facts.get(field), now.facts.get(field)
        if _view(before) != _view(after):
            path = f"{kind}.{field}"
            words = f"{path} of {was.id}: {_between(before, after)}"
            touches = frozenset({reach.of_fact(kind, field)})
            yield FactEdit(Cause(About.fact, path, was.id, None, words), touches, kind, was.id, field)


def _view(fact: Fact | None) -> object:
    """What counts of a fact; None if nothing is stated."""
    return None if fact is None or not fact.stated else (fact.lean, fact.plan, fact.firm, fact.grade)


def _between(before: Fact | None, after: Fact | None) -> str:
    was, now = cited(before), cited(after)
    if was == now:
        return f"{said(before)} → {said(after)}{now}"
    return f"{said(before)}{was} → {said(after)}{now}"


def said(fact: Fact | None) -> str:
    """What is stated of a fact, with the reason if nothing is."""
    if fact is None:
        return NOT_STATED
    words = wording.shown(fact)
    return f"{words} ({fact.why})" if fact.why and words == NOT_STATED else words


def cited(fact: Fact | None) -> str:
    """The statements behind a fact and their grade, in brackets; empty if nothing is stated."""
    if fact is None or fact.grade is None:
        return ""
    return f" [{', '.join(fact.evidence)}, {fact.grade.value}]"
