"""`magento-codegen generate`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from codegen.commands.options import (
    configured_clients,
    described_client,
    keep_going_option,
    log_format,
    quiet,
    say_distrust,
    source_options,
    verbose,
)
from codegen.config import ClientConfig, find_config
from codegen.console.progress import Progress
from codegen.console.reporting import LogFormat, Reporter
from codegen.diagnostics import CodegenError
from codegen.files import path_of
from codegen.machine.cache import Cache

if TYPE_CHECKING:
    from codegen.run.client import Mode
    from codegen.symbols import Symbols


@click.command(name="generate", short_help="Write client packages from definitions.")
@click.argument("clients", nargs=-1, metavar="[CLIENT]...")
@source_options
@click.option("--output", metavar="DIR", help="The package's folder, or the one it goes into.")
@click.option("--package", metavar="NAME", help="Its import name, dots allowed. Default: the folder's name.")
@click.option("--http-library", type=click.Choice(["httpx2", "httpx"]), help="What the client imports.")
@click.option("--modes", type=click.Choice(["both", "sync", "async"]), help="Which clients to write.")
@click.option("--models-only", is_flag=True, default=None, help="Write models, no client.")
@click.option("--config", metavar="FILE", help="A pyproject.toml or magento-codegen.toml.")
@click.option(
    "--check", "mode", flag_value="check", help="Write nothing; exit 1 when the package is stale, say why."
)
@click.option("--diff", "mode", flag_value="diff", help="Like --check, and show the difference.")
@click.option("--dry-run", "mode", flag_value="dry-run", help="Write nothing; say what would be written.")
@click.option("--watch", is_flag=True, help="Go on: write again whenever a source was saved (extra `watch`).")
@click.option("--strict", is_flag=True, help="Fail when an item is degraded or skipped.")
@keep_going_option
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited by hand.")
@quiet
@verbose
@log_format
def command(
    clients: tuple[str, ...],
    sources: tuple[str, ...],
    config: str | None,
    mode: Mode | None,
    watch: bool,
    strict: bool,
    keep_going: bool | None,
    force: bool,
    quiet: bool,
    verbose: bool,
    log_format: LogFormat,
    **options: Any,
) -> int:
    """Write client packages: those of the configuration, the ones named, or the one that --source describes.

    \b
    Examples:
      magento-codegen generate
      magento-codegen generate store --check
      magento-codegen generate --watch
      magento-codegen generate --source /srv/magento --output src/acme_store
      magento-codegen generate --source etc/webapi.xml --source wsdl/ --output acme_store
      magento-codegen generate --source v2_wsi.wsdl --output legacy_shop --http-library httpx
    """
    if watch and mode:
        raise click.UsageError(f"--watch writes: leave out --{mode}")
    reporter = Reporter(log_format, verbose=verbose, quiet=quiet)
    cache = Cache.for_user()

    def once() -> int:
        code = 0
        try:
            for client in _chosen(clients, sources, config, options):
                chosen = client._replace(
                    strict=strict or client.strict, keep_going=bool(keep_going) or client.keep_going
                )
                code = max(code, _one(chosen, mode or "write", force, reporter, cache))
        except CodegenError as error:
            reporter.failure(error)
            code = error.exit_code
        finally:
            say_distrust(cache, reporter)
            reporter.finish()
        return code

    if not watch:
        return once()
    from codegen.commands.watching import watch as go_on

    found = None if sources else path_of(config) if config else find_config(Path())
    return go_on(_chosen(clients, sources, config, options), found, once, cache)


def _chosen(
    names: tuple[str, ...], sources: tuple[str, ...], config: str | None, options: dict[str, Any]
) -> tuple[ClientConfig, ...]:
    if not sources:
        given = [key for key, value in options.items() if value]
        if given:
            flag = given[0].replace("_", "-").replace("php-paths", "php-path")
            raise click.UsageError(f"--{flag} describes a client without a configuration: give --source too")
        return configured_clients(config, names)
    if names or config:
        raise click.UsageError("--source describes a client of its own: leave out client names and --config")
    if not options["output"]:
        raise click.UsageError("--output is missing: the folder of the package to write")
    return (described_client(sources=sources, **options),)


def _one(client: ClientConfig, mode: Mode, force: bool, reporter: Reporter, cache: Cache) -> int:
    from codegen.run.current import looked_through
    from codegen.steps import STEPS

    progress = Progress(client.name, STEPS, quiet=reporter.quiet)
    try:
        with looked_through(client, cache) as current:
            from codegen.run.client import run  # while folders are looked through

            return run(client, mode, force, reporter, progress, current, cache, _drift)
    except CodegenError as error:
        progress.close()
        reporter.failure(error)
        return error.exit_code
    finally:
        progress.close()


def _drift(kept: Mapping[str, Any], symbols: Symbols) -> list[str]:
    from codegen.comparing.attribute_changes import drift

    return drift(kept, symbols)
