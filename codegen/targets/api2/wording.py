"""What the docstrings of Magento 1's REST client say."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.emit.text import one_line, sentence
from codegen.ir import Operation, RestBinding, Service

_SUMMARIES = {
    "get": "Get one {one}.",
    "list": "Get one page of {several}: 10 unless `limit` says otherwise, 100 at most.",
    "create": "Create one {one} and return its id.",
    "create_many": "Create several {several}; the answer has a verdict on each.",
    "update": "Update one {one}: only the fields given change.",
    "update_many": "Update several {several}; the answer has a verdict on each.",
    "delete": "Delete one {one}.",
    "delete_many": "Delete several {several}; the answer has a verdict on each.",
}
_NO_ROLE = "granted to no role: for administrators with access to all resources"


def class_doc(service: Service) -> str:
    """The docstring of a resource's class."""
    title = one_line(service.description) or service.name
    return sentence(f"{title} (resource `{service.name}`)")


def method_doc(operation: Operation, service: Service, routes: Sequence[RestBinding]) -> list[str]:
    """The docstring of a method: what it does, its routes, and who may call it."""
    words = {"one": service.name.replace("_", " "), "several": service.title.replace("_", " ")}
    summary = _SUMMARIES.get(operation.name, sentence(operation.name)).format(**words)
    shown = [f"`{routes[0].method} {routes[0].path}`", *(f"`{route.path}`" for route in routes[1:])]
    return [summary, "", f"{', '.join(shown)} · {', '.join(routes[0].roles) or _NO_ROLE}"]
