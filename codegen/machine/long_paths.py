"""Paths of more than 259 characters, which Windows opens only for programs that say that they know of them."""

from __future__ import annotations

import sys
from functools import lru_cache

LONGEST = 259
"""The characters of a path that Windows opens for every program: MAX_PATH, less the NUL at its end."""
_FIRST_BUILD = 15063
"""Of Windows 10 1703, the first that looks at the flag."""
_BIT_FIELD = 3
_LONG_PATH_AWARE = 0x80


@lru_cache
def allow_long_paths() -> bool:
    """Have Windows open long paths for this process. Returns whether it did so already, and so does for all of Python.

    Programs say in a manifest that they know of long paths, and Python does; but Windows heeds that only where an
    administrator has switched long paths on. What it then sets, and looks at, is the flag `IsLongPathAwareProcess` in
    the bit field of the process environment block. A process may set it itself; Go's runtime does so for every program.
    """
    if sys.platform != "win32":
        return True
    if sys.getwindowsversion().build < _FIRST_BUILD:
        return False
    import ctypes

    block = ctypes.windll.ntdll.RtlGetCurrentPeb
    block.restype = ctypes.c_void_p
    flags = ctypes.c_ubyte.from_address(block() + _BIT_FIELD)
    before = flags.value
    flags.value = before | _LONG_PATH_AWARE
    return bool(before & _LONG_PATH_AWARE)
