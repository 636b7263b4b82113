"""Where a package may lie: not in what it is made from, and better not under a name that Python has already."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.files import real
from codegen.machine.long_paths import LONGEST, allow_long_paths


def refuse_place(client: ClientConfig) -> None:
    """Raise CodegenError (2) if the output is a source or lies in one.

    A package replaces its folder as a whole. It may lie in a source that is the project's own folder, as in a
    repository that is a Magento itself (`sources = ["."]`).
    """
    output, project = real(client.output), real(client.base)
    for root in client.all_roots():
        source = real(root.path)
        if not output.is_relative_to(source):
            continue
        if output != source and project.is_relative_to(source):
            continue
        where = "is the source itself" if output == source else f"lies in the source {root.shown}"
        raise CodegenError(
            f"the output {client.output} {where}, and would mix with the definitions; choose a folder outside, for "
            f"example {_outside(client, root.path)}",
            exit_code=2,
        )


def _outside(client: ClientConfig, source: Path) -> Path:
    return source.parent / f"{client.package.split('.')[-1]}_client"


def remarks(client: ClientConfig) -> list[Diagnostic]:
    """What to say about where a package goes: one named as a module of Python's own hides that module from programs."""
    name = client.package.split(".")[0]
    if name not in sys.stdlib_module_names:
        return []
    return [
        Diagnostic(
            Level.WARNING,
            "hides-stdlib",
            f"the package {client.package} hides Python's own module `{name}` from every program that finds it first; "
            f"give it another name: --package {name}_client, or `package`",
            client.places.get(("output",)),
        )
    ]


def depth(output: Path, files: Iterable[str]) -> list[Diagnostic]:
    """What to say of files of a package in this real folder that Windows, as it is set, opens for no other program."""
    longest = max((str(output / path) for path in files), key=len)
    if len(longest) <= LONGEST or allow_long_paths():
        return []
    return [
        Diagnostic(
            Level.WARNING,
            "long-path",
            f"{longest}: has {len(longest)} characters, and Windows as it is set lets Python open no more than "
            f"{LONGEST}; give the package a folder nearer the drive, or have LongPathsEnabled set to 1 in the registry",
        )
    ]
