"""Tables that readers put into another order: by mouse and keyboard, filtered, on a phone and on paper."""

from __future__ import annotations

import io

import pytest
from conftest import Open
from playwright.sync_api import Page
from pypdf import PdfReader

NAMES = ["Zoll", "Ähre", "Aal", "ahnen"]


def names(page: Page) -> list[str]:
    return page.locator("#annex-plant .stacks tbody th .words:visible").all_text_contents()


def press(page: Page, title: str, table: str = "Gemischtes") -> None:
    page.get_by_role("table", name=table).get_by_role("button", name=title).click()


@pytest.mark.parametrize(
    ("title", "up", "down"),
    [
        pytest.param("Name", "Aal ahnen Ähre Zoll", "Zoll Ähre ahnen Aal", id="words as in German"),
        pytest.param("Anteil", "Zoll Aal Ähre ahnen", "Ähre Aal Zoll ahnen", id="numbers, what is empty last"),
        pytest.param("Tag", "Aal Zoll ahnen Ähre", "ahnen Zoll Aal Ähre", id="days, what is empty last"),
        pytest.param(
            "Ergebnis", "Aal ahnen Zoll Ähre", "Ähre Zoll Aal ahnen", id="outcomes, gravest first, equals as they stood"
        ),
        pytest.param("Absatz", "Ähre ahnen Zoll Aal", "Zoll Ähre ahnen Aal", id="numbers within words"),
    ],
)
def test_a_column_is_sorted_by_what_it_holds_up_then_down(opened: Open, title, up, down):
    page = opened("sortable")
    assert names(page) == NAMES
    for order in (up, down, up):
        press(page, title)
        assert names(page) == order.split()


def test_on_a_phone_the_titles_stand_above_the_rows_and_sort_them(opened: Open):
    page = opened("sortable", width=360)
    button = page.get_by_role("button", name="Tag").first
    assert button.bounding_box()["height"] >= 24
    assert button.bounding_box()["y"] < page.locator("#annex-plant .stacks tbody").bounding_box()["y"]
    press(page, "Tag")
    assert names(page) == ["Aal", "Zoll", "ahnen", "Ähre"]


def test_counts_are_sorted_as_numbers(opened: Open):
    page = opened("sortable")
    press(page, "nicht feststellbar", "Anzahlen")
    assert page.locator(".scrolls tbody th").all_inner_texts() == ["c", "a", "b"]
    assert names(page) == NAMES


def test_sorting_by_one_column_and_then_by_another_keeps_the_first_among_equals(opened: Open):
    page = opened("sortable")
    for title in ("Name", "Name", "Ergebnis"):
        press(page, title)
    assert names(page) == ["ahnen", "Aal", "Zoll", "Ähre"]


def test_the_title_says_how_the_table_is_sorted_and_the_keyboard_sorts_it(opened: Open):
    page = opened("sortable")
    table = page.get_by_role("table", name="Gemischtes")
    titles = table.get_by_role("columnheader")
    order = "titles => titles.map((title) => title.getAttribute('aria-sort'))"
    arrow = "button => getComputedStyle(button, '::after').content"
    assert titles.evaluate_all(order) == [None] * 5
    assert titles.get_by_role("button").all_text_contents() == ["Name", "Anteil", "Tag", "Ergebnis", "Absatz"]
    share = titles.get_by_role("button", name="Anteil")
    assert "↕" in share.evaluate(arrow)
    share.focus()
    page.keyboard.press("Enter")
    assert titles.evaluate_all(order) == [None, "ascending", None, None, None]
    assert "↑" in share.evaluate(arrow)
    page.keyboard.press("Space")
    assert titles.evaluate_all(order) == [None, "descending", None, None, None]
    assert "↓" in share.evaluate(arrow)
    assert share.evaluate("button => button === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert titles.evaluate_all(order) == [None, None, "ascending", None, None]


def test_what_the_filter_hides_stays_hidden_and_stands_in_order_afterwards(opened: Open):
    page = opened("sortable")
    page.select_option("#page-outcome", "fail")
    press(page, "Name")
    press(page, "Name")
    assert names(page) == ["ahnen", "Aal"]
    page.select_option("#page-outcome", "")
    assert names(page) == ["Zoll", "Ähre", "ahnen", "Aal"]


def test_a_print_has_the_order_that_was_chosen(opened: Open):
    page = opened("sortable")
    press(page, "Name")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert sorted(NAMES, key=text.index) == ["Aal", "ahnen", "Ähre", "Zoll"]
    assert "↕" not in text


def test_without_scripts_there_is_no_button(opened: Open):
    page = opened("sortable", scripts=False)
    assert page.locator("button").count() == 0
    assert names(page) == NAMES


def test_a_table_that_is_not_to_be_sorted_has_no_button(opened: Open):
    assert opened("every-block").locator("button").count() == 0
