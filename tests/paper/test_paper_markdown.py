"""The summary in Markdown, read as others read it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker.assessment.findings import Outcome
from checker.paper import markdown
from checker.report.gfm import JOINER
from checker.report.plain import plain
from checker.report.screen import SYMBOLS
from checker.summary.document import Document
from tests.paper.documents import HOSTILE, every_block, real

READER = MarkdownIt("gfm-like", {"html": True})
LEAVES = {"text", "text_special", "softbreak"}
MARKUP = st.one_of(
    st.text(min_size=1, max_size=40), st.lists(st.sampled_from(HOSTILE), min_size=1, max_size=4).map(" ".join)
)


def tokens(document: Document) -> list[Token]:
    return READER.parse(markdown.render(document).decode())


def shape(found: list[Token]) -> list[str]:
    """Everything but the words."""
    inner = (token for outer in found for token in (outer, *(outer.children or ())))
    return [f"{token.type} {token.tag} {token.attrs.get('style', '')}" for token in inner if token.type not in LEAVES]


def read(found: list[Token]) -> list[str]:
    """What a server looks through for persons, issues and addresses, a line for each block."""
    return ["".join(token.content for token in outer.children or ()) for outer in found if outer.type == "inline"]


def texts(found: list[Token]) -> list[str]:
    """What people see, a line for each block."""
    return [line.replace(JOINER, "") for line in read(found)]


BENIGN = shape(tokens(every_block(charts=1)))


@given(MARKUP.filter(lambda said: plain(said) and JOINER not in said))
def test_whatever_is_said_changes_nothing_but_the_words(said):
    found = tokens(every_block(said, charts=1))
    assert shape(found) == BENIGN
    shown = plain(said, len(said))
    assert texts(found).count(shown) >= 4
    assert not {token.type for token in found} & {"html_block", "fence", "code_block"}


@pytest.mark.parametrize("said", HOSTILE)
def test_no_person_issue_or_address_is_named_to_the_server(said):
    lines = read(tokens(every_block(said)))
    assert [line for line in lines if re.search(r"[@#!](?=\w)|//|\bwww\.", line)] == []


def test_a_deal_reads_as_headings_tables_and_findings():
    found = tokens(real("examples/cell-plant.yaml"))
    kinds = shape(found)
    assert kinds.count("heading_open h1 ") == 1
    assert kinds.count("heading_open h3 ") == 3
    lines = texts(found)
    assert "✘ fail · medium · Batteries Regulation" in lines
    assert any(line.startswith("Place: ") and line.endswith("examples/cell-plant.yaml:131:24") for line in lines)
    assert lines[-1].startswith("Law as of 2026-11-22. Rulebook")


def test_every_outcome_has_its_symbol_and_its_word_in_german_too():
    document = every_block(language="de")
    lines = texts(tokens(document))
    for outcome in Outcome:
        assert f"{SYMBOLS[outcome][0]} {document.words[outcome.value]}" in lines


def test_questions_are_numbered_for_a_request_list():
    assert "\n7. said \\[demo\\#⁠1, said\\]\n8. said" in markdown.render(every_block()).decode()


def test_a_chart_is_its_shares_and_its_limits_in_words():
    lines = texts(tokens(every_block("CN", charts=1)))
    assert {"CN: 50 % – 75 %", "undisclosed: 25 %", "CN: 65 %"} <= {*lines}


def test_nothing_is_cut_and_each_row_is_one_line():
    word = "W" * 10_000
    text = markdown.render(every_block(f"{word}\n{word}")).decode()
    assert text.count(f"{word} {word}") > 10
    assert all(line.endswith("|") for line in text.splitlines() if line.startswith("|"))
