"""The end of a summary: quality of the evidence, limits, sign-off, waivers in force, statements relied on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.assessment import wording
from checker.facts import Fact
from checker.gate.gate import State
from checker.grades import Grade, Reason
from checker.rulebook.common import Checked, Force
from checker.rulebook.coverage import Coverage
from checker.seeds.model import Sheet
from checker.summary.deal import Deal
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
    asked = [fact for fact in _facts(deal) if not fact.stated]
    yield Text(f"{len(stated)} facts are stated; of {len(asked)} more it is stated that they are not known.")
    single = [fact for fact in stated if len({reference.partition("#")[0] for reference in fact.evidence}) == 1]
    yield Text(f"{len(single)} facts rest on one document only.")
    planned = [fact for fact in stated if fact.reason is Reason.planned_only]
    if planned:
        named = sorted({f"{fact.owner}: {fact.path} = {wording.words(fact.lean)}" for fact in planned})
        more = f"; and {len(named) - 5} more" if len(named) > 5 else ""
        refs = tuple(sorted({reference for fact in planned for reference in fact.evidence}))
        yield Text(f"Claimed or planned, not shown as achieved: {'; '.join(named[:5])}{more}.", refs)
    weak = [fact for fact in stated if fact.reason is Reason.evidence_too_weak]
    if weak:
        named = sorted({f"{fact.owner}: {fact.path}" for fact in weak})
        more = f"; and {len(named) - 5} more" if len(named) > 5 else ""
        refs = tuple(sorted({reference for fact in weak for reference in fact.evidence}))
        yield Text(f"Too weak to decide anything: {'; '.join(named[:5])}{more}.", refs)
    for fact in stated:
        if fact.reason is Reason.fact_conflict:
            yield Text(f"Sources disagree on {fact.path} of {fact.owner}: {wording.words(fact.lean)}.", fact.evidence)
    for sheet in _sheets(deal):
        for repair in sheet.repairs:
            yield Text(f"Repaired text in {sheet.id}: {repair.note}", (sheet.id,))


def _sheets(deal: Deal) -> list[Sheet]:
    cited = {reference.partition("#")[0] for fact in _facts(deal) for reference in fact.evidence}
    return [deal.sheets[id] for id in sorted(cited & deal.sheets.keys())]


def statements(deal: Deal) -> Section:
    """Every statement that the profile cites, with its document and paragraph."""
    words = deal.words
    cited = sorted({reference for fact in _facts(deal) for reference in fact.evidence}, key=_by_number)
    rows = []
    for reference in cited:
        id, _, number = reference.partition("#")
        sheet = deal.sheets.get(id)
        statement = sheet.statement(int(number)) if sheet is not None and number.isdigit() else None
        if sheet is None or statement is None:
            rows.append(tuple(Cell(Text(word)) for word in (reference, "an assumption; no document", "", "assumed")))
            continue
        paragraphs = ", ".join(map(str, statement.paragraph))
        rows.append(
            tuple(
                Cell(Text(word))
                for word in (reference, statement.says, f"{sheet.title}, {paragraphs}", statement.grade.value)
            )
        )
    columns = (
        Column("#", width=2),
        Column(words["statement"], width=8),
        Column(f"{words['document']}, {words['paragraph'].lower()}", width=4),
        Column(words["grade"], width=2),
    )
    table = Table("statements", words["statements"], columns, tuple(rows))
    return Section("statements", words["statements"], (table,) if rows else (), Part.evidence)


def _by_number(reference: str) -> tuple[str, int]:
    id, _, number = reference.partition("#")
    return id, int(number) if number.isdigit() else 0


def limits(deal: Deal) -> Section:
    """What this summary is not, and what was not checked."""
    rules = deal.book.rules
    unverified = [rule for rule in rules if rule.verified.grade is Checked.unverified]
    proposals = [finding for finding in deal.assessment.findings if finding.rule.force is Force.proposal]
    left = sum(_left(coverage) for coverage in deal.book.coverage.values())
    points = [
        Text("This is no legal advice and no statement of conformity; a pass means kept on the stated facts."),
        Text(f"{len(rules)} rules were applied. {left} provisions of the acts in the rulebook are not encoded."),
        Text(
            f"The sources of {len(unverified)} rules could not be checked; their findings are marked and never grave.",
        ),
    ]
    if proposals:
        titles = sorted({finding.rule.title for finding in proposals})
        refs = tuple(sorted({f"rule {finding.rule.id}" for finding in proposals}))
        points.append(Text(f"Proposals, which are not law: {'; '.join(titles)}.", refs))
    points += [Text(remark.words) for remark in deal.gated.remarks]
    if deal.book.house:
        named = ", ".join(
            f"{n} {wording.words((deal.book.parameters[n].values[0].limit,))}" for n in sorted(deal.book.house)
        )
        points.append(Text(f"Limits set by the house, not by law: {named}."))
    return Section("limits", deal.words["limits"], (Bullets(tuple(points)),), Part.evidence)


def _left(coverage: Coverage) -> int:
    return sum(not provision.encoded_by for provision in coverage.provisions)


def sign_off(deal: Deal) -> Section:
    """Who prepared, reviewed and accepted it, to be filled in; and the waivers in force."""
    words = deal.words
    titles = ("", words["name"], words["date"], words["signature"])
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
                    Text(f"{r.finding.rule.title}, {r.finding.subject}: {r.why}", (f"rule {r.finding.rule.id}",))
                    for r in waived
                )
            )
        )
    return Section("sign-off", words["sign-off"], tuple(blocks), Part.evidence)
