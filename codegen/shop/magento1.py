"""A Magento 1 shop's own API, asked as generated clients ask it: SOAP v1, for a user of that API."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, ClassVar, Self

from codegen.diagnostics import CodegenError
from codegen.shop.asking import MAX_BYTES, TIMEOUT, Refused
from codegen.shop.runtime import LOGIN, ApiError, ApiUser, DecodeError, MagentoError, Response, TransportError
from codegen.shop.soap_runtime import Definition, PathCalls, SoapClient, SoapOperation, arg

Call = tuple[str, Sequence[Any]]
"""A path of `api.xml` (`catalog_product_attribute.list`) and its arguments by position."""

_TOGETHER = 50
"""Calls in one request: each is quick, but every request starts Magento anew."""
_DEFINITION = Definition(modes=("v1",), namespace="urn:Magento", models=None, types={})


class _Client(SoapClient):
    definition: ClassVar[Definition] = _DEFINITION


class Magento1Api:
    """Calls what only reads, several together, in one session."""

    def __init__(self, url: str, auth: ApiUser) -> None:
        self._client = _Client(url, auth=auth, timeout=TIMEOUT, max_response_bytes=MAX_BYTES, idempotent=True)

    def ask(self, calls: Sequence[Call]) -> list[Any]:
        """What each call answers, in their order: a Refused in the place of one that fails.

        Raises CodegenError when the login fails.
        """
        return [
            answer
            for start in range(0, len(calls), _TOGETHER)
            for answer in self._together(calls[start : start + _TOGETHER])
        ]

    def _together(self, calls: Sequence[Call]) -> list[Any]:
        batch = PathCalls(self._client)
        pending = [batch.add(_operation(path), arguments=list(arguments)) for path, arguments in calls]
        try:
            batch.send()
        except MagentoError as error:
            if _failed(error) == LOGIN:
                raise CodegenError(f"{self._client.core.base_url}: no {error}") from error
            return [Refused(_told(error))] * len(calls)
        return [Refused(_told(each.error)) if each.error else each.result for each in pending]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()


def _failed(error: MagentoError) -> str:
    """What the request is called that an error is about; empty where nothing was sent."""
    match error:
        case ApiError():
            return error.operation
        case TransportError():
            return error.request.operation
        case DecodeError(response=Response() as response):
            return response.request.operation
    return ""


def _told(error: MagentoError) -> str:
    """What an error says, without the operation of a fault."""
    if isinstance(error, ApiError):
        return f"{f'fault {error.code}' if error.code else f'HTTP {error.status}'} {error.message}"
    return str(error).partition("\n")[0]


def _operation(path: str) -> SoapOperation[Any]:
    """A call of a path with plain arguments, whose answer is plain data."""
    return SoapOperation(
        _DEFINITION, path, (arg("arguments", list[Any], v1="*"),), lambda: Any, path=path, reads=True
    )
