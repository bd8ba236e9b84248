"""Copies that leave the house: suppliers under pseudonyms, prices and people left out.

What is hidden follows OECD guidance on published due diligence reports: who supplies, at what price, and who said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from checker.assessment import wording
from checker.facts import Dossier, Fact, Thing
from checker.profile import words as vocabulary
from checker.profile.kinds import Amount
from checker.profile.vocabulary import facts_of
from checker.summary.document import Document

SUPPLYING = frozenset({"supplier", "miner"})
"""Roles of parties that supply."""
WITHHELD = "[withheld]"
"""Stands for a price or a person."""
_GENERIC = frozenset(word for role in vocabulary.ROLES for word in role.split("_")) | {"venture", "company"}
_FORMS = frozenset(
    {"ag", "and", "co", "corp", "corporation", "gmbh", "group", "holding", "inc", "international", "limited", "llc"}
    | {"ltd", "materials", "metals", "mining", "new", "plc", "sa", "sas", "se", "spa", "the", "trading"}
)
"""Words of company names that name nobody."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What must not be read in a copy."""

    names: Mapping[str, str]
    """Pseudonym by hidden text: names, their telling words, and ids of suppliers."""
    amounts: frozenset[str]
    """Prices, in every way in which they are written."""
    paths: Mapping[str, str]
    """What stands for each profile's path."""


def hidden(dossiers: Iterable[Dossier], people: Iterable[str] = ()) -> Hidden:
    """What is to be hidden of some deals. A supplier named alike in several has one pseudonym.

    ``people`` are names that stand outside of profiles, such as who approved a waiver.
    """
    dossiers = list(dossiers)
    suppliers = [(party, _name(party)) for dossier in dossiers for party in _suppliers(dossier)]
    numbers = {name: number for number, name in enumerate(sorted({name for _, name in suppliers}), 1)}
    names: dict[str, str] = dict.fromkeys(people, WITHHELD)
    for party, name in suppliers:
        pseudonym = f"Supplier {numbers[name]}"
        for told in (name, *_telling(name), *([party.id] if party.id not in _GENERIC else [])):
            names.setdefault(told, pseudonym)
    amounts = {form for dossier in dossiers for fact in _prices(dossier) for form in _written(fact)}
    paths = {dossier.path: "profile" if len(dossiers) == 1 else f"profile {n}" for n, dossier in enumerate(dossiers, 1)}
    return Hidden(names, frozenset(amounts), paths)


def _suppliers(dossier: Dossier) -> Iterator[Thing]:
    linked = {
        str(word)
        for s in dossier.things.get("supply", ())
        if "supplier" in s.facts
        for word in s.facts["supplier"].lean
    }
    for party in dossier.things.get("party", ()):
        roles = party.facts.get("roles")
        known = (
            {str(role) for value in roles.lean for role in getattr(value, "known", ())} if roles is not None else set()
        )
        if party.id in linked or known & SUPPLYING:
            yield party


def _name(party: Thing) -> str:
    fact = party.facts.get("name")
    return str(fact.lean[0]) if fact is not None and fact.stated and fact.lean else party.id


def _telling(name: str) -> list[str]:
    """The words of a name by which it is known for short."""
    found = re.findall(r"\w[\w&.-]{2,}", name)
    return [word for word in found if word.casefold().strip(".") not in _FORMS | _GENERIC and word[:1].isupper()][:1]


def _prices(dossier: Dossier) -> Iterator[Fact]:
    for kind, things in dossier.things.items():
        known = facts_of(kind)
        for thing in things:
            for path, fact in thing.facts.items():
                if isinstance(known[path], Amount) and known[path].unit == "EUR" and fact.stated:
                    yield fact


def _written(fact: Fact) -> Iterator[str]:
    for value in fact.lean:
        for end in (getattr(value, "low", value), getattr(value, "high", value)):
            if end is None:
                continue
            whole = int(end) if end == int(end) else float(end)  # type: ignore[arg-type]
            yield from (str(whole), f"{whole:,}", f"{whole:,}".replace(",", " "), f"{whole:,}".replace(",", "."))
    yield wording.words(fact.lean)


def redacted(document: Document, secret: Hidden) -> Document:
    """The same document with nothing hidden in it; statements of documents, which may name anybody, are left out."""
    sections = tuple(section for section in document.sections if section.id != "statements")
    subtitle = document.words["redaction"]
    names = sorted(secret.names, key=len, reverse=True)
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names), re.I) if names else None
    amounts = sorted(secret.amounts, key=len, reverse=True)
    priced = re.compile("|".join(rf"(?<![\w.,]){re.escape(a)}(?![\w%]|[.,]\d)" for a in amounts)) if amounts else None
    folded = {name.casefold(): pseudonym for name, pseudonym in secret.names.items()}

    def clean(text: str) -> str:
        for path, stand_in in secret.paths.items():
            text = text.replace(path, stand_in)
        if named is not None:
            text = named.sub(lambda match: folded[match[0].casefold()], text)
        return priced.sub(WITHHELD, text) if priced is not None else text

    done: Document = _mapped(replace(document, sections=sections, subtitle=subtitle, redacted=True), clean)
    return replace(done, words=document.words)


def _mapped(item: Any, clean: Any) -> Any:
    """Every text below, cleaned."""
    if type(item) is str:
        return clean(item)
    if isinstance(item, tuple):
        return tuple(_mapped(part, clean) for part in item)
    if is_dataclass(item) and not isinstance(item, type):
        return replace(item, **{each.name: _mapped(getattr(item, each.name), clean) for each in fields(item)})
    return item
