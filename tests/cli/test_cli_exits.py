"""Exit codes mean the same for ever, whatever the flags: every situation with every flag that could matter."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from checker.assessment.assess import Assessor
from checker.portfolio import Library, load_all
from checker.report.formats import FORMATS
from checker.rulebook.load import load
from tests.conftest import Run

DAY = ("--rules", "rules", "--as-of", "2028-01-01")
FORMS = tuple(FORMATS)
"""Forms of output that must give the same codes."""
GRAVITY = ("info", "low", "medium", "high", "critical")
EXPIRED, HOLDS = "2027-12-31", "2028-06-30"


@dataclass(frozen=True)
class Stand:
    """How one rule stands, in the words of whoever set the situation up."""

    outcome: str
    """``fail`` or ``undecided``."""
    severity: str
    only_if_asked: str | None = None
    """The word of ``--also-fail`` without which it does not stop the gate."""
    waived: bool = False


@dataclass(frozen=True)
class Situation:
    """A repository, and what there is to say of it."""

    name: str
    build: Callable[[Path], None]
    stands: tuple[Stand, ...] = ()
    expired: bool = False
    """Whether a waiver expired."""
    ends: int | None = None
    """The code if nothing is judged."""
    words: tuple[str, ...] = ()
    """What is added to the command line."""
    level: str = "high"
    strict: bool = False
    """What the house asks for."""


@dataclass(frozen=True)
class Flags:
    """What is asked for on the command line."""

    fail_on: str | None = None
    strict: bool = False
    also: str | None = None
    aside: bool = False
    """Whether waivers are left aside."""
    baseline: str | None = None
    """The file; ``after.json`` knows all that stands there, ``before.json`` nothing of it."""

    @property
    def words(self) -> list[str]:
        """As they are written."""
        return [
            *(["--fail-on", self.fail_on] if self.fail_on else []),
            *(["--strict"] if self.strict else []),
            *(["--also-fail", self.also] if self.also else []),
            *(["--no-waivers"] if self.aside else []),
            *(["--baseline", self.baseline] if self.baseline else []),
        ]


def expected(situation: Situation, flags: Flags) -> int:
    """The code, from the words of the contract alone."""
    if situation.ends is not None and not (flags.aside and situation.name == "waivers.yaml is invalid"):
        return situation.ends
    level = GRAVITY.index(flags.fail_on or situation.level)
    counts = [
        stand.outcome
        for stand in situation.stands
        if GRAVITY.index(stand.severity) >= level
        and stand.only_if_asked in (None, flags.also)
        and not (stand.waived and not flags.aside)
        and flags.baseline != "after.json"
    ]
    if "fail" in counts:
        return 1
    if situation.expired and not flags.aside:
        return 3
    return 5 if "undecided" in counts and (flags.strict or situation.strict) else 0


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def memorandum(repo: Path, binding: str, severity: str = "critical") -> None:
    edit(repo / "profiles" / "memorandum.yaml", "[confidentiality]", binding)
    edit(repo / "rules" / "ip" / "secrecy-open.yaml", "severity: critical", f"severity: {severity}")


def exposed(repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", "0.64}, {country: AU, share: 0.36", "0.66}, {country: AU, share: 0.34")


def waived(repo: Path, expires: str, outcome: str = "fail") -> None:
    """Accept what is found of the memorandum's secrecy."""
    assessor = Assessor(load(repo / "rules"), "python", marked=["secrecy-open"])
    deal = assessor.assess(load_all([repo / "profiles" / "memorandum.yaml"], Library())[0], date(2028, 1, 1))
    (facts,) = [finding.fingerprint for finding in deal.findings if finding.rule.id == "secrecy-open"]
    (repo / "waivers.yaml").write_text(
        "schema: checker/waivers/1\nwaivers:\n  - {rule: secrecy-open, deal: demo-memorandum, subject: deal,\n"
        f"     outcome: {outcome}, reason: talks have only begun, approved_by: Counsel,\n"
        f'     expires: {expires}, facts: "{facts}"}}\n'
    )


def both(*steps: Callable[[Path], None]) -> Callable[[Path], None]:
    def build(repo: Path) -> None:
        for step in steps:
            step(repo)

    return build


def nothing(repo: Path) -> None:
    for path in (repo / "profiles").iterdir():
        path.unlink()


def written(name: str, text: str) -> Callable[[Path], None]:
    return lambda repo: (repo / name).write_text(text) and None


def fails(repo: Path) -> None:
    memorandum(repo, "[none]")


def fails_below(repo: Path) -> None:
    memorandum(repo, "[none]", "medium")


def undecided(repo: Path) -> None:
    memorandum(repo, "{unknown: not seen}")


def undecided_below(repo: Path) -> None:
    memorandum(repo, "{unknown: not seen}", "medium")


def unmeasured(repo: Path) -> None:
    edit(repo / "profiles" / "plant.yaml", '{value: 0.6, evidence: ["demo#2"]}', "{unknown: not measured}")


FAIL, LESSER = Stand("fail", "critical"), Stand("fail", "medium")
OPEN, OPEN_LESSER = Stand("undecided", "critical"), Stand("undecided", "medium")
EXPOSURE = Stand("fail", "high", "benchmark")
STRICTER = "schema: checker/config/1\nfail_on: medium\nstrict: true\n"

