# fmt: off
# flake8: noqa
# ruff: noqa: PGH004
# isort: skip_file # pylint: skip-file

"""Where tokens are kept beyond a process, so that not every start of a job logs in."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ..errors import RequestError
from ..shapes import is_map

__all__ = ["FileTokenStore", "StoredToken", "TokenStore"]


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token, and when it expires in seconds since 1970 (None: when the shop refuses it)."""

    token: str = field(repr=False)
    expires: float | None = None

    @property
    def alive(self) -> bool:
        """Whether it has not expired yet."""
        return self.expires is None or time.time() < self.expires


class TokenStore(Protocol):
    """Keeps tokens by key; a key names the shop and the user. Both methods may be called from several threads.

    With an async client they may be coroutine functions. A token that the shop refuses is put as None.
    """

    def get(self, key: str) -> Any:
        """The `StoredToken` that was put last, or None."""

    def put(self, key: str, token: StoredToken | None) -> Any:
        """Keep a token in place of the one that is there; None drops it."""


class FileTokenStore:
    """Keeps tokens in one file, which only its owner can read and write (mode 0600).

    Processes may share it: changes are made under a lock, in a file beside it that takes its place in one step. Raises
    RequestError when the file can't be read or written, or when others can read it or it is another user's.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)

    def __repr__(self) -> str:
        return f"FileTokenStore({str(self._path)!r})"

    def get(self, key: str) -> StoredToken | None:
        """The token under a key, None when there is none."""
        entry = self._read().get(key)
        if not is_map(entry) or not isinstance(entry.get("token"), str):
            return None
        expires = entry.get("expires")
        return StoredToken(entry["token"], float(expires) if isinstance(expires, int | float) else None)

    def put(self, key: str, token: StoredToken | None) -> None:
        """Keep a token, or drop the one that is there for None."""
        with self._locked():
            entries = self._read()
            if token is None:
                entries.pop(key, None)
            else:
                entries[key] = asdict(token)
            self._write(entries)

    def _read(self) -> dict[str, Any]:
        try:
            with self._path.open("rb") as file:
                status, content = os.fstat(file.fileno()), file.read()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._unusable("read", error) from error
        self._check(status)
        try:
            entries = json.loads(content)
        except (ValueError, RecursionError):
            return {}
        return dict(entries) if is_map(entries) else {}

    def _check(self, status: os.stat_result) -> None:
        if sys.platform == "win32":
            return
        if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
            raise RequestError(
                f"{self._path} is not this user's alone: run chmod 600 on it, or choose another file"
            )

    def _write(self, entries: dict[str, Any]) -> None:
        try:
            handle, temporary = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}-")
            try:
                with os.fdopen(handle, "w") as file:
                    json.dump(entries, file, indent=1, sort_keys=True)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(temporary, self._path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary)
                raise
        except OSError as error:
            raise self._unusable("written", error) from error

    @contextmanager
    def _locked(self) -> Generator[None, None, None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path.with_name(self._path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._unusable("written", error) from error
        try:
            _lock(handle)
            yield
        finally:
            os.close(handle)

    def _unusable(self, what: str, error: OSError) -> RequestError:
        return RequestError(f"{self._path} can't be {what}: {error.strerror or error}")


def _lock(handle: int) -> None:
    """Wait for the lock of an open file; closing it gives the lock back."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
