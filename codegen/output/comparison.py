"""What a package's folder holds, compared with what it should hold: this reads, and never writes."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from codegen.diagnostics import CodegenError
from codegen.files import open_file
from codegen.output.lock import LOCK_FILE, Lock, digest


class Comparison(NamedTuple):
    """What differs between the files wanted and the folder. All are paths below the package, sorted.

    `added`, `changed`, `deleted` say what writing would do. `edited` are files of ours that someone changed by hand
    and that writing would overwrite; `foreign` are files that we did not write and that stand in the way. `wanted` are
    the digests that were compared with.
    """

    wanted: Mapping[str, str]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def stale(self) -> tuple[str, ...]:
        """Every path that writing would touch."""
        return tuple(sorted((*self.added, *self.changed, *self.deleted)))


def compare(output: Path, wanted: Mapping[str, str], lock: Lock | None) -> Comparison:
    """Compare the files wanted (the lock among them), given by their digests, with the folder. Reads, never writes."""
    outputs = lock.outputs if lock else {}
    added: list[str] = []
    changed: list[str] = []
    deleted: list[str] = []
    edited: list[str] = []
    foreign: list[str] = []
    for path in sorted({*wanted, *outputs}):
        current = content(output, path)
        if current is None:
            if path in wanted:
                added.append(path)
            continue
        if isinstance(current, Obstacle):
            foreign.append(current.path)
            continue
        found = digest(current)
        if found == wanted.get(path):
            continue
        known = path in outputs or (path == LOCK_FILE and lock is not None)
        if not known:
            foreign.append(path)
            continue
        if path != LOCK_FILE and found != outputs[path]:
            edited.append(path)
        (changed if path in wanted else deleted).append(path)
    return Comparison(
        wanted=wanted,
        added=tuple(added),
        changed=tuple(changed),
        deleted=tuple(deleted),
        edited=tuple(edited),
        foreign=tuple(dict.fromkeys(foreign)),
    )


def damaged(output: Path, lock: Lock) -> list[str]:
    """Files of the lock that are gone or were changed by hand."""
    found = []
    for path, known in sorted(lock.outputs.items()):
        current = content(output, path)
        if not isinstance(current, bytes) or digest(current) != known:
            found.append(path)
    return found


class Obstacle:
    """Something other than a file of ours at a path: a symlink, a folder, a file where a folder must be."""

    def __init__(self, path: str) -> None:
        self.path = path


def content(output: Path, path: str) -> bytes | Obstacle | None:
    """The bytes of a file of the package, or what is in its place. Raises CodegenError (2) if it can't be read."""
    place = os.fspath(output)
    parts = path.split("/")
    try:
        for count, part in enumerate(parts, 1):
            place = os.path.join(place, part)
            mode = os.lstat(place).st_mode
            in_the_way = not stat.S_ISDIR(mode) if count < len(parts) else stat.S_ISDIR(mode)
            if in_the_way or stat.S_ISLNK(mode):
                return Obstacle("/".join(parts[:count]))
        with open_file(place) as opened:
            return opened.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CodegenError(f"{place}: can't be read: {error.strerror or error}", exit_code=2) from error
