"""`magento-codegen export`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from codegen.commands.options import (
    configured_clients,
    described_client,
    log_format,
    say_distrust,
    source_options,
)
from codegen.console.progress import Progress
from codegen.console.reporting import LogFormat, Reporter
from codegen.diagnostics import CodegenError, counted
from codegen.files import path_of
from codegen.machine.cache import Cache

if TYPE_CHECKING:
    from codegen.config import ClientConfig
    from codegen.exporting.tools import Style
    from codegen.ir import Api
    from codegen.symbols import Symbols


class NamedApi(NamedTuple):
    """A client's Api with its Python names, and what it is called."""

    client: ClientConfig
    api: Api
    symbols: Symbols
    title: str


Make = Callable[[NamedApi], Mapping[Path, str]]


@click.group(name="export", short_help="OpenAPI 3.1, a reference to browse, tool definitions.")
def command() -> None:
    """Hand the API to others: OpenAPI for tools and other languages, HTML for people, tools for assistants."""


def _common(function: Callable[..., int]) -> Callable[..., int]:
    for option in (
        log_format,
        click.option("--check", is_flag=True, help="Write nothing; exit 1 when what is on disk is stale."),
        click.option("--title", metavar="TEXT", help="What the API is called. Default: the client's name."),
        click.option("--config", metavar="FILE", help="A pyproject.toml or magento-codegen.toml."),
        source_options,
        click.argument("client", required=False),
    ):
        function = option(function)
    return function


@command.command(name="openapi", short_help="The REST API as OpenAPI 3.1.")
@_common
@click.option("-o", "--output", metavar="FILE", help="A .json or .yaml file. Default: standard output.")
@click.option("--async", "asynchronous", is_flag=True, help="Add Magento 2's async and bulk routes.")
def openapi_command(output: str | None, asynchronous: bool, check: bool, **described: Any) -> int:
    """Write the REST API of --source, or of a CLIENT of the configuration, as OpenAPI 3.1.

    \b
    Examples:
      magento-codegen export openapi --source /srv/magento -o magento.yaml
      magento-codegen export openapi store -o docs/openapi.json --check
    """
    from codegen.exporting.files import as_text
    from codegen.exporting.openapi import openapi

    path = path_of(output) if output else None

    def make(named: NamedApi) -> Mapping[Path, str]:
        document = openapi(named.api, named.symbols, title=named.title, asynchronous=asynchronous)
        return {path or Path("-"): as_text(document, path)}

    return _run(make, check, **described)


@command.command(name="tools", short_help="Operations as tools for assistants and MCP servers.")
@_common
@click.option("-o", "--output", metavar="FILE", help="A .json or .yaml file. Default: standard output.")
@click.option(
    "--style",
    type=click.Choice(["mcp", "anthropic", "openai"]),
    default="mcp",
    show_default=True,
    help="Whose form a tool has.",
)
@click.option(
    "--operation", "operations", multiple=True, metavar="PATTERN", help="A call or route, * and ? allowed."
)
@click.option(
    "--acl", multiple=True, metavar="PATTERN", help="Only what a token with these resources may call."
)
@click.option("--reads", "only", flag_value="reads", help="Only operations that change nothing.")
@click.option("--writes", "only", flag_value="writes", help="Only operations that change something.")
def tools_command(
    output: str | None,
    style: Style,
    operations: tuple[str, ...],
    acl: tuple[str, ...],
    only: str | None,
    check: bool,
    **described: Any,
) -> int:
    """Write tool definitions (name, description, input schema) of REST operations.

    \b
    Examples:
      magento-codegen export tools --source /srv/magento --reads --acl 'Magento_Catalog::*' -o tools.json
      magento-codegen export tools store --operation 'catalog.product_repository.*' --style openai
    """
    from codegen.exporting.files import as_text
    from codegen.exporting.tools import Choice, tools

    path = path_of(output) if output else None
    choice = Choice(operations, acl, reads=only != "writes", writes=only != "reads")

    def make(named: NamedApi) -> Mapping[Path, str]:
        found = tools(named.api, named.symbols, choice, style)
        if not found:
            raise CodegenError("no operation is chosen by these options", exit_code=2)
        return {path or Path("-"): as_text(found, path)}

    return _run(make, check, **described)


