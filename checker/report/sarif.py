"""The assessment as SARIF 2.1.0, the format in which programs hand on what they find in files.

What fails is of the kind ``fail``; what is undecided is of the kind ``open``, to which SARIF gives no level. Undecided
findings that stop the gate are of the kind ``fail``, and their words say that they are undecided: an error stops the
gate, and whatever stops it is an error, an expired waiver among the notifications. Only rules with a result are
described, so that a report of one fail does not hold several hundred rules.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from checker import __version__
from checker.assessment.findings import Outcome
from checker.gate.baseline import Change
from checker.gate.gate import OPEN, Gated, Ruling, State
from checker.gate.remarks import About, Remark
from checker.report.entries import Level, identity, is_listed, left_out, level, level_of_remark, place, words
from checker.report.plain import plain
from checker.rulebook.book import Rulebook
from checker.rulebook.rules import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "dealRuleSubject/v1"
"""Says what the fingerprint of a result is made of."""

_STATES = {Change.new: "new", Change.worsened: "updated", Change.same: "unchanged"}
_OF_A_RUN = (About.fixed, About.undecided_rise)
"""Remarks on what was found; the others are on the settings of the house."""


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:
    """The assessment as text: a rule, a notification and a result a line, results by deal, theme, rule and subject."""
    rulings = [ruling for ruling in gated.rulings(*OPEN) if is_listed(ruling, everything=everything)]
    found = {ruling.finding.rule.id: ruling.finding.rule for ruling in rulings}
    rules = {id: found[id] for id in sorted(found)}
    numbers = {id: number for number, id in enumerate(rules)}
    driver = f'"driver": {{"name": "deal-checker", "version": "{__version__}", "rules": '
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n"tool": {{{driver}'
    yield from _lines(_rule(rule, book) for rule in rules.values())
    exit = f'"executionSuccessful": true, "exitCode": {int(gated.exit)}'
    yield f'}}}},\n"invocations": [{{{exit}, "toolConfigurationNotifications": '
    yield from _lines(_notification(gated, remark) for remark in gated.remarks if remark.about not in _OF_A_RUN)
    yield ', "toolExecutionNotifications": '
    yield from _lines(_on_the_run(gated, everything=everything))
    yield f'}}],\n"columnKind": "unicodeCodePoints",\n"properties": {_json(_properties(gated))},\n"results": '
    yield from _lines(_result(gated, ruling, book, numbers) for ruling in rulings)
    yield "}]}\n"


def _lines(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A list, one item a line."""
    yield "["
    number = 0
    for number, item in enumerate(items, 1):
        yield ("\n" if number == 1 else ",\n") + _json(item)
    yield "\n]" if number else "]"


def _json(item: dict[str, Any]) -> str:
    return json.dumps(item, ensure_ascii=False)


def _properties(gated: Gated) -> dict[str, Any]:
    assessment = gated.assessment
    states = [ruling.state for ruling in gated.rulings(*OPEN)]
    return {
        "as_of": assessment.as_of.isoformat(),
        "engine": assessment.engine,
        "rulebook": {"edition": assessment.edition, "digest": assessment.digest},
        "themes_off": {theme: plain(reason) for theme, reason in gated.themes_off.items()},
        "waived": states.count(State.waived),
        **({"known": states.count(State.known)} if gated.past is not None else {}),
    }


def _rule(rule: Rule, book: Rulebook) -> dict[str, Any]:
    sources = "; ".join(f"{book.instruments[source.instrument].short}, {source.at}" for source in rule.sources)
    return {
        "id": rule.id,
        "shortDescription": _message(plain(rule.title)),
        "fullDescription": _message(plain(rule.why)),
        "help": _message(f"{plain(rule.fix)} Sources: {plain(sources)}."),
        "properties": {
            "theme": rule.theme.value,
            "force": rule.force.value,
            "severity": rule.severity.value,
            "verified": rule.verified.grade.value,
        },
    }


def _result(gated: Gated, ruling: Ruling, book: Rulebook, numbers: dict[str, int]) -> dict[str, Any]:
    finding, deal, said = ruling.finding, ruling.deal, words(ruling, book)
    graded = level(ruling)
    fails = finding.outcome is Outcome.failed or graded is Level.error
    named = {"name": finding.subject, "fullyQualifiedName": f"{deal.id}/{finding.subject}"}
    result = {
        "ruleId": finding.rule.id,
        "ruleIndex": numbers[finding.rule.id],
        "kind": "fail" if fails else "open",
        "level": graded.value if fails else "none",
        "message": _message(" ".join(filter(None, (said.what, said.ground, said.law)))),
        "locations": [{**_place(place(gated, deal.path), finding.line, finding.column), "logicalLocations": [named]}],
        "partialFingerprints": {FINGERPRINT: identity(ruling)},
    }
    if ruling.change is not None:
        result["baselineState"] = _STATES[ruling.change]
    if gated.waived:
        accepted = {"kind": "external", "status": "accepted", "justification": plain(ruling.why)}
        result["suppressions"] = [accepted] if ruling.state is State.waived else []
    return {**result, "properties": {"deal": deal.id, "outcome": finding.outcome.value, "gate": ruling.state.value}}


def _on_the_run(gated: Gated, *, everything: bool) -> Iterator[dict[str, Any]]:
    yield from (_notification(gated, remark) for remark in gated.remarks if remark.about in _OF_A_RUN)
    unlisted = left_out(gated, everything=everything)
    if unlisted:
        yield {"descriptor": {"id": "undecided-left-out"}, "level": "note", "message": _message(unlisted)}


def _notification(gated: Gated, remark: Remark) -> dict[str, Any]:
    return {
        "descriptor": {"id": remark.about.value},
        "level": level_of_remark(remark).value,
        "message": _message(plain(remark.words)),
        "locations": [_place(place(gated, remark.path), remark.line, remark.column)],
    }


def _place(path: str, line: int, column: int) -> dict[str, Any]:
    file = {"artifactLocation": {"uri": _uri(path)}, "region": {"startLine": line, "startColumn": column}}
    return {"physicalLocation": file}


def _uri(path: str) -> str:
    """The file as a URI: relative where the path is."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(path.encode("utf-8", "surrogateescape"))


def _message(text: str) -> dict[str, str]:
    """A text in which nothing is taken for a placeholder or a link."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
