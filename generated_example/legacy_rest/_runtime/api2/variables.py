# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The environment variables of the credentials for Magento 1's REST API, for `Client.from_env()`."""

from __future__ import annotations

from ..auth.oauth_variables import oauth_kind
from .auth import OAuth1

KINDS = (oauth_kind("an administrator or a customer", OAuth1),)
