"""``at_most``: a number stays at or under a dated limit."""

from checker.checks.expression import Atom, Expression, Limit, Op
from checker.models import Closed
from checker.names import Name, Path


class AtMost(Closed):
    """The fact is the limit or less."""

    fact: Path
    limit: Name

    def expression(self) -> Expression:
        """The test."""
        return Atom(self.fact, Op.at_most, Limit(self.limit))
