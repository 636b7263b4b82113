"""Sources of several systems: one package can't call them all, so each needs a package of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from codegen.diagnostics import CodegenError


def not_together(sources: Mapping[str, Sequence[str]]) -> CodegenError:
    """The error about sources of several systems, by the system's name: it shows the configuration to write."""
    kinds = ", ".join(f"{name} ({_some(shown)})" for name, shown in sources.items())
    clients = ", ".join(_client(name, shown) for name, shown in sources.items())
    return CodegenError(
        f"these sources don't go together, because one package can't call them all: {kinds}; write a package of each, "
        f"for example with this line in magento-codegen.toml: clients = [{clients}]",
        exit_code=2,
    )


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _client(name: str, sources: Sequence[str]) -> str:
    shown = json.dumps(list(sources), ensure_ascii=False)
    return f'{{name = "{name}", sources = {shown}, output = "src/{name}_client"}}'
