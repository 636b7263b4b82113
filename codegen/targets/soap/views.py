"""What the templates of a SOAP package print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IteratorView:
    """The iterators of a list method: what follows `iter_`, their arguments, and the types of an item and a page."""

    name: str
    signature: Sequence[str]
    item: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation: its descriptor `constant` and its method `name`.

    `settings` are the keyword arguments of the descriptor as (name, text). `generic` is the type argument that the
    descriptor spells where it does not follow from `source`, the expression of its result type; `kind` is that of the
    result. `arguments` are the (wire name, Python name) pairs that are passed on. `doc` is the docstring of the method,
    `brief` that of the awaited one. `method` is False for what the runtime's own methods stand for.
    """

    id: str
    name: str
    constant: str
    operation: str
    kind: str
    generic: str
    source: str
    settings: Sequence[tuple[str, str]]
    acl: Sequence[str]
    whole: bool
    reads: bool
    signature: Sequence[str]
    arguments: Sequence[tuple[str, str]]
    result: str
    doc: Sequence[str]
    brief: Sequence[str]
    needs: str
    method: bool
    iterator: IteratorView | None


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One service: its class `name`, its `attribute` on the client or namespace, and its operations."""

    name: str
    attribute: str
    base: str
    doc: Sequence[str]
    operations: Sequence[OperationView]


@dataclass(frozen=True, slots=True)
class ModuleView:
    """One module of `resources/`.

    `namespace` is the class that its services sit on, empty where they sit on the client, `imports` are (module, names)
    of what its text uses, `builtins` tells that it uses that module.
    """

    name: str
    title: str
    namespace: str
    services: Sequence[ServiceView]
    imports: Sequence[tuple[str, Sequence[str]]]
    builtins: bool
