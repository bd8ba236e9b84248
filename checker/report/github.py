"""The assessment as workflow commands of GitHub, which shows them as annotations on the lines of the profiles.

GitHub shows only the first ten errors, ten warnings and ten notices of a step, so that the gravest come first, and the
counts before all other notices. The log and the job summary hold the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.errors import Problem
from checker.gate.gate import Gated, Ruling
from checker.gate.remarks import Remark
from checker.report.entries import Level, left_out, level, level_of_remark, listed, words
from checker.report.plain import plain
from checker.report.said import verdict_words
from checker.report.screen import clean
from checker.rulebook.book import Rulebook

_COMMANDS = {Level.error: "error", Level.warning: "warning", Level.note: "notice"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation."""

    level: Level
    title: str
    message: str
    """May have several lines."""
    path: str = ""
    """The file; empty if it is about none."""
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """The workflow command on one line."""
        at = {"file": self.path, "line": str(self.line), "col": str(self.column)} if self.path else {}
        properties = ",".join(f"{name}={_property(value)}" for name, value in {**at, "title": self.title}.items())
        return f"::{_COMMANDS[self.level]} {properties}::{_data(self.message)}"


def render(gated: Gated, book: Rulebook, *, everything: bool) -> Iterator[str]:
    """The assessment as text, one workflow command a line."""
    annotations = [
        _counts(gated, everything=everything),
        *(_finding(ruling, book) for ruling in listed(gated, everything=everything)),
        *(_remark(remark) for remark in gated.remarks),
    ]
    order = list(Level)
    for annotation in sorted(annotations, key=lambda each: order.index(each.level)):
        yield f"{annotation}\n"


def mistakes(problems: Iterable[Problem]) -> Iterator[str]:
    """Mistakes that were found before anything was judged, one workflow command a line."""
    for problem in problems:
        near = f' Did you mean "{problem.nearest}"?' if problem.nearest else ""
        said = plain(f"{problem.what}.{near} {problem.todo}")
        yield f"{Annotation(Level.error, 'invalid', said, problem.path, problem.line, problem.column)}\n"


def _counts(gated: Gated, *, everything: bool) -> Annotation:
    said = " ".join([*verdict_words(gated), left_out(gated, everything=everything)])
    return Annotation(Level.note, "checker", plain(said))


def _finding(ruling: Ruling, book: Rulebook) -> Annotation:
    finding, said = ruling.finding, words(ruling, book)
    message = "\n".join(filter(None, (said.what, said.law, said.ground, said.cure)))
    title = f"{finding.rule.id} ({finding.severity.value})"
    return Annotation(level(ruling), title, message, ruling.deal.path, finding.line, finding.column)


def _remark(remark: Remark) -> Annotation:
    title = remark.about.value.replace("-", " ")
    return Annotation(level_of_remark(remark), title, plain(remark.words), remark.path, remark.line, remark.column)


def _data(text: str) -> str:
    return clean(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
