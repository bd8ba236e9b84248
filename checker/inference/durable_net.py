"""A net on durable-rules.

The only module that imports the package, and of it only the extension in C: the documented interface starts threads
that race with the caller, and swallows exceptions. What is said to the engine, and why so, stands in ``ruleset`` and
``wire``. Facts are told one by one, because of a batch the engine silently drops all that follows one it cannot read.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import durable_rules_engine as extension

from checker.inference.net import EngineError, Fact, OnMatch, Pattern
from checker.inference.rounds import Arrival, Numbers, fixpoint
from checker.inference.ruleset import Ruleset, divide
from checker.inference.shape import reduce
from checker.inference.wire import BOOT, SESSION, Ids

_TAKEN = 0
_MATCHES_NO_PATTERN = 1


class DurableNet:
    """The interface ``Net``, on durable-rules. Runs of one net in several threads wait for each other."""

    def __init__(self, patterns: Mapping[str, Sequence[Pattern]]) -> None:
        shapes, self._bearers = reduce(patterns)
        self._handles: dict[int, Ruleset] = {}
        self._delete = weakref.finalize(self, _delete_all, self._handles)
        self._delete.atexit = False
        for ruleset in divide(shapes, self._bearers):
            self._handles[_ask(extension.create_ruleset, "net", ruleset.definitions())] = ruleset
        self._ids = Ids()
        self._turn = threading.RLock()
        self._running = False

    def run(self, facts: Iterable[Fact], on_match: OnMatch) -> list[Fact]:
        """Fire all rules to a fixpoint."""
        with self._taking_turn(), ExitStack() as stack:
            if not self._delete.alive:
                raise EngineError("this net is closed")
            sessions = [
                _Session(handle, stack.enter_context(_state(handle)), ruleset, self._ids)
                for handle, ruleset in self._handles.items()
            ]

            def advance(fresh: Sequence[Arrival]) -> Iterator[tuple[int, Numbers]]:
                for session in sessions:
                    yield from session.advance(fresh)

            return fixpoint(self._bearers, advance, facts, on_match)

    def close(self) -> None:
        """Delete the rulesets."""
        with self._taking_turn():
            self._delete()

    @contextmanager
    def _taking_turn(self) -> Iterator[None]:
        with self._turn:
            if self._running:
                raise EngineError("a net can be neither run nor closed from within its own run")
            self._running = True
            try:
                yield
            finally:
                self._running = False


class _Session:
    """One ruleset during one run."""

    def __init__(self, handle: int, offset: int, ruleset: Ruleset, ids: Ids) -> None:
        self._handle = handle
        self._offset = offset
        self._ruleset = ruleset
        self._ids = ids
        self._fired: set[tuple[int, Numbers]] = set()

    def advance(self, fresh: Sequence[Arrival]) -> Iterator[tuple[int, Numbers]]:
        """Tell facts and give the tuples that they complete, each once."""
        for arrival in fresh:
            told = self._ruleset.fact(self._ids.spell(arrival.number), arrival.type, arrival.fact)
            if told is None:
                continue
            outcome, _ = _ask(extension.assert_fact, self._handle, told)
            if outcome not in (_TAKEN, _MATCHES_NO_PATTERN):
                raise EngineError(f"durable-rules did not take a fact (outcome {outcome}): {arrival.fact!r:.200}")
        for message in _drain(self._handle, self._offset):
            ((shape, frame),) = json.loads(message).items()
            firing = int(shape), tuple(self._ids.read(frame[f"p{slot}"]["id"]) for slot in range(len(frame)))
            if firing not in self._fired:
                self._fired.add(firing)
                yield firing


@contextmanager
def _state(handle: int) -> Iterator[int]:
    """The state of a session: to be deleted whatever happens, but not before a rule has fired in it."""
    outcome, offset = _ask(extension.assert_fact, handle, BOOT)
    try:
        if outcome != _TAKEN:
            raise EngineError(f"durable-rules did not begin afresh (outcome {outcome}); run again")
        for _ in _drain(handle, offset):
            pass
        yield int(offset)
    finally:
        _ask(extension.delete_state, handle, SESSION)


def _drain(handle: int, offset: int) -> Iterator[str]:
    """The matches that the engine has found but not yet told."""
    started = _ask(extension.start_action_for_state, handle, offset)
    message = started and started[1]
    while message:
        yield message
        message = _ask(extension.complete_and_start_action, handle, offset)


def _delete_all(handles: dict[int, Ruleset]) -> None:
    while handles:
        _ask(extension.delete_ruleset, handles.popitem()[0])


def _ask(function: Callable[..., Any], *arguments: object) -> Any:
    try:
        return function(*arguments)
    except (extension.error, MemoryError) as error:
        raise EngineError(f"durable-rules failed: {str(error) or 'out of memory'}; try the engine 'python'") from error
