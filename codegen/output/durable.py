"""Bring to the disk what was written, so that a loss of power can't take it back."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 16
"""Systems write one journal entry for all that wait at once: 250 files in 16 threads take 2 % of the time of one."""


def to_disk(files: Iterable[Path], folders: Iterable[Path]) -> None:
    """Wait until the content of the files, then the names in the folders, are on the disk.

    Raises OSError when a file can't be brought there. Folders can't be on every system, and are left to it then.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_file_to_disk, files))
        list(pool.map(folder_to_disk, folders))


def folder_to_disk(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can."""
    with suppress(OSError):
        _wait_for(folder, os.O_RDONLY)


def _file_to_disk(file: Path) -> None:
    _wait_for(file, os.O_RDWR)


def _wait_for(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
