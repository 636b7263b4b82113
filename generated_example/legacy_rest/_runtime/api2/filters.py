# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Query parameters of collections: filters, order, page and the attributes wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeAlias, TypedDict, Unpack, get_args

from ..errors import RequestError
from ..models.nearest import nearest
from ..models.plain import plain_text
from ..omit import OMIT
from ..search.conditions import checked_condition, checked_field
from ..shapes import count, is_collection, is_iterable, is_map, is_text

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

_CONDITIONS: tuple[str, ...] = get_args(Condition)
_LISTS = frozenset({"in", "nin"})
_FLAGS = frozenset({"null", "notnull"})
_DIRECTIONS = frozenset(get_args(Direction))
_NAMES = ("attrs", "dir", "filters", "limit", "order", "page")


class Filters:
    """Conditions that must all hold.

    `Filters().where("price", "gt", 12).where("status", "in", [1, 2]).between("entity_id", 3, 8)`

    What can't be meant, or is of another kind than a method takes, is refused with a RequestError.
    """

    def __init__(self) -> None:
        self._entries: list[tuple[str, dict[str, str | list[str]]]] = []

    def __repr__(self) -> str:
        """The filters as they would be written."""
        return "Filters()" + "".join(f".having{entry!r}" for entry in self._entries)

    def where(self, attribute: str, condition: Condition, value: Any = True) -> Filters:
        """Add a condition. Several on one attribute must all hold."""
        return self.having(attribute, {checked_condition(condition, _CONDITIONS): value})

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
        """Add several conditions, a map of conditions to values."""
        checked_field(attribute)
        if not is_map(conditions):
            raise RequestError(
                f"{attribute}: conditions are a map such as {{'gt': 12}}, not {conditions!r:.60}"
            )
        known = {
            checked_condition(condition, _CONDITIONS): _sent(condition, value)
            for condition, value in conditions.items()
        }
        # In one filter the server knows a range and single conditions; of others it ignores all.
        together = (
            [known] if known.keys() <= {"from", "to"} else [{name: value} for name, value in known.items()]
        )
        self._entries += [(attribute, entry) for entry in together]
        return self


FilterLike: TypeAlias = Filters | Mapping[str, Any]
"""A `Filters`, or a map of attributes to a value or to conditions: `{"sku": "A", "price": {"gt": 12}}`."""


def as_filters(given: FilterLike) -> Filters:
    """The filters that a caller gave. A plain value means "equal", None means "no value", a list means "one of".

    Raises RequestError for what is neither filters nor a map.
    """
    if isinstance(given, Filters):
        return given
    if not is_map(given):
        raise RequestError(f"filters= takes Filters() or a map of attributes to values, not {given!r:.60}")
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

    Raises RequestError for a parameter that there is not, and for a value that can't be meant.
    """
    for name in query:
        if name not in _NAMES:
            raise RequestError(f"a collection takes no {name!r}{nearest(name, _NAMES)}")
    filters, attrs = query.get("filters", OMIT), query.get("attrs", OMIT)
    pairs = [] if filters is OMIT or filters is None else as_filters(filters).pairs()
    if query.get("order", OMIT) not in (OMIT, None) and query.get("dir", OMIT) in (OMIT, None):
        query["dir"] = "asc"
    single = [(name, query.get(name, OMIT)) for name in ("order", "dir", "limit", "page")]
    pairs += [
        (name, _SINGLE[name](name, value))
        for name, value in single
        if value is not OMIT and value is not None
    ]
    if attrs is not OMIT and attrs is not None:
        pairs.append(("attrs", _attributes(attrs)))
    return pairs


def whole_number(name: str, value: object) -> int:
    """A number, given as one or as digits; the shop takes 0 for its default. Raises RequestError for anything else."""
    number = count(value)
    if number is None or number < 0:
        raise RequestError(f"{name}= takes a whole number, at least 0, not {value!r:.60}")
    return number


def _direction(name: str, value: object) -> str:
    if not is_text(value) or value not in _DIRECTIONS:
        raise RequestError(f"{name}= takes 'asc' or 'dsc', not {value!r:.60}")
    return value


def _attributes(value: object) -> str:
    given: list[object] = list(value) if is_iterable(value) and not is_text(value) else [value]
    names = [name for name in given if is_text(name)]
    if len(names) < len(given):
        raise RequestError(f"attrs= takes names of attributes, not {value!r:.60}")
    return ",".join(names)


_SINGLE: Mapping[str, Callable[[str, Any], str]] = {
    "order": lambda name, value: checked_field(value),
    "dir": _direction,
    "limit": lambda name, value: str(whole_number(name, value)),
    "page": lambda name, value: str(whole_number(name, value)),
}


def _condition_pairs(number: int, conditions: Mapping[str, str | list[str]]) -> Iterable[tuple[str, str]]:
    for condition, sent in conditions.items():
        name = f"filter[{number}][{condition}]"
        if isinstance(sent, str):
            yield name, sent
        else:
            yield from ((f"{name}[{index}]", text) for index, text in enumerate(sent))


def _sent(condition: str, value: Any) -> str | list[str]:
    """What is sent of a condition's value: one text, or one for each of a list's. Raises RequestError."""
    if condition in _FLAGS:
        return "1"
    if condition not in _LISTS:
        return plain_text(value)
    texts = [plain_text(item) for item in value] if is_collection(value) else [plain_text(value)]
    if not texts:
        raise RequestError(f"the condition {condition!r} needs at least one value")
    return texts
