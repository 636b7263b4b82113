"""The base of all models, and lists that are maps on closer look."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeGuard, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ..shapes import is_dict, is_map
from .absent import FilledField, allow_none, filled_fields, is_empty, remembered, set_values
from .attribute_values import check_untyped
from .forward_references import bind_forward_references

__all__ = ["KeyedList"]

T = TypeVar("T")
_BUILDING = threading.RLock()


class Model(BaseModel):
    """Base of all models. Every field may be missing, and unknown fields of an answer are kept in `model_extra`.

    A missing field is None; a list, and the extension attributes, are empty then, and part of a request once something
    is put into them. Validators are built on first use, under a lock, so that importing a package costs little.
    """

    __slots__ = ("_fillers",)
    _filled: ClassVar[frozenset[str]] = frozenset()

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
        coerce_numbers_to_str=True,
        protected_namespaces=(),
    )

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Any = None,
    ) -> bool | None:
        """Build the validator, if that hasn't happened yet; see pydantic's `BaseModel.model_rebuild`."""
        with _BUILDING:
            bind_forward_references(cls)
            return super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=_parent_namespace_depth + 1,
                _types_namespace=_types_namespace,
            )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        bind_forward_references(cls)
        return handler(source)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        allow_none(cls)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        own = filled_fields(cls)
        for name in own:
            setattr(cls, name, FilledField(name))
        cls._filled = cls._filled.union(own)

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same; that an empty list was read of one makes no difference."""
        if type(self) is not type(other) or not isinstance(other, Model):
            return NotImplemented
        if super().__eq__(other) is True:
            return True
        return (
            _without_fillers(self) == _without_fillers(other)
            and self.__pydantic_extra__ == other.__pydantic_extra__
            and self.__pydantic_private__ == other.__pydantic_private__
        )

    if not TYPE_CHECKING:
        # Answers are kept as they came where they are not what their types say: no reason to warn of it once more.

        def model_dump(self, **settings: Any) -> dict[str, Any]:
            """As pydantic's, but a value of another type than declared is no reason to warn."""
            return super().model_dump(**{"warnings": False, **settings})

        def model_dump_json(self, **settings: Any) -> str:
            """As pydantic's, but a value of another type than declared is no reason to warn."""
            return super().model_dump_json(**{"warnings": False, **settings})

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """What is shown: what was set, and what the shop sent besides."""
        yield from set_values(self).items()
        yield from (self.model_extra or {}).items()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Show it in IPython, over as many lines as it needs."""
        name = type(self).__name__
        if cycle:
            printer.text(f"{name}(...)")
            return
        with printer.group(4, f"{name}(", ")"):
            for index, (key, value) in enumerate(self.__repr_args__()):
                printer.text("," if index else "")
                printer.breakable(" " if index else "")
                printer.text(f"{key}=")
                printer.pretty(value)


def _without_fillers(model: Model) -> dict[str, Any]:
    empties = remembered(model)
    return {
        name: None if name in empties and value is empties[name] and is_empty(value) else value
        for name, value in model.__dict__.items()
    }


class OpenModel(Model):
    """Base of models to which a shop adds fields of its own: a type checker lets any field be read and set."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...


class ExactModel(Model):
    """Base of models whose numbers are Decimal: answers are read digit by digit."""


class ExactOpenModel(ExactModel, OpenModel):
    """Base of models of both kinds."""


