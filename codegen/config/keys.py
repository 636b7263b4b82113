"""The keys of a configuration: how each is read, and what all of them must agree on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

from codegen.config.client import (
    AttributeType,
    ClientConfig,
    Distribution,
    HttpLibrary,
    Modes,
    Numbers,
    Optional,
    Override,
    Place,
    PythonVersion,
    Selection,
)
from codegen.config.packages import check_package, package_folder
from codegen.config.table import CheckedTable
from codegen.diagnostics import CodegenError
from codegen.files import path_of
from codegen.origin import Origin
from codegen.readers.base import Protocol


class Found(NamedTuple):
    """What a key says, and the places of what in it messages may be about."""

    value: Any
    places: Mapping[Place, Origin]


Read = Callable[[CheckedTable, str], Found]


def clients_of(table: CheckedTable, title: str) -> tuple[ClientConfig, ...]:
    """The clients of the tool's table; `title` is what a message calls their tables. Raises CodegenError (2)."""
    table.knows((*CLIENT_KEYS, _CLIENTS))
    shared = {key: value for key, value in table.values.items() if key != _CLIENTS}
    if _CLIENTS not in table.values:
        return (_client(CheckedTable(shared, table.text)),)
    entries = table.values[_CLIENTS]
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries) or not entries:
        table.fail(_CLIENTS, f"`{_CLIENTS}` must be written as [[{title}]] tables")
    for key in _OWN_KEYS:
        if key in shared:
            table.fail(key, f"`{key}` can't be shared by several clients; move it into [[{_CLIENTS}]]")
    found: list[ClientConfig] = []
    for entry in table.tables(_CLIENTS):
        entry.knows(CLIENT_KEYS)
        client = _client(CheckedTable({**shared, **entry.values}, entry.text, entry.start))
        for other in found:
            _stand_apart(entry, client, other)
        found.append(client)
    return tuple(found)


def _stand_apart(table: CheckedTable, client: ClientConfig, other: ClientConfig) -> None:
    if client.name == other.name:
        table.fail("name", f"two clients are named `{client.name}`; give each its own `name`")
    if client.output == other.output:
        table.fail("output", f"`{client.name}` and `{other.name}` have the same `output`")


def _client(table: CheckedTable) -> ClientConfig:
    table.needs("sources", "output")
    found = {key: read(table, key) for key, read in _READ.items() if key in table.values}
    values = {key: each.value for key, each in found.items()}
    if not values["sources"]:
        table.fail("sources", "`sources` names no source")
    output = values.pop("output")
    package = values.pop("package", output.name)
    try:
        check_package(package)
    except CodegenError as error:
        table.fail("package", str(error))
    return ClientConfig(
        name=values.pop("name", package),
        package=package,
        output=package_folder(output, package),
        base=table.text.path.parent,
        places={place: at for each in found.values() for place, at in each.places.items()},
        **values,
    )


def _string(table: CheckedTable, key: str) -> Found:
    return Found(table.string(key), {})


def _strings(table: CheckedTable, key: str) -> Found:
    return Found(table.strings(key), {})


def _placed_string(table: CheckedTable, key: str) -> Found:
    return Found(table.string(key), {(key,): table.origin(key)})


def _flag(table: CheckedTable, key: str) -> Found:
    return Found(table.flag(key), {})


def _folder(table: CheckedTable, key: str) -> Found:
    try:
        folder = path_of(table.string(key), table.text.path.parent)
    except CodegenError as error:
        table.fail(key, str(error))
    return Found(folder, {(key,): table.origin(key)})


def _one_of(choices: object) -> Read:
    """Reads one of the strings of a `Literal`."""
    return lambda table, key: Found(table.choice(key, get_args(choices)), {})


def _selection(table: CheckedTable, key: str) -> Found:
    selection = table.table(key)
    selection.knows(Selection._fields, f"{key}.")
    patterns = {kind: selection.strings(kind) for kind in selection.values}
    places: dict[Place, Origin] = {}
    for kind, entries in patterns.items():
        at = table.text.key(kind, table.origin(key).line or table.start)
        for entry in entries:
            places[key, kind, entry] = table.text.string(entry, at)
    return Found(Selection(**patterns), places)


def _attributes(table: CheckedTable, key: str) -> Found:
    entities = table.table(key)
    found = {entity: entities.table(entity) for entity in entities.values}
    known = get_args(AttributeType)
    for entity, types in found.items():
        for code, name in types.values.items():
            if name not in known:
                message = f"attribute `{entity}.{code}` must be one of {', '.join(known)}, not {name!r}"
                types.fail(code, message)
    return Found(
        {entity: dict(types.values) for entity, types in found.items()},
        {(key, entity): table.origin(entity) for entity in found},
    )


def _distribution(table: CheckedTable, key: str) -> Found:
    parts = table.table(key)
    names = Distribution._fields
    parts.knows(names, f"{key}.")
    for name in names:
        if name not in parts.values:
            table.fail(key, f"`{key}` needs a `{name}`")
    return Found(Distribution(**{name: parts.string(name) for name in names}), {})


def _overrides(table: CheckedTable, key: str) -> Found:
    return Found(tuple(_override(each, f"{key}.") for each in table.tables(key)), {})


def _override(table: CheckedTable, prefix: str) -> Override:
    table.knows(tuple(_OVERRIDE), prefix)
    if "target" not in table.values:
        table.fail("", "an override needs a `target`")
    values = {key: read(table, key).value for key, read in _OVERRIDE.items() if key in table.values}
    if len(values) == 1:
        table.fail("target", f"the override of `{values['target']}` changes nothing")
    return Override(**values, origin=table.origin("target"))


_CLIENTS = "clients"
_OWN_KEYS = ("name", "output", "package", "distribution")
_READ: dict[str, Read] = {
    "name": _string,
    "output": _folder,
    "package": _string,
    "templates": _folder,
    "sources": _strings,
    "php_paths": _strings,
    "protocol": _one_of(Protocol),
    "http_library": _one_of(HttpLibrary),
    "modes": _one_of(Modes),
    "optional": _one_of(Optional),
    "numbers": _one_of(Numbers),
    "python_version": _one_of(PythonVersion),
    "models_only": _flag,
    "testing": _flag,
    "gitattributes": _flag,
    "strict": _flag,
    "keep_going": _flag,
    "include": _selection,
    "exclude": _selection,
    "attributes": _attributes,
    "attributes_from": _placed_string,
    "overrides": _overrides,
    "distribution": _distribution,
}
"""The keys of a client in the order in which they are checked."""
_OVERRIDE: dict[str, Read] = {
    "target": _string,
    "rename": _string,
    "type": _string,
    "required": _flag,
    "drop": _flag,
}
CLIENT_KEYS = tuple(_READ)
"""All keys that a client may have."""
