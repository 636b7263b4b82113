"""`magento-codegen fetch`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from codegen.commands.options import log_format
from codegen.console.reporting import LogFormat, Progress, Reporter
from codegen.diagnostics import CodegenError, counted
from codegen.files import path_of

if TYPE_CHECKING:
    from codegen.shop.snapshot import ShopLogin


@click.command(name="fetch", short_help="Snapshot a live shop's definitions for offline generation.")
@click.argument("url", metavar="URL")
@click.option("-o", "--output", required=True, metavar="DIR", help="The folder to fill.")
@click.option("--store", default="default", show_default=True, metavar="CODE", help="The store view to ask.")
@click.option("--guest", is_flag=True, help="Ask without a token: only what anyone may call.")
@log_format
def command(url: str, output: str, store: str, guest: bool, log_format: LogFormat) -> int:
    """Fetch Swagger (admin, guest, async) and every WSDL of the shop at URL, for generate and inspect --against.

    A URL with ?wsdl in it names one WSDL, and only that is fetched.

    The token comes from MAGENTO_TOKEN, or is asked of the shop with MAGENTO_USERNAME and MAGENTO_PASSWORD; on a
    terminal what is missing is prompted for. Nothing secret is stored. A run that was cut short is taken up again.

    \b
    Examples:
      MAGENTO_TOKEN=... magento-codegen fetch https://shop.example -o definitions
      magento-codegen fetch https://shop.example -o definitions --guest
      magento-codegen fetch "https://shop.example/api/v2_soap/?wsdl=1" -o definitions --guest
      magento-codegen generate --source definitions/wsdl --output acme_store
    """
    from codegen.shop.snapshot import fetch

    reporter = Reporter(log_format)
    try:
        if not store.replace("_", "").isalnum():
            raise CodegenError(f"--store {store}: is no store code", exit_code=2)
        progress = Progress("fetch", 1, log_format=log_format)
        try:
            snapshot = fetch(url, path_of(output), _credentials(guest), store=store, progress=progress.count)
        finally:
            progress.close()
        reporter.diagnostics((*snapshot.remarks, *snapshot.failures))
        resumed = f", {len(snapshot.resumed)} were there from a run cut short" if snapshot.resumed else ""
        reporter.note(
            f"{output}: {counted(len(snapshot.fetched), 'file')} fetched{resumed}, {len(snapshot.failures)} failed",
            fetched=list(snapshot.fetched),
            resumed=list(snapshot.resumed),
        )
        if snapshot.failures:
            reporter.note("run the same command again to fetch only what failed")
    except CodegenError as error:
        reporter.failure(error)
        return error.exit_code
    finally:
        reporter.finish()
    return 3 if snapshot.failures else 0


def _credentials(guest: bool) -> ShopLogin:
    from codegen.shop.snapshot import ShopLogin

    if guest:
        return ShopLogin()
    token = os.environ.get("MAGENTO_TOKEN", "")
    if token:
        return ShopLogin(token=token)
    username = os.environ.get("MAGENTO_USERNAME", "")
    password = os.environ.get("MAGENTO_PASSWORD", "")
    if not (username and password):
        if not sys.stdin.isatty():
            raise CodegenError(
                "set MAGENTO_TOKEN, or MAGENTO_USERNAME and MAGENTO_PASSWORD, or use --guest", exit_code=2
            )
        username = username or click.prompt("Administrator", err=True)
        password = password or click.prompt("Password", hide_input=True, err=True)
    return ShopLogin(username=username, password=password)
