import re
from pathlib import Path

import pytest

from checker.errors import Invalid
from checker.grades import Grade
from checker.seeds.sheet import load_sheet, load_sheets

SEEDS = Path(__file__).parents[2] / "seeds"
STATEMENTS = {"000": 31, "001": 39, "002": 20, "003": 25, "004": 21}


@pytest.fixture(scope="module")
def sheets():
    return load_sheets(SEEDS)


def problems_of(path):
    with pytest.raises(Invalid) as caught:
        load_sheet(path, "900.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_every_statement_of_the_five_documents_is_there(sheets):
    assert {key: len(sheet.statements) for key, sheet in sheets.items() if key in STATEMENTS} == STATEMENTS


def test_statements_are_found_by_the_number_that_evidence_uses(sheets):
    assert [sheets["001"].statement(n).number for n in (1, 12, 39)] == [1, 12, 39]
    assert sheets["001"].statement(0) is None
    assert sheets["001"].statement(40) is None


@pytest.mark.parametrize("key", STATEMENTS)
def test_every_statement_points_at_a_paragraph_of_its_document(sheets, key):
    numbers = {paragraph.number for paragraph in sheets[key].paragraphs}
    assert all(set(statement.paragraph) <= numbers for statement in sheets[key].statements)
    assert all(mention.paragraph in numbers for mention in sheets[key].mentions)


@pytest.mark.parametrize("key", STATEMENTS)
def test_captions_headings_adverts_and_buttons_are_no_evidence(sheets, key):
    kinds = {paragraph.number: paragraph.kind for paragraph in sheets[key].paragraphs}
    grades = {
        statement.grade
        for statement in sheets[key].statements
        if any(kinds[number] in ("caption", "heading", "advert", "interface") for number in statement.paragraph)
    }
    assert grades <= {Grade.boilerplate}


@pytest.mark.parametrize("key", STATEMENTS)
def test_nothing_on_a_web_page_is_better_than_reported(sheets, key):
    assert min(statement.grade.rank for statement in sheets[key].statements) == Grade.reported.rank


@pytest.mark.parametrize(
    ("evidence", "grade"),
    [
        ("000#6", Grade.opinion),  # "leading"
        ("000#8", Grade.opinion),  # praise of compliance without evidence
        ("000#13", Grade.opinion),  # technology sharing is a viewpoint, not a term
        ("001#19", Grade.planned),
        ("001#30", Grade.planned),
        ("001#36", Grade.planned),
        ("002#11", Grade.unnamed),
        ("002#12", Grade.quoted),
        ("002#15", Grade.reported),  # a rewrite that names an authority is no official source
        ("003#7", Grade.planned),
        ("004#20", Grade.boilerplate),
    ],
)
def test_no_grade_is_better_than_its_source(sheets, evidence, grade):
    key, number = evidence.split("#")
    assert sheets[key].statement(int(number)).grade is grade


def test_the_commentary_without_numbers_yields_none(sheets):
    texts = [text for statement in sheets["000"].statements for text in (statement.says, statement.figures or "")]
    assert not [text for text in texts if re.search("[0-9]", text)]


def test_dependence_on_one_country_keeps_its_denominator(sheets):
    figures = sheets["002"].statement(15).figures
    assert "70 %" in figures
    assert "German needs" in figures
    assert "no year" in figures


def test_only_dates_that_the_documents_give_are_anchors(sheets):
    found = {key: sheet.dated and sheet.dated.isoformat() for key, sheet in sheets.items() if key in STATEMENTS}
    assert found == {"000": None, "001": "2025-07-18", "002": None, "003": "2025-03-04", "004": None}


def test_firms_that_are_only_named_get_no_statement(sheets):
    named = {mention.name for mention in sheets["001"].mentions}
    assert named == {"Hydrovolt", "RecyLiCo", "Attero", "Mahindra Last Mile Mobility", "Altilium", "TES"}
    about = {name for statement in sheets["001"].statements for name in statement.about}
    assert not named & about


def test_the_documents_are_not_in_the_repository():
    assert {path.suffix for path in SEEDS.iterdir()} == {".yaml"}


def test_a_sheet_of_right_form_is_read(write):
    sheet = load_sheet(write())
    assert sheet.statement(4).paragraph == (4, 5)
    assert sheet.statement(3).paragraph == (3,)
    assert sheet.dated.isoformat() == "2024-02-29"


def test_a_misspelt_grade_gets_line_and_nearest_word(write):
    (problem,) = problems_of(write(("grade: planned", "grade: planed")))
    assert problem.startswith("900.yaml:19:43:")
    assert 'did you mean "planned"?' in problem


def test_a_misspelt_key_gets_line_and_nearest_word(write):
    problems = problems_of(write(("grade: planned", "grad: planned")))
    assert any(p.startswith("900.yaml:19:36:") and 'did you mean "grade"?' in p for p in problems)
    assert any('the key "grade" is missing' in p for p in problems)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('id: "900"', 'id: "901"', "2:5", 'calls itself "901"'),
        ("paragraph: [4, 5]", "paragraph: [4, 6]", "19:28", "statement 4 rests on paragraph 6"),
        ("paragraph: 3", "paragraph: 0", "18:28", "0"),
        ("paragraph: 3", "paragraph: true", "18:28", "true"),
        ("number: 3, paragraph", "number: 5, paragraph", "18:14", "statement 5 stands where statement 3 should"),
        ("number: 2, digest", "number: 3, digest", "11:14", "paragraph 3 stands where paragraph 2 should"),
        ("grade: boilerplate", "grade: reported", "17:38", "paragraph 2, whose kind is caption"),
        ("Gamma, paragraph: 2", "Gamma, paragraph: 9", "21:30", '"Gamma" is named in paragraph 9'),
        ("document: 900.txt", "document: ../900.txt", "4:11", "is not a file name"),
        ("dated: 2024-02-29", "dated: 2023-02-29", "7:8", "2023-02-29"),
        ("dated: 2024-02-29", "dated: 20240229", "7:8", "20240229"),
        ("https://example.org/900", "example.org", "6:7", "is not an address"),
        ("schema: checker/seed/1", "schema: checker/seed/2", "1:9", "checker/seed/1"),
        ("reliability: Invented.", "reliability: ''", "8:14", ""),
    ],
)
def test_each_mistake_is_shown_at_its_place(write, old, new, place, words):
    problems = problems_of(write((old, new)))
    assert any(problem.startswith(f"900.yaml:{place}: ") and words.lower() in problem.lower() for problem in problems)


