"""What may stand in a file, and what is said of what may not."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from core_kit import CASES
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker import source
from checker.errors import Invalid, Problem

RANDOM = settings(max_examples=CASES, deadline=None)


def _wrong(text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and words of every problem; each also says what to do about it, as a sentence."""
    with pytest.raises(Invalid) as caught:
        source.parse_bytes(text if isinstance(text, bytes) else text.encode(), "deal.yaml")
    for problem in caught.value.problems:
        assert str(problem).startswith(f"deal.yaml:{problem.line}:{problem.column}: {problem.what}")
        assert problem.todo.endswith(".")
    return [(problem.line, problem.column, problem.what) for problem in caught.value.problems]


def _only(text: str | bytes) -> tuple[int, int, str]:
    (found,) = _wrong(text)
    return found


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!!binary", "!local", "!"]
)
def test_a_tag_is_refused(tag: str) -> None:
    line, column, what = _only(f"name: x\nlist:\n  - {tag} ls\n")
    assert (line, column) == (3, 5)
    assert "tag" in what


@pytest.mark.parametrize("tagged", ["!!map {a: 1}", "!!seq [1]", "!!set {a}"])
def test_a_tag_on_a_collection_is_refused(tagged: str) -> None:
    assert _wrong(f"key: {tagged}\n")[0][:2] == (1, 6)


def test_an_anchor_and_its_alias_are_both_refused() -> None:
    assert [found[:2] for found in _wrong("a: &x word\nb:\n  c: *x\n")] == [(1, 4), (3, 6)]


def test_aliases_are_never_expanded() -> None:
    laughs = ["a0: &a0 [lol, lol]"]
    laughs += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    found = _wrong("\n".join(laughs))
    assert len(found) == 60 + 59 * 9, "each anchor and each alias once, none of them followed"
    assert found[1] == (2, 5, "anchors are not allowed")


def test_an_alias_as_a_key_and_a_merge_are_refused() -> None:
    found = [(line, what) for line, _, what in _wrong("base: &b {a: 1}\nother:\n  <<: *b\n*b : 2\n")]
    assert found == [(1, "anchors are not allowed"), (3, "aliases are not allowed"), (4, "aliases are not allowed")]


@pytest.mark.parametrize(("opening", "closing", "at"), [("[", "]", 32), ("{a: ", "}", 122)])
def test_depth_has_a_limit(opening: str, closing: str, at: int) -> None:
    deep = opening * source.MAX_DEPTH + "1" + closing * source.MAX_DEPTH
    assert source.parse(deep, "deal.yaml").plain()
    line, column, what = _only(opening * (source.MAX_DEPTH + 1) + "1" + closing * (source.MAX_DEPTH + 1))
    assert (line, column, what) == (1, at, "nested deeper than 30 levels")


def test_a_million_brackets_are_refused_without_being_read_to_the_end() -> None:
    assert _only("[" * 999_999)[2] == "nested deeper than 30 levels"


def test_size_has_a_limit_in_bytes(tmp_path: Path) -> None:
    fits = b"# " + b"x" * (source.MAX_BYTES - 8) + b"\na: 1"
    assert len(fits) == source.MAX_BYTES - 1
    path = tmp_path / "deal.yaml"
    for read in (lambda raw: source.parse_bytes(raw, "d"), lambda raw: (path.write_bytes(raw), source.read(path))[1]):
        assert read(fits + b"\n").plain() == {"a": 1}
        for large in (fits + b"\n\n", ("# " + "\N{CJK UNIFIED IDEOGRAPH-9502}" * 400_000 + "\na: 1").encode()):
            with pytest.raises(Invalid, match="larger than 1,000,000 bytes"):
                read(large)


def test_the_number_of_values_has_a_limit() -> None:
    assert len(source.parse(f"[{'0,' * (source.MAX_NODES - 1)}]", "d").value) == source.MAX_NODES - 1
    line, _, what = _only("[" + "0,\n" * source.MAX_NODES + "]")
    assert (line, what) == (source.MAX_NODES, "more than 100,000 values")


