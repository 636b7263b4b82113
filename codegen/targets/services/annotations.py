"""Types as Python source: annotations of arguments and results, and the expressions that descriptors hold."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.config import Numbers
from codegen.ir import STRING, AnyType, KeyedList, List, Map, Named, Primitive, Scalar, TypeRef, Union
from codegen.symbols import QualifiedName, Symbols
from codegen.targets.models.style import is_moment
from codegen.values import Value

_SCALARS = {
    Scalar.STRING: "str",
    Scalar.INTEGER: "int",
    Scalar.NUMBER: "float",
    Scalar.BOOLEAN: "bool",
    Scalar.BINARY: "bytes",
}


class Annotations(Value):
    """Spells types as seen from a resources module, where a model is `models.catalog.Product`.

    What requests take in place of it is `inputs.catalog.Product`, a map that type checkers know the keys of.

    `numbers` is what a number of an answer is. `list_name` is how the builtin list is reached: `builtins.list` inside a
    class that has a method called `list`. `module` is that of `inputs` which spells: its own maps go by their names.
    """

    symbols: Symbols
    numbers: Numbers = "float"
    list_name: str = "list"
    module: str = ""

    def result(self, type_ref: TypeRef | None, *, nullable: bool = False) -> str:
        """What a method returns."""
        if type_ref is None:
            return "None"
        text = self._spell(type_ref)
        return f"{text} | None" if nullable and text != "Any" else text

    def argument(self, type_ref: TypeRef, *, name: str = "", nullable: bool = False) -> str:
        """What a method takes: mappings do for models, any sequence for a list, and any number for a number.

        Where the `name` of the argument says that a text is a date or a time, those are taken too.
        """
        if type_ref == STRING and is_moment(name):
            return "Moment | None" if nullable else "Moment"
        members = list(dict.fromkeys(self._accepted(type_ref)))
        if "Any" in members:
            return "Any"
        return " | ".join([*members, "None"] if nullable else members)

    def input(self, name: QualifiedName) -> str:
        """The map that does in place of a model."""
        return name.name if name.module == self.module else f"inputs.{name}"

    def source(self, type_ref: TypeRef | None) -> str:
        """An expression for the type at run time: `None` for no value, `ANY` for one of any type."""
        if type_ref is None:
            return "None"
        text = self._spell(type_ref)
        if text == "Any":
            return "ANY"
        return f"cast(Any, {text})" if isinstance(type_ref, Union) else text

    def _spell(self, type_ref: TypeRef) -> str:
        match type_ref:
            case Primitive(Scalar.NUMBER) if self.numbers == "decimal":
                return "Decimal"
            case Primitive(scalar):
                return _SCALARS[scalar]
            case Named(name):
                return f"models.{self.symbols.models[name]}"
            case List(item=item):
                return f"{self.list_name}[{self._spell(item)}]"
            case KeyedList(item=item):
                return f"KeyedList[{self._spell(item)}]"
            case Map(value):
                return f"dict[str, {self._spell(value)}]"
            case Union(members):
                spelled = list(dict.fromkeys(self._spell(member) for member in members))
                return "Any" if "Any" in spelled else " | ".join(spelled)
            case AnyType():
                return "Any"

    def _accepted(self, type_ref: TypeRef) -> Iterator[str]:
        match type_ref:
            case Primitive(Scalar.NUMBER):
                yield from ("float", "Decimal")
            case Named():
                yield self._spell(type_ref)
                yield self.input(self.symbols.models[type_ref.name])
            case List(item=item):
                yield f"Sequence[{self.argument(item)}]"
            case KeyedList(item=item):
                yield f"Sequence[{self.argument(item)}]"
                yield "Mapping[str, Any]"
            case Map(value):
                yield f"Mapping[str, {self.argument(value)}]"
            case Union(members):
                for member in members:
                    yield from self._accepted(member)
            case _:
                yield self._spell(type_ref)


def is_plain(type_ref: TypeRef) -> bool:
    """Whether values of the type are scalars or anything, which need no type to be sent."""
    match type_ref:
        case List(item=item) | Map(item):
            return is_plain(item)
        case Union(members):
            return all(is_plain(member) for member in members)
        case Primitive() | AnyType():
            return True
        case _:
            return False
