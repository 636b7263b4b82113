"""Reads `attributes.json`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, TypeVar

from codegen.diagnostics import CodegenError
from codegen.ir import Attribute, Option
from codegen.readers.attributes.located import Lines, Located, parse
from codegen.roots import Source
from codegen.source import Inputs

V = TypeVar("V")
_DEPTH = 5
"""How deep the members of an attribute lie: document, entities, entity, attributes, attribute."""
_MEND = "take the snapshot again with `magento-codegen fetch`, or mend it by schemas/attributes.schema.json"


def read_attributes(source: Source, inputs: Inputs) -> tuple[Attribute, ...]:
    """All attributes of a snapshot, by entity and code.

    Raises CodegenError (3) naming file and line for what can't be read or is no such snapshot.
    """
    data = inputs.read(source)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodegenError(f"is not UTF-8, as JSON must be; {_MEND}", origin=source.origin()) from error
    try:
        document = parse(text, _DEPTH)
    except json.JSONDecodeError as error:
        raise CodegenError(
            f"malformed JSON: {error.msg}; {_MEND}", origin=source.origin(error.lineno, error.colno)
        ) from error
    except RecursionError as error:
        raise CodegenError(f"malformed JSON: nested too deep; {_MEND}", origin=source.origin()) from error
    found = sorted(_Reader(source, text).attributes(document), key=lambda each: (each.entity, each.code))
    for first, second in pairwise(found):
        if (first.entity, first.code) == (second.entity, second.code):
            raise CodegenError(
                f"attribute `{first.entity}.{first.code}` is there twice; {_MEND}", origin=second.origin
            )
    return tuple(found)


class _Reader:
    """Makes attributes of a parsed document; what is wrong is told with its place."""

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self._lines = Lines(text)

    def attributes(self, document: Located) -> Iterator[Attribute]:
        entities = self._members(document, "the document").get("entities")
        if entities is None:
            raise self._wrong(document, "has no `entities`")
        for entity, described in self._members(entities, "`entities`").items():
            listed = self._members(described, f"`{entity}`").get("attributes")
            if listed is None:
                raise self._wrong(described, f"`{entity}` has no `attributes`")
            if not isinstance(listed.value, list):
                raise self._wrong(listed, f"`attributes` of `{entity}` is no list")
            for each in listed.value:
                yield self._attribute(entity, each)

    def _attribute(self, entity: str, located: Located) -> Attribute:
        members = self._members(located, f"an attribute of `{entity}`")

        def member(name: str, default: V, fits: Callable[[Any], bool]) -> V:
            found = members.get(name)
            if found is None:
                return default
            if not fits(found.value):
                raise self._wrong(
                    found, f"`{name}` of an attribute of `{entity}` can't be {found.value!r:.40}"
                )
            value: V = found.value
            return value

        def text(name: str) -> str:
            return member(name, "", lambda value: isinstance(value, str))

        if not text("code"):
            raise self._wrong(located, f"an attribute of `{entity}` has no `code`")
        return Attribute(
            entity=entity,
            code=text("code"),
            input=text("input"),
            backend=text("type"),
            label=text("label"),
            labels=_pairs(member("labels", {}, _is_map)),
            required=member("required", False, _is_flag),
            scope=text("scope"),
            user_defined=member("user_defined", False, _is_flag),
            applies_to=tuple(member("applies_to", [], _is_texts)),
            sets=tuple(member("sets", [], _is_texts)),
            swatch=text("swatch"),
            options=_options(member("options", [], _is_options)),
            origin=self._source.origin(self._lines.at(located.position)[0]),
        )

    def _members(self, located: Located, what: str) -> dict[str, Located]:
        if not isinstance(located.value, dict):
            raise self._wrong(located, f"{what} is no object")
        members: dict[str, Located] = located.value
        return members

    def _wrong(self, located: Located, message: str) -> CodegenError:
        return CodegenError(
            f"{message}; {_MEND}", origin=self._source.origin(*self._lines.at(located.position))
        )


def _options(entries: list[dict[str, Any]]) -> tuple[Option, ...]:
    """The options, each value once; the empty value that Magento lists first stands for none."""
    found = {entry["value"]: entry for entry in reversed(entries) if entry["value"]}
    return tuple(_option(entry) for entry in reversed(found.values()))


def _option(entry: dict[str, Any]) -> Option:
    return Option(
        value=entry["value"],
        label=entry.get("label", ""),
        labels=_pairs(entry.get("labels", {})),
        swatch=entry.get("swatch", ""),
    )


def _pairs(labels: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(labels.items())) if labels else ()


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _is_map(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values())


def _is_options(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, dict)
        and isinstance(entry.get("value"), str)
        and isinstance(entry.get("label", ""), str)
        and isinstance(entry.get("swatch", ""), str)
        and _is_map(entry.get("labels", {}))
        for entry in value
    )
