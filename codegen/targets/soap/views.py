"""What the templates of a SOAP package print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from codegen.emit.imports import Imports


@dataclass(frozen=True, slots=True)
class IteratorView:
    """The iterators of a list method: what follows `iter_`, their arguments, what they pass on, and an item's type."""

    name: str
    signature: Sequence[str]
    call: Sequence[str]
    item: str


@dataclass(frozen=True, slots=True)
class DescriptorView:
    """The descriptor called `constant`. `lines` are its arguments as written.

    `generic` is the type argument where it does not follow from the arguments, and `names` are the names they use.
    """

    constant: str
    generic: str
    lines: Sequence[str]
    names: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """The operation `id`: its `descriptor`, its method `name`, and what it `needs`.

    `signature` are the arguments as written, `call` those of the call that it makes. `doc` is the docstring, `brief`
    the short one of the method's async twin. `method` is False for what the runtime's own methods stand for.
    """

    id: str
    name: str
    needs: str
    descriptor: DescriptorView
    signature: Sequence[str]
    call: Sequence[str]
    result: str
    doc: Sequence[str]
    brief: Sequence[str]
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

    `namespace` is the class that its services sit on without prefix and suffix, empty where they sit on the client;
    `imports` are what its text uses, in groups.
    """

    name: str
    title: str
    namespace: str
    services: Sequence[ServiceView]
    imports: Sequence[Imports]
