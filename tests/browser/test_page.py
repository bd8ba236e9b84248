"""The page in HTML as people meet it: with and without scripts, by keyboard, on a phone, in the dark and on paper."""

from __future__ import annotations

import io
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DOCUMENTS, Open
from pypdf import PdfReader

ITEMS = "[data-outcome]"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WHOLE = "() => { for (const chain of document.querySelectorAll('details')) chain.open = true; }"


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [(name, width, scheme) for name in DOCUMENTS for width, scheme in ((1280, "light"), (360, "dark"))]
    + [
        (name, width, scheme)
        for name in ("every-block", "sortable")
        for width, scheme in ((1280, "dark"), (360, "light"))
    ],
)
def test_a_page_breaks_no_rule_of_wcag_a_or_aa(opened: Open, name, width, scheme):
    page = opened(name, width=width, scheme=scheme)
    page.evaluate(WHOLE)
    found = Axe().run(page, options=WCAG).response
    broken = [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"]]
    assert broken == [], json.dumps(broken, indent=1)
    assert {"color-contrast", "html-has-lang", "select-name"} <= {rule["id"] for rule in found["passes"]}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_never_wider_than_the_screen(opened: Open, name):
    page = opened(name)
    page.evaluate(WHOLE)
    wide = """(width) => [...document.querySelectorAll("main :is(p, li, dd, h2, h3)")]
      .filter((words) => words.getBoundingClientRect().right > width).map((words) => words.outerHTML.slice(0, 200))"""
    for width in (1280, 800, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(wide, width) == []


def test_words_in_another_language_are_read_in_it_and_the_words_of_the_page_in_its_own(opened: Open):
    page = opened("foreign")
    language = "(all, code) => all.every((each) => each.matches(`:lang(${code})`))"
    for words in ("article h3 .words", "dd .words", "li .words", "td .words"):
        assert page.locator(words).count()
        assert page.locator(words).evaluate_all(language, "en"), words
    assert page.locator("h2, th[scope=col], option").evaluate_all(language, "de")


def test_a_reference_leads_to_the_statement_that_it_names(opened: Open):
    page = opened("cell-plant")
    page.evaluate(WHOLE)
    links = page.locator("main .refs a", has_text="#")
    named = (
        "links => links.map((link) => [link.textContent, document.querySelector(`${link.hash} th .words`).textContent])"
    )
    assert all(link == statement for link, statement in links.evaluate_all(named))
    links.first.click()
    assert page.locator("tr:target th").text_content().strip() == links.first.text_content()
    assert page.locator("tr:target").bounding_box()["y"] < 800


def test_on_a_phone_rows_stand_one_below_the_other_each_value_with_its_title(opened: Open):
    page = opened("cell-plant", width=360)
    outcome, severity, rule = page.locator("#annex-batteries tbody tr").first.locator("td").all()[:3]
    assert outcome.bounding_box()["y"] == pytest.approx(severity.bounding_box()["y"], abs=4)
    assert rule.bounding_box()["width"] > 250
    assert rule.evaluate("cell => getComputedStyle(cell, '::before').content").startswith('"Problem looked for: "')


def test_theme_and_outcome_filter_cards_rows_sections_and_contents(opened: Open):
    page = opened("cell-plant")
    count, whole = page.locator("output"), page.locator(ITEMS).count()
    assert count.text_content() == f"{whole} / {whole}"
    page.select_option("#page-theme", "batteries")
    page.select_option("#page-outcome", "fail")
    shown = page.locator(f"{ITEMS}:visible")
    kinds = shown.evaluate_all("items => items.map((item) => `${item.dataset.theme} ${item.dataset.outcome}`)")
    assert {*kinds} == {"batteries fail"}
    assert count.text_content() == f"{shown.count()} / {whole}" == f"2 / {whole}"
    assert page.locator("#annex-trade").is_hidden()
    assert page.locator("nav a[href='#annex-trade']").is_hidden()
    assert page.locator("nav a[href='#annex-batteries']").is_visible()
    assert page.locator("#heat").is_visible()
    page.select_option("#page-theme", "trade")
    assert count.text_content() == f"0 / {whole}"
    assert page.locator("#annex-trade table").is_hidden()
    page.select_option("#page-theme", "")
    page.select_option("#page-outcome", "")
    assert page.locator(f"{ITEMS}:visible").count() == whole


def test_a_reference_leads_to_what_was_found_on_a_rule_even_if_the_filter_hides_it(opened: Open):
    page = opened("cell-plant")
    page.select_option("#page-outcome", "fail")
    links = page.locator("#bottom-line .refs a", has_text="rule ")
    for link in links.all():
        link.click()
        found = page.locator(":target")
        assert found.is_visible()
        assert link.text_content() in found.text_content()
        assert 0 <= found.bounding_box()["y"] < 800
    assert links.count() > 1
    assert page.locator("#page-outcome").input_value() == ""


def test_a_print_shows_what_the_filter_hides(opened: Open):
    page = opened("cell-plant")
    page.select_option("#page-theme", "ip")
    page.emulate_media(media="print")
    assert page.locator(f"{ITEMS}:visible").count() == page.locator(ITEMS).count()
    assert page.locator("form, nav").locator("visible=true").count() == 0


def test_a_finding_opens_to_its_chain_by_keyboard(opened: Open):
    page = opened("cell-plant")
    card = page.locator("article").first
    assert card.locator("dd").first.is_visible()
    assert card.get_by_text("Possible clause or cure", exact=True).is_hidden()
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    assert card.get_by_text("Possible clause or cure", exact=True).is_visible()


def test_the_first_key_leads_past_the_contents(opened: Open):
    page = opened("cell-plant")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('page-main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [1280, 360])
def test_every_stop_of_the_keyboard_is_seen_and_named(opened: Open, width):
    page = opened("every-block", width=width)
    stops = []
    for _ in range(100):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              if (at === document.body) return null;
              return {
                tag: at.tagName, outline: getComputedStyle(at).outlineStyle,
                name: at.ariaLabel || at.labels?.[0]?.textContent || at.textContent.trim(),
                seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
              };
            }"""
        )
        if stop is None:
            break
        stops.append(stop)
    assert [stop for stop in stops if stop["outline"] == "none" or not stop["name"] or not stop["seen"]] == []
    assert [stop["tag"] for stop in stops][:3] == ["A", "SELECT", "SELECT"]
    assert {"SUMMARY", "DIV", "FIGURE"} <= {stop["tag"] for stop in stops}
    assert len(stops) < 100


def test_without_scripts_everything_is_there_and_nothing_that_would_not_work(opened: Open):
    page = opened("every-block", scripts=False)
    assert page.locator("form").is_hidden()
    assert page.locator(f"{ITEMS}:visible").count() == page.locator(ITEMS).count() == 7
    assert page.locator("dd:not(:empty):visible").count() == page.locator("dd:not(:empty)").count() == 4


def test_in_the_dark_the_page_is_dark_and_a_print_is_not(opened: Open):
    page = opened("every-block", scheme="dark")
    colours = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    assert page.evaluate(colours) == ["rgb(20, 24, 30)", "rgb(229, 232, 237)"]
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(27, 34, 44)"]


@pytest.mark.parametrize("name", ["cell-plant", "revomet-de"])
def test_a_print_is_a4_with_the_foot_on_every_page_and_annexes_on_pages_of_their_own(opened: Open, name):
    page = opened(name)
    document = DOCUMENTS[name]()
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in paper} == {
        (595, 842)
    }
    texts = [" ".join(sheet.extract_text().split()) for sheet in paper]
    begins = []
    for number, text in enumerate(texts, 1):
        assert document.foot in text
        assert f"{number} / {len(texts)}" in text
        begins.append(text.replace(document.foot, "", 1).replace(f"{number} / {len(texts)}", "", 1).strip())
    assert begins[0].startswith(document.title)
    for title in ("questions", "evidence"):
        assert any(text.startswith(document.words[title]) for text in begins[1:]), title
    for theme in ("batteries", "ip", "trade"):
        title = f"{document.words['annex']}: {document.words[theme]}"
        assert any(text.startswith(title) for text in begins[1:]), title


def test_a_print_has_every_chain(opened: Open):
    page = opened("cell-plant")
    whole = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf())).pages)
    assert whole.count("Possible clause or cure") == 3
    assert page.locator("details[open]").count() == 0


def test_a_script_or_style_that_is_not_the_pages_own_does_nothing(browser, files):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(files("every-block").as_uri())
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'taken'";
          const style = document.createElement("style");
          style.textContent = "h1 { color: rgb(1, 2, 3) !important }";
          document.body.append(script, style);
          document.body.insertAdjacentHTML("beforeend", "<p onclick='document.title = 1' id='trap'>x</p>");
          document.getElementById("trap").click();
        }"""
    )
    assert page.title() == "said"
    assert page.locator("h1").evaluate("title => getComputedStyle(title).color") != "rgb(1, 2, 3)"
    context.close()
