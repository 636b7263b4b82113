"""Types as text: what `inspect` shows and what an override's `type` is written in.

`string integer number boolean binary any`, a model's name, `list[T]`, `map[T]`, `A | B`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from codegen.ir import AnyType, KeyedList, List, Map, Named, Primitive, Scalar, TypeRef, Union

_SCALARS = frozenset(scalar.value for scalar in Scalar)
_DEEPEST = 20
_TOKEN = re.compile(r"\s*(\[|\]|\||[^\s\[\]|]+)")


def show(type_ref: TypeRef) -> str:
    """The text of a type."""
    match type_ref:
        case Primitive(scalar):
            return scalar.value
        case Named(name):
            return name
        case List(item) | KeyedList(item=item):
            return f"list[{show(item)}]"
        case Map(value):
            return f"map[{show(value)}]"
        case Union(members):
            return " | ".join(show(member) for member in members)
        case AnyType():
            return "any"


@lru_cache(10_000)
def parse(text: str) -> TypeRef:
    """The type that a text names; names that are no scalar are models. Raises ValueError saying what is wrong."""
    if text.count("[") > _DEEPEST:
        raise ValueError(f"more than {_DEEPEST} lists and maps in one another are no data")
    tokens = _TOKEN.findall(text)
    type_ref, rest = _union(tokens)
    if rest:
        raise ValueError(f"unexpected `{rest[0]}` in type `{text}`")
    return type_ref


def _union(tokens: list[str]) -> tuple[TypeRef, list[str]]:
    member, rest = _single(tokens)
    members = [member]
    while rest and rest[0] == "|":
        member, rest = _single(rest[1:])
        members.append(member)
    return (members[0] if len(members) == 1 else Union(tuple(members))), rest


def _single(tokens: list[str]) -> tuple[TypeRef, list[str]]:
    if not tokens or tokens[0] in ("[", "]", "|"):
        raise ValueError(f"a type is missing{f' before `{tokens[0]}`' if tokens else ' at the end'}")
    name, rest = tokens[0], tokens[1:]
    if name in ("list", "map"):
        if rest[:1] != ["["]:
            raise ValueError(f"`{name}` needs the type it holds: `{name}[string]`")
        inner, rest = _union(rest[1:])
        if rest[:1] != ["]"]:
            raise ValueError(f"`{name}[` is not closed")
        return (List(inner) if name == "list" else Map(inner)), rest[1:]
    if name == "any":
        return AnyType(), rest
    if name in _SCALARS:
        return Primitive(Scalar(name)), rest
    return Named(name), rest
