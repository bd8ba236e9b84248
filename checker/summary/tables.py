"""Ownership and IP terms as tables: what is stated, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checker.assessment import wording
from checker.facts import Fact, Thing
from checker.profile.vocabulary import facts_of
from checker.summary.deal import Deal
from checker.summary.document import Block, Cell, Column, Paragraph, Table, Text
from checker.summary.holders import Owner, held
from checker.summary.shares import percent_of
from checker.truth import Interval, bounds

LOOKED_THROUGH = ("largest_owner_share", "outside_share")
"""Inferred facts of a company that count shares held through others."""
TERMS = (
    "licence", "exclusive", "patents_in", "know_how", "improvements_owner", "grant_back", "no_challenge", "settles",
)  # fmt: skip
"""Facts of a licence that readers look for."""
GROUND = ("ground", "owner", "ownership", "origin_country", "filing_countries", "joint_terms", "control_class")
"""Facts of a technology that readers look for."""
ALL = Interval(Fraction(0), Fraction(1))
NONE = "–"
"""Stands where there is nothing to say."""


def ownership(deal: Deal) -> tuple[Block, ...]:
    """Who holds what of each company, directly and through others, and what the rules count of it."""
    words = deal.words
    if not deal.things("holding"):
        return (Paragraph(deal.unlisted("holding")),)
    columns = tuple(Column(words[title]) for title in ("company", "holder", "direct", "look-through", "control"))
    rows = (*_holders(deal), *_unlinked(deal))
    return (Table("ownership", words["ownership-table"], columns, rows), *_looked_through(deal))


def _holders(deal: Deal) -> Iterator[tuple[Cell, ...]]:
    """Each owner of each company, and what is undisclosed beside what is stated."""
    stated: dict[tuple[str | None, str | None], list[Thing]] = {}
    for each in deal.things("holding"):
        stated.setdefault((_one(deal, each, "owner"), _one(deal, each, "owned")), []).append(each)
    for company, owners, rest in held(deal):
        of = Cell(Text(deal.names.get(company, company)))
        for owner in owners:
            yield (
                of,
                Cell(Text(deal.names.get(owner.id, owner.id))),
                *_stake(deal, stated.get((owner.id, company), []), owner),
            )
        if rest and any(owner.share.low for owner in owners):
            hidden = f"≤ {percent_of(Interval(rest, rest))}"
            yield (of, *(Cell(Text(said)) for said in (deal.words["undisclosed"], "", hidden, "")))


def _stake(deal: Deal, holdings: list[Thing], owner: Owner) -> tuple[Cell, Cell, Cell]:
    """What is held directly, what in the end, and the control that is stated."""
    mark = f" ({deal.words[owner.mark]})" if owner.mark else ""
    looked = deal.words["not-stated"] if owner.share == ALL else f"{percent_of(owner.share)}{mark}"
    number = owner.share.low if owner.share.low == owner.share.high and not mark else None
    through = Cell(Text(looked), number=number, share=number is not None)
    direct = [_share(deal, deal.fact(holding, "holding.share")) for holding in holdings]
    control = [deal.cell(holding, "holding.control") for holding in holdings]
    return _together(direct), through, _together(control)


def _together(cells: list[Cell]) -> Cell:
    """One cell for what is stated of several holdings of one owner, each by itself as they may follow one another."""
    if len(cells) == 1:
        return cells[0]
    refs = tuple(sorted({ref for cell in cells for ref in cell.text.refs}))
    return Cell(Text("; ".join(cell.text.words for cell in cells) or NONE, refs))


def _unlinked(deal: Deal) -> Iterator[tuple[Cell, ...]]:
    """Holdings of which the owner or the company is not known."""
    for holding in deal.things("holding"):
        if None in (_one(deal, holding, "owner"), _one(deal, holding, "owned")):
            company, owner = (Cell(deal.linked(holding, f"holding.{end}")) for end in ("owned", "owner"))
            share = _share(deal, deal.fact(holding, "holding.share"))
            yield company, owner, share, Cell(Text(NONE)), deal.cell(holding, "holding.control")


def _one(deal: Deal, holding: Thing, end: str) -> str | None:
    lean = deal.fact(holding, f"holding.{end}").lean
    return str(lean[0]) if len(lean) == 1 else None


def _looked_through(deal: Deal) -> Iterator[Block]:
    owned = {deal.fact(holding, "holding.owned").lean for holding in deal.things("holding")}
    labels = {item.fact: item.title for item in deal.book.derivations}
    rows = tuple(
        (Cell(Text(deal.name(party))), Cell(deal.english(labels[f"party.{field}"])), _share(deal, fact))
        for party in deal.things("party")
        if (party.id,) in owned
        for field in LOOKED_THROUGH
        if f"party.{field}" in labels and (fact := deal.fact(party, f"party.{field}")).roots
    )
    if rows:
        columns = (Column(deal.words["company"], width=2), Column(deal.words["measure"], width=4))
        value = Column(deal.words["value"], width=3)
        yield Table("look-through", deal.words["look-through"], (*columns, value), rows)


def _share(deal: Deal, fact: Fact) -> Cell:
    """A share as a cell; a range in words."""
    if fact.lean == fact.domain:
        return Cell(deal.said(fact))
    ends = bounds(fact.lean)
    mark = deal.mark(fact)
    number = ends.low if ends.low == ends.high and not mark else None
    return Cell(Text(f"{percent_of(ends)}{mark}", fact.evidence), number=number, share=number is not None)


def ip_terms(deal: Deal) -> tuple[Block, ...]:
    """Each technology and each licence: what is stated of it and what is not; and the clauses stated."""
    words = deal.words
    blocks: list[Block] = []
    for kind, title, fields in (("technology", "technologies", GROUND), ("ip_term", "licences", TERMS)):
        things = deal.things(kind)
        if not things:
            blocks.append(Paragraph(deal.unlisted(kind)))
            continue
        columns = (
            Column(words["subject"], width=2),
            Column(words["stated"], width=4),
            Column(words["missing"], width=3),
        )
        known = [field for field in fields if field in facts_of(kind)]
        rows = tuple(_terms(deal, thing, known) for thing in things)
        blocks.append(Table(f"ip-{kind}", words[title], columns, rows))
    clauses = [deal.fact(clause, "clause.kind") for clause in deal.things("clause")]
    if clauses:
        named = ", ".join(
            sorted({f"{wording.words(fact.lean).replace('_', ' ')}{deal.mark(fact)}" for fact in clauses})
        )
        refs = tuple(sorted({ref for fact in clauses for ref in fact.evidence}))
        blocks.append(Paragraph(Text(words["clauses-stated"].format(names=named), refs)))
    else:
        blocks.append(Paragraph(deal.unlisted("clause")))
    return tuple(blocks)


def _terms(deal: Deal, thing: Thing, fields: list[str]) -> tuple[Cell, ...]:
    """What of a technology or a licence is stated, and what is not."""
    stated, missing, refs = [], [], set()
    for field in fields:
        path = f"{thing.type}.{field}"
        fact, label = deal.fact(thing, path), field.replace("_", " ")
        if not fact.stated or fact.lean == fact.domain:
            missing.append(f"{label} ({fact.why})" if fact.why and deal.notes else label)
            continue
        said = deal.linked(thing, path) if field == "owner" else deal.said(fact)
        stated.append(f"{label}: {said.words}")
        refs |= {*said.refs}
    return (
        Cell(Text(_named(deal, thing))),
        Cell(deal.english("; ".join(stated) or NONE, tuple(sorted(refs)))),
        Cell(deal.english("; ".join(missing) or NONE)),
    )


def _named(deal: Deal, thing: Thing) -> str:
    if thing.type == "ip_term":
        technology = deal.fact(thing, "ip_term.technology")
        known = next((each for each in deal.things("technology") if technology.lean == (each.id,)), None)
        return f"{thing.id} ({deal.name(known)})" if known is not None else thing.id
    return deal.name(thing)
