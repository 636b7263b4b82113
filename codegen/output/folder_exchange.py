"""Put one folder in the place of another, in one step where the system can."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchange(new: Path, current: Path, *, spare: Path) -> None:
    """Make `new` be `current`; what was there before ends at `spare`. All three lie in one folder.

    On Linux this is one atomic step. Elsewhere `current` is renamed to `spare` first: whoever finds `spare` without
    `current` must rename it back. Raises OSError when neither works; `current` is as it was then.
    """
    if not current.exists():
        new.rename(current)
        return
    if _swapped(new, current):
        new.rename(spare)
        return
    current.rename(spare)
    try:
        new.rename(current)
    except OSError:
        spare.rename(current)
        raise


def _swapped(new: Path, current: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(current), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(current))
