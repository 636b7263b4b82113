"""Plain text tables for people."""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence

from codegen.diagnostics import counted
from codegen.ir import Access, Api, Operation
from codegen.symbols import Symbols


def terminal_width() -> int | None:
    """How many characters a line of standard output has; None where it is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def table(rows: Iterable[Sequence[str]], *, indent: str = "", width: int | None = None) -> str:
    """Rows in columns as wide as their widest cell, one line each.

    Where a row would be longer than `width`, the first cell of each has a line of its own and the others stand below
    it: nothing is cut off.
    """
    entries = [tuple(row) for row in rows]
    if not entries:
        return ""
    widths = [max(len(row[column]) for row in entries) for column in range(len(entries[0]))]
    if width is not None and len(indent) + sum(widths) + 2 * (len(widths) - 1) > width:
        return "".join(_stacked(row, indent, width) for row in entries)
    return "".join(
        indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in entries
    )


def _stacked(row: Sequence[str], indent: str, width: int) -> str:
    first, *others = row
    below = f"{indent}    "
    together = below + "  ".join(filter(None, others))
    lines = [together] if len(together) <= width else [below + cell for cell in others if cell]
    return "".join(f"{line}\n" for line in (indent + first, *lines))


def api_table(api: Api, symbols: Symbols, width: int | None = None) -> str:
    """Services with their operations, then models: wire name, Python name, who may call. `width` is that of a line."""
    by_service: dict[str, list[Operation]] = defaultdict(list)
    for operation in sorted(api.operations, key=lambda operation: operation.id):
        by_service[operation.service].append(operation)
    parts = [f"Magento {api.version}\n"] if api.version else []
    parts += [f"Services ({len(by_service)}), operations ({len(api.operations)})\n"]
    for service in sorted(by_service):
        namespace = "" if api.system.flat else f"{symbols.services[service].module}."
        parts.append(f"\n{service}  client.{namespace}{symbols.attributes[service]}\n")
        parts.append(
            table(
                (
                    (operation.id, f"{symbols.operations[operation.id]}()", _needs(operation))
                    for operation in by_service[service]
                ),
                indent="  ",
                width=width,
            )
        )
    parts.append(f"\nModels ({len(api.models)})\n")
    parts.append(
        table(
            (
                (model.name, f"models.{symbols.models[model.name]}", counted(len(model.fields), "field"))
                for model in sorted(api.models, key=lambda model: model.name)
            ),
            indent="  ",
            width=width,
        )
    )
    return "".join(parts)


def _needs(operation: Operation) -> str:
    if operation.auth.access is Access.RESOURCES:
        return ", ".join(operation.auth.resources)
    return "" if operation.auth.access is Access.UNKNOWN else operation.auth.access.value
