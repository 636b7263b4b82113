"""What is told of installed distributions without `importlib.metadata`.

To be loaded, and to read what every distribution offers, takes that a good deal of a run that has little else to do.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.machinery import PathFinder

_WHEEL = ".dist-info"
_KINDS = (_WHEEL, ".egg-info")


@lru_cache
def version_of(distribution: str) -> str:
    """The installed version of a distribution, for keys; looked up once."""
    name = _plain(distribution)
    for place in sys.path if _only_python_finds() else ():
        own = [each for each in _distributions(place) or () if _plain(each.partition("-")[0]) == name]
        if len(own) == 1 and own[0].endswith(_WHEEL):
            return own[0].removesuffix(_WHEEL).partition("-")[2]
        if own or _distributions(place) is None:
            break
    from importlib.metadata import version

    return version(distribution)


def may_offer(group: str) -> bool:
    """Whether some distribution may have entry points in a group with that in its name.

    It may where only `importlib.metadata` can tell: in eggs, in archives, and where others than Python find
    distributions.
    """
    return not _only_python_finds() or any(_may_offer(place, group.encode()) for place in sys.path)


def _may_offer(place: str, group: bytes) -> bool:
    found = _distributions(place)
    return found is None or any(group in _entry_points(os.path.join(place, name)) for name in found)


def _only_python_finds() -> bool:
    return [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")] == [PathFinder]


def _distributions(place: str) -> list[str] | None:
    """The folders about distributions in a place that modules are found in; None for an egg or an archive."""
    try:
        names = os.listdir(place or ".")
    except NotADirectoryError:
        return None
    except (OSError, ValueError):
        return []
    if place.lower().endswith(".egg"):
        return None
    return [name for name in names if name.lower().endswith(_KINDS)]


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _entry_points(distribution: str) -> bytes:
    with suppress(OSError), open(os.path.join(distribution, "entry_points.txt"), "rb") as file:
        return file.read()
    return b""
