"""The command line. Commands live in `codegen.commands` and are loaded when they are asked for."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from importlib import import_module

import click

from codegen import __version__
from codegen.console.printing import escape_what_is_lacking, say
from codegen.diagnostics import CodegenError, nearest
from codegen.machine.long_paths import allow_long_paths
from codegen.machine.requirements import missing

_COMMANDS = {
    "diff": "Compare two APIs: what breaks callers, what is new.",
    "doctor": "Show what this machine and these sources give, and what is missing.",
    "explain": "Say what a diagnostic means, and how to mend it.",
    "export": "OpenAPI 3.1, a reference to browse, tool definitions.",
    "fetch": "Snapshot a live shop's definitions for offline generation.",
    "generate": "Write client packages from definitions.",
    "init": "Write a commented configuration.",
    "inspect": "Show services, operations, models and diagnostics.",
    "oauth": "Get the OAuth keys of a shop.",
}

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class _Commands(click.Group):
    """Imports a command's module only when the command runs: `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"codegen.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = nearest(args[0], _COMMANDS)
            hint = f" Did you mean {near}?" if near else ""
            raise click.UsageError(f"{error.format_message()}{hint}", ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 the answer is no (stale, breaking, strict); 2 usage or configuration; "
    "3 an input can't be read or a comparison can't be made.",
)
@click.version_option(__version__, prog_name="magento-codegen")
def cli() -> None:
    """Typed Python clients for Magento from its own definitions.

    \b
    Examples:
      magento-codegen generate --source /srv/magento --output src/acme_store
      magento-codegen generate --check
      magento-codegen inspect --source app/code/Acme/Loyalty
      magento-codegen diff git:main:src/acme_store src/acme_store
    """


def main() -> None:
    """Run the command line and end the process with its code.

    Nothing is taken apart at the end: that would take a tenth of the time.
    """
    allow_long_paths()
    escape_what_is_lacking()
    code = _run()
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _run() -> int:
    """Run the command that the command line names, all of its output written; its exit code."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except CodegenError as error:
        say(f"error: {error}", err=True, fg="red")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except BrokenPipeError:
        return 141
    except Exception as error:  # a user gets one line that says what to do, never a traceback
        if os.environ.get("MAGENTO_CODEGEN_TRACEBACK"):
            raise
        if isinstance(error, OSError) and error.filename is None and error.errno in _FULL:
            say(f"error: the output can't be written: {error.strerror}", err=True, fg="red")
            return 3
        if isinstance(error, FileNotFoundError) and _is_lost():
            say("error: the working directory is gone; change to one that is there", err=True, fg="red")
            return 2
        if isinstance(error, PermissionError) and error.filename is not None:
            say(f"error: {os.fsdecode(error.filename)}: {error.strerror}", err=True, fg="red")
            return 3
        if isinstance(error, ImportError) and (line := missing(error)) is not None:
            say(f"error: {line}", err=True, fg="red")
            return 2
        say(
            f"error: {type(error).__name__}: {error}; this is a fault of magento-codegen, please report it with the "
            "output of the same command under MAGENTO_CODEGEN_TRACEBACK=1",
            err=True,
            fg="red",
        )
        return 3


def _is_lost() -> bool:
    """Whether the working directory was deleted: every relative path leads nowhere then."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False
