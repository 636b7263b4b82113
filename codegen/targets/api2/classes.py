"""The classes of Magento 1's REST client as the templates print them: one a resource, found directly on the client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codegen.emit.layout import filled, tuple_of
from codegen.emit.render import py_str
from codegen.ir import Api, Location, Model, Operation, RestBinding, Service, named_types
from codegen.symbols import Symbols
from codegen.targets.api2.wording import class_doc, method_doc

FIXED_ARGUMENTS = frozenset(
    {"attrs", "data", "dir", "filters", "limit", "options", "order", "page", "query", "self"}
)
"""Arguments that methods have besides their path variables."""

_ANSWERS = {
    "get": "entry",
    "list": "collection",
    "create": "id",
    "create_many": "verdicts",
    "update_many": "verdicts",
    "delete_many": "verdicts",
}
_SENDING = ("create", "create_many", "update", "update_many", "delete_many")


@dataclass(frozen=True, slots=True)
class Argument:
    """A path variable as an argument of a method. `wire` is its name in the route."""

    name: str
    wire: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method and its operation.

    `verb` is what it does (`get`, `create_many`), `model` the type of an entry as the module writes it, `returns`
    that of the answer, `keys` all keys of the operation in `OPERATIONS`, `walker` the name of a list's iterator.
    """

    name: str
    verb: str
    constant: str
    http_method: str
    paths: Sequence[str]
    keys: Sequence[str]
    answer: str
    arguments: Sequence[Argument]
    parameters: Sequence[str]
    roles: Sequence[str]
    versions: Sequence[str]
    read_only: Sequence[str]
    entry_path: str
    model: str
    returns: str
    doc: Sequence[str]
    walker: str

    @property
    def descriptor(self) -> list[str]:
        """The arguments of its descriptor, as lines."""
        items = [py_str(self.http_method), tuple_of(map(py_str, self.paths)), py_str(self.answer)]
        if self.model != "Any" and (self.sends or self.answer in ("entry", "collection")):
            items.append(f"lambda: {self.model}")
        lists = {"parameters": self.parameters, "roles": self.roles}
        items += [f"{name}={tuple_of(map(py_str, texts))}" for name, texts in lists.items() if texts]
        if self.read_only:
            items.append(f"read_only=frozenset({tuple_of(map(py_str, self.read_only))})")
        if self.entry_path:
            items.append(f"entry_path={py_str(self.entry_path)}")
        if self.versions:
            items.append(f"versions={tuple_of(map(py_str, self.versions))}")
        return filled(items)

    @property
    def sends(self) -> bool:
        """Whether it has a body."""
        return self.verb in _SENDING

    @property
    def many(self) -> bool:
        """Whether its body is a list."""
        return self.answer == "verdicts"

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What the method hands on besides the query of a collection: key and argument."""
        names = ["data"] if self.sends else ["attrs"] if self.answer == "entry" else []
        return [*((item.wire, item.name) for item in self.arguments), *((name, name) for name in names)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceClass:
    """A class of a resources module; `attribute` is where the client has it."""

    name: str
    attribute: str
    module: str
    doc: Sequence[str]
    methods: Sequence[Method]


def resource_classes(api: Api, symbols: Symbols) -> dict[str, list[ResourceClass]]:
    """The classes of each module of `resources/`, by module."""
    operations: dict[str, list[Operation]] = defaultdict(list)
    for operation in api.operations:
        operations[operation.service].append(operation)
    models = {model.name: model for model in api.models}
    modules: dict[str, list[ResourceClass]] = defaultdict(list)
    for service in api.services:
        name = symbols.services[service.name]
        modules[name.module].append(
            ResourceClass(
                name=name.name,
                attribute=symbols.attributes[service.name],
                module=name.module,
                doc=class_doc(service),
                methods=_methods(service, operations[service.name], models, symbols),
            )
        )
    return {name: sorted(modules[name], key=lambda item: item.name) for name in sorted(modules)}


def _methods(
    service: Service, operations: Sequence[Operation], models: Mapping[str, Model], symbols: Symbols
) -> list[Method]:
    routes = [binding for operation in operations for binding in rest_bindings(operation)]
    entry_path = next((route.path for route in routes if route.action_type == "entity"), "")
    return [_method(operation, service, entry_path, models, symbols) for operation in operations]


def _method(
    operation: Operation, service: Service, entry_path: str, models: Mapping[str, Model], symbols: Symbols
) -> Method:
    bindings = rest_bindings(operation)
    first = bindings[0]
    name = symbols.operations[operation.id]
    verb = operation.name
    answer = _ANSWERS.get(verb, "nothing")
    model = _entry_model(operation, models)
    annotation = f"models.{symbols.models[model.name]}" if model else "Any"
    arguments = _arguments(operation, bindings, symbols)
    many = operation.id.removeprefix(f"{first.method} {first.path}")
    return Method(
        name=name,
        verb=verb,
        constant=f"{symbols.attributes[service.name]}_{name}".upper(),
        http_method=first.method,
        paths=[binding.path for binding in bindings],
        keys=[f"{binding.method} {binding.path}{many}" for binding in bindings],
        answer=answer,
        arguments=arguments,
        parameters=[item.name for item in operation.parameters if item.name != "data"],
        roles=first.roles,
        versions=first.versions,
        read_only=_read_only(model) if model and verb in _SENDING and verb != "delete_many" else (),
        entry_path=entry_path if answer == "id" else "",
        model=annotation,
        returns=_returns(answer, annotation),
        doc=method_doc(operation, service, bindings),
        walker=("iter" if name == "list" else f"iter_{name}") if answer == "collection" else "",
    )


def rest_bindings(operation: Operation) -> list[RestBinding]:
    """All routes of an operation, the first one first."""
    return [binding for binding in operation.bindings if isinstance(binding, RestBinding)]


def _entry_model(operation: Operation, models: Mapping[str, Model]) -> Model | None:
    """The model of the entries that an operation sends or gets."""
    types = [operation.result, *(parameter.type for parameter in operation.parameters)]
    names = (name for type_ref in types if type_ref is not None for name in named_types(type_ref))
    return next((models[name] for name in names if name in models), None)


def _arguments(operation: Operation, bindings: Sequence[RestBinding], symbols: Symbols) -> list[Argument]:
    in_path = {item.name for route in bindings for item in route.parameters if item.location is Location.PATH}
    arguments = []
    for parameter in operation.parameters:
        if parameter.name in in_path:
            name = symbols.parameters[operation.id, parameter.name]
            free = f"{name}_" if name in FIXED_ARGUMENTS else name
            arguments.append(Argument(free, parameter.name, parameter.required))
    return sorted(arguments, key=lambda argument: not argument.required)


def _read_only(model: Model) -> tuple[str, ...]:
    return tuple(sorted(item.wire_name for item in model.fields if not item.writable))


def _returns(answer: str, model: str) -> str:
    return {
        "entry": model,
        "collection": f"Collection[{model}]",
        "id": "str",
        "verdicts": "MultiStatus",
    }.get(answer, "None")
