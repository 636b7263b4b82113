"""Whether installed distributions may offer something, told without `importlib.metadata`.

That takes a good deal of a run that has little else to do, to be loaded and to read what every distribution offers.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib.machinery import PathFinder


def may_offer(group: str) -> bool:
    """Whether some distribution may have entry points in a group with that in its name.

    It may where only `importlib.metadata` can tell: in eggs, in archives, and where others than Python find
    distributions.
    """
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    return finders != [PathFinder] or any(
        _may_offer(os.fsdecode(place), group.encode()) for place in sys.path
    )


def _may_offer(place: str, group: bytes) -> bool:
    try:
        names = os.listdir(place or ".")
    except NotADirectoryError:
        return True
    except (OSError, ValueError):
        return False
    found = (name for name in names if name.lower().endswith((".dist-info", ".egg-info")))
    return place.lower().endswith(".egg") or any(
        group in _entry_points(os.path.join(place, name)) for name in found
    )


def _entry_points(distribution: str) -> bytes:
    with suppress(OSError), open(os.path.join(distribution, "entry_points.txt"), "rb") as file:
        return file.read()
    return b""