class KeyedList(list[T], Generic[T]):
    """A list of entries of a key and a value, such as Magento 2's `custom_attributes`, with the view of a map.

    It stays a list, in the order of the shop; `get`, `set`, `remove_key`, `keys` and `as_dict` go by key. It is made
    from a map as well: `KeyedList({"color": "4"})`.
    """

    _item_type: Any = None

    def __init__(self, entries: Iterable[T] | Mapping[str, Any] = ()) -> None:
        given: Any = entries
        super().__init__(keyed_entries(self.of_map(given), Any) if is_map(given) else given)

    def get(self, key: str, default: Any = None) -> Any:
        """The value under a key, else the default."""
        return next((_read(entry, "value") for entry in self if _key(entry) == key), default)

    def set(self, key: str, value: Any) -> None:
        """Put a value under a key, in place of the one that is there."""
        for entry in self:
            if _key(entry) == key:
                _write(entry, "value", value)
                return
        item_type: Any = self._item_type or (type(self[0]) if self else dict)
        self.append(item_type(**{key_name(item_type): key, "value": value}))

    def remove_key(self, key: str) -> None:
        """Drop the entries under a key; nothing happens when there is none."""
        self[:] = [entry for entry in self if _key(entry) != key]

    def keys(self) -> list[str]:
        """The keys, in the order of the list."""
        return [_key(entry) for entry in self]

    def as_dict(self) -> dict[str, Any]:
        """All entries as a dict; of a repeated key the last one counts."""
        return {_key(entry): _read(entry, "value") for entry in self}

    @classmethod
    def prepared(cls, key: str, value: Any) -> Any:
        """A value in the form that the shop takes under a key. Warns of what it is likely to refuse."""
        check_untyped(key, value)
        return value

    @classmethod
    def of_map(cls, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A map of values by key, or of entries by number, in the form in which the entries hold them."""
        return values

    @classmethod
    def of_items(cls, item_type: Any) -> KeyedList[Any]:
        """An empty list whose new entries are of that type."""
        result: KeyedList[Any] = cls()
        result._item_type = item_type if isinstance(item_type, type) else None
        return result

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        item_type = next(iter(get_args(source)), Any)

        def entries(value: Any) -> Any:
            given = cls.of_map(value) if is_map(value) else value
            return keyed_entries(given, item_type) if is_map(given) or _is_keyed(given) else given

        def finish(items: list[Any]) -> KeyedList[Any]:
            result = cls.__new__(cls)  # not `cls(items)`, which would look for a map first
            result.extend(items)
            result._item_type = item_type if isinstance(item_type, type) else None
            return result

        items = core_schema.list_schema(handler.generate_schema(item_type))
        given = core_schema.no_info_before_validator_function(entries, items)
        # JSON nearly always holds a list: only when that fails is it made into Python's objects, for `entries`.
        received = core_schema.union_schema([items, given], mode="left_to_right")
        return core_schema.no_info_after_validator_function(
            finish,
            core_schema.json_or_python_schema(received, given),
            serialization=core_schema.plain_serializer_function_ser_schema(_plain, return_schema=items),
        )


def _plain(value: object) -> object:
    """A keyed list as a plain one; what an answer has in its place stays as it came."""
    return list(value) if _is_keyed(value) else value


def _is_keyed(value: object) -> TypeGuard[KeyedList[Any]]:
    return isinstance(value, KeyedList)


def keyed_entries(value: Mapping[Any, Any] | KeyedList[Any], item_type: Any) -> list[Any]:
    """The entries of a map: of entries by number, as Magento sends a filtered list, or of values by key.

    Those of a list that was made before its type was known get the key's own name.
    """
    if isinstance(value, KeyedList):
        name = key_name(item_type)
        return [
            (
                {name: _key(entry), "value": entry.get("value")}
                if is_dict(entry) and name not in entry
                else entry
            )
            for entry in value
        ]
    if value and all(str(key).isdigit() and is_map(item) for key, item in value.items()):
        return list(value.values())
    return [{key_name(item_type): key, "value": item} for key, item in value.items()]


def sent_entries(entries: Iterable[Any], kept_in: type[KeyedList[Any]]) -> list[Any]:
    """The entries of a keyed list of a class as they are sent: custom attributes in the form that the shop takes."""
    return [_sent(entry, kept_in) for entry in entries]


def _sent(entry: Any, kept_in: type[KeyedList[Any]]) -> Any:
    """One entry; a key and a value alone are replaced where the value takes another form."""
    name = _mapping_key(entry) if is_map(entry) else key_name(type(entry))
    key, value = _read(entry, name), _read(entry, "value")
    if (name != "attribute_code" and kept_in is KeyedList) or not isinstance(key, str):
        return entry
    prepared = kept_in.prepared(key, value)
    return entry if prepared is value else {name: key, "value": prepared}


def key_name(item_type: Any) -> str:
    """What the entries of a keyed list call their key: `key`, or `attribute_code`. Their value is called `value`."""
    if isinstance(item_type, type) and issubclass(item_type, BaseModel) and "key" in item_type.model_fields:
        return "key"
    return "attribute_code"


def _key(entry: Any) -> str:
    return str(_read(entry, key_name(type(entry)) if not is_map(entry) else _mapping_key(entry)))


def _mapping_key(entry: Mapping[str, Any]) -> str:
    return "key" if "key" in entry else "attribute_code"


def _read(entry: Any, name: str) -> Any:
    return entry.get(name) if is_map(entry) else getattr(entry, name, None)


def _write(entry: Any, name: str, value: Any) -> None:
    if is_dict(entry):
        entry[name] = value
    else:
        setattr(entry, name, value)
