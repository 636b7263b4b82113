"""`magento-codegen inspect`."""

from __future__ import annotations

import json
from typing import Any, Literal

import click

from codegen.commands.options import (
    described_client,
    keep_going_option,
    log_format,
    say_distrust,
    source_options,
    verbose,
)
from codegen.console.printing import say
from codegen.console.progress import Progress
from codegen.console.reporting import LogFormat, Reporter
from codegen.diagnostics import CodegenError
from codegen.machine.cache import Cache


@click.command(name="inspect", short_help="Show services, operations, models and diagnostics.")
@source_options
@click.option(
    "--format",
    "report",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="json follows schemas/inspect.schema.json.",
)
@click.option(
    "--against",
    multiple=True,
    metavar="FILE",
    help="A swagger.json or WSDLs of a shop: list where they disagree with the sources. Repeatable.",
)
@click.option("--strict", is_flag=True, help="Exit 1 when an item is degraded or skipped.")
@keep_going_option
@verbose
@log_format
def command(
    sources: tuple[str, ...],
    report: Literal["table", "json"],
    against: tuple[str, ...],
    strict: bool,
    verbose: bool,
    log_format: LogFormat,
    **options: Any,
) -> int:
    """Show what the sources define, without generating anything.

    Worth running in the CI of a Magento module: it finds docblocks that make Magento itself answer 500.

    \b
    Examples:
      magento-codegen inspect --source app/code/Acme/Loyalty
      magento-codegen inspect --source app/code/Acme/Loyalty --strict --log-format github
      magento-codegen inspect --source /srv/magento --format json > api.json
      magento-codegen inspect --source /srv/magento --against swagger.json
    """
    if not sources:
        raise click.UsageError("--source is missing: a Magento root, a module, webapi.xml files, or WSDLs")
    from codegen.steps import READING

    reporter = Reporter(log_format, report_on_stdout=report == "json", verbose=verbose)
    progress = Progress("inspect", READING, quiet=log_format != "text")
    cache = Cache.for_user()
    try:
        return _inspect(sources, report, against, strict, reporter, progress, cache, options)
    except CodegenError as error:
        progress.close()
        reporter.failure(error)
        return error.exit_code
    finally:
        progress.close()
        say_distrust(cache, reporter)
        reporter.finish()


def _inspect(
    sources: tuple[str, ...],
    report: Literal["table", "json"],
    against: tuple[str, ...],
    strict: bool,
    reporter: Reporter,
    progress: Progress,
    cache: Cache,
    options: dict[str, Any],
) -> int:
    from codegen.console.tables import api_table, terminal_width
    from codegen.describe.document import counts, document
    from codegen.run import planning
    from codegen.source import Inputs
    from codegen.symbols import assign
    from codegen.targets.registry import reserved_names

    client = described_client(sources=sources, output=None, package=None, **options)
    reading = planning.read(client, Inputs(cache), progress.step)
    progress.close()
    symbols = assign(reading.api, {}, reserved_names(reading.api, client))
    reporter.diagnostics(reading.diagnostics, reading.api.items)
    code = 0
    if against:
        from codegen.commands.against import compare_with

        code = compare_with(reading.api, against, report, reporter, cache)
    elif report == "json":
        say(json.dumps(document(reading.api, symbols, reading.diagnostics), indent=1, ensure_ascii=False))
    elif reporter.log_format == "text":
        say(api_table(reading.api, symbols, terminal_width()), nl=False)
    reporter.items("inspect", reading.api)
    counted = counts(reading.api)
    incomplete = counted["generated"] != counted["total"]
    planning.refuse_unusable(client, reading.diagnostics)
    return max(code, 1) if strict and incomplete else code
