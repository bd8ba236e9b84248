"""The closed kinds of derivation. A derivation is written as one key, its kind, with the kind's own options."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from checker.derivations.classify import Classify
from checker.derivations.covers import Covers
from checker.derivations.default_law import DefaultLaw, LawsDiffer
from checker.derivations.diversion import Diverted
from checker.derivations.effective_suppliers import EffectiveSuppliers
from checker.derivations.first_of import FirstOf
from checker.derivations.hhi import Hhi
from checker.derivations.holder_share import ShareOf
from checker.derivations.k_firm_share import KFirmShare
from checker.derivations.largest_share import LargestShare
from checker.derivations.largest_sum import LargestSum
from checker.derivations.leadership import IsLeader
from checker.derivations.look_through import HeldFrom, LookThrough
from checker.derivations.merger_delta import MergerDelta
from checker.derivations.named import Named
from checker.derivations.narrow import Narrow
from checker.derivations.over_list import Count, Exists, Sum
from checker.derivations.published import Published
from checker.models import Closed, mistake


class Derive(Closed):
    """Exactly one kind of derivation."""

    classify: Classify | None = None
    exists: Exists | None = None
    count: Count | None = None
    sum: Sum | None = None
    largest_sum: LargestSum | None = None
    largest_share: LargestShare | None = None
    hhi: Hhi | None = None
    k_firm_share: KFirmShare | None = None
    effective_suppliers: EffectiveSuppliers | None = None
    share_of: ShareOf | None = None
    is_leader: IsLeader | None = None
    diverted: Diverted | None = None
    merger_delta: MergerDelta | None = None
    look_through: LookThrough | None = None
    held_from: HeldFrom | None = None
    first_of: FirstOf | None = None
    narrow: Narrow | None = None
    covers: Covers | None = None
    named: Named | None = None
    published: Published | None = None
    default_law: DefaultLaw | None = None
    laws_differ: LawsDiffer | None = None

    @model_validator(mode="after")
    def _one(self) -> Derive:
        if len(self.model_fields_set) != 1:
            raise mistake("a derivation has exactly one kind", f"Keep one of: {', '.join(KINDS)}.")
        return self

    @property
    def kind(self) -> str:
        """The kind's name."""
        return next(iter(self.model_fields_set))

    @property
    def how(self) -> Any:
        """The kind with its options."""
        return getattr(self, self.kind)


KINDS = tuple(Derive.model_fields)
"""Every kind of derivation."""
