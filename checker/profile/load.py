"""From a profile file to the facts of a deal, with every mistake found on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel

from checker import source
from checker.errors import Invalid, Problem, nearest
from checker.facts import Dossier, Fact, Thing
from checker.grades import Grade, Reason
from checker.models import validate
from checker.profile.contradictions import contradictions
from checker.profile.entities import ENTITIES
from checker.profile.entity import Entity
from checker.profile.kinds import Kind, Link
from checker.profile.model import More, Profile
from checker.profile.stated import Form, Stated
from checker.profile.vocabulary import facts_of
from checker.source import Node
from checker.truth import Breakdown

Steps = tuple[str | int, ...]
Grades = Mapping[str, Grade]


def load(path: Path, grades: Grades, shown: str | None = None) -> Dossier:
    """Read one profile. ``grades`` gives the grade of every statement that may be cited.

    Raises Invalid with every problem of the file: form, unknown words, ids used twice, links and citations that
    lead nowhere, values without a citation.
    """
    shown = shown or path.as_posix()
    node = source.read(path, shown)
    return build(node, grades, shown, hashlib.sha256(path.read_bytes()).hexdigest())


def build(node: Node, grades: Grades, shown: str, digest: str) -> Dossier:
    """The facts of a parsed profile. Raises Invalid."""
    profile = validate(Profile, node, shown)
    problems = [
        *_ids(profile, node, shown),
        *_links(profile, node, shown),
        *_citations(profile, node, shown, grades),
        *contradictions(profile, node, shown),
    ]
    if problems:
        raise Invalid(problems)
    things: dict[str, tuple[Thing, ...]] = {}
    open_lists: dict[str, str] = {}
    for entity_type, model in ENTITIES.items():
        members = getattr(profile, model.plural)
        if members is None:
            continue
        listed = (members,) if entity_type == "deal" else members
        things[entity_type] = tuple(
            thing(entity_type, item, node, _steps(entity_type, number), grades)
            for number, item in enumerate(listed)
            if not isinstance(item, More)
        )
        for item in listed:
            if isinstance(item, More):
                open_lists[entity_type] = item.unknown
    return Dossier(profile.id, shown, digest, things, open_lists)


def thing(entity_type: str, entity: Entity, node: Node, steps: Steps, grades: Grades) -> Thing:
    """One entity with its facts. ``steps`` leads to it in ``node``."""
    line, column = node.place(steps)
    facts = {
        path: _fact(entity_type, entity, path, kind, stated, node.place((*steps, *path.split("."))), grades)
        for path, kind, stated in values(entity_type, entity)
    }
    return Thing(entity_type, entity.id, facts, line, column)


def values(entity_type: str, entity: Entity) -> Iterator[tuple[str, Kind, Stated]]:
    """Every fact that an entity states: its path below the type, its kind, what is stated."""
    for path, kind in facts_of(entity_type).items():
        value: object = entity
        for name in path.split("."):
            value = getattr(value, name) if isinstance(value, BaseModel) else None
        if isinstance(value, Stated):
            yield path, kind, value


def _fact(
    entity_type: str, entity: Entity, path: str, kind: Kind, stated: Stated, place: tuple[int, int], grades: Grades
) -> Fact:
    evidence = stated.evidence or entity.evidence
    name, domain = f"{entity_type}.{path}", kind.domain
    line, column = place
    if stated.form is Form.unknown:
        return Fact(name, entity.id, domain, domain, domain, domain, line=line, column=column, why=stated.why)
    grade = min((grades[reference] for reference in evidence), key=lambda g: g.rank)
    lean = stated.admissible
    planned = stated.form is Form.planned or grade is Grade.planned
    plan = domain if grade.decides_nothing else lean
    firm = domain if planned else plan
    if grade.decides_nothing:
        reason = Reason.evidence_too_weak
    elif planned:
        reason = Reason.planned_only
    elif stated.form is Form.conflict:
        reason = Reason.fact_conflict
    elif stated.form is Form.range or isinstance(lean[0], Breakdown):
        reason = Reason.range_straddles_limit
    else:
        reason = Reason.fact_missing
    if stated.form is Form.planned and not grade.decides_nothing:
        grade = max(grade, Grade.planned, key=lambda g: g.rank)
    return Fact(
        name, entity.id, lean, plan, firm, domain, grade, reason, tuple(sorted(evidence)), line, column, stated.why
    )


def _steps(entity_type: str, number: int) -> Steps:
    return ("deal",) if entity_type == "deal" else (ENTITIES[entity_type].plural, number)


def _entities(profile: Profile) -> Iterator[tuple[str, Entity, Steps]]:
    for entity_type, model in ENTITIES.items():
        members = getattr(profile, model.plural)
        for number, item in enumerate((members,) if entity_type == "deal" else members or ()):
            if not isinstance(item, More):
                yield entity_type, item, _steps(entity_type, number)


def _ids(profile: Profile, node: Node, shown: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for _, entity, steps in _entities(profile):
        line, column = node.place((*steps, "id"))
        if entity.id in seen:
            what = f'the id "{entity.id}" stands here twice (first on line {seen[entity.id]})'
            yield Problem(shown, line, column, what, "Give each entity its own id.")
        seen.setdefault(entity.id, line)


def _links(profile: Profile, node: Node, shown: str) -> Iterator[Problem]:
    ids: dict[str, set[str]] = {}
    for entity_type, entity, _ in _entities(profile):
        ids.setdefault(entity_type, set()).add(entity.id)
    for entity_type, entity, steps in _entities(profile):
        for path, kind, stated in values(entity_type, entity):
            if not isinstance(kind, Link):
                continue
            known = ids.get(kind.to, set())
            for target in stated.admissible:
                if target not in known:
                    line, column = node.place((*steps, *path.split(".")))
                    what = f'no {kind.to} has the id "{target}"'
                    todo = f"Add it under {ENTITIES[kind.to].plural}, or use an id that is there."
                    yield Problem(shown, line, column, what, todo, nearest(target, known))


def _citations(profile: Profile, node: Node, shown: str, grades: Grades) -> Iterator[Problem]:
    for entity_type, entity, steps in _entities(profile):
        yield from _dangling(entity.evidence, node, (*steps, "evidence"), shown, grades)
        uncited = []
        for path, _, stated in values(entity_type, entity):
            at = (*steps, *path.split("."))
            yield from _dangling(stated.evidence, node, (*at, "evidence"), shown, grades)
            if stated.form is not Form.unknown and not stated.evidence and not entity.evidence:
                uncited.append((path, node.place(at)))
        if uncited:
            names = ", ".join(path for path, _ in uncited)
            todo = 'Add evidence: ["sheet#statement"] there or to the entity; write [assumed] if there is no document.'
            yield Problem(shown, *uncited[0][1], f'nothing is cited for {names} of "{entity.id}"', todo)


def _dangling(evidence: tuple[str, ...], node: Node, steps: Steps, shown: str, grades: Grades) -> Iterator[Problem]:
    for number, reference in enumerate(evidence):
        if reference not in grades:
            line, column = node.place((*steps, number))
            what = f'no statement "{reference}" stands in the fact sheets'
            yield Problem(shown, line, column, what, "Cite a statement that is there.", nearest(reference, grades))
