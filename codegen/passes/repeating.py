"""Which operations may be sent twice: those that change no more when they are repeated.

A request whose answer got lost may have been carried out. HTTP lets a PUT be repeated, but Magento's routes don't keep
to that: `PUT /V1/orders/create` makes an order each time. What a route is for is told by its path and its method.
"""

from __future__ import annotations

import re

from codegen.diagnostics import Diagnostic
from codegen.ir import Api, Binding, Operation, RestBinding
from codegen.values import replace

_REPEATABLE = frozenset({"GET", "HEAD", "DELETE"})
_STORING = frozenset({"edit", "put", "replace", "save", "set", "update"})
"""The verbs of methods that put something in its place."""
_DOING = frozenset(
    {
        "capture",
        "comment",
        "comments",
        "create",
        "invoice",
        "order",
        "place",
        "refund",
        "send",
        "ship",
        "submit",
    }
)
"""What makes something new, or something happen, each time."""
_OWN = frozenset({"me", "mine"})
"""Parts of a path that stand for the key of the caller's own entity."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def mark_idempotent(api: Api) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The Api with `idempotent` set on the REST bindings of operations that may be repeated."""
    return replace(api, operations=tuple(_marked(operation) for operation in api.operations)), ()


def _marked(operation: Operation) -> Operation:
    bindings: tuple[Binding, ...] = tuple(
        (
            replace(binding, idempotent=is_idempotent(binding.method, binding.path, operation.name))
            if isinstance(binding, RestBinding)
            else binding
        )
        for binding in operation.bindings
    )
    return replace(operation, bindings=bindings)


def is_idempotent(method: str, path: str, name: str) -> bool:
    """Whether a route may be sent twice: a reading or deleting one, and a PUT of an entity by its key.

    `name` is the service method. A PUT counts when its path ends with the key, and when neither path nor method has a
    word for doing something.
    """
    if method in _REPEATABLE:
        return True
    if method != "PUT":
        return False
    *before, last = [part for part in path.split("/") if part]
    verb, *more = [word.lower() for word in _WORDS.findall(name)] or [""]
    keyed = last.startswith("{") or last in _OWN
    return keyed and verb in _STORING and not _DOING & {*before, *more}
