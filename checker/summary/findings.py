"""Findings in full, questions by addressee, and all findings of a theme."""

from __future__ import annotations

from checker.assessment import wording
from checker.assessment.findings import Finding, Outcome
from checker.gate.gate import State
from checker.report.said import fact_words
from checker.rulebook.common import Checked, Force, Theme
from checker.summary.deal import Deal, rule_ref
from checker.summary.document import (
    Block,
    Bullets,
    Card,
    Cell,
    Column,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
)


def findings(deal: Deal) -> Section:
    """What fails, gravest first; proposals apart."""
    fails = deal.outcomes(Outcome.failed)
    law = [finding for finding in fails if finding.force is not Force.proposal]
    blocks: list[Block] = [_card(deal, finding) for finding in law]
    if not law:
        blocks.append(Paragraph(Text("No rule fails on the stated facts; that is no statement of conformity.")))
    return Section("findings", deal.words["findings"], tuple(blocks))


def _card(deal: Deal, finding: Finding) -> Card:
    words = deal.words
    stated = [fact for fact in finding.facts if fact.evidence]
    ruling = deal.gated.ruling(deal.assessment, finding)
    evidence = tuple(sorted({reference for fact in stated for reference in fact.evidence}))
    unverified = " (source unverified)" if finding.rule.verified.grade is Checked.unverified else ""
    lines = [
        (words["what"], Text(f"{finding.message}{unverified}", (rule_ref(finding),))),
        (words["evidence-label"], Text("; ".join(map(fact_words, stated)) or words["not-stated"], evidence)),
        (words["provision"], Text(f"{deal.provision(finding)}; {finding.force.value.replace('_', ' ')}")),
        (words["binds"], Text(finding.rule.binds)),
        (words["why"], Text(finding.rule.why, (rule_ref(finding),))),
        (words["clause"], Text(finding.rule.fix, (rule_ref(finding),))),
        (words["place"], Text(f"{deal.assessment.path}:{finding.line}:{finding.column}")),
    ]
    if ruling.state is State.waived:
        lines.append((words["accepted"], Text(ruling.why)))
    lines += [(words["owner"], Text("")), (words["due"], Text(""))]
    title = Text(f"{finding.rule.title}: {finding.subject}", (rule_ref(finding),))
    return Card(
        finding.rule.id, finding.subject, finding.rule.theme, finding.outcome, finding.severity, title, tuple(lines)
    )


def questions(deal: Deal) -> Section:
    """Every question, by addressee, the one on which most hangs first, ready to paste into a request list."""
    by_addressee: dict[str, list[Text]] = {}
    for question in deal.questions:
        refs = tuple(f"rule {rule}" for rule in question.rules[:3])
        by_addressee.setdefault(question.to, []).append(Text(question.question, refs))
    blocks: list[Block] = []
    for addressee, asked in by_addressee.items():
        blocks.append(Paragraph(Text(f"{deal.words['to']}: {addressee}"), strong=True))
        blocks.append(Bullets(tuple(asked), numbered=True))
    if not blocks:
        blocks.append(Paragraph(Text("No question is open.")))
    return Section("questions", deal.words["questions"], tuple(blocks), Part.annex)


def theme(deal: Deal, of: Theme) -> Section | None:
    """All findings of a theme but those that are not about the deal, which are counted; None if there is no rule."""
    order = list(Outcome)
    all_of = [finding for finding in deal.assessment.findings if finding.rule.theme is of]
    shown = sorted(
        (finding for finding in all_of if finding.outcome is not Outcome.not_applicable),
        key=lambda f: (f.outcome is not Outcome.failed, order.index(f.outcome), -f.severity.rank, f.rule.id, f.subject),
    )
    if not all_of:
        return None
    words = deal.words
    columns = (
        Column(words["outcome"], width=2),
        Column(words["severity"]),
        Column(words["rule"], width=4),
        Column(words["subject"], width=2),
        Column(words["said"], width=6),
    )
    blocks: list[Block] = []
    if shown:
        rows = tuple(
            (
                Cell(Text(words[finding.outcome.value]), finding.outcome),
                Cell(Text(words[finding.severity.value])),
                Cell(Text(finding.rule.title, (rule_ref(finding),))),
                Cell(Text(finding.subject)),
                Cell(Text(_said(finding))),
            )
            for finding in shown
        )
        blocks.append(Table(f"theme-{of.value}", words[of.value], columns, rows))
    rest = len(all_of) - len(shown)
    if rest:
        blocks.append(Paragraph(Text(f"{rest} rules of this theme are not about this deal, on the stated facts.")))
    return Section(f"annex-{of.value}", f"{words['annex']}: {words[of.value]}", tuple(blocks), Part.annex, of)


def _said(finding: Finding) -> str:
    asked = f" {finding.questions[0].question}" if finding.questions and finding.is_open else ""
    reason = wording.REASON_WORDS.get(finding.reason.value, "") if finding.reason else ""
    said = finding.message if finding.reason is None else f"{reason[:1].upper()}{reason[1:]}."
    return f"{said}{asked}"
