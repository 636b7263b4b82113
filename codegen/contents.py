"""What is in a folder: one look answers all questions about it, and tells it from what was there before.

Whoever depends on something in a folder depends on the answer to a question, which has a key: a folder as a whole, one
name in it, or all names that differ from one in case only. The key of a name has that of its folder in it: while a
folder is the same, so are all answers about it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from codegen.files import StrPath, is_link_in_folder

Kind = Literal["file", "folder", "other", "broken"]
"""What a name stands for, links followed: `other` is a pipe or a device, `broken` a link that leads nowhere."""

NO_FOLDER = "none"
"""The state of a folder that is not there, or is none."""
HIDDEN = "hidden"
"""The state of a folder that this user can't look into."""
_LINKED = "linked:"
_NAME = "\0="
_LIKE = "\0~"


class Contents:
    """The kinds of what is in a folder, by name as it is spelled, in order; `state` tells it from other contents."""

    def __init__(self, state: str, kinds: Mapping[str, Kind]) -> None:
        self.state = state
        self.kinds = kinds

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        names: dict[str, list[str]] = {}
        for name in self.kinds:
            names.setdefault(name.lower(), []).append(name)
        return names

    def like(self, name: str) -> list[str]:
        """The names that are this one in lower case, in order."""
        return self._names.get(name, [])

    def answer(self, key: str) -> str:
        """The answer to the question with a key about this folder."""
        _, asked, name = key.partition(_NAME)
        if asked:
            return self.kinds.get(name, "")
        _, asked, name = key.partition(_LIKE)
        return "/".join(self.like(name)) if asked else self.state


def folder_key(folder: StrPath) -> str:
    """The key of a folder as a whole: its path from the top of the system. Those of files in a lock end in no slash."""
    path = os.fspath(folder)
    return f"{path if os.path.isabs(path) else os.path.join(os.getcwd(), path)}/"


def name_key(folder: str, name: str) -> str:
    """The key of one name in the folder with a key."""
    return f"{folder}{_NAME}{name}"


def like_key(folder: str, name: str) -> str:
    """The key of all names in the folder with a key that are this one in lower case."""
    return f"{folder}{_LIKE}{name}"


def folder_of(key: str) -> str | None:
    """The key of the folder that a key is about, its own for that of a folder; None for that of a file."""
    folder = key.partition("\0")[0]
    return folder if folder.endswith("/") else None


def lasts(state: str) -> bool:
    """Whether a folder has this state as long as it is not touched itself: where links lead may change."""
    return not state.startswith((_LINKED, HIDDEN))


def look_into(folder: str) -> Contents:
    """What is in a folder now; nothing in what is none, or can't be looked into."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return Contents(NO_FOLDER, {})
    except OSError:
        return Contents(HIDDEN, {})
    if not os.access(folder, os.X_OK):
        return Contents(HIDDEN, {})
    kinds: dict[str, Kind] = {}
    told = hashlib.sha256()
    linked = False
    for entry in entries:
        leads = ""
        if is_link_in_folder(entry):
            linked = True
            leads = _target(entry.path)
        kind = kinds[entry.name] = _kind(entry)
        told.update(f"{entry.name}/{kind}/{leads}\0".encode("utf-8", "surrogatepass"))
    state = told.hexdigest()[:32]
    return Contents(f"{_LINKED}{state}" if linked else state, kinds)


def _kind(entry: os.DirEntry[str]) -> Kind:
    try:
        if entry.is_dir():
            return "folder"
        if entry.is_file():
            return "file"
    except OSError:
        return "broken"
    return "other" if os.path.exists(entry.path) else "broken"


def _target(path: str) -> str:
    """Where a link leads, as it is written."""
    try:
        return os.readlink(path)
    except OSError:
        return ""