@command.command(name="html", short_help="A reference to browse, static and offline.")
@_common
@click.option("-o", "--output", required=True, metavar="DIR", help="The folder to write the pages into.")
def html_command(output: str, check: bool, **described: Any) -> int:
    """Write a reference of all calls and models: pages that work from a folder, with a search and no network.

    \b
    Examples:
      magento-codegen export html --source /srv/magento -o docs/api
      magento-codegen export html store -o docs/api --check
    """
    from codegen.exporting.html import reference
    from codegen.targets.registry import target_for
    from codegen.targets.services.building import build_services

    folder = path_of(output)

    def make(named: NamedApi) -> Mapping[Path, str]:
        target = target_for(named.api, named.client)
        if target.calls is None:
            raise CodegenError(f"{named.client.name} has no calls to show", exit_code=2)
        services = build_services(target.calls(named.api, named.symbols), named.client.modes)
        pages = reference(named.api, named.symbols, services, title=named.title)
        return {folder / name: text for name, text in pages.items()}

    return _run(make, check, **described)


def _run(
    make: Make, check: bool, *, log_format: LogFormat, client: str | None, title: str | None, **described: Any
) -> int:
    from codegen.steps import READING

    reporter = Reporter(log_format, report_on_stdout=True)
    progress = Progress("export", READING, quiet=log_format != "text")
    cache = Cache.for_user()
    try:
        chosen = _client(client, **described)
        named = _named(
            chosen, title or ("" if described["sources"] else chosen.name), reporter, progress, cache
        )
        progress.close()
        return _put(make(named), check, reporter)
    except CodegenError as error:
        progress.close()
        reporter.failure(error)
        return error.exit_code
    finally:
        progress.close()
        say_distrust(cache, reporter)
        reporter.finish()


def _client(
    name: str | None, *, sources: tuple[str, ...], config: str | None, **options: Any
) -> ClientConfig:
    if sources:
        if name or config:
            raise click.UsageError("--source describes an API of its own: leave out the client and --config")
        return described_client(sources=sources, output=None, package=None, **options)
    clients = configured_clients(config, (name,) if name else ())
    if len(clients) > 1:
        names = ", ".join(sorted(each.name for each in clients))
        raise click.UsageError(f"name one client of the configuration: {names}")
    return clients[0]


def _named(
    client: ClientConfig, title: str, reporter: Reporter, progress: Progress, cache: Cache
) -> NamedApi:
    """The client's Api with the names that its package has, so that they are the same in all exports.

    Without a title it is called what its system calls it.
    """
    from codegen.output.lock import read_lock
    from codegen.run import planning
    from codegen.source import Inputs

    reading = planning.read(client, Inputs(cache), progress.step)
    reporter.diagnostics(reading.diagnostics, reading.api.items)
    planning.refuse_unusable(client, reading.diagnostics)
    old = read_lock(client.output) if client.output.is_dir() else None
    symbols, _ = planning.name(reading.api, client, old.pins if old else {})
    system = reading.api.system
    over_rest = any(operation.rest for operation in reading.api.operations)
    return NamedApi(
        client,
        reading.api,
        symbols,
        title or (system.rest_title if over_rest else system.soap_title) or client.name,
    )


def _put(files: Mapping[Path, str], check: bool, reporter: Reporter) -> int:
    from codegen.exporting.files import stale, write

    if set(files) == {Path("-")}:
        if check:
            raise click.UsageError("--check compares with a file: give --output")
        click.echo(files[Path("-")], nl=False)
        return 0
    differing = stale(files)
    if check:
        for path in differing:
            reporter.note(f"{path} is stale")
        return 1 if differing else 0
    write({path: files[path] for path in differing})
    reporter.note(f"{counted(len(differing), 'file')} written, {len(files) - len(differing)} up to date")
    return 0
