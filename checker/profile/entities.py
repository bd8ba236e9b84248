"""Every entity type of a profile. Nearly everything is optional and nothing has a guessed default."""

from __future__ import annotations

from checker.profile.entity import Entity
from checker.profile.first_supply import FirstSupply
from checker.profile.goods import Facility, Shipment, Supply
from checker.profile.licence import IpTerm
from checker.profile.parties import Clause, Deal, Funding, Holding, Milestone, Party
from checker.profile.product import Product
from checker.profile.technology import Technology
from checker.profile.transfer import Transfer

ENTITIES: dict[str, type[Entity]] = {
    "deal": Deal,
    "party": Party,
    "holding": Holding,
    "facility": Facility,
    "product": Product,
    "first_supply": FirstSupply,
    "supply": Supply,
    "shipment": Shipment,
    "technology": Technology,
    "ip_term": IpTerm,
    "transfer": Transfer,
    "clause": Clause,
    "funding": Funding,
    "milestone": Milestone,
}
"""Every entity type by the name that rules use."""
