"""Names of what an operation becomes: its method, its iterators and the constant that holds its descriptor.

A REST route decides by itself what its method would like to be called, whatever other routes exist.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from codegen.ir import Api, Location, Model, Operation, RestBinding
from codegen.symbols.qualified import QualifiedName
from codegen.symbols.scope import Wish, settle
from codegen.symbols.searching import search_among
from codegen.symbols.words import ANNOTATION_NAMES, names, snake
from codegen.values import Value

_VARIABLE = re.compile(r"\{(\w+)\}")
_OWN = frozenset({"self", "my", "mine", "me"})

RESOURCE_MEMBERS = names("builtins models") | (ANNOTATION_NAMES - {"list"})
"""Names that no method of a resource may have."""


class OperationNames(Value):
    """By the ids of operations: their methods, and the iterators over items of those that may be searched."""

    methods: Mapping[str, str]
    iterators: Mapping[str, str]


def operation_names(api: Api, pinned: Mapping[str, str]) -> OperationNames:
    """The names of all methods and iterators. Methods come first: what iterators they have renames none of them."""
    scopes: dict[str, list[Operation]] = defaultdict(list)
    for operation in api.operations:
        scopes[operation.service].append(operation)
    models = {model.name: model for model in api.models}
    methods: dict[str, str] = {}
    iterators: dict[str, str] = {}
    for members in scopes.values():
        searches = {member.id for member in members if _is_walked(member, models)}
        kept = {name for key in searches for name in _with_pages(pinned.get(_iterator(key), ""))}
        wishes = [_method_wish(member, pinned) for member in members]
        settled = settle(wishes, pinned, reserved=RESOURCE_MEMBERS | kept)
        own = {member.id: settled[_method(member.id)] for member in members}
        walks = [_iterator_wish(member, own[member.id]) for member in members if member.id in searches]
        settled = settle(walks, pinned, reserved=RESOURCE_MEMBERS | set(own.values()))
        methods |= own
        iterators |= {key: settled[_iterator(key)] for key in searches}
    return OperationNames(methods, iterators)


def constants(
    api: Api,
    services: Mapping[str, QualifiedName],
    attributes: Mapping[str, str],
    methods: Mapping[str, str],
    pinned: Mapping[str, str],
    reserved: Collection[str],
) -> dict[str, str]:
    """The constants of all operations: those of one resources module differ, whatever class they belong to."""
    scopes: dict[str, dict[str, Wish]] = defaultdict(dict)
    for operation in api.operations:
        service, method = attributes[operation.service], methods[operation.id]
        candidates = (f"{service}_{method}".upper(), f"{service}__{method}".upper())
        wish = Wish(f"constant:{operation.id}", candidates)
        scopes[services[operation.service].module][operation.id] = wish
    found = {}
    for wishes in scopes.values():
        settled = settle(wishes.values(), pinned, reserved=reserved)
        found.update({key: settled[wish.key] for key, wish in wishes.items()})
    return found


def _method_wish(operation: Operation, pinned: Collection[str]) -> Wish:
    """Candidates for the method name of an operation, best first."""
    key = _method(operation.id)
    if key in pinned:
        return Wish(key)
    base = snake(operation.name, prefix="call")
    rest = operation.rest
    if rest is None:
        return Wish(key, (base,))
    name = _route_name(base, operation, rest)
    variables = [snake(variable, prefix="id") for variable in _VARIABLE.findall(rest.path)]
    fixed = [part for part in rest.path.split("/") if part and "{" not in part]
    candidates = [name]
    if variables:
        candidates.append(f"{name}_by_{'_and_'.join(variables)}")
    candidates.append(f"{name}_{rest.method.lower()}")
    candidates += [f"{name}_{snake(part, prefix='path')}" for part in reversed(fixed)]
    return Wish(key, tuple(dict.fromkeys(candidates)))


def _route_name(base: str, operation: Operation, rest: RestBinding) -> str:
    """The name that the route itself asks for.

    A PUT that saves is an update. A route on which the server fills in who is asking is the caller's own (`_mine`), and
    then needs no `_by_id` unless its path still has an id. A variable that stands for an optional argument shows.
    """
    name = "update" if base == "save" and rest.method == "PUT" else base
    if rest.forced and not _OWN.intersection(name.split("_")):
        name = name if _VARIABLE.search(rest.path) else name.removesuffix("_by_id")
        name = f"{name}_mine"
    placed = {item.name for item in rest.parameters if item.location is Location.PATH}
    optional = [
        item.name for item in operation.parameters if item.default is not None and item.name in placed
    ]
    return "_by_".join([name, *(snake(variable, prefix="id") for variable in optional)])


def pages_name(iterator: str) -> str:
    """The iterator over pages beside one over items: `iter_pages_list` beside `iter_list`."""
    start = "iter" if iterator == "iter" or iterator.startswith("iter_") else ""
    return f"iter_pages{iterator.removeprefix(start)}" if start else f"{iterator}_pages"


def _is_walked(operation: Operation, models: Mapping[str, Model]) -> bool:
    """Whether an operation finds items page by page: by search criteria, or as a list of Magento 1's REST API."""
    rest = operation.rest
    if rest is not None and rest.of_resource:
        return operation.name == "list"
    search = search_among(models, operation, operation.parameters)
    return search is not None and search.item is not None


def _iterator_wish(operation: Operation, method: str) -> Wish:
    """`iter_list` for `get_list`, unless there is a `list`; a resource of Magento 1's REST API has one list: `iter`."""
    short = method.removeprefix("get_") or method
    candidates: tuple[str, ...] = (f"iter_{short}", f"iter_{method}")
    if operation.rest is not None and operation.rest.of_resource and method == "list":
        candidates = ("iter", *candidates)
    return Wish(_iterator(operation.id), candidates, rank=short != method, variants=_with_pages)


def _with_pages(iterator: str) -> tuple[str, ...]:
    return (iterator, pages_name(iterator))


def _method(operation: str) -> str:
    return f"operation:{operation}"


def _iterator(operation: str) -> str:
    return f"iterator:{operation}"
