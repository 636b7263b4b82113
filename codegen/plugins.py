"""The plug-ins that are installed: entry points of our groups, in the order of their names."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

READERS = "magento_codegen.readers"
PASSES = "magento_codegen.passes"
TARGETS = "magento_codegen.targets"


def plugins(group: str) -> list[EntryPoint]:
    """The entry points of one group, not loaded yet."""
    return [point for point in _ours() if point.group == group]


def plugin_versions() -> dict[str, str]:
    """The version of each plug-in, by group and name."""
    return {f"{point.group}:{point.name}": point.dist.version if point.dist else "" for point in _ours()}


@lru_cache
def _ours() -> tuple[EntryPoint, ...]:
    """Those of all groups: to look through the installed distributions takes long, so it is done once."""
    found = entry_points()
    return tuple(
        point
        for group in (READERS, PASSES, TARGETS)
        for point in sorted(found.select(group=group), key=lambda point: point.name)
    )
