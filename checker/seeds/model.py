"""What a fact sheet holds."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr

from checker.errors import Problem
from checker.grades import Grade
from checker.models import Closed, Day, mistake, show
from checker.seeds.normalise import Damage
from checker.source import Node


def _one_or_more(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _like(pattern: str, what: str, todo: str) -> AfterValidator:
    """A validator that refuses texts of another form with our words."""

    def check(value: str) -> str:
        if re.fullmatch(pattern, value):
            return value
        raise mistake(f"{show(value)} is not {what}", todo)

    return AfterValidator(check)


Number = Annotated[int, Field(strict=True, ge=1)]
Numbers = Annotated[
    tuple[Number, ...], BeforeValidator(_one_or_more, json_schema_input_type=int | list[int]), Field(min_length=1)
]
Digest = Annotated[str, _like("[0-9a-f]{64}", "a SHA-256 digest", "Write its 64 hexadecimal digits in lower case.")]
FileName = Annotated[
    str, _like("[A-Za-z0-9][A-Za-z0-9._-]*", "a file name", "Write the name without a folder or spaces.")
]
Address = Annotated[str, _like(r"https://\S+", "an address", "Write the whole address with https://.")]
Word = Annotated[str, _like("[a-z0-9][a-z0-9-]*", "an id", "Use lower-case letters, digits and hyphens.")]
Text = Annotated[str, Field(min_length=1)]


class Kind(StrEnum):
    """What a paragraph is on the page."""

    TITLE = "title"
    """The headline."""
    BODY = "body"
    """Running text."""
    CAPTION = "caption"
    """The caption, credit or replacement text of a picture."""
    HEADING = "heading"
    """A heading between paragraphs."""
    QUOTE = "quote"
    """Mainly the words of a person."""
    ADVERT = "advert"
    """An advert or an appeal of the publisher."""
    INTERFACE = "interface"
    """A button, greeting, pointer or source line of the page."""

    @property
    def can_state(self) -> bool:
        """Whether a paragraph of this kind can state a fact."""
        return self in (Kind.TITLE, Kind.BODY, Kind.QUOTE)


class Paragraph(Closed):
    """One paragraph of the document."""

    number: Number = Field(description="Number of the paragraph, counted from 1 over the lines that are not empty.")
    digest: Digest = Field(description="SHA-256 of the normalised paragraph: 64 hexadecimal digits.")
    kind: Kind = Field(description="What the paragraph is on the page.")


class Recorded(Closed):
    """Damage to the text that the author of the sheet has seen."""

    what: Damage = Field(description="The kind of damage.")
    count: Number = Field(description="In how many places; for what the program removes, the exact number.")
    note: Text = Field(description="What it looks like, where it stands and what it means for the reader.")


class Statement(Closed):
    """One thing that the document states."""

    number: Number = Field(description="Number of the statement in the sheet, counted from 1.")
    paragraph: Numbers = Field(description="The paragraph it stands in, or a list of them.")
    says: Text = Field(description="What the document states, in our own words.")
    grade: Grade = Field(description="How good the evidence is.")
    figures: Text | None = Field(None, description="The numbers and dates it gives, or which number it fails to give.")
    about: tuple[Text, ...] = Field((), description="Whom or what it is about, by name.")


class Mention(Closed):
    """Something that the document only names. It gets no profile and no facts."""

    name: Text = Field(description="The name as the document spells it.")
    paragraph: Number = Field(description="The paragraph it is named in.")


class Sheet(Closed):
    """What one document states, paragraph by paragraph."""

    schema_: Literal["checker/seed/1"] = Field(alias="schema", description="The word checker/seed/1.")
    id: Word = Field(description="Name of the sheet in evidence, equal to the stem of its file.")
    title: Text = Field(description="What the document is, in our own words.")
    document: FileName = Field(description="File name of the document, without a folder.")
    sha256: Digest = Field(description="SHA-256 of the bytes of the document: 64 hexadecimal digits.")
    page: Address = Field(description="Public address of the page.")
    dated: Day | None = Field(
        description="The day that words such as recently are counted from, written 2025-07-18; null if there is none."
    )
    reliability: Text = Field(description="What kind of source this is and what is wrong with it.")
    spam: tuple[Annotated[str, Field(min_length=3)], ...] = Field(
        (), description="Words put into the text by a mirror, left out of the digests."
    )
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, description="Every paragraph that is not empty.")
    repairs: tuple[Recorded, ...] = Field((), description="Damage to the text.")
    statements: tuple[Statement, ...] = Field(min_length=1, description="What the document states.")
    mentions: tuple[Mention, ...] = Field((), description="What the document only names.")

    _path: str = PrivateAttr("")
    _node: Node = PrivateAttr(default_factory=lambda: Node({}, 1, 1))

    def statement(self, number: int) -> Statement | None:
        """The statement with a number, or None if the sheet has none."""
        return self.statements[number - 1] if 0 < number <= len(self.statements) else None

    def problem(self, steps: tuple[str | int, ...], what: str, todo: str) -> Problem:
        """A problem that points at one entry of the sheet's file."""
        return Problem(self._path, *self._node.place(steps), what, todo)
