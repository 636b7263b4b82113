"""Conversions between naming styles, and the names that Python, pydantic and the generated code keep for themselves."""

from __future__ import annotations

import keyword
import re
import unicodedata
from functools import lru_cache

_ACRONYM_END = re.compile(r"(?<=[A-Z])(?=[A-Z][a-z])")
_WORD_END = re.compile(r"([a-z0-9])([A-Z])")
_NOT_IDENTIFIER = re.compile(r"[^0-9A-Za-z_]+")
_UNDERSCORES = re.compile(r"_+")
_PLAIN_SNAKE = re.compile(r"[a-z][a-z0-9_]*")


def names(text: str) -> frozenset[str]:
    """The names in a text, divided by blanks."""
    return frozenset(text.split())


KEYWORDS = frozenset(keyword.kwlist)

PYDANTIC_MEMBERS = names(
    "construct copy dict from_orm json model_computed_fields model_config model_construct model_copy model_dump"
    " model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name"
    " model_post_init model_rebuild model_validate model_validate_json model_validate_strings mro parse_file parse_obj"
    " parse_raw register schema schema_json update_forward_refs validate"
)
"""Public attributes of `pydantic.BaseModel` and its metaclass, which a field may not hide."""

ANNOTATION_NAMES = names("bool bytes dict float int list str")
"""Builtins that annotations of generated classes use: a class attribute of that name would hide them."""

MODEL_CLASS_NAMES = names(
    "ABSENT Any BaseModel ConfigDict Decimal DecimalField Field FloatField KeyedAttribute KeyedList Model MomentField"
    " None True False OptionalDecimalField OptionalFloatField OptionalMomentField RootModel TYPE_CHECKING"
)
"""Names that a models module uses itself."""

WINDOWS_DEVICES = frozenset(
    ["aux", "con", "nul", "prn", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))]
)
"""Names that can't be files on Windows."""


def words(text: str) -> str:
    """`text` reduced to ASCII letters, digits and single inner underscores; accents are dropped."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _UNDERSCORES.sub("_", _NOT_IDENTIFIER.sub("_", ascii_text)).strip("_")


@lru_cache(8192)  # shops have the same fields in many models
def snake(text: str, *, prefix: str) -> str:
    """Acronym-aware snake case: `customerID` → `customer_id`, `URLKey` → `url_key`.

    The result is an identifier but may be a keyword. What can't begin a name, or leaves nothing, gets `prefix`.
    """
    split = _WORD_END.sub(r"\1_\2", _ACRONYM_END.sub("_", words(text))).lower()
    return split if split and not split[0].isdigit() else f"{prefix}_{split}".rstrip("_")


def camel(text: str, *, prefix: str) -> str:
    """Class style: `catalog_product` → `CatalogProduct`; capitals inside a word stay (`URLRewrite`)."""
    joined = "".join(part[:1].upper() + part[1:] for part in words(text).split("_"))
    return joined if joined and not joined[0].isdigit() else f"{prefix}{joined}"


def magento_camel(text: str) -> str:
    """Camel case as Magento makes it of a snake-case name: `u_rl_key` → `uRlKey`.

    Source: Magento\\Framework\\Api\\SimpleDataObjectConverter::snakeCaseToCamelCase.
    """
    joined = "".join(part[:1].upper() + part[1:] for part in text.split("_"))
    return joined[:1].lower() + joined[1:]


def is_plain_snake(name: str) -> bool:
    """Whether a wire name can serve as a Python name as it is (reserved names apart)."""
    return _PLAIN_SNAKE.fullmatch(name) is not None


def is_identifier(name: str) -> bool:
    """Whether a name is an ASCII Python identifier and no keyword."""
    return name.isascii() and name.isidentifier() and name not in KEYWORDS
