"""Parts of a reading, each kept with the files it was made from, and what was asked of folders for it (`contents`): one
for which all that is as it was is not made again.

What else a part depends on must be in its name.
Most parts stay from one run to the next, so they are written in layers: a run adds one with those that it made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from codegen.contents import folder_of
from codegen.diagnostics import Diagnostic
from codegen.values import Format

_LAYERS = 8
"""How many layers of a kind there may be before a run writes one in place of all."""

Made = TypeVar("Made")


class Trace:
    """What something was made from: the keys of the inputs that were read for it, and what was said of them."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.told: dict[Diagnostic, None] = {}

    def add(self, keys: Iterable[str], told: Iterable[Diagnostic]) -> None:
        """Have these in the trace, too."""
        self.keys.update(keys)
        self.told.update(dict.fromkeys(told))


class PartKind(Generic[Made]):
    """Parts that are kept together, all of one type."""

    def __init__(self, name: str, made: type[Made]) -> None:
        self.name = name
        # A type made of one that is known when this runs: type checkers see it as `Made`, above.
        self.rows: Format[list[tuple[str, Made, tuple[Diagnostic, ...]]]] = Format(
            list[tuple[str, made, tuple[Diagnostic, ...]]]  # type: ignore[valid-type]
        )


class ReadingPart(NamedTuple):
    """A part, the keys of what it was made from, and what was said of that."""

    value: Any
    keys: tuple[str, ...]
    told: tuple[Diagnostic, ...]


def under(*circumstances: object) -> str:
    """A beginning for the names of parts that depend on these values; what tells them apart must show in `repr`."""
    return hashlib.sha256(repr(circumstances).encode("utf-8", "surrogatepass")).hexdigest()[:32]


_Layer = tuple[dict[str, tuple[str, ...]], bytes]
"""Parts that were kept together: by name the keys of what each was made from, and the rows with all of them."""


class Kept(NamedTuple):
    """What is kept of another run: what is known now of all that its parts were made from, by key; the folder that each
    key is about which is none of a file's; and by kind the layers with what still holds."""

    states: Mapping[str, str]
    folders: Mapping[str, str]
    layers: Mapping[str, list[_Layer]]


NOTHING = Kept({}, {}, {})


class _PartsOfKind:
    """The parts of one kind: those that are kept, those that were found among them, and those that were made."""

    def __init__(self, kind: PartKind[Any], layers: Iterable[_Layer]) -> None:
        self.rows = kind.rows
        self.layers = [
            (
                {
                    name: ReadingPart(value, named[name], told)
                    for name, value, told in values
                    if name in named
                },
                data,
            )
            for named, data in layers
            if (values := self.rows.load(data)) is not None
        ]
        self.found: set[str] = set()
        self.made: dict[str, ReadingPart] = {}

    def find(self, name: str) -> ReadingPart | None:
        for parts, _ in self.layers:
            part = parts.get(name)
            if part is not None:
                self.found.add(name)
                return part
        return None

    def changed(self) -> bool:
        """Whether there are others than those that are kept."""
        return bool(self.made) or any(not self.found.issuperset(parts) for parts, _ in self.layers)

    def written(self) -> list[tuple[dict[str, ReadingPart], bytes]]:
        """The layers for another run."""
        layers = [
            (used, data)
            for parts, data in self.layers
            if (used := {name: part for name, part in parts.items() if name in self.found})
        ]
        new = self.made
        if len(layers) >= _LAYERS:
            new = {name: part for parts, _ in layers for name, part in parts.items()} | new
            layers = []
        if new:
            data = self.rows.dump([(name, part.value, part.told) for name, part in new.items()])
            if data is not None:
                layers.append((new, data))
        return layers


