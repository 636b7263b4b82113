# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What the calls of Magento 1's REST API do to entities that a shop keeps, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal
from urllib.parse import urlsplit

from ...api2.multistatus import MultiStatus, Verdict
from ...api2.operation import DATA, ResourceOperation
from ...models.base import Model
from ...search.criteria import SearchCriteria, SortOrder
from ..answers import Refusal
from ..calls import Call
from ..criteria import filter_of
from ..held import EntityKind, Held, names_of, values_of
from ..methods import Method
from ..php_query import each_filter, parse
from ..repository import Reply, Repository, no_key

DEFAULT_LIMIT = 10
"""How many entries a page has where a request doesn't say it (Mage_Api2_Model_Resource::PAGE_SIZE_DEFAULT)."""

_STORE = "store"
_PARENT = "id"
"""A variable that names the whole where entries are its parts, and the entry where they are none."""
_READ = ("entry", "collection")
_OF_ONE = ("entry", "nothing")
_NOT_FOUND = "Resource not found."
_UPDATED = "Resource updated successful."


def api2_repository(methods: Sequence[Method], key: str | None) -> Repository | None:
    """The repository that a resource is; None where no call reads an entity.

    Raises TypeError where the key isn't known.
    """
    operations: dict[str, ResourceOperation[Any]] = {}
    for method in methods:
        operation: Any = method.operation
        operations[method.name] = operation
    models = [each.model() for each in operations.values() if each.answer in _READ and each.model]
    if not models:
        return None
    entity: type[Model] = models[0]
    kind = EntityKind(entity, _key(entity, operations.values(), key), _missing, open=True)
    found = {name: _reply(kind, operation) for name, operation in operations.items()}
    replies = {name: reply for name, reply in found.items() if reply is not None}
    reads = any(operations[name].answer in _READ for name in replies)
    return Repository(kind, replies) if reads else None


def _key(entity: type[Model], operations: Iterable[ResourceOperation[Any]], key: str | None) -> str:
    """The field that entities are told apart by: the one named, else that of the variable in an entry's route."""
    names = names_of(entity)
    variables = [_variables(operation)[-1:] for operation in operations if operation.answer in _OF_ONE]
    for name in [key] if key else [*chain.from_iterable(variables), "entity_id", "id"]:
        if name in names:
            return names[name]
    raise no_key(entity)


def _variables(operation: ResourceOperation[Any]) -> list[str]:
    """The variables of the first route, in its order; of an entry's the last one names it."""
    return re.findall(r"\{(\w+)\}", operation.path)


def _parents(operation: ResourceOperation[Any]) -> list[str]:
    """The variables of the first route that don't name the entry: what it is a part of."""
    return _variables(operation)[: -1 if operation.answer in _OF_ONE else None]


def _missing(field: str, value: Any) -> Refusal:
    return Refusal(404, _NOT_FOUND)


