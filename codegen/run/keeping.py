"""What the package had from inputs that can't be read any more, for a run that goes on without them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Set
from typing import TypeVar

from codegen.config import ClientConfig
from codegen.diagnostics import Diagnostic
from codegen.ir import Api, Model, Operation, Origin
from codegen.readers.base import Reading
from codegen.run.current import Current
from codegen.run.freshness import shown
from codegen.run.origins import of_model, of_operation
from codegen.source import KEPT, UNREADABLE, Inputs
from codegen.values import Value, replace

Part = TypeVar("Part", Operation, Model)


def lost_files(diagnostics: Iterable[Diagnostic]) -> frozenset[str]:
    """The files and folders that can't be read, as the user knows them."""
    return frozenset(
        found.origin.file for found in diagnostics if found.code == UNREADABLE and found.origin is not None
    )


def is_lost(file: str, lost: Collection[str]) -> bool:
    """Whether a file is one of those lost, or lies in a folder that is."""
    return file in lost or any(file.startswith(f"{folder}/") for folder in lost)


class Whole(Value):
    """What was read when every file could be, and what became of each then, by lock key."""

    reading: Reading
    inputs: Mapping[str, str]


def with_kept(
    client: ClientConfig,
    reading: Reading,
    inputs: Inputs,
    current: Current,
    whole: Whole | None,
    had: Mapping[str, str],
) -> Reading:
    """The reading with what `whole` had from the files that are lost now.

    Only of files that the package on disk was made from as they were in `whole`: `had` are the inputs of its lock.
    Those are KEPT in `inputs` afterwards. Without any, the reading stays as it is.
    """
    lost = lost_files(reading.diagnostics)
    if whole is None or not lost:
        return reading
    kept = {
        key: state
        for key, state in whole.inputs.items()
        if is_lost(shown(client, key), lost) and had.get(key) in (state, f"{KEPT}{state}")
    }
    if not kept:
        return reading
    files = {shown(client, key) for key in kept}
    states = {**current.states(whole.inputs), **inputs.hashes}
    changed = {shown(client, key) for key, state in states.items() if whole.inputs.get(key) != state}
    inputs.hashes.update(states)
    inputs.hashes.update({key: f"{KEPT}{state}" for key, state in kept.items()})
    return Reading(
        _joined(reading.api, whole.reading.api, files, changed),
        tuple(_told(found, files) for found in reading.diagnostics),
    )


def _told(found: Diagnostic, files: Collection[str]) -> Diagnostic:
    """What is said of a lost file, with what became of its part."""
    file = found.origin.file if found.origin else ""
    if found.code != UNREADABLE or not any(is_lost(each, (file,)) for each in files):
        return found
    return found._replace(message=f"{found.message}; what the package had from it is kept")


def _joined(new: Api, old: Api, lost: Set[str], changed: Set[str]) -> Api:
    """What `old` had from lost files or from none that changed, and all else as it is in `new`."""

    def parts(
        ours: Iterable[Part], theirs: Iterable[Part], origins: Callable[[Part], Iterable[Origin]]
    ) -> dict[str, Part]:
        found = {_name(part): part for part in ours}
        for part in theirs:
            files = {origin.file for origin in origins(part)}
            if files & lost or (files and not files & changed):
                found[_name(part)] = part
        return dict(sorted(found.items()))

    operations = parts(new.operations, old.operations, of_operation)
    models = parts(new.models, old.models, of_model)
    services = {service.name: service for service in (*old.services, *new.services)}
    used = {operation.service for operation in operations.values()} | {
        service.name for service in new.services
    }
    known = {id(operation) for operation in old.operations}
    kept = {name for name, operation in operations.items() if id(operation) in known}
    items = {item.id: item for item in new.items if not (item.origin and item.origin.file in lost)}
    items |= {
        item.id: item for item in old.items if item.id in kept or (item.origin and item.origin.file in lost)
    }
    return replace(
        new,
        operations=tuple(operations.values()),
        models=tuple(models.values()),
        services=tuple(services[name] for name in sorted(used)),
        items=tuple(items[name] for name in sorted(items)),
        faults=new.faults or old.faults,
        modules=tuple(sorted({*new.modules, *old.modules})),
        version=new.version or old.version,
        version_1=new.version_1 or old.version_1,
    )


def _name(part: Operation | Model) -> str:
    return part.id if isinstance(part, Operation) else part.name
