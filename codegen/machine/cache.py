"""A cache in the user's cache folder, keyed by content: safe to delete at any time, safe under concurrent runs.

An entry is one file, named by the hash of everything it depends on and written by a rename, so a reader sees a whole
entry or none. A damaged one counts as absent; a folder that can't be written only costs time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

_MAX_AGE = 30 * 24 * 3600.0
_PRUNE_EVERY = 24 * 3600.0
_DIGEST = 32


@lru_cache
def version_of(distribution: str) -> str:
    """The installed version of a distribution, for keys; looked up once."""
    return version(distribution)


class Cache:
    """Bytes by key below one folder. Keys are made by `key`, which takes whatever an entry depends on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def for_user(cls) -> Cache:
        """The cache of the user who runs the program."""
        import platformdirs

        return cls(platformdirs.user_cache_path("magento-codegen", appauthor=False))

    @staticmethod
    def key(kind: str, *parts: str | bytes) -> str:
        """A key from a kind of entry and all that its value depends on."""
        digest = hashlib.sha256(kind.encode())
        for part in parts:
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
        return f"{kind}-{digest.hexdigest()}"

    def get(self, key: str) -> bytes | None:
        """The value, or None when it is absent or damaged."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        value = data[_DIGEST:]
        return value if hashlib.sha256(value).digest() == data[:_DIGEST] else None

    def put(self, key: str, value: bytes) -> None:
        """Keep a value. A cache that can't be written is no error."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(value).digest() + value)
                os.replace(temporary, path)
            except BaseException:
                os.unlink(temporary)
                raise

    def prune(self) -> None:
        """Once a day, remove what was not used for a month."""
        marker = self.folder / "pruned"
        now = time.time()
        with contextlib.suppress(OSError):
            if marker.exists() and now - marker.stat().st_mtime < _PRUNE_EVERY:
                return
            marker.touch()
            for path in self.folder.glob("*/*"):
                if now - path.stat().st_mtime > _MAX_AGE:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key.rpartition("-")[2][:2] / key
