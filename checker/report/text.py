"""The assessment for a person: what it comes to, what fails, what is coming, what to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.assessment.findings import Assessment, DealAssessment, Finding, Outcome
from checker.gate.gate import Gated, State
from checker.profile.vocabulary import plurals
from checker.report.said import asked, closing, fact_words, law_words, leading, percent, settles, verdict_words
from checker.report.screen import SYMBOLS, line, say
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Checked, Theme

QUESTIONS = 5
"""Questions shown for one deal."""
COMING = 6
"""Provisions shown that do not apply yet."""
ELSEWHERE = 5
"""Reasons shown why rules do not apply."""


def render(gated: Gated, book: Rulebook, console: Console, *, everything: bool) -> None:
    """Print an assessment: one deal in full, several as a table with what matters of each."""
    assessment = gated.assessment
    if len(assessment.deals) > 1:
        _portfolio(assessment, console)
    for deal in assessment.deals:
        _deal(gated, deal, book, console, everything=everything, full=len(assessment.deals) == 1)
    _gate(gated, console)
    console.print()
    for words in closing(assessment, book):
        say(console, 0, words)


def _portfolio(assessment: Assessment, console: Console) -> None:
    say(console, 0, (f"{len(assessment.deals)} deals", "bold"))
    table = _table("deal")
    table.add_column("complete", justify="right", no_wrap=True)
    for deal in assessment.deals:
        table.add_row(deal.id, *_counts(deal.findings), percent(deal.completeness))
    console.print(table)


def _gate(gated: Gated, console: Console) -> None:
    """What else is to be said, and what stops the gate."""
    if gated.remarks:
        console.print()
    for remark in gated.remarks:
        at = f"  {remark.path}:{remark.line}:{remark.column}" if remark.line > 1 else f"  {remark.path}"
        say(console, 0, ("! ", "yellow"), remark.words, (at, "bright_black"), hang=2)
    console.print()
    for words in verdict_words(gated):
        say(console, 0, words)


def _table(first: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="")
    table.add_column(first, overflow="fold")
    for symbol, words, colour in SYMBOLS.values():
        table.add_column(line((f"{symbol} {words}", colour)), justify="right", no_wrap=True)
    return table


def _counts(findings: Iterable[Finding]) -> list[Text]:
    found = [finding.outcome for finding in findings]
    return [
        line((str(found.count(outcome)), colour if outcome in found else "bright_black"))
        for outcome, (_, _, colour) in SYMBOLS.items()
    ]


def _deal(
    gated: Gated, deal: DealAssessment, book: Rulebook, console: Console, *, everything: bool, full: bool
) -> None:
    console.print()
    kind = f"  {deal.kind.replace('_', ' ')}" if deal.kind else ""
    say(console, 0, (deal.name, "bold"), kind, (f"  {deal.path}", "bright_black"))
    say(console, 0, _headline(deal))
    if full:
        table = _table("theme")
        for theme in Theme:
            findings = [finding for finding in deal.findings if finding.rule.theme is theme]
            if findings:
                table.add_row(theme.value, *_counts(findings))
        console.print()
        console.print(table)
    _fails(gated, deal, book, console)
    if full:
        _coming(deal, console)
    _questions(deal, console, QUESTIONS if full else 2)
    if full:
        _elsewhere(deal, console)
    if everything:
        _everything(deal, console)


def _headline(deal: DealAssessment) -> str:
    counts = {outcome: deal.counts[outcome.value] for outcome in Outcome}
    if deal.is_transaction is False:
        return (
            "Not a deal, not evaluable: there is no transaction to judge. "
            f"{counts[Outcome.not_applicable]} rules do not apply, {counts[Outcome.unknown]} stay open."
        )
    words = {
        Outcome.unknown: "cannot be told",
        Outcome.passed: "kept on the stated facts",
        Outcome.not_yet: "not applying yet",
        Outcome.not_applicable: "not about this deal",
    }
    fails = counts[Outcome.failed]
    first = "No rule fails." if not fails else "1 rule fails." if fails == 1 else f"{fails} rules fail."
    rest = ", ".join(f"{counts[outcome]} {said}" for outcome, said in words.items() if counts[outcome])
    complete = "" if deal.completeness is None else f" The profile is {percent(deal.completeness)} complete."
    return f"{first} {rest[:1].upper()}{rest[1:]}.{complete}" if rest else first


def _heading(console: Console, words: str) -> None:
    console.print()
    say(console, 0, (words, "bold"))


def _fails(gated: Gated, deal: DealAssessment, book: Rulebook, console: Console) -> None:
    fails = sorted(
        (finding for finding in deal.findings if finding.outcome is Outcome.failed),
        key=lambda finding: (-finding.severity.rank, finding.rule.id, finding.subject),
    )
    accepted = [gated.ruling(deal, f) for f in deal.findings if f.outcome is Outcome.unknown]
    accepted = [ruling for ruling in accepted if ruling.state is State.waived]
    if fails:
        _heading(console, "Fails")
    for finding in fails:
        unverified = " (source unverified)" if finding.rule.verified.grade is Checked.unverified else ""
        words = f"{finding.severity.value}  {finding.rule.id}  {finding.subject}: {finding.message}{unverified}"
        say(console, 0, ("✘ ", "red"), words, hang=4)
        for source in finding.sources:
            say(console, 4, f"law   {law_words(source, book)}")
        for fact in finding.facts:
            if fact.evidence:
                say(console, 4, f"fact  {fact_words(fact)}")
        say(console, 4, f"at    {deal.path}:{finding.line}:{finding.column}")
        ruling = gated.ruling(deal, finding)
        if ruling.state in (State.waived, State.known):
            say(console, 4, f"gate  {ruling.why}", hang=6)
        say(console, 4, f"cure  {finding.rule.fix}")
    if accepted:
        _heading(console, "Undecided and accepted")
    for ruling in accepted:
        words = f"{ruling.finding.rule.id}  {ruling.finding.subject}: {ruling.why}"
        say(console, 0, ("? ", "yellow"), words, hang=4)


def _coming(deal: DealAssessment, console: Console) -> None:
    known = [finding for finding in deal.findings if finding.subject not in plurals()]
    coming = [f for f in known if f.outcome is Outcome.not_yet or (f.since and f.outcome is not Outcome.unknown)]
    if not coming:
        return
    _heading(console, "Coming")
    groups: dict[tuple[date | str | None, ...], list[Finding]] = {}
    for finding in sorted(coming, key=lambda f: (f.since is None, f.since, -f.severity.rank, f.rule.id)):
        groups.setdefault((finding.since, finding.rule.id, finding.message), []).append(finding)
    for findings in list(groups.values())[:COMING]:
        first = findings[0]
        when = first.since.isoformat() if first.since else "no date"
        words = f"{when}  {first.rule.id}  {', '.join(f.subject for f in findings)}: {first.message}"
        say(console, 0, ("… ", "cyan"), words, hang=4)
    if len(groups) > COMING:
        say(console, 0, f"  and {len(groups) - COMING} more with --all")


def _questions(deal: DealAssessment, console: Console, limit: int) -> None:
    questions = asked(deal)
    if not questions:
        return
    _heading(console, "Questions that would decide most")
    for number, question in enumerate(leading(questions, limit), 1):
        say(console, 0, f"{number}. ", question.question, (f"  ({settles(question)})", "bright_black"), hang=3)
    if len(questions) > limit:
        say(console, 0, (f"   {len(questions) - limit} more: checker ask {deal.path}", "bright_black"))


def _elsewhere(deal: DealAssessment, console: Console) -> None:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in deal.findings:
        if finding.outcome is Outcome.not_applicable and finding.pivot is not None and finding.pivot.stated:
            groups.setdefault((finding.pivot.owner, finding.pivot.path), []).append(finding)
    if not groups:
        return
    _heading(console, "Not about this deal, on the stated facts")
    largest = sorted(groups.values(), key=lambda findings: -len(findings))
    for findings in largest[:ELSEWHERE]:
        _pivot(findings, console)
    rest = sum(map(len, largest[ELSEWHERE:]))
    if rest:
        say(console, 0, (f"  and {_rules(rest)} for other reasons, with --all", "bright_black"))


def _pivot(findings: list[Finding], console: Console) -> None:
    first, pivot = findings[0], findings[0].pivot
    assert pivot is not None
    themes = Counter(finding.rule.theme.value for finding in findings)
    named = ", ".join(f"{count} {theme}" if len(themes) > 1 else theme for theme, count in sorted(themes.items()))
    cited = f" [{', '.join(pivot.evidence)}]" if pivot.evidence else ""
    about = "" if pivot.path.startswith("deal.") else f"{pivot.owner}: "
    words = f"{_rules(len(findings))} ({named}): {about}{pivot.path} = {pivot.shown}{cited}"
    say(console, 0, ("– ", "bright_black"), words, hang=2)
    for question in first.questions[:1]:
        say(console, 2, (f"another answer would change that: {question.question}", "bright_black"), hang=2)


def _rules(count: int) -> str:
    return "1 rule" if count == 1 else f"{count} rules"


def _everything(deal: DealAssessment, console: Console) -> None:
    _heading(console, "All findings")
    for finding in deal.findings:
        symbol, words, colour = SYMBOLS[finding.outcome]
        about = f"{finding.rule.theme.value}/{finding.rule.id}  {finding.subject}: {finding.message}"
        say(console, 0, (f"{symbol} {words:14} ", colour), about, hang=17)
