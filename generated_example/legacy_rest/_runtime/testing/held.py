# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Entities that a shop in memory keeps: read, listed, saved and deleted by the methods of a repository."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar, get_args

from ..models.base import Model
from ..models.encode import without_none
from ..search.criteria import SearchCriteria
from .answers import Refusal
from .calls import Call
from .conditions import field_of, found
from .methods import Method
from .output import checked, server_value
from .pages import page_of

__all__ = ["Held"]

M = TypeVar("M", bound=Model)
Reply = Callable[[Call], Any]


class Held(Generic[M]):
    """The entities of one repository, in the order in which they came. `items` are those that are there now."""

    def __init__(self, items: Iterable[M], key: str) -> None:
        self._items = list(items)
        self._key = key
        self._lock = threading.RLock()

    @property
    def items(self) -> Sequence[M]:
        """The entities that are there now."""
        with self._lock:
            return tuple(self._items)

    def get(self, key: Any, field: str = "") -> M:
        """The entity with that key, or that value of another field.

        Raises Refusal (404) as the shop does when there is none.
        """
        name = field or self._key
        with self._lock:
            for item in self._items:
                if str(getattr(item, name, None)) == str(key):
                    return item
        raise Refusal(404, "No such entity with %fieldName = %fieldValue", fieldName=name, fieldValue=key)

    def find(self, criteria: SearchCriteria) -> list[M]:
        """The entities that criteria find, in their order, on all pages."""
        written = [(server_value(item), item) for item in self.items]
        return [
            item for _, item in found(written, criteria, lambda pair, name: field_of(pair[0] or {}, name))
        ]

    def save(self, entity: M) -> M:
        """Put an entity in the place of the one with its key, whose other fields stay, or add it under a new key."""
        with self._lock:
            key = getattr(entity, self._key, None)
            if key is None:
                numbers = [getattr(item, self._key) for item in self._items]
                key = max((number for number in numbers if isinstance(number, int)), default=0) + 1
                entity = entity.model_copy(update={self._key: key})
            for place, item in enumerate(self._items):
                if str(getattr(item, self._key, None)) == str(key):
                    self._items[place] = item.model_copy(
                        update={name: getattr(entity, name) for name in entity.model_fields_set}
                    )
                    return self._items[place]
            self._items.append(entity)
            return entity

    def delete(self, key: Any, field: str = "") -> bool:
        """Take the entity with that key, or that value of another field, out. Raises Refusal (404) for none."""
        item = self.get(key, field)
        with self._lock:
            self._items.remove(item)
        return True


def replies(held: Held[Any], entity: type[Model], method: Method, result_type: Any) -> Reply | None:
    """How a method of the repository is answered from what is held; None for one that does something else."""
    operation: Any = method.operation
    kind: str = getattr(operation, "method", "")
    if operation.search_parameter is not None:
        name = method.names[operation.search_parameter]
        return lambda call: _page(held, call.arguments.get(name), result_type)
    body = next(
        (name for name, hint in method.types.items() if hint is entity and name in method.required), None
    )
    if body is not None and kind in ("POST", "PUT"):
        return lambda call: held.save(call.arguments[body])
    keys = [name for name in method.names.values() if name in method.required]
    if len(keys) != 1:
        return None
    argument = keys[0]
    field = argument if argument in entity.model_fields else ""
    if kind == "GET" and without_none(result_type) is entity:
        return lambda call: held.get(call.arguments[argument], field)
    if kind != "DELETE":
        return None

    def delete(call: Call) -> bool | None:
        deleted = held.delete(call.arguments[argument], field)
        return deleted if result_type is bool else None

    return delete


def _page(held: Held[Any], criteria: Any, result_type: Any) -> Any:
    asked = criteria if isinstance(criteria, SearchCriteria) else SearchCriteria()
    return page_of(held.find(asked), asked, result_type)


def entity_of(methods: Iterable[Method], result_types: Mapping[str, Any]) -> type[Model] | None:
    """The model that a repository's list holds, else that which its methods read."""
    listed = list(methods)
    for method in sorted(listed, key=lambda each: each.operation.search_parameter is None):
        declared = without_none(result_types[method.name])
        if not (isinstance(declared, type) and issubclass(declared, Model)):
            continue
        if method.operation.search_parameter is None:
            return declared
        declared.model_rebuild()
        items = declared.model_fields.get("items")
        item = next(iter(get_args(without_none(items.annotation))), None) if items is not None else None
        if isinstance(item, type) and issubclass(item, Model):
            return item
    return None


def key_of(entity: type[Model], methods: Iterable[Method], key: str | None) -> str:
    """The field that entities are told apart by: the one named, else a number, else what a reading method takes.

    Raises TypeError where there is none.
    """
    taken = {
        name: method.types.get(name)
        for method in methods
        for name in method.required
        if getattr(method.operation, "method", "") == "GET"
    }
    numbers = ("id", "entity_id") if any(hint is int for hint in taken.values()) else ()
    candidates: list[str] = [*([key] if key else []), *numbers, *sorted(taken), "id", "entity_id"]
    for name in candidates:
        if name in entity.model_fields:
            return name
    raise TypeError(f"say which field of {entity.__name__} is its key: holds(..., key='code')")


def all_checked(items: Iterable[Any], entity: type[Model]) -> list[Any]:
    """Items as entities. Raises TypeError for one that is none."""
    return [checked(item, entity, f"a shop that holds {entity.__name__} entities") for item in items]
