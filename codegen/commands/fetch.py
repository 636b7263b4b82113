"""`magento-codegen fetch`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from codegen.commands.options import log_format
from codegen.console.progress import Progress
from codegen.console.reporting import LogFormat, Reporter
from codegen.diagnostics import CodegenError, counted
from codegen.files import path_of

if TYPE_CHECKING:
    from codegen.shop.runtime import Auth

_USERNAME, _PASSWORD = "MAGENTO_USERNAME", "MAGENTO_PASSWORD"


@click.command(name="fetch", short_help="Snapshot a live shop's definitions for offline generation.")
@click.argument("url", metavar="URL", envvar="MAGENTO_BASE_URL")
@click.option("-o", "--output", required=True, metavar="DIR", help="The folder to fill.")
@click.option("--store", default="default", show_default=True, metavar="CODE", help="The store view to ask.")
@click.option("--guest", is_flag=True, help="Ask without a token: only what anyone may call.")
@log_format
def command(url: str, output: str, store: str, guest: bool, log_format: LogFormat) -> int:
    """Fetch Swagger (admin, guest, async), every WSDL and the attributes of the shop at URL, for generate and inspect
    --against.

    A URL with ?wsdl in it names one WSDL, and only that is fetched. Without a URL it is that of MAGENTO_BASE_URL.

    Credentials come from the variables that a client's from_env() reads: MAGENTO_TOKEN, or MAGENTO_USERNAME and
    MAGENTO_PASSWORD (with a second factor MAGENTO_TOTP_SECRET or MAGENTO_OTP as well), or MAGENTO_OAUTH_CONSUMER_KEY
    and so on, and for a Magento 1 MAGENTO_API_USER and MAGENTO_API_KEY; on a terminal an administrator's are prompted
    for. Nothing secret is stored, but a login's token in MAGENTO_TOKEN_STORE where that names a file. A run that was
    cut short is taken up again.

    \b
    Examples:
      MAGENTO_TOKEN=... magento-codegen fetch https://shop.example -o definitions
      magento-codegen fetch https://shop.example -o definitions --guest
      magento-codegen fetch "https://shop.example/api/v2_soap/?wsdl=1" -o definitions --guest
      magento-codegen generate --source definitions/wsdl --output acme_store
    """
    reporter = Reporter(log_format)
    try:
        from codegen.shop.snapshot import fetch

        if not store.replace("_", "").isalnum():
            raise CodegenError(f"--store {store}: is no store code", exit_code=2)
        progress = Progress("fetch", quiet=log_format != "text")
        try:
            snapshot = fetch(url, path_of(output), _auth(guest), store=store, progress=progress.count)
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


def _auth(guest: bool) -> Auth | None:
    """Who asks: what the environment says, completed at a terminal by an administrator's name and password."""
    from codegen.shop.runtime import KINDS, MAGENTO1_KINDS, RequestError, auth_of, choices

    if guest:
        return None
    kinds = (*KINDS, *MAGENTO1_KINDS)
    variables = dict(os.environ)
    try:
        lacks_password = bool(variables.get(_USERNAME)) and not variables.get(_PASSWORD)
        if sys.stdin.isatty() and (lacks_password or auth_of(kinds, variables) is None):
            variables[_USERNAME] = variables.get(_USERNAME) or click.prompt("Administrator", err=True)
            variables[_PASSWORD] = click.prompt("Password", hide_input=True, err=True)
        auth = auth_of(kinds, variables)
    except RequestError as error:
        raise CodegenError(str(error), exit_code=2) from error
    if auth is None:
        raise CodegenError(f"set {choices(kinds)}, or use --guest", exit_code=2)
    return auth
