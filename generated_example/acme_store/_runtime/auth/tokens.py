"""A token that is fetched once, kept until it expires, and fetched anew when the shop refuses it."""

from __future__ import annotations

import binascii
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

from ..http.flow import Flow, Mutex, locked
from ..shapes import is_dict

_LEEWAY = 30.0


class TokenCache:
    """One token, shared by all threads or tasks of a client; only one of them fetches it at a time.

    `ttl` is the lifetime in seconds of tokens that don't say it themselves (a JWT does); None means until refused.
    """

    def __init__(self, ttl: float | None = None) -> None:
        self._ttl = ttl
        self._mutex = Mutex()
        self._token: str | None = None
        self._expires: float | None = None
        self._denied: set[str] = set()

    def get(self, fetch: Callable[[], Flow[str]]) -> Flow[str]:
        """The token, fetched when there is none or when it is about to expire."""
        token = self._current()
        if token is None:
            token = yield from locked(self._mutex, lambda: self._fetch_once(fetch))
        return token

    def renew(self, refused: str, operation: str, fetch: Callable[[], Flow[str]]) -> Flow[bool]:
        """Replace a token that the shop refused; True when there is another one now.

        False, and no request, for an operation that a fresh token was refused for as well: its user lacks the right.
        """
        if operation in self._denied:
            return False
        if self._token == refused:
            self._token = None
        token = yield from self.get(fetch)
        return token != refused

    def renewal_was_useless(self, operation: str) -> None:
        """Remember that a fresh token did not help an operation."""
        self._denied.add(operation)

    def _current(self) -> str | None:
        if self._expires is not None and time.monotonic() >= self._expires:
            return None
        return self._token

    def _fetch_once(self, fetch: Callable[[], Flow[str]]) -> Flow[str]:
        token = self._current()
        if token is None:
            token = yield from fetch()
            lifetime = token_lifetime(token)
            lifetime = self._ttl if lifetime is None else lifetime
            self._expires = (
                None if lifetime is None else time.monotonic() + max(lifetime - _LEEWAY, lifetime / 2)
            )
            self._denied = set()
            self._token = token
        return token


def token_lifetime(token: str) -> float | None:
    """The seconds that a JWT is valid for from now, None for any other token.

    Counted from its own `iat` where it has one, so that a difference of clocks does no harm.
    """
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims: Any = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error):
        return None
    if not is_dict(claims) or not isinstance(claims.get("exp"), int | float):
        return None
    issued = claims.get("iat")
    lifetime = float(claims["exp"] - (issued if isinstance(issued, int | float) else time.time()))
    return lifetime if lifetime > 0 else None
