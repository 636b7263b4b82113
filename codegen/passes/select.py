"""Keeps the operations that the user's `include` and `exclude` tables ask for."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from codegen.config import ClientConfig, Selection
from codegen.diagnostics import Diagnostic, Level, nearest
from codegen.ir import Access, Api, Operation
from codegen.passes.prune import keep_operations

_KINDS = ("modules", "services", "routes", "acl")


def select_operations(api: Api, client: ClientConfig) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The Api with the operations selected.

    An operation stays when every kind of pattern in `include` matches it and none in `exclude` does. `acl` in
    `include` holds the ACL ids a caller has: what needs no more than those, and what is open to anyone, stays.
    A pattern that matches nothing gives a warning.
    """
    modules = {service.name: service.module for service in api.services}
    used: set[tuple[str, str, str]] = set()

    def hits(patterns: tuple[str, ...], value: str, table: str, kind: str) -> bool:
        found = [pattern for pattern in patterns if fnmatchcase(value, pattern)]
        used.update((table, kind, pattern) for pattern in found)
        return bool(found)

    def values(operation: Operation) -> tuple[tuple[str, str], ...]:
        return (
            ("modules", modules.get(operation.service, "")),
            ("services", operation.service),
            ("routes", operation.id),
        )

    def included(operation: Operation) -> bool:
        wanted = client.include
        checks = [
            hits(getattr(wanted, kind), value, "include", kind)
            for kind, value in values(operation)
            if getattr(wanted, kind)
        ]
        if wanted.acl:
            needed = [hits(wanted.acl, needs, "include", "acl") for needs in operation.auth.resources]
            anonymous = operation.auth.access is Access.ANONYMOUS
            checks.append(anonymous or (bool(needed) and all(needed)))
        return all(checks)

    def excluded(operation: Operation) -> bool:
        unwanted = client.exclude
        checks = [hits(getattr(unwanted, kind), value, "exclude", kind) for kind, value in values(operation)]
        checks += [hits(unwanted.acl, needs, "exclude", "acl") for needs in operation.auth.resources]
        return any(checks)

    names = {
        kind: {value for each in api.operations for of, value in values(each) if of == kind}
        for kind in _KINDS
    }
    names["acl"] = {right for operation in api.operations for right in operation.auth.resources}
    verdicts = [(operation, included(operation), excluded(operation)) for operation in api.operations]
    kept = tuple(operation for operation, wanted, unwanted in verdicts if wanted and not unwanted)
    unused = [entry for entry in _patterns(client) if entry not in used]
    return keep_operations(api, kept), tuple(
        unused_pattern(client, table, kind, pattern, names[kind]) for table, kind, pattern in unused
    )


def unused_pattern(
    client: ClientConfig, table: str, kind: str, pattern: str, names: Iterable[str]
) -> Diagnostic:
    """What is said of a pattern that matches none of the names; `table` is `include` or `exclude`."""
    return Diagnostic(
        Level.WARNING,
        "pattern-unused",
        f"{table}.{kind} pattern `{pattern}` matches nothing{_nearest(pattern, names)}; mend or remove it",
        client.places.get((table, kind, pattern)),
    )


def _nearest(pattern: str, names: Iterable[str]) -> str:
    near = nearest(pattern, sorted(names))
    return f"; the nearest name is `{near}`" if near else ""


def _patterns(client: ClientConfig) -> list[tuple[str, str, str]]:
    tables: tuple[tuple[str, Selection], ...] = (("include", client.include), ("exclude", client.exclude))
    return [
        (name, kind, pattern) for name, table in tables for kind in _KINDS for pattern in getattr(table, kind)
    ]
