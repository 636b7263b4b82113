# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Paths and query strings, encoded so that what is sent is what is signed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from ..errors import RequestError
from ..models.plain import plain_text
from ..shapes import is_list, is_map, is_sequence

_UNDERSCORE = re.compile(r"(?<=[a-z0-9])_([a-z0-9])")


def path_segment(name: str, value: Any) -> str:
    """A path variable, percent-encoded. Raises RequestError for what would change the route: empty, `.` and `..`."""
    text = "" if value is None else plain_text(value)
    if text.strip() in ("", ".", ".."):
        raise RequestError(f"{name}={value!r} can't be a part of a path")
    return _quoted(text)


def checked_route(path: str) -> str:
    """A route that a user wrote, percent-encoded, with one slash before it.

    Raises RequestError for what is more than a route, and for a part that leads out of it (`..`).
    """
    parts = path.strip("/").split("/")
    if not path.strip("/") or any(mark in path for mark in ("?", "#", "{", "://", "\\")):
        raise RequestError(
            f"{path!r} is no route; give it as '/V1/acme/things/7', and its parameters as query="
        )
    if any(unquote(part) in (".", "..") for part in parts):
        raise RequestError(f"{path!r} leads out of the route that it begins with")
    return "/" + _quoted(path.lstrip("/"), "/%:@,;=+$&!*()'~")


def fill_path(template: str, values: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """A path template with its `{name}` variables filled and encoded; `names` are what messages call them."""
    names = names or {}
    path = template
    parts: list[str] = []
    while "{" in path:
        before, _, rest = path.partition("{")
        name, _, path = rest.partition("}")
        parts += [before, path_segment(names.get(name, name), values.get(name))]
    return "".join(parts) + path


def flatten(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The query parameters of a value as PHP reads them back: `name[]` for lists of scalars, `name[0][key]` else.

    A None is left out; an empty list or map is an empty text.
    """
    if value is None:
        return
    if is_map(value):
        if not value:
            yield name, ""
        for key, item in value.items():
            yield from flatten(f"{name}[{key}]", item)
    elif is_sequence(value):
        if not value:
            yield name, ""
        nested = any(isinstance(item, Mapping | list | tuple) for item in value)
        for index, item in enumerate(value):
            yield from flatten(f"{name}[{index}]" if nested else f"{name}[]", item)
    else:
        yield name, plain_text(value)


def camel_keys(value: Any) -> Any:
    """An encoded object with its keys in camel case, as Magento's Swagger writes nested query parameters.

    Magento takes either case where a type has setters; a type that it fills through its constructor
    (`Magento\\Framework\\Webapi\\ServiceInputProcessor`) is found by the constructor's own names alone.
    """
    if is_map(value):
        return {camel(key): camel_keys(item) for key, item in value.items()}
    return [camel_keys(item) for item in value] if is_list(value) else value


def camel(name: str) -> str:
    """A name in camel case."""
    return _UNDERSCORE.sub(_upper, name)


def _upper(match: re.Match[str]) -> str:
    return match[1].upper()


def render_query(pairs: Iterable[tuple[str, str]]) -> str:
    """A query string: names and values percent-encoded as RFC 3986 says, a space as %20."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(text: str, safe: str = "") -> str:
    try:
        return quote(text, safe=safe)
    except UnicodeEncodeError as error:
        raise RequestError(f"{text!r} is no valid text: {error.reason}") from None
