"""Who the client is: admin, customer, integration, or a session of the browser.

An `Auth` is what the user gives the client: plain settings. `Auth.open()` makes the `Credentials` that one client
holds, which may cache a token. Both may be subclassed; `authorize` is called before every try of a request.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..errors import DecodeError
from ..http.authorization import Auth, Credentials, Sender
from ..http.flow import Flow, invoke
from ..http.messages import Headers, Request, Response
from ..http.urls import path_segment
from .tokens import TokenCache

__all__ = ["AdminToken", "BearerToken", "CustomerToken", "SessionCookie"]

Secret: TypeAlias = str | Callable[[], str | Awaitable[str]]
"""A text, or a function (an async one with the async client) that returns it when it is needed."""

Provider: TypeAlias = Literal["google", "authy", "duo_security", "u2fkey"]
_SECOND_FACTORS: dict[Provider, tuple[str, str]] = {
    "google": ("authenticate", "otp"),
    "authy": ("authenticate", "otp"),
    "duo_security": ("authenticate", "signatureResponse"),
    "u2fkey": ("verify", "publicKeyCredentialJson"),
}
"""The last part of a provider's login route and its name for the proof (Magento\\TwoFactorAuth\\Api)."""


@dataclass(frozen=True)
class BearerToken(Auth):
    """A ready-made token, or a function that returns one; the function is asked before every request.

    Magento 2.4.4 and later take an integration's access token as a bearer token only where
    `oauth/consumer/enable_integration_as_bearer` is on; use `OAuth1` elsewhere.
    """

    token: Secret = field(repr=False)

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        return _Bearer(self.token)


@dataclass(frozen=True)
class AdminToken(Auth):
    """An admin user's name and password, exchanged for a token that is renewed when it expires.

    With Magento_TwoFactorAuth, `otp` is the proof of the second factor or a function that returns it, and `provider`
    the method: the one-time password of `google` and `authy`, the signed response of `duo_security`, the credential
    (JSON) of `u2fkey`. `ttl` is how many seconds a token that doesn't say so itself is used; None means until the
    shop refuses it.
    """

    username: str
    password: Secret = field(repr=False)
    otp: Secret | None = field(default=None, repr=False, kw_only=True)
    provider: Provider = field(default="google", kw_only=True)
    ttl: float | None = field(default=None, kw_only=True)

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        if self.otp is None:
            return _AdminLogin(
                "/V1/integration/admin/token", self.username, {"password": self.password}, self.ttl
            )
        action, name = _SECOND_FACTORS[self.provider]
        route = f"/V1/tfa/provider/{self.provider}/{action}"
        return _AdminLogin(route, self.username, {"password": self.password, name: self.otp}, self.ttl)


@dataclass(frozen=True)
class CustomerToken(Auth):
    """A customer's e-mail address and password, exchanged for a token that is renewed when it expires.

    The login goes to the client's `store`: Magento looks for customers in that store's website, unless they are
    shared. `ttl` is how many seconds a token that doesn't say so itself is used; None means until the shop refuses it.
    """

    username: str
    password: Secret = field(repr=False)
    ttl: float | None = field(default=None, kw_only=True)

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        return _CustomerLogin(
            "/V1/integration/customer/token", self.username, {"password": self.password}, self.ttl
        )


@dataclass(frozen=True)
class SessionCookie(Auth):
    """The cookies of a browser session, such as `{"PHPSESSID": "..."}`, sent as an ajax request of the same browser."""

    cookies: dict[str, str] = field(repr=False)

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        return _Session("; ".join(f"{name}={value}" for name, value in self.cookies.items()))


def secret(value: Secret) -> Flow[str]:
    """The text of a secret."""
    if isinstance(value, str):
        return value
    return (yield from invoke(value))


class _Bearer(Credentials):
    kind = "token"

    def __init__(self, token: Secret) -> None:
        self._token = token

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        token = yield from secret(self._token)
        return request.with_headers({"Authorization": f"Bearer {token}"})

    def renew(self, shop: Sender, response: Response) -> Flow[bool]:
        if isinstance(self._token, str):
            return False
        token = yield from secret(self._token)
        return response.request.headers.get("authorization") != f"Bearer {token}"


class _Login(Credentials):
    """A token that the shop hands out for a name and secrets."""

    def __init__(self, route: str, username: str, secrets: dict[str, Secret], ttl: float | None) -> None:
        self._route = route
        self._username = username
        self._secrets = secrets
        self._tokens = TokenCache(ttl)

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        token = yield from self._tokens.get(lambda: self._log_in(shop))
        return request.with_headers({"Authorization": f"Bearer {token}"})

    def renew(self, shop: Sender, response: Response) -> Flow[bool]:
        token = response.request.headers.get("authorization", "").removeprefix("Bearer ")
        return (yield from self._tokens.renew(token, response.request.operation, lambda: self._log_in(shop)))

    def answered(self, response: Response) -> None:
        if response.status == 401:
            self._tokens.renewal_was_useless(response.request.operation)

    def _scope(self, shop: Sender) -> str:
        """What stands before the route for the store to log in to: nothing for the default one."""
        return ""

    def _log_in(self, shop: Sender) -> Flow[str]:
        values = {"username": self._username}
        for name, value in self._secrets.items():
            values[name] = yield from secret(value)
        headers = Headers([("Accept", "application/json"), ("Content-Type", "application/json")])
        request = Request(
            method="POST",
            url=f"/rest{self._scope(shop)}{self._route}",
            headers=headers,
            content=json.dumps(values).encode(),
            operation=f"POST {self._route}",
            access="anonymous",
            authenticate=False,
            idempotent=True,
        )
        response = yield from shop.send(request)
        try:
            token = json.loads(response.content)
        except ValueError:
            token = None
        if not isinstance(token, str) or not token:
            raise DecodeError(f"{request.operation} did not answer with a token", response)
        return token


class _AdminLogin(_Login):
    kind = "admin"


class _CustomerLogin(_Login):
    kind = "customer"

    def _scope(self, shop: Sender) -> str:
        """The client's store, for customers belong to a website (not to the admin scope)."""
        store = shop.store(None)
        return f"/{path_segment('store', store)}" if store and store != "all" else ""


class _Session(Credentials):
    kind = "session"

    def __init__(self, cookie: str) -> None:
        self._cookie = cookie

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        yield from ()
        return request.with_headers({"Cookie": self._cookie, "X-Requested-With": "XMLHttpRequest"})
