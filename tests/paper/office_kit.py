"""Documents with every kind of block, harmless and hostile, for the tests of Word and Excel files."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from checker.assessment.findings import Outcome
from checker.rulebook.common import Severity, Theme
from checker.summary.document import (
    Align,
    Bar,
    Bars,
    Block,
    Bullets,
    Card,
    Cell,
    Column,
    Document,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
    Threshold,
)
from checker.summary.language import words

ROOT = Path(__file__).parents[2]
DAY = date(2027, 3, 1)
HOSTILE = (
    "<script>alert(1)</script> &amp; ]]>",
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2-3",
    "@SUM(A1)",
    "#REF!",
    "#set page(width: 1cm)",
    "\\input{x} {{ x }} $x$ @ref %n &P &&A",
    "a\u200fb\u202ec\u2066d",
    "\x00\x01\x07\x0b\x1b[31m\x7f\x85",
    "\ud800 \udfff \ufffe \uffff",
    "_x0041__x000D_",
    "日本語の長い文章と漢字 🏭🔋",
    "line one\nline two\tafter a tab",
    "w" * 10_000,
    " leading and trailing ",
)


def document(*sections: Section, language: str = "en", **more: object) -> Document:
    """A document with a title and a foot."""
    said: dict[str, object] = {"title": "Risk summary: a plant", "subtitle": "", "foot": "Law as of 2027-03-01. & more"}
    said |= more
    return Document(id="plant", language=language, as_of=DAY, sections=sections, words=dict(words(language)), **said)  # type: ignore[arg-type]


def theme_table(language: str = "en") -> Section:
    """The annex of a theme with a fail, a pass and an unknown."""
    said = words(language)
    columns = tuple(Column(said[key]) for key in ("outcome", "severity", "problem", "subject", "said"))
    rows = tuple(
        (
            Cell(Text(said[outcome.value]), outcome),
            Cell(Text(said[severity])),
            Cell(Text(f"The plant {what}", (f"rule {rule}",))),
            Cell(Text("works")),
            Cell(Text(f"Said of {rule}.")),
        )
        for outcome, severity, what, rule in (
            (Outcome.failed, "high", "recovers too little", "too-little"),
            (Outcome.passed, "low", "has no permit", "permit"),
            (Outcome.unknown, "critical", "is sold", "sold"),
        )
    )
    table = Table("theme-plant", said["plant"], columns, rows)
    return Section("annex-plant", "Annex: Plant", (table,), Part.annex, Theme.plant)


def card(**more: object) -> Card:
    """A finding in full, with a blank for its owner."""
    lines = (
        ("What was found", Text("Not kept: 0.6 of 0.8.", ("rule too-little",))),
        ("Evidence", Text("facility.recovery = 0.6", ("demo#2",))),
        ("Owner", Text("")),
    )
    said: dict[str, object] = {"rule": "too-little", "subject": "works", "lines": lines} | more
    title = Text("The plant recovers too little: works", ("rule too-little",))
    return Card(theme=Theme.plant, outcome=Outcome.failed, severity=Severity.high, title=title, **said)  # type: ignore[arg-type]


def whole(language: str = "en") -> Document:
    """A document with every kind of block."""
    said = words(language)
    about = Table(
        "about",
        "The deal",
        (Column("The deal"), Column("", width=3)),
        ((Cell(Text("Kind")), Cell(Text("joint venture", ("demo#1",)))), (Cell(Text("Author")), Cell(Text("")))),
        head=False,
    )
    heat = Table(
        "heat",
        "Theme by outcome",
        (Column("Theme", width=3), *(Column(said[o.value], Align.right, 2, o) for o in Outcome)),
        ((Cell(Text("Plant")), *(Cell(Text(str(n)), o if n else None, n) for n, o in enumerate(Outcome))),),
    )
    numbers = Table(
        "holdings",
        "Holdings: [direct] / all",
        (Column("Holder"), Column("Share", Align.right), Column("Since"), Column("Control")),
        (
            (
                Cell(Text("Alpha", ("demo#1",))),
                Cell(Text("50.03 %"), number=Fraction(5003, 10000), share=True),
                Cell(Text("2026-05-04"), day=date(2026, 5, 4)),
                Cell(Text("joint")),
            ),
            (
                Cell(Text("Alpha", ("demo#1",))),
                Cell(Text("12"), number=12),
                Cell(Text("1890-01-01"), day=date(1890, 1, 1)),
                Cell(Text("sole")),
            ),
        ),
    )
    signed = Table(
        "sign-off",
        "Sign-off",
        (Column(""), Column("Name"), Column("Signature")),
        (((Cell(Text("Prepared")), Cell(Text("")), Cell(Text("")))),),
    )
    chart = Bars(
        "chart-cobalt",
        "Cobalt: shares by country",
        "CN 40 % to 60 %, AU 40 %",
        (Bar("CN", Fraction(2, 5), Fraction(3, 5)), Bar("AU", Fraction(2, 5), Fraction(2, 5))),
        (Threshold("Union benchmark", Fraction(13, 20)),),
    )
    questions = Section(
        "questions",
        "Questions by addressee",
        (
            Paragraph(Text("To: seller"), strong=True),
            Bullets((Text("Which metals?", ("rule too-little",)), Text("Since when?")), numbered=True),
            Paragraph(Text("To: counsel"), strong=True),
            Bullets((Text("Is it sold?"),), numbered=True, first=3),
        ),
        Part.annex,
    )
    return document(
        Section("header", "The deal at hand", (about, numbers)),
        Section(
            "bottom",
            "Bottom line",
            (Bullets((Text("One fail."), Text("Next rule date 2027-08-18."))), Paragraph(Text("A plain remark."))),
        ),
        Section("heat", "Heat", (heat,)),
        Section("findings", "Findings", (card(),)),
        Section("chart", "Concentration", (chart,)),
        questions,
        theme_table(language),
        Section("annex-ip", "Annex: IP sharing", (Paragraph(Text("9 rules are not about it.")),), Part.annex, Theme.ip),
        Section("sign-off", "Sign-off", (signed,), Part.evidence),
        Section("empty", "Nothing in it", (), Part.evidence),
        language=language,
        findings=Table(
            "all-findings",
            "All findings",
            (Column("Deal"), Column("Outcome"), Column("Owner")),
            tuple((Cell(Text("demo")), Cell(Text(said[o.value]), o), Cell(Text(""))) for o in Outcome),
            sortable=True,
        ),
    )


def texts(block: Block) -> list[Text]:
    """Every text of a block."""
    match block:
        case Paragraph():
            return [block.text]
        case Bullets():
            return list(block.items)
        case Table():
            titles = [Text(column.title) for column in block.columns] if block.head else []
            return titles + [cell.text for row in block.rows for cell in row]
        case Card():
            return [block.title, *(Text(label) for label, _ in block.lines), *(text for _, text in block.lines)]
        case Bars():
            return []


_text = st.builds(
    Text,
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)),
    st.lists(st.sampled_from(("rule some-rule", "001#5", *HOSTILE[:8])), max_size=3).map(tuple),
)


@st.composite
def _table(draw: st.DrawFn, number: int) -> Table:
    width = draw(st.integers(1, 4))
    cell = st.builds(Cell, _text, st.sampled_from((None, *Outcome)))
    row = st.tuples(*[cell] * width)
    columns = [Column(draw(_text).words, width=draw(st.integers(1, 9))) for _ in range(width)]
    rows = draw(st.lists(row, max_size=4))
    return Table(f"table-{number}", draw(_text).words, tuple(columns), tuple(rows), draw(st.booleans()))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of few blocks with any words in them."""
    block = st.one_of(
        st.builds(Paragraph, _text, st.booleans()),
        st.builds(Bullets, st.lists(_text, max_size=3).map(tuple), st.booleans()),
        _table(draw(st.integers(0, 9))),
        st.builds(
            lambda subject, lines: card(subject=subject.words, lines=lines),
            _text,
            st.lists(st.tuples(_text.map(lambda text: text.words), _text), max_size=3).map(tuple),
        ),
    )
    section = st.builds(
        Section,
        st.just("some"),
        _text.map(lambda text: text.words),
        st.lists(block, max_size=3).map(tuple),
        st.sampled_from(Part),
        st.sampled_from((None, *Theme)),
    )
    sections = draw(st.lists(section, max_size=3))
    said = {key: draw(_text).words for key in ("title", "subtitle", "foot")}
    return document(*sections, language=draw(st.sampled_from(("en", "de"))), **said)


def elsewhere(module: str, zone: str, seed: str) -> str:
    """What another process with another time zone and hash seed makes of the whole document, as a digest."""
    program = (
        f"import hashlib, office_kit; from checker.paper import {module};"
        f"print(hashlib.sha256({module}.render(office_kit.whole())).hexdigest())"
    )
    paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
    env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()
