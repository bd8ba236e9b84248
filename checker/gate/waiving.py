"""Writes a waiver into the text of ``waivers.yaml`` and leaves everything else in it as it was."""

from __future__ import annotations

import json
import re

from checker import source
from checker.errors import Invalid, Misuse
from checker.gate.waivers import FORMAT, NAME, Waiver, Waivers
from checker.models import validate

_EMPTY_LIST = re.compile(r"^waivers: *\[ *\] *$", re.M)
_NEW = f"schema: {FORMAT}\nwaivers:\n"


def written(text: str | None, waiver: Waiver, shown: str = NAME) -> str:
    """The text with the waiver at its end, in place of an earlier one of the same finding; a new text without one.

    Raises Invalid if the text is no file of waivers, Misuse if it is written in a way that cannot be added to.
    """
    if text is None:
        return _NEW + _entry(waiver, "")
    node = source.parse(text, shown)
    old = validate(Waivers, node, shown).waivers
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    starts = [node.place(("waivers", number))[0] for number in range(len(old))]
    indent = ""
    for number, known in enumerate(old):
        indent = re.match(" *", lines[starts[number] - 1])[0]  # type: ignore[index]
        if known.key == waiver.key:
            end = starts[number + 1] - 1 if number + 1 < len(old) else len(lines)
            while lines[end - 1].strip().startswith("#") or not lines[end - 1].strip():
                end -= 1
            lines[starts[number] - 1 : end] = [""] * (end - starts[number] + 1)
    head = "".join(lines)
    if not old:
        head = _EMPTY_LIST.sub("waivers:", head) if "waivers" in node.value else head + "waivers:\n"
    new = head + _entry(waiver, indent)
    expected = (*(known for known in old if known.key != waiver.key), waiver)
    try:
        fits = validate(Waivers, source.parse(new, shown), shown).waivers == expected
    except Invalid:
        fits = False
    if not fits:
        raise Misuse(
            f"{shown} is not written line by line, so nothing can be added to it. Add by hand:\n{_entry(waiver, '')}"
        )
    return new


def _entry(waiver: Waiver, indent: str) -> str:
    """One waiver, texts in double quotes so that nothing in them is read as anything else."""
    fields = waiver.model_dump(mode="json", exclude_defaults=True)
    lines = [
        f"{key}: {value if key == 'expires' else json.dumps(value, ensure_ascii=False)}"
        for key, value in fields.items()
    ]
    return "".join(f"{indent}{'  ' if number else '- '}{line}\n" for number, line in enumerate(lines))
