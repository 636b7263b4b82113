"""Recorded exchanges, and the call of a generated client that each stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from codegen.ir import Api, Operation, RestBinding
from codegen.symbols import Symbols

FOLDERS = ("rest", "rest_strfetch")
_FILTER = re.compile(r"filter\[(\d+)\]\[(\w+)\](?:\[(\d+)\])?")


@dataclass(frozen=True)
class Exchange:
    """A recorded request and its answer. Header names are in lower case."""

    name: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    status: int
    answer_headers: Mapping[str, str]
    answer: bytes

    @property
    def path(self) -> str:
        """The route below the API's address."""
        return urlsplit(self.url).path.removeprefix("/api/rest")

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query parameters, decoded."""
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    @property
    def content_type(self) -> str:
        """The media type of the answer."""
        return self.answer_headers.get("content-type", "")


@dataclass(frozen=True)
class Call:
    """`shop.<attribute>.<method>(**arguments)`."""

    attribute: str
    method: str
    arguments: dict[str, Any]


def load(corpus: Path, folder: str, among: str = "exchanges") -> Iterator[Exchange]:
    """All exchanges of a folder in the order of their numbers; `among` is `exchanges` or `exchanges-2`."""
    for path in sorted((corpus / "openmage-20.0.20" / among / folder).glob("*.json")):
        recorded = json.loads(path.read_bytes())
        request, response = recorded["request"], recorded["response"]
        yield Exchange(
            name=f"{folder if among == 'exchanges' else among}/{path.stem}",
            method=request["method"],
            url=request["url"],
            headers=_lower(request["headers"]),
            body=(request["body"] or "").encode(),
            status=response["status"],
            answer_headers=_lower(response["headers"]),
            answer=(response["body"] or "").encode(),
        )


def _lower(headers: Any) -> dict[str, str]:
    pairs = headers.items() if isinstance(headers, dict) else headers
    return {name.lower(): value for name, value in pairs}


def typed_call(exchange: Exchange, api: Api, symbols: Symbols) -> Call | None:
    """The method call that stands for a recorded request; None when the client has none, on purpose or not."""
    body: Any = None
    if exchange.body:
        if exchange.headers.get("content-type") != "application/json":
            return None
        body = json.loads(exchange.body)
    for operation in api.operations:
        many = operation.name in ("create_many", "update_many")
        if body is not None and many != isinstance(body, list):
            continue
        for binding in operation.bindings:
            assert isinstance(binding, RestBinding)
            variables = _variables(binding, exchange)
            if variables is not None:
                return _call(operation, variables, body, exchange, symbols)
    return None


def _variables(binding: RestBinding, exchange: Exchange) -> dict[str, str] | None:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", binding.path)
    match = re.fullmatch(pattern, exchange.path)
    if binding.method != exchange.method or match is None:
        return None
    return {name: unquote(value) for name, value in match.groupdict().items()}


def _call(
    operation: Operation, variables: dict[str, str], body: Any, exchange: Exchange, symbols: Symbols
) -> Call | None:
    arguments: dict[str, Any] = {
        symbols.parameters[operation.id, name]: value for name, value in variables.items()
    }
    if body is not None:
        arguments["data"] = body
    filters: dict[str, tuple[str, dict[str, Any]]] = {}
    for name, value in exchange.query:
        if not name.startswith("filter"):
            arguments[name] = value
            continue
        match = _FILTER.fullmatch(name)
        assert match is not None, name
        attribute, conditions = filters.get(match[1], ("", {}))
        if match[2] == "attribute":
            attribute = value
        elif match[3] is None:
            conditions[match[2]] = value
        else:
            conditions.setdefault(match[2], []).append(value)
        filters[match[1]] = (attribute, conditions)
    if any(not attribute for attribute, _ in filters.values()):
        return None
    if filters:
        arguments["filters"] = list(filters.values())
    return Call(symbols.attributes[operation.service], symbols.operations[operation.id], arguments)
