"""Ownership, concentration and IP terms as tables: what is stated, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checker.assessment import wording
from checker.derivations.hhi import hhi
from checker.facts import Fact, Thing
from checker.profile.vocabulary import facts_of
from checker.summary.deal import Deal
from checker.summary.document import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Paragraph,
    Section,
    Table,
    Text,
    Threshold,
)
from checker.truth import Breakdown, Interval, bounds

LOOKED_THROUGH = ("largest_owner_share", "outside_share")
"""Inferred facts of a company that count shares held through others."""
TERMS = (
    "licence", "exclusive", "patents_in", "know_how", "improvements_owner", "grant_back", "no_challenge", "settles",
)  # fmt: skip
"""Facts of a licence that readers look for."""
GROUND = ("ground", "owner", "ownership", "origin_country", "filing_countries", "joint_terms", "control_class")
"""Facts of a technology that readers look for."""


def ownership(deal: Deal) -> Section:
    """Who holds what directly, and what comes out when holdings are looked through."""
    words = deal.words
    blocks: list[Block] = []
    holdings = deal.things("holding")
    if holdings:
        titles = (words["holder"], words["company"], words["direct"], words["control"])
        rows = tuple(
            (
                Cell(deal.linked(holding, "holding.owner")),
                Cell(deal.linked(holding, "holding.owned")),
                _share(deal, deal.fact(holding, "holding.share")),
                deal.cell(holding, "holding.control"),
            )
            for holding in holdings
        )
        blocks.append(Table("ownership", words["ownership-table"], tuple(map(Column, titles)), rows))
        blocks += _looked_through(deal)
    else:
        blocks.append(Paragraph(_list_words(deal, "holding")))
    return Section("ownership", words["ownership-table"], tuple(blocks))


def _looked_through(deal: Deal) -> Iterator[Block]:
    owned = {deal.fact(holding, "holding.owned").lean for holding in deal.things("holding")}
    labels = {item.fact: item.title for item in deal.book.derivations}
    rows = tuple(
        (Cell(Text(deal.name(party))), Cell(Text(labels[f"party.{field}"])), _share(deal, fact))
        for party in deal.things("party")
        if (party.id,) in owned
        for field in LOOKED_THROUGH
        if f"party.{field}" in labels and (fact := deal.fact(party, f"party.{field}")).roots
    )
    if rows:
        titles = (deal.words["company"], deal.words["look-through"], deal.words["value"])
        yield Table("look-through", deal.words["look-through"], tuple(map(Column, titles)), rows)


def _share(deal: Deal, fact: Fact) -> Cell:
    """A share as a cell; a range in words."""
    if fact.lean == fact.domain:
        return Cell(deal.said(fact))
    ends = bounds(fact.lean)
    mark = " (planned)" if fact.firm != fact.plan else ""
    number = ends.low if ends.low == ends.high and not mark else None
    return Cell(Text(f"{percent_of(ends)}{mark}", fact.evidence), number=number, share=number is not None)


def percent_of(share: Interval) -> str:
    """A share or a range of shares in percent; a share that rounding would move over a half stays a fraction."""
    low, high = (_percent(end) for end in (share.low, share.high))
    return low if low == high else f"{low} to {high}"


def _percent(share: Fraction) -> str:
    text = f"{float(share) * 100:.4g}"
    exact = Fraction(text) == share * 100 or len(str(share)) > 12
    return f"{text} %" if exact else f"{text} % ({share})"


def concentration(deal: Deal) -> Section:
    """Each supply line: material, stage, of what and which year the shares are, the largest country, the index."""
    words = deal.words
    blocks: list[Block] = []
    supplies = deal.things("supply")
    if supplies:
        titles = (words["material"], words["stage"], words["base"], words["year"], words["largest"], words["index"])
        rows = tuple(_supply(deal, supply) for supply in supplies)
        blocks.append(Table("concentration", words["concentration-table"], tuple(map(Column, titles)), rows))
        blocks += [chart for supply in supplies for chart in _chart(deal, supply)]
    else:
        blocks.append(Paragraph(_list_words(deal, "supply")))
    return Section("concentration", words["concentration-table"], tuple(blocks))


def _supply(deal: Deal, supply: Thing) -> tuple[Cell, ...]:
    base = deal.fact(supply, "supply.denominator")
    where = deal.fact(supply, "supply.geography")
    refs = tuple(sorted({*base.evidence, *where.evidence}))
    sources = deal.fact(supply, "supply.sources")
    return (
        deal.cell(supply, "supply.material"),
        deal.cell(supply, "supply.stage"),
        Cell(Text(f"{deal.said(base).words}, {deal.said(where).words}", refs)),
        deal.cell(supply, "supply.year"),
        Cell(_largest(deal, sources)),
        Cell(_index(deal, sources)),
    )


def _largest(deal: Deal, sources: Fact) -> Text:
    for value in sources.lean:
        if isinstance(value, Breakdown) and value.parts:
            country, share = max(value.parts, key=lambda part: (part[1].low, part[0]))
            return Text(f"{country} {percent_of(share)}", sources.evidence)
    return Text(deal.words["not-stated"])


def _index(deal: Deal, sources: Fact) -> Text:
    """The Herfindahl-Hirschman index of the stated shares, 0 to 1; a range where some are not disclosed."""
    for value in sources.lean:
        if isinstance(value, Breakdown) and value.parts:
            found = hhi(value)
            low, high = (f"{float(end):.4f}" for end in (found.low, found.high))
            return Text(low if low == high else f"{low} to {high}", sources.evidence)
    return Text(deal.words["not-stated"])


def _chart(deal: Deal, supply: Thing) -> Iterator[Bars]:
    words, sources = deal.words, deal.fact(supply, "supply.sources")
    for value in sources.lean[:1]:
        if isinstance(value, Breakdown) and value.parts:
            parts = sorted(value.parts, key=lambda part: (-part[1].low, part[0]))
            bars = [Bar(country, Fraction(share.low), Fraction(share.high)) for country, share in parts]
            if value.rest:
                bars.append(Bar(words["undisclosed"], value.rest, value.rest, rest=True))
            alt = ", ".join(f"{bar.label} {percent_of(Interval(bar.low, bar.high))}" for bar in bars)
            title = f"{deal.name(supply)}: shares by country"
            yield Bars(f"chart-{supply.id}", title, alt, tuple(bars), tuple(_thresholds(deal, supply)))


def _thresholds(deal: Deal, supply: Thing) -> Iterator[Threshold]:
    """The limits that rules on this line hold shares against, each with its name."""
    from checker.checks.expression import Atom, Limit, leaves

    names: set[str] = set()
    for finding in deal.assessment.findings:
        if finding.rule.for_each == "supply" and finding.subject == supply.id:
            for leaf in leaves(finding.rule.check.expression()):
                if isinstance(leaf, Atom) and isinstance(leaf.operand, Limit) and leaf.path in SHARES_BY_COUNTRY:
                    names.add(leaf.operand.parameter)
    for name in sorted(names):
        parameter = deal.book.parameters[name]
        value = parameter.on(deal.gated.assessment.as_of)
        if value is not None and parameter.unit == "share" and isinstance(value.limit, Fraction):
            yield Threshold(deal.book.label(name), value.limit)


SHARES_BY_COUNTRY = ("supply.largest_third_country_share",)
"""Facts that are read off the bars of a chart."""


def ip_terms(deal: Deal) -> Section:
    """Each technology and each licence: what is stated of it and what is not."""
    words = deal.words
    blocks: list[Block] = []
    for kind, fields in (("technology", GROUND), ("ip_term", TERMS)):
        things = deal.things(kind)
        known = facts_of(kind)
        if not things:
            blocks.append(Paragraph(_list_words(deal, kind)))
            continue
        rows = tuple(
            (
                Cell(Text(_named(deal, thing))),
                Cell(Text(field.replace("_", " "))),
                *_stated(deal, thing, f"{kind}.{field}"),
            )
            for thing in things
            for field in fields
            if field in known
        )
        titles = (words["subject"], words["term"], words["stated"], words["value"])
        blocks.append(Table(f"ip-{kind}", f"{words['ip']}: {kind.replace('_', ' ')}", tuple(map(Column, titles)), rows))
    clauses = deal.things("clause")
    if clauses:
        refs = {deal.fact(clause, "clause.kind").lean: deal.fact(clause, "clause.kind").evidence for clause in clauses}
        named = ", ".join(sorted(wording.words(lean).replace("_", " ") for lean in refs))
        blocks.append(
            Paragraph(Text(f"Clauses stated: {named}.", tuple(sorted({r for e in refs.values() for r in e}))))
        )
    else:
        blocks.append(Paragraph(_list_words(deal, "clause")))
    return Section("ip", words["ip-table"], tuple(blocks))


def _named(deal: Deal, thing: Thing) -> str:
    if thing.type == "ip_term":
        technology = deal.fact(thing, "ip_term.technology")
        known = next((each for each in deal.things("technology") if technology.lean == (each.id,)), None)
        return f"{thing.id} ({deal.name(known)})" if known is not None else thing.id
    return deal.name(thing)


def _stated(deal: Deal, thing: Thing, path: str) -> tuple[Cell, Cell]:
    fact = deal.fact(thing, path)
    linked = deal.linked(thing, path) if path in ("technology.owner",) else deal.said(fact)
    stated = fact.stated and fact.lean != fact.domain
    return Cell(Text(deal.words["stated"] if stated else deal.words["not-stated"])), Cell(linked)


def _list_words(deal: Deal, kind: str) -> Text:
    """What is said of a list that has no member."""
    from checker.profile.entities import ENTITIES

    plural = ENTITIES[kind].plural.replace("_", " ")
    plural = {"ip terms": "IP terms", "supplies": "supply lines"}.get(plural, plural)
    dossier = deal.lookup.dossier
    if kind in dossier.open_lists:
        why = f" ({dossier.open_lists[kind]})" if deal.notes else ""
        return Text(f"Not stated: {plural}{why}.")
    if kind in dossier.things:
        return Text(f"The profile states that there are no {plural}.")
    return Text(f"Not stated: {plural}. Nobody has asked yet.")
