"""Answers what is in folders, and remembers each question: what is made of the answers is as it was while they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple

from codegen.contents import (
    HIDDEN,
    NO_FOLDER,
    Contents,
    Kind,
    folder_key,
    like_key,
    look_into,
    name_key,
)
from codegen.files import StrPath


class _KnownFolder(NamedTuple):
    """A folder's key, and what is in it."""

    key: str
    contents: Contents


class Folders:
    """What is in the folders that are asked about: each is looked into once.

    `states` are those of the folders, and `answers` all that was answered, both by key (`contents`). `asked` is told
    the key of each question.
    """

    def __init__(self, asked: Callable[[str], None]) -> None:
        self.states: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self._asked = asked
        self._looked: dict[StrPath, _KnownFolder] = {}

    def know(self, key: str, answer: str, folder: str, state: str) -> None:
        """Take an answer that holds, and the state of the folder that it is about, where they are not known."""
        self.answers.setdefault(key, answer)
        self.states.setdefault(folder, state)

    def contents(self, folder: StrPath) -> Mapping[str, Kind]:
        """What is in a folder by name, in the order of names; nothing in one that is none or can't be looked into."""
        return self._whole(folder).kinds

    def is_open(self, folder: StrPath) -> bool:
        """Whether there is such a folder, and this user can look into it."""
        return self._whole(folder).state not in (HIDDEN, NO_FOLDER)

    def is_hidden(self, folder: StrPath) -> bool:
        """Whether this user can't look into a folder: no question to remember, as it is a problem in each run."""
        return self._look(folder).contents.state == HIDDEN

    def like(self, folder: StrPath, name: str) -> list[str]:
        """The names in a folder that are this one in lower case, in order."""
        found = self._look(folder)
        self._answered(key := like_key(found.key, name), found.contents.answer(key))
        return found.contents.like(name)

    def is_file(self, path: StrPath) -> bool:
        """Whether there is a file of that very name."""
        return self._kind(path) == "file"

    def is_folder(self, path: StrPath) -> bool:
        """Whether there is a folder of that very name."""
        return self._kind(path) == "folder"

    def is_there(self, path: StrPath) -> bool:
        """Whether there is something of that very name that is no folder: a broken link is an error to read."""
        return self._kind(path) not in (None, "folder")

    def _kind(self, path: StrPath) -> Kind | None:
        folder, name = os.path.split(path)
        found = self._look(folder or os.curdir)
        kind = found.contents.kinds.get(name)
        self._answered(name_key(found.key, name), kind or "")
        return kind

    def _whole(self, folder: StrPath) -> Contents:
        found = self._look(folder)
        self._answered(found.key, found.contents.state)
        return found.contents

    def _look(self, folder: StrPath) -> _KnownFolder:
        known = self._looked.get(folder)
        if known is None:
            key, contents = folder_key(folder), look_into(os.fspath(folder))
            known = self._looked[folder] = _KnownFolder(key, contents)
            self.states[key] = contents.state
        return known

    def _answered(self, key: str, answer: str) -> None:
        self.answers[key] = answer
        self._asked(key)
