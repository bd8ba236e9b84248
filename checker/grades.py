"""How good the evidence for a fact is, and why a judgement stays open."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """The kind of source behind a statement, best first."""

    contract = "contract"
    """A signed text."""
    official = "official"
    """A public authority, register or official journal."""
    audited = "audited"
    """Measured or confirmed by an independent third party."""
    company = "company"
    """A company about itself."""
    reported = "reported"
    """A document in its own voice, without naming a source."""
    quoted = "quoted"
    """Words of a named person."""
    unnamed = "unnamed"
    """Unnamed sources."""
    planned = "planned"
    """An intention, target or expectation: not yet so."""
    opinion = "opinion"
    """Framing or rhetoric of an author."""
    boilerplate = "boilerplate"
    """Caption, advert or navigation: not evidence."""
    assumed = "assumed"
    """An assumption of the profile's author, with no document behind it."""

    @property
    def rank(self) -> int:
        """0 for the best grade; larger is weaker."""
        return _ORDER[self]

    @property
    def decides_nothing(self) -> bool:
        """Whether the grade is too weak even to say what a deal is about."""
        return self in _WEAK


_ORDER = {grade: rank for rank, grade in enumerate(Grade)}
_WEAK = frozenset({Grade.opinion, Grade.boilerplate, Grade.assumed})


class Reason(StrEnum):
    """Why a finding is ``unknown``. The order is the order in which one is named when several hold."""

    status_unknown = "status-unknown"
    date_missing = "date-missing"
    text_not_available = "text-not-available"
    fact_missing = "fact-missing"
    classification_needed = "classification-needed"
    judgement_needed = "judgement-needed"
    fact_conflict = "fact-conflict"
    planned_only = "planned-only"
    evidence_too_weak = "evidence-too-weak"
    range_straddles_limit = "range-straddles-limit"
