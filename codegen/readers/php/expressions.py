"""Constant expressions: the defaults of parameters and the values of constants."""

from __future__ import annotations

import re

from tree_sitter import Node

from codegen.readers.php.model import ConstantRef, Expression, Literal, Opaque
from codegen.readers.php.names import Names

_LONGEST = 400
"""Longer expressions are not followed: nothing that a signature shows is that long, and nesting has an end."""

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "e": "\x1b", "f": "\f"}


def expression(node: Node, names: Names) -> Expression:
    """The value of a constant expression, as far as it is a literal or a constant's name."""
    text = (node.text or b"").decode()
    if len(text) > _LONGEST:
        return Opaque(text)
    match node.type:
        case "string":
            return Literal(re.sub(r"\\([\\'])", r"\1", text[1:-1]))
        case "encapsed_string":
            if any(child.type not in ("string_content", "escape_sequence") for child in node.named_children):
                return Opaque(text)
            return Literal(re.sub(r'\\([\\"$ntrvef])', lambda m: _ESCAPES.get(m[1], m[1]), text[1:-1]))
        case "integer":
            return _integer(text)
        case "float":
            return _float(text)
        case "boolean":
            return Literal(text.lower() == "true")
        case "null":
            return Literal(None)
        case "array_creation_expression":
            return _array(node, names)
        case "unary_op_expression":
            return _signed(node, names)
        case "name":
            return _named(text)
        case "class_constant_access_expression" if node.named_child_count == 2:
            owner, name = ((child.text or b"").decode() for child in node.named_children)
            return ConstantRef(_owner(owner, names), name)
        case "parenthesized_expression" if node.named_child_count == 1:
            return expression(node.named_children[0], names)
    return Opaque(text)


def _integer(text: str) -> Expression:
    digits = text.replace("_", "").lower()
    try:
        return Literal(int(digits, 8 if re.fullmatch(r"0[0-7]+", digits) else 0))
    except ValueError:
        return Opaque(text)


def _float(text: str) -> Expression:
    try:
        return Literal(float(text.replace("_", "")))
    except ValueError:
        return Opaque(text)


def _array(node: Node, names: Names) -> Expression:
    values: list[object] = []
    for element in node.named_children:
        if element.type == "comment":
            continue
        parts = element.named_children
        value = expression(parts[0], names) if len(parts) == 1 else None
        if not isinstance(value, Literal):
            return Opaque((node.text or b"").decode())
        values.append(value.value)
    return Literal(tuple(values))


def _signed(node: Node, names: Names) -> Expression:
    argument = node.child_by_field_name("argument")
    value = expression(argument, names) if argument else None
    if isinstance(value, Literal) and isinstance(value.value, int | float) and node.children[0].type in "+-":
        return Literal(-value.value if node.children[0].type == "-" else value.value)
    return Opaque((node.text or b"").decode())


def _named(text: str) -> Expression:
    constants = {"true": True, "false": False, "null": None}
    lowered = text.lower()
    return Literal(constants[lowered]) if lowered in constants else ConstantRef("", text)


def _owner(text: str, names: Names) -> str:
    return text.lower() if text.lower() in ("self", "static", "parent") else names.resolve(text)
