"""How a type changed."""

from __future__ import annotations

from typing import Literal

from codegen.ir import AnyType, List, Map, Named, Primitive, Scalar, TypeRef, Union
from codegen.passes.type_text import parse

Step = Literal["narrowed", "widened", "changed"]


def type_step(before: str, after: str) -> Step | None:
    """How a type changed, as documents write types; None where each holds what the other does."""
    if before == after:
        return None
    old, new = parse(before), parse(after)
    if _holds(old, new):
        return None if _holds(new, old) else "narrowed"
    return "widened" if _holds(new, old) else "changed"


def _holds(wide: TypeRef, narrow: TypeRef) -> bool:
    """Whether every value of `narrow` is one of `wide`."""
    match wide, narrow:
        case AnyType(), _:
            return True
        case _, Union(members):
            return all(_holds(wide, member) for member in members)
        case Union(members), _:
            return any(_holds(member, narrow) for member in members)
        case List(outer), List(inner):
            return _holds(outer, inner)
        case Map(outer), Map(inner):
            return _holds(outer, inner)
        case Primitive(Scalar.NUMBER), Primitive(Scalar.INTEGER):
            return True
        case (Named() | Primitive()), _:
            return wide == narrow
    return False
