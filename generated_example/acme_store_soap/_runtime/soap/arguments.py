# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""The arguments of a SOAP operation: what they are, and what differs in single modes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, TypeAlias

from ..client.arguments import in_python
from ..models.encode import squashed
from ..omit import OMIT
from ..shapes import is_sequence
from .scalars import Misfit
from .tables import TableField, Tables

Difference: TypeAlias = str | Callable[[], Any] | tuple[str, Any] | tuple[()] | None
"""What differs in a mode: the element's name, its type, both, or None where the mode hasn't the argument."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument; see `arg`."""

    name: str
    type: Any
    element: str = ""
    items: str | None = None
    python: str = ""
    search: bool = False
    header: bool = False
    modes: Mapping[str, Difference] = field(default_factory=dict[str, Difference])

    def field(self, mode: str, tables: Tables) -> TableField | None:
        """How a mode writes the argument; None where it hasn't it."""
        name, declared = self.element or self.name, self.type
        difference: Any = self.modes.get(mode, ())
        if difference is None:
            return None
        for part in difference if is_sequence(difference) else (difference,):
            if isinstance(part, str):
                name = part
            else:
                declared = part
        attribute = self.python or in_python(self.name)
        return TableField(name, self.name, attribute, tables.kind(declared_type(declared), self.items))


def arg(
    name: str,
    type: Any,
    *,
    element: str = "",
    items: str | None = None,
    python: str = "",
    header: bool = False,
    wsi: Difference = (),
    v2: Difference = (),
    v1: Difference = (),
) -> Argument:
    """An argument of an operation, and its type: a function that returns it where that is a model.

    `element` is the element's name where it isn't the argument's, `items` that of the items of a list, empty where they
    repeat without a wrapper. `wsi`, `v2` and `v1` (SOAP v1 and XML-RPC) tell what differs in that mode; the element `*`
    of v1 stands for a list of all arguments. `python` is the Python name where it isn't the same in snake case, and
    `header` tells that it travels in the header of the envelope.
    """
    differences = {"wsi": wsi, "v2": v2, "v1": v1}
    modes = {mode: difference for mode, difference in differences.items() if difference != ()}
    return Argument(name, type, element, items, python, False, header, modes)


def search(name: str, type: Any) -> Argument:
    """The argument that takes search criteria."""
    return Argument(name, type, search=True)


def declared_type(type: Any) -> Any:
    """A type, or what the function returns that stands for it."""
    return type() if isinstance(type, FunctionType) else type


@dataclass(frozen=True, slots=True)
class Wire:
    """How a request is written in one mode: its element or path, the name of the session id, the arguments.

    `headers` are the names of those arguments that travel in the header.
    """

    request: str
    session: str
    fields: tuple[TableField, ...]
    headers: frozenset[str] = frozenset()

    def given(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What was given, by alias. Raises Misfit for an argument that there is none of."""
        names = {field.alias for field in self.fields}
        similar = {
            squashed(name): field.alias for field in self.fields for name in (field.attribute, field.alias)
        }
        found: dict[str, Any] = {}
        for name, value in arguments.items():
            if value is OMIT:
                continue
            known = name if name in names else similar.get(squashed(name))
            if known is None:
                raise Misfit(
                    f"it has no argument {name!r} in this mode; it has "
                    f"{', '.join(field.attribute for field in self.fields) or 'none'}"
                )
            found[known] = value
        return found
