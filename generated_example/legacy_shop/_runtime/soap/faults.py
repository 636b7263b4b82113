# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Faults as exceptions.

Magento 1 numbers its faults twice: 0 to 6 mean the same everywhere, 100 and up mean what the resource says
(`api.xml`). A generated package adds one class a fault to `ApiFault`, found by resource and code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..errors import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    ErrorDetail,
    MagentoError,
    MethodNotAllowedError,
    NotFoundError,
    ServerError,
    fill_placeholders,
)
from ..http.error_answers import api_error, unreadable_answer
from ..http.html_text import page_lines
from ..http.messages import Response
from .envelope import WireFault

__all__ = [
    "AccessDenied",
    "ApiFault",
    "InternalFault",
    "InvalidApiPath",
    "NoSuchEntity",
    "NotCallable",
    "ProcedureNotPresent",
    "ReceiverFault",
    "RequiredParameterMissing",
    "SenderFault",
    "SessionExpired",
    "Unauthorized",
    "UnknownFault",
]


class ApiFault(ApiError):
    """A fault of a SOAP or XML-RPC answer; the HTTP status of most is 200.

    `fault_code` is its code without a prefix, `resource` the resource of `api.xml` that the operation belongs to. In
    the generated subclasses both are fixed.
    """

    fault_code = ""
    resource = ""

    def _verdict(self) -> str:
        return f"fault {self.code}, HTTP {self.status}" if self.code else super()._verdict()


class UnknownFault(ApiFault, ServerError):
    """0: the shop gives no reason; its exception log may."""

    fault_code = "0"


class InternalFault(ApiFault, ServerError):
    """1: the shop failed; the reason is in its log."""

    fault_code = "1"


class AccessDenied(ApiFault, AuthenticationError):
    """2: wrong user or key, or the role of the API user doesn't allow the resource."""

    fault_code = "2"


class InvalidApiPath(ApiFault, NotFoundError):
    """3: the shop has no such resource."""

    fault_code = "3"


class NotCallable(ApiFault, MethodNotAllowedError):
    """4: the resource has no such method."""

    fault_code = "4"


class SessionExpired(ApiFault, AuthenticationError):
    """5: the session ended, also after the client logged in anew."""

    fault_code = "5"


class RequiredParameterMissing(ApiFault, BadRequestError):
    """6: an argument that the shop's code needs was not sent."""

    fault_code = "6"


class Unauthorized(ApiFault, AuthenticationError):
    """Magento 2: the caller may not use these resources."""


class NoSuchEntity(ApiFault, NotFoundError):
    """Magento 2: there is no entity of that id."""


class SenderFault(ApiFault, BadRequestError):
    """The server blames the request."""


class ReceiverFault(ApiFault, ServerError):
    """The server failed, or its SOAP engine could not read the request."""


class ProcedureNotPresent(ApiFault, NotFoundError):
    """The server doesn't know the operation as it was called: it speaks another mode or another namespace."""


FaultTable: TypeAlias = Mapping[tuple[str, str], type[ApiFault]]
"""Exception classes by resource of `api.xml` and code."""

GLOBAL_FAULTS: FaultTable = {
    ("", fault.fault_code): fault
    for fault in (
        UnknownFault,
        InternalFault,
        AccessDenied,
        InvalidApiPath,
        NotCallable,
        SessionExpired,
        RequiredParameterMissing,
    )
}

_MODE_HINT = (
    "The shop does not know this operation in this mode. If it knows none, the shop's WS-I setting (System > "
    "Configuration > Magento Core API) is not the one that this client uses: {mend}. A WS-I server also answers this "
    "when its target namespace is not {namespace!r}."
)
_NAMESPACE_HINT = (
    "The server compares the namespace of a request ({namespace}) with the base URL that it is configured with: give "
    "the client that base URL, with the same scheme and host."
)
_STORE_HINT = (
    "This operation acts for the customer whose token is sent, and /soap/{store} is the admin store, which refuses it: "
    'use store="default" or the code of a store view.'
)
_UNKNOWN_STORE_HINT = "Usually a store code that the shop doesn't have: {store!r} was asked for."


