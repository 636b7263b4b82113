"""Runs the program as it would run on Windows, as far as that can be had on another system.

Folders can't be opened, there is no `fcntl`, no `renameat2`, no mask of signals, and new processes
know nothing of this one. Usage: `python as_on_windows.py generate ...`.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import shutil
import signal
import sys
from importlib import import_module
from typing import Any

import filelock  # looks for fcntl itself, and must find it here: its lock for Windows can't be had

import codegen
from codegen.__main__ import main

_open = os.open


def _opening(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    if not isinstance(path, int) and os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return _open(path, flags, mode, dir_fd=dir_fd)


class _Windows:
    """The module `sys`, as ours would see it; other libraries chose their code for this system when loaded."""

    platform = "win32"

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


if __name__ == "__main__":
    assert filelock.FileLock
    multiprocessing.set_start_method("spawn")
    shutil._use_fd_functions = False  # type: ignore[attr-defined]  # it would open folders
    os.open = _opening
    del signal.pthread_sigmask
    sys.modules["fcntl"] = None  # type: ignore[assignment]  # an import of it fails
    for found in pkgutil.walk_packages(codegen.__path__, "codegen."):
        module = import_module(found.name)
        if hasattr(module, "sys"):
            module.sys = _Windows()
    main()
