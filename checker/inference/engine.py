"""The choice of an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from checker.errors import Misuse, nearest
from checker.inference.net import Net, Pattern

DURABLE = "durable"
PYTHON = "python"
ENGINES = (DURABLE, PYTHON)


def available() -> tuple[str, ...]:
    """The engines that work here."""
    return ENGINES if isinstance(_durable(), type) else (PYTHON,)


def default() -> str:
    """``durable`` where it works, else ``python``."""
    return available()[0]


def make(name: str, patterns: Mapping[str, Sequence[Pattern]]) -> Net:
    """A net of the engine with this name."""
    if name == PYTHON:
        from checker.inference.python_net import PythonNet

        return PythonNet(patterns)
    if name == DURABLE:
        net = _durable()
        if isinstance(net, ImportError):
            raise Misuse(
                f"The engine 'durable' does not work here: {net}. Use the engine 'python', which gives the same "
                "results, or install durable-rules 2.0.28 under CPython 3.12 or older."
            )
        return net(patterns)
    near = nearest(name, ENGINES)
    hint = f" Did you mean {near!r}?" if near else ""
    raise Misuse(f"There is no engine {name!r}, only {' and '.join(map(repr, ENGINES))}.{hint}")


@cache
def _durable() -> type[Net] | ImportError:
    """The net on durable-rules, imported when first asked for, or why it cannot be."""
    try:
        from checker.inference.durable_net import DurableNet
    except ImportError as error:
        return error
    return DurableNet
