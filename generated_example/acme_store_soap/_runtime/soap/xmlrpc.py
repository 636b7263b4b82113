# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""XML-RPC messages: the standard library's marshalling, behind the parser that SOAP answers go through too."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..models.plain import plain_text
from ..shapes import is_dict, is_sequence
from ..xml.documents import BadXml
from .envelope import WireFault
from .names import local
from .scalars import Misfit

if TYPE_CHECKING:
    from ..xml.documents import Element


def call_body(method: str, arguments: Sequence[Any]) -> bytes:
    """The body of a call. Raises Misfit for a value that XML-RPC can't carry (an integer of more than 32 bits)."""
    try:
        text = xmlrpc.client.dumps(tuple(map(portable, arguments)), method, allow_none=True)
    except (OverflowError, TypeError) as error:
        raise Misfit(f"XML-RPC can't carry this: {error}") from None
    # A parser makes a line feed of a carriage return that isn't a reference; the standard library writes none itself.
    return text.replace("\r", "&#13;").encode()


def portable(value: Any) -> Any:
    """The value with the types that XML-RPC hasn't replaced by text."""
    if isinstance(value, Decimal | date):
        return plain_text(value)
    if is_dict(value):
        return {key: portable(item) for key, item in value.items()}
    if is_sequence(value):
        return [portable(item) for item in value]
    return value


def read_answer(root: Element, *, exact: bool = False) -> Any:
    """The value of a parsed answer, or its WireFault; `exact` makes a `double` a Decimal.

    Raises BadXml for what is no XML-RPC answer.
    """
    unmarshaller = xmlrpc.client.Unmarshaller(use_builtin_types=True)
    unmarshaller.xml("", None)
    try:
        _feed(unmarshaller, root, exact)
        values: Any = unmarshaller.close()
        return values[0]
    except xmlrpc.client.Fault as fault:
        return WireFault(str(fault.faultCode), str(fault.faultString))
    except (
        xmlrpc.client.ResponseError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        raise BadXml(f"malformed XML-RPC: {type(error).__name__}") from None


def _feed(unmarshaller: xmlrpc.client.Unmarshaller, element: Element, exact: bool) -> None:
    name = local(element.tag)
    if exact and name == "double":
        name = "bigdecimal"
    unmarshaller.start(name, {})
    if element.text:
        unmarshaller.data(element.text)
    for child in element:
        _feed(unmarshaller, child, exact)
    unmarshaller.end(name)
