# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Which methods of a resource read, list, save and delete entities that a shop keeps, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard, get_args

from ..models.base import Model
from ..models.encode import without_none
from ..search.criteria import SearchCriteria
from .answers import Refusal
from .calls import Call
from .held import EntityKind, Held
from .methods import Method
from .pages import page_of

Reply = Callable[[Held[Any], Call], Any]
"""What a call is answered with, for the entities that are kept."""

_VERBS = {"get": "GET", "save": "PUT", "create": "PUT", "update": "PUT", "delete": "DELETE"}
"""What the names of Magento 2's methods stand for where no route says it."""
_MISSING = "No such entity with %fieldName = %fieldValue"


@dataclass(frozen=True, slots=True)
class Repository:
    """A resource as a keeper of entities: their kind, and the replies of its methods by name."""

    kind: EntityKind
    replies: Mapping[str, Reply]


def magento2_repository(
    methods: Sequence[Method], types: Mapping[str, Any], key: str | None
) -> Repository | None:
    """The repository that a resource of Magento 2 is; None where no method reads an entity.

    `types` are the results of the methods by name. Raises TypeError where the key isn't known.
    """
    entity = _entity(methods, types)
    if entity is None:
        return None
    replies = {method.name: _reply(entity, method, types[method.name]) for method in methods}
    reading = [method for method in methods if verb_of(method) == "GET"]
    kind = EntityKind(entity, _key(entity, reading, key), _missing, {"entity_id": "id"})
    return Repository(kind, {name: reply for name, reply in replies.items() if reply is not None})


def verb_of(method: Method) -> str:
    """The HTTP method of a call, or that which the name of a SOAP operation stands for."""
    told: str = getattr(method.operation, "method", "")
    name = method.name.rpartition(".")[2]
    return told or _VERBS.get(name.partition("_")[0], "")


def is_model(kind: object) -> TypeGuard[type[Model]]:
    """Whether a type is a model."""
    return isinstance(kind, type) and issubclass(kind, Model)


def no_key(entity: type[Model]) -> TypeError:
    """The error for entities of which nothing says how they are told apart."""
    first = next(iter(entity.model_fields), "id")
    return TypeError(f"say which field of {entity.__name__} is its key: holds(..., key={first!r})")


def _missing(field: str, value: Any) -> Refusal:
    return Refusal(404, _MISSING, fieldName=field, fieldValue=value)


def _reply(entity: type[Model], method: Method, result_type: Any) -> Reply | None:
    """How a method of the repository is answered; None for one that does something else."""
    verb = verb_of(method)
    searched = method.operation.search_parameter
    if searched is not None:
        name = method.names[searched]
        return lambda held, call: _page(held, call.arguments.get(name), result_type)
    body = next(
        (each for each, hint in method.types.items() if hint is entity and each in method.required), None
    )
    if body is not None:
        return _saving(body, entity, result_type) if verb in ("POST", "PUT") else None
    keys = [name for name in method.names.values() if name in method.required]
    if len(keys) != 1:
        return None
    argument = keys[0]
    field = argument if argument in entity.model_fields else ""
    if verb == "GET" and without_none(result_type) is entity:
        return lambda held, call: held.get(call.arguments[argument], field)
    if verb != "DELETE":
        return None

    def delete(held: Held[Any], call: Call) -> bool | None:
        deleted = held.delete(call.arguments[argument], field)
        return deleted if result_type is bool else None

    return delete


def _saving(body: str, entity: type[Model], result_type: Any) -> Reply | None:
    """How a method that takes an entity is answered: with the entity, its key, a success or nothing."""
    results: dict[Any, Callable[[Held[Any], Any], Any]] = {
        entity: lambda held, saved: saved,
        int: lambda held, saved: held.key_of(saved),
        str: lambda held, saved: str(held.key_of(saved)),
        bool: lambda held, saved: True,
        None: lambda held, saved: None,
    }
    result = results.get(without_none(result_type))
    return None if result is None else lambda held, call: result(held, held.save(call.arguments[body]))


def _page(held: Held[Any], criteria: Any, result_type: Any) -> Any:
    asked = criteria if isinstance(criteria, SearchCriteria) else SearchCriteria()
    return page_of(held.find(asked), asked, result_type)


def _entity(methods: Iterable[Method], types: Mapping[str, Any]) -> type[Model] | None:
    """The model that a repository's list holds, else that which its methods read."""
    for method in sorted(methods, key=lambda each: each.operation.search_parameter is None):
        declared: object = without_none(types[method.name])
        if not is_model(declared):
            continue
        if method.operation.search_parameter is None:
            return declared
        declared.model_rebuild()
        items = declared.model_fields.get("items")
        item = next(iter(get_args(without_none(items.annotation))), None) if items is not None else None
        if is_model(item):
            return item
    return None


def _key(entity: type[Model], reading: Iterable[Method], key: str | None) -> str:
    """The field that entities are told apart by: the one named, else a number, else what a reading method takes.

    Raises TypeError where there is none such.
    """
    taken = {name: method.types.get(name) for method in reading for name in method.required}
    numbers = ("id", "entity_id") if any(hint is int for hint in taken.values()) else ()
    for name in [key] if key else [*numbers, *sorted(taken), "id", "entity_id"]:
        if name in entity.model_fields:
            return name
    raise no_key(entity)
