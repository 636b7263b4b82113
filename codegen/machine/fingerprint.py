"""What tells one state of this program from another, a changed template or a patched reader included."""

from __future__ import annotations

import hashlib
import os
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.data_folders import PACKAGE, templates
from codegen.machine.unchanged import is_settled, state_of

_CODE = (".py",)
_TEMPLATES = (".py", ".jinja", ".jinja2")
_told: dict[Path, str] = {}
"""What is known of this run's program, by the folder of its code: no run sees another one in itself."""


def program(cache: Cache = NO_CACHE) -> str:
    """One hash of the program's own files: its code, its templates and the runtime.

    Where a cache is given, files are not read again as long as none of them was touched.
    """
    if PACKAGE not in _told:
        _told[PACKAGE] = _program(cache)
    return _told[PACKAGE]


def _program(cache: Cache) -> str:
    files = [*_files()]
    now = time.time_ns()
    states = [state_of(os.stat(path)) for path, _ in files]
    together = array("q", [part for state in states for part in state]).tobytes()
    key = Cache.key("program", "\0".join(path for path, _ in files), together)
    kept = cache.get(key)
    if kept is not None:
        return kept.decode()
    found = hashlib.sha256()
    for path, name in files:
        with open(path, "rb") as file:
            found.update(f"{name}\0".encode() + file.read())
    if all(is_settled(state, now) for state in states):
        cache.put(key, found.hexdigest().encode())
    return found.hexdigest()


def _files() -> Iterator[tuple[str, str]]:
    """The paths of all files, each with its name from the folder on that it belongs to; the code comes first."""
    inside = str(templates())
    for top, suffixes in ((str(PACKAGE), _CODE), (inside, _TEMPLATES)):
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(
                name for name in folders if name != "__pycache__" and os.path.join(folder, name) != inside
            )
            for name in sorted(names):
                if name.endswith(suffixes):
                    path = os.path.join(folder, name)
                    yield path, path[len(top) + 1 :].replace(os.sep, "/")
