# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""From a method of a resource to its operation and back, by calling the method itself and seeing what it passes on."""

from __future__ import annotations

import copy
import inspect
import re
import sys
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeGuard, Union, cast, get_args, get_origin, get_type_hints

from ..client.lazy_member import Member
from ..client.operation import Operation
from ..client.operation_index import OperationIndex
from ..client.options import RequestOptions
from ..client.resource import AsyncNamespace, AsyncResource, Namespace, Resource
from ..models.base import Model


class _OnlyForCheckers:
    """Stands for `inputs`, whose types a server need not know: models stand beside them."""

    def __getattr__(self, name: str) -> Any:
        return _Untold()


class _Untold:
    def __getattr__(self, name: str) -> Any:
        return Any


_UNIMPORTED = {"inputs": _OnlyForCheckers()}
_SETTINGS = ("self", "options")
_ROOMS = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


@dataclass(frozen=True, slots=True)
class Method:
    """A method and the operation that it calls. `names` are its arguments' Python names by wire name.

    `types` and `required` are by Python name.
    """

    name: str
    operation: Operation[Any]
    names: Mapping[str, str]
    types: Mapping[str, Any] = field(repr=False)
    required: frozenset[str]


class MethodIndex:
    """The methods of a package by operation, found module by module when they are asked for."""

    def __init__(self, operations: OperationIndex[Any]) -> None:
        self.operations = operations

    def __getitem__(self, key: str) -> Method:
        """The method that calls an operation of the index. Raises KeyError where none does, as for built-in ones."""
        return _by_operation(self.operations.module(key))[id(self.operations[key])]

    def of_method(self, method: Callable[..., Any]) -> Method:
        """What is known of a method of a resource. Raises TypeError for what is no such method."""
        operation = operation_of(method)
        resource: Any = getattr(method, "__self__", None)
        return _by_operation(sys.modules[type(resource).__module__])[id(operation)]

    def of_resource(self, resource: object) -> list[Method]:
        """The methods of one resource. Raises TypeError for what is none."""
        if not isinstance(resource, Resource | AsyncResource):
            raise TypeError(f"{resource!r} is no resource, such as shop.client.catalog.product_repository")
        found = _by_operation(sys.modules[type(resource).__module__])
        kind: Any = type(resource)
        bare = kind.__new__(kind)  # without a client, so that nothing is sent
        own = {
            id(_single(getattr(bare, name)))
            for name, _ in inspect.getmembers_static(kind, inspect.isfunction)
            if not name.startswith(("_", "iter"))
        }
        return [method for key, method in found.items() if key in own]


class Passed(Exception):  # no error: it carries what a method passes on
    """What a method of a resource passes on: the operation, its arguments by wire name, and the options."""

    def __init__(
        self, operation: Operation[Any], arguments: Mapping[str, Any], options: RequestOptions | None
    ) -> None:
        super().__init__(operation.id)
        self.operation = operation
        self.arguments = arguments
        self.options = options


