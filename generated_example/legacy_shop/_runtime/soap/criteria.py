# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""What Magento 1's lists are filtered by: `filters`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, overload

from ..errors import RequestError
from ..models.plain import plain_text
from ..search.conditions import checked_condition, checked_field
from ..search.criteria import of_option
from ..shapes import is_iterable, is_map

if TYPE_CHECKING:
    from ..models.options import IntOption, TextOption

__all__ = ["Filters"]

Condition: TypeAlias = Literal[
    "eq", "neq", "like", "nlike", "in", "nin", "null", "notnull", "gt", "lt", "gteq", "lteq", "moreq",
    "from", "to", "finset", "regexp", "seq", "sneq",
]  # fmt: skip
"""What Varien_Db_Adapter_Pdo_Mysql::prepareSqlCondition knows, but for `is`, of which it makes no valid SQL. `like`
takes `%` as a wild card, `moreq` is sent as `gteq`, which it stands for; `seq` and `sneq` with an empty text are `null`
and `notnull`. `null` doesn't find a product without a value of an attribute: lists join the attribute's values."""

_CONDITIONS: tuple[str, ...] = get_args(Condition)
_LISTS = frozenset({"in", "nin"})


class Filters:
    """Conditions on a Magento 1 list, which must all hold; each method adds one and returns the same object.

    `Filters().where("status", "eq", "pending").where("sku", "in", ["A", "B"]).between("created_at", "2024", "2025")`

    A field takes one condition or one range: of two, the server applies the first only.
    """

    def __init__(self) -> None:
        self._conditions: dict[str, dict[str, str]] = {}

    def __repr__(self) -> str:
        """The filters as they would be written."""
        conditions = [(field, *pair) for field, known in self._conditions.items() for pair in known.items()]
        return "Filters()" + "".join(f".where{condition!r}" for condition in conditions)

    @overload
    def where(self, field: IntOption | TextOption, /) -> Filters: ...

    @overload
    def where(self, field: str, condition: Condition, value: Any = True) -> Filters: ...

    def where(self, field: Any, condition: Condition | None = None, value: Any = True) -> Filters:
        """Add a condition; an option of an attribute says all of it by itself: `where(Color.RED)`.

        Raises RequestError for an unknown one, for a second one on a field, and for a value of the wrong kind.
        """
        if condition is None:
            field, condition, value = of_option(field)
        name = checked_condition(condition, _CONDITIONS)
        known = self._conditions.get(checked_field(field))
        if known is not None and known.keys() | {name} != {"from", "to"}:
            raise RequestError(
                f"{field!r} has the condition {next(iter(known))!r} already, and the server would apply that one only; "
                "for a range use between()"
            )
        self._conditions.setdefault(field, {})[name] = _text(name, value)
        return self

    def between(self, field: str, low: Any, high: Any) -> Filters:
        """Add a range, both ends included. Raises RequestError when the field has a condition already."""
        return self.where(field, "from", low).where(field, "to", high)

    def data(self) -> dict[str, list[dict[str, Any]]]:
        """The `filters` entity of v2: `filter` for equality, `complex_filter` for the rest."""
        simple: list[dict[str, Any]] = []
        others: list[dict[str, Any]] = []
        for field, conditions in self._conditions.items():
            for condition, value in conditions.items():
                if condition == "eq":
                    simple.append({"key": field, "value": value})
                else:
                    others.append({"key": field, "value": {"key": condition, "value": value}})
        found = {"filter": simple, "complex_filter": others}
        return {name: entries for name, entries in found.items() if entries}


def _text(condition: str, value: Any) -> str:
    if condition not in _LISTS or isinstance(value, str) or is_map(value) or not is_iterable(value):
        return plain_text(value)
    texts = [plain_text(item) for item in value]
    if not texts:
        raise RequestError(f"the condition {condition!r} needs at least one value")
    comma = next((text for text in texts if "," in text), None)
    if comma is not None:
        raise RequestError(f"{comma!r} can't be in a list: the server divides it at the comma")
    return ",".join(texts)
