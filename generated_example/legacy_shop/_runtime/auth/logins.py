# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Credentials that the shop, or Adobe, hands out a token for."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from ..errors import ApiError, DecodeError, RequestError
from ..http.authorization import Credentials, Sender
from ..http.flow import Flow
from ..http.header_fields import clean
from ..http.messages import Headers, Request, Response
from ..shapes import count, is_dict
from .secrets import Secret, secret
from .stores import TokenStore
from .tokens import RefusedLogins, TokenCache

_REFUSALS = frozenset({400, 401, 403})
"""The statuses of a login that would be refused the same way again."""


class Logins(NamedTuple):
    """How the token of a login is kept: `ttl` seconds where it doesn't say itself, and in which store."""

    ttl: float | None = None
    store: TokenStore | None = None


class Login(Credentials):
    """A token that is handed out for a name and secrets: once, and again when it expires or is refused."""

    def __init__(self, username: str, password: Secret, kept: Logins) -> None:
        self._username = username
        self._password = password
        self.tokens = TokenCache(kept.ttl, kept.store)
        self._refused = RefusedLogins()

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        token = yield from self.tokens.get(self._key(shop), lambda: self._log_in(shop))
        return request.with_headers({"Authorization": f"Bearer {token}"})

    def renew(self, shop: Sender, response: Response) -> Flow[bool]:
        token = response.request.headers.get("authorization", "").removeprefix("Bearer ")
        operation = response.request.operation
        return (yield from self.tokens.renew(token, operation, self._key(shop), lambda: self._log_in(shop)))

    def answered(self, response: Response) -> None:
        if response.status == 401:
            self.tokens.renewal_was_useless(response.request.operation)

    def forget_refusal(self) -> None:
        self._refused.forget()

    def _key(self, shop: Sender) -> str:
        """What the token is kept under beyond the process: whose it is, and where."""
        return f"{self.kind} {self._username} at {shop.base_url}"

    def _log_in(self, shop: Sender) -> Flow[tuple[str, float | None]]:
        """A new token, and the seconds that it lasts, where the answer says so.

        What was refused is not sent again; the refusal is raised anew.
        """
        password = yield from secret(self._password, "the password")
        codes = yield from self._codes()
        lasting: Hashable = (self._username, password)
        passing: Hashable = tuple(codes.values())
        self._refused.check(lasting, passing)
        try:
            response = yield from shop.send(self._request(shop, password, codes))
        except ApiError as error:
            if error.status in _REFUSALS:
                self._refused.remember(error, lasting, passing)
            raise
        return self._issued(response)

    def _codes(self) -> Flow[dict[str, str]]:
        """The proofs of a second factor, by name."""
        yield from ()
        return {}

    @abstractmethod
    def _request(self, shop: Sender, password: str, codes: Mapping[str, str]) -> Request:
        """The request that logs in."""

    def _issued(self, response: Response) -> tuple[str, float | None]:
        return _checked(_parsed(response), response), None


class AdminLogin(Login):
    """An administrator's login, at the plain route or at that of a second factor."""

    kind = "admin"

    def __init__(
        self,
        route: str,
        username: str,
        password: Secret,
        kept: Logins,
        second_factor: Mapping[str, Secret] | None = None,
    ) -> None:
        super().__init__(username, password, kept)
        self._route = route
        self._second_factor = second_factor or {}

    def _codes(self) -> Flow[dict[str, str]]:
        codes: dict[str, str] = {}
        for name, value in self._second_factor.items():
            codes[name] = yield from secret(value, name)
        return codes

    def _store(self, shop: Sender) -> str | None:
        """The store that the login goes to; administrators belong to none."""
        return None

    def _request(self, shop: Sender, password: str, codes: Mapping[str, str]) -> Request:
        values = {"username": self._username, "password": password, **codes}
        return Request(
            method="POST",
            url=shop.rest_path(self._route, self._store(shop)),
            headers=Headers([("Accept", "application/json"), ("Content-Type", "application/json")]),
            content=json.dumps(values).encode(),
            operation=f"POST {self._route}",
            access="anonymous",
            authenticate=False,
            idempotent=True,
        )


class CustomerLogin(AdminLogin):
    """A customer's login, in the client's store: customers belong to a website, and not to the admin scope."""

    kind = "customer"

    def _store(self, shop: Sender) -> str | None:
        store = shop.store(None)
        return store if store and store != "all" else None

    def _key(self, shop: Sender) -> str:
        return f"{super()._key(shop)} store {self._store(shop) or ''}"


class ImsLogin(Login):
    """A server's client credentials at Adobe's Identity Management Service (`/ims/token/v3`)."""

    kind = "ims"

    def __init__(
        self, url: str, client_id: str, client_secret: Secret, kept: Logins, *, scopes: str, organization: str
    ) -> None:
        super().__init__(client_id, client_secret, kept)
        self._url = url
        self._scopes = scopes
        self._organization = organization

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        authorized = yield from super().authorize(shop, request)
        own = {"x-api-key": self._username}
        if self._organization:
            own["x-gw-ims-org-id"] = self._organization
        return authorized.with_headers(own)

    def _request(self, shop: Sender, password: str, codes: Mapping[str, str]) -> Request:
        values = {
            "grant_type": "client_credentials",
            "client_id": self._username,
            "client_secret": password,
            "scope": self._scopes,
        }
        form = [("Accept", "application/json"), ("Content-Type", "application/x-www-form-urlencoded")]
        return Request(
            method="POST",
            url=f"{self._url}/ims/token/v3",
            headers=Headers(form),
            content=urlencode(values).encode(),
            operation="POST /ims/token/v3",
            access="anonymous",
            authenticate=False,
            idempotent=True,
        )

    def _issued(self, response: Response) -> tuple[str, float | None]:
        answer = _parsed(response)
        fields: Mapping[str, Any] = answer if is_dict(answer) else {}
        seconds = count(fields.get("expires_in"))
        return _checked(fields.get("access_token"), response), float(seconds) if seconds else None


def _checked(token: object, response: Response) -> str:
    """The token of an answer. Raises DecodeError for what is none."""
    try:
        return clean(token if isinstance(token, str) else "", "the token")
    except RequestError:
        raise DecodeError(f"{response.request.operation} did not answer with a token", response) from None


def _parsed(response: Response) -> Any:
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return None
