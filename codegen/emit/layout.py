"""Long lines as Black would break them, so that the formatter has little left to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from codegen.output.formatting import LINE_LENGTH


def bracketed(head: str, items: Sequence[str], tail: str = ")", indent: int = 0) -> str:
    """`head`, comma-separated `items` and `tail`: on one line, else inside the brackets on one, else one item a line.

    `head` ends with the opening bracket, `tail` begins with the closing one; `indent` is the column of `head`.
    """
    joined = ", ".join(items)
    if not items or indent + len(head) + len(joined) + len(tail) <= LINE_LENGTH:
        return f"{head}{joined}{tail}"
    margin, inner = " " * indent, " " * (indent + 4)
    if len(inner) + len(joined) <= LINE_LENGTH:
        comma = "," if len(items) == 1 and _DEFINED.match(head) else ""
        return f"{head}\n{inner}{joined}{comma}\n{margin}{tail}"
    lines = "".join(f"{inner}{_wrapped(item, inner)},\n" for item in items)
    return f"{head}\n{lines}{margin}{tail}"


_DEFINED = re.compile(r"(async )?def ")
_CHOICE = re.compile(r"(\w+: )([\w.]+(?: \| [\w.]+)+)( = \w+)?")
"""An argument of one of several types, as a signature has it."""


def _wrapped(item: str, margin: str) -> str:
    """An item of a line of its own; a choice of types that is too long for that stands in brackets."""
    found = _CHOICE.fullmatch(item)
    if found is None or len(margin) + len(item) < LINE_LENGTH:
        return item
    name, types, default = found.groups("")
    return f"{name}(\n{margin}    {types}\n{margin}){default}"


def assigned(target: str, kind: str, items: Sequence[str], value: str, indent: int = 0) -> str:
    """`target: kind[items] = value(…)`, too long for a line: broken in the value if the rest fits, else in the type.

    `value` is a call of one argument.
    """
    whole = f"{target}: {kind}[{', '.join(items)}] = {value}"
    if indent + len(whole) <= LINE_LENGTH:
        return whole
    before, argument = value.removesuffix(")").split("(")
    head = f"{target}: {kind}[{', '.join(items)}] = {before}("
    if indent + len(head) <= LINE_LENGTH:
        return f"{head}\n{' ' * (indent + 4)}{argument}\n{' ' * indent})"
    return bracketed(f"{target}: {kind}[", items, f"] = {value}", indent)


def from_import(module: str, names: Sequence[str], indent: int = 0) -> str:
    """`from module import names`: on one line, else one name a line; `import module` without names."""
    if not names:
        return f"import {module}"
    line = f"from {module} import {', '.join(names)}"
    if indent + len(line) <= LINE_LENGTH:
        return line
    margin = " " * indent
    return f"from {module} import (\n" + "".join(f"{margin}    {name},\n" for name in names) + f"{margin})"


def filled(items: Iterable[str], indent: int = 4) -> list[str]:
    """Items, each with a comma behind it, on as few lines as they fit when those are indented by `indent`."""
    lines: list[str] = []
    for item in items:
        if lines and indent + len(lines[-1]) + len(item) + 2 <= LINE_LENGTH:
            lines[-1] += f" {item},"
        else:
            lines.append(f"{item},")
    return lines


def tuple_lines(items: Iterable[str], indent: int = 4) -> list[str]:
    """A tuple with a comma behind it: on one line, else its items on as few lines as they fit inside its brackets."""
    members = list(items)
    line = f"{tuple_of(members)},"
    if indent + len(line) <= LINE_LENGTH:
        return [line]
    return ["(", *(f"    {inner}" for inner in filled(members, indent + 4)), "),"]


def entry(key: str, value: str, indent: int = 4) -> list[str]:
    """An entry of a dict with a comma behind it: on one line, else its value below its key."""
    line = f"{key}: {value},"
    return [line] if indent + len(line) <= LINE_LENGTH else [f"{key}:", f"    {value},"]


def tuple_of(items: Iterable[str]) -> str:
    """The source of a tuple of these expressions."""
    members = list(items)
    return f"({', '.join(members)}{',' if len(members) == 1 else ''})"
