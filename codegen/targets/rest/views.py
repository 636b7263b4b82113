"""What the templates of a REST package print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from codegen.emit.imports import Imports
from codegen.targets.rest.descriptors import DescriptorView


class IteratorView(NamedTuple):
    """The iterators of a list method: what follows `iter_`, their arguments, what they pass on, and an item's type."""

    name: str
    signature: Sequence[str]
    call: Sequence[str]
    item: str


class MethodView(NamedTuple):
    """The operation `id`: its `descriptor`, its method `name`, and what it `needs`.

    `signature` are the arguments as written, `call` those of the call that it makes. `doc` is the docstring, `brief`
    the short one of the method's async twin.
    """

    id: str
    name: str
    needs: str
    descriptor: DescriptorView
    asynchronous: bool
    signature: Sequence[str]
    call: Sequence[str]
    result: str
    doc: Sequence[str]
    brief: Sequence[str]
    iterator: IteratorView | None


class ServiceView(NamedTuple):
    """One service: its class `name`, its `attribute` on the namespace, what it says of itself, and its methods."""

    name: str
    attribute: str
    doc: str
    methods: Sequence[MethodView]

    @property
    def bulk(self) -> list[MethodView]:
        """The methods that the shop takes asynchronously too."""
        return [method for method in self.methods if method.asynchronous]


class ModuleView(NamedTuple):
    """One module of `resources/`.

    `namespace` is its class without prefix and suffix, `namespaces` the classes that there are. `imports` are what it
    uses, in groups.
    """

    name: str
    title: str
    namespace: str
    namespaces: Sequence[str]
    services: Sequence[ServiceView]
    imports: Sequence[Imports]

    @property
    def size(self) -> int:
        """How many methods its services have."""
        return sum(len(service.methods) for service in self.services)

    @property
    def bulk(self) -> list[ServiceView]:
        """The services with methods that the shop takes asynchronously too."""
        return [service for service in self.services if service.bulk]
