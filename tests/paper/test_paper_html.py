"""The page in HTML: whole, safe, and the same each time."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.assessment.findings import Outcome
from checker.errors import Misuse
from checker.paper import html
from checker.paper.drawing import inline
from checker.report.screen import SYMBOLS, clean
from checker.rulebook.common import Severity, Theme
from checker.summary.document import Card, Cell, Column, Document, Paragraph, Section, Table, Text
from tests.conftest import ROOT
from tests.paper.documents import HOSTILE, every_block, foreign, real

VOID = {"meta", "col", "link", "br", "img", "input"}
MARKUP = st.one_of(
    st.text(min_size=1, max_size=40), st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map(" ".join)
)


class Page(HTMLParser):
    """The elements of a page in their order, each closed by its own end."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.stack: list[str] = []
        self.source = html.render(document).decode()
        self.feed(self.source)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert len(dict(attributes)) == len(attributes)
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in {*self.stack}:
            self.texts[tag] = self.texts.get(tag, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.elements if (value := attributes.get(attribute)) is not None]

    @property
    def shape(self) -> list[str]:
        return [tag for tag, _ in self.elements]


SHAPE = Page(every_block()).shape


def flat(words: str) -> str:
    return " ".join(words.split())


DOCUMENTS = [
    pytest.param(lambda: every_block(), id="every block"),
    pytest.param(lambda: every_block(" ".join(HOSTILE), "de"), id="hostile"),
    pytest.param(lambda: real("examples/cell-plant.yaml"), id="cell plant"),
    pytest.param(lambda: real("revomet-cngr.yaml", "de"), id="revomet, German"),
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_page_can_be_walked_by_its_landmarks_headings_and_links(document):
    page = Page(document())
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(page.all(landmark)) == 1, landmark
    levels = [int(tag[1]) for tag in page.shape if re.fullmatch(r"h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = page.values("id")
    assert len(ids) == len({*ids})
    targets = [link["href"] for link in page.all("a")]
    assert {target[1:] for target in targets} | {*page.values("aria-labelledby"), *page.values("for")[:2]} <= {*ids}
    assert targets[0] == "#page-main"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_table_has_a_caption_and_every_title_of_a_column_or_row_its_scope(document):
    page = Page(document())
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert {th["scope"] for th in page.all("th")} <= {"row", "col"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_page_names_nothing_outside_itself_and_lets_nothing_act_but_its_own_script(document):
    page = Page(document())
    names = {name for _, attributes in page.elements for name in attributes}
    assert not {name for name in names if name.startswith("on")} | (
        names & {"src", "srcset", "style", "action", "ping"}
    )
    assert all(link["href"].startswith("#") for link in page.all("a"))
    assert {"script", "style"} == {*page.shape} & {
        "script",
        "style",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
    }
    (style,), (script,) = (re.findall(f"<{tag}>(.*?)</{tag}>", page.source, re.S) for tag in ("style", "script"))
    assert "url(" not in style
    assert "@import" not in style
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv"))
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_the_document_says_is_on_the_page_without_any_script(document):
    document = document()
    page = Page(document)
    shown = flat(page.texts["body"])
    said = re.findall(r"words='((?:[^'\\])*)'", repr(document.sections))
    assert len(said) > 5
    assert [words for words in said if flat(clean(words)) not in shown] == []
    assert flat(clean(document.foot)) in flat(page.texts["footer"])
    assert all("open" in chain for chain in page.all("details"))
    assert "hidden" in next(form for form in page.all("form"))


def test_the_two_pages_for_those_who_decide_come_first_then_annexes_then_evidence():
    assert [section["class"] for section in Page(every_block()).all("section")] == ["main", "annex", "evidence"]


def test_every_outcome_has_its_symbol_its_word_and_its_colour():
    document = every_block()
    page = Page(document)
    for outcome in Outcome:
        assert f"outcome {outcome.value}" in page.values("class")
        assert f"{SYMBOLS[outcome][0]} {document.words[outcome.value]}" in flat(page.texts["tbody"])
        assert re.search(rf"^\.{outcome.value} \{{ --tone: [^;]+; --tint: [^;]+; \}}$", page.source, re.M)


def test_a_german_page_says_so_and_speaks_german():
    page = Page(real("revomet-cngr.yaml", "de"))
    assert page.all("html") == [{"lang": "de"}]
    assert "nicht feststellbar" in page.texts["thead"]
    assert page.texts["form"].split()[0] == "Thema"


def test_words_in_another_language_say_so_wherever_they_stand():
    document = every_block("gesagt", "de")
    german = Page(document)
    assert [attributes for tag, attributes in german.elements if tag != "html" and "lang" in attributes] == []
    english = Page(foreign(document))
    said = re.findall(r'<span class="words"( lang="en")?>', english.source)
    assert len(said) == german.source.count('<span class="words">') > 20
    assert {*said} == {' lang="en"'}


def test_cards_and_rows_of_themes_can_be_filtered_but_no_others():
    page = Page(every_block())
    marked = [(tag, a["data-theme"], a["data-outcome"]) for tag, a in page.elements if "data-outcome" in a]
    rows = [("tr", "plant", outcome.value) for outcome in Outcome]
    assert marked == [("article", "plant", "fail"), ("article", "ip", "unknown"), *rows]
    assert page.values("value") == ["", "ip", "plant", "", *(outcome.value for outcome in Outcome)]


def test_a_table_to_be_sorted_says_what_its_numbers_days_and_outcomes_are_sorted_by():
    columns = (Column("Share"), Column("Day"), Column("Outcome"), Column("Word"))
    cells = (
        (Cell(Text("1/3"), number=Fraction(1, 3)), Cell(Text("2 May"), day=date(2026, 5, 2)), Cell(Text(""), Outcome.unknown), Cell(Text("a"))),
        (Cell(Text("1"), number=1), Cell(Text("")), Cell(Text(""), Outcome.failed), Cell(Text("b"))),
        (Cell(Text("1/3 "), number=Fraction(1, 3)), Cell(Text("7 Jan"), day=date(2026, 1, 7)), Cell(Text(""), Outcome.failed), Cell(Text("c"))),
    )  # fmt: skip
    table = Table("t", "T", columns, cells, sortable=True)

    def ranks(table: Table) -> list[str | None]:
        page = Page(replace(every_block(), sections=(Section("s", "S", (table,)),)))
        assert page.all("button") == []
        return [attributes.get("data-rank") for tag, attributes in page.elements if tag in ("td", "th")]

    assert ranks(table)[4:] == ["0", "1", "1", None, "1", None, "0", None, "0", "0", "0", None]
    for still in (replace(table, sortable=False), replace(table, head=False), replace(table, rows=cells[:1])):
        assert {*ranks(still)} == {None}


@pytest.mark.parametrize(("columns", "size"), [(7, "A4"), (8, "A4 landscape")])
def test_a_table_too_wide_for_an_upright_page_is_printed_across(columns, size):
    table = Table("t", "T", (Column("c"),) * columns, ((Cell(Text("x")),) * columns,))
    page = Page(replace(every_block(), sections=(Section("s", "S", (table,)),)))
    assert re.search(r"@page \{\s*size: ([^;]+);", page.source)[1] == size


def test_a_card_names_its_rule_once():
    document = every_block()
    card = Card("r", "s", Theme.plant, Outcome.failed, Severity.low, Text("Title", ("rule r",)), (
        ("What", Text("Said", ("rule r",))), ("Evidence", Text("Fact", ("demo#1", "rule r")))
    ))  # fmt: skip
    source = Page(replace(document, sections=(Section("s", "S", (card,)),))).source
    assert source.count("rule r]") == 1
    assert "[demo#1]" in source


def test_a_cell_that_counts_an_outcome_names_it_once():
    document = every_block()
    cells = (Cell(Text("a")), Cell(Text("12 cannot tell"), Outcome.unknown, 12))
    table = Table("t", "T", (Column("Deal"), Column("Plant")), (cells,))
    page = Page(replace(document, sections=(Section("s", "S", (table,)),)))
    assert flat(page.texts["tbody"]) == "a ? 12 cannot tell"
    assert "left unknown" in page.values("class")


def test_a_reference_leads_to_the_statement_or_to_what_was_found_on_the_rule_but_not_to_itself():
    def card(rule: str) -> Card:
        return Card(rule, "s", Theme.plant, Outcome.failed, Severity.low, Text("Card", (f"rule {rule}",)), ())

    rows = tuple((Cell(Text("Row", (f"rule {rule}",))),) for rule in ("in-full", "in-short"))
    statements = tuple((Cell(Text(f"demo#{number}")),) for number in (1, 2))
    sections = (
        Section("main", "Main", (Paragraph(Text("Read", ("rule in-short", "rule in-full", "rule other", "demo#2"))),)),
        Section("annex", "Annex", (Table("rows", "Rows", (Column("c"),), rows),), theme=Theme.plant),
        Section("cards", "Cards", (card("in-full"), card("in-full"))),
        Section("evidence", "Evidence", (Table("statements", "Statements", (Column("c"),), statements),)),
    )
    page = Page(replace(every_block(), sections=sections))
    links = re.findall(r'<a href="#(place-\d)">([^<]*)</a>', page.source)
    assert [words for _, words in links] == ["rule in-short", "rule in-full", "demo#2", "rule in-full", "rule in-full"]
    tags = {attributes["id"]: tag for tag, attributes in page.elements if "id" in attributes}
    assert [tags[place] for place, _ in links] == ["tr", "article", "tr", "article", "article"]


@given(MARKUP.filter(lambda said: clean(said).strip()))
def test_whatever_is_said_changes_no_element_of_the_page(said):
    page = Page(every_block(said))
    assert page.shape == SHAPE
    assert flat(clean(said)) in flat(page.texts["h1"])
    style = re.search(r"<style>(.*?)</style>", page.source, re.S)
    assert re.search(r'@bottom-left \{ content: "(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"; width', style[1])


def test_direction_and_control_characters_do_not_reach_the_page():
    page = Page(every_block("a\u202eb\x1b[31mc\u2066d"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page.source)


def test_a_page_is_the_same_on_every_machine():
    script = (
        "import hashlib; from checker.paper import html; from tests.paper.documents import every_block; "
        "print(hashlib.sha256(html.render(every_block())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Adak"))
    }  # fmt: skip
    assert digests == {hashlib.sha256(html.render(every_block())).hexdigest()}


def test_without_jinja2_people_are_told_what_to_install(monkeypatch):
    html._templates.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(Misuse, match=r"needs Jinja2: pip install 'deal-checker\[report\]'"):
        html.render(every_block())


def test_a_page_without_findings_has_nothing_to_filter():
    document = every_block()
    page = Page(replace(document, sections=document.sections[:1]))
    assert page.all("form") == []
    assert len(page.all("table")) == 1


def test_charts_stand_in_the_page_with_their_words_and_ids_of_their_own():
    page = Page(every_block("60 % <b>CN</b>\u202e", charts=2))
    drawings = page.all("svg")
    assert [(svg["role"], svg["aria-label"]) for svg in drawings] == [("img", "60 % <b>CN</b>\ufffd")] * 2
    assert len(page.values("id")) == len({*page.values("id")})
    assert page.all("b") == []


def test_nothing_in_a_drawing_acts_and_its_ids_meet_no_others():
    drawing = inline(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()" width="9">'
        '<style>@import "x";</style><script>x()</script><foreignObject><p>x</p></foreignObject>'
        '<defs><clipPath id="c0"><rect width="1"/></clipPath></defs>'
        '<g clip-path="url(#c0)" style="fill:url(https://example.org)"><a xlink:href="https://example.org">y</a>'
        '<rect fill="url(https://example.org/a)" width="2"/><text font-size="9">a &lt;b&gt; <tspan>c</tspan> d</text></g></svg>',
        "chart-1",
        'so "much"',
    )
    assert drawing == (
        '<svg role="img" aria-label="so &#34;much&#34;" width="9">'
        '<defs><clipPath id="chart-1-c0"><rect width="1"></rect></clipPath></defs>'
        '<g clip-path="url(#chart-1-c0)"><rect width="2"></rect>'
        '<text font-size="9">a &lt;b&gt; <tspan>c</tspan> d</text></g></svg>'
    )


def test_numbered_lists_go_on_where_the_document_says():
    starts = [attributes.get("start") for attributes in Page(every_block()).all("ol")]
    assert starts == ["7"]
