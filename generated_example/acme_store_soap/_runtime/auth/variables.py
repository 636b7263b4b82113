# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The environment variables of Magento 2's credentials, for `Client.from_env()`."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast

from ..client.environment import LoginKind
from ..errors import RequestError
from ..http.authorization import Auth
from .credentials import (
    ADOBE_SCOPES,
    AdminToken,
    BearerToken,
    CustomerToken,
    ImsServerToServer,
    SessionCookie,
)
from .oauth import OAuth1
from .oauth_variables import oauth_kind
from .stores import FileTokenStore, TokenStore
from .totp import Totp

_OTP, _TOTP, _PROVIDER = "MAGENTO_OTP", "MAGENTO_TOTP_SECRET", "MAGENTO_OTP_PROVIDER"
_STORE = "MAGENTO_TOKEN_STORE"
"""The file that a login's token is kept in beyond the process."""

_COOKIES = "MAGENTO_SESSION_COOKIES"


def _admin(given: Mapping[str, str]) -> Auth:
    if _OTP in given and _TOTP in given:
        raise RequestError(f"{_OTP} and {_TOTP} exclude one another: set one of them")
    return AdminToken(
        given["MAGENTO_USERNAME"],
        given["MAGENTO_PASSWORD"],
        otp=Totp(given[_TOTP]) if _TOTP in given else given.get(_OTP),
        provider=cast(Any, given.get(_PROVIDER, "google").strip()),
        token_store=_token_store(given),
    )


def _customer(given: Mapping[str, str]) -> Auth:
    return CustomerToken(
        given["MAGENTO_CUSTOMER_USERNAME"],
        given["MAGENTO_CUSTOMER_PASSWORD"],
        token_store=_token_store(given),
    )


def _ims(given: Mapping[str, str]) -> Auth:
    scopes = [scope for scope in given.get("MAGENTO_IMS_SCOPES", "").replace(",", " ").split() if scope]
    return ImsServerToServer(
        given["MAGENTO_IMS_CLIENT_ID"],
        given["MAGENTO_IMS_CLIENT_SECRET"],
        scopes=scopes or ADOBE_SCOPES,
        organization=given.get("MAGENTO_IMS_ORGANIZATION", ""),
        ims_url=given.get("MAGENTO_IMS_URL", ImsServerToServer.ims_url).strip(),
        token_store=_token_store(given),
    )


def _session(given: Mapping[str, str]) -> Auth:
    try:
        cookies = {name: morsel.value for name, morsel in SimpleCookie(given[_COOKIES]).items()}
    except CookieError:
        cookies = {}
    if not cookies:
        raise RequestError(f"{_COOKIES} holds no cookies; give them as PHPSESSID=...")
    return SessionCookie(cookies)


def _token_store(given: Mapping[str, str]) -> TokenStore | None:
    return FileTokenStore(given[_STORE].strip()) if _STORE in given else None


KINDS = (
    LoginKind("a token", ("MAGENTO_TOKEN",), lambda given: BearerToken(given["MAGENTO_TOKEN"])),
    LoginKind(
        "an administrator", ("MAGENTO_USERNAME", "MAGENTO_PASSWORD"), _admin, (_OTP, _TOTP, _PROVIDER, _STORE)
    ),
    LoginKind("a customer", ("MAGENTO_CUSTOMER_USERNAME", "MAGENTO_CUSTOMER_PASSWORD"), _customer, (_STORE,)),
    oauth_kind("an integration", OAuth1),
    LoginKind(
        "a server of Adobe's cloud service",
        ("MAGENTO_IMS_CLIENT_ID", "MAGENTO_IMS_CLIENT_SECRET"),
        _ims,
        ("MAGENTO_IMS_SCOPES", "MAGENTO_IMS_ORGANIZATION", "MAGENTO_IMS_URL", _STORE),
    ),
    LoginKind("a session of a browser", (_COOKIES,), _session),
)
"""The kinds of credentials, the most usual first."""
