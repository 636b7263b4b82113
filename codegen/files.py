"""Opens files that may be anything: what goes wrong is one error naming the file; nothing but files is opened."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

from codegen.diagnostics import CodegenError
from codegen.origin import Origin

StrPath = str | os.PathLike[str]

_JUNCTION = 0xA0000003
"""`stat.IO_REPARSE_TAG_MOUNT_POINT`, which other systems don't have."""
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def is_file(path: StrPath) -> bool:
    """Whether there is a file; a name that no system takes, and a link that leads to itself, is none."""
    return os.path.isfile(path)


def is_there(path: StrPath) -> bool:
    """Whether there is something by that name that is no folder: a link that leads nowhere is an error to read."""
    return os.path.lexists(path) and not os.path.isdir(path)


def is_folder(path: StrPath) -> bool:
    """Whether there is a folder, as `is_file` looks."""
    return os.path.isdir(path)


def is_link(path: StrPath) -> bool:
    """Whether a path is a link, or what Windows has in place of one that leads to a folder, a junction."""
    try:
        return _leads_elsewhere(os.lstat(path))
    except OSError:
        return False


def is_link_in_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is such a link, without asking again what is known."""
    if sys.platform != "win32":
        return entry.is_symlink()
    return _leads_elsewhere(entry.stat(follow_symlinks=False))


def _leads_elsewhere(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == _JUNCTION


def leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one, as `is_folder` looks, without asking again what is known."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def path_of(text: str, base: Path = Path(), *, exit_code: int = 2) -> Path:
    """The path that a user wrote, taken from `base`, with `~` followed; nothing need be there.

    Raises CodegenError for what no path can be: one with a NUL, a name that is too long, the home of nobody.
    """
    try:
        path = base / Path(text).expanduser()
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return path
    except (OSError, RuntimeError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise CodegenError(f"{text[:200]!r}: is no path: {reason}", exit_code=exit_code) from error
    return path


def real(path: StrPath) -> Path:
    """The path with all links followed; it stays as it is where they lead in a circle."""
    return Path(os.path.realpath(path))


def slashed(path: str) -> str:
    """A path as it is kept and shown, with `/` between its names on every system."""
    return path.replace(os.sep, "/")


def from_here(path: StrPath) -> Path:
    """The path from the working directory on; as it is where none leads there, from one drive of Windows to another."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:
        return Path(path)


def open_file(path: StrPath) -> io.BufferedReader:
    """Open a file to read bytes.

    Raises OSError, also for what is no regular file: a pipe would wait for ever, and a device never end.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:
        raise OSError(str(error)) from error
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise OSError("is a folder, not a file" if stat.S_ISDIR(mode) else "is a pipe or device, not a file")
    return io.BufferedReader(io.FileIO(handle))


def read_file(path: StrPath, shown: str, *, exit_code: int = 3) -> bytes:
    """The bytes of a file that the user knows as `shown`. Raises CodegenError when it can't be read."""
    try:
        with open_file(path) as file:
            return complete(file.read(), shown)
    except OSError as error:
        raise unopened(error, shown, exit_code) from error


def unopened(error: OSError, shown: str, exit_code: int = 3) -> CodegenError:
    """The one line about a file that can't be opened or read."""
    return CodegenError(
        f"can't be read: {error.strerror or error}; mend it or leave it out",
        origin=Origin(shown),
        exit_code=exit_code,
    )


def complete(head: bytes, shown: str) -> bytes:
    """The bytes as they are. Raises CodegenError when they begin a Git LFS pointer: the file itself is elsewhere."""
    if head.startswith(_LFS_POINTER):
        raise CodegenError(
            "is a Git LFS pointer, not the file itself; run git lfs pull", origin=Origin(shown, 1)
        )
    return head


def read_json(path: Path, shown: str) -> Any:
    """The value of a JSON file. Raises CodegenError when it can't be read, or is no JSON."""
    return parse_json(read_file(path, shown), shown)


def parse_json(data: bytes, shown: str) -> Any:
    """The value of JSON. Raises CodegenError naming the line for what is none, or is nested too deep to read."""
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        origin = Origin(shown, error.lineno, error.colno)
        raise CodegenError(f"is no JSON: {error.msg}; mend the file", origin=origin) from error
    except (ValueError, RecursionError) as error:
        raise CodegenError(
            f"is no JSON that can be read: {error}; mend the file", origin=Origin(shown)
        ) from error