def _reply(kind: EntityKind, operation: ResourceOperation[Any]) -> Reply | None:
    """How a call of the resource is answered.

    None where its entries don't say what they are parts of, or its route doesn't say which one is meant.
    """
    reply = _REPLIES.get((operation.method, operation.answer))
    if reply is None or not {*_parents(operation)} <= names_of(kind.entity).keys() - {_PARENT}:
        return None
    if operation.answer in _OF_ONE and not _variables(operation):
        return None
    return lambda held, call: reply(_Asked(kind, operation, held, call))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call that is about entities that are kept."""

    kind: EntityKind
    operation: ResourceOperation[Any]
    held: Held[Any]
    call: Call

    @property
    def data(self) -> Any:
        """What the call brings along."""
        return self.call.arguments.get(DATA)

    def subject(self) -> dict[str, Any]:
        """The fields of the entity that is meant: the last variable is its key."""
        last = _variables(self.operation)[-1]
        return {self.kind.key: self.call.arguments[last], **self.parents(last)}

    def parents(self, *others: str) -> dict[str, Any]:
        """The fields that the other variables of the route stand for. Raises TypeError where there are none such."""
        names = names_of(self.kind.entity)
        given = {
            name: value
            for name, value in self.call.arguments.items()
            if name in self.operation.variables and name not in {_STORE, *others}
        }
        strange = next((name for name in given if name not in names), None)
        if strange is not None:
            raise TypeError(
                f"{self.kind.entity.__name__} has no field {strange!r}, by which {self.call.name} finds entities; "
                f"set it up with shop.on(...)"
            )
        return {names[name]: value for name, value in given.items()}

    def shown(self, entity: Model) -> Mapping[str, Any]:
        """An entity, with those attributes that were asked for."""
        attrs = self.call.arguments.get("attrs")
        values = values_of(entity)
        return {name: values[name] for name in attrs.split(",") if name in values} if attrs else values


def _list(asked: _Asked) -> Any:
    parents = asked.parents()
    found = [
        entity
        for entity in asked.held.find(_criteria(asked))
        if all(str(getattr(entity, name)) == str(value) for name, value in parents.items())
    ]
    return [asked.shown(entity) for entity in _page(found, asked.call.arguments)]


def _page(found: Sequence[Any], arguments: Mapping[str, Any]) -> Sequence[Any]:
    """One page of what was found; one past the end repeats the last. Raises Refusal for one that is too long."""
    limit = int(arguments.get("limit", DEFAULT_LIMIT))
    if not limit:
        return found
    last = max(-(-len(found) // limit), 1)
    page = min(int(arguments.get("page", 1)), last)
    return found[(page - 1) * limit : page * limit]


def _criteria(asked: _Asked) -> SearchCriteria:
    """The conditions and the order of a collection. Raises Refusal for a condition that isn't known."""
    arguments = asked.call.arguments
    order: str | None = arguments.get("order")
    # Not those of the arguments, which don't tell a list of values from several conditions.
    filters = parse(urlsplit(asked.call.request.url).query).get("filter")
    groups = [
        (filter_of(name, condition, value),)
        for name, conditions in each_filter(filters)
        for condition, value in conditions.items()
    ]
    direction: Literal["ASC", "DESC"] = "ASC" if arguments.get("dir") == "asc" else "DESC"
    return SearchCriteria(groups=tuple(groups), orders=(SortOrder(order, direction),) if order else ())


def _get(asked: _Asked) -> Any:
    return asked.shown(asked.held.one(asked.subject()))


def _create(asked: _Asked) -> Any:
    return _created(asked, asked.data)


def _created(asked: _Asked, entry: Any) -> str:
    return str(asked.held.key_of(asked.held.add({**asked.parents(), **values_of(entry)})))


def _create_many(asked: _Asked) -> Any:
    keys = [_created(asked, entry) for entry in asked.data]
    return MultiStatus(
        [Verdict(True, _UPDATED, 200, index, {asked.kind.key: key}) for index, key in enumerate(keys)]
    )


def _update(asked: _Asked) -> None:
    asked.held.change(asked.subject(), values_of(asked.data))


def _update_many(asked: _Asked) -> Any:
    return MultiStatus([_updated(asked, index, values_of(entry)) for index, entry in enumerate(asked.data)])


def _updated(asked: _Asked, index: int, values: Mapping[str, Any]) -> Verdict:
    key = values.get(asked.kind.key)
    told = {} if key is None else {asked.kind.key: key}
    try:
        asked.held.change({asked.kind.key: key, **asked.parents()}, values)
    except Refusal as refusal:
        return Verdict(False, refusal.message, refusal.status, index, told)
    return Verdict(True, _UPDATED, 200, index, told)


def _delete(asked: _Asked) -> None:
    asked.held.remove(asked.subject())


_REPLIES: Mapping[tuple[str, str], Callable[[_Asked], Any]] = {
    ("GET", "collection"): _list,
    ("GET", "entry"): _get,
    ("POST", "id"): _create,
    ("POST", "verdicts"): _create_many,
    ("PUT", "nothing"): _update,
    ("PUT", "verdicts"): _update_many,
    ("DELETE", "nothing"): _delete,
}
"""How a call is answered, by its HTTP method and by what it answers with."""
