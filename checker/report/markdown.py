"""The assessment as Markdown, for the summary of a job or a comment on a pull request.

Servers cut both off: a comment at 65,536 characters, a summary at a mebibyte. Each part has its room, and says how
much did not fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from checker.assessment.findings import DealAssessment, Outcome
from checker.gate.gate import OPEN, Gated, Ruling, State
from checker.gate.remarks import Remark
from checker.report.gfm import code, fitting, table, text
from checker.report.said import asked, closing, fact_words, law_words, leading, percent, settles, verdict_words
from checker.report.screen import SYMBOLS
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Checked

ROOM = {"deals": 14_000, "stops": 20_000, "spared": 7_000, "waived": 7_000, "remarks": 4_000, "questions": 4_000}
"""Bytes for each part; together less than a comment may hold."""
ROOM_FOR_ALL = 900_000
"""Bytes for what ``--all`` adds."""
LINES = 6
"""Provisions, facts or questions named of one finding."""
QUESTIONS = 5
"""Questions shown of a single deal; of several, two each."""
ASKED = 10
"""Deals of which questions are shown."""
WHICH = ("severity", "rule", "of")
"""Columns that tell which finding it is."""


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:
    """The assessment as text: what it comes to, what stops the gate, what does not count, what to ask."""
    headline, *rest = verdict_words(gated)
    yield f"## {text(headline)}\n\n"
    for words in rest:
        yield f"{text(words)}\n\n"
    order = _order(gated)
    yield from _deals(order)
    yield from _stops(gated, book)
    yield from _spared(gated)
    yield from _waived(gated)
    yield from _remarks(gated)
    yield from _questions([deal for _, deal in order])
    if everything:
        yield from _undecided(gated)
    for words in closing(gated.assessment, book):
        yield f"{text(words, 2_000)}\n\n"


def _order(gated: Gated) -> list[tuple[int, DealAssessment]]:
    """The deals with how much of each stops the gate, those of which anything does first."""
    stops = Counter(ruling.deal.id for ruling in gated.rulings(*OPEN) if ruling.state is State.stops)
    return sorted(((stops[deal.id], deal) for deal in gated.assessment.deals), key=lambda item: not item[0])


def _deals(order: list[tuple[int, DealAssessment]]) -> Iterator[str]:
    rows = [
        (
            f"{code(deal.id)} {_named(deal)}", *(deal.counts[outcome.value] for outcome in SYMBOLS),
            percent(deal.completeness), stops,
        )
        for stops, deal in order
    ]  # fmt: skip
    outcomes = [f"{symbol} {words}" for symbol, words, _ in SYMBOLS.values()]
    yield from table(["deal", *outcomes, "complete", "stops the gate"], rows, ROOM["deals"], numbers=True)


def _named(deal: DealAssessment) -> str:
    name = text(deal.name, 80) if deal.name != deal.id else ""
    return f"{name} (not a deal)" if deal.is_transaction is False else name


def _stops(gated: Gated, book: Rulebook) -> Iterator[str]:
    stopping = [ruling for ruling in gated.by_gravity(*OPEN) if ruling.state is State.stops]
    expired = [remark for remark in gated.remarks if remark.stops]
    if stopping or expired:
        yield "### What stops the gate\n\n"
    if stopping:
        yield from fitting(["".join(_in_full(ruling, book)) for ruling in stopping], ROOM["stops"])
    if expired:
        yield from fitting(list(map(_remark, expired)), ROOM["remarks"])
    if stopping or expired:
        yield "\n"


def _in_full(ruling: Ruling, book: Rulebook) -> Iterator[str]:
    """A finding with what it rests on, as an item of a list."""
    finding = ruling.finding
    unverified = ["source unverified"] if finding.rule.verified.grade is Checked.unverified else []
    added = [*unverified, *([ruling.why] if ruling.why else [])]
    more = f" ({text('; '.join(added))})" if added else ""
    symbol = SYMBOLS[finding.outcome][0]
    named = f"{code(finding.rule.id)} {_whose(ruling)}"
    yield f"- {symbol} **{finding.severity.value}** {named}: {text(finding.message, 600)}{more}\n"
    facts = [fact_words(fact) for fact in finding.facts if fact.evidence]
    yield from _lines("law", [text(law_words(source, book)) for source in finding.sources])
    yield from _lines("fact", list(map(code, facts)))
    if ruling.deal.path:
        yield f"  - at: {code(_at(ruling.deal.path, finding.line, finding.column))}\n"
    yield from _lines("ask", [f"{text(asked.question)} ({asked.to})" for asked in finding.questions])
    yield f"  - cure: {text(finding.rule.fix, 600)}\n"


def _lines(kind: str, said: list[str]) -> Iterator[str]:
    """The last of several, which of facts are those of the check, and how many there are besides."""
    if len(said) > LINES:
        yield f"  - {kind}: {len(said) - LINES} more, and\n"
    for words in said[-LINES:]:
        yield f"  - {kind}: {words}\n"


def _at(path: str, line: int, column: int) -> str:
    return f"{path}:{line}:{column}"


def _spared(gated: Gated) -> Iterator[str]:
    spared = [ruling for ruling in gated.by_gravity(Outcome.failed) if ruling.state is State.spared]
    rows = [(*_which(ruling), text(ruling.finding.message), text(ruling.why), _line(ruling)) for ruling in spared]
    if rows:
        yield "### Fails that do not count\n\n"
        yield from table([*WHICH, "what", "why it does not count", "at"], rows, ROOM["spared"])


def _which(ruling: Ruling) -> tuple[str, str, str]:
    finding = ruling.finding
    return (finding.severity.value, code(finding.rule.id), _whose(ruling))


def _whose(ruling: Ruling) -> str:
    deal, subject = ruling.deal.id, ruling.finding.subject
    return deal if subject == "deal" else f"{subject} of {deal}"


def _line(ruling: Ruling) -> str:
    return text(f"{ruling.deal.path}:{ruling.finding.line}") if ruling.deal.path else ""


def _waived(gated: Gated) -> Iterator[str]:
    rows = []
    for ruling in gated.by_gravity(*OPEN):
        if ruling.state is State.waived:
            finding = ruling.finding
            waiver = gated.waived[ruling.deal.id, finding.rule.id, finding.subject].entry.waiver
            said = (text(waiver.approved_by, 80), waiver.expires, text(waiver.reason, 600))
            rows.append((*_which(ruling), SYMBOLS[finding.outcome][1], *said))
    if rows:
        yield "### Waived\n\n"
        yield from table([*WHICH, "outcome", "accepted by", "until", "reason"], rows, ROOM["waived"])


def _remarks(gated: Gated) -> Iterator[str]:
    items = [_remark(remark) for remark in gated.remarks if not remark.stops]
    if gated.baseline is not None:
        known = {outcome: gated.count(outcome)[State.known] for outcome in OPEN}
        named = " and ".join(f"{number} {SYMBOLS[outcome][1]}" for outcome, number in known.items())
        items = [f"- {code(gated.baseline)}: {named} of this run stand there and are no worse.\n", *items]
    if items:
        yield "### To be known\n\n"
        yield from fitting(items, ROOM["remarks"])
        yield "\n"


def _remark(remark: Remark) -> str:
    at = code(_at(remark.path, remark.line, remark.column)) if remark.path else "All deals together"
    return f"- {at}: {text(remark.words)}\n"


def _questions(deals: list[DealAssessment]) -> Iterator[str]:
    single = len(deals) == 1
    several = islice(((deal, questions) for deal in deals if (questions := asked(deal))), ASKED)
    items = [
        f"- {'' if single else f'{code(deal.id)}: '}{text(question.question, 600)} ({text(settles(question))})\n"
        for deal, questions in several
        for question in leading(questions, QUESTIONS if single else 2)
    ]
    if items:
        yield "### Questions that would decide most\n\n"
        yield from fitting(items, ROOM["questions"])
        yield f"\nAll of them{'' if single else ', of every deal'}: `checker ask`.\n\n"


def _undecided(gated: Gated) -> Iterator[str]:
    rows = []
    for ruling in gated.by_gravity(Outcome.unknown):
        finding = ruling.finding
        question = f"{text(finding.questions[0].question)} ({finding.questions[0].to})" if finding.questions else ""
        rows.append((*_which(ruling), text(finding.message), question, _line(ruling)))
    if rows:
        yield "### Undecided\n\n"
        yield from table([*WHICH, "why", "first question (ask whom)", "at"], rows, ROOM_FOR_ALL)
