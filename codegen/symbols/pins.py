"""Which assigned names a lock must keep."""

from __future__ import annotations

from codegen.symbols.assign import Symbols
from codegen.symbols.attributes import is_kept_by_api
from codegen.symbols.words import is_plain_snake


def lasting(symbols: Symbols) -> dict[str, str]:
    """The pins without those of fields, parameters and attributes that are called in Python as on the wire, and without
    those that the lock has in what it keeps of the API.

    The former have the first choice of their name (`Wish.rank`), so that whatever is added later can't take it.
    """
    evident = (
        {f"field:{model}.{wire}" for (model, wire), name in symbols.fields.items() if _evident(wire, name)}
        | {
            f"parameter:{operation}:{wire}"
            for (operation, wire), name in symbols.parameters.items()
            if _evident(wire, name)
        }
        | {
            f"attribute:{entity.module}.{code}"
            for entity in symbols.entities.values()
            for code, name in entity.attributes.items()
            if _evident(code, name)
        }
    )
    pins = symbols.pins()
    for key in evident:
        del pins[key]
    return {key: name for key, name in pins.items() if not is_kept_by_api(key)}


def _evident(wire: str, name: str) -> bool:
    return wire == name and is_plain_snake(wire)
