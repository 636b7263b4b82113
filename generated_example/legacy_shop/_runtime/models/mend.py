# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Keeping what a shop sends although its types lie.

Validation says which places of an answer do not fit. Those places alone are mended (an empty list where a map is
meant, a map with numbers for keys where a list is) or taken out and put back, as they came, into the validated result.
Nulls are dropped from lists that can't hold them.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from pydantic import BaseModel, TypeAdapter, ValidationError

from ..shapes import is_list, is_map

Path: TypeAlias = tuple[Any, ...]
_ROUNDS = 8
_MISSING = object()
_PLACEHOLDERS: dict[str, Any] = {
    "string_type": "",
    "bytes_type": b"",
    "int_type": 0,
    "float_type": 0.0,
    "decimal_type": 0,
    "bool_type": False,
}
"""What stands for the null in a list of scalars while the list is validated."""


def repaired(
    adapter: TypeAdapter[Any], value: Any, error: ValidationError, *, keep_nulls: bool = False
) -> Any:
    """The value validated, with raw values where they do not fit. `value` is changed; `error` is what it failed with.

    A value that does not fit at all is returned as it is. `keep_nulls` leaves the nulls in lists of scalars.
    """
    original = value
    raw: dict[Path, Any] = {}
    for _ in range(_ROUNDS):
        places = _places(value, error)
        if places and not places[0][0]:
            value = _mended(value, places[0][1])
            if value is _MISSING:
                return _restored(original, raw)
        elif not _dropped_nulls(value, places, keep_nulls):
            for path, kind in places:
                _repair(value, path, kind, raw)
        try:
            result = adapter.validate_python(value)
        except ValidationError as next_error:
            error = next_error
        else:
            return _restored(result, raw)
    return _restored(value, raw)


def _places(value: Any, error: ValidationError) -> list[tuple[Path, str]]:
    """The places that failed, outermost first, each once."""
    places: dict[Path, str] = {}
    for entry in error.errors(include_url=False, include_context=False, include_input=False):
        places.setdefault(_resolved(value, entry["loc"]), entry["type"])
    outer: list[tuple[Path, str]] = []
    for path in sorted(places, key=len):
        if not any(path[:length] in places for length in range(len(path))):
            outer.append((path, places[path]))
    return outer


def _resolved(value: Any, location: Path) -> Path:
    """The part of a location that leads through the data: names of validators and of union members lead nowhere."""
    path: list[Any] = []
    for part in location:
        if _holds(value, part):
            value = value[part]
            path.append(part)
    return tuple(path)


def _holds(value: Any, part: Any) -> bool:
    if is_map(value):
        return part in value
    return is_list(value) and isinstance(part, int) and part < len(value)


def _dropped_nulls(value: Any, places: list[tuple[Path, str]], keep: bool) -> bool:
    """Drop the nulls from lists that can't hold them; True when there were any. With `keep` scalars' nulls stay."""
    lists = [
        _at(value, path[:-1])
        for path, kind in places
        if not (keep and kind in _PLACEHOLDERS) and _at(value, path) is None
    ]
    lists = [items for items in lists if is_list(items)]
    for items in lists:
        items[:] = [item for item in items if item is not None]
    return bool(lists)


def _repair(value: Any, path: Path, kind: str, raw: dict[Path, Any]) -> None:
    """Mend one place, or take its value out: of the map it is in, for the items of a list can't be left out."""
    if any(path[:length] in raw for length in range(1, len(path))):
        return
    current = _at(value, path)
    holder = _at(value, path[:-1])
    if isinstance(current, BaseModel) or (current is None and is_list(holder) and kind in _PLACEHOLDERS):
        # A model of another type than the declared one, or a null among scalars: it keeps its place.
        raw[path] = current
        holder[path[-1]] = {} if current is not None else _PLACEHOLDERS[kind]
        return
    mended = _mended(current, kind)
    if mended is not _MISSING:
        _at(value, path[:-1])[path[-1]] = mended
        return
    length = len(path) if current is not None else len(path) - 1
    while length > 0 and not isinstance(_at(value, path[: length - 1]), dict):
        length -= 1
    if length > 0:
        holder = _at(value, path[: length - 1])
        raw[path[:length]] = holder[path[length - 1]]
        holder[path[length - 1]] = None


def _mended(value: Any, kind: str) -> Any:
    """The value in the form that was expected, or `_MISSING` if there is none."""
    if kind == "list_type":
        if is_map(value):
            return list(value.values()) if all(str(key).isdigit() for key in value) else _MISSING
        return [] if value == "" else _MISSING
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return {} if value in ([], "") else _MISSING
    return None if value == "" else _MISSING


def _at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def _restored(result: Any, raw: dict[Path, Any]) -> Any:
    """The result with what was taken out put back, outer places first: an inner one may be in an outer one."""
    for path in sorted(raw, key=len):
        holder: Any = result
        for part in path[:-1]:
            holder = _member(holder, part)
        if isinstance(holder, BaseModel):
            vars(holder)[_field(holder, path[-1])] = raw[path]
        else:
            holder[path[-1]] = raw[path]
    return result


def _member(holder: Any, part: Any) -> Any:
    if isinstance(holder, BaseModel):
        name = _field(holder, part)
        return holder.__dict__[name] if name in holder.__dict__ else (holder.model_extra or {})[name]
    return holder[part]


def _field(model: BaseModel, wire_name: str) -> str:
    """The name of the field that a wire name stands for."""
    fields = type(model).model_fields
    if wire_name in fields:
        return wire_name
    return next((name for name, field in fields.items() if field.serialization_alias == wire_name), wire_name)
