"""What nets do at their limits, and the choice of an engine."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest

from checker.errors import Misuse
from checker.inference import engine, rounds, ruleset, wire
from checker.inference.net import EngineError, Fact, Join, Net, Pattern, Test
from checker.inference.ruleset import Ruleset, divide
from checker.inference.shape import reduce

PARTY = Pattern("p", "party")
PLANT = Pattern("f", "plant", joins=(Join("owner", "p", "id"),))
OWNERS: dict[str, Sequence[Pattern]] = {"owned": [PARTY, PLANT]}
FACTS: list[Fact] = [{"type": "party", "id": "a"}, {"type": "plant", "owner": "a"}, {"type": "plant", "owner": "b"}]


@pytest.fixture(params=engine.available())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def firings(net: Net, facts: Sequence[Fact]) -> list[tuple[str, dict[str, Fact]]]:
    fired: list[tuple[str, dict[str, Fact]]] = []
    net.run(facts, lambda rule, frame: fired.append((rule, frame)))
    return fired


class TestWhatARunMeans:
    def test_a_frame_holds_the_given_facts_themselves_under_the_rules_own_aliases(self, name: str) -> None:
        net = engine.make(name, {"first": [PARTY], "second": [Pattern("someone", "party")]})
        fired = firings(net, FACTS)
        assert fired == [("first", {"p": FACTS[0]}), ("second", {"someone": FACTS[0]})]
        assert fired[0][1]["p"] is FACTS[0]

    def test_equal_facts_are_one_fact_but_only_if_their_values_are_of_one_kind(self, name: str) -> None:
        facts: list[Any] = [{"type": "party", "id": value} for value in (1, 1.0, True, "1", None, None, 0.5)]
        facts += [{"type": "party"}, {"id": 1, "type": "party"}]
        net = engine.make(name, {"any": [PARTY]})
        assert net.run(facts, lambda rule, frame: None) == [facts[i] for i in (0, 2, 3, 4, 6, 7)]
        assert len(firings(net, facts)) == 6

    def test_tests_for_true_and_for_one_are_different_tests(self, name: str) -> None:
        rules = {"true": [Pattern("p", "party", (Test("x", True),))], "one": [Pattern("p", "party", (Test("x", 1),))]}
        net = engine.make(name, rules)
        assert [rule for rule, _ in firings(net, [{"type": "party", "x": True}])] == ["true"]
        assert [rule for rule, _ in firings(net, [{"type": "party", "x": 1.0}])] == ["one"]

    def test_a_word_of_an_enumeration_counts_as_its_text(self, name: str) -> None:
        class Role(StrEnum):
            MAKER = "maker"

        net = engine.make(name, {"maker": [Pattern("p", "party", (Test("role", "maker"),))]})
        assert len(firings(net, [{"type": "party", "role": Role.MAKER}])) == 1

    def test_no_facts_and_no_rules(self, name: str) -> None:
        assert engine.make(name, OWNERS).run([], lambda rule, frame: None) == []
        assert engine.make(name, {}).run(FACTS, lambda rule, frame: None) == FACTS

    def test_a_chain_of_500_steps(self, name: str) -> None:
        def next_step(rule: str, frame: dict[str, Fact]) -> list[Fact]:
            number = frame["step"]["number"]
            assert isinstance(number, int)
            return [{"type": "step", "number": number + 1}] if number < 500 else []

        net = engine.make(name, {"next": [Pattern("step", "step")]})
        facts = net.run([{"type": "step", "number": 0}], next_step)
        assert [fact["number"] for fact in facts] == list(range(501))

    def test_a_relation_that_runs_in_a_circle_is_closed_and_then_ends(self, name: str) -> None:
        def join(rule: str, frame: dict[str, Fact]) -> list[Fact]:
            return [{"type": "owns", "who": frame["a"]["who"], "what": frame["b"]["what"]}]

        patterns = [Pattern("a", "owns"), Pattern("b", "owns", joins=(Join("who", "a", "what"),))]
        facts: list[Fact] = [{"type": "owns", "who": n, "what": (n + 1) % 5} for n in range(5)]
        assert len(engine.make(name, {"join": patterns}).run(facts, join)) == 25

    def test_2000_runs_of_one_net_give_the_same_result(self, name: str) -> None:
        net = engine.make(name, OWNERS)
        assert all(firings(net, FACTS) == [("owned", {"p": FACTS[0], "f": FACTS[1]})] for _ in range(2000))

    def test_threads_may_share_a_net(self, name: str) -> None:
        net = engine.make(name, OWNERS)
        counts: list[int] = []
        threads = [
            threading.Thread(target=lambda: counts.append(sum(len(firings(net, FACTS)) for _ in range(100))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counts == [100] * 4


class TestErrors:
    def test_what_on_match_raises_reaches_the_caller_and_the_net_stays_usable(self, name: str) -> None:
        net = engine.make(name, OWNERS | {"party": [PARTY]})

        def fail(rule: str, frame: dict[str, Fact]) -> Iterator[Fact]:
            yield {"type": "party", "id": "b"}
            raise KeyboardInterrupt(rule)

        for _ in range(5):
            with pytest.raises(KeyboardInterrupt, match="owned"):
                net.run(FACTS, fail)
        assert [rule for rule, _ in firings(net, FACTS)] == ["owned", "party"]

    def test_a_fact_without_a_type(self, name: str) -> None:
        for fact in ({"id": "a"}, {"type": None}, {"type": 1}):
            with pytest.raises(EngineError, match="no text under 'type'"):
                engine.make(name, OWNERS).run([fact], lambda rule, frame: None)  # type: ignore[list-item]

    def test_inference_that_does_not_end(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rounds, "MAX_FACTS", 100)
        net = engine.make(name, {"more": [PARTY]})
        with pytest.raises(EngineError, match=r"more than 100 facts: inference seems not to end, .*'id': 100"):
            net.run([{"type": "party", "id": 0}], lambda rule, f: [{"type": "party", "id": int(f["p"]["id"]) + 1}])

    def test_close_twice_and_run_after_it(self, name: str) -> None:
        net = engine.make(name, OWNERS)
        net.close()
        net.close()
        with pytest.raises(EngineError, match="closed"):
            net.run(FACTS, lambda rule, frame: None)

    def test_nets_that_are_never_closed_are_freed(self, name: str) -> None:
        for _ in range(50):
            firings(engine.make(name, OWNERS), FACTS)
        gc.collect()

    @pytest.mark.parametrize(
        ("patterns", "message"),
        [
            ([], "has no pattern"),
            ([PARTY, PARTY], "two patterns with the alias 'p'"),
            ([PLANT, PARTY], "joins 'p', which is no earlier pattern"),
            ([Pattern("p", "party", joins=(Join("id", "p", "id"),))], "joins 'p', which is no earlier pattern"),
        ],
    )
    def test_wrong_patterns(self, name: str, patterns: list[Pattern], message: str) -> None:
        with pytest.raises(EngineError, match=message):
            engine.make(name, {"wrong": patterns})

    def test_a_test_of_no_value_or_for_an_order_of_truth_values(self) -> None:
        with pytest.raises(ValueError, match="not with None"):
            Test("x", None)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="no order"):
            Test("x", True, "<")


class TestSize:
    @pytest.mark.parametrize("count", [60, 61, 130, 300])
    def test_many_patterns_on_one_type_that_all_match(self, name: str, count: int) -> None:
        rules = {f"r{i}": [Pattern("p", "party", (Test("x", i, "<"), Test("y", 1)))] for i in range(count)}
        fired = firings(engine.make(name, rules), [{"type": "party", "x": -1, "y": 1.0}])
        assert [rule for rule, _ in fired] == list(rules)

    def test_many_joins_on_one_type_and_facts_inferred_into_all_of_them(self, name: str) -> None:
        rules = {f"r{i}": [PARTY, Pattern("f", "plant", (Test("n", i),), PLANT.joins)] for i in range(150)}

        def infer(rule: str, frame: dict[str, Fact]) -> list[Fact]:
            return [{"type": "plant", "owner": "a", "n": int(frame["f"]["n"]) + 1}]

        facts = engine.make(name, rules).run([FACTS[0], {"type": "plant", "owner": "a", "n": 0}], infer)
        assert len(facts) == 1 + 151

    def test_many_types_and_many_fields(self, name: str) -> None:
        rules = {f"t{i}": [Pattern("x", f"type {i}")] for i in range(600)}
        rules |= {f"f{i}": [Pattern("x", "wide", (Test(f"field {i}", i),))] for i in range(600)}
        facts: list[Fact] = [{"type": f"type {i}"} for i in range(600)]
        facts.append({"type": "wide"} | {f"field {i}": i for i in range(600)})
        assert [rule for rule, _ in firings(engine.make(name, rules), facts)] == list(rules)

    def test_sixteen_patterns(self, name: str) -> None:
        patterns = [Pattern(f"a{i}", "party", (Test("n", i),)) for i in range(16)]
        assert len(firings(engine.make(name, {"r": patterns}), [{"type": "party", "n": i} for i in range(16)])) == 1

    def test_more_patterns_or_fields_than_the_engine_takes_are_refused_when_the_net_is_built(self, name: str) -> None:
        long = {"long": [Pattern(f"a{i}", "party", (Test("n", i),)) for i in range(17)]}
        wide = {"wide": [Pattern("a", "party", tuple(Test(f"field {i}", i) for i in range(201)))]}
        tied = {"tied": [PARTY, Pattern("f", "plant", joins=tuple(Join(f"f{i}", "p", f"f{i}") for i in range(40)))]}
        for rules, message in ((long, "rule 'long' is too large"), (wide, "'wide' is too large"), (tied, "code: 113")):
            match name:
                case "durable":
                    with pytest.raises(EngineError, match=message):
                        engine.make(name, rules)
                case _:
                    engine.make(name, rules)

    def test_a_huge_text_matters_only_where_it_is_read_and_the_error_says_where_and_what_to_do(self, name: str) -> None:
        huge = "x" * 70_000
        net = engine.make(name, {"id": [Pattern("p", "party", (Test("id", "x"),))]})
        assert firings(net, [{"type": "party", "note": huge}, {"type": "plant", "id": huge}]) == []
        facts: list[Fact] = [{"type": "party", "id": huge}, {"type": "party", "id": "x"}]
        match name:
            case "durable":
                with pytest.raises(EngineError, match=r"field 'id' of a party: a text of 70003 .* the engine 'python'"):
                    firings(net, facts)
                with pytest.raises(EngineError, match=r"a test of field 'id' of a party: a text of 70003"):
                    engine.make(name, {"id": [Pattern("p", "party", (Test("id", huge),))]})
                with pytest.raises(EngineError, match="half a character"):
                    firings(net, [{"type": "party", "id": "\ud83d\ude00"}])
            case _:
                assert len(firings(net, facts)) == 1
        assert len(firings(net, [{"type": "party", "id": "x"}])) == 1
        longest = "x" * (wire.MAX_LENGTH - 3)
        near: list[Fact] = [{"type": "party", "id": longest}, {"type": "party", "id": longest[:-1] + "y"}]
        assert len(firings(engine.make(name, {"a": [Pattern("p", "party", (Test("id", longest),))]}), near)) == 1


class TestWhatTheEngineIsTold:
    """The rules of the safe subset, held without the engine."""

    def told(self, rules: Mapping[str, Sequence[Pattern]]) -> dict[str, Any]:
        (only,) = divide(*reduce(rules))
        return dict(json.loads(only.definitions()))

    def test_a_pattern_is_type_tests_required_fields_joins_and_a_last_join_that_is_always_true(self) -> None:
        tests = (Test("id", "x"), Test("share", 0.5, ">="))
        told = self.told({"r": [Pattern("p", "party", tests), Pattern("f", "plant", (), PLANT.joins)]})
        (first, second) = told["0"]["all"]
        kind, equal, mark, required = first["p0"]["$and"]
        assert kind == {"type": "k0"}
        assert list(equal.values()) == ["tx"]
        assert list(mark) == list(required) == ["$ex"]
        kind, join, last = second["p1"]["$and"]
        assert kind == {"type": "k1"}
        assert join == {next(iter(join)): {"p0": next(iter(required["$ex"]))}}
        assert last == {"$gte": {"_k": {"p0": "_k"}}}

    def test_rules_that_wait_for_the_same_facts_are_one_rule(self) -> None:
        turned = Pattern("x", "party", (Test("a", 1), Test("b", 2), Test("a", 1.0)))
        other = Pattern("y", "party", (Test("b", 2), Test("a", 1)))
        assert self.told({"r": [turned], "s": [other]}).keys() == {"0", "boot"}

    def test_types_are_told_apart_however_they_come(self) -> None:
        given = Ruleset()
        for number, types in enumerate((["a", "b"], ["a", "c", "d"], ["e"], ["b", "e", "f"])):
            patterns = [Pattern(kind, kind) for kind in types]
            ((shape,), _) = reduce({"r": patterns})
            assert given.take(number, shape)
        told = [given.fact("f0", kind, {"type": kind}) for kind in "abcdef"]
        assert len(set(told)) == 6

    def test_names_that_the_engine_would_confuse_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        wire.refuse_collisions(["glbvs", "a", "a"])
        with pytest.raises(EngineError, match="cannot tell 'yacxa' from 'glbvs'"):
            wire.refuse_collisions(["glbvs", "yacxa"])
        monkeypatch.setattr(wire, "fingerprint", lambda name: 1)
        with pytest.raises(EngineError, match="cannot tell"):
            self.told(OWNERS)
        with pytest.raises(EngineError, match="cannot tell fact 'f0' from others"):
            wire.Ids().spell(0)

    def test_its_own_names_differ_for_as_many_as_a_ruleset_may_have(self) -> None:
        wire.refuse_collisions([*ruleset._NAMES_IN_USE, *(f"v{i}" for i in range(20_000))])
        wire.refuse_collisions([f"p{i}" for i in range(ruleset.MAX_SLOTS)])

    def test_everything_told_is_ascii(self) -> None:
        (only,) = divide(*reduce({"规则": [Pattern("件", "类", (Test("名", "🔋"),))]}))
        assert only.definitions().isascii()
        assert str(only.fact("f0", "类", {"类": "x", "名": "锂\0"})).isascii()


class TestFailuresOfTheEngine:
    """With a stand-in for the extension, so that they are the same wherever the tests run."""

    @pytest.fixture
    def stand_in(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
        calls: list[str] = []
        matches = iter(["boot"])
        stand_in = SimpleNamespace(
            error=type("error", (Exception,), {}),
            calls=calls,
            create_ruleset=lambda name, definitions: 1,
            delete_ruleset=lambda handle: calls.append("delete_ruleset"),
            assert_fact=lambda handle, fact: (0, 7),
            start_action_for_state=lambda handle, offset: ("", next(matches)) if not calls else None,
            complete_and_start_action=lambda handle, offset: None,
            delete_state=lambda handle, session: calls.append("delete_state"),
        )
        monkeypatch.setitem(sys.modules, "durable_rules_engine", stand_in)
        monkeypatch.delitem(sys.modules, "checker.inference.durable_net", raising=False)
        engine._durable.cache_clear()
        yield stand_in
        engine._durable.cache_clear()
        sys.modules.pop("checker.inference.durable_net", None)

    def test_an_error_code(self, stand_in: SimpleNamespace) -> None:
        def refuse(handle: int, fact: str) -> tuple[int, int]:
            if "boot" in fact:
                return 0, 7
            raise stand_in.error("Could not assert fact, error code: 303")

        stand_in.assert_fact = refuse
        with pytest.raises(EngineError, match="durable-rules failed: Could not assert fact, error code: 303; try"):
            engine.make("durable", OWNERS).run(FACTS, lambda rule, frame: None)
        assert stand_in.calls[0] == "delete_state"

    def test_a_fact_taken_for_another(self, stand_in: SimpleNamespace) -> None:
        stand_in.assert_fact = lambda handle, fact: (0 if "boot" in fact else 2, 7)
        with pytest.raises(EngineError, match=r"did not take a fact \(outcome 2\): {'type': 'party'"):
            engine.make("durable", OWNERS).run(FACTS, lambda rule, frame: None)
        assert stand_in.calls[0] == "delete_state"

    def test_a_session_left_over(self, stand_in: SimpleNamespace) -> None:
        stand_in.assert_fact = lambda handle, fact: (2, 7)
        net = engine.make("durable", OWNERS)
        with pytest.raises(EngineError, match="did not begin afresh"):
            net.run(FACTS, lambda rule, frame: None)
        assert stand_in.calls == ["delete_state"]

    def test_no_memory(self, stand_in: SimpleNamespace) -> None:
        def fail(name: str, definitions: str) -> int:
            raise MemoryError

        stand_in.create_ruleset = fail
        with pytest.raises(EngineError, match="out of memory"):
            engine.make("durable", OWNERS)

    def test_the_rulesets_are_deleted_once(self, stand_in: SimpleNamespace) -> None:
        net = engine.make("durable", OWNERS)
        net.close()
        net.close()
        del net
        assert stand_in.calls == ["delete_ruleset"]


class TestChoice:
    def test_the_default_is_the_first_that_works(self) -> None:
        assert engine.default() == engine.available()[0]
        assert set(engine.available()) <= set(engine.ENGINES)
        assert "python" in engine.available()

    def test_durable_where_it_cannot_be_imported(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
        monkeypatch.delitem(sys.modules, "checker.inference.durable_net", raising=False)
        engine._durable.cache_clear()
        try:
            assert engine.available() == ("python",)
            assert engine.default() == "python"
            with pytest.raises(Misuse, match=r"'durable' does not work here: .*durable_rules_engine.* Use .*'python'"):
                engine.make("durable", OWNERS)
        finally:
            engine._durable.cache_clear()

    def test_an_engine_that_does_not_exist(self) -> None:
        with pytest.raises(Misuse, match=r"no engine 'durabel', only 'durable' and 'python'\. Did you mean 'durable'"):
            engine.make("durabel", OWNERS)

    def test_durable_rules_is_imported_only_when_asked_for(self) -> None:
        code = (
            "import sys; from checker.inference import engine; engine.make('python', {}); "
            "assert not any('durable' in name for name in sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

    def test_a_net_cannot_be_run_or_closed_from_within_its_run(self, name: str) -> None:
        net = engine.make(name, OWNERS)

        def again(rule: str, frame: dict[str, Fact]) -> None:
            net.run(FACTS, lambda rule, frame: None)

        match name:
            case "durable":
                with pytest.raises(EngineError, match="from within its own run"):
                    net.run(FACTS, again)
                with pytest.raises(EngineError, match="from within its own run"):
                    net.run(FACTS, lambda rule, frame: net.close())
            case _:
                net.run(FACTS, again)
        assert len(firings(net, FACTS)) == 1
