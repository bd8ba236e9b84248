"""Where one fact sheet and the text of its document differ."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from checker.errors import Problem
from checker.seeds.model import Sheet
from checker.seeds.normalise import Damage, Normalised, digest, paragraphs
from checker.seeds.wording import RUN, copied, runs


def agreeing(sheet: Sheet, document: Normalised) -> int:
    """How many paragraphs of the sheet stand in the document, in the same order."""
    return sum(block.size for block in _matcher(sheet, _digests(document)).get_matching_blocks())


def differences(sheet: Sheet, document: Normalised) -> Iterator[Problem]:
    """Paragraphs that changed, are gone or are new, and the statements that lose their ground."""
    name, found = sheet.document, _digests(document)
    for what, start, end, new_start, new_end in _matcher(sheet, found).get_opcodes():
        if what == "equal":
            continue
        both = min(end - start, new_end - new_start)
        for index, new in zip(range(start, start + both), range(new_start, new_start + both), strict=True):
            number = index + 1
            todo = f"Read it again and update {_resting_on(sheet, number)}its digest: {found[new]}."
            yield sheet.problem(("paragraphs", index), f"paragraph {number} of {name} has changed", todo)
        for index in range(start + both, end):
            yield from _missing(sheet, index)
        for new in range(new_start + both, new_end):
            place = ("paragraphs", min(end, len(sheet.paragraphs) - 1))
            todo = f"Read it, add it with digest {found[new]} and number what follows anew."
            yield sheet.problem(place, f"paragraph {new + 1} of {name} is not in the sheet", todo)


def damage(sheet: Sheet, document: Normalised) -> Iterator[Problem]:
    """Removals from the text that the sheet does not record, or records with another count."""
    for kind in Damage:
        removed = document.count(kind)
        entries = [index for index, entry in enumerate(sheet.repairs) if entry.what is kind]
        recorded = sum(sheet.repairs[index].count for index in entries)
        if kind is not Damage.DEFECT and removed != recorded:
            what = f"{kind} was removed in {removed} places of {sheet.document}, the sheet records {recorded}"
            todo = "Look at these places and write their count under repairs."
            yield sheet.problem(("repairs", *entries[:1]), what, todo)


def copies(sheet: Sheet, document: Normalised) -> Iterator[Problem]:
    """Texts of the sheet that are copied from the document and not put in our own words."""
    source = runs(document.text)
    for steps, text in _texts(sheet):
        if run := copied(text, source):
            what = f'{RUN} words in a row are those of {sheet.document} ("{run}")'
            yield sheet.problem(steps, what, "Say it in our own words.")


def _digests(document: Normalised) -> list[str]:
    return [digest(paragraph) for paragraph in paragraphs(document.text)]


def _matcher(sheet: Sheet, found: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [paragraph.digest for paragraph in sheet.paragraphs], found, autojunk=False)


def _missing(sheet: Sheet, index: int) -> Iterator[Problem]:
    number, name = index + 1, sheet.document
    todo = "Check that the document is complete; if it is, remove the paragraph."
    yield sheet.problem(("paragraphs", index), f"paragraph {number} of {name} is missing", todo)
    for position, statement in enumerate(sheet.statements):
        if number in statement.paragraph:
            what = f"statement {statement.number} rests on paragraph {number}, which {name} no longer has"
            yield sheet.problem(("statements", position, "paragraph"), what, "Find its source or withdraw it.")


def _resting_on(sheet: Sheet, number: int) -> str:
    """The statements that a paragraph carries, as the beginning of a list."""
    resting = [str(statement.number) for statement in sheet.statements if number in statement.paragraph]
    if not resting:
        return ""
    return f"statement{'s' if len(resting) > 1 else ''} {', '.join(resting)} and "


def _texts(sheet: Sheet) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("title",), sheet.title
    yield ("reliability",), sheet.reliability
    for index, repair in enumerate(sheet.repairs):
        yield ("repairs", index, "note"), repair.note
    for index, statement in enumerate(sheet.statements):
        yield ("statements", index, "says"), statement.says
        if statement.figures:
            yield ("statements", index, "figures"), statement.figures
