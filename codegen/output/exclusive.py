"""One run at a time for a folder: the operating system's lock, which goes when its process goes."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs away from a folder inside the block; a second one waits for the first.

    The lock is on the folder itself where the system has such locks, and so counts for all users and leaves no file.
    Elsewhere (Windows opens no folders; some network drives know no locks) it is on a file among the temporary ones of
    this user, named by the folder. Raises OSError when the folder can't be opened.
    """
    handle = _locked(folder)
    if handle is not None:
        try:
            yield
        finally:
            os.close(handle)
        return
    import tempfile

    from filelock import FileLock

    name = hashlib.sha256(os.path.normcase(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[
        :32
    ]
    with FileLock(Path(tempfile.gettempdir(), f"magento-codegen-{name}.lock"), mode=0o600):
        yield


def _locked(folder: Path) -> int | None:
    """The open folder with its lock taken; None where there are no locks of folders."""
    if sys.platform == "win32":
        return None
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle
