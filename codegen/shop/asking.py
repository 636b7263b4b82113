"""One shop that the tool asks for its definitions, with credentials or without."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from codegen.diagnostics import CodegenError
from codegen.shop.runtime import (
    ApiError,
    Auth,
    BaseClient,
    Headers,
    MagentoError,
    Request,
    RequestError,
    TransportError,
)

TIMEOUT = 120.0
"""Seconds to wait for an answer: the largest documents take a shop a while."""
MAX_BYTES = 200_000_000
"""The largest answer that is read."""
_SECOND_FACTOR = "the otp comes from MAGENTO_TOTP_SECRET or MAGENTO_OTP"


class Refused(Exception):
    """A shop's answer that is not what was asked for."""


class Shop:
    """Asks with GET alone, by the rules of generated clients: tries, redirects, and what goes to another host."""

    def __init__(self, url: str, auth: Auth | None) -> None:
        """`url` is the shop's address. Raises CodegenError (exit code 2) for what is none."""
        try:
            self._client = BaseClient(url, auth=auth, timeout=TIMEOUT, max_response_bytes=MAX_BYTES)
        except RequestError as error:
            raise CodegenError(str(error), exit_code=2) from error
        self.url = self._client.core.base_url

    @property
    def is_known(self) -> bool:
        """Whether there are credentials."""
        return self._client.core.credentials is not None

    def rest(self, route: str, store: str) -> str:
        """The path of a route of the REST API."""
        return self._client.core.rest_path(route, store)

    def get(self, path: str, *, authorized: bool = True) -> bytes:
        """The body of an answer with status 200, asked with the credentials or without.

        Raises Refused, and CodegenError when the login itself is refused or goes elsewhere.
        """
        request = Request(
            method="GET",
            url=path,
            headers=Headers([("Accept", "*/*")]),
            authenticate=authorized,
            operation=path,
        )
        try:
            response = self._client.run(self._client.core.send(request))
        except ApiError as error:
            told = f"HTTP {error.status} {error.message}".rstrip()
            raise self._refusal(error.response.request, told, error.hint) from error
        except TransportError as error:
            raise self._refusal(error.request, str(error)) from error
        except MagentoError as error:
            raise CodegenError(f"{self.url}: {error}") from error
        except ImportError as error:
            raise CodegenError(str(error), exit_code=2) from error
        if response.status != 200:
            raise Refused(f"HTTP {response.status}")
        return response.content

    def _refusal(self, request: Request, told: str, hint: str = "") -> Exception:
        """The exception of a request that failed: the one asked for, or a login, which is the only POST."""
        if request.method == "GET":
            return Refused(told)
        more = f"; {_SECOND_FACTOR}" if "otp" in hint else ""
        return CodegenError(f"{self.url}: no login: {told}{'; ' if hint else ''}{hint.rstrip('.')}{more}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
