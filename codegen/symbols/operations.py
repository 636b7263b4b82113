"""What an operation would like to be called. A REST route decides by itself, whatever other routes exist."""

from __future__ import annotations

import re

from codegen.ir import Location, Named, Operation, RestBinding
from codegen.symbols.scope import Wish, no_variants
from codegen.symbols.words import snake

_VARIABLE = re.compile(r"\{(\w+)\}")
_OWN = frozenset({"self", "my", "mine", "me"})


def operation_wish(operation: Operation) -> Wish:
    """Candidates for the method name of an operation, best first."""
    key = f"operation:{operation.id}"
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
    variants = _with_iterators if _may_be_searched(operation, rest) else no_variants
    return Wish(key, tuple(dict.fromkeys(candidates)), variants=variants)


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


def iterator_name(method: str) -> str:
    """What follows `iter_` and `iter_pages_` in the iterators of a list method: `get_list` is `list`."""
    return method.removeprefix("get_") or method


def _with_iterators(method: str) -> tuple[str, ...]:
    return (method, f"iter_{iterator_name(method)}", f"iter_pages_{iterator_name(method)}")


def _may_be_searched(operation: Operation, rest: RestBinding) -> bool:
    """Whether an operation may get iterators: it reads, and takes an object, which may be search criteria."""
    return rest.method == "GET" and any(isinstance(item.type, Named) for item in operation.parameters)
