"""The rulebook in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from checker.profile.kinds import Kind
from checker.rulebook.coverage import Coverage
from checker.rulebook.defaults import Defaults
from checker.rulebook.instruments import Instrument
from checker.rulebook.lists import List
from checker.rulebook.parameters import Parameter, Resolved, Start
from checker.rulebook.routes import Routes
from checker.rulebook.rules import Derivation, Question, Rule
from checker.rulebook.shelf import Shelf

if TYPE_CHECKING:
    from checker.rulebook.reference import Reference


@dataclass(frozen=True, eq=False)
class Rulebook:
    """Everything that a deal is judged by."""

    edition: str
    """Name of the edition, by year and month."""
    digest: str
    """SHA-256 over all files."""
    instruments: Mapping[str, Instrument]
    parameters: Mapping[str, Parameter]
    starts: Mapping[str, Start]
    lists: Mapping[str, List]
    defaults: Mapping[str, Defaults]
    """Comparisons of laws where nothing is agreed."""
    derivations: tuple[Derivation, ...]
    """Sorted by id."""
    rules: tuple[Rule, ...]
    """Sorted by theme and id."""
    questions: Mapping[str, Mapping[str, Question]]
    """The usual questions, by type of subject and path of the fact."""
    coverage: Mapping[str, Coverage]
    """What is encoded, by instrument."""
    files: Mapping[str, str]
    """File of each rule, derivation, instrument and list, by id; of parameters and starts, by name."""
    adopted: Mapping[str, date]
    """Acts taken to have entered into force on a day, for examples."""
    routes: Routes
    """Where paths lead."""
    shelf: Shelf
    """Where the published figures lie."""
    house: frozenset[str] = frozenset()
    """Parameters whose value the house has set itself."""

    def label(self, name: str) -> str:
        """What a parameter is, for people, marked where the house has set it."""
        return self.parameters[name].label + (" (limit of the house)" if name in self.house else "")

    def rule(self, id: str) -> Rule | None:
        """The rule of that id."""
        return next((rule for rule in self.rules if rule.id == id), None)

    @cached_property
    def inferred(self) -> frozenset[str]:
        """The facts that are inferred, by path."""
        return frozenset(derivation.fact for derivation in self.derivations)

    @property
    def reference(self) -> Reference:
        """The published figures, read on first use. Raises Invalid."""
        return self.shelf.open()

    def start(self, name: str) -> Resolved:
        """The day from which a provision applies."""
        return self.starts[name].resolve(self.in_force_from)

    def in_force_from(self, act: str) -> date | None:
        """First day on which an act is in force."""
        return self.adopted.get(act) or self.instruments[act].in_force_from


def inferred_kinds(derivations: tuple[Derivation, ...]) -> dict[str, Kind]:
    """Kind of each inferred fact, by path."""
    return {derivation.fact: derivation.derive.how.gives() for derivation in derivations}
