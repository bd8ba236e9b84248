"""What a reader of a deal takes for granted, and what of it nobody has stated."""

from __future__ import annotations

from collections.abc import Callable

from checker.summary.deal import Deal

Test = Callable[[Deal], bool]
"""Whether something is stated."""


def missing(deal: Deal) -> list[str]:
    """What is not stated of the things that decide most deals, in the order in which people ask."""
    return [deal.words[name] for name, applies, stated in ESSENTIALS if applies(deal) and not stated(deal)]


def _has(kind: str) -> Test:
    return lambda deal: bool(deal.things(kind))


def _asked(kind: str) -> Test:
    """Whether the list was asked for and is not open: an empty list says that there are none."""
    return lambda deal: kind in deal.lookup.dossier.things and kind not in deal.lookup.dossier.open_lists


def _all(kind: str, *paths: str) -> Test:
    """Whether every entity named states one of the facts, and there is one."""
    return lambda deal: (
        bool(deal.things(kind))
        and all(any(_stated(deal, thing, path) for path in paths) for thing in deal.things(kind))
    )


def _stated(deal: Deal, thing: object, path: str) -> bool:
    fact = deal.fact(thing, path)  # type: ignore[arg-type]
    return fact.stated and fact.plan != fact.domain


def _kind(*kinds: str) -> Test:
    return lambda deal: deal.assessment.kind in kinds


def _deal(path: str) -> Test:
    return lambda deal: _stated(deal, deal.lookup.dossier.deal, path)


def _always(deal: Deal) -> bool:
    return deal.assessment.is_transaction is not False


def _either(*tests: Test) -> Test:
    return lambda deal: any(test(deal) for test in tests)


ESSENTIALS: tuple[tuple[str, Test, Test], ...] = (
    ("equity-shares", _either(_kind("joint_venture"), _has("holding")), _all("holding", "holding.share")),
    ("site", _has("facility"), _all("facility", "facility.country")),
    ("feedstock", _has("facility"), _all("facility", "facility.treats", "facility.feedstock")),
    ("ip-terms", _always, _either(_has("ip_term"), _asked("ip_term"))),
    ("technology-owner", _has("technology"), _all("technology", "technology.owner", "technology.ownership")),
    ("supply-shares", _always, _either(_all("supply", "supply.sources"), _asked("supply"))),
    ("binding-parts", _kind("memorandum"), _deal("deal.binding_parts")),
    ("governing-law", _always, _deal("deal.governing_law")),
    ("deal-value", _always, _deal("deal.value_eur")),
)
"""Key of the name, for which deals it matters, and when it is stated."""
