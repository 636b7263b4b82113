# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""A token that is fetched once, kept until it expires, and fetched anew when the shop refuses it."""

from __future__ import annotations

import binascii
import copy
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeAlias

from ..errors import ApiError
from ..http.flow import Flow, Mutex, invoke, locked
from ..shapes import is_dict
from .stores import StoredToken, TokenStore

Fetch: TypeAlias = Callable[[], Flow[tuple[str, float | None]]]
"""Gets a new token and the seconds that it lasts, where the answer says so."""

_LEEWAY = 30.0
_MOST_CODES = 2


class TokenCache:
    """One token, shared by all threads or tasks of a client; only one of them fetches it at a time.

    `ttl` is the lifetime in seconds of tokens that don't say it themselves (a JWT does); None means until refused.
    `store` keeps it for other processes, under a key that names the shop and the user.
    """

    def __init__(self, ttl: float | None = None, store: TokenStore | None = None) -> None:
        self._ttl = ttl
        self._store = store
        self._mutex = Mutex()
        self._token: str | None = None
        self._expires: float | None = None
        self._denied: set[str] = set()

    def get(self, key: str, fetch: Fetch) -> Flow[str]:
        """The token, taken from the store or fetched when there is none or when it is about to expire."""
        token = self._current()
        if token is None:
            token = yield from locked(self._mutex, lambda: self._fetch_once(key, fetch, ""))
        return token

    def renew(self, refused: str, operation: str, key: str, fetch: Fetch) -> Flow[bool]:
        """Replace a token that the shop refused; True when there is another one now.

        False, and no request, for an operation that a fresh token was refused for as well: its user lacks the right.
        """
        if operation in self._denied:
            return False
        if self._token == refused:
            self._token = None
        token = self._current()
        if token is None:
            token = yield from locked(self._mutex, lambda: self._fetch_once(key, fetch, refused))
        return token != refused

    def renewal_was_useless(self, operation: str) -> None:
        """Remember that a fresh token did not help an operation."""
        self._denied.add(operation)

    def _current(self) -> str | None:
        if self._expires is not None and time.monotonic() >= self._expires:
            return None
        return self._token

    def _fetch_once(self, key: str, fetch: Fetch, refused: str) -> Flow[str]:
        token = self._current()
        if token is None:
            token = yield from self._stored(key, refused)
        if token is None:
            token, lifetime = yield from fetch()
            if lifetime is None:
                lifetime = token_lifetime(token)
            self._keep(token, self._ttl if lifetime is None else lifetime)
            if self._store is not None:
                left = None if self._expires is None else self._expires - time.monotonic()
                expires = None if left is None else time.time() + left
                yield from invoke(partial(self._store.put, key, StoredToken(token, expires)))
        return token

    def _keep(self, token: str, lifetime: float | None) -> None:
        """Hold a new token for somewhat less than its lifetime in seconds; None is until it is refused."""
        self._expires = None if lifetime is None else time.monotonic() + max(lifetime - _LEEWAY, lifetime / 2)
        self._denied = set()
        self._token = token

    def _stored(self, key: str, refused: str) -> Flow[str | None]:
        """The token of the store, which another process may have put there meanwhile; a refused one is dropped."""
        if self._store is None:
            return None
        found: StoredToken | None = yield from invoke(partial(self._store.get, key))
        if found is None:
            return None
        if found.token == refused or not found.alive:
            yield from invoke(partial(self._store.put, key, None))
            return None
        self._token = found.token
        self._expires = None if found.expires is None else time.monotonic() + found.expires - time.time()
        self._denied = set()
        return found.token


class RefusedLogins:
    """Remembers a login that the shop refused, so that it isn't sent again: a few of them lock the account.

    `lasting` are the name and password that it was tried with, `passing` a one-time code or nothing. A fresh code gets
    one more try; then the refusal holds until the password is another one, or `forget` is called.
    """

    def __init__(self) -> None:
        self._lasting: Hashable = None
        self._passing: set[Hashable] = set()
        self._error: ApiError | None = None

    def check(self, lasting: Hashable, passing: Hashable = None) -> None:
        """Raise the refusal of these anew, if they were refused."""
        if self._error is None or self._lasting != lasting:
            return
        if passing in self._passing or len(self._passing) >= _MOST_CODES:
            raise copy.copy(self._error)

    def remember(self, error: ApiError, lasting: Hashable, passing: Hashable = None) -> None:
        """Note that these were refused."""
        if self._lasting != lasting:
            self._passing = set()
        self._lasting, self._error = lasting, error
        self._passing.add(passing)

    def forget(self) -> None:
        """Let them be tried again."""
        self._error = None
        self._passing = set()


def token_lifetime(token: str) -> float | None:
    """The seconds that a JWT is valid for from now, None for any other token.

    Counted from its own `iat` where it has one, so that a difference of clocks does no harm.
    """
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims: Any = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not is_dict(claims) or not isinstance(claims.get("exp"), int | float):
        return None
    issued = claims.get("iat")
    try:
        lifetime = float(claims["exp"] - (issued if isinstance(issued, int | float) else time.time()))
    except OverflowError:
        return None
    return lifetime if lifetime > 0 else None
