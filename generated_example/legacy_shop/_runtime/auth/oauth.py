# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""OAuth 1.0a as Magento checks it, which is not quite as RFC 5849 has it.

Magento 2 (Magento\\Framework\\Oauth, Laminas\\OAuth) signs the decoded query parameters, sorted in PHP's natural order;
of a repeated name the last value counts, and parameters without a value or with `oauth_` in their name are left out.
Its path is normalised first. Bodies are not signed.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cmp_to_key
from types import SimpleNamespace
from typing import Literal, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from ..errors import RequestError
from ..http.authorization import Auth, Credentials, Sender
from ..http.flow import Flow
from ..http.header_fields import clean
from ..http.messages import Request, origin_of
from ..optional_libraries import require

__all__ = ["OAuth1"]

SignatureMethod: TypeAlias = Literal["HMAC-SHA256", "HMAC-SHA1", "PLAINTEXT"]

_SIGNERS: dict[SignatureMethod, str] = {
    "HMAC-SHA256": "sign_hmac_sha256_with_client",
    "HMAC-SHA1": "sign_hmac_sha1_with_client",
    "PLAINTEXT": "sign_plaintext_with_client",
}
"""The functions of oauthlib by the name of their method."""
_PROTOCOL_NAME = re.compile(r"oauth_[a-z_-]+")
_ESCAPE = re.compile(r"%[A-Fa-f0-9]{2}")
_DECODED_IN_PATHS = re.compile(r"[A-Za-z0-9_\-.~:@&=+$,/;%]")
_ENCODED_IN_PATHS = re.compile(r"[^A-Za-z0-9_\-.~)(:@&=+$,/;%]|%(?![A-Fa-f0-9]{2})")


@dataclass(frozen=True)
class OAuth1(Auth):
    """The four keys of an integration. Magento 2.4.4 and later take HMAC-SHA256 only, older ones HMAC-SHA1 as well.

    They stand under System > Extensions > Integrations, or come from `activate`. Raises RequestError for an empty key
    and for one that can't be sent, showing none.
    """

    consumer_key: str
    consumer_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)
    signature_method: SignatureMethod = field(default="HMAC-SHA256", kw_only=True)

    def __post_init__(self) -> None:
        for name in ("consumer_key", "consumer_secret", "access_token", "access_token_secret"):
            object.__setattr__(self, name, clean(getattr(self, name), f"the {name} of OAuth1"))
        if self.signature_method not in _SIGNERS:
            raise RequestError(f"signature_method {self.signature_method!r} is none of {', '.join(_SIGNERS)}")

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        return _Signer(self)


@dataclass(frozen=True)
class OneStep(OAuth1):
    """The keys of one step on the way to an access token: there is no token at first, and `more` is signed besides.

    `more` are protocol parameters such as `oauth_verifier`.
    """

    access_token: str = field(default="", repr=False)
    access_token_secret: str = field(default="", repr=False)
    more: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, kw_only=True)

    def __post_init__(self) -> None:
        """What is missing here is missing on purpose."""


class _Signer(Credentials):
    kind = "integration"

    def __init__(self, keys: OAuth1) -> None:
        self._keys = keys

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        yield from ()
        header = authorization_header(self._keys, request.method, request.url)
        return request.with_headers({"Authorization": header})


def authorization_header(
    keys: OAuth1, method: str, url: str, *, nonce: str | None = None, timestamp: int | None = None
) -> str:
    """The `Authorization` header of a request. `nonce` and `timestamp` (seconds) are made when not given."""
    protocol = {
        "oauth_consumer_key": keys.consumer_key,
        **({"oauth_token": keys.access_token} if keys.access_token else {}),
        "oauth_signature_method": keys.signature_method,
        "oauth_timestamp": str(int(time.time()) if timestamp is None else timestamp),
        "oauth_nonce": nonce or secrets.token_hex(16),
        "oauth_version": "1.0",
        **(keys.more if isinstance(keys, OneStep) else {}),
    }
    protocol["oauth_signature"] = signature(keys, base_string(method, url, protocol))
    return "OAuth " + ", ".join(f'{name}="{_escape(value)}"' for name, value in protocol.items())


