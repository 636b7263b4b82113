"""What generated clients are built on, for the tool's own requests: the same credentials, and the same rules for them.

Its files lie among the templates, where no import finds them: this module is a package whose parts are looked for
there.
Importing it needs httpx2 (the extra `fetch`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen import __version__ as __version__  # part of each request's User-Agent
from codegen.diagnostics import CodegenError
from codegen.machine.data_folders import templates

PACKAGE = __name__
"""The name of its logger."""

if TYPE_CHECKING:
    from runtime.api2.refusal import OAUTH_HINTS
    from runtime.auth.activation import IntegrationActivation, activate, check_shop_url
    from runtime.auth.oauth import OAuth1, OneStep, SignatureMethod, authorization_header
    from runtime.auth.variables import KINDS
    from runtime.client.base import BaseClient
    from runtime.client.environment import auth_of, choices
    from runtime.errors import ApiError, DecodeError, MagentoError, RequestError, TransportError
    from runtime.http.authorization import Auth
    from runtime.http.messages import LOGIN, Headers, Request, Response
    from runtime.soap.session import ApiUser
    from runtime.soap.variables import KINDS as MAGENTO1_KINDS
else:
    __path__ = [str(templates() / "runtime")]
    try:
        from codegen.shop.runtime.api2.refusal import OAUTH_HINTS
        from codegen.shop.runtime.auth.activation import IntegrationActivation, activate, check_shop_url
        from codegen.shop.runtime.auth.oauth import OAuth1, OneStep, SignatureMethod, authorization_header
        from codegen.shop.runtime.auth.variables import KINDS
        from codegen.shop.runtime.client.base import BaseClient
        from codegen.shop.runtime.client.environment import auth_of, choices
        from codegen.shop.runtime.errors import (
            ApiError,
            DecodeError,
            MagentoError,
            RequestError,
            TransportError,
        )
        from codegen.shop.runtime.http.authorization import Auth
        from codegen.shop.runtime.http.messages import LOGIN, Headers, Request, Response
        from codegen.shop.runtime.soap.session import ApiUser
        from codegen.shop.runtime.soap.variables import KINDS as MAGENTO1_KINDS
    except ImportError as error:
        raise CodegenError(
            "asking a shop needs httpx2: python -m pip install 'magento-codegen[fetch]'", exit_code=2
        ) from error

__all__ = [
    "KINDS",
    "LOGIN",
    "MAGENTO1_KINDS",
    "OAUTH_HINTS",
    "ApiError",
    "ApiUser",
    "Auth",
    "BaseClient",
    "DecodeError",
    "Headers",
    "IntegrationActivation",
    "MagentoError",
    "OAuth1",
    "OneStep",
    "Request",
    "RequestError",
    "Response",
    "SignatureMethod",
    "TransportError",
    "activate",
    "auth_of",
    "authorization_header",
    "check_shop_url",
    "choices",
]
