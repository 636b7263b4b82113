"""What a `composer.json` says of where its package's PHP is."""

from __future__ import annotations

from typing import TypeVar

from codegen.diagnostics import CodegenError
from codegen.files import parse_json
from codegen.roots import Source
from codegen.source import Inputs

Part = TypeVar("Part", bound=list[object] | dict[str, object])


def autoload(source: Source, inputs: Inputs, part: str, kind: type[Part]) -> Part:
    """A part of a package's `autoload` (`files`, `psr-4`), empty where there is none.

    A file that is no JSON, or whose part is of another kind, is a problem of the input; Composer refuses it too.
    """
    try:
        data = parse_json(inputs.read(source), source.shown)
        found = data.get("autoload") if isinstance(data, dict) else None
        entries = found.get(part) if isinstance(found, dict) else None
        if entries is not None and not isinstance(entries, kind):
            if entries == []:  # what PHP writes for an empty table
                return kind()
            raise CodegenError(f"autoload.{part} is no {_KINDS[kind]}; mend the file", origin=source.origin())
    except CodegenError as error:
        inputs.unusable(error, source)
        return kind()
    return kind() if entries is None else entries


_KINDS: dict[type, str] = {list: "list", dict: "table"}
