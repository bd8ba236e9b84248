"""Exit codes. They mean the same for ever, whatever the flags."""

from enum import IntEnum


class Exit(IntEnum):
    """What the program says to the shell."""

    clean = 0
    """Nothing at or above the level."""
    failed = 1
    """A rule fails at or above the level."""
    usage = 2
    """The command line is wrong."""
    invalid = 3
    """A profile, sheet, waiver or rulebook is invalid; nothing was judged."""
    nothing = 4
    """There is nothing to check."""
    undecided = 5
    """With ``--strict``: a rule at or above the level is undecided."""
    defect = 70
    """The program itself went wrong; nothing is said of any deal."""
