"""A cache of bytes by key in one folder: safe to delete at any time, safe under concurrent runs.

An entry is one file, named by the hash of everything it depends on and written by a rename, so a reader sees a whole
entry or none. It is bound to its key and to this program's version: one that is damaged, was made by another version or
lies in another's place counts as absent. A folder or file that others could have written is not used: what is in it
would end in a package. A folder that can't be written only costs time.

Nothing in a cache can run: entries are texts, JSON, and values as `codegen.values` writes them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from codegen import __version__
from codegen.machine.whole_files import write_whole

_NAME = "magento-codegen"
_MAX_AGE = 30 * 24 * 3600.0
_PRUNE_EVERY = 24 * 3600.0
_DIGEST = 32
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class CacheState(NamedTuple):
    """A cache's folder, how many entries it has, and their size in bytes."""

    folder: Path
    entries: int
    bytes: int


class Cache:
    """Bytes by key below one folder; without a folder it keeps nothing.

    Keys are made by `key`, which takes whatever an entry depends on. A command makes one and hands it down.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder
        self._distrusted: Path | None = None

    @classmethod
    def for_user(cls) -> Cache:
        """The cache of the user who runs the program: for commands only, which hand it down."""
        return cls(_user_folder())

    @staticmethod
    def key(kind: str, *parts: str | bytes) -> str:
        """A key from a kind of entry and all that its value depends on."""
        digest = hashlib.sha256(kind.encode())
        for part in parts:
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
        return f"{kind}-{digest.hexdigest()}"

    @property
    def place(self) -> Path | None:
        """The folder that it was given, None without one."""
        return self._given

    @property
    def distrusted(self) -> Path | None:
        """The folder or file that was not used because others can write to it or own it; None when all is well."""
        return self._distrusted

    def get(self, key: str) -> bytes | None:
        """The value, or None when it is absent, damaged, of another key or version, or not only ours."""
        if self._folder is None:
            return None
        path = _path(self._folder, key)
        try:
            handle = os.open(path, _OPEN)
        except OSError:
            return None
        with open(handle, "rb") as file:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or not _only_ours(state):
                self._distrusted = path
                return None
            with contextlib.suppress(OSError):
                seal, value = file.read(_DIGEST), file.read()
                os.utime(handle if os.utime in os.supports_fd else path)
                return value if _seal(key, value) == seal else None
        return None

    def put(self, key: str, value: bytes) -> None:
        """Keep a value. A cache that can't be written is no error.

        What was there goes first: some systems write a file that takes another's place to the disk at once, which takes
        ten times as long as all the rest, and who looks meanwhile finds none.
        """
        if self._folder is None:
            return
        path = _path(self._folder, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            write_whole(path, _seal(key, value), value)

    def state(self) -> CacheState | None:
        """Where the cache is and how much is in it; None where it has no folder."""
        if self._folder is None:
            return CacheState(self._given, 0, 0) if self._given is not None and self._distrusted else None
        sizes = []
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                sizes.append(path.stat().st_size)
        return CacheState(self._folder, len(sizes), sum(sizes))

    def prune(self) -> None:
        """Once a day, remove what was not used for a month."""
        if self._folder is None:
            return
        marker = self._folder / "pruned"
        now = time.time()
        with contextlib.suppress(OSError):
            if marker.exists() and now - marker.stat().st_mtime < _PRUNE_EVERY:
                return
            marker.touch()
            for path in self._folder.glob("*/*"):
                if now - path.stat().st_mtime > _MAX_AGE:
                    path.unlink()

    @cached_property
    def _folder(self) -> Path | None:
        """The folder, made when it is not there; None when it can't be, or is not only ours."""
        if self._given is None:
            return None
        try:
            self._given.mkdir(mode=0o700, parents=True, exist_ok=True)
            state = self._given.stat()
        except OSError:
            return None
        if not _only_ours(state):
            self._distrusted = self._given
            return None
        return self._given


NO_CACHE = Cache()
"""What is handed down where nothing is to be kept."""


def _user_folder() -> Path:
    """Where platformdirs has the caches of this user. It is not loaded where Linux tells that in a word.

    That takes as long as half of all else that an up-to-date check imports after Click.
    """
    if sys.platform == "linux" and "ANDROID_ROOT" not in os.environ:
        for folder in (
            os.environ.get("XDG_CACHE_HOME", ""),
            os.path.join(os.environ.get("HOME", ""), ".cache"),
        ):
            if os.path.isabs(folder):
                return Path(folder, _NAME)
    import platformdirs

    return platformdirs.user_cache_path(_NAME, appauthor=False)


def _path(folder: Path, key: str) -> Path:
    return folder / key.rpartition("-")[2][:2] / key


def _seal(key: str, value: bytes) -> bytes:
    """What binds a value to its key and to the version that made it."""
    found = hashlib.sha256(f"{__version__}\0{key}\0".encode())
    found.update(value)
    return found.digest()


def _only_ours(state: os.stat_result) -> bool:
    """Whether only this user (and root's power) can have written it; where there are no user ids the place tells."""
    if not hasattr(os, "geteuid"):
        return True
    return state.st_uid == os.geteuid() and not state.st_mode & _WRITABLE_BY_OTHERS
