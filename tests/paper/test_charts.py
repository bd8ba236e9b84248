import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.errors import Misuse
from checker.paper import charts
from checker.summary.document import Bar, Bars, Threshold

SHARES = Bars(
    "chart-lithium",
    "Lithium: shares by country",
    "CL 40 % to 70 %, AU 10 %, undisclosed 20 %",
    (
        Bar("CL", Fraction(2, 5), Fraction(7, 10)),
        Bar("AU", Fraction(1, 10), Fraction(1, 10)),
        Bar("undisclosed", Fraction(1, 5), Fraction(1, 5), rest=True),
    ),
    (Threshold("Union benchmark", Fraction(13, 20)), Threshold("House limit", Fraction(63, 100))),
)
SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn):
    return [each.text for each in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def boxes(drawn):
    """Colour and outline of each bar, by the width it has in percent."""
    paths = (each for each in ElementTree.fromstring(drawn).iter(f"{SVG}path") if each.get("class") is None)
    return [
        (each.get("fill"), each.get("stroke"), float(each.get("d").split("h")[1].split("v")[0]) / charts.PLOT * 100)
        for each in paths
    ]


@pytest.fixture(scope="module")
def drawn():
    return charts.svg(SHARES)


def test_a_chart_shows_title_labels_values_and_each_limit_by_its_name(drawn):
    found = texts(drawn)
    for text in ("Lithium: shares by country", "CL", "40 % – 70 %", "AU", "10 %", "undisclosed", "20 %", "100 %"):
        assert text in found
    assert found[-4:] == ["A", "63 %: House limit", "B", "65 %: Union benchmark"]


def test_what_is_sure_is_solid_what_is_possible_is_pale_and_what_is_undisclosed_is_grey(drawn):
    found = boxes(drawn)
    assert (charts.POSSIBLE, charts.SURE, pytest.approx(30)) in found
    assert (charts.SURE, None, pytest.approx(40)) in found
    assert (charts.SURE, None, pytest.approx(10)) in found
    assert (charts.HIDDEN, None, pytest.approx(20)) in found


def test_letters_of_limits_that_are_near_each_other_do_not_stand_on_one_another(drawn):
    heights = {
        each.text: float(each.get("transform").split(",")[1].rstrip(")"))
        for each in reversed(list(ElementTree.fromstring(drawn).iter(f"{SVG}text")))
        if each.text in ("A", "B")
    }
    assert heights["A"] - heights["B"] >= charts.ROW


def test_the_chart_is_said_in_words_to_readers_who_do_not_see_it(drawn):
    assert ElementTree.fromstring(drawn).get("aria-label") == SHARES.alt


def test_a_chart_loads_nothing_and_runs_nothing(drawn):
    assert "href" not in drawn
    assert "url(" not in drawn
    assert "<script" not in drawn
    assert "@font-face" not in drawn


def test_a_chart_is_the_same_in_another_process_time_zone_and_hash_seed(drawn):
    code = "import sys; from tests.paper import test_charts as t; sys.stdout.write(t.charts.svg(t.SHARES))"
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PYTHONIOENCODING": "utf-8"}
    root = Path(__file__).parents[2]
    again = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=root, capture_output=True, check=True, encoding="utf-8"
    )
    assert again.stdout == drawn


def test_a_picture_has_two_pixels_for_each_of_the_drawing(drawn):
    picture = charts.png(SHARES)
    assert picture == charts.png(SHARES)
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    size = ElementTree.fromstring(drawn)
    assert (width, height) == (2 * int(size.get("width")), 2 * int(size.get("height")))


def test_long_names_are_wrapped_and_then_cut_with_a_mark():
    bars = Bars("c", "word " * 1000, "x", (Bar("y" * 10_000, Fraction(0), Fraction(1)),), ())
    found = texts(charts.svg(bars))
    assert max(map(len, found)) <= 130
    assert sum(text.startswith("word") for text in found) == charts.LINES
    assert any(text.startswith("yyy") and text.endswith("…") for text in found)


@settings(max_examples=30, deadline=None)
@given(st.text(), st.text())
@example("\ufffe\uffff", "\x00\x0b\u202e\t\n")
@example("\U00010000" * 100, "0" * 13 + "\U0001cf47\U0001cf47")
def test_any_text_comes_out_as_text(title, name):
    bars = Bars("c", title, name, (Bar(name, Fraction(0), Fraction(1, 3)),), (Threshold(title, Fraction(1, 2)),))
    ElementTree.fromstring(charts.svg(bars))


def test_markup_and_expressions_in_a_profile_are_drawn_as_they_are_written():
    for hostile in ("<script>alert(1)</script>", "{{ x }}", "'+1+'", "&lt;", "datum.value", '"/><image href="x"/>'):
        bars = Bars("c", hostile, hostile, (Bar(hostile[:20], Fraction(1), Fraction(1)),), ())
        drawn = charts.svg(bars)
        assert hostile in texts(drawn)
        assert hostile[:20] in texts(drawn)
        assert ElementTree.fromstring(drawn).get("aria-label") == hostile


def test_a_missing_library_is_said_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(Misuse, match=r"vl-convert-python: pip install 'deal-checker\[report\]'"):
        charts.svg(SHARES)
