"""Looks through a tree of folders, but not again into those that nobody touched since."""

from __future__ import annotations

import json
import os
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from typing import Any, NamedTuple, TypeVar

from codegen.files import is_link, is_link_in_folder, leads_to_folder
from codegen.machine.beside import beside
from codegen.machine.cache import Cache
from codegen.machine.unchanged import is_settled, state_of
from codegen.source import SKIPPED_FOLDERS

Told = TypeVar("Told")
Matches = Callable[[str, str], bool]
"""Whether a file of a name matters in a folder, whose path below the root of the tree is empty or ends in a slash."""


_NONE = (0,) * 5
"""In place of a state that nothing can be told from: no file has it."""


_WORTH_TWO = 2_000
"""From how many folders on two processes are quicker in asking for their states."""


_OPEN = getattr(os, "O_PATH", os.O_RDONLY)
"""How a folder is opened in order to look below it: whoever may do that need not have the right to list it."""


def _states_of(root: str, prefixes: list[str]) -> array[int]:
    """The states of folders below one. It is opened where the system can: each path begins there then, and is short."""
    states = array("q")
    with ExitStack() as opened, suppress(OSError):
        if os.stat not in os.supports_dir_fd:
            for prefix in prefixes:
                states.extend(state_of(os.stat(f"{root}/{prefix}")))
            return states
        here = os.open(root, _OPEN)
        opened.callback(os.close, here)
        for prefix in prefixes:
            states.extend(state_of(os.stat(prefix or ".", dir_fd=here)))
    return states


class _Folder(NamedTuple):
    """The files that matter in a folder, the folders in it, and whether something in it is a link."""

    files: list[str]
    folders: list[str]
    linked: bool


class _Known(NamedTuple):
    """A folder that is known from before: its state now, whether that is the one it had then, and what was in it."""

    state: Sequence[int]
    same: bool
    folder: _Folder


_Looked = tuple[str, Sequence[int], _Folder]


class Tree:
    """The files that matter below a folder; `key` names what is kept of them, with all that this depends on.

    Links are followed, but never upwards. One that leads nowhere is told from a file.
    """

    def __init__(self, root: str, matches: Matches, cache: Cache, key: str) -> None:
        self._root = root
        self._matches = matches
        self._cache = cache
        self._places = Cache.key("tree-states", key, root), Cache.key("tree", key, root)
        self._known: dict[str, _Known] = {}
        self._asked = 0

    def told(self, made: Callable[[list[str]], Told]) -> Told:
        """What `made` gives for the paths of all files that matter, or gave if all folders are as they were then.

        That must be what JSON can hold, and not be None.
        """
        same: Told | None = self._same()
        if same is not None:
            return same
        looked = self._mended() or [*self._walk()]
        files = [prefix + name for prefix, _, folder in looked for name in folder.files]
        told = made(files)
        linked = [[number, folder] for number, (_, _, folder) in enumerate(looked) if folder.linked]
        head = json.dumps([told, [prefix for prefix, _, _ in looked], linked]).encode()
        states = array("q", [part for _, state, _ in looked for part in state])
        self._cache.put(self._places[0], head + b"\n" + states.tobytes())
        self._cache.put(self._places[1], json.dumps([folder for _, _, folder in looked]).encode())
        return told

    def _same(self) -> Any:
        """What was kept, if all folders are as they were; else None, and what they were is known afterwards."""
        kept = self._cache.get(self._places[0])
        if kept is None:
            return None
        head, _, states = kept.partition(b"\n")
        told, prefixes, linked = json.loads(head)
        now = self._states(prefixes)
        if now.tobytes() == states and all(
            [*self._look(prefixes[number])] == folder for number, folder in linked
        ):
            return told
        before = array("q", states)
        folders = json.loads(self._cache.get(self._places[1]) or b"[]")
        if len(now) == len(before) and len(folders) == len(prefixes):
            for number, (prefix, folder) in enumerate(zip(prefixes, folders, strict=True)):
                part = slice(number * len(_NONE), (number + 1) * len(_NONE))
                self._known[prefix] = _Known(now[part], before[part] == now[part], _Folder(*folder))
        return None

    def _states(self, prefixes: list[str]) -> array[int]:
        """The states of folders as they are now, without those after one that can't be asked."""
        self._asked = time.time_ns()
        if len(prefixes) < _WORTH_TWO:
            return _states_of(self._root, prefixes)
        half = len(prefixes) // 2
        with beside(lambda: _states_of(self._root, prefixes[:half]).tobytes()) as told:
            rest = _states_of(self._root, prefixes[half:])
            return array("q", told()) + rest

    def _mended(self) -> list[_Looked]:
        """What is known, with the files of folders that changed; nothing where there are other folders than before."""
        looked: list[_Looked] = []
        for prefix, (state, same, folder) in self._known.items():
            if same and not folder.linked:
                looked.append((prefix, state, folder))
                continue
            found = self._look(prefix)
            if found.folders != folder.folders or found.linked or folder.linked:
                return []
            looked.append((prefix, state if is_settled(state, self._asked) else _NONE, found))
        return looked

    def _walk(self) -> Iterator[_Looked]:
        """Each folder below the root with what is in it, and its state if a later change will show in that."""
        waiting = [("", frozenset({os.path.realpath(self._root)}))]
        while waiting:
            prefix, above = waiting.pop()
            try:
                state, now = state_of(os.stat(f"{self._root}/{prefix}")), time.time_ns()
            except OSError:
                continue
            folder = self._look(prefix)
            yield prefix, state if is_settled(state, now) else _NONE, folder
            for name in folder.folders:
                below = f"{prefix}{name}/"
                inside = self._inside(below, above) if folder.linked else above
                if inside is not None:
                    waiting.append((below, inside))

    def _inside(self, prefix: str, above: frozenset[str]) -> frozenset[str] | None:
        """The real paths above what is in a folder; None for a link that leads upwards."""
        path = f"{self._root}/{prefix[:-1]}"
        if not is_link(path):
            return above
        real = os.path.realpath(path)
        return (
            None if any(real == own or own.startswith(f"{real}{os.sep}") for own in above) else above | {real}
        )

    def _look(self, prefix: str) -> _Folder:
        """What is in a folder; nothing, if it can't be looked into."""
        files: list[str] = []
        folders: list[str] = []
        linked = False
        try:
            entries = list(os.scandir(f"{self._root}/{prefix}"))
        except OSError:
            entries = []
        for entry in entries:
            name = entry.name
            if is_link_in_folder(entry):
                linked = True
                if self._matches(prefix, name) and not leads_to_folder(entry):
                    files.append(name if os.path.exists(entry.path) else f"{name} (broken link)")
                    continue
            elif not entry.is_dir():  # most are files: they have no second question to answer
                if self._matches(prefix, name):
                    files.append(name)
                continue
            if name not in SKIPPED_FOLDERS and leads_to_folder(entry):
                folders.append(name)
        return _Folder(sorted(files), sorted(folders), linked)
