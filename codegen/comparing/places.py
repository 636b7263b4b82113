"""Where changes of a package come from: the lines of the definitions that its client is generated from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from codegen.comparing.changes import Change
from codegen.comparing.members import OF_FIELD, OF_PARAMETER
from codegen.config import ClientConfig, find_config, load_config
from codegen.diagnostics import CodegenError
from codegen.files import real
from codegen.ir import Api, Origin
from codegen.machine.cache import Cache
from codegen.values import replace


def at_sources(changes: Iterable[Change], package: Path, cache: Cache) -> list[Change]:
    """The changes of a package, each at its parameter's or field's line, or at its operation's or model's.

    A change keeps its place in the lock where the definitions have none, can't be read, or are of no client that the
    configuration of the working directory knows.
    """
    known = _places(package, cache)
    return [
        replace(change, origin=known.get(change.subject) or known.get(change.owner) or change.origin)
        for change in changes
    ]


def _places(package: Path, cache: Cache) -> Mapping[str, Origin]:
    from codegen.run import planning
    from codegen.source import Inputs

    try:
        client = _client_of(package)
        return dict(_named(planning.read(client, Inputs(cache)).api)) if client else {}
    except CodegenError:
        return {}


def _client_of(package: Path) -> ClientConfig | None:
    found = find_config(Path())
    clients = load_config(found) if found else ()
    return next((client for client in clients if real(client.output) == real(package)), None)


def _named(api: Api) -> Iterator[tuple[str, Origin]]:
    """Each place by the subject that a change has there."""
    for operation in api.operations:
        if operation.origin:
            yield operation.id, operation.origin
        for parameter in operation.parameters:
            if parameter.origin:
                yield operation.id + OF_PARAMETER.format(parameter.name), parameter.origin
    for attribute in api.attributes:
        if attribute.origin:
            yield f"{attribute.entity}.{attribute.code}", attribute.origin
    for model in api.models:
        if model.origin:
            yield model.name, model.origin
        for field in model.fields:
            if field.origin:
                yield model.name + OF_FIELD.format(field.wire_name), field.origin