def test_a_long_text_is_refused() -> None:
    assert source.parse("a: " + "x" * source.MAX_TEXT, "d").plain() == {"a": "x" * source.MAX_TEXT}
    assert _only("b: 1\na: " + "x" * (source.MAX_TEXT + 1))[:2] == (2, 4)


def test_a_key_that_stands_twice_is_refused_at_its_second_place() -> None:
    assert _only("a:\n  b: 1\n  c: 2\n  b: 1\n") == (4, 3, 'the key "b" stands here twice (first on line 2)')
    assert source.parse("a: {b: 1}\nc: {b: 2}\n", "d").plain() == {"a": {"b": 1}, "c": {"b": 2}}


AMBIGUOUS = [form for word in ("yes", "no", "on", "off", "y", "n") for form in (word, word.capitalize(), word.upper())]
AMBIGUOUS += ["True", "TRUE", "False", "FALSE", "Null", "NULL"]


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_a_bare_word_that_others_read_as_truth_is_refused_as_a_value_only(word: str) -> None:
    line, column, what = _only(f"countries: [DE,\n  {word}]\n")
    assert (line, column) == (2, 3)
    assert f"the bare word {word} " in what
    assert source.parse(f'{word}: ["{word}", "{word}"]\n', "d").plain() == {word: [word, word]}


def test_true_false_and_null_mean_what_they_say() -> None:
    read = source.parse("{a: true, b: false, c: null, d: ~, e: , f: 'true', g: \"\"}", "d").plain()
    assert read == {"a": True, "b": False, "c": None, "d": None, "e": None, "f": "true", "g": ""}


@pytest.mark.parametrize("key", ["1", "1.5", "true", "null", "~", "[a]", "{a: 1}"])
def test_a_key_that_is_no_word_is_refused(key: str) -> None:
    mark = "? " if key.startswith(("[", "{")) else ""
    line, column, what = _only(f"first: 1\n{mark}{key}\n: 2\n" if mark else f"first: 1\n{key}: 2\n")
    assert (line, column) == (2, 1 + len(mark))
    assert what == "a key must be a word"


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"a: \xff\n", 1, 4),
        ("name: Zürich\r\nwhere: Überall ".encode() + b"\xe4\r\n", 2, 16),
        (b"\xef\xbb\xbfa: 1\rb: \xc3", 2, 4),
        ("a: ü\n".encode("utf-16"), 1, 1),
        (b"a: \xed\xa0\x80", 1, 4),
    ],
)
def test_what_is_not_utf8_is_refused_at_its_character(raw: bytes, line: int, column: int) -> None:
    assert _only(raw) == (line, column, "the text is not UTF-8")


