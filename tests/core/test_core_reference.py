"""Published figures: what a transcriber is told, when they are read, and what those that are shipped say."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from core_kit import changed, written

from checker import source
from checker.errors import Invalid, Problem
from checker.rulebook import files as files_
from checker.rulebook.book import Rulebook
from checker.rulebook.figures import DIMENSIONS, TOLERANCE, Terms
from checker.rulebook.lint import lint
from checker.rulebook.load import load
from tests.conftest import ROOT

SOURCES, GOVERNANCE = "reference/sources.yaml", "reference/governance.yaml"
LITHIUM, CRITICALITY = "reference/production-lithium.yaml", "reference/criticality.yaml"
FILES = {
    "edition.yaml": """\
schema: checker/edition/1
edition: "2026.01"
about: A small edition.
""",
    SOURCES: """\
schema: checker/reference/1
kind: sources
sources:
  survey:
    publisher: The Survey
    title: Minerals of the Year
    date: 2026-02-06
    address: https://example.org/survey
    licence: CC0 1.0
    terms: free
  quoted:
    publisher: The Agency
    title: A commentary
    date: 2025-10
    address: https://example.org/quoted
    licence: not read
    terms: cited_figure
  scores-1:
    publisher: The Bank
    title: Governance, first release
    date: "2024"
    address: https://example.org/scores
    licence: CC BY 4.0
    terms: attribution
    release: "1"
  scores-2:
    publisher: The Bank
    title: Governance, second release
    date: "2025"
    address: https://example.org/scores
    licence: CC BY 4.0
    terms: attribution
    release: "2"
""",
    LITHIUM: """\
schema: checker/reference/1
kind: production
material: lithium
series:
  - stage: extraction
    definition: Lithium mined, by content.
    source: survey
    year: 2024
    shares: {AU: 0.5, "NA": 0.2004}
    residual: 0.3
    trade: {AU: 1.1}
  - stage: extraction
    definition: Lithium mined, by content.
    source: survey
    year: 2025
    shares: {AU: 0.6, "NO": 0.4}
  - stage: cell
    definition: Cells made of it.
    source: quoted
    year: 2025
    shares: {CN: [0.8, 1]}
""",
    GOVERNANCE: """\
schema: checker/reference/1
kind: governance
tables:
  - release: "1"
    columns:
      - {dimension: voice, year: 2023, source: scores-1}
      - {dimension: political_stability, year: 2023, source: scores-1}
    scores:
      CN: [-1.5, -0.5]
      DE: [1.4, 0.6]
  - release: "2"
    columns:
      - {dimension: political_stability, year: 2024, source: scores-2}
    scores:
      CN: [-0.15]
""",
    CRITICALITY: """\
schema: checker/reference/1
kind: criticality
source: survey
year: 2023
entries:
  - {label: Lithium, materials: [lithium], supply_risk: 1.9, economic_importance: 3.9, recycling_input_rate: 0}
  - {label: Light, materials: [rare_earths, cerium], supply_risk: 3.7, economic_importance: 5.9}
""",
}

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rulebook of figures alone, which are right."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return written(tmp_path, FILES)


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Changes one text in a file of it."""

    return lambda name, old, new: changed(folder / name, old, new)


def _problems(folder: Path) -> tuple[Problem, ...]:
    book = load(folder, "rules")
    with pytest.raises(Invalid) as caught:
        _ = book.reference
    assert all(problem.todo.endswith(".") for problem in caught.value.problems)
    return caught.value.problems


def _place(folder: Path, name: str, text: str) -> tuple[str, int, int]:
    before, found, _ = (folder / name).read_text("utf-8").partition(text)
    assert found
    return f"rules/{name}", before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def test_the_latest_year_of_each_source_is_given(folder: Path) -> None:
    reference = load(folder, "rules").reference
    (mined,) = reference.series("production", "lithium", "extraction")
    assert (mined.source, mined.year, set(mined.shares)) == ("survey", 2025, {"AU", "NO"})
    (cells,) = reference.series("production", "lithium", "cell")
    assert (cells.shares["CN"].low, cells.shares["CN"].high) == (Fraction("0.8"), 1)
    assert reference.series("sourcing", "lithium", "extraction") == ()
    assert reference.series("production", "cobalt", "extraction") == ()


