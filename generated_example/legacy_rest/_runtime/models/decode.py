# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Reading answers: fast where the shop keeps to its types, lenient where it doesn't."""

from __future__ import annotations

import json
import threading
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import from_json

from ..errors import DecodeError
from ..http.messages import is_xml
from .base import ExactModel, Model
from .mend import repaired

_adapters: dict[Any, TypeAdapter[Any]] = {}
_building = threading.RLock()
_EXCERPT = 60


def adapter_for(result_type: Any) -> TypeAdapter[Any]:
    """The validator of a type, built once."""
    adapter = _adapters.get(result_type)
    if adapter is None:
        with _building:
            adapter = _adapters.get(result_type)
            if adapter is None:
                adapter = _adapters[result_type] = _new_adapter(result_type)
    return adapter


def _new_adapter(result_type: Any) -> TypeAdapter[Any]:
    if isinstance(result_type, type) and issubclass(result_type, Model):
        result_type.model_rebuild()
        return TypeAdapter(cast(Any, result_type))
    return TypeAdapter(cast(Any, result_type), config=ConfigDict(coerce_numbers_to_str=True))


def decode(content: bytes, content_type: str, result_type: Any) -> Any:
    """The value of a body: JSON, or XML by its content type. `result_type` None is void, Any takes what comes.

    Raises DecodeError for a body that is malformed, with the place; a value of an unexpected type is kept as it is.
    """
    media_type = content_type.split(",")[0].split(";")[0].strip().lower()
    if result_type is None:
        return None
    if not content or content.isspace():
        raise DecodeError("the body is empty where a value was expected")
    if is_xml(media_type):
        return decode_value(_parsed_xml(content), result_type)
    if result_type is Any:
        return _parsed_json(content)
    adapter = adapter_for(result_type)
    if is_exact(result_type):
        return decode_value(_parsed_json(content, exact=True), result_type)
    try:
        return adapter.validate_json(content)
    except ValidationError:
        pass
    return decode_value(_parsed_json(content), result_type)


@lru_cache
def is_exact(result_type: Any) -> bool:
    """Whether numbers of a type are Decimal, which must have the digits that the shop wrote."""
    if isinstance(result_type, type) and issubclass(result_type, ExactModel | Decimal):
        return True
    return any(is_exact(argument) for argument in get_args(result_type))


def decode_value(value: Any, result_type: Any, *, keep_nulls: bool = False) -> Any:
    """The typed value of parsed data; `[]` for anything but a list is Magento's null.

    `keep_nulls` leaves the nulls in lists of scalars, where they hold the others in their places.
    """
    if result_type is None:
        return None
    if result_type is Any:
        return value
    adapter = adapter_for(result_type)
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        if value in ([], ""):
            return [] if error.errors(include_url=False)[0]["type"] == "list_type" else None
        return repaired(adapter, value, error, keep_nulls=keep_nulls)


def _parsed_json(content: bytes, *, exact: bool = False) -> Any:
    """The value of JSON; `exact` reads a number with a fraction or an exponent as Decimal."""
    try:
        return json.loads(content, parse_float=Decimal) if exact else from_json(content)
    except ValueError:
        pass
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DecodeError(f"malformed JSON: {_place(content, error)}") from error


def _place(content: bytes, error: Exception) -> str:
    """Where JSON is malformed: line, column, and the text around it."""
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    start = max(0, error.pos - _EXCERPT // 2)
    excerpt = error.doc[start : error.pos + _EXCERPT // 2]
    return f"{error.msg} at line {error.lineno} column {error.colno}, near {excerpt!r}"


def _parsed_xml(content: bytes) -> Any:
    from ..rest.xml import parse_xml  # few clients ask for XML

    try:
        return parse_xml(content)
    except ValueError as error:
        raise DecodeError(f"malformed XML: {error}") from error
