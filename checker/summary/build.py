"""From a judged deal to its risk summary."""

from __future__ import annotations

from collections.abc import Mapping

from checker.assessment.findings import DealAssessment
from checker.assessment.lookup import Lookup
from checker.gate.gate import Gated
from checker.rulebook.book import Rulebook
from checker.rulebook.common import Theme
from checker.seeds.model import Sheet
from checker.summary.calendar import calendar
from checker.summary.closing import evidence, limits, sign_off, statements
from checker.summary.deal import Deal
from checker.summary.document import Document
from checker.summary.findings import findings, questions, theme
from checker.summary.first_page import bottom_line, header, heat
from checker.summary.language import words
from checker.summary.tables import concentration, ip_terms, ownership


def summary(
    gated: Gated,
    assessment: DealAssessment,
    lookup: Lookup,
    book: Rulebook,
    sheets: Mapping[str, Sheet],
    language: str = "en",
) -> Document:
    """The risk summary of one deal. The order of its parts is fixed."""
    frame = words(language)
    deal = Deal(gated, assessment, lookup, book, sheets, frame)
    themes = [found for each in Theme if (found := theme(deal, each)) is not None]
    sections = (
        header(deal),
        bottom_line(deal),
        heat(deal),
        findings(deal),
        calendar(deal),
        ownership(deal),
        concentration(deal),
        ip_terms(deal),
        questions(deal),
        *themes,
        evidence(deal),
        limits(deal),
        sign_off(deal),
        statements(deal),
    )
    run = gated.assessment
    foot = (
        f"{frame['as-of']} {run.as_of}. {frame['rulebook']} {run.edition} ({run.digest[:12]}). "
        f"{frame['digest']} {assessment.id} ({assessment.digest[:12]}). No legal advice."
    )
    return Document(
        assessment.id, f"{frame['summary']}: {assessment.name}", "", language, run.as_of, sections, foot, dict(frame)
    )
