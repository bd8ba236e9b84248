"""The risk summary as an Excel workbook, read back cell by cell."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from office_kit import DAY, HOSTILE, card, document, documents, elsewhere, texts, whole
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.assessment.findings import Outcome
from checker.errors import Misuse
from checker.paper.office import FILLS, legal
from checker.paper.xlsx import render
from checker.summary.document import Align, Cell, Column, Document, Paragraph, Section, Table, Text


def opened(made: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(made)))


def said(book: Workbook) -> list[str]:
    """Every text of every cell, as Excel shows it."""
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    return [re.sub("_x([0-9A-Fa-f]{4})_", _letter, value) for value in cells if isinstance(value, str)]


def _letter(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def rows(sheet: Worksheet) -> list[list[object]]:
    """The values of each row."""
    return [[each.date() if isinstance(each, datetime) else each for each in row] for row in sheet.values]


def only(*cells: Cell, columns: tuple[Column, ...] | None = None) -> Worksheet:
    """The sheet of a table with one row."""
    titles = columns or tuple(Column(f"column {number}") for number in range(len(cells)))
    return opened(document(Section("some", "Some", (Table("t", "The table", titles, (cells,)),))))["The table"]


@settings(max_examples=40)
@given(documents())
def test_every_word_of_a_document_stands_in_a_cell_and_none_is_a_formula(made: Document) -> None:
    book = opened(made)
    found = "\n".join(said(book))
    for section in made.sections:
        for block in section.blocks:
            for text in texts(block):
                assert legal(text.words).strip() in found
                for ref in text.refs:
                    assert legal(ref).strip() in found
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_wherever_they_stand(words: str) -> None:
    made = document(
        Section("some", words, (Paragraph(Text(words, (words,))), Table("t", words, (Column(words),), ((Cell(Text(words)),),)))),
        Section("findings", words, (card(subject=words),)),
        title=words,
        foot=words,
    )  # fmt: skip
    book = opened(made)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert said(book).count(legal(words)) >= 5


def test_a_text_like_a_command_stays_one_when_its_cell_is_edited() -> None:
    sheet = only(*(Cell(Text(words)) for words in ("=1+1", "+1", "-1", "@x", "a=b")))
    assert [cell.quotePrefix for cell in sheet[2]] == [True, True, True, True, False]


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    sheet = only(Cell(Text("w" * 40_000)), Cell(Text("🏭" * 20_000)))
    plain, wide = (cell.value for cell in sheet[2])
    assert (len(plain), plain[-2:]) == (32_767, "w…")
    assert (len(wide.encode("utf-16-le")) // 2, wide[-2:]) == (32_767, "🏭…")


def test_numbers_days_and_shares_are_real() -> None:
    sheet = opened(whole())["Holdings direct all"]
    assert rows(sheet) == [
        ["Holder", "Share", "Since", "Control", "#"],
        ["Alpha", 0.5003, date(2026, 5, 4), "joint", "demo#1"],
        ["Alpha", 12, "1890-01-01", "sole", "demo#1"],
    ]
    assert [cell.number_format for cell in sheet[2]][1:3] == ["0.00%", "yyyy-mm-dd"]
    assert sheet["B3"].number_format == "0"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(0), "0%"),
        (Fraction(1, 2), "0%"),
        (Fraction(1, 3), "0.0000%"),
        (Fraction(333, 1000), "0.0%"),
        (Fraction(500_000_01, 100_000_000), "0.000000%"),
    ],
)
def test_a_share_never_looks_rounder_than_it_is(share: Fraction, shown: str) -> None:
    assert only(Cell(Text("x"), number=share, share=True))["A2"].number_format == shown


def test_a_number_too_long_for_excel_stays_words() -> None:
    assert only(Cell(Text("12345678901234567890"), number=12345678901234567890))["A2"].value == "12345678901234567890"


def test_a_count_is_a_number_with_the_symbol_and_colour_of_its_outcome() -> None:
    sheet = opened(whole())["Theme by outcome"]
    assert rows(sheet) == [
        ["Theme", "✔ pass", "✘ fail", "? cannot tell", "… not yet", "– not applicable"],
        ["Plant", 0, 1, 2, 3, 4],
    ]
    assert sheet["C2"].number_format == '"✘ "0'
    assert sheet["C2"].fill.fgColor.rgb[2:] == FILLS[Outcome.failed]
    assert sheet["B2"].fill.fill_type is None


def test_a_count_whose_column_names_no_outcome_is_followed_by_its_word() -> None:
    count = only(Cell(Text("3 cannot tell"), Outcome.unknown, 3))["A2"]
    assert (count.value, count.number_format) == (3, '"? "0" cannot tell"')


def test_the_first_sheet_says_what_it_is_and_the_bottom_line() -> None:
    book = opened(whole())
    first = book.worksheets[0]
    text = [tuple(row[:3]) for row in rows(first)]
    assert first.title == "Risk summary"
    assert text[0][0] == "Risk summary: a plant"
    assert ("Kind", "joint venture", "demo#1") in text
    assert ("•", "One fail.", None) in text
    assert (None, "→ Theme by outcome", None) in text
    assert text[-1][0] == "Law as of 2027-03-01. & more"
    author = next(row[0] for row in first.iter_rows() if row[0].value == "Author")
    assert first.row_dimensions[author.row].height >= 30


def test_only_cells_of_tables_have_edges() -> None:
    first = opened(whole()).worksheets[0]
    edged = {row[0].value for row in first.iter_rows() if row[0].border.left.style}
    assert edged == {"Kind", "Author"}


def test_each_table_has_a_sheet_of_its_own() -> None:
    assert opened(whole()).sheetnames == [
        "Risk summary", "All findings", "Holdings direct all", "Theme by outcome",
        "Cobalt shares by country", "Questions by addressee", "Plant", "Sign-off",
    ]  # fmt: skip


def test_the_first_sheet_leads_to_each_other_and_nowhere_else() -> None:
    book = opened(whole())
    links = [cell.hyperlink for row in book["Risk summary"].iter_rows() for cell in row if cell.hyperlink]
    assert [link.location for link in links] == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert {link.target for link in links} == {None}


def test_sheets_have_names_that_excel_accepts() -> None:
    titles = ("History", "a/b", "A B", "", "'quoted'", "x" * 40, "x" * 40, "\U0001f3ed" * 20, "[]:*?/\\")
    tables = tuple(
        Table(f"t{number}", title, (Column("c"),), ((Cell(Text("v")),),)) for number, title in enumerate(titles)
    )
    names = opened(document(Section("some", "Some", tables))).sheetnames[1:]
    assert names == [
        "History 2", "a b", "A B 2", "#", "quoted", "x" * 30 + "…", "x" * 28 + "… 2", "\U0001f3ed" * 15 + "…", "# 2",
    ]  # fmt: skip


def test_all_findings_stand_on_one_sheet_with_room_for_who_and_when() -> None:
    sheet = opened(whole())["All findings"]
    marks = ["✔ pass", "✘ fail", "? cannot tell", "… not yet", "– not applicable"]
    assert rows(sheet) == [["Deal", "Outcome", "Owner"], *(["demo", mark, None] for mark in marks)]
    assert [sheet.cell(line, 2).fill.fgColor.rgb[2:] for line in (2, 3, 4)] == [
        FILLS[Outcome.passed], FILLS[Outcome.failed], FILLS[Outcome.unknown],
    ]  # fmt: skip
    assert sheet.auto_filter.ref == "A1:C6"


def test_a_finding_told_in_full_is_on_the_first_sheet_line_by_line() -> None:
    lines = [line[:3] for line in rows(opened(whole())["Risk summary"])]
    start = lines.index(["fail · high · Plant", "The plant recovers too little: works", "rule too-little"])
    assert lines[start + 1 : start + 4] == [
        ["What was found", "Not kept: 0.6 of 0.8.", "rule too-little"],
        ["Evidence", "facility.recovery = 0.6", "demo#2"],
        ["Owner", None, None],
    ]


def test_a_document_without_findings_has_no_sheet_for_them() -> None:
    assert opened(document(Section("some", "Some", (Paragraph(Text("x")),)))).sheetnames == ["Risk summary"]


def test_questions_can_be_filtered_by_addressee() -> None:
    sheet = opened(whole())["Questions by addressee"]
    assert rows(sheet)[1:] == [
        ["To: seller", 1, "Which metals?", "rule too-little"],
        ["To: seller", 2, "Since when?", None],
        ["To: counsel", 3, "Is it sold?", None],
    ]
    assert sheet.auto_filter.ref == "A1:D4"


def test_a_chart_is_given_in_numbers_and_in_words() -> None:
    book = opened(whole())
    assert rows(book["Cobalt shares by country"])[1:] == [
        ["CN", 0.4, 0.6], ["AU", 0.4, 0.4], ["Union benchmark", 0.65, 0.65],
    ]  # fmt: skip
    assert "CN 40 % to 60 %, AU 40 %" in said(book)


def test_the_head_of_each_table_stays_in_sight_and_filters() -> None:
    for sheet in opened(whole()).worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"


def test_each_sheet_prints_on_a4_across_as_wide_as_the_page_with_the_foot() -> None:
    for sheet in opened(whole()):
        page = sheet.page_setup
        assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text == "Law as of 2027-03-01. && more"


def test_a_long_foot_is_cut_before_excel_refuses_the_file() -> None:
    data = render(document(Section("some", "Some", (Paragraph(Text("x")),)), foot="&" * 999))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        foot = re.search("<oddFooter>(.*)</oddFooter>", archive.read("xl/worksheets/sheet1.xml").decode())
    assert foot is not None
    assert len(foot[1].replace("&amp;", "&")) <= 255


def test_wrapped_text_has_the_height_that_it_needs() -> None:
    sheet = only(Cell(Text("word " * 100)), Cell(Text("short")))
    assert sheet.row_dimensions[2].height > 60
    assert sheet["A2"].alignment.wrap_text


def test_the_properties_name_the_document_its_law_date_and_nobody() -> None:
    book = opened(whole())
    properties = book.properties
    assert properties.title == "Risk summary: a plant"
    assert properties.created.isoformat() == properties.modified.isoformat() == f"{DAY}T00:00:00"
    assert not properties.creator
    assert not properties.lastModifiedBy
    with zipfile.ZipFile(io.BytesIO(render(whole()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 3, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
        for name in archive.namelist():
            assert b"openpyxl" not in archive.read(name)
            assert b"Microsoft Excel" not in archive.read(name)


def test_the_same_document_gives_the_same_bytes_on_another_machine() -> None:
    assert elsewhere("xlsx", "Asia/Tokyo", "1") == elsewhere("xlsx", "America/Lima", "2")


def test_a_redacted_copy_says_so() -> None:
    assert "Redacted copy" in said(opened(replace(whole(), redacted=True)))


def test_numbers_that_are_words_stand_as_their_column_asks() -> None:
    sheet = only(Cell(Text("0 % to 25 %")), columns=(Column("Share", Align.right),))
    assert sheet["A2"].alignment.horizontal == "right"


def test_a_missing_library_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Misuse, match=r"needs openpyxl: pip install 'deal-checker\[report\]'"):
        render(whole())
