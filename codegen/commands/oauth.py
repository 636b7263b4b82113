"""`magento-codegen oauth`."""

from __future__ import annotations

import os
import sys

import click

from codegen.console.printing import say
from codegen.diagnostics import CodegenError
from codegen.shop.oauth import OUT_OF_BAND, Consumer, OAuthFlow, SignatureMethod, User, verifier_of

_KEY, _SECRET = "MAGENTO_CONSUMER_KEY", "MAGENTO_CONSUMER_SECRET"


@click.command(name="oauth", short_help="Get an access token of a Magento 1 shop's REST API.")
@click.argument("url", metavar="URL")
@click.option(
    "--as",
    "user",
    type=click.Choice(["admin", "customer"]),
    default="admin",
    show_default=True,
    help="Who agrees, and so whose rights the token has.",
)
@click.option(
    "--admin-path", default="admin", show_default=True, metavar="PATH", help="Where the admin panel is."
)
@click.option(
    "--callback",
    default=OUT_OF_BAND,
    show_default=True,
    metavar="URL",
    help="Where the shop sends the user afterwards; oob: it shows the verifier.",
)
@click.option(
    "--signature-method",
    type=click.Choice(["HMAC-SHA1", "PLAINTEXT"]),
    default="HMAC-SHA1",
    show_default=True,
    help="How requests are signed.",
)
def command(url: str, user: User, admin_path: str, callback: str, signature_method: SignatureMethod) -> int:
    """Ask the shop at URL for a token, show where to agree, take the verifier, and print the token.

    The consumer's key and secret come from MAGENTO_CONSUMER_KEY and MAGENTO_CONSUMER_SECRET, or are prompted for.
    Nothing is stored.

    \b
    Examples:
      magento-codegen oauth https://shop.example
      magento-codegen oauth https://shop.example --as customer
    """
    try:
        consumer = Consumer(
            key=_asked(_KEY, "Consumer key", hidden=False),
            secret=_asked(_SECRET, "Consumer secret", hidden=True),
            signature_method=signature_method,
        )
        flow = OAuthFlow(url, consumer, admin_path=admin_path)
        request = flow.request_token(callback)
        say("Open this address, log in and agree:", err=True)
        say(flow.authorization_url(request, user), err=True)
        say("Verifier, or the address that the shop leads to: ", err=True, nl=False)
        token = flow.access_token(request, verifier_of(sys.stdin.readline()))
    except CodegenError as error:
        say(f"error: {error}", err=True, fg="red")
        return error.exit_code
    say(f"access_token={token.token}")
    say(f"access_token_secret={token.secret}")
    return 0


def _asked(variable: str, prompt: str, *, hidden: bool) -> str:
    value = os.environ.get(variable, "")
    if value:
        return value
    if not sys.stdin.isatty():
        raise CodegenError(f"set {variable}", exit_code=2)
    answer: str = click.prompt(prompt, hide_input=hidden, err=True)
    return answer
