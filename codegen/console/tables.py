"""Plain text tables for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from codegen.diagnostics import counted
from codegen.ir import Access, Api, Operation
from codegen.symbols import Symbols


def table(rows: Iterable[Sequence[str]], *, indent: str = "") -> str:
    """Rows in columns as wide as their widest cell, one line each."""
    entries = [tuple(row) for row in rows]
    if not entries:
        return ""
    widths = [max(len(row[column]) for row in entries) for column in range(len(entries[0]))]
    return "".join(
        indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in entries
    )


def api_table(api: Api, symbols: Symbols) -> str:
    """Services with their operations, then models: wire name, Python name, who may call."""
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
        )
    )
    return "".join(parts)


def _needs(operation: Operation) -> str:
    if operation.auth.access is Access.RESOURCES:
        return ", ".join(operation.auth.resources)
    return "" if operation.auth.access is Access.UNKNOWN else operation.auth.access.value
