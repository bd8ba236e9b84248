import io
import os
import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.assessment.findings import Outcome
from checker.errors import Misuse
from checker.paper import pdf
from checker.rulebook.common import Severity, Theme
from checker.summary.document import (
    Align,
    Bar,
    Bars,
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

FOOT = "Law as of 2026-11-22. Rulebook 2026.11. No legal advice."
HOSTILE = (
    "#set page(fill: red)",
    '#read("/etc/passwd")',
    "$x^2$ and *b* and _i_ and `code`",
    "@ref <label> #link",
    "// no comment /* at all */",
    "\\ \\u{1F600} \\n",
    "<script>alert(1)</script>",
    "=cmd()",
    "{{ x }} {% y %}",
    '"quoted" -- and --- and ... ~',
)


def document(*sections, title="Risk summary: a deal", language="en", redacted=False):
    return Document("a-deal", title, "", language, date(2026, 11, 22), sections, FOOT, dict(words(language)), redacted)


def saying(*texts):
    return document(Section("s", "A section", tuple(Paragraph(Text(text)) for text in texts)))


def table(rows, **more):
    columns = (Column("Outcome", width=2), Column("Rule", width=4), Column("Count", Align.right))
    cells = tuple((Cell(Text("fail"), Outcome.failed), Cell(Text(f"rule number {n}")), Cell(Text("7"))) for n in rows)
    return Table("t", "All rules", columns, cells, **more)


def card(outcome=Outcome.failed, *lines):
    return Card("a-rule", "plant", Theme.plant, outcome, Severity.high, Text("The permit is missing"), lines)


WHOLE = document(
    Section(
        "header",
        "The deal",
        (
            Table(
                "header",
                "The deal",
                (Column("The deal"), Column("")),
                ((Cell(Text("Kind")), Cell(Text("joint venture", ("000#1",)))), (Cell(Text("Author")), Cell(Text("")))),
                head=False,
            ),
            Paragraph(Text("Three questions", ("rule one",)), strong=True),
            Bullets((Text("First question?"), Text("Second question?", ("rule two", "rule three"))), numbered=True),
            Bullets((Text("A point"),)),
        ),
    ),
    Section("findings", "Findings", (card(Outcome.failed, ("Why", Text("It matters.")), ("Owner", Text(""))),)),
    Section(
        "concentration",
        "Concentration",
        (
            Bars(
                "chart",
                "Lithium by country",
                "CL 60 %",
                (Bar("CL", Fraction(3, 5), Fraction(3, 5)),),
                (Threshold("Union benchmark", Fraction(13, 20)),),
            ),
        ),
    ),
    Section("annex-plant", "Annex: Plant", (table(range(90)),), Part.annex),
    Section("annex-deal", "Annex: Deal practice", (Paragraph(Text("Nothing here.")),), Part.annex),
    Section("evidence", "Evidence", (Paragraph(Text("Two facts are stated.")),), Part.evidence),
)


def read(made):
    return pypdf.PdfReader(io.BytesIO(made))


def elements(item):
    """A structure element and all below it."""
    item = item.get_object()
    if isinstance(item, list):
        return [found for each in item for found in elements(each)]
    if not isinstance(item, dict):
        return []
    return [item, *(elements(item["/K"]) if "/K" in item else [])]


def structure(made, key):
    """What the structure elements of a PDF say under a key."""
    return [found[key] for found in elements(read(made).trailer["/Root"]["/StructTreeRoot"]["/K"]) if key in found]


def pages(made):
    return [page.extract_text() for page in read(made).pages]


def packed(text):
    """Text without the spaces and line breaks that the setting of lines moves."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def whole():
    return pdf.render(WHOLE)


def test_every_word_of_the_document_is_in_the_pdf_with_its_references(whole):
    found = packed(" ".join(pages(whole)))
    for text in (
        "Risk summary: a deal", "Kind", "joint venture [000#1]", "Author", "Three questions [rule one]",
        "1. First question?", "2. Second question? [rule two, rule three]", "A point", "The permit is missing",
        "high", "Why", "It matters.", "Owner", "Lithium by country", "CL", "60 %", "65 %: Union benchmark",
        "Two facts are stated.", *(f"rule number {n}" for n in range(90)),
    ):  # fmt: skip
        assert packed(text) in found


def test_an_outcome_is_shown_by_symbol_word_and_colour(whole):
    assert "✘ fail" in pages(whole)[0]
    assert "✘ fail" in pages(whole)[1]


def colours(outcome):
    page = read(pdf.render(document(Section("s", "S", (card(outcome),))))).pages[0]
    found = re.findall(r"((?:[\d.]+ ){1,3})scn 0 0 m", page.get_contents().get_data().decode("latin-1"))
    return [[float(part) for part in (each.split() * 3)[:3]] for each in found]


def test_only_a_pass_is_green_and_what_cannot_be_told_is_grey():
    for outcome in Outcome:
        green = [each for each in colours(outcome) if each[1] > max(each[0], each[2]) + 0.05]
        assert bool(green) == (outcome is Outcome.passed)
    assert any(red > 0.5 and max(green, blue) < 0.2 for red, green, blue in colours(Outcome.failed))
    assert any(0.5 < red < 0.95 and red == green == blue for red, green, blue in colours(Outcome.unknown))


def test_numbered_lists_go_on_where_the_document_says():
    made = document(
        Section("questions", "Questions", (Bullets((Text("Which?"), Text("When?")), numbered=True, first=41),))
    )
    text = read(pdf.render(made)).pages[0].extract_text()
    assert re.search(r"41\.\s*Which\?\s*42\.\s*When\?", text)


def test_every_page_has_the_foot_and_its_number(whole):
    found = pages(whole)
    for number, page in enumerate(found, 1):
        assert FOOT in page
        assert f"{number} / {len(found)}" in page


def test_a_redacted_copy_says_so_on_every_page():
    made = pages(pdf.render(document(Section("s", "S", (table(range(90)),)), redacted=True)))
    assert len(made) > 1
    assert all("REDACTED COPY" in page for page in made)


def test_a_table_that_breaks_repeats_its_head(whole):
    with_rows = [page for page in pages(whole) if "rule number" in page]
    assert len(with_rows) > 1
    assert all("Outcome" in page and "Count" in page for page in with_rows)


def test_annexes_and_evidence_begin_a_page_but_an_annex_of_a_sentence_does_not(whole):
    found = pages(whole)
    first = {name: next(n for n, page in enumerate(found) if name in page) for name in
             ("Findings", "Annex: Plant", "Annex: Deal practice", "Two facts")}  # fmt: skip
    last_row = next(n for n, page in enumerate(found) if "rule number 89" in page)
    assert first["Findings"] == 0
    assert first["Annex: Plant"] == 1
    assert first["Annex: Deal practice"] == last_row
    assert first["Two facts"] == last_row + 1


def test_a_short_card_stays_on_one_page():
    lines = tuple(("Label", Text(f"line {n} of the card")) for n in range(8))
    for rows in range(40, 50):
        made = pages(pdf.render(document(Section("s", "S", (table(range(rows)), card(Outcome.failed, *lines))))))
        assert sum("of the card" in page for page in made) == 1


def test_a_long_card_breaks_between_its_lines_and_leaves_no_half_page_empty():
    lines = tuple((f"Label {letter}", Text("word " * 60)) for letter in "abcdefghijkl")
    made = pages(pdf.render(document(Section("s", "S", (table(range(30)), card(Outcome.failed, *lines))))))
    assert [("The permit is missing" in page, "Label a" in page) for page in made] == [(True, True), (False, False)]
    second = [f"Label {letter}" in made[1] for letter in "abcdefghijkl"]
    assert second == sorted(second)


def test_the_outline_names_each_section(whole):
    assert [each.title for each in read(whole).outline] == [section.title for section in WHOLE.sections]


def test_the_properties_hold_the_title_and_the_law_date_and_nobody():
    made = read(pdf.render(saying("x")))
    assert made.metadata.title == "Risk summary: a deal"
    assert made.metadata.author is None
    assert made.metadata.subject is None
    assert {made.metadata["/CreationDate"], made.metadata["/ModDate"]} == {"D:20261122000000Z"}
    assert set(made.metadata) <= {"/Title", "/CreationDate", "/ModDate", "/Creator"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_language_is_that_of_the_document(language):
    assert read(pdf.render(document(Section("s", "S", ()), language=language))).trailer["/Root"]["/Lang"] == language


def test_words_in_another_language_are_marked_as_such():
    spoken = Text("Der Satz ist deutsch.", ("a",), "de")
    made = pdf.render(document(Section("s", "S", (Paragraph(spoken), Paragraph(Text("No."))))))
    assert "de" in structure(made, "/Lang") or b"/Lang(de)" in read(made).pages[0].get_contents().get_data()
    assert standards(made) == (True, True)


def standards(made):
    found = read(made).xmp_metadata.stream.get_data().decode()
    return "<pdfaid:part>2<" in found, "<pdfuaid:part>1<" in found


def test_a_pdf_is_fit_for_archives_and_for_readers_who_do_not_see(whole):
    assert standards(whole) == (True, True)
    assert read(whole).trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_readers_who_do_not_see_are_told_what_is_a_heading_a_paragraph_a_list_and_a_table():
    section = Section("s", "S", (Paragraph(Text("said")), Bullets((Text("a"),)), table([1])))
    found = structure(pdf.render(document(section)), "/S")
    assert [found.count(kind) for kind in ("/Title", "/H1", "/P", "/L", "/LI", "/Table")] == [1, 1, 1, 1, 1, 1]


def test_a_character_without_a_letter_costs_the_standards_but_not_the_pdf():
    made = pdf.render(saying("寧德時代 and 😀 and the rest"))
    assert standards(made) == (False, False)
    assert read(made).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "and the rest" in pages(made)[0]


def test_a_pdf_is_the_same_in_another_process_folder_time_zone_and_hash_seed(whole, tmp_path):
    code = "import sys; from tests.paper import test_pdf as t; sys.stdout.buffer.write(t.pdf.render(t.WHOLE))"
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONPATH": root}
    again = subprocess.run([sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, check=True)
    assert again.stdout == whole


def test_markup_of_typst_and_others_is_set_as_it_is_written():
    rows = tuple((Cell(Text(text, (text,)), Outcome.unknown), Cell(Text(text))) for text in HOSTILE)
    blocks = (
        *(Paragraph(Text(text, (text,))) for text in HOSTILE),
        Bullets(tuple(map(Text, HOSTILE))),
        Table("t", HOSTILE[0], (Column(HOSTILE[0]), Column(HOSTILE[1])), rows),
        *(card(Outcome.failed, (text, Text(text))) for text in HOSTILE),
    )
    made = pdf.render(document(Section("s", HOSTILE[0], blocks), title=HOSTILE[1]))
    found = packed(" ".join(pages(made)))
    for text in HOSTILE:
        assert found.count(packed(text)) >= 6
    assert "root:" not in found
    assert not [colour for colour in re.findall(rb"([\d.]+ ){3}scn", made) if colour == b"1 0 0 scn"]
    assert read(made).metadata.title == HOSTILE[1]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
@example("a" * 10_000)
@example("-" * 400)
@example("0" * 23 + "10")
def test_any_ascii_text_is_in_the_pdf_as_it_is_written(text):
    assert packed(text) in packed(pages_without_foot(pdf.render(saying(text))))


def pages_without_foot(made):
    found = pages(made)
    return "".join(
        page.replace(FOOT, "").replace(f"{number} / {len(found)}", "").replace("Risk summary: a deal", "")
        for number, page in enumerate(found, 1)
    )


def test_marks_that_nobody_sees_and_places_to_break_are_not_copied_with_the_words():
    made = pages(pdf.render(saying("1\u200b1\u200f1\u00ad1\u202e", "1" * 100, "supply.largest_third_country_share")))
    assert "1111\ufffd" in made[0]
    assert "1" * 100 in packed(made[0])
    assert "supply.largest_third_country_share" in made[0]
    assert not re.search(r"[\u200b-\u200f\u00ad\u202e]", made[0])


@settings(max_examples=25, deadline=None)
@given(st.text())
@example("\ufffe\uffff\u200f\u202e\x00\x1b\U0010ffff")
def test_any_text_gives_a_pdf(text):
    block = Table("t", text, (Column(text), Column("")), ((Cell(Text(text, (text,))), Cell(Text(""))),))
    made = document(Section("s", text, (block, card(Outcome.not_yet, (text, Text(text))))), title=text)
    assert pdf.render(made).startswith(b"%PDF-1.7")


def heights(made):
    """How far above the edge of its page each text stands, in points."""
    found = []
    for page in read(made).pages:
        page.extract_text(visitor_text=lambda text, place, *rest: found.append(place[5]) if text.strip() else None)
    return found


def test_a_word_of_ten_thousand_letters_is_broken_at_the_edge_of_the_page_and_of_a_cell():
    word = "x" * 10_000
    row = (Cell(Text(word), Outcome.failed), Cell(Text("beside it")), Cell(Text("word " * 500)))
    table = Table("t", "T", (Column("A"), Column("B"), Column("C")), (row,))
    made = pdf.render(document(Section("s", "S", (table, card(Outcome.failed, (word, Text(word)))))))
    lines = [line for page in pages(made) for line in page.splitlines() if "xx" in line]
    assert sum(line.count("x") for line in lines) == 30_000
    assert max(map(len, lines)) < 200
    assert min(heights(made)) > 30


def test_a_column_has_room_for_its_longest_word_whatever_share_it_asks_for():
    columns = (Column("Severity", width=1), Column("What is said", width=60))
    widths = pdf._widths(Table("t", "T", columns, ((Cell(Text("critical")), Cell(Text("word " * 200))),)), pdf.UPRIGHT)
    assert widths[0] > 7
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_a_missing_library_is_said_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Misuse, match=r"needs typst: pip install 'deal-checker\[report\]'"):
        pdf.render(saying("x"))


def test_a_document_with_many_columns_lies_across():
    for count, across in ((7, False), (8, True)):
        columns = tuple(Column(f"Theme {n}") for n in range(count))
        block = Table("t", "T", columns, (tuple(Cell(Text("x")) for _ in columns),))
        page = read(pdf.render(document(Section("s", "S", (block,))))).pages[0].mediabox
        assert (page.width > page.height) == across
