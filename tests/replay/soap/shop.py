"""A shop on 127.0.0.1 that answers as one recorded exchange did, and gives the session that it was recorded in."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from lxml import etree

from codegen.ir import Api, Operation, SoapBinding, SoapStyle
from codegen.run.planning import Generated
from codegen.symbols import Symbols
from tests.peers.replay import Answer, ReplayServer, Request
from tests.replay.soap.recorded import Recorded

USER, KEY = "apiuser", "apikey123"
_SOAP_11 = "http://schemas.xmlsoap.org/soap/envelope/"
_LOGINS = ("login", "loginParam")
_LOGOUTS = ("endSession", "endSessionParam")


@dataclass(frozen=True)
class Package:
    """A generated package with what it was made from."""

    module: ModuleType
    generated: Generated

    @property
    def api(self) -> Api:
        """What the package was generated from."""
        return self.generated.api

    @property
    def symbols(self) -> Symbols:
        """The names in the package."""
        return self.generated.symbols

    def operation(self, mode: str, called: str) -> tuple[Operation, SoapBinding] | None:
        """The operation that has a request's element or method in a mode, with its binding there."""
        style = SoapStyle.RPC if mode == "v2" else SoapStyle.DOCUMENT
        for operation in self.api.operations:
            binding = operation.soap(style)
            if binding is not None and called == (binding.operation if mode == "v2" else binding.request):
                return operation, binding
        return None


class RecordedShop:
    """A server that plays one exchange at a time."""

    def __init__(self, server: ReplayServer) -> None:
        self._server = server
        self.calls: list[Request] = []

    @property
    def url(self) -> str:
        """The base URL."""
        return self._server.url

    @contextmanager
    def play(self, exchange: Recorded, session: str = "") -> Iterator[None]:
        """Answer requests other than those of a session as recorded; `calls` are these requests."""
        self.calls.clear()

        def respond(request: Request) -> Answer:
            method = called_method(request.body)
            own = exchange.title.startswith(("login", "endSession"))
            if method in _LOGINS and not (own and exchange.title.startswith("login")):
                return Answer(login_answer(exchange.mode, session), headers=(("Content-Type", "text/xml"),))
            if method in _LOGOUTS and not (own and exchange.title.startswith("endSession")):
                return Answer(logout_answer(exchange.mode), headers=(("Content-Type", "text/xml"),))
            self.calls.append(request)
            return Answer(exchange.answer, exchange.status, (("Content-Type", exchange.content_type),))

        for path in (
            "/api/soap/",
            "/api/v2_soap/",
            "/api/xmlrpc/",
            *(f"/soap/{store}" for store in ("all", "default", "fr")),
        ):
            self._server.add("POST", path, respond)
        yield


def called_method(body: bytes) -> str:
    """The local name of the element, or the method, that a request calls."""
    root = etree.fromstring(body)
    if root.tag == "methodCall":
        return root.findtext("methodName") or ""
    return etree.QName(root[-1][0]).localname


def login_answer(mode: str, session: str) -> bytes:
    """What a shop answers to a login in a mode."""
    if mode == "xmlrpc":
        return xmlrpc.client.dumps((session,), methodresponse=True).encode()
    wrapper, result = ("loginResponseParam", "result") if mode == "wsi" else ("loginResponse", "loginReturn")
    return _answer(f"<n:{wrapper}><{result}>{session}</{result}></n:{wrapper}>")


def logout_answer(mode: str) -> bytes:
    """What a shop answers when a session is ended."""
    if mode == "xmlrpc":
        return xmlrpc.client.dumps((True,), methodresponse=True).encode()
    return _answer("<n:endSessionResponse><endSessionReturn>true</endSessionReturn></n:endSessionResponse>")


def _answer(content: str) -> bytes:
    return (
        f'<e:Envelope xmlns:e="{_SOAP_11}" xmlns:n="urn:x"><e:Body>{content}</e:Body></e:Envelope>'.encode()
    )


@dataclass(frozen=True)
class Call:
    """`shop.<service>.<method>(**arguments)`; a dotted service is one of a namespace."""

    operation: str
    service: str
    method: str
    arguments: dict[str, Any]

    def make(self, client: Any, **more: Any) -> Any:
        """Make it."""
        holder = client
        for name in self.service.split("."):
            holder = getattr(holder, name)
        return getattr(holder, self.method)(**self.arguments, **more)
