"""Which profiles a change in a git repository concerns."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from checker import source
from checker.errors import Invalid, Misuse
from checker.portfolio import SHEETS, SUFFIXES, sheets_above
from checker.seeds.sheet import load_sheet
from checker.snapshot import Snapshot


def concerned(profiles: Sequence[Path], revision: str, watched: Iterable[Path] = ()) -> list[Path]:
    """The profiles that may be judged otherwise than at the commit from which a revision and HEAD went apart.

    Those are the profiles that are not in the work tree, byte for byte, what they were, or that cite a fact sheet that
    is not; all of them, if one of the files and folders ``watched`` is not. Raises Misuse if git cannot say, or if a
    profile lies outside of the repository of the working folder.
    """
    before = Snapshot.of(Path.cwd(), revision)
    everything = not all(before.keeps(path, SUFFIXES) for path in watched)
    sheets = _Sheets(before)
    by_folder: dict[Path, list[Path]] = {}
    for path in profiles:
        by_folder.setdefault(path.parent, []).append(path)
    found: set[Path] = set()
    for folder, inside in by_folder.items():
        real = folder.resolve()
        if not real.is_relative_to(before.root):
            raise Misuse(f"{inside[0]} does not lie in the git repository of this folder. Leave out --changed-since.")
        changed = sheets.changed(real)
        if everything or changed is None or real != Path(os.path.abspath(folder)):
            found.update(inside)
        else:
            cited = [os.fsencode(f"{sheet}#") for sheet in changed]
            found.update(
                path
                for path in inside
                if not before.has(real / path.name) or (cited and source.may_hold(path.read_bytes(), cited))
            )
    return [path for path in profiles if path in found]


class _Sheets:
    """The fact sheets that changed, by folder, held against a commit once."""

    def __init__(self, before: Snapshot) -> None:
        self._before = before
        self._changed: dict[Path, frozenset[str] | None] = {}

    def changed(self, folder: Path) -> frozenset[str] | None:
        """The ids of changed sheets that profiles in a folder could cite; None if all they cite may have changed."""
        now, then = sheets_above(folder), self._were(folder)
        if now is not None and not now.is_relative_to(self._before.root):
            now = None
        if now is None or now != then:
            return frozenset() if now == then else None
        if now not in self._changed:
            self._changed[now] = self._compared(now)
        return self._changed[now]

    def _were(self, folder: Path) -> Path | None:
        """The sheets' folder nearest above a folder, as it was."""
        above = (each / SHEETS for each in (folder, *folder.parents) if each.is_relative_to(self._before.root))
        return next((sheets for sheets in above if self._before.inside(sheets)), None)

    def _compared(self, sheets: Path) -> frozenset[str] | None:
        now = {path.name for path in sheets.iterdir()}
        names = [name for name in now | self._before.inside(sheets) if name.endswith(SUFFIXES)]
        changed = [sheets / name for name in names if not self._before.has(sheets / name)]
        if not all(_sound(path) for path in changed if path.name in now):
            return None
        return frozenset(path.stem for path in changed)


def _sound(sheet: Path) -> bool:
    """Whether a sheet can be read. One that cannot holds up every profile below it."""
    try:
        load_sheet(sheet)
    except Invalid:
        return False
    return sheet.suffix == ".yaml"
