"""What the configuration decides about models: which fields may be None, and what numbers are."""

from __future__ import annotations

import re
from functools import lru_cache

from codegen.config import ClientConfig, Numbers, Optional
from codegen.ir import STRING, Field, KeyedList, List, Named, Primitive, Scalar
from codegen.values import Value

EXTENSION_ATTRIBUTES = "extension_attributes"
"""The Python name of the field that reads as an empty object where there is none."""

FIELD_CLASSES = frozenset(
    f"{optional}{kind}Field" for optional in ("", "Optional") for kind in ("Float", "Decimal", "Moment")
)
"""The runtime's types of fields that take more than they give."""

_WORTH: dict[Optional, str] = {
    "declared": "What is typed without None is declared so. Where an answer lacks it all the same, it reads None.",
    "all": "",
    "none": 'Typed as if nothing were missing (`optional = "none"`); what is missing reads None all the same.',
}
_MOMENT = re.compile(r"(^|_)(date|dob|at|from|to)(_|$)")


class Style(Value):
    """The options `optional` and `numbers`."""

    optional: Optional = "declared"
    numbers: Numbers = "float"

    @property
    def worth(self) -> str:
        """What a model's docstring says of fields that are typed without None."""
        return _WORTH[self.optional]

    def promises(self, item: Field, name: str) -> bool:
        """Whether type checkers see a field, whose Python name is given, without None."""
        if self.optional == "all":
            return False
        return (
            self.optional == "none"
            or self.reads_as_empty(item, name)
            or (item.required and not item.nullable)
        )

    def reads_as_empty(self, item: Field, name: str) -> bool:
        """Whether a field reads as an empty list or object where it has no value, as the runtime's models do it."""
        return isinstance(item.type, List | KeyedList) or (
            isinstance(item.type, Named) and name == EXTENSION_ATTRIBUTES
        )


def style_of(client: ClientConfig) -> Style:
    """What a client's configuration chooses."""
    return Style(client.optional, client.numbers)


def field_class(item: Field, numbers: Numbers, *, optional: bool) -> str:
    """The runtime's type of a field that takes more than it gives; empty for a field that takes what it gives."""
    if item.type == Primitive(Scalar.NUMBER):
        kind = "DecimalField" if numbers == "decimal" else "FloatField"
    elif is_moment(item.wire_name) and item.type == STRING:
        kind = "MomentField"
    else:
        return ""
    return f"Optional{kind}" if optional else kind


@lru_cache(4096)
def is_moment(name: str) -> bool:
    """Whether a text of that name is a date or a time: no definition says so, but names do."""
    return _MOMENT.search(re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()) is not None
