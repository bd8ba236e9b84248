"""What was read and found in order before, by a digest of its content. It only spares work: without it all is read."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

from checker import __version__
from checker.source import Plain


def recall(key: str) -> dict[str, Plain] | None:
    """What was kept under a key by this version of the program; None if there is nothing."""
    place = _place(key)
    try:
        data = json.loads(place.read_text("utf-8"), parse_float=Fraction) if place else None
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def keep(key: str, data: dict[str, Plain]) -> None:
    """Keep plain data under a key, if there is a place for it."""
    place = _place(key)
    if place is None:
        return
    with contextlib.suppress(OSError):
        text = json.dumps(data, default=_decimal, ensure_ascii=False)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, place)


def _place(key: str) -> Path | None:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "deal-checker" / f"{__version__}-{key}.json" if os.path.isabs(base) else None


def _decimal(value: Any) -> float:
    number = float(value)
    if Fraction(repr(number)) != value:
        raise OSError("not exact in the cache")
    return number
