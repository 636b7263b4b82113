"""Getting a token of Magento 1's REST API: OAuth 1.0a with three legs, as Mage_Oauth_Model_Server has it.

Nothing is stored, and requests are made by the runtime of generated clients. The shop's addresses are `oauth/initiate`
and `oauth/token`; the user agrees at `oauth/authorize` (a customer) or below the admin path (an administrator).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs, quote, urlsplit

from codegen.diagnostics import CodegenError
from codegen.shop.runtime import (
    OAUTH_HINTS,
    BaseClient,
    Headers,
    MagentoError,
    OneStep,
    Request,
    authorization_header,
)

User = Literal["admin", "customer"]
SignatureMethod = Literal["HMAC-SHA1", "PLAINTEXT"]

OUT_OF_BAND = "oob"
"""The callback of a client that the shop can't redirect to: the shop shows the verifier instead."""

_INITIATE, _TOKEN = "oauth/initiate", "oauth/token"
_TIMEOUT = 30.0
_HINTS = {
    "parameter_rejected": "The callback must be the one of the consumer, or oob.",
    "signature_invalid": (
        "Check the consumer secret, and that scheme, host and path of the URL are those that PHP sees (the port is not "
        "signed here)."
    ),
    "token_rejected": "The request token is not one of this consumer, or was used: begin again.",
}
"""What is behind a problem of these pages alone; the others are those of the API."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its secret: of a request that waits for the user's consent, or of access."""

    token: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumer:
    """The keys of System > Web Services > REST - OAuth Consumers."""

    key: str
    secret: str = field(repr=False)
    signature_method: SignatureMethod = "HMAC-SHA1"


class OAuthFlow:
    """The three steps for one shop and consumer: `request_token`, `authorization_url`, `access_token`."""

    def __init__(self, url: str, consumer: Consumer, *, admin_path: str = "admin") -> None:
        """`url` is the shop's address, `admin_path` the first part of its admin panel's.

        Raises CodegenError (exit code 2) for what is no address, or PLAINTEXT over plain http.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise CodegenError(f"{url}: give the shop's address as https://shop.example", exit_code=2)
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if consumer.signature_method == "PLAINTEXT" and parts.scheme == "http" and not local:
            raise CodegenError("PLAINTEXT sends the secrets themselves: use https or HMAC-SHA1", exit_code=2)
        self._url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._consumer = consumer
        self._admin_path = admin_path.strip("/")

    def request_token(self, callback: str = OUT_OF_BAND) -> Token:
        """A token that waits for the user's consent. Raises CodegenError (exit code 3) when the shop refuses."""
        return self._ask(_INITIATE, oauth_callback=callback)

    def authorization_url(self, token: Token, user: User) -> str:
        """Where the user agrees, in a browser."""
        path = "oauth/authorize" if user == "customer" else f"{self._admin_path}/oauth_authorize"
        return f"{self._url}/{path}?oauth_token={quote(token.token, safe='')}"

    def access_token(self, token: Token, verifier: str) -> Token:
        """The token that calls the API, for the verifier that the shop showed or sent to the callback.

        Raises CodegenError (exit code 3) when the shop refuses.
        """
        return self._ask(_TOKEN, token, oauth_verifier=verifier)

    def _ask(self, path: str, token: Token | None = None, **more: str) -> Token:
        """Ask one of the frontend's pages, which verify without the port: Mage_Core trims it (`getHttpHost`).

        The REST API itself is another entrance and wants the port in the signature (RFC 5849).
        """
        url = f"{self._url}/{path}"
        keys = OneStep(
            self._consumer.key,
            self._consumer.secret,
            token.token if token else "",
            token.secret if token else "",
            signature_method=self._consumer.signature_method,
            more=more,
        )
        try:
            headers = Headers([("Authorization", authorization_header(keys, "POST", _without_port(url)))])
            request = Request(method="POST", url=url, headers=headers, authenticate=False, check=False)
            with BaseClient(self._url, timeout=_TIMEOUT) as shop:
                response = shop.run(shop.core.send(request))
        except MagentoError as error:
            raise CodegenError(f"{url}: {error}") from error
        except ImportError as error:
            raise CodegenError(f"{error}, or: pip install 'magento-codegen[fetch]'", exit_code=2) from error
        return _token(url, response.status, response.text)


def verifier_of(text: str) -> str:
    """The verifier in what a user pastes: itself, or the address that the shop redirected to.

    Raises CodegenError (exit code 2) when the user has refused, or there is none in it.
    """
    text = text.strip()
    query = parse_qs(urlsplit(text).query)
    if "oauth_verifier" in query:
        return query["oauth_verifier"][0]
    if "rejected" in query:
        raise CodegenError("the user has refused", exit_code=2)
    if not text or "/" in text or "=" in text:
        raise CodegenError(
            "no verifier: paste the code that the shop shows, or the address that it leads to", exit_code=2
        )
    return text


def _token(url: str, status: int, text: str) -> Token:
    values = {name: found[0] for name, found in parse_qs(text.strip()).items()}
    problem = values.get("oauth_problem")
    if problem:
        detail = values.get("oauth_parameters_absent") or values.get("message") or ""
        told = ": ".join(part for part in (problem, detail) if part)
        hint = _HINTS.get(problem) or OAUTH_HINTS.get(problem, "")
        raise CodegenError(f"{url}: {told}{'. ' if hint else ''}{hint}")
    if status >= 300 or not values.get("oauth_token") or not values.get("oauth_token_secret"):
        raise CodegenError(f"{url}: HTTP {status} without a token; {_cause(url, status)}")
    return Token(values["oauth_token"], values["oauth_token_secret"])


def _cause(url: str, status: int) -> str:
    """What an answer means that holds neither a token nor a problem."""
    if status == 404:
        return "the shop has no such page: is Mage_Oauth on, and is this the shop's address?"
    if status >= 500 and url.endswith(_TOKEN):
        return (
            "Magento fails like this when nobody has agreed to the request token yet: open the address, log in and "
            "agree, then give the verifier that the shop shows (another cause would stand in the shop's logs)"
        )
    return (
        "the reason stands in the shop's var/log and var/report"
        if status >= 500
        else "is this a Magento 1 shop?"
    )


def _without_port(url: str) -> str:
    """An address as the shop's frontend sees it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.hostname or "").geturl()
