"""Entities that a shop in memory keeps: read, listed, saved and deleted by the methods of a repository."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from ..models.base import Model
from ..models.decode import adapter_for
from ..search.criteria import SearchCriteria
from .answers import Refusal
from .conditions import field_of, found
from .output import checked, server_value

__all__ = ["Held"]

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class EntityKind:
    """What is kept: the model of the entities, and the field that they are told apart by.

    `missing` is the refusal for a field and a value that no entity has; `names` are other names of fields in searches.
    """

    entity: type[Model]
    key: str
    missing: Callable[[str, Any], Refusal]
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    open: bool = False
    """Whether the entities have fields that no definition names."""

    def of_values(self, values: Mapping[str, Any]) -> Any:
        """An entity of values by wire or Python name, without those that it has no field for, or none of their type."""
        known = names_of(self.entity)
        kept = {name: value for name, value in values.items() if self.open or name in known}
        adapter = adapter_for(self.entity)
        try:
            return adapter.validate_python(kept)
        except ValidationError as error:
            wrong = {problem["loc"][0] for problem in error.errors(include_url=False)}
            return adapter.validate_python({name: value for name, value in kept.items() if name not in wrong})


class Held(Generic[M]):
    """The entities of one repository, in the order in which they came. `items` are those that are there now."""

    def __init__(self, items: Iterable[M], kind: EntityKind) -> None:
        what = f"a shop that holds {kind.entity.__name__} entities"
        self._items: list[M] = [checked(item, kind.entity, what, more=kind.open) for item in items]
        self._kind = kind
        self._lock = threading.RLock()

    @property
    def items(self) -> Sequence[M]:
        """The entities that are there now."""
        with self._lock:
            return tuple(self._items)

    def get(self, key: Any, field: str = "") -> M:
        """The entity with that key, or that value of another field. Raises Refusal as the shop does for none."""
        return self.one({field or self._kind.key: key})

    def one(self, fields: Mapping[str, Any]) -> M:
        """The first entity whose fields have these values. Raises Refusal as the shop does when there is none."""
        with self._lock:
            return self._items[self._place(fields)]

    def find(self, criteria: SearchCriteria) -> list[M]:
        """The entities that criteria find, in their order, on all pages."""
        written = [(values_of(item), item) for item in self.items]
        names = self._kind.names
        return [
            item for _, item in found(written, criteria, lambda pair, name: field_of(pair[0], name, names))
        ]

    def save(self, entity: M) -> M:
        """Put an entity in the place of the one with its key, whose other fields stay, or add it under a new key."""
        key = self._kind.key
        with self._lock:
            own = getattr(entity, key, None)
            if own is not None and any(_has(item, {key: own}) for item in self._items):
                return self._merge({key: own}, entity)
            made: M = entity if own is not None else entity.model_copy(update=self._new_key())
            self._items.append(made)
            return made

    def add(self, values: Mapping[str, Any]) -> M:
        """Add an entity of values by wire name, under a new key; those that it has no room for are left out."""
        return self.save(self._kind.of_values(values))

    def change(self, fields: Mapping[str, Any], values: Mapping[str, Any]) -> M:
        """Set values by wire name of the entity whose fields are these. Raises Refusal for none."""
        return self._merge(fields, self._kind.of_values(values))

    def delete(self, key: Any, field: str = "") -> bool:
        """Take the entity with that key, or that value of another field, out. Raises Refusal for none."""
        self.remove({field or self._kind.key: key})
        return True

    def remove(self, fields: Mapping[str, Any]) -> None:
        """Take the entity whose fields have these values out. Raises Refusal for none."""
        with self._lock:
            del self._items[self._place(fields)]

    def key_of(self, entity: M) -> Any:
        """The value that an entity is told apart by."""
        return getattr(entity, self._kind.key)

    def _merge(self, fields: Mapping[str, Any], entity: Model) -> M:
        with self._lock:
            place = self._place(fields)
            update = {name: getattr(entity, name) for name in entity.model_fields_set}
            self._items[place] = self._items[place].model_copy(update=update)
            return self._items[place]

    def _place(self, fields: Mapping[str, Any]) -> int:
        for place, item in enumerate(self._items):
            if _has(item, fields):
                return place
        name, value = next(iter(fields.items()))
        raise self._kind.missing(name, value)

    def _new_key(self) -> Mapping[str, Any]:
        """The next number, as the entity holds its key."""
        keys = [str(getattr(item, self._kind.key)) for item in self._items]
        number = max((int(key) for key in keys if key.isdecimal()), default=0) + 1
        made = self._kind.of_values({self._kind.key: number})
        return {self._kind.key: getattr(made, self._kind.key)}


def _has(item: Model, fields: Mapping[str, Any]) -> bool:
    return all(str(getattr(item, name, None)) == str(value) for name, value in fields.items())


def names_of(model: type[Model]) -> dict[str, str]:
    """The Python names of a model's fields, by wire name and by themselves."""
    model.model_rebuild()
    fields = model.model_fields.items()
    return {name: name for name, _ in fields} | {
        each.serialization_alias or name: name for name, each in fields
    }


def values_of(entity: Any) -> Mapping[str, Any]:
    """The fields of an entity that are set, by wire name."""
    written: Any = server_value(entity)
    return written or {}
