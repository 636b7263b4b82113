"""Which methods of a resource of Magento 1 list, read and change entities that a shop keeps, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...models.base import Model
from ...models.encode import item_type_of, without_none
from ...search.criteria import SearchCriteria
from ...soap.operation import SoapOperation
from ..answers import Refusal
from ..calls import Call
from ..criteria import filter_of
from ..held import EntityKind, Held, names_of, values_of
from ..methods import Method
from ..repository import Reply, Repository, is_model, no_key

_FILTERS = {"filter", "complex_filter"}
_RANGE = {"from", "to"}
_NAMES = {"type_id": "type", "attribute_set_id": "set"}
"""What products' fields are also called in filters (Mage_Catalog_Model_Product_Api::$_filtersMap)."""
_NOT_EXISTS = "NotExists"
_WORD_START = re.compile(r"(?<=\w)(?=[A-Z])")
_NUMBER = re.compile(r"[+-]?[1-9][0-9]*|0")


def magento1_repository(
    methods: Sequence[Method], types: Mapping[str, Any], key: str | None
) -> Repository | None:
    """The repository that a resource is whose methods are called as Magento 1 calls them: list, info, create...

    None where no method reads an entity. `types` are the results of the methods by name. Raises TypeError where the
    key isn't known.
    """
    named = {method.name.rpartition(".")[2]: method for method in methods}
    entity = _entity(named, types)
    if entity is None:
        return None
    known = _key(entity, named, key)
    kind = EntityKind(entity, known, _missing(methods[0]), {**_NAMES, "entity_id": known})
    found = {
        named[name].name: reply(kind, named[name], types[named[name].name])
        for name, reply in _REPLIES.items()
        if name in named
    }
    replies = {name: reply for name, reply in found.items() if reply is not None}
    reads = any(named[name].name in replies for name in ("list", "info") if name in named)
    return Repository(kind, replies) if reads else None


def _entity(named: Mapping[str, Method], types: Mapping[str, Any]) -> type[Model] | None:
    """The model that `info` answers with, else that of a list's entries."""
    read: object = without_none(types[named["info"].name]) if "info" in named else None
    if is_model(read):
        return read
    item = item_type_of(types[named["list"].name]) if "list" in named else None
    return item if is_model(item) else None


def _key(entity: type[Model], named: Mapping[str, Method], key: str | None) -> str:
    """The field that entities are told apart by: the one named, else what a method takes that is about one of them.

    Of those that are only listed it is the first one.
    """
    names = names_of(entity)
    if key is not None:
        if key not in names:
            raise no_key(entity)
        return names[key]
    about_one = [named[name] for name in ("info", "update", "delete", "remove") if name in named]
    fields = [_field(entity, argument) for method in about_one for argument in _scalars(method)]
    if not about_one:
        return next(iter(names.values()))
    found = next(filter(None, fields), None)
    if found is None:
        raise no_key(entity)
    return found


def _field(entity: type[Model], argument: str) -> str:
    """The field that an argument means: `product_id`, `increment_id` for `order_increment_id`, or the other way."""
    names = names_of(entity)
    ends = [name for name in names if argument.endswith(f"_{name}") or name.endswith(f"_{argument}")]
    return names[argument] if argument in names else names[ends[0]] if len(set(ends)) == 1 else ""


def _scalars(method: Method) -> list[str]:
    """The required arguments of a method that are no models."""
    return [name for name in _required(method) if not _is_data(method.types.get(name))]


def _required(method: Method) -> list[str]:
    return [name for name in method.names.values() if name in method.required]


def _is_data(hint: Any) -> bool:
    return is_model(hint) and not _is_filters(hint)


def _is_filters(hint: Any) -> bool:
    return is_model(hint) and set(names_of(hint)) == _FILTERS


def _subject(kind: EntityKind, method: Method) -> Callable[[Call], dict[str, Any]] | None:
    """Which entity a call is about; None where a method doesn't say it by one argument."""
    arguments = _scalars(method)
    if len(arguments) != 1:
        return None
    argument, by_sku = arguments[0], "sku" in names_of(kind.entity)

    def fields(call: Call) -> dict[str, Any]:
        value = call.arguments[argument]
        if by_sku and _is_sku(value, call.arguments.get("identifier_type")):
            return {"sku": value}
        return {kind.key: value}

    return fields


def _is_sku(value: Any, identifier_type: Any) -> bool:
    """Whether a product is named by its SKU (Mage_Catalog_Helper_Product::getProduct)."""
    return identifier_type == "sku" or (not identifier_type and not _NUMBER.fullmatch(str(value)))


def _list(kind: EntityKind, method: Method, result_type: Any) -> Reply | None:
    item = item_type_of(result_type)
    keys = [name for name in _required(method) if name == f"{kind.key}s"]
    if not is_model(item) or keys != _required(method):
        return None
    filters = next((name for name, hint in method.types.items() if _is_filters(hint)), "")

    def reply(held: Held[Any], call: Call) -> list[Any]:
        found = held.find(_criteria(call.arguments.get(filters)))
        wanted = {str(value) for name in keys for value in call.arguments[name]}
        return [_restricted(entity, item) for entity in found if not keys or _is_among(wanted, entity, held)]

    return reply