SITUATIONS = (
    Situation("clean", lambda _: None),
    Situation("a fail at the level", fails, (FAIL,)),
    Situation("a fail below the level", fails_below, (LESSER,)),
    Situation("a benchmark is exceeded", exposed, (EXPOSURE,)),
    Situation("undecided at the level", undecided, (OPEN,)),
    Situation("undecided below the level", undecided_below, (OPEN_LESSER,)),
    Situation("a fail beside what is undecided", both(fails, unmeasured), (FAIL, Stand("undecided", "high"))),
    Situation("a fail below, undecided at the level", both(fails_below, unmeasured), (LESSER, Stand("undecided", "high"))),
    Situation(
        "the house asks for more, a fail", both(fails_below, written("checker.yaml", STRICTER)), (LESSER,),
        level="medium", strict=True,
    ),
    Situation(
        "the house asks for more, undecided", both(undecided_below, written("checker.yaml", STRICTER)), (OPEN_LESSER,),
        level="medium", strict=True,
    ),
    Situation("a waived fail", both(fails, lambda repo: waived(repo, HOLDS)), (Stand("fail", "critical", waived=True),)),
    Situation(
        "waived while undecided", both(undecided, lambda repo: waived(repo, HOLDS, "unknown")),
        (Stand("undecided", "critical", waived=True),),
    ),
    Situation(
        "a fail where what was undecided was waived", both(fails, lambda repo: waived(repo, HOLDS, "unknown")), (FAIL,)
    ),
    Situation("an expired waiver of a fail", both(fails, lambda repo: waived(repo, EXPIRED)), (FAIL,), expired=True),
    Situation(
        "an expired waiver of a fail below the level", both(fails_below, lambda repo: waived(repo, EXPIRED)),
        (LESSER,), expired=True,
    ),
    Situation(
        "an expired waiver of what is undecided", both(undecided, lambda repo: waived(repo, EXPIRED, "unknown")),
        (OPEN,), expired=True,
    ),
    Situation("an expired waiver of nothing", lambda repo: waived(repo, EXPIRED), expired=True),
    Situation(
        "a profile is invalid", both(fails, lambda repo: edit(repo / "profiles" / "plant.yaml", "kind: plant", "kind: x")),
        ends=3,
    ),
    Situation(
        "the rulebook is invalid", lambda repo: edit(repo / "rules" / "ip" / "secrecy-open.yaml", "fix:", "fxi:"), ends=3
    ),
    Situation("a fact sheet is invalid", both(fails, written("seeds/demo.yaml", "id: demo\n")), ends=3),
    Situation("checker.yaml is invalid", both(fails, written("checker.yaml", "fail_on: high\n")), ends=3),
    Situation("waivers.yaml is invalid", both(fails, written("waivers.yaml", "waivers: none\n")), (FAIL,), ends=3),
    Situation("a baseline is missing", fails, ends=3, words=("--baseline", "missing.json")),
    Situation("a baseline is invalid", both(fails, written("bad.json", "{}")), ends=3, words=("--baseline", "bad.json")),
    Situation("no profiles", nothing, ends=4),
    Situation("no such rule", fails, ends=2, words=("--rule", "secrecy-opne")),
    Situation("no such profile", fails, ends=2, words=("profiles/none.yaml",)),
)  # fmt: skip
EACH = pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)


@pytest.fixture
def built(run: Run, repo: Path) -> Callable[[Situation], Path]:
    """Sets a situation up in a repository in which nothing fails, with a baseline from before and one from after."""

    def build(situation: Situation) -> Path:
        edit(repo / "profiles" / "memorandum.yaml", "[none]", "[confidentiality]")
        assert run("check", *DAY, "--write-baseline", "before.json").code == 0
        situation.build(repo)
        if situation.ends is None:
            run("check", *DAY, "--write-baseline", "after.json")
        return repo

    return build


def combinations(situation: Situation, repo: Path) -> Iterator[Flags]:
    for_waivers = (False, True) if (repo / "waivers.yaml").exists() else (False,)
    baselines = (None, "before.json", "after.json") if situation.ends is None else (None,)
    levels = (None, "medium", "critical")
    for each in itertools.product(levels, (False, True), (None, "benchmark"), for_waivers, baselines):
        yield Flags(*each)


@EACH
def test_every_situation_with_every_flag(run: Run, built: Callable[[Situation], Path], situation: Situation) -> None:
    wrong = []
    for flags in combinations(situation, built(situation)):
        words = [*situation.words, *flags.words]
        code, meant = run("check", *DAY, *words).code, expected(situation, flags)
        if code != meant:
            wrong.append(f"{' '.join(words) or 'no flags'}: {code}, not {meant}")
    assert wrong == []


@EACH
def test_every_form_on_screen_and_in_a_file(run: Run, built: Callable[[Situation], Path], situation: Situation) -> None:
    repo = built(situation)
    meant = expected(situation, Flags(strict=True))
    for form in FORMS:
        words = ("check", *DAY, "--strict", "--format", form, *situation.words)
        printed, target = run(*words), repo / f"out.{form}"
        assert printed.code == meant, form
        filed = run(*words, "-o", target)
        assert (filed.code, filed.out) == (meant, ""), form
        judged = situation.ends is None
        annotated = form == "github" and situation.ends == 3
        assert (bool(printed.out), target.exists()) == (judged or annotated, judged), form


def test_the_situations_call_for_every_code() -> None:
    codes = {expected(situation, Flags(strict=strict)) for situation in SITUATIONS for strict in (False, True)}
    assert codes == {0, 1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    "words",
    [
        ("--no-waivers",),
        ("--as-of", "2028-02-30"),
        ("--fail-on", "grave"),
        ("--also-fail", "everything"),
        ("--format", "xml"),
        ("--all", "--format", "json"),
        ("--together", "profiles/plant.yaml"),
        ("--together", "--changed-since", "HEAD"),
        ("--changed-since", "HEAD"),
        ("--write-baseline", "known.json", "--theme", "ip"),
        ("-o", "no/such/folder/out.txt"),
        ("--stric",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_before_a_fail(run: Run, repo: Path, words: tuple[str, ...]) -> None:
    ran = run("check", *DAY, *words)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err