def test_a_byte_order_mark_at_the_start_is_passed_over_and_one_inside_is_not() -> None:
    assert source.parse_bytes(b"\xef\xbb\xbfname: x\n", "d").plain() == {"name": "x"}
    node = source.parse_bytes(b"\xef\xbb\xbfname: x\n", "d")
    assert node.keys["name"] == (1, 1)
    assert _only("a: 1\nb: x\ufeffy\n")[:2] == (2, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_counts_alike(end: str) -> None:
    text = end.join(["a: 1", "b:", "  - x", "  - NO", ""])
    assert _only(text)[:2] == (4, 5)
    assert source.parse(end.join(["a: 1", "b: |", "  x", "  y", ""]), "d").plain() == {"a": 1, "b": "x\ny\n"}


CONTROLS = ["\0", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x85", "\x9b", "\u2028", "\u2029", "\ufffe"]
TURNING = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"]


@pytest.mark.parametrize("character", CONTROLS + TURNING)
@pytest.mark.parametrize(
    "text", ["é: ü\nname: ab{}c\n", "é: ü\n# note {}\na: 1\n", "é: ü\nna{}me: x\n", "é: 1\na: 'x{}'\n"]
)
def test_a_control_character_is_refused_wherever_it_stands(text: str, character: str) -> None:
    written = text.format(character)
    line, column, what = _only(written)
    assert (line, column) == (2, written.split("\n", 1)[1].index(character) + 1)
    assert "not allowed in a text" in what
    assert character not in what, "a message must not do what the file may not"


@pytest.mark.parametrize(
    "escape",
    [
        r"\0",
        r"\a",
        r"\b",
        r"\e",
        r"\x1b",
        r"\r",
        r"\x7f",
        r"\x9b",
        r"\N",
        r"\L",
        r"\P",
        r"\u202E",
        r"\u2066",
        r"\uFEFF",
    ],
)
def test_an_escaped_control_character_is_refused_as_value_and_as_key(escape: str) -> None:
    assert _only(f'a: 1\nb: "x{escape}y"\n')[:2] == (2, 4)
    assert _only(f'a: 1\n"x{escape}y": 1\n')[:2] == (2, 1)


def test_half_a_character_is_refused_escaped_or_not() -> None:
    assert _wrong('a: "\\ud800"')[0][0] == 1
    with pytest.raises(Invalid) as caught:
        source.parse("a: 1\nb: \ud800\n", "d")
    assert [(p.line, p.column) for p in caught.value.problems] == [(2, 4)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0", 0),
        ("-7", -7),
        ("+7", 7),
        ("0.70", Fraction(7, 10)),
        (".5", Fraction(1, 2)),
        ("-0.1", Fraction(-1, 10)),
        ("1e3", Fraction(1000)),
        ("2.5E-2", Fraction(1, 40)),
        ("9" * 30, int("9" * 30)),
        ("0." + "1" * 28, Fraction(int("1" * 28), 10**28)),
    ],
)
def test_a_number_is_read_exactly(written: str, value: int | Fraction) -> None:
    read = source.parse(f"a: {written}", "d").plain()
    assert read == {"a": value}
    assert isinstance(read, dict)
    assert type(read["a"]) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        "9" * 31,
        "0." + "3" * 29,
        "1e100",
        "1e999999999",
        "-1E-100",
        "1_000",
        "0123",
        "00",
        "-08",
        "5.",
        "1_0.5",
        ".inf",
        "-.INF",
        ".NaN",
    ],
)
def test_an_absurd_or_doubtful_number_is_refused(written: str) -> None:
    assert _only(f"a: 1\nb: [2, {written}]\n")[:2] == (2, 8)
    assert source.parse(f"a: '{written}'", "d").plain() == {"a": written}


@pytest.mark.parametrize("word", ["2026-11-22", "1:30", "0x1F", "0o17", "1.2.3", "50%", "1,000", "12 t", "=", "1/2"])
def test_what_other_readers_turn_into_dates_or_numbers_stays_text(word: str) -> None:
    assert source.parse(f"a: {word}", "d").plain() == {"a": word}


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\n---\nb: 2\n", 3), ("---\na: 1\n...\n---\n[x]\n", 5), ("a: 1\n--- x\n", 2)]
)
def test_a_second_document_is_refused(text: str, line: int) -> None:
    found = _only(text)
    assert (found[0], found[2]) == (line, "a second document starts here")


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "---\n", "\ufeff", "~"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert _only(text) == (1, 1, "the file is empty")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\n b: 2\n", 2, 3),
        ("a:\n\tb: 1\n", 2, 1),
        ("a: [1, 2\nb: 3\n", 2, 2),
        ("a: b: c\n", 1, 5),
        ("a: @b\n", 1, 4),
        ("%TAG ! x\n", 2, 1),
    ],
)
def test_broken_yaml_is_refused_at_its_place(text: str, line: int, column: int) -> None:
    found = _only(text)
    assert found[:2] == (line, column)
    assert found[2].startswith("this is not YAML: ")


def test_every_problem_is_told_at_once() -> None:
    text = 'a: NO\nb: &x 1\nc: *x\nd: !!int 5\ne: 1_000\na: 2\nf: "\\e"\ng: \x07\n1: x\nh: yes # \u202e\n'
    assert [found[:2] for found in _wrong(text)] == [
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 4),
        (5, 4),
        (6, 1),
        (7, 4),
        (8, 4),
        (9, 1),
        (10, 4),
        (10, 10),
    ]


def test_problems_before_broken_yaml_are_told_with_it() -> None:
    assert [found[:2] for found in _wrong("a: NO\nb: [yes]\n c: [\n")] == [(1, 4), (2, 5), (3, 2)]


