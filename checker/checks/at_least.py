"""``at_least``: a number reaches a dated limit."""

from checker.checks.expression import Atom, Expression, Limit, Op
from checker.models import Closed
from checker.names import Name, Path


class AtLeast(Closed):
    """The fact is the limit or more."""

    fact: Path
    limit: Name

    def expression(self) -> Expression:
        """The test."""
        return Atom(self.fact, Op.less_than, Limit(self.limit), negated=True)
