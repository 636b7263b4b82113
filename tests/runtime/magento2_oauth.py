"""Magento 2's OAuth with its state: consumers, their tokens, nonces, the clock. Written after what its classes do.

The rules are those of Magento\\Framework\\Oauth, Magento\\Integration\\Model\\Oauth and Laminas\\OAuth, in the order in
which they are checked; nothing of the code under test is used. `test_activation_recorded` holds it against recorded
exchanges.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

from tests.runtime.server import Answer, Seen

REQUIRED = (
    "oauth_consumer_key",
    "oauth_signature",
    "oauth_signature_method",
    "oauth_nonce",
    "oauth_timestamp",
)
CLOCK_LEEWAY, CONSUMER_LIFETIME = 600, 300


class Refused(Exception):
    """Magento's text, as a template with its parameters, and the status that it goes out with."""

    def __init__(self, status: int, template: str, **parameters: str) -> None:
        self.status, self.template, self.parameters = status, template, parameters
        text = template
        for name, value in parameters.items():
            text = text.replace(f"%{name.removeprefix('p')}", value)
        super().__init__(text)


@dataclass
class Consumer:
    """A consumer, with its number and when its keys were posted, in seconds."""

    number: int
    key: str
    secret: str
    posted: float = 0.0


@dataclass
class Token:
    """One row of `oauth_token`, which goes from verifier to request to access."""

    consumer: Consumer
    verifier: str
    kind: str = "verifier"
    name: str = ""
    secret: str = ""


