# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The arguments of a request, read by the tables that its values were written by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...models.decode import decode_value
from ...search.criteria import SearchCriteria
from ...shapes import is_list, is_map
from ...soap.arguments import Wire
from ...soap.dialects import Definition
from ...soap.operation import SoapOperation
from ...soap.tables import TEXTS, Kind, Table, TableField
from ...soap.v1_data import from_plain
from ..answers import Refusal
from ..criteria import read_criteria
from ..methods import Method
from .messages import Asked

_FILTERS = {"filter", "complex_filter"}
MISSING = Refusal(400, 'Required parameter is missing, for more details see "exception.log".', code="6")
"""What Magento 1 says of a request without an argument that it needs."""


def by_name(
    operation: SoapOperation[Any], method: Method, wire: Wire, asked: Asked, *, complete: bool = True
) -> dict[str, Any]:
    """The arguments of a request that names them, by Python name, typed.

    Raises Refusal for a missing one, unless they need not be `complete`.
    """
    decoders = operation.definition.decoders
    found: dict[str, Any] = {}
    for field in wire.fields:
        children = asked.children(field.element)
        if not children:
            continue
        decode = decoders.of(field.kind)
        found[field.alias] = (
            [decode(child) for child in children] if field.kind.tag == "+" else decode(children[0])
        )
    return _typed(operation, method, wire, found, complete)


def by_position(
    operation: SoapOperation[Any], method: Method, wire: Wire, values: Sequence[Any], *, complete: bool = True
) -> dict[str, Any]:
    """The arguments of a v1 call, which are plain data by position.

    Raises Refusal for a missing one, unless they need not be `complete`.
    """
    fields = wire.fields
    if any(field.element == "*" for field in fields):
        return _typed(operation, method, wire, {fields[-1].alias: list(values)}, complete)
    found = {
        field.alias: _of_plain(value, field.kind, operation.definition)
        for field, value in zip(fields, values, strict=False)
        if value is not None
    }
    return _typed(operation, method, wire, found, complete)


def _typed(
    operation: SoapOperation[Any], method: Method, wire: Wire, found: Mapping[str, Any], complete: bool
) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for field in wire.fields:
        name = method.names.get(field.alias, field.attribute)
        if field.alias in found:
            hint = method.types.get(name, Any)
            searched = field.alias == operation.search_parameter
            arguments[name] = (
                read_criteria(found[field.alias]) if searched else _read(found[field.alias], hint)
            )
        elif complete and (name in method.required or field.alias == operation.search_parameter):
            raise _missing(operation, field)
    return arguments


def _read(value: Any, hint: Any) -> Any:
    return value if hint is SearchCriteria else decode_value(value, hint, keep_nulls=True)


def _missing(operation: SoapOperation[Any], field: TableField) -> Refusal:
    if "magento2" in operation.definition.modes:
        return Refusal(400, '"%fieldName" is required. Enter and try again.', fieldName=field.alias)
    return MISSING


def _of_plain(value: Any, kind: Kind, definition: Definition) -> Any:
    """A plain argument as the model of its kind has it: filters and lists of codes stand for themselves in v1."""
    if kind.tag != ".":
        return from_plain(value, kind, definition.parsed)
    table = definition.parsed[kind.name]
    if is_map(value) and {field.alias for field in table.fields} == _FILTERS:
        return _filters(value)
    if is_list(value) and value and _is_codes(table):
        return {table.fields[0].alias: value}
    return from_plain(value, kind, definition.parsed)


def _is_codes(table: Table) -> bool:
    return len(table.fields) > 1 and all(field.kind == TEXTS for field in table.fields)


def _filters(value: Mapping[str, Any]) -> dict[str, Any]:
    """The `filters` entity that a v1 call's map of conditions stands for."""
    simple: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for field, condition in value.items():
        if not is_map(condition):
            simple.append({"key": field, "value": condition})
            continue
        for operator, operand in condition.items():
            text = ",".join(map(str, operand)) if is_list(operand) else operand
            others.append({"key": field, "value": {"key": operator, "value": text}})
    found = {"filter": simple, "complex_filter": others}
    return {name: entries for name, entries in found.items() if entries}
