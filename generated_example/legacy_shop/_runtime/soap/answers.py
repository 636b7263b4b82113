# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Answers of every mode: the element, fault or plain value in them, and the data that a kind makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..http.messages import Response
from ..xml.documents import BadXml, parse
from .dialects import Definition
from .envelope import WireFault, open_envelope, result_of
from .faults import Called, fault_error, unreadable
from .names import local
from .tables import Kind
from .v1_data import from_plain
from .xmlrpc import read_answer

if TYPE_CHECKING:
    from ..xml.documents import Element

_LARGEST_FAULT = 100_000
_BROKEN = b"Body>\n<"
_BROKEN_WITHIN = 2_000


@dataclass(frozen=True, slots=True)
class Plain:
    """The value of an XML-RPC answer."""

    value: Any


def read_message(body: bytes, *, exact: bool = False) -> Element | WireFault | Plain | None:
    """What a message holds, SOAP or XML-RPC, where `exact` has numbers as Decimal. Raises BadXml for no message."""
    if b"methodResponse" not in body[:1000]:
        return open_envelope(body)
    root = parse(body)
    if local(root.tag) != "methodResponse":
        return open_envelope(body)
    value = read_answer(root, exact=exact)
    return value if isinstance(value, WireFault) else Plain(value)


def unbroken(body: bytes) -> bytes:
    """An answer without the line breaks that Magento 1's v2 and WS-I server puts between any two tags.

    It does so between the tags of an empty text as well, which would be read as a line break. A text that is one line
    break and nothing else can't be told from it (Mage_Api_Model_Server_V2_Adapter_Soap, and that of WS-I).
    """
    return body.replace(b">\n<", b"><") if _BROKEN in body[:_BROKEN_WITHIN] else body


def fault_code(response: Response) -> str:
    """The code of the fault that an answer is, empty when it is none."""
    body = response.content
    if len(body) > _LARGEST_FAULT or b"ault>" not in body:
        return ""
    try:
        content = read_message(body.strip())
    except BadXml:
        return ""
    return content.code if isinstance(content, WireFault) else ""


def read_value(
    definition: Definition,
    response: Response,
    kind: Kind | None,
    called: Called,
    *,
    resource: str = "",
    whole: bool = False,
) -> Any:
    """The data of an answer, as the models of a kind validate it; None for a void operation (`kind` None).

    Raises the exception of a fault, and what `unreadable` says for an answer that is no message.
    """
    body = response.content.strip()
    if not body and response.ok and kind is None:
        return None
    if not body:
        raise unreadable(response, "nothing was sent")
    try:
        content = read_message(unbroken(body) if definition.breaks_lines else body, exact=definition.exact)
        if isinstance(content, WireFault):
            raise fault_error(content, response, called, resource=resource, faults=definition.faults())
        if kind is None:
            return None
        if isinstance(content, Plain):
            return present(from_plain(content.value, kind, definition.parsed), kind)
        return present(_of_element(definition, content, kind, whole), kind)
    except BadXml as error:
        raise unreadable(response, str(error)) from None


def _of_element(definition: Definition, wrapper: Element | None, kind: Kind, whole: bool) -> Any:
    if wrapper is None:
        return None
    decode = definition.decoders.of(kind)
    if kind.tag == "+":
        return [decode(child) for child in wrapper]
    element = wrapper if whole else result_of(wrapper)
    if element is None:
        return None
    if local(wrapper.tag) == "callResponse":
        return from_plain(definition.decoders.any(element), kind, definition.parsed)
    return decode(element)


def present(value: Any, kind: Kind | None) -> Any:
    """The value of a whole answer, where an empty model is a model and an empty list a list."""
    if value is None and kind is not None and kind.tag in ".[+#{":
        return {} if kind.tag in ".{" else []
    return value
