"""Runs the program as it would run on Windows, as far as that can be had on another system.

Folders can't be opened, there is no `fcntl`, no `renameat2`, no mask of signals, paths of 260 characters
are not found unless the process has said that it knows of them, and new processes know nothing of this
one. Usage: `python as_on_windows.py generate ...`.
"""

from __future__ import annotations

import builtins
import ctypes
import io
import multiprocessing
import os
import pkgutil
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import SimpleNamespace
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

    def getwindowsversion(self) -> SimpleNamespace:
        return SimpleNamespace(build=19045)

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)


_process = (ctypes.c_ubyte * 8)()
"""The process environment block; the last bit of its fourth byte is set in a process that knows of long paths."""
_NAMED = (
    "access",
    "chmod",
    "link",
    "listdir",
    "lstat",
    "mkdir",
    "open",
    "rename",
    "replace",
    "rmdir",
    "scandir",
    "stat",
)


def _finding(find: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    """Call a function of the system, which finds no long paths for a process that doesn't know of them."""
    for path in arguments[:2]:
        if (
            isinstance(path, str | os.PathLike)
            and len(os.path.abspath(path)) > 259
            and not _process[3] & 0x80
        ):
            raise FileNotFoundError(2, "The system cannot find the path specified", os.fspath(path))
    return find(*arguments, **more)


def _hide_long_paths() -> None:
    for name in _NAMED:
        setattr(os, name, partial(_finding, getattr(os, name)))
    io.open = builtins.open = partial(_finding, builtins.open)  # type: ignore[assignment]
    ntdll = SimpleNamespace(RtlGetCurrentPeb=lambda: ctypes.addressof(_process))
    ctypes.windll = SimpleNamespace(ntdll=ntdll)  # type: ignore[attr-defined]


if __name__ == "__main__":
    assert filelock.FileLock
    multiprocessing.set_start_method("spawn")
    shutil._use_fd_functions = False  # type: ignore[attr-defined]  # it would open folders
    os.open = _opening
    _hide_long_paths()
    del signal.pthread_sigmask
    sys.modules["fcntl"] = None  # type: ignore[assignment]  # an import of it fails
    for found in pkgutil.walk_packages(codegen.__path__, "codegen."):
        module = import_module(found.name)
        if hasattr(module, "sys"):
            module.sys = _Windows()
    main()
