"""``narrow``: what several facts about the same thing leave possible together."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Flag, Kind, choice
from checker.truth import Admissible


class Narrow(Closed):
    """Facts that each say what something is: as stated, by its weight and use, by what else is known.

    A value stays possible if every fact leaves it possible. A fact that may be a word outside ``values`` narrows
    nothing. Facts that contradict one another leave open what each of them says.
    """

    values: tuple[str | bool, ...] = Field(min_length=2, description="The values there are.")
    facts: tuple[Path, ...] = Field(min_length=2, description="The facts, each with some of these values.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield from self.facts

    def gives(self) -> Kind:
        """Kind of the inferred fact."""
        if all(isinstance(value, bool) for value in self.values):
            return Flag()
        return choice(*map(str, self.values))

    def compute(self, reading: Reading) -> Admissible:
        """Every value that is still possible."""
        said = [reading.value(path) for path in self.facts]
        narrowing = [words for words in said if all(word in self.values for word in words)]
        together = tuple(value for value in self.values if all(value in words for words in narrowing))
        return together or tuple(value for value in self.values if any(value in words for words in narrowing))