def _is_among(wanted: set[str], entity: Model, held: Held[Any]) -> bool:
    """Whether an entity is one of those that a list was asked for; products may be asked for by their SKUs."""
    return not wanted.isdisjoint({str(held.key_of(entity)), str(getattr(entity, "sku", None))})


def _restricted(entity: Model, item: type[Model]) -> Mapping[str, Any]:
    """An entity as the entry of a list, which may have fewer fields."""
    known = names_of(item)
    return {name: value for name, value in values_of(entity).items() if name in known}


def _info(kind: EntityKind, method: Method, result_type: Any) -> Reply | None:
    subject = _subject(kind, method)
    if subject is None or without_none(result_type) is not kind.entity:
        return None
    return lambda held, call: held.one(subject(call))


def _create(kind: EntityKind, method: Method, result_type: Any) -> Reply | None:
    data = next((name for name in _required(method) if _is_data(method.types.get(name))), None)
    if data is None or without_none(result_type) not in (int, str):
        return None

    def reply(held: Held[Any], call: Call) -> Any:
        others = {name: value for name, value in call.arguments.items() if name != data}
        return held.key_of(held.add({**others, **values_of(call.arguments[data])}))

    return reply


def _update(kind: EntityKind, method: Method, result_type: Any) -> Reply | None:
    subject = _subject(kind, method)
    data = next((name for name in _required(method) if _is_data(method.types.get(name))), None)
    if subject is None or data is None:
        return None

    def reply(held: Held[Any], call: Call) -> Any:
        held.change(subject(call), values_of(call.arguments[data]))
        return _success(result_type)

    return reply


def _delete(kind: EntityKind, method: Method, result_type: Any) -> Reply | None:
    subject = _subject(kind, method)
    if subject is None:
        return None

    def reply(held: Held[Any], call: Call) -> Any:
        held.remove(subject(call))
        return _success(result_type)

    return reply


_REPLIES: Mapping[str, Callable[[EntityKind, Method, Any], Reply | None]] = {
    "list": _list,
    "info": _info,
    "create": _create,
    "update": _update,
    "delete": _delete,
    "remove": _delete,
}
"""How each kind of method is answered, by its name in Python; None for one that does something else."""


def _success(result_type: Any) -> Any:
    return {int: 1, str: "1", None: None}.get(without_none(result_type), True)


def _criteria(filters: Any) -> SearchCriteria:
    """Filters as criteria: a simple one goes before others, and of those the first.

    Mage_Api_Helper_Data::parseFilters. Raises Refusal for a condition that isn't known.
    """
    given: Mapping[str, Any] = {} if filters is None else values_of(filters)
    conditions: dict[str, dict[str, Any]] = {}
    for field, value in _entries(given.get("complex_filter")):
        conditions.setdefault(field, {}).update(_entries([value]))
    conditions |= {field: {"eq": value} for field, value in _entries(given.get("filter"))}
    found = [
        filter_of(field, condition, value)
        for field, named in conditions.items()
        for condition, value in _applied(named).items()
    ]
    return SearchCriteria(groups=tuple((each,) for each in found))


def _entries(entries: Any) -> list[tuple[str, Any]]:
    """Pairs of a key and a value, as SOAP has maps."""
    listed: list[Mapping[str, Any]] = entries or []
    return [(str(entry.get("key")), entry.get("value")) for entry in listed]


def _applied(conditions: Mapping[str, Any]) -> Mapping[str, Any]:
    """Those of a field's conditions that the server applies: a range, else the first."""
    ranged = {name: value for name, value in conditions.items() if name in _RANGE}
    return ranged or dict(list(conditions.items())[:1])


def _missing(method: Method) -> Callable[[str, Any], Refusal]:
    """The fault of a resource for an entity that there is not, by the package's table of faults."""
    operation: Any = method.operation
    code, message = _not_exists(operation)

    def missing(field: str, value: Any) -> Refusal:
        return Refusal(404, message, code=code)

    return missing


def _not_exists(operation: SoapOperation[Any]) -> tuple[str, str]:
    """The code and the text of that fault. Where no table names it, it is 100, as that of orders.

    A resource has such faults of others, too: a product's are also of stores, types and sets.
    """
    faults = operation.definition.faults().values()
    own = {
        _subject_of(fault.__name__, operation.resource): fault
        for fault in faults
        if fault.resource == operation.resource and fault.__name__.endswith(_NOT_EXISTS)
    }
    if not own:
        return "100", "Requested entity not exists."
    fault = own[min(own, key=lambda subject: _distance(subject, operation.resource))]
    return fault.fault_code, (fault.__doc__ or "").partition(": ")[2]


def _subject_of(fault: str, resource: str) -> str:
    """What a fault says of that it is not there: `product` of `CatalogProductProductNotExists`."""
    of_resource = "".join(word.capitalize() for word in resource.split("_"))
    return _WORD_START.sub("_", fault.removesuffix(_NOT_EXISTS).removeprefix(of_resource)).lower()


def _distance(subject: str, resource: str) -> tuple[bool, bool, int]:
    """How far the subject of a fault is from the entities of a resource; their store is the farthest."""
    return (
        subject != "" and not f"_{resource}".endswith(f"_{subject}"),
        subject == "store",
        len(subject),
    )