def test_governance_is_given_by_release_and_criticality_by_material(folder: Path) -> None:
    reference = load(folder, "rules").reference
    first, second = reference.governance("1"), reference.governance("2")
    assert first is not None
    assert second is not None
    assert first.score("CN", "political_stability", 2023) == Fraction("-0.5")
    assert (first.score("CN", "political_stability", 2024), first.score("FR", "voice", 2023)) == (None, None)
    assert second.score("CN", "political_stability", 2024) == Fraction("-0.15")
    assert first.mean("CN", 2023) is None
    assert reference.governance("3") is None
    assert [entry.label for _, entry in reference.criticality("cerium")] == ["Light"]
    assert reference.criticality("cobalt") == ()


WRONG = [
    # file, old, new, where, what, nearest word
    (LITHIUM, "AU: 0.6", "AU: 0.6006", '{AU: 0.6006', "the shares add up to 1.0006, more than 1", None),
    (LITHIUM, "residual: 0.3", "residual: 0.31", "{AU: 0.5", "the shares add up to 1.0104, more than 1", None),
    (LITHIUM, "[0.8, 1]", "[0.8, 1], DE: [0.3, 0.4]", "{CN: [0.8", "the shares add up to 1.1, more than 1", None),
    (LITHIUM, '"NO": 0.4', "XX: 0.4", "0.4}", '"XX" is no country', None),
    (LITHIUM, '"NO": 0.4', "no: 0.4", "0.4}", '"no" is no country', "NO"),
    (LITHIUM, "    definition: Cells made of it.\n", "", "stage: cell", 'the key "definition" is missing', None),
    (LITHIUM, "Cells made of it.", '""', '""', "at least 10 characters", None),
    (LITHIUM, "stage: cell", "stage: cells", "cells", '"cells" is not a word known here', "cell"),
    (LITHIUM, "material: lithium", "material: litium", "litium", '"litium" is not a word known here', "lithium"),
    (LITHIUM, "AU: 0.6", "AU: -0.6", "-0.6", "a share runs from 0 to 1", None),
    (LITHIUM, "AU: 0.6", "AU: 60", "60", "a share runs from 0 to 1", None),
    (LITHIUM, "AU: 0.6", "AU: 60%", "60%", '"60%" is not a number', None),
    (LITHIUM, "residual: 0.3", "residual: -0.3", "-0.3", "a share runs from 0 to 1", None),
    (LITHIUM, "[0.8, 1]", "[0.9, 0.8]", "[0.9", "the range runs from high to low", None),
    (LITHIUM, "[0.8, 1]", "[0.8]", "[0.8]", "a range has two ends", None),
    (LITHIUM, "source: quoted", "source: quote", "quote\n", 'no source is called "quote"', "quoted"),
    (LITHIUM, "[0.8, 1]", "0.8, JP: 0.1", "{CN: 0.8", 'more than one figure of "quoted"', None),
    (LITHIUM, "[0.8, 1]}", "0.8}\n    residual: 0.2", "{CN: 0.8", 'more than one figure of "quoted"', None),
    (LITHIUM, "year: 2024", "year: 2025", "stage: extraction\n    definition: Lithium mined, by content.\n    source: survey\n    year: 2025\n    shares: {AU: 0.6", "a second series for extraction, 2025, survey", None),
    (LITHIUM, "{AU: 1.1}", "{CN: 1.1}", "1.1}", "a trade parameter of CN, which has no share", None),
    (LITHIUM, "kind: production", "kind: sourcing", "lithium\n", "the file holds sourcing of lithium", None),
    (LITHIUM, "residual: 0.3", "residue: 0.3", "residue", 'unknown key "residue"', "residual"),
    (GOVERNANCE, "year: 2024, source: scores-2", "year: 2024, source: scores-1", "scores-1}\n    scores:\n      CN: [-0.15", '"scores-1" is not of the release "2"', None),
    (GOVERNANCE, "year: 2024, source: scores-2", "year: 2024, source: survey", "survey", '"survey" is not of the release "2"', None),
    (GOVERNANCE, "year: 2024, source: scores-2", "year: 2024, source: scores-3", "scores-3", 'no source is called "scores-3"', "scores-2"),
    (GOVERNANCE, 'release: "2"', 'release: "1"', 'release: "1"\n    columns:\n      - {dimension: political_stability, year: 2024', 'a second table of the release "1"', None),
    (GOVERNANCE, "voice", "political_stability", "{dimension: political_stability, year: 2023, source: scores-1}\n    scores", "a second column for political_stability, 2023", None),
    (GOVERNANCE, "[-1.5, -0.5]", "[-1.5]", "[-1.5]", "1 figures for 2 columns", None),
    (GOVERNANCE, "[-1.5, -0.5]", "[-1.5, -51]", "-51", "-51.0 is no score", None),
    (GOVERNANCE, "DE: [1.4", "UK: [1.4", "[1.4", '"UK" is no country', None),
    (CRITICALITY, "source: survey", "source: surveys", "surveys", 'no source is called "surveys"', "survey"),
    (CRITICALITY, "[lithium]", "[litium]", "litium", '"litium" is not a word known here', "lithium"),
    (CRITICALITY, "label: Light", "label: Lithium", "{label: Lithium, materials: [rare", 'a second entry "Lithium"', None),
    (CRITICALITY, "supply_risk: 1.9", "supply_risk: -1.9", "-1.9", "a supply risk is not negative", None),
    (CRITICALITY, "economic_importance: 5.9", "economic_importance: 59", "59", "runs from 0 to 10", None),
    (CRITICALITY, "recycling_input_rate: 0", "recycling_input_rate: 12", "12", "a share runs from 0 to 1", None),
    (SOURCES, "terms: free", "terms: unclear", "unclear", '"unclear" is not a word known here', None),
    (SOURCES, "    licence: CC0 1.0\n", "", "publisher: The Survey", 'the key "licence" is missing', None),
    (SOURCES, "date: 2025-10\n", "date: October\n", "October", "is not written as it must be here", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "where", "what", "word"), WRONG, ids=[f"{w[0]}: {w[4]}" for w in WRONG])
