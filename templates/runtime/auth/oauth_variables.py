"""The environment variables of OAuth 1.0a's keys, which are the same for Magento 1 and 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..client.environment import LoginKind
from ..http.authorization import Auth
from .oauth import OAuth1

_KEYS = (
    "MAGENTO_OAUTH_CONSUMER_KEY",
    "MAGENTO_OAUTH_CONSUMER_SECRET",
    "MAGENTO_OAUTH_ACCESS_TOKEN",
    "MAGENTO_OAUTH_ACCESS_TOKEN_SECRET",
)
_METHOD = "MAGENTO_OAUTH_SIGNATURE_METHOD"


def oauth_kind(who: str, keys: type[OAuth1]) -> LoginKind:
    """The four keys of somebody, for the class that signs with them by its own method unless one is set."""

    def make(given: Mapping[str, str]) -> Auth:
        method: dict[str, Any] = {"signature_method": given[_METHOD].strip()} if _METHOD in given else {}
        return keys(*(given[name] for name in _KEYS), **method)

    return LoginKind(who, _KEYS, make, (_METHOD,))
