# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The values of an attribute that has several, as a list that belongs to its attribute.

The shop stores them as one text, so the list is another object than what is sent: what is done to it is done to both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from .base import KeyedList, T


class Place:
    """Where a list stands: under a code of its owner, as long as that is the value it was made of."""

    def __init__(self, owner: KeyedList[Any], code: str) -> None:
        self._owner = owner
        self._code = code
        self._sent = owner.get(code)

    def is_in(self, owner: KeyedList[Any]) -> bool:
        """Whether the list stands in that object."""
        return self._owner is owner and self.is_held()

    def is_held(self) -> bool:
        """Whether no other value has been put into its place."""
        return bool(self._sent == self._owner.get(self._code))

    def put(self, values: list[Any]) -> None:
        """Put these in the place of what is there."""
        self._owner.set(self._code, values)
        self._sent = self._owner.get(self._code)


class AttributeList(list[T]):
    """The values of an attribute: changing the list changes the attribute.

    As with a list in a dict, the same one is read each time, and one that another has taken the place of changes only
    itself from then on. Copies are plain lists.
    """

    place: Place

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return list, (list(self),)


def _writing(change: Callable[..., Any]) -> Callable[..., Any]:
    """A method of lists that changes the attribute as well."""

    @wraps(change)
    def changed(self: AttributeList[Any], *arguments: Any, **options: Any) -> Any:
        is_held = self.place.is_held()
        result = change(self, *arguments, **options)
        if is_held:
            self.place.put(list(self))
        return result

    return changed


for _name in (
    *("append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"),
    *("__delitem__", "__iadd__", "__imul__", "__setitem__"),
):
    setattr(AttributeList, _name, _writing(getattr(list, _name)))


def attribute_list(owner: KeyedList[Any], code: str, read: Callable[[Any], Any]) -> Any:
    """The list under a code, None without one; `read` makes its values of what is sent."""
    lists: dict[str, AttributeList[Any]] = vars(owner).setdefault("_lists", {})
    held = lists.get(code)
    if type(held) is AttributeList and held.place.is_in(owner):  # in a copy of the owner it is a plain list
        return held
    values = read(owner.get(code))
    if values is None:
        return None
    made = lists[code] = AttributeList[Any](values)
    made.place = Place(owner, code)
    return made
