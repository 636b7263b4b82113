# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Bodies of requests and answers in either format."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeAlias, get_args

from pydantic import BaseModel

from ..errors import RequestError
from ..models.encode import Checked, encode
from ..shapes import is_dict, is_list, is_map
from .values import Plain, read_json

Format: TypeAlias = Literal["json", "xml"]
"""`json` or `xml`: what a client asks for and sends."""

MEDIA_TYPES: dict[Format, str] = {"json": "application/json", "xml": "text/xml"}


def decode_body(content: bytes, content_type: str) -> Plain:
    """The value of an answer. Raises ValueError with a one-line reason when it is in neither format.

    The Content-Type decides; without a usable one the first character does.
    """
    if not content.strip():
        return None
    if _is_xml(content, content_type):
        from .xml import read_xml

        return read_xml(content)
    return read_json(content)


def _is_xml(content: bytes, content_type: str) -> bool:
    media_type = content_type.split(";")[0].strip().lower()
    if media_type.endswith("json"):
        return False
    if media_type.endswith("xml"):
        return True
    return content.lstrip().startswith(b"<?xml") or content.lstrip().startswith(b"<magento_api")


def encode_body(value: Any, format: Format) -> bytes:
    """The body of a request from what `wire_value` made. Raises RequestError for what the format can't carry."""
    if format == "xml":
        from .xml import write_xml

        return write_xml(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def wire_value(value: Any, model: Any, where: str, *, any_kind: bool = False) -> Any:
    """A model or a map as both formats can carry it, under wire names.

    A shop adds attributes of its own to a resource, so unknown ones are sent. True and False become 1 and 0, which is
    what the validators of api2.xml take. Raises RequestError for a value that has no wire form, and for what is no
    number, flag or entry where one belongs, unless `any_kind`. What api2.xml calls a text may be a list.
    """
    checked: Checked = "nothing" if any_kind else "numbers"
    return _flags_as_numbers(encode(value, model, where=where, allow_unknown=True, checked=checked))


def without_read_only(entry: Any, value: Any, read_only: frozenset[str], where: str) -> Any:
    """The wire value of an entry without the fields that no role may write.

    A model loses them, so that an answer can be sent back. Raises RequestError when a map sets one: the shop would drop
    it without a word.
    """
    wrong = sorted(read_only.intersection(value)) if is_dict(value) else []
    if wrong and is_map(entry):
        raise RequestError(
            f"{where}: no role may write {', '.join(wrong)}; the shop would ignore it, so leave it out"
        )
    return {name: item for name, item in value.items() if name not in wrong} if wrong else value


def without_refused_nulls(entry: Any, value: Any) -> Any:
    """The wire value of a model without the nulls of its numbers and flags, so that an answer can be sent back.

    A validator that wants a number refuses null, and nothing can be unset by it; null in a text unsets that, and what a
    map says is sent.
    """
    if not isinstance(entry, BaseModel) or not is_dict(value):
        return value
    typed = {
        field.alias or name
        for name, field in type(entry).model_fields.items()
        if not {str, Any} & {field.annotation, *get_args(field.annotation)}
    }
    return {name: item for name, item in value.items() if item is not None or name not in typed}


def _flags_as_numbers(value: Any) -> Any:
    if is_dict(value):
        return {key: _flags_as_numbers(item) for key, item in value.items()}
    if is_list(value):
        return [_flags_as_numbers(item) for item in value]
    return int(value) if isinstance(value, bool) else value
