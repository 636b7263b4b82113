"""Packages that tests generate and import."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from codegen.config import ClientConfig
from codegen.run.planning import Generated, generate
from codegen.source import Inputs


def build(name: str, sources: Sequence[Path], folder: Path, **options: object) -> ModuleType:
    """Generate a package from sources into a folder, not formatted, and import it."""
    return build_generated(name, sources, folder, **options)[0]


def build_generated(
    name: str, sources: Sequence[Path], folder: Path, **options: object
) -> tuple[ModuleType, Generated]:
    """As `build`, with what the package was made from."""
    config = ClientConfig(
        name=name,
        sources=tuple(str(source) for source in sources),
        output=folder / name,
        package=name,
        **options,  # type: ignore[arg-type]
    )
    generated = generate(config, Inputs(), {})
    for path, text in generated.files:
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module(name), generated
    finally:
        sys.path.remove(str(folder))
