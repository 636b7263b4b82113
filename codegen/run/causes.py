"""Which changed input made which file stale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from codegen.config import ClientConfig
from codegen.ir import Api, Origin
from codegen.run.freshness import shown
from codegen.run.origins import of_model, of_operation
from codegen.symbols import Symbols


def causes(
    client: ClientConfig,
    api: Api,
    symbols: Symbols,
    files: Iterable[str],
    old: Mapping[str, str],
    new: Mapping[str, str],
) -> dict[str, list[str]]:
    """The inputs behind each of `files`, as the user knows them; `old` and `new` are the hashes of inputs then and now.

    A module of models or resources comes from the inputs that its parts were read from. A file about the whole API, and
    one for which no changed input is found, is left out.
    """
    changed = {shown(client, key): key for key in {*old, *new} if old.get(key) != new.get(key)}
    read_from: dict[str, set[str]] = defaultdict(set)
    for path, origin in _places(api, symbols):
        read_from[path].add(origin.file)
    found = {}
    for path in files:
        inputs = read_from.get(path, set())
        folders = {PurePosixPath(name).parent for name in inputs}
        gone = {
            name for name, key in changed.items() if key not in new and PurePosixPath(name).parent in folders
        }
        if behind := sorted(changed.keys() & inputs | gone):
            found[path] = behind
    return found


def _places(api: Api, symbols: Symbols) -> Iterator[tuple[str, Origin]]:
    """Each file of the package that holds part of the API, with a place that the part was read from."""
    for model in api.models:
        yield from ((f"models/{symbols.models[model.name].module}.py", origin) for origin in of_model(model))
    for entity in symbols.entities.values():
        origins = {attribute.origin for attribute in entity.known if attribute.origin}
        yield from (
            (f"attributes/{entity.module}.py{stub}", origin) for stub in ("", "i") for origin in origins
        )
    for service in api.services:
        if service.origin:
            yield f"resources/{symbols.services[service.name].module}.py", service.origin
    for operation in api.operations:
        path = f"resources/{symbols.services[operation.service].module}.py"
        yield from ((path, origin) for origin in of_operation(operation))