def passed_on(method: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Passed:
    """What a method would pass on; nothing is sent. Raises TypeError for what is no method of a resource."""
    resource: Any = getattr(method, "__self__", None)
    if not isinstance(resource, Resource | AsyncResource):
        raise TypeError(
            f"{method!r} is no method of a resource, such as shop.client.catalog.product_repository.get"
        )
    twin: Any = copy.copy(resource)
    twin.__dict__["_call"] = _pass
    try:
        result: Any = getattr(twin, method.__name__)(*args, **kwargs)
        if inspect.iscoroutine(result):
            result.send(None)
    except Passed as passed:
        return passed
    raise TypeError(
        f"{method.__name__} makes several requests; take the method that makes one of them, such as get_list"
    )


def operation_of(method: Callable[..., Any]) -> Operation[Any]:
    """The operation that a method calls. Raises TypeError for what is no such method."""
    return passed_on(method, (), dict.fromkeys(_parameters(method, required=True))).operation


def _single(method: Callable[..., Any]) -> Operation[Any] | None:
    """The operation that a method calls; None for one that calls several, such as Magento 1's `multi_call`."""
    try:
        return operation_of(method)
    except (TypeError, AttributeError):
        return None


def _pass(operation: Operation[Any], arguments: Mapping[str, Any], options: RequestOptions | None) -> Any:
    raise Passed(operation, arguments, options)


@cache
def _by_operation(module: types.ModuleType) -> dict[int, Method]:
    """The methods of a module by their operations' identity: the same for each of a program's many shops."""
    return {id(method.operation): method for method in _methods(module)}


def _methods(module: types.ModuleType) -> Iterator[Method]:
    """The methods of a module of resources, each operation's once."""
    places = _places(module)
    seen: set[int] = set()
    for kind in _classes(module, Resource, AsyncResource):
        for name, function in inspect.getmembers_static(kind, inspect.isfunction):
            method = None if name.startswith("_") else _method(kind, function, f"{places(kind)}.{name}")
            if method is not None and id(method.operation) not in seen:
                seen.add(id(method.operation))
                yield method


def _places(module: types.ModuleType) -> Callable[[type], str]:
    """Where a client has each resource of a module."""
    home = module.__name__.rpartition(".")[2]
    places: dict[Any, str] = {}
    for kind in _classes(module, Namespace, AsyncNamespace):
        for name, member in cast(Mapping[str, Any], vars(kind)).items():
            if _is_member(member):
                places[member.kind] = f"{home}.{name}"
    return lambda kind: places.get(kind, _snake(kind.__name__))


def _is_member(value: object) -> TypeGuard[Member[Any]]:
    return isinstance(value, Member)


def _classes(module: types.ModuleType, *bases: type) -> Iterator[type]:
    """The classes of a module that extend one of these, those that block first."""
    for base in bases:
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, base) and kind.__module__ == module.__name__:
                yield kind


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().removeprefix("async_")


def _method(kind: Any, function: Any, name: str) -> Method | None:
    resource = kind.__new__(kind)
    bound: Any = getattr(resource, function.__name__)
    marks = {parameter: object() for parameter in _parameters(bound)}
    try:
        passed = passed_on(bound, (), marks)
    except (TypeError, AttributeError):  # no call of one operation, such as Magento 1's multiCall
        return None
    names = {id(mark): parameter for parameter, mark in marks.items()}
    return Method(
        name=name,
        operation=passed.operation,
        names={wire: names[id(mark)] for wire, mark in passed.arguments.items() if id(mark) in names},
        types={
            parameter: argument_type(hint)
            for parameter, hint in get_type_hints(function, localns=_UNIMPORTED).items()
        },
        required=frozenset(_parameters(bound, required=True)),
    )


def _parameters(method: Callable[..., Any], *, required: bool = False) -> list[str]:
    """The names of a method's arguments that are sent, or of those without a default."""
    return [
        name
        for name, parameter in inspect.signature(method).parameters.items()
        if name not in _SETTINGS
        and parameter.kind in _ROOMS
        and (not required or parameter.default is inspect.Parameter.empty)
    ]


def argument_type(hint: Any) -> Any:
    """The type that a server reads where a method takes it or what stands for it.

    `Product | Mapping[str, Any]` is Product, `Sequence[Product | Mapping[str, Any]]` is `list[Product]`.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        members = [argument_type(member) for member in arguments if member is not type(None)]
        models = [member for member in members if _is_of_models(member)]
        if models:
            return models[0]
        return members[0] if len(members) == 1 else _narrowest(members)
    if isinstance(origin, type) and issubclass(origin, Sequence) and arguments:
        item: Any = argument_type(arguments[0])
        return list[item]
    if isinstance(origin, type) and issubclass(origin, Mapping) and arguments:
        value: Any = argument_type(arguments[1])
        return dict[str, value]
    return hint


def _is_of_models(kind: Any) -> bool:
    if get_origin(kind) is list:
        return _is_of_models(get_args(kind)[0])
    return isinstance(kind, type) and issubclass(kind, Model)


def _narrowest(members: list[Any]) -> Any:
    """What stands in an answer where an argument may be several: a float for any number, a text for a text or date."""
    for kind in (float, str, int, bool):
        if kind in members:
            return kind
    return Any
