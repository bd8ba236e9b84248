"""The risk summary as a Word document, read back as Word would."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as Word
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given, settings
from office_kit import DAY, HOSTILE, card, document, documents, elsewhere, texts, theme_table, whole

from checker.assessment.findings import Outcome
from checker.errors import Misuse
from checker.paper.docx import render
from checker.paper.office import FILLS, MUTED, legal
from checker.summary.document import Bullets, Cell, Column, Document, Paragraph, Part, Section, Table, Text

MEDIA = "word/media/image1.png"


def opened(made: Document) -> Word:
    return docx.Document(io.BytesIO(render(made)))


def lines(word: Word) -> list[str]:
    """The text of every paragraph, in tables too."""
    return [
        "".join(
            {qn("w:t"): each.text or "", qn("w:br"): "\n", qn("w:tab"): "\t"}.get(each.tag, "")
            for each in paragraph.iter()
        )
        for paragraph in word.element.body.iter(qn("w:p"))
    ]


def paragraph(word: Word, start: str) -> docx.text.paragraph.Paragraph:
    return next(each for each in word.paragraphs if each.text.startswith(start))


@settings(max_examples=40)
@given(documents())
def test_every_word_of_a_document_stands_in_the_file(made: Document) -> None:
    found = "\n".join(lines(opened(made)))
    for section in made.sections:
        for block in section.blocks:
            for text in texts(block):
                assert legal(text.words) in found
                for ref in text.refs:
                    assert legal(ref) in found


def test_hostile_words_come_out_as_words() -> None:
    made = document(
        Section("some", "Some", tuple(Paragraph(Text(words)) for words in HOSTILE)), title=HOSTILE[0], foot=HOSTILE[9]
    )
    word = opened(made)
    assert [each.text for each in word.paragraphs[2:]] == [legal(words) for words in HOSTILE]
    assert word.core_properties.title == HOSTILE[0]
    assert {each.tag.rpartition("}")[2] for each in word.element.body.iter() if isinstance(each.tag, str)} <= {
        "body", "p", "pPr", "pStyle", "r", "t", "br", "tab", "sectPr", "pgSz", "pgMar", "cols", "docGrid", "footerReference",
    }  # fmt: skip


def test_the_same_document_gives_the_same_bytes_on_another_machine() -> None:
    assert elsewhere("docx", "Asia/Tokyo", "1") == elsewhere("docx", "America/Lima", "2")


def test_the_properties_name_the_document_its_law_date_and_nobody() -> None:
    said = opened(whole()).core_properties
    day = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    assert (said.title, said.author, said.last_modified_by, said.comments) == ("Risk summary: a plant", "", "", "")
    assert (said.created, said.modified, said.revision, said.language) == (day, day, 1, "en-GB")


def test_nothing_of_the_template_is_left_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(render(whole()))) as archive:
        assert archive.namelist() == [
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
            "word/document.xml", "word/footer1.xml", MEDIA, "word/numbering.xml", "word/settings.xml",
            "word/styles.xml",
        ]  # fmt: skip
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 3, 1, 0, 0, 0)}
        for name in set(archive.namelist()) - {MEDIA}:
            text = archive.read(name).decode()
            assert not any(trace in text for trace in ("python-docx", "rsid", "en-US", "Macintosh", "hyperlink"))


def test_headings_lists_and_tables_have_styles_of_word() -> None:
    word = opened(whole())
    assert [each.text for each in word.paragraphs if each.style.name == "Heading 1"] == [
        "The deal at hand", "Bottom line", "Heat", "Findings", "Concentration", "Questions by addressee",
        "Annex: Plant", "Annex: IP sharing", "Sign-off",
    ]  # fmt: skip
    assert paragraph(word, "Risk summary").style.name == "Title"
    assert paragraph(word, "The plant recovers too little").style.name == "Heading 2"
    assert paragraph(word, "One fail.").style.name == "List Bullet"
    assert paragraph(word, "Which metals?").style.name == "List Number"
    assert {table.style.name for table in word.tables} == {"Summary Table"}


def test_each_numbered_list_begins_with_its_own_number() -> None:
    word = opened(whole())
    numbers = [each._p.pPr.numPr.numId.val for each in word.paragraphs if each.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]
    for number, begins in ((numbers[0], "1"), (numbers[2], "3")):
        (start,) = word.part.numbering_part.element.xpath(f"./w:num[@w:numId='{number}']//w:startOverride/@w:val")
        assert start == begins


@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("de", "de-DE")])
def test_the_language_of_the_document_is_set(language: str, locale: str) -> None:
    word = opened(whole(language))
    assert word.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == [locale]
    assert word.core_properties.language == locale


def test_words_in_another_language_are_marked_as_such() -> None:
    text = Text("Recovery is too low.", ("demo#1",), "en")
    table = Table("some", "Some", (Column("Text"),), ((Cell(text, Outcome.failed),),))
    blocks = (Paragraph(text), Bullets((text,)), table, card(lines=(("Why", text),)))
    word = opened(document(Section("s", "S", blocks), language="de"))
    runs = [run for run in word.element.body.iter(qn("w:r")) if run.xpath("./w:rPr/w:lang")]
    assert [run.text for run in runs] == ["Recovery is too low."] * len(blocks)
    assert {value for run in runs for value in run.xpath("./w:rPr/w:lang/@w:val")} == {"en-GB"}


def test_each_page_is_a4_and_ends_with_the_foot_and_its_number() -> None:
    (page,) = opened(whole()).sections
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    foot = page.footer.paragraphs[0]
    assert foot.text.startswith("Law as of 2027-03-01. & more")
    assert foot._p.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]


def test_a_document_with_many_columns_lies_across() -> None:
    columns = tuple(Column(f"Theme {number}") for number in range(8))
    block = Table("deals", "Deals", columns, (tuple(Cell(Text("word " * 9)) for _ in columns),))
    word = opened(document(Section("some", "Some", (block,))))
    (page,) = word.sections
    assert (page.orientation, round(page.page_width.cm, 1)) == (WD_ORIENTATION.LANDSCAPE, 29.7)
    assert sum(column.width for column in word.tables[0].columns) == pytest.approx(Cm(25.7), rel=0.01)


def test_the_head_of_a_table_is_repeated_and_short_rows_stay_on_a_page() -> None:
    long = Table("long", "Long", (Column("One"),), ((Cell(Text("word " * 400)),), (Cell(Text("short")),)))
    (table,) = opened(document(Section("some", "Some", (long,)))).tables
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True, False, False]
    assert [bool(row._tr.xpath("./w:trPr/w:cantSplit")) for row in table.rows] == [True, False, True]
    assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") == ["Long"]


def test_the_columns_are_as_wide_as_they_ask_and_fill_the_page() -> None:
    cells = (Cell(Text("word " * 20)), Cell(Text("word " * 60)))
    block = Table("some", "Some", (Column("A", width=1), Column("B", width=3)), (cells,))
    (table,) = opened(document(Section("some", "Some", (block,)))).tables
    first, second = (column.width for column in table.columns)
    assert second == pytest.approx(3 * first, rel=0.01)
    assert first + second == pytest.approx(Cm(17), rel=0.01)


def test_a_column_is_not_much_wider_than_its_texts() -> None:
    block = Table("some", "Some", (Column("Grade"), Column("Facts")), ((Cell(Text("reported")), Cell(Text("24"))),))
    (table,) = opened(document(Section("some", "Some", (block,)))).tables
    assert sum(column.width for column in table.columns) < Cm(8)


def test_a_narrow_column_still_holds_an_ordinary_word() -> None:
    columns = (Column("Severity", width=1), Column("B", width=90))
    block = Table("some", "Some", columns, ((Cell(Text("high")), Cell(Text("b"))),))
    (table,) = opened(document(Section("some", "Some", (block,)))).tables
    assert table.columns[0].width > Cm(1.5)


def test_rows_about_the_same_share_their_first_cell() -> None:
    word = opened(whole())
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "Holder")
    assert table.rows[1].cells[0]._tc is table.rows[2].cells[0]._tc
    assert table.rows[2].cells[3].text == "sole"


def test_rows_too_long_for_a_page_say_each_what_they_are_about() -> None:
    rows = tuple((Cell(Text("2027-08-18")), Cell(Text(f"{number} word" * 200))) for number in range(3))
    block = Table("calendar", "Calendar", (Column("Day"), Column("Event")), rows)
    (table,) = opened(document(Section("some", "Some", (block,)))).tables
    assert not table._tbl.xpath(".//w:vMerge")


def test_outcomes_have_symbol_word_and_colour() -> None:
    (table,) = opened(document(theme_table())).tables
    said = [(row.cells[0].text, row.cells[0]._tc.xpath("./w:tcPr/w:shd/@w:fill")[0]) for row in list(table.rows)[1:]]
    assert said == [
        ("✘ fail", FILLS[Outcome.failed]),
        ("✔ pass", FILLS[Outcome.passed]),
        ("? cannot tell", FILLS[Outcome.unknown]),
    ]


def test_a_count_bears_the_symbol_of_its_column() -> None:
    table = next(each for each in opened(whole()).tables if each.rows[0].cells[0].text == "Theme")
    assert [cell.text for cell in table.rows[0].cells][1:3] == ["✔ pass", "✘ fail"]
    assert [cell.text for cell in table.rows[1].cells] == ["Plant", "0", "✘ 1", "? 2", "… 3", "– 4"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two open points", "✘ fail two open points"),
        ("3 fail", "✘ 3 fail"),
        ("", "✘ fail"),
    ],
)
def test_an_outcome_is_named_once(text: str, shown: str) -> None:
    block = Table("deals", "Deals", (Column("Gravest"),), ((Cell(Text(text), Outcome.failed),),))
    (table,) = opened(document(Section("some", "Some", (block,)))).tables
    assert table.rows[1].cells[0].text == shown


def test_a_finding_is_a_table_of_label_and_text_that_keeps_together() -> None:
    (table,) = opened(document(Section("findings", "Findings", (card(),)))).tables
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("✘ fail", "Severity: high. Theme: Plant."),
        ("What was found", "Not kept: 0.6 of 0.8. [rule too-little]"),
        ("Evidence", "facility.recovery = 0.6 [demo#2]"),
        ("Owner", ""),
    ]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True, True, True, None]


def test_a_long_finding_breaks_between_its_lines_but_not_behind_its_title_or_before_its_blanks() -> None:
    said = tuple((f"Label {number}", Text("word " * 60)) for number in range(5))
    made = document(Section("findings", "Findings", (card(lines=(*said, ("Owner", Text("")), ("Due", Text("")))),)))
    (table,) = opened(made).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True, None, None, None, None, True, True, None]
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


def test_what_is_to_be_filled_in_has_room_to_write() -> None:
    word = opened(whole())
    rows = [row for table in word.tables for row in table.rows if row.cells[0].text in ("Author", "Owner", "Prepared")]
    assert [round(row.height.cm, 1) for row in rows] == [0.7, 0.7, 1.1]
    assert not any(row.height for table in word.tables for row in table.rows if row.cells[0].text == "Kind")


def test_references_are_small_and_grey() -> None:
    word = opened(whole())
    run = next(each for each in paragraph(word, "Which metals?").runs if "[" in each.text)
    assert run.text == " [rule too-little]"
    assert run.style.name == "Reference"
    assert (run.style.font.size, str(run.style.font.color.rgb)) == (Pt(7), MUTED)


def test_each_part_starts_on_a_new_page_and_no_section_within_one() -> None:
    word = opened(whole())
    breaks = {
        each.text
        for each in word.paragraphs
        if each.style.name == "Heading 1" and each.paragraph_format.page_break_before
    }
    assert breaks == {"Questions by addressee", "Sign-off"}


def test_a_chart_is_a_picture_with_the_same_in_words() -> None:
    (picture,) = opened(whole()).inline_shapes
    assert picture._inline.docPr.get("descr") == "CN 40 % to 60 %, AU 40 %"
    assert picture.width <= Cm(17)


def test_a_redacted_copy_says_so_at_the_beginning_and_on_each_page() -> None:
    word = opened(replace(whole(), redacted=True))
    assert "Redacted copy" in lines(word)
    assert word.sections[0].footer.paragraphs[0].text.startswith("Redacted copy. Law as of")
    assert "Redacted copy" not in lines(opened(whole()))


def test_a_missing_library_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Misuse, match=r"needs python-docx: pip install 'deal-checker\[report\]'"):
        render(whole())


def test_a_long_list_and_a_part_that_is_empty_do_no_harm() -> None:
    made = document(Section("a", "A", (Bullets(()), Bullets((Text("x"),) * 300, numbered=True)), Part.annex))
    assert lines(opened(made)).count("x") == 300


def test_a_table_whose_title_the_section_does_not_say_has_its_own_above_it() -> None:
    table = Table("t", "Licences", (Column("a"), Column("b")), ((Cell(Text("x")), Cell(Text("y"))),))
    told = Table("u", "IP sharing", (Column("a"), Column("b")), ((Cell(Text("x")), Cell(Text("y"))),))
    word = opened(document(Section("annex-ip", "Annex: IP sharing", (table, told), Part.annex)))
    assert [each.text for each in word.paragraphs if each.style.name == "Lead"] == ["Licences"]
