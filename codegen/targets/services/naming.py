"""What descriptors say of the Python names of arguments."""

from __future__ import annotations

from codegen.emit.render import py_str
from codegen.ir import Operation
from codegen.symbols import Symbols
from codegen.symbols.words import snake, words


def python_name(operation: Operation, wire_name: str, symbols: Symbols) -> list[str]:
    """The keyword for an argument whose Python name is not the wire name in snake case, as the runtime makes it.

    See `in_python` of the runtime's `client/arguments.py`.
    """
    name = symbols.parameters.get((operation.id, wire_name), wire_name)
    plain = words(wire_name) == wire_name and snake(wire_name, prefix="") == name
    return [] if plain else [f"python={py_str(name)}"]
