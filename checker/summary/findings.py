"""Findings in full, questions by addressee, and all findings of a theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from checker.assessment import wording
from checker.assessment.findings import GRAVEST, FactLine, Finding, Outcome
from checker.gate.gate import State
from checker.rulebook.common import Checked, Theme
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

IN_FULL = 2
"""Findings told in full on the pages for those who decide; the others are told in the annexes."""
NUMBERS = 5
"""Questions named of one line."""


def findings(deal: Deal) -> Section:
    """What fails, gravest first; the gravest in full."""
    words, found = deal.words, deal.fails
    blocks: list[Block] = [_card(deal, finding) for finding in found[:IN_FULL]]
    rest = found[IN_FULL:]
    if rest:
        columns = (
            Column(words["severity"], width=2),
            Column(words["theme"], width=4),
            Column(words["problem"], width=9),
            Column(words["subject"], width=5),
        )
        rows = tuple(
            (
                Cell(Text(words[finding.severity.value])),
                Cell(Text(words[finding.rule.theme.value])),
                Cell(deal.english(finding.rule.title, (rule_ref(finding),))),
                Cell(Text(deal.subject(finding))),
            )
            for finding in rest
        )
        blocks.append(Table("further", words["further"], columns, rows))
    if not found:
        blocks.append(Paragraph(Text(words["no-fail"])))
    blocks += map(Paragraph, deal.on_proposals())
    return Section("findings", words["findings"], tuple(blocks))


def _card(deal: Deal, finding: Finding) -> Card:
    words = deal.words
    ruling = deal.gated.ruling(deal.assessment, finding)
    lines = [
        (words["what"], _found(deal, finding)),
        (words["evidence-label"], _evidence(deal, finding)),
        (words["provision"], deal.english(f"{deal.provision(finding)}; {words[finding.force.value]}")),
        (words["binds"], deal.english(finding.rule.binds)),
        (words["why"], deal.english(finding.rule.why)),
        (words["clause"], deal.english(finding.rule.fix)),
        (words["place"], Text(_place(deal, finding))),
    ]
    if ruling.state is State.waived:
        lines.append((words["accepted"], Text(ruling.why)))
    lines += [(words["owner"], Text("")), (words["due"], Text(""))]
    title = deal.english(f"{finding.rule.title}: {deal.subject(finding)}", (rule_ref(finding),))
    return Card(
        finding.rule.id, finding.subject, finding.rule.theme, finding.outcome, finding.severity, title, tuple(lines)
    )


def _found(deal: Deal, finding: Finding) -> Text:
    return deal.english(f"{finding.message}{_unverified(deal, finding)}")


def _unverified(deal: Deal, finding: Finding) -> str:
    """A mark for a rule whose source could not be checked."""
    return f" ({deal.words['unverified']})" if finding.rule.verified.grade is Checked.unverified else ""


def _evidence(deal: Deal, finding: Finding) -> Text:
    stated = [fact for fact in finding.facts if fact.evidence]
    refs = tuple(sorted({reference for fact in stated for reference in fact.evidence}))
    return deal.english("; ".join(map(_fact, stated)), refs) if stated else Text(deal.words["not-stated"])


def _fact(fact: FactLine) -> str:
    """A fact with its value and the grade of its evidence."""
    label = fact.path.replace(".", " ").replace("_", " ")
    grade = f" ({fact.grade.value})" if fact.grade else ""
    return f"{label}: {_value(fact)}{grade}"


def _value(fact: FactLine) -> str:
    match fact.value:
        case None:
            return "open"
        case bool():
            return "yes" if fact.value else "no"
        case tuple() if all(end is None or isinstance(end, (int, float)) for end in fact.value):
            return " – ".join("open" if end is None else _number(end) for end in fact.value)  # type: ignore[arg-type]
        case tuple():
            return ", ".join(map(str, fact.value)).replace("_", " ")
        case int() | float():
            return _number(fact.value)
        case _:
            return str(fact.value).replace("_", " ")


def _number(value: float) -> str:
    return wording.number(Fraction(str(value)))


def _place(deal: Deal, finding: Finding) -> str:
    return f"{deal.assessment.path}:{finding.line}:{finding.column}"


def questions(deal: Deal) -> Section:
    """Every question, by addressee, the one on which most hangs first, ready to paste into a request list."""
    blocks: list[Block] = []
    first = 1
    for addressee, asked in deal.asked.items():
        blocks.append(Paragraph(Text(f"{deal.words['to']}: {addressee}"), strong=True))
        items = tuple(deal.english(question.question, (f"rule {question.lead}",)) for question in asked)
        blocks.append(Bullets(items, numbered=True, first=first))
        first += len(asked)
    if not blocks:
        blocks.append(Paragraph(Text(deal.words["no-question"])))
    return Section("questions", deal.words["questions"], tuple(blocks), Part.annex)


def theme(deal: Deal, of: Theme, tables: tuple[Block, ...] = ()) -> Section | None:
    """All findings of a theme after the tables about it, those alike on one line; None if there is nothing to say.

    Findings that are not about the deal are counted. What fails is told in full, if it was not told before.
    """
    words = deal.words
    all_of = [finding for finding in deal.assessment.findings if finding.rule.theme is of]
    blocks: list[Block] = [*tables]
    blocks += [_card(deal, finding) for finding in deal.fails[IN_FULL:] if finding.rule.theme is of]
    shown = _shown(all_of)
    if shown:
        columns = (
            Column(words["outcome"], width=3),
            Column(words["severity"], width=2),
            Column(words["problem"], width=8),
            Column(words["subject"], width=5),
            Column(words["said"], width=8),
        )
        rows = tuple(_line(deal, alike) for alike in _alike(shown))
        blocks.append(Table(f"theme-{of.value}", words[of.value], columns, rows))
    rest = len(all_of) - len(shown)
    if rest:
        blocks.append(Paragraph(Text(words["not-about"].format(number=rest))))
    if not blocks:
        return None
    return Section(f"annex-{of.value}", f"{words['annex']}: {words[of.value]}", tuple(blocks), Part.annex, of)


def _shown(found: Iterable[Finding]) -> list[Finding]:
    """What is about the deal, gravest outcome first."""
    about = (finding for finding in found if finding.outcome is not Outcome.not_applicable)
    return sorted(about, key=lambda f: (GRAVEST.index(f.outcome), -f.severity.rank, f.rule.id, f.subject))


def _alike(found: list[Finding]) -> list[list[Finding]]:
    """Findings of one rule of which the same is said, together."""
    groups: dict[tuple[str, Outcome, str], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.rule.id, finding.outcome, _said(finding)), []).append(finding)
    return list(groups.values())


def _line(deal: Deal, alike: list[Finding]) -> tuple[Cell, ...]:
    words, first = deal.words, alike[0]
    asks = sorted({number for finding in alike for number in _numbers(deal, finding)})
    named = ", ".join(map(str, asks[:NUMBERS])) + (" …" if len(asks) > NUMBERS else "")
    asked = f" ({words['asks'].format(numbers=named)})" if asks else ""
    return (
        Cell(Text(words[first.outcome.value]), first.outcome),
        Cell(Text(words[first.severity.value])),
        Cell(deal.english(first.rule.title, (rule_ref(first),))),
        Cell(Text("; ".join(map(deal.subject, alike)))),
        Cell(deal.english(f"{_said(first)}{_unverified(deal, first)}{asked}")),
    )


def _numbers(deal: Deal, finding: Finding) -> tuple[int, ...]:
    return deal.numbers.get((finding.rule.id, finding.subject), ())


def _said(finding: Finding) -> str:
    reason = wording.REASON_WORDS.get(finding.reason.value, "") if finding.reason else ""
    return f"{reason[:1].upper()}{reason[1:]}." if reason else finding.message


def listed(deals: Iterable[Deal], words: Mapping[str, str]) -> Table | None:
    """Every finding of some deals on a line of its own, those that are not about them left out; None if none is."""
    columns = (
        Column(words["name-of-deal"], width=2),
        Column(words["theme"], width=2),
        Column(words["outcome"], width=2),
        Column(words["severity"], width=1),
        Column(words["problem"], width=5),
        Column(words["subject"], width=2),
        Column(words["said"], width=6),
        Column(words["question"], width=6),
        Column(words["evidence-label"], width=5),
        Column(words["provision"], width=4),
        Column(words["why"], width=5),
        Column(words["clause"], width=5),
        Column(words["accepted"], width=3),
        Column(words["place"], width=3),
        Column(words["owner"], width=2),
        Column(words["due"], width=1),
    )
    rows = tuple(_row(deal, finding) for deal in deals for finding in _shown(deal.assessment.findings))
    return Table("all-findings", words["all-findings"], columns, rows, sortable=True) if rows else None


def _row(deal: Deal, finding: Finding) -> tuple[Cell, ...]:
    words = deal.words
    asked = " ".join(each.question for each in finding.questions) if finding.is_open else ""
    why, cure = (finding.rule.why, finding.rule.fix) if finding.outcome is Outcome.failed else ("", "")
    ruling = deal.gated.ruling(deal.assessment, finding)
    return (
        Cell(Text(deal.assessment.id)),
        Cell(Text(words[finding.rule.theme.value])),
        Cell(Text(words[finding.outcome.value]), finding.outcome),
        Cell(Text(words[finding.severity.value])),
        Cell(deal.english(finding.rule.title, (rule_ref(finding),))),
        Cell(Text(finding.subject)),
        Cell(_found(deal, finding)),
        Cell(deal.english(asked)),
        Cell(_evidence(deal, finding)),
        Cell(deal.english(deal.provision(finding))),
        Cell(deal.english(why)),
        Cell(deal.english(cure)),
        Cell(Text(ruling.why if ruling.state is State.waived else "")),
        Cell(Text(_place(deal, finding))),
        Cell(Text("")),
        Cell(Text("")),
    )
