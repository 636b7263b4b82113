"""`magento-codegen oauth`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from click.core import ParameterSource

from codegen.diagnostics import CodegenError
from codegen.files import path_of

if TYPE_CHECKING:
    from codegen.shop.keys import Keys

Deliver: TypeAlias = "Callable[[Keys, str, Collection[str]], None]"
"""Takes the keys, the method that they sign by, and the names of those that are new."""

_KEY, _SECRET = "MAGENTO_OAUTH_CONSUMER_KEY", "MAGENTO_OAUTH_CONSUMER_SECRET"
_OLDER = {_KEY: "MAGENTO_CONSUMER_KEY", _SECRET: "MAGENTO_CONSUMER_SECRET"}
"""Names that were read before a client's `from_env()` had names of its own, and still are."""

_OF_MAGENTO1 = {"user": "--as", "admin_path": "--admin-path", "callback": "--callback"}
_OF_MAGENTO2 = {"listen": "--listen", "wait": "--wait"}
_METHODS = {False: ("HMAC-SHA1", "PLAINTEXT"), True: ("HMAC-SHA256", "HMAC-SHA1")}
"""The signature methods of Magento 1, and of Magento 2."""


@click.command(name="oauth", short_help="Get the OAuth keys of a shop.")
@click.argument("url", metavar="URL")
@click.option("--magento2", is_flag=True, help="Wait for the activation of an integration of Magento 2.")
@click.option(
    "--as",
    "user",
    type=click.Choice(["admin", "customer"]),
    default="admin",
    show_default=True,
    help="Magento 1: who agrees, and so whose rights the token has.",
)
@click.option(
    "--admin-path",
    default="admin",
    show_default=True,
    metavar="PATH",
    help="Magento 1: where the admin panel is.",
)
@click.option(
    "--callback",
    default="oob",
    show_default=True,
    metavar="URL",
    help="Magento 1: where the shop sends the user afterwards; oob: it shows the verifier.",
)
@click.option(
    "--listen",
    default="127.0.0.1:8080",
    show_default=True,
    metavar="HOST:PORT",
    help="Magento 2: where to serve the callback and the identity page.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0, min_open=True),
    default=900.0,
    show_default=True,
    metavar="SECONDS",
    help="Magento 2: how long to wait for the activation.",
)
@click.option(
    "--signature-method",
    type=click.Choice(["HMAC-SHA256", "HMAC-SHA1", "PLAINTEXT"]),
    help="How requests are signed. [default: HMAC-SHA1 for Magento 1; what the shop takes for Magento 2]",
)
@click.option("-o", "--output", metavar="FILE", help="Write all keys there, for from_env(), and print none.")
@click.pass_context
def command(context: click.Context, /, url: str, magento2: bool, output: str | None, **options: Any) -> int:
    """Get the keys that sign requests to the shop at URL, and print them or write them to a file of mode 0600.

    Magento 1: asks for a token, shows where to agree, takes the verifier, prints the token. The consumer's key and
    secret come from MAGENTO_OAUTH_CONSUMER_KEY and MAGENTO_OAUTH_CONSUMER_SECRET, or are prompted for.

    Magento 2: serves the callback URL and the identity link URL of an integration, waits until it is activated in the
    admin panel (System > Extensions > Integrations), and prints its four keys.

    \b
    Examples:
      magento-codegen oauth https://shop.example
      magento-codegen oauth https://shop.example --as customer
      magento-codegen oauth https://shop.example --magento2 --listen 127.0.0.1:8080 -o keys.env
    """
    try:
        _check(context, magento2, options["signature_method"])
        deliver = _delivery(url, output)
        if magento2:
            _activated(url, options, deliver)
        else:
            _agreed(url, options, deliver)
    except CodegenError as error:
        click.secho(f"error: {error}", err=True, fg="red")
        return error.exit_code
    return 0


def _delivery(url: str, output: str | None) -> Deliver:
    """Where the keys go. Raises CodegenError before anybody is asked for them."""
    from codegen.shop.keys import KeyFile

    file = KeyFile(path_of(output)) if output else None

    def deliver(keys: Keys, method: str, new: Collection[str]) -> None:
        if file is not None:
            file.write(url, keys, method)
            click.echo(f"{output}: the keys were written, as variables that from_env() reads", err=True)
            return
        for name, value in keys._asdict().items():
            if name in new:
                click.echo(f"{name}={value}")

    return deliver


def _check(context: click.Context, magento2: bool, method: str | None) -> None:
    """Refuse options of the other system."""
    for name, option in (_OF_MAGENTO1 if magento2 else _OF_MAGENTO2).items():
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            raise CodegenError(f"{option} {'excludes' if magento2 else 'needs'} --magento2", exit_code=2)
    if method is not None and method not in _METHODS[magento2]:
        raise CodegenError(
            f"--signature-method {method}: Magento {2 if magento2 else 1} takes {' and '.join(_METHODS[magento2])}",
            exit_code=2,
        )


def _agreed(url: str, options: dict[str, Any], deliver: Deliver) -> None:
    """Get the token of Magento 1, once somebody has agreed."""
    from codegen.shop.keys import Keys
    from codegen.shop.oauth import Consumer, OAuthFlow, verifier_of

    consumer = Consumer(
        key=_asked(_KEY, "Consumer key", hidden=False),
        secret=_asked(_SECRET, "Consumer secret", hidden=True),
        signature_method=options["signature_method"] or "HMAC-SHA1",
    )
    flow = OAuthFlow(url, consumer, admin_path=options["admin_path"])
    request = flow.request_token(options["callback"])
    click.echo("Open this address, log in and agree:", err=True)
    click.echo(flow.authorization_url(request, options["user"]), err=True)
    click.echo("Verifier, or the address that the shop leads to: ", err=True, nl=False)
    token = flow.access_token(request, verifier_of(sys.stdin.readline()))
    keys = Keys(consumer.key, consumer.secret, token.token, token.secret)
    deliver(keys, consumer.signature_method, ("access_token", "access_token_secret"))


def _activated(url: str, options: dict[str, Any], deliver: Deliver) -> None:
    """Get the keys of an integration of Magento 2, once it was activated."""
    from codegen.shop.activation import CALLBACK, IDENTITY, Desk

    def tell(line: str) -> None:
        click.echo(line, err=True)

    desk = Desk(url, options["listen"], tell)
    with desk.open():
        tell("In System > Extensions > Integrations, save an integration with these, then press Activate:")
        tell(f"  Callback URL       {desk.address}{CALLBACK}")
        tell(f"  Identity link URL  {desk.address}{IDENTITY}")
        tell(
            "(The shop posts to the first, your browser opens the second. Behind a tunnel: its address, same paths.)"
        )
        keys, method = desk.exchange(desk.wait(options["wait"]), options["signature_method"])
        tell("The integration is active.")
        deliver(keys, method, keys._fields)
        sys.stdout.flush()
        desk.wait_for_browser()


def _asked(variable: str, prompt: str, *, hidden: bool) -> str:
    value = os.environ.get(variable, "") or os.environ.get(_OLDER[variable], "")
    if value:
        return value
    if not sys.stdin.isatty():
        raise CodegenError(f"set {variable}", exit_code=2)
    answer: str = click.prompt(prompt, hide_input=hidden, err=True)
    return answer
