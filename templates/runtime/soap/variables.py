"""The environment variables of the credentials for Magento 1's SOAP and XML-RPC APIs, for `Client.from_env()`."""

from __future__ import annotations

from ..client.environment import LoginKind
from .session import ApiUser

_USER, _KEY = "MAGENTO_API_USER", "MAGENTO_API_KEY"

KINDS = (LoginKind("an API user", (_USER, _KEY), lambda given: ApiUser(given[_USER], given[_KEY])),)
