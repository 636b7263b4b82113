# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Who calls Magento 1's REST API."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..auth.oauth import OAuth1 as _OAuth1
from ..auth.oauth import SignatureMethod

__all__ = ["OAuth1"]


@dataclass(frozen=True)
class OAuth1(_OAuth1):
    """The keys of a consumer and the token that an administrator or a customer gave it.

    `magento-codegen oauth URL` gets such a token. Magento 1 takes HMAC-SHA1 and PLAINTEXT; use the latter over https
    only.
    """

    signature_method: SignatureMethod = field(default="HMAC-SHA1", kw_only=True)
