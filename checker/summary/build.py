"""From a judged deal to its risk summary."""

from __future__ import annotations

from checker.rulebook.common import Theme
from checker.summary.calendar import calendar
from checker.summary.closing import evidence, limits, sign_off, statements
from checker.summary.concentration import concentration
from checker.summary.deal import Deal
from checker.summary.document import Document
from checker.summary.findings import findings, listed, questions, theme
from checker.summary.first_page import bottom_line, header, heat
from checker.summary.tables import ip_terms, ownership


def summary(deal: Deal, language: str, *, listing: bool = False) -> Document:
    """The risk summary of one deal. The order of its parts is fixed. ``listing`` adds every finding on a line."""
    frame, assessment = deal.words, deal.assessment
    tables = {
        Theme.ownership: ownership(deal),
        Theme.concentration: concentration(deal),
        Theme.ip: ip_terms(deal),
    }
    order = [*tables, *(each for each in Theme if each not in tables)]
    annexes = [found for each in order if (found := theme(deal, each, tables.get(each, ()))) is not None]
    sections = (
        header(deal),
        bottom_line(deal),
        heat(deal),
        findings(deal),
        calendar(deal),
        questions(deal),
        *annexes,
        evidence(deal),
        limits([deal], frame),
        sign_off(deal),
        statements(deal),
    )
    run = deal.gated.assessment
    foot = (
        f"{frame['as-of']} {run.as_of}. {frame['rulebook']} {run.edition} ({run.digest[:12]}). "
        f"{frame['digest']} {assessment.id} ({assessment.digest[:12]}). {frame['no-advice']}"
    )
    title = f"{frame['summary']}: {assessment.name}"
    every = listed([deal], frame) if listing else None
    return Document(assessment.id, title, "", language, run.as_of, sections, foot, dict(frame), findings=every)