def test_a_mistake_is_told_at_its_place(
    folder: Path, edit: Edit, name: str, old: str, new: str, where: str, what: str, word: str | None
) -> None:
    edit(name, old, new)
    found = _problems(folder)
    told = [problem for problem in found if what in problem.what]
    assert told, "\n".join(map(str, found))
    assert _place(folder, name, where) in [(p.path, p.line, p.column) for p in told], "\n".join(map(str, found))
    if word is not None:
        assert word in [problem.nearest for problem in told], "\n".join(map(str, found))


def test_shares_that_exceed_one_by_rounding_pass(folder: Path, edit: Edit) -> None:
    edit(LITHIUM, "AU: 0.6", "AU: 0.6005")
    assert load(folder, "rules").reference.shares


def test_a_bare_norway_among_values_is_refused_and_as_a_key_it_is_a_country(folder: Path, edit: Edit) -> None:
    edit(LITHIUM, '"NO": 0.4', "NO: 0.4")
    assert "NO" in load(folder, "rules").reference.series("production", "lithium", "extraction")[0].shares
    edit(LITHIUM, "source: quoted", "source: NO")
    (problem,) = _problems(folder)
    assert "the bare word NO" in problem.what


def test_mistakes_of_several_files_are_told_at_once(folder: Path, edit: Edit) -> None:
    edit(LITHIUM, "AU: 0.6", "AU: 0.7")
    edit(LITHIUM, "stage: cell", "stage: cells")
    edit(GOVERNANCE, "[-1.5, -0.5]", "[-1.5]")
    edit(CRITICALITY, "source: survey", "source: surveys")
    assert [(p.path, p.line) for p in _problems(folder)] == [
        (f"rules/{CRITICALITY}", 3),
        (f"rules/{GOVERNANCE}", 9),
        (f"rules/{LITHIUM}", 16),
        (f"rules/{LITHIUM}", 17),
    ]


