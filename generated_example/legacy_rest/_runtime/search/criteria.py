# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Building a search: filters, sort orders and pages for every list operation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, overload

from ..errors import RequestError
from ..http.limits import check_count
from ..models.plain import plain_text
from ..shapes import is_a, is_collection, is_sequence, is_text
from .conditions import checked_condition, checked_field

if TYPE_CHECKING:
    from ..models.options import IntOption, TextOption

__all__ = ["Condition", "SearchCriteria"]

Condition: TypeAlias = Literal[
    "eq", "neq", "like", "nlike", "in", "nin", "null", "notnull", "gt", "lt", "gteq", "lteq", "moreq",
    "from", "to", "finset", "nfinset", "regexp", "seq", "sneq",
]  # fmt: skip
"""How a field is compared: Magento\\Framework\\DB\\Adapter\\Pdo\\Mysql::prepareSqlCondition. `moreq` is sent as
`gteq`, which it stands for; `finset` looks into a comma-separated value, and `nfinset` finds those without it; `nlike`
is NOT LIKE; `seq` and `sneq` with an empty text are `null` and `notnull`. Not every collection supports all of them."""

Direction: TypeAlias = Literal["ASC", "DESC"]

_CONDITIONS: tuple[str, ...] = get_args(Condition)
_LISTS = frozenset(("in", "nin"))
_SINGLES = frozenset(("finset", "nfinset"))
_VALUELESS = frozenset(("null", "notnull"))


@dataclass(frozen=True, slots=True)
class Filter:
    """One comparison of a field, with the value as the shop reads it."""

    field: str
    value: str
    condition: Condition

    def __post_init__(self) -> None:
        """Raises RequestError for what is no text: the shop reads nothing else."""
        for part in (self.field, self.value, self.condition):
            if not is_text(part):
                raise RequestError(f"a filter is made of texts, as where() makes it, not of {part!r:.60}")


@dataclass(frozen=True, slots=True)
class SortOrder:
    """One field to sort by."""

    field: str
    direction: Direction

    def __post_init__(self) -> None:
        """Raises RequestError for what is no field or direction."""
        if not is_text(self.field) or self.direction not in get_args(Direction):
            raise RequestError(
                f"a sort order is a field and 'ASC' or 'DESC', not {self.field!r:.60} and {self.direction!r:.60}"
            )


