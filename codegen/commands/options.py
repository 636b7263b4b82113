"""Options that several commands share, and the client they describe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from codegen.config import ClientConfig, check_package, find_config, load_config, package_folder
from codegen.console.reporting import LOG_FORMATS, Reporter
from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.files import from_here, path_of, real
from codegen.machine.cache import Cache

Command = Callable[..., Any]

log_format = click.option(
    "--log-format",
    type=click.Choice(LOG_FORMATS),
    default="text",
    show_default=True,
    help="How diagnostics are printed: text on standard error, the others on standard output.",
)


keep_going_option = click.option(
    "--keep-going", is_flag=True, default=None, help="Go on without inputs that can't be read, and say so."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
verbose = click.option("-v", "--verbose", is_flag=True, help="Show the traceback of a plug-in that fails.")


def source_options(command: Command) -> Command:
    """The options that say what is read."""
    for option in (
        click.option(
            "--php-path",
            "php_paths",
            multiple=True,
            metavar="DIR",
            help="A further folder to find PHP contracts in. Repeatable.",
        ),
        click.option(
            "--protocol",
            type=click.Choice(["auto", "rest", "soap"]),
            help="Which protocol the client speaks. auto: REST for Magento 2, SOAP for Magento 1.",
        ),
        click.option(
            "--source",
            "sources",
            multiple=True,
            metavar="PATH",
            help="A Magento root, a module, webapi.xml files, or WSDLs. Repeatable.",
        ),
    ):
        command = option(command)
    return command


def described_client(
    *, sources: tuple[str, ...], output: str | None, package: str | None, **options: Any
) -> ClientConfig:
    """The client that options describe, without a configuration file."""
    given = {key: value for key, value in options.items() if value is not None}
    name = package or (real(path_of(output)).name if output else "client")
    check_package(name)
    folder = path_of(output or name)
    if package:
        folder = package_folder(folder, name)
    return ClientConfig(name=name, sources=sources, output=folder, package=name, **given)


def configured_clients(config: str | None, names: tuple[str, ...]) -> tuple[ClientConfig, ...]:
    """The clients of the configuration, those named if any are. Raises CodegenError (2)."""
    found = path_of(config) if config else find_config(Path())
    if found is None:
        raise CodegenError(
            "there is no configuration here or above; write one with `magento-codegen init`, or give --source and "
            "--output",
            exit_code=2,
        )
    path = from_here(found)
    clients = load_config(path)
    known = {client.name: client for client in clients}
    for name in names:
        if name not in known:
            raise CodegenError(
                f"{path}: there is no client `{name}`; there are {', '.join(sorted(known))}", exit_code=2
            )
    return tuple(known[name] for name in dict.fromkeys(names)) if names else clients


def say_distrust(cache: Cache, reporter: Reporter) -> None:
    """Say once, at the end of a command, that its cache was not used because others can write to it."""
    if cache.distrusted:
        reporter.diagnostics(
            [
                Diagnostic(
                    Level.WARNING,
                    "cache-not-used",
                    f"the cache at {cache.distrusted} is not used: others own it or can write to it, and what is in it "
                    "would end in packages; delete it, or mend it with chown and chmod go-w",
                )
            ]
        )
