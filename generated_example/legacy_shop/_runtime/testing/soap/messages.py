# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Messages from the shop's side: what a request calls, and the text of answers and faults."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import fill_placeholders
from ...shapes import is_map
from ...soap.dialects import Definition, Dialect
from ...soap.envelope import WireFault, close_envelope, open_envelope
from ...soap.names import CONTENT_TYPES, ENVELOPE_12, local, tag
from ...soap.scalars import escape
from ...soap.xmlrpc import portable
from ..answers import Answer, Refusal

if TYPE_CHECKING:
    from ...xml.documents import Element

_MAGENTO2 = "urn:magento"
"""Stands for the namespace of Magento 2's answers, which is the URL that was asked; nobody looks at it."""
_CODES = {400: "6", 401: "2", 403: "2", 404: "3", 405: "4"}
"""What Magento 1's global faults stand for, by status; any other is an internal error."""
_TEXTS = {
    401: "The consumer isn't authorized to access %resources.",
    404: "No such entity.",
}
"""What Magento 2 says where a test doesn't care: clients tell these faults by their texts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request calls: the name of its element or method, the element, and the plain arguments of XML-RPC."""

    name: str
    element: Element | None = None
    values: Sequence[Any] = ()

    def child(self, name: str) -> Element | None:
        """The first child of the element that is called so, whatever its namespace."""
        return next(iter(self.children(name)), None)

    def children(self, name: str) -> list[Element]:
        """The children of the element that are called so."""
        return (
            [] if self.element is None else [each for each in self.element if local(each.tag) == local(name)]
        )

    def text(self, place: int, name: str) -> str:
        """A text among the arguments: by its place in XML-RPC, by its name in SOAP."""
        if self.element is None:
            return str(self.values[place]) if place < len(self.values) else ""
        child = self.child(name)
        return "" if child is None else child.text or ""

    def value(self, place: int, name: str, definition: Definition) -> Any:
        """A plain value among the arguments, found as a text is; None for none."""
        if self.element is None:
            return self.values[place] if place < len(self.values) else None
        child = self.child(name)
        return None if child is None else definition.decoders.any(child)


def read_request(content: bytes, dialect: Dialect) -> Asked:
    """What a body asks for. Raises ValueError for one that is no message."""
    if dialect.mode == "xmlrpc":
        try:
            values, name = xmlrpc.client.loads(content, use_builtin_types=True)
        except Exception as error:  # the standard library raises whatever its parser does
            raise ValueError(f"no XML-RPC: {error}") from None
        return Asked(name or "", None, values)
    element: Any = open_envelope(content)
    if element is None or not hasattr(element, "tag"):
        raise ValueError("the envelope holds no request")
    return Asked(local(element.tag), element)


def answer(content: str, definition: Definition, dialect: Dialect) -> Answer:
    """An answer whose body holds that text.

    PHP says null by an empty element, where it says no types; Magento 1's v2 and WS-I servers break the line between
    any two tags.
    """
    version = definition.version or dialect.version
    namespace = definition.namespace or _MAGENTO2
    body = close_envelope(content, version=version, namespace=namespace, encoded=dialect.encoded)
    if not dialect.encoded:
        body = body.replace(b' xsi:nil="true"/>', b"/>")
    if dialect.mode in ("v2", "wsi"):
        body = body.replace(b"><", b">\n<")
    return Answer(content=body, content_type=CONTENT_TYPES[version])


def plain_answer(name: str, value: Any, definition: Definition, dialect: Dialect) -> Answer:
    """The answer of a method without a table (`login`, v1's `call`): plain data."""
    if dialect.mode == "xmlrpc":
        text = xmlrpc.client.dumps((portable(value),), methodresponse=True, allow_none=True)
        return Answer(content=text.replace("\r", "&#13;").encode(), content_type="text/xml; charset=utf-8")
    parts: list[str] = []
    inner = f"{name}Return" if dialect.encoded else "result"
    definition.encoders(dialect).any((inner, inner), value, parts)
    wrapper = f"ns1:{name}Response" if dialect.encoded else f"ns1:{name.removesuffix('Param')}ResponseParam"
    return answer(f"<{wrapper}>{''.join(parts)}</{wrapper}>", definition, dialect)


