"""Operations as tools that an assistant may call: name, description and JSON Schema of the input.

The input holds the arguments of the generated method under their Python names; models in it have their wire names, as
the client takes mappings. MCP: https://modelcontextprotocol.io/specification (Tool, ToolAnnotations).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from codegen.emit.text import one_line, sentence
from codegen.exporting.common import place
from codegen.exporting.schemas import CAST, Json, Schemas, described, with_default
from codegen.ir import Access, Api, Operation, Parameter, RestBinding
from codegen.symbols import Symbols

Style = Literal["mcp", "anthropic", "openai"]

_LONGEST_NAME = 64
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")


class Choice(NamedTuple):
    """Which operations become tools: shell patterns of calls and ACL resources (empty: all), reads, writes."""

    operations: tuple[str, ...] = ()
    acl: tuple[str, ...] = ()
    reads: bool = True
    writes: bool = True


def tools(api: Api, symbols: Symbols, choice: Choice, style: Style = "mcp") -> list[Json]:
    """The tools of the operations with a REST route, by name."""
    write = _STYLES[style]
    found = {}
    for operation, rest in _chosen(api, symbols, choice):
        name = _name(place(api, symbols, operation))
        found[name] = write(name, operation, rest, _input(api, symbols, operation))
    return [tool for _, tool in sorted(found.items())]


def _chosen(api: Api, symbols: Symbols, choice: Choice) -> Iterator[tuple[Operation, RestBinding]]:
    for operation in api.operations:
        rest = operation.rest
        if rest is None or not (choice.reads if rest.method == "GET" else choice.writes):
            continue
        call = place(api, symbols, operation)
        if choice.operations and not any(
            fnmatchcase(text, each) for each in choice.operations for text in (call, operation.id)
        ):
            continue
        if not choice.acl or _allowed(operation, choice.acl):
            yield operation, rest


def _allowed(operation: Operation, patterns: tuple[str, ...]) -> bool:
    """Whether a caller with these resources may call it; what anyone may call is always allowed."""
    if operation.auth.access is Access.ANONYMOUS:
        return True
    resources = operation.auth.resources
    return bool(resources) and all(any(fnmatchcase(each, mask) for mask in patterns) for each in resources)


def _input(api: Api, symbols: Symbols, operation: Operation) -> Json:
    models = {model.name: model for model in api.models}
    schemas = Schemas(models, symbols, CAST, True, "#/$defs/".__add__)
    properties = {
        symbols.parameters[operation.id, item.name]: _property(schemas, item) for item in operation.parameters
    }
    required = [symbols.parameters[operation.id, item.name] for item in operation.parameters if item.required]
    definitions = schemas.reachable(item.type for item in operation.parameters)
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **({"$defs": definitions} if definitions else {}),
    }


def _property(schemas: Schemas, parameter: Parameter) -> Json:
    return described(with_default(schemas.of(parameter.type), parameter.default), parameter.description)


def _name(call: str) -> str:
    """The call as a tool's name may be written; a long one is cut and ends in a hash of the whole."""
    name = _NOT_IN_NAMES.sub("_", call)
    if len(name) <= _LONGEST_NAME:
        return name
    mark = hashlib.sha256(call.encode()).hexdigest()[:8]
    return f"{name[: _LONGEST_NAME - 9]}_{mark}"


def _description(operation: Operation) -> str:
    return " ".join(part for part in (sentence(operation.description), f"{one_line(operation.id)}.") if part)


def _mcp(name: str, operation: Operation, rest: RestBinding, schema: Json) -> Json:
    hints = {
        "readOnlyHint": rest.method == "GET",
        "destructiveHint": rest.method in ("DELETE", "PUT"),
        "openWorldHint": True,
    }
    return {"name": name, "description": _description(operation), "inputSchema": schema, "annotations": hints}


def _anthropic(name: str, operation: Operation, rest: RestBinding, schema: Json) -> Json:
    return {"name": name, "description": _description(operation), "input_schema": schema}


def _openai(name: str, operation: Operation, rest: RestBinding, schema: Json) -> Json:
    function = {"name": name, "description": _description(operation), "parameters": schema}
    return {"type": "function", "function": function}


_STYLES: dict[Style, Callable[[str, Operation, RestBinding, Json], Json]] = {
    "mcp": _mcp,
    "anthropic": _anthropic,
    "openai": _openai,
}
