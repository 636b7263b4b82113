"""Operations of Magento 1's REST API as descriptors: `PRODUCTS_GET = ResourceOperation(…)`."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.emit.layout import filled, tuple_of
from codegen.emit.render import py_str
from codegen.ir import Model, Operation, RestBinding
from codegen.targets.services.views import Descriptor

_ANSWERS = {
    "get": "entry",
    "list": "collection",
    "create": "id",
    "create_many": "verdicts",
    "update_many": "verdicts",
    "delete_many": "verdicts",
}
_SENDING = ("create", "create_many", "update", "update_many", "delete_many")


def answer_of(operation: Operation) -> str:
    """How an operation's answer is read."""
    return _ANSWERS.get(operation.name, "nothing")


def sends(operation: Operation) -> bool:
    """Whether an operation has a body."""
    return operation.name in _SENDING


def descriptor(
    constant: str,
    operation: Operation,
    routes: Sequence[RestBinding],
    entry_path: str,
    entry: Model | None,
    model: str,
    result: str,
) -> Descriptor:
    """The descriptor of an operation.

    `entry_path` is the route of one entry of its resource, `entry` the model of an entry, `model` that as the module
    writes it (`Any` for none), `result` what the method returns.
    """
    first, answer = routes[0], answer_of(operation)
    items = [py_str(first.method), tuple_of(py_str(route.path) for route in routes), py_str(answer)]
    typed = model != "Any" and (sends(operation) or answer in ("entry", "collection"))
    if typed:
        items.append(f"lambda: {model}")
    named = [item.name for item in operation.parameters if item.name != "data"]
    lists = {"parameters": named, "roles": first.roles}
    items += [f"{name}={tuple_of(map(py_str, texts))}" for name, texts in lists.items() if texts]
    read_only = _read_only(entry) if sends(operation) and operation.name != "delete_many" else []
    if read_only:
        items.append(f"read_only=frozenset({tuple_of(map(py_str, read_only))})")
    if entry_path and answer == "id":
        items.append(f"entry_path={py_str(entry_path)}")
    if first.versions:
        items.append(f"versions={tuple_of(map(py_str, first.versions))}")
    return Descriptor(
        constant=constant,
        kind="ResourceOperation",
        annotation=result,
        lines=tuple(filled(items)),
        expressions=(model,) if typed else (),
    )


def _read_only(entry: Model | None) -> list[str]:
    """The fields that no role may send."""
    return sorted(item.wire_name for item in entry.fields if not item.writable) if entry else []
