# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Search criteria as the server reads them from a query string or a body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from ..search.criteria import Condition, Filter, SearchCriteria, SortOrder
from ..shapes import count, is_list, is_map, is_text
from .answers import Refusal

_CONDITIONS = frozenset(get_args(Condition))


def read_criteria(value: Any) -> SearchCriteria:
    """The criteria of parsed parameters; those of an empty text are empty. Raises Refusal for what isn't known."""
    given: Mapping[str, Any] = value if is_map(value) else {}
    name = _named(given, "request_name", "requestName")
    return SearchCriteria(
        groups=tuple(
            tuple(_filter(entry) for entry in _entries(_named(group, "filters")))
            for group in _entries(_named(given, "filter_groups", "filterGroups"))
        ),
        orders=tuple(_order(entry) for entry in _entries(_named(given, "sort_orders", "sortOrders"))),
        page_size=count(_named(given, "page_size", "pageSize")),
        current_page=count(_named(given, "current_page", "currentPage")),
        request_name=name if is_text(name) else None,
    )


def filter_of(field: str, condition: Any, value: Any) -> Filter:
    """A condition on a field. Raises Refusal for one that isn't known."""
    if condition not in _CONDITIONS:
        raise Refusal(400, f'The condition "{condition}" is not known')
    text = ",".join(map(str, value)) if is_list(value) else str("" if value is None else value)
    return Filter(field, text, condition)


def _filter(entry: Mapping[str, Any]) -> Filter:
    condition: Any = _named(entry, "condition_type", "conditionType") or "eq"
    return filter_of(str(_named(entry, "field") or ""), condition, _named(entry, "value"))


def _order(entry: Mapping[str, Any]) -> SortOrder:
    direction = str(_named(entry, "direction") or "DESC").upper()
    if direction not in ("ASC", "DESC"):
        raise Refusal(
            400,
            "The sort order has to be specified as %1 for ascending order or %2 for descending order.",
            "ASC",
            "DESC",
        )
    return SortOrder(str(_named(entry, "field") or ""), "ASC" if direction == "ASC" else "DESC")


def _named(values: Any, *names: str) -> Any:
    return next((values[name] for name in names if is_map(values) and values.get(name) is not None), None)


def _entries(value: Any) -> Iterable[Any]:
    return value.values() if is_map(value) else value if is_list(value) else ()
