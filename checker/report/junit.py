"""The assessment as JUnit XML: a suite for each deal, a case for each finding, a failure where one stops the gate.

What fails and does not count, or is undecided, is skipped with the reason, never passed. What else the gate has to say
stands in a suite of its own. The law date, the rulebook and how complete the profile is are properties of each suite.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from checker.assessment.findings import DealAssessment, Finding, Outcome
from checker.gate.gate import Gated, Ruling, State
from checker.gate.remarks import Remark
from checker.report.plain import plain
from checker.report.said import fact_words, law_words
from checker.report.screen import SYMBOLS, clean
from checker.rulebook.book import Rulebook

GATE = "checker.gate"
"""The suite of what is not said of a rule. No deal is called so: an id holds no dot."""
_STATES = {State.spared: "does not count", State.waived: "waived", State.known: "known"}

Result = str | None
"""The element that says how a case went; None if it passed."""


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:
    """The assessment as text, in pieces. ``everything`` adds the rules that do not apply, as skipped."""
    deals = gated.assessment.deals
    results = [Counter(_result(ruling) for ruling in _shown(gated, deal, everything)) for deal in deals]
    remarked: Counter[Result] = Counter("failure" if remark.stops else "skipped" for remark in gated.remarks)
    total = sum(results, remarked)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _tag("testsuites", {"name": "checker", **_counts(total)}) + "\n"
    for deal, counts in zip(deals, results, strict=True):
        yield _opened(deal.id, counts, _run(gated) | _of(gated, deal))
        yield from (_case(ruling, book) for ruling in _shown(gated, deal, everything))
        yield "</testsuite>\n"
    if gated.remarks:
        yield _opened(GATE, remarked, _run(gated))
        yield from map(_remark, gated.remarks)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _shown(gated: Gated, deal: DealAssessment, everything: bool) -> Iterator[Ruling]:
    for finding in deal.findings:
        if everything or finding.outcome is not Outcome.not_applicable:
            yield gated.ruling(deal, finding)


def _result(ruling: Ruling) -> Result:
    if ruling.state is State.stops:
        return "failure"
    return None if ruling.finding.outcome is Outcome.passed else "skipped"


def _counts(results: Mapping[Result, int]) -> dict[str, object]:
    failures, skipped = results.get("failure", 0), results.get("skipped", 0)
    return {"tests": sum(results.values()), "failures": failures, "errors": 0, "skipped": skipped}


def _run(gated: Gated) -> dict[str, object]:
    """What is the same for all deals of a run."""
    assessment, policy = gated.assessment, gated.policy
    return {
        "as_of": assessment.as_of,
        "rulebook": assessment.edition,
        "rulebook_digest": assessment.digest,
        "engine": assessment.engine,
        "fail_on": policy.level.value,
        "strict": "yes" if policy.strict else "no",
    }


def _of(gated: Gated, deal: DealAssessment) -> dict[str, object]:
    states = Counter(gated.ruling(deal, finding).state for finding in deal.findings)
    completeness = {} if deal.completeness is None else {"completeness": deal.completeness}
    known = {} if gated.past is None else {"known": states[State.known]}
    return {"deal": plain(deal.name), **completeness, "waived": states[State.waived], **known}


def _opened(name: str, results: Mapping[Result, int], properties: Mapping[str, object]) -> str:
    """The beginning of a suite."""
    lines = [_tag("property", {"name": name, "value": value}, end="/>") for name, value in properties.items()]
    return "\n".join([_tag("testsuite", {"name": name, **_counts(results)}), "<properties>", *lines, "</properties>\n"])


def _case(ruling: Ruling, book: Rulebook) -> str:
    deal, finding = ruling.deal, ruling.finding
    case = _begun(
        f"{deal.id}.{finding.rule.theme.value}", f"{finding.rule.id} {finding.subject}", deal.path, finding.line
    )
    result = _result(ruling)
    if result is None:
        return f"{case}</testcase>\n"
    failed = finding.outcome is Outcome.failed
    detail = "\n".join(map(plain, _detail(ruling, book))) if failed or result == "failure" else ""
    if result == "failure":
        message = f"{finding.severity.value}: {finding.message}"
        about = {"type": "fail" if failed else "undecided", "message": plain(message)}
    else:
        about = {"message": plain(_why(ruling))}
    return f"{case}\n{_tag(result, about)}{escape(detail)}</{result}>\n</testcase>\n"


def _why(ruling: Ruling) -> str:
    """Why a finding is neither a pass nor a failure."""
    finding = ruling.finding
    said = SYMBOLS[finding.outcome][1]
    if ruling.state in _STATES:
        said = f"{said}, {_STATES[ruling.state]} ({ruling.why})"
    first = "" if finding.outcome is Outcome.not_applicable else "".join(_asked(finding)[:1])
    return f"{said}: {finding.message} {first}"


def _asked(finding: Finding) -> list[str]:
    return [f"Ask {asked.to}: {asked.question}" for asked in finding.questions]


def _detail(ruling: Ruling, book: Rulebook) -> Iterator[str]:
    """What a finding rests on, line by line."""
    finding = ruling.finding
    yield finding.message
    yield from (f"law: {law_words(source, book)}" for source in finding.sources)
    yield from (f"fact: {fact_words(fact)}" for fact in finding.facts if fact.evidence)
    if ruling.deal.path:
        yield f"at: {ruling.deal.path}:{finding.line}:{finding.column}"
    if ruling.why:
        yield f"gate: {ruling.why}"
    yield from _asked(finding)
    yield f"cure: {finding.rule.fix}"


def _remark(remark: Remark) -> str:
    result = "failure" if remark.stops else "skipped"
    about = {"type": remark.about.value} if remark.stops else {}
    at = f" ({remark.path}:{remark.line}:{remark.column})" if remark.path else ""
    case = _begun(GATE, plain(remark.words), remark.path, remark.line)
    return f"{case}\n{_tag(result, about | {'message': plain(remark.words + at)}, end='/>')}\n</testcase>\n"


def _begun(group: str, name: str, path: str, line: int) -> str:
    """The beginning of a case; readers want a time of each."""
    at = {"file": path, "line": line} if path else {}
    return _tag("testcase", {"classname": group, "name": name, **at, "time": 0})


def _tag(name: str, attributes: Mapping[str, object], end: str = ">") -> str:
    return f"<{name}{''.join(f' {key}={_quoted(value)}' for key, value in attributes.items())}{end}"


def _quoted(value: object) -> str:
    """A value between quotes. What no XML may hold is replaced like everything that a terminal would obey."""
    return quoteattr(clean(str(value)))
