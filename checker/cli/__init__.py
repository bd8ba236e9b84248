"""The command line: parses, calls, prints. The clock is read here and nowhere else."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import traceback
from typing import Any

import click

from checker.errors import Invalid, Misuse, nearest
from checker.gate.exits import Exit
from checker.inference.net import EngineError

COMMANDS = {
    "check": "check",
    "report": "report",
    "explain": "explain",
    "ask": "ask",
    "diff": "diff",
    "waivers": "waivers",
    "rules": "rules",
    "seeds": "seeds",
    "schema": "schema",
    "new": "new",
}
"""Commands by the module that holds each."""


class Commands(click.Group):
    """Loads a command's module when it is called for."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Every command, in the order of use."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"checker.cli.{COMMANDS[name]}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command, or a hint at the nearest."""
        if args and args[0] not in COMMANDS:
            near = nearest(args[0], COMMANDS)
            hint = f' Did you mean "{near}"?' if near else ""
            raise click.UsageError(f'There is no command "{args[0]}".{hint}', ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from checker import __version__
    from checker.inference import engine

    how = engine.default()
    note = "" if how == "durable" else " (durable-rules cannot be imported here; the results are the same)"
    click.echo(f"checker {__version__}, engine {how}{note}")
    ctx.exit()


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version and engine."
)
def group() -> None:
    """Check deals in batteries and critical raw materials against a dated, cited rulebook."""


OBJECTS_BETWEEN_COLLECTIONS = 1_000_000
"""A run is short and keeps most of what it makes: rules, facts, findings. Looking for garbage often finds little."""


def main() -> None:
    """Run the command line and exit with one of the codes of the contract."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)  # The system takes all memory back, sooner than it would be searched for garbage.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # What else is installed has no say in reading.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = group.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = Exit.usage
    except Misuse as error:
        click.echo(f"checker: {error}", err=True)
        code = Exit.usage
    except Invalid as error:
        from checker.report.plain import plain

        for problem in error.problems:
            click.echo(plain(str(problem)), err=True)
        count = len(error.problems)
        click.echo(f"checker: {count} {'mistake' if count == 1 else 'mistakes'}.", err=True)
        code = Exit.invalid
    except EngineError as error:
        click.echo(f"checker: the inference engine cannot go on: {error}", err=True)
        code = Exit.invalid
    except click.Abort:
        code = Exit.usage
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.clean
    except Exception:  # a crash must not look like a rule that fails
        traceback.print_exc()
        click.echo("checker: this is a defect of the program; nothing is said of any deal.", err=True)
        code = Exit.defect
    sys.exit(int(code) if isinstance(code, int) else 0)