def test_a_shortened_digest_is_shown(write):
    (problem,) = problems_of(write(('sha256: "', 'sha256: "abc" # "')))
    assert problem.startswith('900.yaml:5:9: "abc" is not a SHA-256 digest')


def test_mistakes_of_form_do_not_hide_disagreements(write):
    problems = problems_of(write(("dated: 2024-02-29", "dated: soon"), ("paragraph: [4, 5]", "paragraph: 8")))
    assert len(problems) == 2
    assert any('"soon"' in problem for problem in problems)
    assert any("rests on paragraph 8" in problem for problem in problems)


def test_one_misspelt_paragraph_does_not_raise_problems_about_its_statements(write):
    (problem,) = problems_of(write(("kind: title", "kind: titel")))
    assert 'did you mean "title"?' in problem


def test_all_files_of_a_folder_are_reported_together(write):
    write(("grade: planned", "grade: planed"))
    write(name="901.yaml")
    path = write(name="902.yml")
    with pytest.raises(Invalid) as caught:
        load_sheets(path.parent)
    assert [Path(problem.path).name for problem in caught.value.problems] == ["900.yaml", "901.yaml", "902.yml"]


def test_a_missing_folder_is_reported(tmp_path):
    with pytest.raises(Invalid, match="no such folder"):
        load_sheets(tmp_path / "none")
