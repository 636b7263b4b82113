"""Who the client is: admin, customer, integration, or a session of the browser.

An `Auth` is what the user gives the client: plain settings. `Auth.open()` makes the `Credentials` that one client
holds, which may cache a token. Both may be subclassed; `authorize` is called before every try of a request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ..errors import RequestError
from ..http.authorization import Auth, Credentials, Sender
from ..http.flow import Flow
from ..http.header_fields import clean
from ..http.messages import Request, Response
from ..shapes import is_map
from .logins import AdminLogin, CustomerLogin, ImsLogin, Logins
from .secrets import Secret, cleaned, header_secret, user_name, without_line_end
from .stores import TokenStore

__all__ = ["AdminToken", "BearerToken", "CustomerToken", "ImsServerToServer", "SessionCookie"]

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

    def __post_init__(self) -> None:
        object.__setattr__(self, "token", cleaned(self.token, "the token of BearerToken"))

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        return _Bearer(self.token)


@dataclass(frozen=True)
class AdminToken(Auth):
    """An admin user's name and password, exchanged for a token that is renewed when it expires.

    With Magento_TwoFactorAuth, `otp` is the proof of the second factor or a function that returns it, and `provider`
    the method: the one-time password of `google` and `authy` (`Totp` makes them), the signed response of
    `duo_security`, the credential (JSON) of `u2fkey`. `ttl` is how many seconds a token that doesn't say so itself is
    used; None means until the shop refuses it. `token_store` keeps the token beyond this process.
    """

    username: str
    password: Secret = field(repr=False)
    otp: Secret | None = field(default=None, repr=False, kw_only=True)
    provider: Provider = field(default="google", kw_only=True)
    ttl: float | None = field(default=None, kw_only=True)
    token_store: TokenStore | None = field(default=None, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        _check_login(self)
        if self.provider not in _SECOND_FACTORS:
            raise RequestError(f"provider {self.provider!r} is none of {', '.join(_SECOND_FACTORS)}")

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        kept = Logins(self.ttl, self.token_store)
        if self.otp is None:
            return AdminLogin("/V1/integration/admin/token", self.username, self.password, kept)
        action, name = _SECOND_FACTORS[self.provider]
        route = f"/V1/tfa/provider/{self.provider}/{action}"
        return AdminLogin(route, self.username, self.password, kept, {name: self.otp})


@dataclass(frozen=True)
class CustomerToken(Auth):
    """A customer's e-mail address and password, exchanged for a token that is renewed when it expires.

    The login goes to the client's `store`: Magento looks for customers in that store's website, unless they are
    shared. `ttl` is how many seconds a token that doesn't say so itself is used; None means until the shop refuses it.
    `token_store` keeps the token beyond this process.
    """

    username: str
    password: Secret = field(repr=False)
    ttl: float | None = field(default=None, kw_only=True)
    token_store: TokenStore | None = field(default=None, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        _check_login(self)

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        kept = Logins(self.ttl, self.token_store)
        return CustomerLogin("/V1/integration/customer/token", self.username, self.password, kept)


ADOBE_SCOPES = (
    "openid",
    "AdobeID",
    "email",
    "profile",
    "additional_info.roles",
    "additional_info.projectedProductContext",
    "commerce.accs",
)
"""What the access token of a server asks for."""


@dataclass(frozen=True)
class ImsServerToServer(Auth):
    """Adobe Commerce as a Cloud Service: a server's own credentials at Adobe's Identity Management Service.

    `client_id`, `client_secret` and `scopes` are those of the project's OAuth server-to-server credential in Adobe's
    developer console, `organization` is the organization's id. The token is renewed before it expires. As in
    developer.adobe.com/commerce/webapi/rest/authentication/server-to-server. `token_store` keeps it beyond the process.
    """

    client_id: str
    client_secret: Secret = field(repr=False)
    scopes: Sequence[str] = field(default=ADOBE_SCOPES, kw_only=True)
    organization: str = field(default="", kw_only=True)
    ims_url: str = field(default="https://ims-na1.adobelogin.com", kw_only=True)
    token_store: TokenStore | None = field(default=None, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "client_id", clean(self.client_id, "client_id"))
        object.__setattr__(self, "client_secret", cleaned(self.client_secret, "client_secret"))
        if self.organization:
            object.__setattr__(self, "organization", clean(self.organization, "organization"))

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        scopes = self.scopes if isinstance(self.scopes, str) else ",".join(self.scopes)
        return ImsLogin(
            self.ims_url.rstrip("/"),
            self.client_id,
            self.client_secret,
            Logins(None, self.token_store),
            scopes=scopes,
            organization=self.organization,
        )


@dataclass(frozen=True)
class SessionCookie(Auth):
    """The cookies of a browser session, such as `{"PHPSESSID": "..."}`, sent as an ajax request of the same browser."""

    cookies: dict[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        if not is_map(self.cookies) or not self.cookies:
            raise RequestError("SessionCookie takes a map of cookies by name, such as {'PHPSESSID': '...'}")
        cookies = {
            clean(name, "the name of a cookie"): clean(value, f"the cookie {name!r:.60}")
            for name, value in self.cookies.items()
        }
        object.__setattr__(self, "cookies", cookies)

    def open(self) -> Credentials:
        """Fresh credentials for one client."""
        return _Session("; ".join(f"{name}={value}" for name, value in self.cookies.items()))


def _check_login(auth: AdminToken | CustomerToken) -> None:
    """Name and password as they are sent. Raises RequestError, which shows neither."""
    object.__setattr__(auth, "username", user_name(auth.username))
    object.__setattr__(auth, "password", without_line_end(auth.password, "the password"))


class _Bearer(Credentials):
    kind = "token"

    def __init__(self, token: Secret) -> None:
        self._token = token

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        token = yield from header_secret(self._token, "the token of BearerToken")
        return request.with_headers({"Authorization": f"Bearer {token}"})

    def renew(self, shop: Sender, response: Response) -> Flow[bool]:
        if isinstance(self._token, str):
            return False
        token = yield from header_secret(self._token, "the token of BearerToken")
        return response.request.headers.get("authorization") != f"Bearer {token}"


class _Session(Credentials):
    kind = "session"

    def __init__(self, cookie: str) -> None:
        self._cookie = cookie

    def authorize(self, shop: Sender, request: Request) -> Flow[Request]:
        yield from ()
        return request.with_headers({"Cookie": self._cookie, "X-Requested-With": "XMLHttpRequest"})