@dataclass
class OAuthShop:
    """A shop whose `answer` a server calls. `methods` are the signature methods that it takes; 2.4.3 takes SHA1 too."""

    methods: tuple[str, ...] = ("HMAC-SHA256",)
    clock: Callable[[], float] = time.time
    random: Callable[[], str] = lambda: secrets.token_hex(16)
    consumers: dict[str, Consumer] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    nonces: set[tuple[str, int]] = field(default_factory=set)
    active: set[str] = field(default_factory=set)

    def activated(self, url: str, key: str = "k" * 32, secret: str = "s" * 32) -> dict[str, str]:
        """The form that Magento posts when an administrator activates a new integration, or activates it again."""
        consumer = self.consumers.setdefault(key, Consumer(len(self.consumers) + 1, key, secret))
        consumer.posted = self.clock()
        token = next((t for t in self.tokens if t.consumer is consumer and t.kind == "verifier"), None)
        if token is None:
            token = Token(consumer, self.random())
            self.tokens.append(token)
        return {
            "oauth_consumer_key": consumer.key,
            "oauth_consumer_secret": consumer.secret,
            "store_base_url": f"{url}/",
            "oauth_verifier": token.verifier,
        }

    def reauthorized(self, url: str, key: str = "k" * 32) -> dict[str, str]:
        """The same after Reauthorize, which removes the token first."""
        self.tokens = [token for token in self.tokens if token.consumer.key != key]
        return self.activated(url, key)

    def answer(self, seen: Seen) -> Answer:
        """What the shop answers to a request, at its token pages and at its API."""
        protocol = _protocol(seen.headers.get("authorization", ""))
        if not seen.path.endswith(("/oauth/token/request", "/oauth/token/access")):
            return self._api(seen, protocol)
        try:
            is_first = seen.path.endswith("/request")
            token = self._request_token(seen, protocol) if is_first else self._access_token(seen, protocol)
            text = f"oauth_token={token.name}&oauth_token_secret={token.secret}"
            status = 200
        except Refused as refused:
            text, status = f"oauth_problem={quote_plus(str(refused))}", refused.status
        return Answer(text.encode(), status, content_type="text/html; charset=UTF-8")

    def _request_token(self, seen: Seen, protocol: Mapping[str, str]) -> Token:
        consumer = self._checked(protocol, REQUIRED)
        if self.clock() - consumer.posted >= CONSUMER_LIFETIME:
            raise Refused(401, "Consumer key has expired")
        self._verify(seen, protocol, consumer.secret, "")
        token = next(token for token in self.tokens if token.consumer is consumer)
        if token.kind != "verifier":
            raise Refused(401, "Cannot create request token because consumer token is not a verifier token")
        token.kind, token.name, token.secret = "request", self.random(), self.random()
        return token

    def _access_token(self, seen: Seen, protocol: Mapping[str, str]) -> Token:
        consumer = self._checked(protocol, (*REQUIRED, "oauth_token", "oauth_verifier"))
        token = self._token(protocol["oauth_token"])
        if token.consumer is not consumer:
            raise Refused(401, "Request token is not associated with the specified consumer")
        if token.kind != "request":
            raise Refused(401, "Token is already being used")
        if len(protocol["oauth_verifier"]) != 32:
            raise Refused(401, "Verifier is not the correct length")
        if protocol["oauth_verifier"] != token.verifier:
            raise Refused(401, "Token verifier and verifier token do not match")
        self._verify(seen, protocol, consumer.secret, token.secret)
        token.kind, token.name, token.secret = "access", self.random(), self.random()
        self.active.add(consumer.key)
        return token

    def _api(self, seen: Seen, protocol: Mapping[str, str]) -> Answer:
        """A page of the API for anybody whose signature is right."""
        try:
            consumer = self._checked(protocol, (*REQUIRED, "oauth_token"))
            token = self._token(protocol["oauth_token"])
            if token.consumer is not consumer:
                raise Refused(401, "Token is not associated with the specified consumer")
            if token.kind != "access":
                raise Refused(401, "Token is not an access token")
            self._verify(seen, protocol, consumer.secret, token.secret)
        except Refused as refused:
            body: dict[str, Any] = {"message": refused.template}
            if refused.parameters:
                numbered = all(name[1:].isdigit() for name in refused.parameters)
                body["parameters"] = list(refused.parameters.values()) if numbered else refused.parameters
            return Answer(body, refused.status)
        return Answer([{"id": 1, "code": "base", "name": "Main Website", "default_group_id": 1}])

    def _checked(self, protocol: Mapping[str, str], required: tuple[str, ...]) -> Consumer:
        if protocol.get("oauth_version", "1.0") != "1.0":
            raise Refused(400, 'The "%1" Oauth version isn\'t supported.', p1=protocol["oauth_version"])
        for name in required:
            if name not in protocol:
                raise Refused(400, '"%fieldName" is required. Enter and try again.', fieldName=name)
        if "oauth_token" in protocol and len(protocol["oauth_token"]) != 32:
            raise Refused(400, "The token length is invalid. Check the length and try again.")
        if protocol["oauth_signature_method"] not in self.methods:
            raise Refused(400, "Signature method %1 is not supported", p1=protocol["oauth_signature_method"])
        if len(protocol["oauth_consumer_key"]) != 32:
            raise Refused(401, "Consumer key is not the correct length")
        consumer = self.consumers.get(protocol["oauth_consumer_key"])
        if consumer is None:
            raise Refused(401, "A consumer having the specified key does not exist")
        if not 0 < int(protocol["oauth_timestamp"]) <= self.clock() + CLOCK_LEEWAY:
            raise Refused(401, "An error occurred validating the nonce")
        nonce = (protocol["oauth_nonce"], consumer.number)
        if nonce in self.nonces:
            raise Refused(
                401, "The nonce is already being used by the consumer with ID %1", p1=str(consumer.number)
            )
        self.nonces.add(nonce)
        return consumer

    def _token(self, name: str) -> Token:
        found = next((token for token in self.tokens if token.name == name), None)
        if found is None:
            raise Refused(401, "Specified token does not exist")
        return found

    def _verify(self, seen: Seen, protocol: Mapping[str, str], secret: str, token_secret: str) -> None:
        parameters = {name: value for name, value in protocol.items() if name != "oauth_signature"}
        for part in urlsplit(seen.target).query.split("&"):
            if part.count("=") == 1 and not re.search("oauth_[a-z_-]+", part.partition("=")[0]):
                name, _, value = part.partition("=")
                parameters[unquote(name)] = unquote(value)
        pairs = sorted(
            ((_encoded(name), _encoded(value)) for name, value in parameters.items()), key=_natural
        )
        base = "&".join(
            (
                seen.method,
                _encoded(f"http://{seen.headers['host']}{unquote(seen.path)}"),
                _encoded("&".join(f"{name}={value}" for name, value in pairs)),
            )
        )
        algorithm = {"HMAC-SHA256": hashlib.sha256, "HMAC-SHA1": hashlib.sha1}[
            protocol["oauth_signature_method"]
        ]
        key = f"{_encoded(secret)}&{_encoded(token_secret)}".encode()
        expected = base64.b64encode(hmac.new(key, base.encode(), algorithm).digest()).decode()
        if expected != protocol["oauth_signature"]:
            raise Refused(401, "The signature is invalid. Verify and try again.")


def _protocol(header: str) -> dict[str, str]:
    """The protocol parameters of an `Authorization` header."""
    start = header.lower().find("oauth ")
    pairs = (part.strip().partition("=") for part in header[start + 6 :].split(",")) if start >= 0 else ()
    return {unquote(name): unquote(value.strip('"')) for name, _, value in pairs if name.startswith("oauth_")}


def _natural(pair: tuple[str, str]) -> list[Any]:
    """A sort key that orders runs of digits by their number."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", pair[0]) if part]


def _encoded(text: str) -> str:
    return quote(text, safe="~")