def page(refusal: Refusal) -> Answer:
    """A refusal as a web server before the shop writes it."""
    text = escape(fill_placeholders(refusal.message, refusal.parameters))
    return Answer(
        status=refusal.status,
        content=f"<html><title>{text}</title></html>".encode(),
        content_type="text/html; charset=utf-8",
        headers=refusal.headers,
    )


def wire_fault(refusal: Refusal, *, version: str) -> WireFault:
    """A refusal as a client reads it from the fault that it is written as."""
    if version == ENVELOPE_12:
        named: Mapping[str, Any] = refusal.parameters if is_map(refusal.parameters) else {}
        return WireFault(
            _blamed(refusal), _text_12(refusal), {name: str(value) for name, value in named.items()}
        )
    return WireFault(_code(refusal), fill_placeholders(refusal.message, refusal.parameters))


def fault(refusal: Refusal, definition: Definition, dialect: Dialect) -> Answer:
    """A refusal as the server of that mode writes it, with HTTP 200."""
    if dialect.mode == "magento2" or (definition.version or dialect.version) == ENVELOPE_12:
        return answer(_fault_12(refusal), definition, dialect)
    code = _code(refusal)
    message = fill_placeholders(refusal.message, refusal.parameters)
    if dialect.mode == "xmlrpc":
        number = int(code) if code.lstrip("-").isdigit() else 1
        text = xmlrpc.client.dumps(xmlrpc.client.Fault(number, message))
        return Answer(content=text.encode(), content_type="text/xml; charset=utf-8")
    told = f"<faultcode>{escape(code)}</faultcode><faultstring>{escape(message)}</faultstring>"
    return answer(f"<e:Fault>{told}</e:Fault>", definition, dialect)


def _fault_12(refusal: Refusal) -> str:
    """Magento\\Webapi\\Model\\Soap\\Fault, with positions that count from 1."""
    detail = _parameters(refusal.parameters)
    wrapped = "".join(_wrapped(each) for each in refusal.errors)
    if wrapped:
        detail += f"<WrappedErrors>{wrapped}</WrappedErrors>"
    if detail:
        detail = f"<e:Detail><ns1:GenericFault>{detail}</ns1:GenericFault></e:Detail>"
    return (
        f"<e:Fault><e:Code><e:Value>e:{_blamed(refusal)}</e:Value></e:Code>"
        f'<e:Reason><e:Text xml:lang="en">{escape(_text_12(refusal))}</e:Text></e:Reason>'
        f"{detail}</e:Fault>"
    )


def _code(refusal: Refusal) -> str:
    return str(refusal.code if refusal.code is not None else _CODES.get(refusal.status, "1"))


def _blamed(refusal: Refusal) -> str:
    return "Receiver" if refusal.status >= 500 else "Sender"


def _text_12(refusal: Refusal) -> str:
    return refusal.message or _TEXTS.get(refusal.status, "")


def _wrapped(error: str | tuple[str, Mapping[str, Any]]) -> str:
    nothing: Mapping[str, Any] = {}
    message, parameters = (error, nothing) if isinstance(error, str) else error
    return f"<WrappedError><message>{escape(message)}</message>{_parameters(parameters)}</WrappedError>"


def _parameters(parameters: Mapping[str, Any] | Sequence[Any]) -> str:
    named = parameters if isinstance(parameters, Mapping) else dict(enumerate(parameters, 1))
    entries = "".join(
        f"<GenericFaultParameter><key>{escape(str(key))}</key><value>{escape(str(value))}</value></GenericFaultParameter>"
        for key, value in named.items()
        if value is not None
    )
    return f"<Parameters>{entries}</Parameters>" if entries else ""


def element(name: str, content: str) -> str:
    """An element of the target namespace around a text."""
    start, end = tag(name if name.startswith("{") else f"ns1:{name}")
    return f"<{start}>{content}</{end}>"
