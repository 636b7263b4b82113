"""The types that XML Schema and SOAP's encoding have by themselves."""

from __future__ import annotations

from codegen.ir import ANY, BINARY, BOOLEAN, INTEGER, NUMBER, STRING, List, TypeRef
from codegen.readers.wsdl.document import SOAP_ENCODING, QName

_INTEGERS = (
    "int integer long short byte unsignedInt unsignedLong unsignedShort unsignedByte "
    "positiveInteger negativeInteger nonNegativeInteger nonPositiveInteger"
)
_SCALARS: dict[str, TypeRef] = {
    **dict.fromkeys(_INTEGERS.split(), INTEGER),
    **dict.fromkeys(("float", "double", "decimal"), NUMBER),
    **dict.fromkeys(("base64Binary", "base64", "hexBinary"), BINARY),
    **dict.fromkeys(("anyType", "anySimpleType", "anyAtomicType", "ur-type"), ANY),
    "boolean": BOOLEAN,
}
_ENCODING: dict[str, TypeRef] = {"Array": List(ANY), "Struct": ANY}
_TEXTS = (
    "string normalizedString token language Name NCName NMTOKEN NMTOKENS ID IDREF IDREFS ENTITY ENTITIES QName "
    "NOTATION anyURI date dateTime dateTimeStamp time duration dayTimeDuration yearMonthDuration timeInstant "
    "gYear gYearMonth gMonth gMonthDay gDay"
)
"""Types of XML Schema (1.0 and 1.1) that are text here; `timeInstant` is of its drafts, as old WSDLs have it."""


def built_in_type(name: QName) -> TypeRef | None:
    """The type of a name of XML Schema or of SOAP's encoding; None for one that neither has."""
    own = _ENCODING if name.namespace == SOAP_ENCODING else {}
    return own.get(name.name) or _SCALARS.get(name.name) or (STRING if name.name in _TEXTS.split() else None)
