# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Typed access to custom attributes: those of the shop that the package knows of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from .attribute_lists import attribute_list
from .attribute_values import decoded, stored
from .base import KeyedList, T
from .plain import plain_text

if TYPE_CHECKING:
    from .attribute_table import AttributeTable, Entry

V = TypeVar("V")


class KeyedAttribute(str, Generic[V]):
    """One attribute: of an object its value, of the class its code, for searches.

    Reading gives None where the object has no such attribute, and the shop's own value where that is not of the type.
    What is put into a list that was read is sent.
    Writing None sends a null, which clears the attribute; `del` takes it out of what is sent.
    """

    _entry: Entry
    _table: AttributeTable

    @classmethod
    def of(cls, entry: Entry, table: AttributeTable) -> KeyedAttribute[Any]:
        """The attribute of an entry of a table."""
        made: KeyedAttribute[Any] = cls(entry.code)
        made._entry = entry
        made._table = table
        return made

    @overload
    def __get__(self, instance: None, owner: type) -> KeyedAttribute[V]: ...

    @overload
    def __get__(self, instance: KeyedList[Any], owner: type) -> V | None: ...

    def __get__(self, instance: KeyedList[Any] | None, owner: type) -> KeyedAttribute[V] | V | None:
        if instance is None:
            return self
        kind, code = self._entry.kind, self._entry.code
        options = self._table.options(self._entry.options) if self._entry.options else None
        value: V | None = (
            attribute_list(instance, code, lambda sent: decoded(kind, sent, options))
            if kind.startswith("list[")
            else decoded(kind, instance.get(code), options)
        )
        return value

    def __set__(self, instance: KeyedList[Any], value: V | None) -> None:
        instance.set(self._entry.code, value)

    def __delete__(self, instance: KeyedList[Any]) -> None:
        instance.remove_key(self._entry.code)


class _Named(type):
    """Lets a class of custom attributes have an attribute for each entry of its table, made when it is asked for."""

    if not TYPE_CHECKING:

        def __getattr__(cls, name: str) -> KeyedAttribute[Any]:
            table: AttributeTable | None = next(
                (vars(base)["table"] for base in cls.__mro__ if "table" in vars(base)), None
            )
            if table is None or name.startswith("_"):
                raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}")
            entry = table.by_name.get(name)
            if entry is None:
                near = get_close_matches(name, table.by_name, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise AttributeError(
                    f"{cls.__name__} knows no attribute {name!r}{hint} (get() and set() go by code)"
                )
            return KeyedAttribute.of(entry, table)

        def __dir__(cls) -> list[str]:
            return [*super().__dir__(), *(cls.table.by_name if "table" in vars(cls) else ())]


class CustomAttributes(KeyedList[T], Generic[T], metaclass=_Named):
    """The custom attributes of an entity, typed. `get`, `set` and `as_dict` go by code, as in any keyed list.

    `table` has the attributes; the stub of the module that it is in tells type checkers of them.
    """

    table: ClassVar[AttributeTable]

    def set(self, key: str, value: Any) -> None:
        """Put a value under a code, in the form that the shop takes."""
        entry = self.table.by_code.get(key)
        super().set(key, value if entry is None else self._form(entry, value))

    @classmethod
    def prepared(cls, key: str, value: Any) -> Any:
        """A value in the form that the shop takes under a code."""
        entry = cls.table.by_code.get(key)
        return super().prepared(key, value) if entry is None else cls._form(entry, value)

    @classmethod
    def _form(cls, entry: Entry, value: Any) -> Any:
        return stored(entry.kind, value, entry.code)

    if not TYPE_CHECKING:  # checkers know the attributes from the stub, and that there are no others

        def __getattr__(self, name: str) -> Any:
            return getattr(type(self), name).__get__(self, type(self))

        def __setattr__(self, name: str, value: Any) -> None:
            if name.startswith("_"):
                super().__setattr__(name, value)
            else:
                getattr(type(self), name).__set__(self, value)

        def __delattr__(self, name: str) -> None:
            getattr(type(self), name).__delete__(self)

    def __dir__(self) -> Iterator[str]:
        yield from super().__dir__()
        yield from self.table.by_name


class TextAttributes(CustomAttributes[T], Generic[T]):
    """Those of Magento 1: every value travels as text, and an empty one clears an attribute.

    Of a null it takes no notice (Mage_Catalog_Model_Product_Api_V2::_prepareDataForSave asks for what `isset` knows).
    """

    @classmethod
    def prepared(cls, key: str, value: Any) -> Any:
        """A value in the form that the shop takes under a code."""
        entry = cls.table.by_code.get(key)
        return value if entry is None else cls._form(entry, value)

    @classmethod
    def of_map(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A map of values by code as the entries hold them, which take nothing but text."""
        return {key: cls.prepared(key, value) for key, value in values.items()}

    @classmethod
    def _form(cls, entry: Entry, value: Any) -> Any:
        form = super()._form(entry, value)
        return "" if form is None else plain_text(form)
