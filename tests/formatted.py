"""Files as the generator formats them."""

from __future__ import annotations

from collections.abc import Mapping

from codegen.machine.cache import NO_CACHE, Cache
from codegen.output.formatting import Formatter


def formatted(
    files: Mapping[str, str], *, python_version: str = "3.11", cache: Cache = NO_CACHE, verbatim: str = ""
) -> dict[str, str]:
    """All files, begun in their order."""
    formatter = Formatter(python_version=python_version, cache=cache, verbatim=verbatim)
    for path, text in files.items():
        formatter.begin(path, text)
    return formatter.files()
