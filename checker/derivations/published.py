"""``published``: the countries that produce a material at one stage, or from which the Union has it, as published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path
from checker.profile.kinds import Kind, Shares
from checker.truth import Admissible, settled


class Published(Closed):
    """The newest published shares by country. Two sources for one year stay two possible answers."""

    series: Literal["production", "sourcing"] = Field(description="World production, or the supply mix of the Union.")
    material: Path = Field(description="The fact that names the material.")
    stage: Path = Field(description="The fact that names the stage.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield self.material
        yield self.stage

    def gives(self) -> Kind:
        """Shares by country."""
        return Shares()

    def compute(self, reading: Reading) -> Admissible:
        """One breakdown for each source of the newest year; nobody named where material or stage is open."""
        material, stage = reading.value(self.material), reading.value(self.stage)
        if not (settled(material) and settled(stage)):
            return Shares().domain
        return reading.published(self.series, str(material[0]), str(stage[0])) or Shares().domain