@dataclass(frozen=True, slots=True)
class SearchCriteria:
    """What a list operation shall find. Every method returns a new criteria, so that one can be the base of others.

        SearchCriteria().where("status", "eq", "pending").between("grand_total", 10, 20).sort("entity_id")

    `where` filters must all hold; the filters of one `any_of` are alternatives. `request_name` is the name of a request
    to the search engine (`quick_search_container`), which `GET /V1/search` needs. What can't be meant, or is of another
    kind than the method takes, is refused with a RequestError.
    """

    groups: tuple[tuple[Filter, ...], ...] = ()
    orders: tuple[SortOrder, ...] = ()
    page_size: int | None = None
    current_page: int | None = None
    request_name: str | None = None

    def __post_init__(self) -> None:
        """Raises RequestError for what can't be meant."""
        if not _are(tuple, self.groups) or not all(_are(Filter, group) for group in self.groups):
            raise RequestError(f"groups= takes what where() and any_of() make, not {self.groups!r:.60}")
        if not _are(SortOrder, self.orders):
            raise RequestError(f"orders= takes what sort() makes, not {self.orders!r:.60}")
        for name, number in (("page_size", self.page_size), ("current_page", self.current_page)):
            if number is not None:
                check_count(name, number, 0)
        if self.request_name is not None and not is_text(self.request_name):
            raise RequestError(f"request_name= takes a text, not {self.request_name!r:.60}")

    @overload
    def where(self, field: IntOption | TextOption, /) -> SearchCriteria: ...

    @overload
    def where(self, field: str, condition: Condition, value: Any = None) -> SearchCriteria: ...

    def where(self, field: Any, condition: Condition | None = None, value: Any = None) -> SearchCriteria:
        """Add a filter that must hold. `in` and `nin` take a list of values, `null` and `notnull` none.

        An option of an attribute says all of it by itself: `where(Color.RED)`.
        """
        if condition is None:
            return self.any_of(of_option(field))
        return self.any_of((field, condition, value))

    def any_of(self, *filters: tuple[str, Condition] | tuple[str, Condition, Any]) -> SearchCriteria:
        """Add alternatives, of which one must hold: `any_of(("sku", "like", "24-%"), ("name", "eq", "Bag"))`."""
        if not filters:
            raise RequestError("any_of needs at least one filter")
        group = tuple(_filter(entry) for entry in filters)
        return replace(self, groups=(*self.groups, group))

    def between(self, field: str, low: Any, high: Any) -> SearchCriteria:
        """Add a range, both ends included."""
        return self.where(field, "gteq", low).where(field, "lteq", high)

    def sort(self, field: str, direction: Direction = "ASC") -> SearchCriteria:
        """Add a field to sort by, after those already there."""
        upper = direction.upper() if is_text(direction) else ""
        if upper not in ("ASC", "DESC"):
            raise RequestError(f"direction {direction!r:.60} is neither 'ASC' nor 'DESC'")
        return replace(
            self, orders=(*self.orders, SortOrder(checked_field(field), "ASC" if upper == "ASC" else "DESC"))
        )

    def page(self, size: int, current: int = 1) -> SearchCriteria:
        """Ask for one page of that size; pages count from 1."""
        check_count("size", size, 1)
        check_count("current", current, 1)
        return replace(self, page_size=size, current_page=current)

    def data(self) -> dict[str, Any]:
        """What is asked for as an object of the shop's own, by wire name: as SOAP sends it, and answers repeat it."""
        groups = [
            {
                "filters": [
                    {"field": entry.field, "value": entry.value, "condition_type": entry.condition}
                    for entry in group
                ]
            }
            for group in self.groups
        ]
        orders = [{"field": order.field, "direction": order.direction} for order in self.orders]
        data: dict[str, Any] = {
            "filter_groups": groups,
            "sort_orders": orders,
            "page_size": self.page_size,
            "current_page": self.current_page,
            "request_name": self.request_name,
        }
        return {name: value for name, value in data.items() if value not in (None, [])}

    def to_query(self, name: str) -> Iterator[tuple[str, str]]:
        """The query parameters under the name that the operation gives its criteria; one empty one for no criteria."""
        empty = True
        for group_index, group in enumerate(self.groups):
            for index, entry in enumerate(group):
                prefix = f"{name}[filter_groups][{group_index}][filters][{index}]"
                yield f"{prefix}[field]", entry.field
                yield f"{prefix}[value]", entry.value
                yield f"{prefix}[condition_type]", entry.condition
                empty = False
        for index, order in enumerate(self.orders):
            yield f"{name}[sort_orders][{index}][field]", order.field
            yield f"{name}[sort_orders][{index}][direction]", order.direction
            empty = False
        for key, value in (("page_size", self.page_size), ("current_page", self.current_page)):
            if value is not None:
                yield f"{name}[{key}]", str(value)
                empty = False
        if self.request_name is not None:
            yield f"{name}[requestName]", self.request_name
            empty = False
        if empty:
            yield name, ""


def _are(kind: type, values: object) -> bool:
    return is_a(tuple, values) and is_sequence(values) and all(is_a(kind, value) for value in values)


def _filter(entry: Any) -> Filter:
    if not is_sequence(entry) or len(entry) not in (2, 3):
        raise RequestError(f"a filter is (field, condition) or (field, condition, value), not {entry!r:.60}")
    parts: tuple[Any, ...] = (*entry, None)
    field, condition, value = parts[:3]
    known: Any = checked_condition(condition, _CONDITIONS)
    return Filter(checked_field(field), _value(field, condition, value), known)


def of_option(option: Any) -> tuple[str, Literal["eq", "finset"], Any]:
    """The filter that an option stands for: its attribute has it, alone or among others."""
    from ..models.options import Option, options_of

    if not isinstance(option, Option):
        raise RequestError(f"a filter of {option!r} needs a condition")
    about = options_of(type(option))
    return about.code, "finset" if about.several else "eq", option


def _value(field: str, condition: str, value: Any) -> str:
    if condition in _VALUELESS:
        if value not in (None, True, 1, "1"):
            raise RequestError(f"{field} {condition!r} takes no value")
        return "1"
    if condition in _LISTS:
        values = list(value) if is_collection(value) else [value]
        if isinstance(value, set | frozenset):
            values.sort(key=str)
        if not values:
            raise RequestError(f"{field} {condition!r} needs at least one value")
        return ",".join(_without_comma(field, condition, _scalar(field, condition, item)) for item in values)
    if condition in _SINGLES:
        return _without_comma(field, condition, _scalar(field, condition, value))
    return _scalar(field, condition, value)


def _scalar(field: str, condition: str, value: Any) -> str:
    if value is None:
        raise RequestError(f"{field} {condition!r} needs a value; use the condition 'null' to look for none")
    if isinstance(value, list | tuple | set | frozenset | dict):
        raise RequestError(f"{field} {condition!r} takes one value; use 'in' or any_of for several")
    return plain_text(value)


def _without_comma(field: str, condition: str, text: str) -> str:
    if "," in text:
        raise RequestError(
            f"{field} {condition!r}: {text!r} has a comma, which the shop takes for the end of a value; "
            "give a list of values, or use any_of with 'eq' for values with commas"
        )
    return text