def test_endless_problems_end() -> None:
    assert len(_wrong("\0" * 900_000)) == source.MAX_PROBLEMS
    assert len(_wrong("[" + "NO," * 90_000 + "]")) == source.MAX_PROBLEMS
    assert len(_wrong("NO\0" * (source.MAX_PROBLEMS - 1) + "\n : [")) <= source.MAX_PROBLEMS


def test_a_file_that_cannot_be_read_is_a_problem_of_that_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.yaml"):
        with pytest.raises(Invalid, match="cannot be read") as caught:
            source.read(path, "shown.yaml")
        assert caught.value.problems[0].path == "shown.yaml"


def test_every_node_knows_its_place() -> None:
    node = source.parse("a:\n  b: [x, {c: 1}]\n  d: >\n    e\n", "d")
    assert node.place(("a", "b")) == (2, 6)
    assert node.place(("a", "b", 1, "c")) == (2, 14)
    assert node.place(("a", "b", 1, "c"), of_key=True) == (2, 11)
    assert node.place(("a", "gone", "far")) == (2, 3), "the last ancestor that exists"
    assert node.place(("a",), near="c") == (2, 11)
    assert node.place(("a",), near="x") == (2, 7)
    assert node.place(("a",), near="nowhere") == (2, 3)


def test_decimals_add_up_exactly() -> None:
    read: Any = source.parse("[0.1, 0.2, 0.3]", "d").plain()
    assert read[0] + read[1] == read[2]


@RANDOM
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**15), max_value=10**15))
def test_any_decimal_is_read_exactly(number: Any) -> None:
    assert source.parse(f"a: {number:f}", "d").plain() == {"a": Fraction(str(number))}


def _parses_or_is_invalid(text: str | bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        node = source.parse_bytes(text, "d") if isinstance(text, bytes) else source.parse(text, "d")
        plain = node.plain()
    except Invalid as error:
        problems, plain = error.problems, ...
    assert (plain is ...) == bool(problems)
    ends = (b"\r", b"\n") if isinstance(text, bytes) else ("\r", "\n")
    last = 2 + sum(text.count(end) for end in ends)  # type: ignore[arg-type]
    assert all(1 <= problem.line <= last and problem.column >= 1 for problem in problems)


@RANDOM
@given(st.text(st.characters(codec=None), max_size=60))
@example("\ud800")
@example("a: \ufeff")
def test_any_text_parses_or_is_invalid(text: str) -> None:
    _parses_or_is_invalid(text)


@RANDOM
@given(st.binary(max_size=60))
def test_any_bytes_parse_or_are_invalid(raw: bytes) -> None:
    _parses_or_is_invalid(raw)


TOKENS = [
    "a",
    "b: ",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&x ",
    "*x",
    "!t ",
    "!!str ",
    '"',
    "'",
    "|",
    ">",
    "#",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "NO",
    "1",
    ".5e5",
    "1e",
    "0x",
    "-",
    "~",
    "\t",
    "\r",
    "\\",
    "\\x",
    "\\u0000",
    "é",
    "\0",
    "\u202e",
    "<<: ",
    "@",
    "`",
    "=",
    ".",
    "_",
    "e",
    "+",
    "9" * 31,
]


@RANDOM
@given(st.lists(st.sampled_from(TOKENS), max_size=25).map("".join))
def test_anything_that_looks_like_yaml_parses_or_is_invalid(text: str) -> None:
    _parses_or_is_invalid(text)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=12).filter(
    lambda word: not source._CONTROL.search(word)
)
DATA = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
)


@RANDOM
@given(DATA)
def test_quoted_data_comes_back_as_it_was(data: Any) -> None:
    text = yaml.safe_dump(data, default_style='"', allow_unicode=True)
    # Every scalar is quoted and carries no tag; a collection is written plainly.
    assert source.parse(text, "d").plain() == data


@RANDOM
@given(DATA)
def test_a_node_made_of_data_is_the_data(data: Any) -> None:
    assert source.Node.of(data).plain() == data
