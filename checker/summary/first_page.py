"""The first page: what the deal is, the bottom line, the theme-by-outcome table."""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import wording
from checker.assessment.findings import Outcome
from checker.report.said import leading
from checker.rulebook.common import Theme
from checker.summary.deal import Deal, rule_ref
from checker.summary.document import Align, Bullets, Cell, Column, Paragraph, Section, Table, Text
from checker.summary.essentials import missing

PARTIES = 12
"""Parties shown on the first page."""
COUNTED = ("fail", "unknown", "not_yet", "not_applicable")


def header(deal: Deal) -> Section:
    """What the deal is, how binding, who takes part, on which law date and by which rulebook it was judged."""
    words, root = deal.words, deal.lookup.dossier.deal
    about = [
        (words["kind"], deal.said(deal.fact(root, "deal.kind"))),
        (words["status"], deal.said(deal.fact(root, "deal.status"))),
        (words["binding"], deal.said(deal.fact(root, "deal.binding_parts"))),
        (words["as-of"], Text(deal.gated.assessment.as_of.isoformat())),
        (words["digest"], Text(f"{deal.assessment.id}, SHA-256 {deal.assessment.digest[:12]}")),
        (words["rulebook"], Text(f"{deal.book.edition}, SHA-256 {deal.book.digest[:12]}")),
        (words["author"], Text("")),
        (words["reviewer"], Text("")),
    ]
    columns = (Column(words["header"], width=1), Column(words["value"], width=3))
    facts = tuple((Cell(Text(label)), Cell(said)) for label, said in about)
    blocks: list[Table | Paragraph] = [Table("about", words["header"], columns, facts, head=False)]
    parties = deal.things("party")
    if parties:
        titles = (words["party"], words["seat"], words["roles"], words["ultimate-owner"])
        rows = tuple(
            (
                Cell(Text(deal.name(party), deal.fact(party, "party.name").evidence)),
                deal.cell(party, "party.country"),
                deal.cell(party, "party.roles"),
                deal.cell(party, "party.ultimate_owner_countries"),
            )
            for party in parties[:PARTIES]
        )
        blocks.append(Table("parties", words["parties"], tuple(Column(title) for title in titles), rows))
    if len(parties) > PARTIES:
        blocks.append(Paragraph(Text(words["and-more"].format(number=len(parties) - PARTIES))))
    return Section("header", words["header"], tuple(blocks))


def bottom_line(deal: Deal) -> Section:
    """At most five sentences and the three questions that matter most."""
    sentences = list(_sentences(deal))
    blocks: list[Bullets | Paragraph] = [Bullets(tuple(sentences))]
    questions = leading(deal.questions, 3)
    if questions:
        blocks.append(Paragraph(Text(deal.words["three-questions"]), strong=True))
        blocks.append(
            Bullets(
                tuple(
                    deal.english(f"{q.question} ({deal.words['to']}: {q.to})", (f"rule {q.lead}",)) for q in questions
                ),
                numbered=True,
            )
        )
    return Section("bottom-line", deal.words["bottom-line"], tuple(blocks))


def _sentences(deal: Deal) -> Iterator[Text]:
    words = deal.words
    counts = deal.assessment.counts
    counted = words["counts"].format(passed=counts["pass"], **{key: counts[key] for key in COUNTED})
    if deal.assessment.is_transaction is False:
        kind = deal.fact(deal.lookup.dossier.deal, "deal.kind")
        yield Text(words["no-deal"].format(kind=wording.words(kind.lean).replace("_", " ")), kind.evidence)
        yield Text(counted)
        return
    yield Text(counted)
    if deal.fails:
        gravest = deal.fails[0]
        said = {"severity": words[gravest.severity.value], "subject": deal.subject(gravest)}
        yield Text(words["gravest-finding"].format(**said, message=gravest.message), (rule_ref(gravest),))
    else:
        yield Text(words["no-fail"])
    yield from deal.on_proposals()
    lacking = missing(deal)
    if lacking:
        yield Text(words["lacking"].format(names=", ".join(lacking)))
    coming = [f for f in deal.outcomes(Outcome.not_yet) if f.since is not None]
    if coming:
        first = min(coming, key=lambda f: (f.since, -f.severity.rank, f.rule.id))
        yield Text(words["next-date"].format(day=first.since, title=first.rule.title), (rule_ref(first),))


def heat(deal: Deal) -> Section:
    """How many findings of each theme have each outcome."""
    columns = [Column(deal.words["theme"], width=3)]
    columns += [Column(deal.words[o.value], Align.right, 2, o) for o in Outcome]
    rows = []
    for theme in Theme:
        found = [finding.outcome for finding in deal.assessment.findings if finding.rule.theme is theme]
        if found:
            cells = [Cell(Text(str(found.count(o))), o if o in found else None, found.count(o)) for o in Outcome]
            rows.append((Cell(Text(deal.words[theme.value])), *cells))
    return Section("heat", deal.words["heat"], (Table("heat", deal.words["heat"], tuple(columns), tuple(rows)),))