class ReadingParts:
    """The parts that one run asks for. `load` gives those of another run that still hold; it is asked when need be."""

    def __init__(self, load: Callable[[], Kept] = lambda: NOTHING) -> None:
        self._load = load
        self._groups: dict[str, _PartsOfKind] = {}

    @cached_property
    def _kept(self) -> Kept:
        return self._load()

    def find(self, kind: PartKind[Any], name: str) -> ReadingPart | None:
        """A part that is kept."""
        return self._group(kind).find(name)

    def add(self, kind: PartKind[Any], name: str, part: ReadingPart) -> None:
        """Keep a part that was just made."""
        self._group(kind).made[name] = part

    def _group(self, kind: PartKind[Any]) -> _PartsOfKind:
        group = self._groups.get(kind.name)
        if group is None:
            group = self._groups[kind.name] = _PartsOfKind(kind, self._kept.layers.get(kind.name, ()))
        return group

    @property
    def states(self) -> Mapping[str, str]:
        """What is known of all that the parts of another run were made from."""
        return self._kept.states

    @property
    def folders(self) -> Mapping[str, str]:
        """The folder that each key is about which is none of a file's."""
        return self._kept.folders

    def torn(self, states: Mapping[str, str]) -> bool:
        """Whether a file changed between the making of a part that was found and its reading for something else."""
        return any(states[key] != state for key, state in self.states.items() if key in states)

    def dump(self, states: Mapping[str, str]) -> bytes | None:
        """All parts of this run for the next; None when it asked for just those that are kept already."""
        if not any(group.changed() for group in self._groups.values()):
            return None
        groups = {kind: group.written() for kind, group in self._groups.items()}
        used = {
            key
            for written in groups.values()
            for parts, _ in written
            for part in parts.values()
            for key in part.keys
        }
        files: list[str] = []
        folders: dict[str, list[str]] = {}
        for key in sorted(used):
            folder = folder_of(key)
            if folder is None:
                files.append(key)
                continue
            about = folders.setdefault(folder, [])
            if key != folder:
                about.append(key)
        keys = [*files, *(key for folder, about in folders.items() for key in (folder, *about))]
        numbers = {key: number for number, key in enumerate(keys)}
        return _WRITTEN.dump(
            (
                [(key, states[key]) for key in files],
                [
                    (folder, states[folder], [(key.removeprefix(folder), states[key]) for key in about])
                    for folder, about in folders.items()
                ],
                {
                    kind: [
                        ({name: [numbers[key] for key in part.keys] for name, part in parts.items()}, data)
                        for parts, data in written
                    ]
                    for kind, written in groups.items()
                },
            )
        )


_Folder = tuple[str, str, list[tuple[str, str]]]
_WRITTEN = Format(
    tuple[list[tuple[str, str]], list[_Folder], dict[str, list[tuple[dict[str, list[int]], bytes]]]]
)
"""The states of files by key; those of folders, with the answers about each by what follows its key; and by kind the
layers: for each part by its name the numbers of what it is made from, and rows."""


def kept_parts(data: bytes, states: Callable[[list[str]], dict[str, str]]) -> Kept:
    """The parts of `dump` whose files are as they were; `states` tells what becomes of inputs now, by key."""
    written = _WRITTEN.load(data)
    if written is None:
        return NOTHING
    files, folders, groups = written
    keys = [key for key, _ in files]
    now = states([*keys, *(folder for folder, _, _ in folders)])
    changed = {number for number, (key, state) in enumerate(files) if now[key] != state}
    about: dict[str, str] = {}
    for folder, state, told in folders:
        before = {folder: state, **{folder + name: answer for name, answer in told}}
        if now[folder] == state:
            now.update(before)
        else:
            now.update(states([*before]))
            changed.update(
                number for number, (key, answer) in enumerate(before.items(), len(keys)) if now[key] != answer
            )
        keys += before
        about.update(dict.fromkeys(before, folder))
    layers = {
        kind: [
            (
                {
                    name: tuple([keys[number] for number in numbers])
                    for name, numbers in named.items()
                    if changed.isdisjoint(numbers)
                },
                rows,
            )
            for named, rows in layers
        ]
        for kind, layers in groups.items()
    }
    return Kept(now, about, layers)
