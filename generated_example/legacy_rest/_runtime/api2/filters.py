# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Query parameters of collections: filters, order, page and the attributes wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, TypedDict, Unpack, get_args

from ..errors import RequestError
from ..models.encode import nearest, plain_text
from ..omit import OMIT
from ..search.conditions import meant
from ..shapes import is_collection, is_map

__all__ = ["Filters"]

Condition: TypeAlias = Literal[
    "eq", "neq", "like", "nlike", "in", "nin", "null", "notnull", "gt", "lt", "gteq", "lteq", "moreq",
    "from", "to", "finset", "regexp", "seq", "sneq",
]  # fmt: skip
"""What Varien_Db_Adapter_Pdo_Mysql::prepareSqlCondition knows, but for `is`, of which it makes no valid SQL. `like`
takes `%` as a wild card, `moreq` is sent as `gteq`, which it stands for; `seq` and `sneq` with an empty text are `null`
and `notnull`. `null` doesn't find a product without a value of an attribute: lists join the attribute's values."""

Direction: TypeAlias = Literal["asc", "dsc"]
"""Ascending, or descending, as the server spells it."""

_CONDITIONS = frozenset(get_args(Condition))
_LISTS = frozenset({"in", "nin"})
_FLAGS = frozenset({"null", "notnull"})
_NAMES = ("attrs", "dir", "filters", "limit", "order", "page")


class Filters:
    """Conditions that must all hold.

    `Filters().where("price", "gt", 12).where("status", "in", [1, 2]).between("entity_id", 3, 8)`
    """

    def __init__(self) -> None:
        self._entries: list[tuple[str, dict[str, Any]]] = []

    def where(self, attribute: str, condition: Condition, value: Any = True) -> Filters:
        """Add a condition. Several on one attribute must all hold. Raises RequestError for an unknown condition."""
        return self.having(attribute, {condition: value})

    def between(self, attribute: str, low: Any, high: Any) -> Filters:
        """Add a range, both ends included."""
        return self.having(attribute, {"from": low, "to": high})

    def is_null(self, attribute: str) -> Filters:
        """The attribute has no value."""
        return self.having(attribute, {"null": True})

    def is_not_null(self, attribute: str) -> Filters:
        """The attribute has a value."""
        return self.having(attribute, {"notnull": True})

    def pairs(self) -> list[tuple[str, str]]:
        """The query parameters, not yet percent-encoded."""
        return [
            pair
            for number, (attribute, conditions) in enumerate(self._entries, start=1)
            for pair in [(f"filter[{number}][attribute]", attribute), *_condition_pairs(number, conditions)]
        ]

    def having(self, attribute: str, conditions: Mapping[str, Any]) -> Filters:
        if not attribute:
            raise RequestError("a filter needs the name of an attribute")
        for condition in conditions:
            if condition not in _CONDITIONS:
                raise RequestError(f"{condition!r} is no condition{nearest(condition, _CONDITIONS)}")
        known = {meant(condition): value for condition, value in conditions.items()}
        # In one filter the server knows a range and single conditions; of others it ignores all.
        together = (
            [known] if known.keys() <= {"from", "to"} else [{name: value} for name, value in known.items()]
        )
        self._entries += [(attribute, entry) for entry in together]
        return self


FilterLike: TypeAlias = Filters | Mapping[str, Any]
"""A `Filters`, or a map of attributes to a value or to conditions: `{"sku": "A", "price": {"gt": 12}}`."""


def as_filters(given: FilterLike) -> Filters:
    """The filters that a caller gave. A plain value means "equal", None means "no value", a list means "one of"."""
    if isinstance(given, Filters):
        return given
    filters = Filters()
    for attribute, wanted in given.items():
        if is_map(wanted):
            filters.having(attribute, wanted)
        elif wanted is None:
            filters.is_null(attribute)
        elif is_collection(wanted):
            filters.where(attribute, "in", wanted)
        else:
            filters.where(attribute, "eq", wanted)
    return filters


class WalkQuery(TypedDict, total=False):
    """What an iterator over a collection takes.

    `filters` are conditions that must all hold, `order` names the attribute to sort by and `dir` the direction
    (ascending unless said, though the server's own default is descending), `limit` is the size of a page (100 at most),
    and `attrs` names the attributes wanted.
    """

    filters: FilterLike
    order: str
    dir: Direction
    limit: int
    attrs: str | Iterable[str]


class ListQuery(WalkQuery, total=False):
    """What a page of a collection takes: the same, and the number of the `page`, from 1.

    Without a `limit` it has 10 entries.
    """

    page: int


def query_pairs(**query: Unpack[ListQuery]) -> list[tuple[str, str]]:
    """The query parameters of a call, not yet percent-encoded; what is `OMIT` is left out.

    Raises RequestError for a parameter that there is not.
    """
    for name in query:
        if name not in _NAMES:
            raise RequestError(f"a collection takes no {name!r}{nearest(name, _NAMES)}")
    filters, attrs = query.get("filters", OMIT), query.get("attrs", OMIT)
    pairs = [] if filters is OMIT or filters is None else as_filters(filters).pairs()
    if query.get("order", OMIT) not in (OMIT, None) and query.get("dir", OMIT) in (OMIT, None):
        query["dir"] = "asc"
    single = [(name, query.get(name, OMIT)) for name in ("order", "dir", "limit", "page")]
    pairs += [(name, plain_text(value)) for name, value in single if value is not OMIT and value is not None]
    if attrs is not OMIT and attrs is not None:
        pairs.append(("attrs", attrs if isinstance(attrs, str) else ",".join(attrs)))
    return pairs


def _condition_pairs(number: int, conditions: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for condition, value in conditions.items():
        name = f"filter[{number}][{condition}]"
        if condition in _FLAGS:
            yield name, "1"
        elif condition in _LISTS:
            values = list(value) if is_collection(value) else [value]
            if not values:
                raise RequestError(f"the condition {condition!r} needs at least one value")
            yield from ((f"{name}[{index}]", plain_text(item)) for index, item in enumerate(values))
        else:
            yield name, plain_text(value)
