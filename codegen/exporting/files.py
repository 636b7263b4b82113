"""Writing exports: deterministic bytes, replaced in one step, or only compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from codegen.diagnostics import CodegenError
from codegen.exporting.schemas import Json
from codegen.files import open_file
from codegen.machine.whole_files import write_whole


def as_text(document: Json | list[Json], path: Path | None) -> str:
    """The document as YAML for a path that ends in .yaml or .yml, else as JSON."""
    if path is not None and path.suffix.lower() in (".yaml", ".yml"):
        return _as_yaml(document)
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _as_yaml(document: Json | list[Json]) -> str:
    import yaml

    class Dumper(yaml.CSafeDumper):
        """Writes everything out: no anchors where two places happen to share a value."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    text: str = yaml.dump(document, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


def stale(files: Mapping[Path, str]) -> list[Path]:
    """The files that are missing or differ; line ends don't count."""
    return [path for path, text in files.items() if _current(path) != text]


def write(files: Mapping[Path, str]) -> None:
    """Write files, each in one step. Raises CodegenError (3) when one can't be written."""
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode(), mode=0o644)
        except OSError as error:
            raise CodegenError(f"{path}: can't be written: {error.strerror}") from error


def _current(path: Path) -> str | None:
    try:
        with open_file(path) as file:
            return file.read().decode("utf-8").replace("\r\n", "\n")
    except (OSError, ValueError):
        return None
