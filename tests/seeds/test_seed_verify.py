import os
from pathlib import Path

import pytest

from checker.errors import Misuse
from checker.seeds.normalise import digest
from checker.seeds.sheet import load_sheet, load_sheets
from checker.seeds.verify import MAX_BYTES, verify


@pytest.fixture
def result(write, folder):
    """Verifies the invented document, changed by pairs of old and new text, against its sheet."""

    def _result(*changes, sheet=()):
        document = folder / "900.txt"
        text = document.read_bytes().decode()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        document.write_bytes(text.encode())
        loaded = load_sheet(write(*sheet), "seeds/900.yaml")
        return verify({"900": loaded}, folder).sheets[0]

    return _result


def lines(found):
    return [str(problem) for problem in found]


def test_a_sheet_that_fits_has_no_problem(result):
    found = result()
    assert (found.agreeing, found.problems, found.notes, found.log) == (5, (), (), ())


def test_a_changed_paragraph_is_named_with_what_rests_on_it(result):
    found = result(("by 2030", "by 2031"))
    bytes_differ, changed = lines(found.problems)
    assert changed.startswith("seeds/900.yaml:13:5: paragraph 4 of 900.txt has changed.")
    assert f"update statement 4 and its digest: {digest('Beta will build a plant by 2031.')}." in changed
    assert bytes_differ.startswith("seeds/900.yaml:5:9: 900.txt is not the file")
    assert found.agreeing == 4


def test_a_lost_paragraph_is_named_and_so_is_each_statement_on_it(result):
    found = result(("Beta will build a plant by 2030.\n", ""))
    text = "\n".join(lines(found.problems))
    assert "seeds/900.yaml:13:5: paragraph 4 of 900.txt is missing." in text
    assert "seeds/900.yaml:19:28: statement 4 rests on paragraph 4, which 900.txt no longer has." in text
    assert len(found.problems) == 3


def test_a_lost_last_paragraph_is_named(result):
    found = result(('"We are sure," said Delta of Beta.\n', ""))
    assert "seeds/900.yaml:14:5: paragraph 5 of 900.txt is missing." in "\n".join(lines(found.problems))


def test_a_new_paragraph_is_one_problem_and_not_a_change_of_all_that_follow(result):
    found = result(("Photo", "A new line.\nPhoto"))
    bytes_differ, extra = lines(found.problems)
    assert extra.startswith("seeds/900.yaml:11:5: paragraph 2 of 900.txt is not in the sheet.")
    assert "900.txt is not the file" in bytes_differ
    assert found.agreeing == 5


def test_a_new_last_paragraph_is_named(result):
    found = result(("of Beta.\n", "of Beta.\nResponses\n"))
    assert any("paragraph 6 of 900.txt is not in the sheet" in line for line in lines(found.problems))


def test_other_bytes_with_the_same_paragraphs_are_only_a_note(result):
    found = result(("\n\nPhoto", "\r\n\r\n\r\n Photo"))
    assert found.problems == ()
    (note,) = lines(found.notes)
    assert note.startswith("seeds/900.yaml:5:9: the bytes of 900.txt differ, its paragraphs do not.")


def test_a_repair_that_the_sheet_does_not_record_is_a_problem(result):
    found = result(("Alfa makes", "Alfa\u0e42 makes\u0e42\u0e03"))
    assert found.log == ("text repaired: 2 marks removed (paragraph 3: 2)",)
    (problem,) = lines(found.problems)
    assert "mojibake was removed in 2 places of 900.txt, the sheet records 0" in problem
    assert found.agreeing == 5


def test_a_repair_that_the_sheet_records_is_no_problem(result):
    repairs = "repairs:\n  - {what: mojibake, count: 2, note: Marks.}\nstatements:"
    found = result(("Alfa makes", "Alfa\u0e42 makes\u0e42\u0e03"), sheet=[("statements:", repairs)])
    assert found.problems == ()


def test_real_thai_text_is_not_repaired_into_agreement(result):
    found = result(("Alfa makes", "Alfa\u0e42 \u0e20 makes"))
    assert any("paragraph 3 of 900.txt has changed" in line for line in lines(found.problems))
    assert found.log == ()


def test_spam_is_left_out_of_digests_if_the_sheet_names_it(result):
    spam = 'spam: ["YY shop"]\nrepairs: [{what: spam, count: 1, note: Mirror.}]\nparagraphs:'
    assert result(("Alfa makes", "YY shopAlfa makes"), sheet=[("paragraphs:", spam)]).problems == ()


def test_nine_words_in_a_row_are_a_copy_and_eight_are_not(result):
    copy = "says: It is so that Alfa MAKES cathodes in Porto (and) has done so."
    (problem,) = lines(result(sheet=[("says: Cathodes are made by Alfa.", copy)]).problems)
    assert problem.startswith("seeds/900.yaml:18:54: 9 words in a row are those of 900.txt")
    eight = "says: Alfa makes cathodes in Porto and has done nothing."
    assert result(sheet=[("says: Cathodes are made by Alfa.", eight)]).problems == ()


def test_a_missing_document_is_a_problem_of_its_sheet_only(write, folder):
    good = load_sheet(write())
    bad = load_sheet(write(('"900"', '"901"'), ("900.txt", "901.txt"), name="901.yaml"), "seeds/901.yaml")
    report = verify({"901": bad, "900": good}, folder)
    assert [(one.sheet, len(one.problems)) for one in report.sheets] == [("900", 0), ("901", 1)]
    (problem,) = lines(report.problems)
    assert problem.startswith("seeds/901.yaml:4:11: the document 901.txt is not in ")


def test_a_document_that_is_not_utf_8_is_a_problem(write, folder):
    (folder / "900.txt").write_bytes(b"caf\xe9")
    (problem,) = lines(verify({"900": load_sheet(write())}, folder).problems)
    assert "the document 900.txt is not UTF-8 (byte 4)" in problem


def test_a_huge_document_is_not_read(write, folder):
    with (folder / "900.txt").open("r+b") as document:
        document.truncate(MAX_BYTES + 1)
    (problem,) = lines(verify({"900": load_sheet(write())}, folder).problems)
    assert "the document 900.txt is larger than 10,000,000 bytes" in problem


def test_a_document_without_a_sheet_is_listed(write, folder):
    (folder / "stray.txt").write_text("Stray.")
    report = verify({"900": load_sheet(write())}, folder)
    assert report.without_sheet == ("stray.txt",)
    assert report.problems == ()


def test_a_folder_that_does_not_exist_is_misuse(write, tmp_path):
    with pytest.raises(Misuse, match="there is no folder"):
        verify({"900": load_sheet(write())}, tmp_path / "none")


if folder_of_documents := os.environ.get("DEAL_CHECKER_DOCUMENTS"):

    def test_the_sheets_of_the_repository_fit_their_documents_and_copy_none_of_their_words():
        sheets = load_sheets(Path(__file__).parents[2] / "seeds")
        report = verify(sheets, Path(folder_of_documents))
        assert lines(report.problems) == []
        assert [one.agreeing for one in report.sheets] == [len(sheet.paragraphs) for sheet in sheets.values()]
