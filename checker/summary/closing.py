"""The end of a summary: quality of the evidence, limits, sign-off, waivers in force, statements relied on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.assessment import wording
from checker.assessment.findings import Outcome
from checker.facts import Fact
from checker.gate.gate import State
from checker.grades import Grade, Reason
from checker.rulebook.common import Checked, Force
from checker.rulebook.coverage import Coverage
from checker.rulebook.coverage import State as Encoded
from checker.seeds.model import Sheet
from checker.summary.deal import Deal, rule_ref
from checker.summary.document import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
)

NAMED = 5
"""Facts named of one kind; the rest are counted."""


def _facts(deal: Deal) -> Iterator[Fact]:
    for things in deal.lookup.dossier.things.values():
        for thing in things:
            yield from thing.facts.values()


def evidence(deal: Deal) -> Section:
    """How good the evidence is: grades, facts from one document only, contradictions, aims, repaired text."""
    words = deal.words
    stated = [fact for fact in _facts(deal) if fact.stated]
    grades = Counter(fact.grade for fact in stated)
    rows = tuple(
        (Cell(Text(grade.value)), Cell(Text(str(grades[grade])), number=grades[grade]))
        for grade in Grade
        if grades[grade]
    )
    columns = (Column(words["grade"]), Column(words["facts"], Align.right))
    blocks: list[Block] = [Table("grades", words["evidence"], columns, rows)] if rows else []
    blocks.append(Bullets(tuple(_points(deal, stated))))
    return Section("evidence", words["evidence"], tuple(blocks), Part.evidence)


def _points(deal: Deal, stated: list[Fact]) -> Iterator[Text]:
    words = deal.words
    asked = [fact for fact in _facts(deal) if not fact.stated]
    yield Text(words["facts-stated"].format(stated=len(stated), open=len(asked)))
    single = [fact for fact in stated if len({reference.partition("#")[0] for reference in fact.evidence}) == 1]
    yield Text(words["single-source"].format(number=len(single)))
    for reason, key in ((Reason.planned_only, "claimed"), (Reason.evidence_too_weak, "too-weak")):
        found = [fact for fact in stated if fact.reason is reason]
        if found:
            named = sorted({f"{_label(deal, fact)} {wording.words(fact.lean).replace('_', ' ')}" for fact in found})
            refs = tuple(sorted({reference for fact in found for reference in fact.evidence}))
            yield Text(words[key].format(names=deal.some(named, NAMED)), refs)
    for fact in stated:
        if fact.reason is Reason.fact_conflict:
            values = wording.words(fact.lean).replace("_", " ")
            yield Text(words["disagree"].format(fact=_label(deal, fact), values=values), fact.evidence)
    for sheet in _sheets(deal):
        for repair in sheet.repairs:
            yield Text(words["repaired"].format(sheet=sheet.id, note=repair.note), (sheet.id,))


def _label(deal: Deal, fact: Fact) -> str:
    """A fact and of what it is, for people."""
    return f"{deal.names.get(fact.owner, fact.owner)}, {fact.path.partition('.')[2].replace('_', ' ')}:"


def _sheets(deal: Deal) -> list[Sheet]:
    cited = {reference.partition("#")[0] for fact in _facts(deal) for reference in fact.evidence}
    return [deal.sheets[id] for id in sorted(cited & deal.sheets.keys())]


def statements(deal: Deal) -> Section:
    """Every statement that the profile cites, with its document and paragraph."""
    words = deal.words
    assumed = words["assumption"]
    cited = sorted({reference for fact in _facts(deal) for reference in fact.evidence}, key=_by_number)
    rows = []
    for reference in cited:
        id, _, number = reference.partition("#")
        sheet = deal.sheets.get(id)
        statement = sheet.statement(int(number)) if sheet is not None and number.isdigit() else None
        if sheet is None or statement is None:
            rows.append(tuple(Cell(Text(word)) for word in (reference, assumed, "", "assumed")))
            continue
        paragraphs = ", ".join(map(str, statement.paragraph))
        place = Text(f"{sheet.title}, {paragraphs}")
        said = (Text(reference), deal.english(statement.says), place, Text(statement.grade.value))
        rows.append(tuple(map(Cell, said)))
    columns = (
        Column("#", width=2),
        Column(words["statement"], width=8),
        Column(words["document"], width=4),
        Column(words["grade"], width=2),
    )
    table = Table("statements", words["statements"], columns, tuple(rows))
    return Section("statements", words["statements"], (table,) if rows else (), Part.evidence)


def _by_number(reference: str) -> tuple[str, int]:
    id, _, number = reference.partition("#")
    return id, int(number) if number.isdigit() else 0


def limits(deals: Sequence[Deal], words: Mapping[str, str]) -> Section:
    """What a summary is not, and what was not checked."""
    first = deals[0]
    book, rules = first.book, first.book.rules
    unverified = [rule for rule in rules if rule.verified.grade is Checked.unverified]
    found = [finding for deal in deals for finding in deal.assessment.findings]
    decided = [
        finding
        for finding in found
        if finding.outcome in (Outcome.passed, Outcome.failed) and finding.rule.verified.grade is Checked.unverified
    ]
    left = sum(not provision.encoded_by for coverage in book.coverage.values() for provision in coverage.provisions)
    refs = tuple(sorted({rule_ref(finding) for finding in decided}))
    points = [
        Text(words["what-it-is"]),
        Text(words["applied"].format(rules=len(rules), left=left)),
        Text(words["unchecked"].format(number=len(unverified), decided=len(decided)), refs),
    ]
    proposals = [finding for finding in found if finding.rule.force is Force.proposal]
    if proposals:
        titles = sorted({finding.rule.title for finding in proposals})
        refs = tuple(sorted({rule_ref(finding) for finding in proposals}))
        points.append(
            Text(
                words["proposals"].format(titles="; ".join(words["quoted"].format(title=title) for title in titles)),
                refs,
            )
        )
    points += [Text(remark.words) for remark in first.gated.remarks]
    if book.house:
        named = ", ".join(f"{n} {wording.words((book.parameters[n].values[0].limit,))}" for n in sorted(book.house))
        points.append(Text(words["house-limits"].format(names=named)))
    blocks: list[Block] = [Bullets(tuple(points))]
    rows = tuple(
        _covered(book.instruments[act].short, coverage)
        for act, coverage in sorted(book.coverage.items())
        if any(not provision.encoded_by for provision in coverage.provisions)
    )
    if rows:
        columns = (
            Column(words["act"], width=5),
            *(Column(words[key], Align.right, 2) for key in ("encoded", "not-checkable", "out-of-scope")),
        )
        blocks.append(Table("coverage", words["coverage"], columns, rows))
    return Section("limits", words["limits"], tuple(blocks), Part.evidence)


def _covered(act: str, coverage: Coverage) -> tuple[Cell, ...]:
    found = Counter(provision.state for provision in coverage.provisions)
    states = (Encoded.encoded, Encoded.not_checkable, Encoded.out_of_scope)
    return (Cell(Text(act)), *(Cell(Text(str(found[state])), number=found[state]) for state in states))


def sign_off(deal: Deal) -> Section:
    """Who prepared, reviewed and accepted it, to be filled in; and the waivers in force."""
    words = deal.words
    titles = (words["role"], words["name"], words["date"], words["signature"])
    rows = tuple(
        (Cell(Text(words[role])), Cell(Text("")), Cell(Text("")), Cell(Text("")))
        for role in ("prepared", "reviewed", "accepted-by")
    )
    blocks: list[Block] = [Table("sign-off", words["sign-off"], tuple(map(Column, titles)), rows)]
    waived = [
        ruling
        for finding in deal.assessment.findings
        if (ruling := deal.gated.ruling(deal.assessment, finding)).state is State.waived
    ]
    if waived:
        blocks.append(Paragraph(Text(words["waivers"]), strong=True))
        blocks.append(
            Bullets(
                tuple(
                    Text(f"{r.finding.rule.title}, {deal.subject(r.finding)}: {r.why}", (rule_ref(r.finding),))
                    for r in waived
                )
            )
        )
    return Section("sign-off", words["sign-off"], tuple(blocks), Part.evidence)
