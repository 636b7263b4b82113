"""Which operations are searches, and what they find: told by structure, not by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from codegen.ir import List, Location, Model, Named, Operation, Parameter, TypeRef
from codegen.values import Value

_CRITERIA = frozenset({"filter_groups", "sort_orders", "page_size", "current_page"})

_OPTIONAL = _CRITERIA | {"extension_attributes"}
_BUILT = frozenset({"request_name"})
"""What the runtime's `SearchCriteria` can say besides."""


class Search(Value):
    """A parameter that takes search criteria. `exact` is False when its type has more than the usual fields.

    `item` is the type of what the operation finds, None when its answer is no page of items. `needs` are further fields
    that the criteria must have (`request_name`).
    """

    parameter: Parameter
    exact: bool
    item: TypeRef | None
    needs: tuple[str, ...] = ()

    @property
    def walks(self) -> bool:
        """Whether the builder can say all that the criteria need, as an iterator has to for each page."""
        return {*self.needs} <= _BUILT


def search_of(api_models: Mapping[str, Model], operation: Operation) -> Search | None:
    """The search of an operation, None when it is none: a query parameter with filter groups, sort orders and pages."""
    rest = operation.rest
    if rest is None:
        return None
    queried = {item.name for item in rest.parameters if item.location is Location.QUERY}
    parameters = (item for item in operation.parameters if item.name in queried)
    return search_among(api_models, operation, parameters)


def search_among(
    api_models: Mapping[str, Model], operation: Operation, parameters: Iterable[Parameter]
) -> Search | None:
    """The search of an operation by the first of these parameters that takes search criteria, None without one."""
    for parameter in parameters:
        names = field_names(api_models, parameter.type)
        if names >= _CRITERIA:
            needs = _needed(api_models, parameter.type)
            return Search(parameter, names == _CRITERIA, _item(api_models, operation.result), needs)
    return None


def _needed(api_models: Mapping[str, Model], type_ref: TypeRef) -> tuple[str, ...]:
    """The fields besides the usual ones that criteria can't do without."""
    model = api_models.get(type_ref.name) if isinstance(type_ref, Named) else None
    fields = model.fields if model else ()
    return tuple(
        item.wire_name
        for item in fields
        if item.required and not item.nullable and item.writable and item.wire_name not in _OPTIONAL
    )


def field_names(api_models: Mapping[str, Model], type_ref: TypeRef) -> frozenset[str]:
    """The wire names of a model's fields; none for a type that is no model."""
    model = api_models.get(type_ref.name) if isinstance(type_ref, Named) else None
    return frozenset(item.wire_name for item in model.fields) if model else frozenset()


def _item(api_models: Mapping[str, Model], result: TypeRef | None) -> TypeRef | None:
    """The type of what a page holds: a list is a page without a count."""
    if isinstance(result, List):
        return result.item
    model = api_models.get(result.name) if isinstance(result, Named) else None
    items = next((item.type for item in model.fields if item.wire_name == "items"), None) if model else None
    return items.item if isinstance(items, List) else None
