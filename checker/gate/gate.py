"""An assessment at the gate: which findings stop it, and what else is to be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checker.assessment.findings import Assessment, DealAssessment, Finding, Outcome
from checker.gate import waivers as waivers_
from checker.gate.baseline import Change, Past, Was, change
from checker.gate.exits import Exit
from checker.gate.policy import Policy
from checker.gate.remarks import About, Remark
from checker.gate.waivers import Entry, Standing

OPEN = (Outcome.failed, Outcome.unknown)
"""Outcomes that a gate looks at."""


class State(StrEnum):
    """What a gate makes of a finding."""

    stops = "stops"
    """It stops the gate."""
    spared = "spared"
    """It fails or is undecided, and the policy lets it pass."""
    waived = "waived"
    """Somebody accepted it."""
    known = "known"
    """It stood in the baseline and is no worse."""
    settled = "settled"
    """There is nothing to stop for."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One finding at the gate."""

    deal: DealAssessment
    finding: Finding
    state: State
    why: str
    """Why it does not stop the gate, or how it stands against the baseline; empty if there is nothing to add."""
    change: Change | None = None
    """How it stands against the baseline, if there is one."""


@dataclass(frozen=True, slots=True)
class Gated:
    """An assessment at the gate."""

    assessment: Assessment
    policy: Policy
    remarks: tuple[Remark, ...]
    """Sorted by place."""
    themes_off: Mapping[str, str] = field(default_factory=dict)
    """Themes that the house does not check, each with the reason."""
    waived: Mapping[waivers_.Key, Standing] = field(default_factory=dict)
    """The waivers that hold."""
    past: Past | None = None
    """The baseline."""
    baseline: str | None = None
    """The file it stands in."""

    def ruling(self, deal: DealAssessment, finding: Finding) -> Ruling:
        """What the gate makes of one finding."""
        if finding.outcome not in OPEN:
            return Ruling(deal, finding, State.settled, "")
        waiver = self.waived.get((deal.id, finding.rule.id, finding.subject))
        turned = None
        if self.past is not None:
            turned = change(finding, self.past.get(deal.id, {}).get((finding.rule.id, finding.subject)))
        if waiver is not None:
            return Ruling(deal, finding, State.waived, waiver.words, turned)
        if turned is Change.same:
            return Ruling(deal, finding, State.known, "in the baseline", turned)
        spared = self.policy.spared(finding)
        if spared is not None:
            return Ruling(deal, finding, State.spared, spared, turned)
        return Ruling(deal, finding, State.stops, f"{turned.value} since the baseline" if turned else "", turned)

    def rulings(self, *outcomes: Outcome) -> Iterator[Ruling]:
        """The findings with these outcomes, deal by deal; all of them without any."""
        for deal in self.assessment.deals:
            for finding in deal.findings:
                if not outcomes or finding.outcome in outcomes:
                    yield self.ruling(deal, finding)

    def by_gravity(self, *outcomes: Outcome) -> list[Ruling]:
        """The findings with these outcomes, those that stop the gate first, the gravest first."""
        order = list(State)
        return sorted(
            self.rulings(*outcomes),
            key=lambda r: (
                order.index(r.state), r.finding.outcome is not Outcome.failed, -r.finding.severity.rank,
                r.deal.id, r.finding.rule.id, r.finding.subject,
            ),
        )  # fmt: skip

    def count(self, outcome: Outcome) -> Mapping[State, int]:
        """How many findings of an outcome there are in each state."""
        return Counter(ruling.state for ruling in self.rulings(outcome))

    @property
    def exit(self) -> Exit:
        """The exit code. A fail comes before an expired waiver, and that before what is undecided."""
        if self.count(Outcome.failed)[State.stops]:
            return Exit.failed
        if any(remark.stops for remark in self.remarks):
            return Exit.invalid
        return Exit.undecided if self.count(Outcome.unknown)[State.stops] else Exit.clean


def gated(
    assessment: Assessment,
    policy: Policy,
    judged: frozenset[str],
    *,
    whole: bool = False,
    entries: Iterable[Entry] = (),
    themes_off: Mapping[str, str] | None = None,
    off: Iterable[Remark] = (),
    past: Past | None = None,
    baseline: str | None = None,
) -> Gated:
    """Bring an assessment to the gate.

    ``judged`` names the rules that were, ``whole`` says that these are all rules and all deals of the repository;
    ``off`` says at which place of the settings each theme is off.
    """
    standings = waivers_.standings(entries, assessment.deals, judged, assessment.as_of, whole=whole)
    remarks = [*off, *(remark for standing in standings if (remark := standing.remark) is not None)]
    if past is not None and baseline is not None:
        for deal in assessment.deals:
            remarks += _since(deal, past.get(deal.id), judged, baseline)
    held = {standing.entry.waiver.key: standing for standing in standings if standing.about is None}
    return Gated(assessment, policy, tuple(sorted(remarks)), themes_off or {}, held, past, baseline)


def _since(
    deal: DealAssessment, past: Mapping[tuple[str, str], Was] | None, judged: frozenset[str], baseline: str
) -> Iterator[Remark]:
    """What was fixed of a deal since the baseline, and whether more of it is undecided."""
    now = {(finding.rule.id, finding.subject): finding for finding in deal.findings}
    was = {key: known for key, known in (past or {}).items() if key[0] in judged}
    for rule, subject in sorted(was):
        before = was[rule, subject].outcome
        finding = now.get((rule, subject))
        if before is Outcome.failed and (finding is None or finding.outcome is not Outcome.failed):
            then = finding.outcome.value.replace("_", " ") if finding else "gone with its subject"
            words = f"{rule} for {subject} of {deal.id} fails no longer: {then}."
            yield Remark(baseline, 1, 1, About.fixed, words)
    undecided = sum(finding.outcome is Outcome.unknown for finding in deal.findings)
    before_ = sum(known.outcome is Outcome.unknown for known in was.values())
    if past is not None and undecided > before_:
        words = f"More of {deal.id} is undecided: {undecided} findings, {before_} in the baseline."
        yield Remark(deal.path, 1, 1, About.undecided_rise, words)
