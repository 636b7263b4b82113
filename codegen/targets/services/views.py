"""The services of an Api as a package offers them, ready to be printed: what every target makes, and readers read.

`build_services` (`codegen.targets.services.building`) is the only maker. What a view holds is Python source or plain
text; the operation itself is found in the Api by `Method.id`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codegen.emit.imports import Imports
from codegen.emit.layout import bracketed
from codegen.emit.render import py_str
from codegen.values import Value

_INPUT = re.compile(r"inputs(\.\w+)+")


class MethodArgument(Value, kw_only=True):
    """An argument of a method.

    `wire_name` is that of the parameter it is for, empty for one that the client itself has (`options`). `default` is
    what it is without a value, as written; empty where there is none, and the argument is required. `positional` says
    that it may go without its name, `keywords` that it stands for any number of named ones. Without `in_bulk` an item
    of a bulk request may lack it, though no call of the method can. `description` is what the definitions say of it,
    `server_default` what the server takes without it.
    """

    name: str
    annotation: str
    wire_name: str = ""
    default: str = ""
    positional: bool = False
    keywords: bool = False
    in_bulk: bool = True
    description: str = ""
    server_default: str = ""

    @property
    def required(self) -> bool:
        """Whether no call can do without it."""
        return not self.default and not self.keywords

    @property
    def source(self) -> str:
        """The argument as a signature has it."""
        stars = "**" if self.keywords else ""
        return f"{stars}{self.name}: {self.annotation}{f' = {self.default}' if self.default else ''}"


def signature(arguments: Sequence[MethodArgument]) -> list[str]:
    """The arguments of a method as written: those that may go without their names, then the others."""
    first = [item.source for item in arguments if item.positional]
    named = [item.source for item in arguments if not item.positional]
    return ["self", *first, "*", *named]


def call(constant: str, arguments: Sequence[MethodArgument]) -> list[str]:
    """What a method passes on: the descriptor, its arguments by wire name, and its settings, `options` first."""
    given = [f"{py_str(item.wire_name)}: {item.name}" for item in arguments if item.wire_name]
    given += [f"**{item.name}" for item in arguments if item.keywords]
    settings = [item.name for item in arguments if not item.wire_name and not item.keywords]
    return [constant, bracketed("{", given, "}", 12), *sorted(settings, key="options".__ne__)]


class Iterator(Value, kw_only=True):
    """A method that walks through what another finds. `yields` is the type of one step, `through` what makes it."""

    name: str
    arguments: tuple[MethodArgument, ...]
    yields: str
    through: str
    doc: str

    @property
    def signature(self) -> list[str]:
        """Its arguments as written."""
        return signature(self.arguments)

    def call(self, constant: str) -> list[str]:
        """The arguments of the call that it makes."""
        return call(constant, self.arguments)


class Descriptor(Value, kw_only=True):
    """The constant that describes an operation: `constant = kind(lines)`.

    `annotation` is the type argument of its kind where that does not follow from the arguments, `lines` are the
    arguments as written, `expressions` those parts of them that use names.
    """

    constant: str
    kind: str
    lines: tuple[str, ...]
    annotation: str = ""
    expressions: tuple[str, ...] = ()


class OperationKey(Value, kw_only=True):
    """A key of an operation in `OPERATIONS`, and a call of the method with what it must be given."""

    key: str
    call: str


class Method(Value, kw_only=True):
    """The operation `id` as a method.

    `arguments` are in the order of the signature; `result` is the annotation of what is returned. `needs` tells who
    may call it, in words; `deprecated` is why it should not be called any more (None: it may). `doc` is the docstring,
    `brief` the short one of the method's awaited twin. `asynchronous` tells that the shop takes bulk requests of it.
    `built_in` methods are the runtime's own, and only their descriptors are written.
    """

    id: str
    name: str
    descriptor: Descriptor
    arguments: tuple[MethodArgument, ...]
    result: str
    doc: tuple[str, ...]
    brief: tuple[str, ...]
    routes: tuple[OperationKey, ...]
    needs: str = ""
    deprecated: str | None = None
    asynchronous: bool = False
    built_in: bool = False
    iterators: tuple[Iterator, ...] = ()

    @property
    def signature(self) -> list[str]:
        """Its arguments as written."""
        return signature(self.arguments)

    @property
    def call(self) -> list[str]:
        """The arguments of the call that it makes."""
        return call(self.descriptor.constant, self.arguments)

    @property
    def item(self) -> list[tuple[str, str]]:
        """What an item of a bulk request may hold: each argument and its annotation."""
        return [
            (item.name, f"Required[{item.annotation}]" if item.required and item.in_bulk else item.annotation)
            for item in self.arguments
            if item.wire_name
        ]

    @property
    def shown(self) -> str:
        """The method with all that it takes and what it gives, on one line for people; a map is a `dict`."""
        given = ", ".join(
            _INPUT.sub("dict", item.source).replace("models.", "")
            for item in self.arguments
            if item.wire_name
        )
        return f"{self.name}({given}) -> {self.result.replace('models.', '')}"


class ServiceClass(Value, kw_only=True):
    """One service: its class, the class's `base`, and where a client has it (`catalog.product_repository`)."""

    name: str
    attribute: str
    place: str
    base: str
    doc: str
    methods: tuple[Method, ...]

    @property
    def bulk(self) -> list[Method]:
        """The methods that the shop takes asynchronously too."""
        return [method for method in self.methods if method.asynchronous]


class ServiceModule(Value, kw_only=True):
    """One module of `resources/`.

    `namespace` is the class that its services sit on, without prefix and suffix; empty where they sit on the client.
    `imports` are what its text uses, in groups, `hints` what only type checkers import.
    """

    name: str
    title: str
    namespace: str
    services: tuple[ServiceClass, ...]
    imports: tuple[Imports, ...]
    hints: Imports = ()

    @property
    def size(self) -> int:
        """How many methods its services have."""
        return sum(len(service.methods) for service in self.services)

    @property
    def bulk(self) -> list[ServiceClass]:
        """The services with methods that the shop takes asynchronously too."""
        return [service for service in self.services if service.bulk]


class Services(Value, kw_only=True):
    """All services of a package by module. `sync` and `asynchronous` tell which kinds of client there are."""

    modules: tuple[ServiceModule, ...]
    sync: bool
    asynchronous: bool

    @property
    def flat(self) -> bool:
        """Whether the services sit on the client itself."""
        return not any(module.namespace for module in self.modules)

    @property
    def prefixes(self) -> list[str]:
        """What the names of classes begin with, for each kind of client."""
        return [prefix for prefix, there in (("", self.sync), ("Async", self.asynchronous)) if there]

    @property
    def bulk(self) -> list[ServiceModule]:
        """The modules with methods that the shop takes asynchronously too."""
        return [module for module in self.modules if module.bulk]