@dataclass(frozen=True, slots=True)
class Called:
    """How an operation was called, for the hints of its errors; `modes` are those of the package."""

    mode: str = ""
    namespace: str = ""
    store: str = ""
    access: str = ""
    modes: tuple[str, ...] = ()

    def hint(self, fault: type[ApiFault], message: str = "") -> str:
        """What usually causes such a fault with such a message; empty when nothing is known to."""
        other = _OTHER_MODE.get(self.mode)
        if fault is ProcedureNotPresent and other is not None:
            lacks = f"this package knows no mode {other!r}, so generate it from that WSDL too"
            mend = f'try mode="{other}"' if other in self.modes else lacks
            return _MODE_HINT.format(mend=mend, namespace=self.namespace)
        if fault is ProcedureNotPresent and self.mode == "magento2":
            return _NAMESPACE_HINT.format(namespace=self.namespace)
        if fault is Unauthorized and self.access == "self" and self.store == "all":
            return _STORE_HINT.format(store=self.store)
        if self.mode == "magento2" and message.startswith("Specified request cannot be processed"):
            return _UNKNOWN_STORE_HINT.format(store=self.store)
        return ""


_FORBIDDEN = re.compile(r"The consumer isn't authorized to access |.*%resources\b")
"""Magento\\Framework\\Exception\\AuthorizationException in English or untranslated; its parameter isn't always sent."""
UNKNOWN_CALL = Called()
_OTHER_MODE = {"wsi": "v2", "v2": "wsi"}


def fault_table(names: Mapping[str, object]) -> FaultTable:
    """The table of the fault classes among the names of a module."""
    classes = [item for item in names.values() if isinstance(item, type) and issubclass(item, ApiFault)]
    return {(item.resource, item.fault_code): item for item in classes if item.resource}


def fault_error(
    wire: WireFault,
    response: Response,
    called: Called,
    *,
    resource: str = "",
    faults: FaultTable | None = None,
) -> ApiFault:
    """The exception of a fault."""
    cls = fault_class(wire, resource, faults or {})
    error = cls(
        response,
        template=wire.message,
        parameters=_with_nulls(wire),
        errors=[
            ErrorDetail(fill_placeholders(message, parameters), message, parameters)
            for message, parameters in wire.errors
        ],
        code=wire.code,
        trace=wire.trace or None,
        hint=called.hint(cls, wire.message),
    )
    error.fault_code = wire.code
    error.resource = resource
    return error


def fault_class(wire: WireFault, resource: str, faults: FaultTable) -> type[ApiFault]:
    """The class of a fault: by resource and code, else by global code, else by what it says."""
    return faults.get((resource, wire.code)) or GLOBAL_FAULTS.get(("", wire.code)) or _by_content(wire)


def _with_nulls(wire: WireFault) -> dict[str, str]:
    """The parameters of a fault with those that it speaks of and doesn't list, as Magento 2 lists none that is null.

    Source: Magento\\Webapi\\Model\\Soap\\Fault::_convertParameters.
    """
    if not wire.parameters:
        return wire.parameters
    spoken = re.findall(r"%([A-Za-z]\w*)", wire.message)
    return {**wire.parameters, **{name: "" for name in spoken if name not in wire.parameters}}


def _by_content(wire: WireFault) -> type[ApiFault]:
    """The class of a fault without a code of Magento 1's: its parameters, its text, the side that it blames."""
    if wire.code == "ProcedureNotPresent" or wire.message.endswith("' not present"):
        return ProcedureNotPresent
    if "resources" in wire.parameters or _FORBIDDEN.match(wire.message):
        return Unauthorized
    if wire.message.startswith("No such entity"):
        return NoSuchEntity
    if wire.code in ("Sender", "Client"):
        return SenderFault
    return ReceiverFault if wire.code in ("Server", "Receiver") else ApiFault


def unreadable(response: Response, reason: str) -> MagentoError:
    """The error of an answer that is neither SOAP nor XML-RPC: a maintenance page, a PHP error, a proxy's page.

    By its status where that says error, else a DecodeError that names the status, the type and the first line.
    """
    if response.status >= 400:
        return api_error(response)
    first = first_line(response)
    shown = f"it begins: {first}" if first else "it is empty"
    return unreadable_answer(response, f"the answer is no message of the API: {reason}; {shown}")


def first_line(response: Response) -> str:
    """The first line of an answer that holds anything, without HTML tags, at most 200 characters."""
    line = next(iter(page_lines(response.content[:20_000].decode("utf-8", "replace"))), "")
    return line if len(line) <= 200 else line[:197] + "..."
