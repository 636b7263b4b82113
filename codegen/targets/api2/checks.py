"""What the shop in memory of a package demands of requests: the validators of api2.xml, as `testing.py` has them."""

from __future__ import annotations

from collections.abc import Iterator

from codegen.emit.layout import bracketed
from codegen.emit.render import py_str
from codegen.ir import Api, Field, Model, Rule
from codegen.symbols import Symbols

NAME = "CHECKS"
"""What the map of them is called in `testing.py`."""


def check_lines(api: Api, symbols: Symbols) -> list[str]:
    """The lines of a map from a model, as `module.Class`, to what is demanded of its entries; none for none."""
    found = [model for model in api.models if any(map(_is_checked, model.fields))]
    if not found:
        return []
    return [f"{NAME} = {{", *(line for model in found for line in _model(model, symbols)), "}"]


def _is_checked(field: Field) -> bool:
    return field.writable and (field.needed or bool(field.rules))


def _model(model: Model, symbols: Symbols) -> Iterator[str]:
    checked = [field for field in model.fields if _is_checked(field)]
    yield f"    {py_str(str(symbols.models[model.name]))}: Checks("
    yield "        {"
    for field in checked:
        if field.rules:
            rules = [_check(rule) for rule in field.rules]
            yield f"            {bracketed(f'{py_str(field.wire_name)}: [', rules, '],', 12)}"
    yield "        },"
    needed = [py_str(field.wire_name) for field in checked if field.needed]
    if needed:
        yield f"        {bracketed('required=[', needed, '],', 8)}"
        yield from () if model.partial else ("        whole=True,",)
    yield "    ),"


def _check(rule: Rule) -> str:
    options = ", ".join(f"{py_str(name)}: {py_str(value)}" for name, value in rule.options)
    parts = [py_str(rule.kind), f"{{{options}}}" if options else ""]
    if rule.message:
        parts.append(f"message={py_str(rule.message)}")
    return f"Check({', '.join(filter(None, parts))})"
