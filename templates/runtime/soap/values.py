"""Single values of answers, by kind, and values of which nothing is known but what their elements tell.

Lenient, as Magento's types lie: what isn't of the declared kind is kept as it came.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..shapes import is_list, is_map
from ..xml.documents import gathered
from .names import ARRAY_TYPE, NIL, SCHEMA, TYPE, local

if TYPE_CHECKING:
    from ..xml.documents import Element

_TRUE = frozenset({"true", "1"})
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False, "": None}
_INTEGERS = frozenset(
    {
        "int",
        "integer",
        "long",
        "short",
        "byte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    }
)
_NUMBERS = frozenset({"float", "double", "decimal"})
_LISTED = ({"item"}, {"complexObjectArray"})
_SCHEMA_PREFIX = f"{{{SCHEMA}}}"


def is_nil(element: Element) -> bool:
    """Whether an element says that it is null."""
    return element.get(NIL, "") in _TRUE


def keep(found: dict[str, Any], name: str, value: Any) -> None:
    """Put an undeclared value where no other is lost: a repeated one becomes a list."""
    if name not in found:
        found[name] = value
    elif is_list(found[name]):
        found[name].append(value)
    else:
        found[name] = [found[name], value]


class Values:
    """Reads elements; `exact` makes a number with a fraction a Decimal with the digits that the server wrote."""

    def __init__(self, *, exact: bool) -> None:
        self._fraction: Callable[[str], Any] = Decimal if exact else float
        self.readers: Mapping[str, Callable[[Element], Any]] = {
            "s": self.text,
            "i": self.integer,
            "n": self.number,
            "d": self.decimal,
            "b": self.boolean,
            "y": self.binary,
        }

    def text(self, element: Element) -> Any:
        """Text; an empty one is "", unless it says that it is null."""
        if len(element):
            return self.any(element)
        text = element.text
        if text is None:
            return None if element.get(NIL, "") in _TRUE else ""
        return text

    def integer(self, element: Element) -> Any:
        """A whole number."""
        text = element.text
        if text is None or len(element):
            return self.any(element) or None
        try:
            return int(text)
        except ValueError:
            return self._lenient_number(text)

    def number(self, element: Element) -> Any:
        """A binary number."""
        text = element.text
        if text is None or len(element):
            return self.any(element) or None
        try:
            return float(text)
        except ValueError:
            return self._lenient_number(text)

    def decimal(self, element: Element) -> Any:
        """A number with the digits that the server wrote."""
        text = element.text
        if text is None or len(element):
            return self.any(element) or None
        try:
            return Decimal(text.strip())
        except ArithmeticError:
            return text if text.strip() else None

    def boolean(self, element: Element) -> Any:
        """A flag."""
        text = element.text
        if text is None or len(element):
            return self.any(element) or None
        return _BOOLEANS.get(text.strip().lower(), text)

    def binary(self, element: Element) -> Any:
        """Bytes."""
        text = element.text
        if text is None or len(element):
            return self.any(element) or None
        try:
            return base64.b64decode(text, validate=False)
        except (binascii.Error, ValueError):
            return text

    def any(self, element: Element) -> Any:
        """The value of an element that nothing is known of: its `xsi:type`, else its shape, tells.

        Apache maps and bare structures become dicts, arrays and repeated elements lists, elements named after XML
        Schema's own types (Magento 2's array-valued custom attributes) typed values.
        """
        if element.get(NIL) in _TRUE:
            return None
        declared = element.get(TYPE)
        named = "" if declared is None else local(declared)
        array = element.get(ARRAY_TYPE) is not None
        if not len(element):
            if named == "Array" or array:
                return []
            if named == "Map":
                return {}
            text = element.text or ""
            return self._scalar(text, named) if named else text
        if named == "Map":
            return self.map(element)
        if array or named.endswith("Array"):
            return [self.any(child) for child in element]
        tags = [child.tag for child in element]
        if tags[0].startswith(_SCHEMA_PREFIX):
            return [self._scalar(child.text or "", local(child.tag)) for child in element]
        names = [local(name) for name in tags]
        values = [self.any(child) for child in element]
        return values if set(names) in _LISTED else gathered(zip(names, values, strict=True))

    def map(self, element: Element) -> dict[str, Any]:
        """What an Apache map holds."""
        found: dict[str, Any] = {}
        for item in element:
            key, value = "", None
            for child in item:
                name = local(child.tag)
                if name == "key":
                    key = child.text or ""
                elif name == "value":
                    value = self.any(child)
            found[key] = value
        return found

    def mapping(self, element: Element) -> Any:
        """What a map with string keys holds, however it is written."""
        if is_nil(element):
            return None
        value: Any = self.any(element) if len(element) else {}
        return value if is_map(value) else {str(index): item for index, item in enumerate(value)}

    def _scalar(self, text: str, type_name: str) -> Any:
        """A text as its XML Schema type says; text that isn't of the type stays text."""
        if type_name in _INTEGERS or type_name in _NUMBERS:
            return self._lenient_number(text)
        if type_name == "boolean":
            return _BOOLEANS.get(text.strip().lower(), text)
        return text

    def _lenient_number(self, text: str) -> Any:
        stripped = text.strip()
        try:
            return int(stripped) if stripped.lstrip("+-").isdigit() else self._fraction(stripped)
        except (ValueError, ArithmeticError):
            return text if stripped else None
