import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.seeds.normalise import Damage, digest, normalise, paragraphs

MARKS = ("\u0e42", "\u0e42\u0e01", "\u0e42\u0e02", "\u0e42\u0e03", "\u0e42\u0e04")
LONE = "\u0e42"
SPAM = ("AB", "\u3010AB\u3011", "B\u0e42 C")
PIECES = (
    *MARKS,
    *SPAM,
    "A",
    "B",
    "C",
    " ",
    "\u00a0",
    "\t",
    "\n",
    "\r\n",
    "\u2028",
    "\u200b",
    "\u2063",
    "\ufeff",
    "\u0e20",
)
THAI_WORDS = (
    "\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22",
    "\u0e42\u0e23\u0e07\u0e07\u0e32\u0e19",
    "\u0e42\u0e1b\u0e23\u0e14",
)
any_text = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join)
latin = st.text("abc .,\u2019\u201c\u2013\u2122", min_size=1).filter(str.strip)


def thai(text):
    return [character for character in text if "\u0e00" <= character <= "\u0e7f"]


@given(any_text, st.lists(st.sampled_from(SPAM)))
@example("A\u200bB\u0e42", ["AB"])
@example("AABB", ["AB"])
@example("\u0e42AB\u0e01", ["AB"])
@example("\u0e20B\u0e42 C", ["B\u0e42 C", "\u0e20"])
def test_normalising_twice_changes_nothing_more(text, spam):
    once = normalise(text, spam)
    twice = normalise(once.text, spam)
    assert twice.text == once.text
    assert twice.repairs == ()


@given(any_text, st.sampled_from(THAI_WORDS), any_text)
def test_a_thai_word_anywhere_keeps_every_thai_letter(before, word, after):
    text = f"{before} {word} {after}"
    found = normalise(text)
    assert thai(found.text) == thai(text)
    assert found.count(Damage.MOJIBAKE) == 0


@given(st.lists(st.sampled_from(["\u0e42\u0e04", "\u0e42\u0e01", "ox", "and"]), min_size=1).map(" ".join))
def test_thai_words_that_look_like_marks_stay(text):
    assert normalise(text).text == text


@given(st.lists(st.tuples(latin, st.sampled_from(MARKS)), min_size=1))
def test_marks_are_taken_out_and_the_words_stay(pieces):
    clean = "".join(words for words, _ in pieces)
    damaged = "".join(words + mark for words, mark in pieces) + LONE
    found = normalise(damaged)
    assert found.text == normalise(clean).text
    assert found.count(Damage.MOJIBAKE) == len(pieces) + 1


def test_a_repair_is_logged_by_paragraph():
    found = normalise("Clean.\n\nIn\u0e42 this \u0e42\u0e03a word\u0e42\u0e02.\nAnd\u0e42 here.\n")
    assert found.text == "Clean.\nIn this a word.\nAnd here."
    assert found.log == ("text repaired: 4 marks removed (paragraph 2: 3, 3: 1)",)


def test_a_single_thai_letter_far_away_stops_the_repair():
    text = "In\u0e42 this.\n\nLast paragraph \u0e20"
    found = normalise(text)
    assert found.text == "In\u0e42 this.\nLast paragraph \u0e20"
    assert found.log == ()


def test_invisible_characters_are_removed_and_counted():
    found = normalise("\ufeffTitle\nBo\u200b\u2064dy")
    assert found.text == "Title\nBody"
    assert found.log == ("text repaired: 3 invisible characters removed (paragraph 1: 1, 2: 2)",)


def test_a_line_of_nothing_but_invisible_characters_is_no_paragraph():
    found = normalise("Title\n\u200b\nBody")
    assert paragraphs(found.text) == ("Title", "Body")
    assert found.log == ("text repaired: 1 invisible character removed",)


def test_spam_goes_only_where_the_sheet_names_it():
    text = "\u3010XX socks\u3011News\nGoing electric,XX socks recent deal"
    assert normalise(text).text == text
    found = normalise(text, ["XX socks", "\u3010XX socks\u3011"])
    assert found.text == "News\nGoing electric, recent deal"
    assert found.log == ("text damaged: 2 spam words removed (paragraph 1: 1, 2: 1)",)


def test_the_longer_of_two_spam_words_goes_whole():
    assert normalise("Source:XX socks today", ["XX", "XX socks"]).text == "Source: today"


@pytest.mark.parametrize(
    "kept", ["it\u2019s", "\u201cso\u201d", "a \u2013 b", "Mark\u2122", "othre", "AlfaBeta", "two  spaces"]
)
def test_quotes_dashes_and_misspellings_stay(kept):
    assert normalise(kept) == normalise(normalise(kept).text)
    assert normalise(kept).text == kept


def test_spaces_at_the_ends_and_kinds_of_space_and_line_end_do_not_matter():
    variants = ("Of\u00a0Alfa\nBody", " Of Alfa\u00a0\r\n\r\nBody\n", "\n\nOf Alfa\n \u00a0\n\tBody")
    digests = {tuple(map(digest, paragraphs(normalise(variant).text))) for variant in variants}
    assert len(digests) == 1


def test_paragraphs_are_the_lines_that_are_not_empty():
    assert paragraphs("\n One \n \u00a0\nTwo") == ("One", "Two")
    assert paragraphs(" \n") == ()
