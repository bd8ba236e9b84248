"""``default_law`` and ``laws_differ``: what the laws of several countries say where nothing is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checker.derivations.reading import Reading
from checker.models import Closed
from checker.names import Path, Slug
from checker.profile.kinds import Flag, Kind, Many, choice
from checker.truth import EITHER, Admissible, Members, any_of

ANSWERS = ("alone", "conditional", "consent", "disputed")
"""What a law can answer: see ``checker.rulebook.defaults.Answer``."""


class Compared(Closed):
    """The laws of some countries."""

    table: Slug = Field(description="The comparison.")
    countries: Path = Field(description="The fact that names the countries.")

    def reads(self) -> Iterator[str]:
        """Facts read."""
        yield self.countries

    def answers(self, reading: Reading, question: str) -> Iterator[Members]:
        """The answers of the countries to a question, each once, for each source that names some.

        A country whose law was not read may add any answer, and so may one that is not named.
        """
        known = reading.default_answers(self.table, question)
        for countries in reading.value(self.countries):
            assert isinstance(countries, Members)
            given = frozenset(known[country] for country in countries.known if country in known)
            yield Members(given, countries.more or not countries.known <= known.keys())


class DefaultLaw(Compared):
    """What the laws of some countries answer to one question: whether an owner may do a thing alone."""

    question: Slug = Field(description="A question of the comparison.")

    def gives(self) -> Kind:
        """A list of answers."""
        return Many(of=choice(*ANSWERS))

    def compute(self, reading: Reading) -> Admissible:
        """The answers of the countries known."""
        return tuple(dict.fromkeys(self.answers(reading, self.question)))


class LawsDiffer(Compared):
    """Whether the laws of some countries answer one of several questions differently."""

    questions: tuple[Slug, ...] = Field(min_length=1, description="Questions of the comparison.")

    def gives(self) -> Kind:
        """Yes or no."""
        return Flag()

    def compute(self, reading: Reading) -> Admissible:
        """Yes if two known answers differ, no if all are known and alike."""
        sources = zip(*(self.answers(reading, question) for question in self.questions), strict=True)
        truths = {
            any_of(True if len(given.known) > 1 else None if given.more else False for given in source)
            for source in sources
        }
        truth = truths.pop() if len(truths) == 1 else None
        return EITHER if truth is None else (truth,)