@pytest.mark.parametrize(
    "name", ["reference/notes.yaml", "reference/deeper/governance.yaml", "reference/governance.yml", "reference/production.txt.yaml"]
)  # fmt: skip
def test_a_stray_file_is_told(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("a: 1\n", encoding="utf-8")
    assert (f"rules/{name}", 1, "no file of published figures has this name") in [
        (problem.path, problem.line, problem.what) for problem in _problems(folder)
    ]


def test_missing_sources_are_told_and_no_figures_at_all_are_none(folder: Path) -> None:
    (folder / SOURCES).unlink()
    assert [str(problem) for problem in _problems(folder)] == [f"rules/{SOURCES}:1:1: the file is missing. Add it."]
    for name in (LITHIUM, GOVERNANCE, CRITICALITY):
        (folder / name).unlink()
    assert load(folder, "rules").reference.shares == ()


def test_a_source_that_nothing_cites_is_told(folder: Path, edit: Edit) -> None:
    edit(LITHIUM, "source: quoted", "source: survey")
    (misfit,) = lint(load(folder, "rules"))
    assert (misfit.file, misfit.what) == (SOURCES, 'no figure is taken from "quoted"')


def test_judging_does_not_read_the_figures(folder: Path, edit: Edit) -> None:
    before = load(folder, "rules", examples=False).digest
    edit(LITHIUM, "series:", "series: [")
    book = load(folder, "rules", examples=False)
    assert book.digest != before
    with pytest.raises(Invalid, match="this is not YAML"):
        book.shelf.open()


def test_the_figures_are_read_once_and_found_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = load(folder, "rules")
    first = book.reference
    assert book.reference is first

    def never(raw: bytes, shown: str) -> source.Node:
        raise AssertionError(shown)

    monkeypatch.setattr(files_.source, "parse_bytes", never)
    again = load(folder, "rules").reference
    assert again == first


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return load(ROOT / "rules", "rules")


LEADERS = [
    ("production", "cobalt", "extraction", "usgs-mcs-2026", 2025, "CD", "0.731087"),
    ("production", "cobalt", "processing", "iea-cmde-2025", 2024, "CN", "0.784104"),
    ("production", "lithium", "extraction", "usgs-mcs-2026", 2025, "AU", "0.319024"),
    ("production", "lithium", "processing", "iea-cmde-2025", 2024, "CN", "0.702274"),
    ("production", "nickel", "processing", "iea-cmde-2025", 2024, "ID", "0.428625"),
    ("production", "natural_graphite", "processing", "iea-cmde-2025", 2024, "CN", "0.957111"),
    ("production", "rare_earths", "separation", "iea-cmde-2025", 2024, "CN", "0.912772"),
    ("production", "rare_earths", "magnet", "iea-rare-earths-2025", 2024, "CN", "0.94"),
    ("production", "battery_cells", "cell", "iea-gevo-2026", 2025, "CN", "0.8"),
    ("production", "cathode_material", "cathode", "iea-gevo-2026", 2025, "CN", "0.85"),
    ("production", "dysprosium", "processing", "eu-crm-2023", 2020, "CN", "1"),
    ("sourcing", "cobalt", "processing", "eu-crm-2023", 2020, "FI", "0.62"),
    ("sourcing", "lithium", "processing", "eu-crm-2023", 2020, "CL", "0.79"),
]


@pytest.mark.parametrize(("kind", "material", "stage", "id", "year", "country", "share"), LEADERS)
def test_the_leader_of_a_series(
    shipped: Rulebook, kind: str, material: str, stage: str, id: str, year: int, country: str, share: str
) -> None:
    found = {item.source: item for item in shipped.reference.series(kind, material, stage)}  # type: ignore[arg-type]
    series = found[id]
    leader = max(series.shares, key=lambda code: series.shares[code].low)
    assert (series.year, leader, series.shares[leader].low) == (year, country, Fraction(share))


def test_no_series_exceeds_one_and_every_country_is_counted_once(shipped: Rulebook) -> None:
    for shares in shipped.reference.shares:
        for series in shares.series:
            total = sum(span.low for span in series.shares.values()) + (series.residual or 0)
            assert total <= 1 + TOLERANCE, (shares.kind, shares.material, series.stage, series.year, series.source)


def test_concentration_of_worked_examples(shipped: Rulebook) -> None:
    for material, stage, id, index in [
        ("cobalt", "extraction", "usgs-mcs-2026", 0.555400),
        ("lithium", "processing", "iea-cmde-2025", 0.538076),
        ("cobalt", "processing", "iea-cmde-2025", 0.621979),
        ("rare_earths", "extraction", "usgs-mcs-2026", 0.507236),
        ("gallium", "processing", "usgs-mcs-2026", 0.980350),
        ("antimony", "extraction", "usgs-mcs-2026", 0.258228),
    ]:
        (series,) = (s for s in shipped.reference.series("production", material, stage) if s.source == id)
        assert float(sum(span.low**2 for span in series.shares.values())) == pytest.approx(index, abs=2e-6)


def test_namibia_is_there(shipped: Rulebook) -> None:
    (mined,) = (s for s in shipped.reference.series("production", "lithium", "extraction") if s.source == "eu-crm-2023")
    assert mined.shares["NA"].low == Fraction("0.001")
    (copper,) = shipped.reference.series("sourcing", "copper", "processing")
    assert copper.shares["NA"].low == Fraction("0.01")


def test_governance_scores_agree_with_the_worked_example_and_releases_differ(shipped: Rulebook) -> None:
    first, second = shipped.reference.governance("2024"), shipped.reference.governance("2025")
    assert first is not None
    assert second is not None
    mean = first.mean("CN", 2023)
    assert mean is not None
    assert round(float(mean), 6) == -0.290108
    assert round(float((Fraction("2.5") - mean) * 2), 6) == 5.580215
    assert {column.dimension for column in first.columns} == set(DIMENSIONS)
    assert first.score("CN", "political_stability", 2023) == Fraction("-0.513097")
    assert second.score("CN", "political_stability", 2023) == Fraction("-0.174451")
    assert first.score("NA", "voice", 2023) == Fraction("0.583879")
    assert shipped.reference.rating() == (first, 2023), "the later release has one dimension only"


def test_criticality_of_a_group_is_that_of_the_group(shipped: Rulebook) -> None:
    assert [entry.label for _, entry in shipped.reference.criticality("rare_earths")] == [
        "Heavy rare earths",
        "Light rare earths",
    ]
    ((_, gallium),) = shipped.reference.criticality("gallium")
    assert (gallium.supply_risk, gallium.economic_importance) == (Fraction("3.9"), Fraction("3.7"))
    ((_, titanium),) = shipped.reference.criticality("titanium")
    assert titanium.recycling_input_rate is None


def test_every_strategic_material_has_a_score_or_a_series(shipped: Rulebook) -> None:
    reference = shipped.reference
    told = {shares.material for shares in reference.shares} | {
        material for found in reference.criticalities for entry in found.entries for material in entry.materials
    }
    missing = {member.value for member in shipped.lists["strategic-raw-materials"].members} - told
    assert missing == {"synthetic_graphite"}


def test_only_what_may_be_passed_on_is_there(shipped: Rulebook) -> None:
    publications = shipped.reference.sources
    assert not any("World Mining Data" in publication.title for publication in publications.values())
    single = {id for id, publication in publications.items() if publication.terms is Terms.cited_figure}
    cited = {
        (shares.material, series.stage)
        for shares in shipped.reference.shares
        for series in shares.series
        if series.source in single
    }
    assert cited == {("battery_cells", "cell"), ("cathode_material", "cathode"), ("rare_earths", "magnet")}
