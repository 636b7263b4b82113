# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The activation of an integration of Magento 2: from what the shop posts to the callback URL to the four keys.

An administrator activates an integration that has a callback and an identity URL. Magento posts a form to the callback
URL and opens the identity URL in the administrator's browser, with `oauth_consumer_key` and `success_call_back`: the
address to lead the browser to afterwards. The application exchanges the form's keys for an access token at
`oauth/token/request` and `oauth/token/access` (Magento\\Integration\\Controller\\Token), within five minutes; that
alone activates the integration. Magento waits five seconds for the answer to its form, and follows no redirect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self, Unpack
from urllib.parse import parse_qs, unquote, urlsplit

from ..client.base import BaseAsyncClient, BaseClient, ClientSettings
from ..errors import DecodeError, RequestError
from ..http.exchange import Core, checked_base_url, request_headers
from ..http.flow import Flow
from ..http.header_fields import clean
from ..http.messages import Request, origin_of
from ..http.redaction import redact_url
from ..shapes import is_sequence, is_text
from .oauth import OAuth1, OneStep, SignatureMethod
from .oauth_problems import ActivationError, activation_error, oauth_problem

if TYPE_CHECKING:
    from ..http.library import httpx

__all__ = ["IntegrationActivation", "activate", "activate_async", "check_shop_url"]

_FIELDS = ("oauth_consumer_key", "oauth_consumer_secret", "store_base_url", "oauth_verifier")
_LATEST: SignatureMethod = "HMAC-SHA256"
_BEFORE_2_4_4: SignatureMethod = "HMAC-SHA1"


@dataclass(frozen=True)
class IntegrationActivation:
    """What Magento posts to the callback URL of an integration that is being activated. Its secrets are not shown."""

    consumer_key: str
    consumer_secret: str = field(repr=False)
    store_base_url: str
    verifier: str = field(repr=False)

    @classmethod
    def parse(cls, form: Mapping[str, Any] | bytes | str) -> Self:
        """The activation of a form, as a web framework gives it or as the raw body.

        Raises RequestError, naming each field that is missing, empty or there twice, and showing no value.
        """
        fields = form if isinstance(form, Mapping) else _parsed_body(form)
        values = {name: _single(fields, name) for name in _FIELDS}
        missing = [name for name, value in values.items() if not value]
        if missing:
            raise RequestError(f"this is no activation of an integration: it lacks {', '.join(missing)}")
        key, secret, url, verifier = (clean(values[name], name) for name in _FIELDS)
        return cls(key, secret, checked_base_url(url), verifier)


def activate(
    activation: IntegrationActivation,
    *,
    allowed: str | Iterable[str],
    signature_method: SignatureMethod | None = None,
    http_client: httpx.Client | None = None,
    **settings: Unpack[ClientSettings],
) -> OAuth1:
    """Exchange what Magento posted for an access token, which activates the integration; once, for it works only once.

    Anybody can post such a form: `allowed` are the addresses of the shops that may, as `check_shop_url` takes them.
    Without a `signature_method` it is HMAC-SHA256, and HMAC-SHA1 where the shop refuses that (before 2.4.4). `settings`
    are those of a client, such as `timeout` and `verify`. Raises RequestError for a shop that isn't allowed, before
    anything is sent, ActivationError when the shop refuses, and TransportError when it doesn't answer.
    """
    check_shop_url(activation.store_base_url, allowed)
    with BaseClient(activation.store_base_url, http_client=http_client, **settings) as shop:
        return shop.run(_exchanged(shop.core, activation, signature_method))


async def activate_async(
    activation: IntegrationActivation,
    *,
    allowed: str | Iterable[str],
    signature_method: SignatureMethod | None = None,
    http_client: httpx.AsyncClient | None = None,
    **settings: Unpack[ClientSettings],
) -> OAuth1:
    """`activate`, awaited."""
    check_shop_url(activation.store_base_url, allowed)
    async with BaseAsyncClient(activation.store_base_url, http_client=http_client, **settings) as shop:
        return await shop.run(_exchanged(shop.core, activation, signature_method))


def check_shop_url(url: str, allowed: str | Iterable[str]) -> None:
    """Refuse, with a RequestError, an address that is not at one of the allowed shops.

    A shop such as `https://shop.example/de` allows what has its scheme, host and port, and its path or one below. For
    `store_base_url`, and for the `success_call_back` that a browser is to be led to. Raises RequestError, too, for an
    allowed shop that is no address.
    """
    shops = [checked_base_url(shop) for shop in ([allowed] if isinstance(allowed, str) else allowed)]
    if not any(_is_at(url, shop) for shop in shops):
        raise RequestError(
            f"{redact_url(url)!r} is at none of the allowed shops: {', '.join(shops) or 'there are none'}"
        )


def _is_at(url: str, shop: str) -> bool:
    try:
        if origin_of(url) != origin_of(shop) or "@" in urlsplit(url).netloc or "\\" in url:
            return False
        path = [unquote(part) for part in urlsplit(url).path.strip("/").split("/")]
    except ValueError:
        return False
    below = [part for part in urlsplit(shop).path.split("/") if part]
    return not {".", ".."}.intersection(path) and path[: len(below)] == below


def _parsed_body(body: bytes | str) -> Mapping[str, Any]:
    """The fields of a raw body."""
    try:
        text = body.decode() if isinstance(body, bytes) else body
        return parse_qs(text.strip(), max_num_fields=100)
    except (ValueError, AttributeError):
        raise RequestError("this is no activation of an integration: the body is no form") from None


def _single(fields: Mapping[str, Any], name: str) -> str:
    """The value of a field, alone or in a list as parsers of forms have it; empty for none."""
    value = fields.get(name)
    if is_sequence(value):
        if len(value) > 1:
            raise RequestError(f"this is no activation of an integration: {name} is there {len(value)} times")
        value = value[0] if value else ""
    return value.strip() if is_text(value) else ""


def _exchanged(core: Core, activation: IntegrationActivation, method: SignatureMethod | None) -> Flow[OAuth1]:
    """The four keys, in two steps."""
    keys = OneStep(activation.consumer_key, activation.consumer_secret, signature_method=method or _LATEST)
    try:
        token, secret = yield from _step(core, "request", keys)
    except ActivationError as error:
        if method is not None or _LATEST not in error.problem:
            raise
        keys = replace(keys, signature_method=_BEFORE_2_4_4)
        token, secret = yield from _step(core, "request", keys)
    verified = replace(
        keys, access_token=token, access_token_secret=secret, more={"oauth_verifier": activation.verifier}
    )
    token, secret = yield from _step(core, "access", verified)
    return OAuth1(
        activation.consumer_key,
        activation.consumer_secret,
        token,
        secret,
        signature_method=keys.signature_method,
    )


def _step(core: Core, name: str, keys: OneStep) -> Flow[Sequence[str]]:
    """The token and its secret that one step gives."""
    request = Request(
        method="POST",
        url=f"/oauth/token/{name}",
        headers=request_headers("*/*"),
        operation=f"POST /oauth/token/{name}",
        access="anonymous",
        check=False,
    )
    response = yield from core.copy(auth=keys).send(request)
    if not response.ok or oauth_problem(response):
        raise activation_error(response)
    values = parse_qs(response.text.strip())
    found = [values.get(field, [""])[0] for field in ("oauth_token", "oauth_token_secret")]
    if not all(found):
        raise DecodeError(
            f"{request.operation} did not answer with a token: is this the address of a Magento 2 shop?"
        )
    return found
