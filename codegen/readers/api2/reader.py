"""The reader: all definitions merged, what implements them, and the Api that they make."""

from __future__ import annotations

from collections.abc import Sequence

from codegen.diagnostics import CodegenError, Diagnostic
from codegen.readers.api2.build import build
from codegen.readers.api2.entity_types import entity_types
from codegen.readers.api2.implementation import find_implementations
from codegen.readers.api2.merge import Node, merge_file
from codegen.readers.api2.resources import resources
from codegen.readers.api2.sources import definitions
from codegen.readers.base import Reading, ReadOptions
from codegen.roots import Root
from codegen.source import Inputs, unusable


def read(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> Reading:
    """Merge every api2.xml below the roots as the server does and build the Api.

    A file that can't be read costs only itself. Raises CodegenError (exit code 3) when none can be read.
    """
    merged = Node("config")
    files, found = definitions(roots, inputs)
    diagnostics: list[Diagnostic] = [*found]
    readable = 0
    for definition in files:
        try:
            merge_file(merged, inputs.read_xml(definition.source), definition)
            readable += 1
        except CodegenError as error:
            if len(files) == 1:
                raise
            diagnostics.append(unusable(error, definition.source))
    if not readable and (problems := [*diagnostics, *inputs.problems]):
        first = problems[0]
        raise CodegenError(first.message, origin=first.origin, code=first.code)
    if not readable:
        shown = ", ".join(root.shown for root in roots)
        raise CodegenError(f"{shown}: no api2.xml that can be read")
    merged_resources, remarks = resources(merged)
    implementations = find_implementations(roots, files, inputs)
    api, more = build(merged_resources, implementations, entity_types(roots, inputs, options))
    return Reading(api, (*diagnostics, *remarks, *more))