def signature(keys: OAuth1, text: str) -> str:
    """The signature of a base string by the method of the keys."""
    primitives = require("oauthlib.oauth1.rfc5849.signature", "OAuth 1.0a")
    client = SimpleNamespace(
        client_secret=keys.consumer_secret, resource_owner_secret=keys.access_token_secret
    )
    return str(getattr(primitives, _SIGNERS[keys.signature_method])(text, client))


def base_string(method: str, url: str, protocol: dict[str, str]) -> str:
    """The signature base string of a request with the given protocol parameters (without a signature)."""
    parameters = dict(protocol)
    for part in urlsplit(url).query.split("&"):
        pieces = part.split("=")
        if len(pieces) == 2 and _PROTOCOL_NAME.search(pieces[0]) is None:
            parameters[unquote(pieces[0])] = unquote(pieces[1])
    encoded = {_escape(name): _escape(value) for name, value in parameters.items()}
    names = sorted(encoded, key=cmp_to_key(natural_compare))
    joined = "&".join(f"{name}={encoded[name]}" for name in names)
    return "&".join((method.upper(), _escape(normalized_url(url)), _escape(joined)))


def normalized_url(url: str) -> str:
    """The URL as it is signed: no query, no default port, and the path as Laminas\\Uri normalises it."""
    scheme, host, port = origin_of(url)
    host = f"[{host}]" if ":" in host else host
    authority = host if port == (443 if scheme == "https" else 80) else f"{host}:{port}"

    def decoded(match: re.Match[str]) -> str:
        character = unquote(match.group(), encoding="latin-1")
        return character if _DECODED_IN_PATHS.fullmatch(character) else match.group().upper()

    path = _ESCAPE.sub(decoded, urlsplit(url).path)
    path = _ENCODED_IN_PATHS.sub(lambda match: quote(match.group(), safe="~"), path)
    return f"{scheme}://{authority}{path}"


def natural_compare(left: str, right: str) -> int:
    """How PHP's strnatcmp orders two texts: below 0, 0, or above 0."""
    if not left or not right:
        return (len(left) > len(right)) - (len(left) < len(right))
    i, j = _skip_zeros(left, 0), _skip_zeros(right, 0)
    while True:
        i, j = _skip_space(left, i), _skip_space(right, j)
        a, b = left[i : i + 1], right[j : j + 1]
        if _digit(a) and _digit(b):
            first, second = _digits(left, i), _digits(right, j)
            order = _compare_numbers(first, second, aligned_left=a == "0" or b == "0")
            if order:
                return order
            i, j = i + len(first), j + len(second)
            if i == len(left) or j == len(right):
                return (i < len(left)) - (j < len(right))
            a, b = left[i], right[j]
        if a != b:
            return -1 if a < b else 1
        i, j = i + 1, j + 1
        if i >= len(left) or j >= len(right):
            return (i < len(left)) - (j < len(right))


def _compare_numbers(first: str, second: str, *, aligned_left: bool) -> int:
    """Runs of digits: the longer is the greater, but one that starts with a zero is compared like a fraction."""
    if not aligned_left and len(first) != len(second):
        return -1 if len(first) < len(second) else 1
    return (first > second) - (first < second)


def _skip_zeros(text: str, position: int) -> int:
    while text[position] == "0" and _digit(text[position + 1 : position + 2]):
        position += 1
    return position


def _skip_space(text: str, position: int) -> int:
    while text[position : position + 1].isspace():
        position += 1
    return position


def _digits(text: str, start: int) -> str:
    end = start
    while _digit(text[end : end + 1]):
        end += 1
    return text[start:end]


def _digit(character: str) -> bool:
    return character.isascii() and character.isdigit()


def _escape(text: str) -> str:
    return quote(text, safe="~")
