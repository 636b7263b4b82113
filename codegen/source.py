"""The only place that opens inputs. What parses and keeps them is loaded then: what is fresh is told without it.

An `Inputs` remembers the hash of everything that was read, so that the lock file can say what a package was made from.
Nothing here asks the network, and no XML that is parsed here may reach outside its own bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.files import complete, is_file, is_folder, open_file, unopened
from codegen.folders import Folders
from codegen.machine.cache import NO_CACHE, Cache
from codegen.origin import Origin
from codegen.roots import Root, Source, locate

if TYPE_CHECKING:
    from lxml import etree

    from codegen.parts import PartKind, Trace

Made = TypeVar("Made")
Listed = tuple[dict[str, str], frozenset[str]]
"""`Inputs.listing` and `Inputs.with_wsdls`."""


def walk(
    root: Root, names: Iterable[str] = (), suffixes: Iterable[str] = (), inputs: Inputs | None = None
) -> Iterator[Source]:
    """All files at or below a root with one of the names or suffixes, in a fixed order; a file root is itself.

    Folders that never hold definitions (`.git`, `node_modules`, `Test`, `view`, `pub/static`, `generated`, `var`) are
    not entered. One that can't be looked into is told to `inputs`.
    """
    if is_file(root.path):
        yield locate(root, root.path)
        return
    wanted, endings = frozenset(names), tuple(suffixes)
    for folder, folders, files in os.walk(root.path):
        if inputs is not None:
            inputs.folders.contents(folder)
            for name in folders:
                inputs.look_into(locate(root, Path(folder) / name))
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for name in sorted(files):
            if name in wanted or (endings and name.endswith(endings)):
                yield locate(root, Path(folder) / name)


SKIPPED_FOLDERS = frozenset({".git", "node_modules", "Test", "view", "static", "generated", "var", "i18n"})


class Inputs:
    """Reads sources and remembers what became of each.

    `hashes` has by key the sha256 of a file's bytes, or MISSING or UNREADABLE; `folders` answers what is in folders,
    and `folders_told` says whether those are all that any reader asked about. `entered` are the roots below which files
    were looked for, by key; `listing` has for each of them the hash of the names of all files there that could hold
    definitions, and `with_wsdls` the keys of those with WSDLs, once everything is read: `list_all` finds both.
    `problems` are the inputs that can't be used, for readers that go on without them. What takes long to make of files
    is kept in `cache`, and in `parts` what another run made of some of them; `step` is told how many files were read.
    """

    def __init__(self, cache: Cache = NO_CACHE, step: Callable[[int], None] = lambda read: None) -> None:
        from codegen.parts import ReadingParts

        self.cache = cache
        self.parts = ReadingParts()
        self.list_all: Callable[[], Listed] = lambda: ({}, frozenset())
        self._step = step
        self.begin()

    def begin(self) -> None:
        """Know nothing of what was read so far, for a reading that begins anew."""
        self._open: list[Trace] = []
        self.hashes: dict[str, str] = {}
        self.folders = Folders(self._depend)
        self._taken: set[str] = set()
        self.entered: dict[str, Root] = {}
        self.folders_told = False
        self.problems: list[Diagnostic] = []

    @property
    def listing(self) -> dict[str, str]:
        """The first of what `list_all` finds."""
        return self.list_all()[0]

    @property
    def with_wsdls(self) -> frozenset[str]:
        """The second of what `list_all` finds."""
        return self.list_all()[1]

    @property
    def states(self) -> dict[str, str]:
        """What became of all files, and all that is known of folders, by key."""
        return {**self.hashes, **self.folders.states, **self.folders.answers}

    def read(self, source: Source, largest: int | None = None) -> bytes:
        """The bytes of a source, lines ending in LF.

        Raises CodegenError (exit code 3) when it can't be read, or has more than `largest` bytes.
        """
        try:
            with open_file(source.path) as file:
                data = _with_plain_ends(file.read() if largest is None else _at_most(largest, file))
        except OSError as error:
            self._know(source.key, state_of(source.path))
            raise unopened(error, source.shown) from error
        self._know(source.key, hashlib.sha256(data).hexdigest())
        return complete(data, source.shown)

    def _know(self, key: str, state: str) -> None:
        self.hashes[key] = state
        self._depend(key)
        self._step(len(self.hashes))

    def _depend(self, key: str) -> None:
        if self._open:
            self._open[-1].keys.add(key)

    def look_into(self, folder: Source) -> bool:
        """Whether a folder can be looked into; if not, that is a problem of this input."""
        allowed = self.folders.is_open(folder.path)
        if not allowed:
            what = "the folder can't be looked into: Permission denied; give this user the right to, or leave it out"
            self.problems.append(Diagnostic(Level.ERROR, UNREADABLE, what, folder.origin()))
        return allowed

    def finds(self, source: Source) -> bool:
        """Whether there is such a file, link or pipe; a folder above that hides it is a problem of this input."""
        if self.folders.is_there(source.path):
            return True
        if self.folders.is_hidden(source.path.parent):
            above = next((folder for folder in source.path.parents if is_folder(folder)), source.path)
            up = len(source.path.parts) - len(above.parts)
            shown, key = source.shown.split("/")[:-up], source.key.split("/")[:-up]
            self.look_into(Source(above, "/".join(shown), "/".join(key)))
        return False

    def unusable(self, error: CodegenError, source: Source) -> None:
        """Remember that a source can't be used, for a reader that goes on without it."""
        self.problems.append(unusable(error, source))

    def enter(self, root: Root) -> None:
        """Remember that files were looked for below a root that is none of the sources themselves."""
        self.entered.setdefault(root.key, root)

    def note(self, source: Source) -> str:
        """The hash of a source that is read some other way (streamed), or what else became of it; remembered."""
        self._know(source.key, state_of(source.path))
        return self.hashes[source.key]

    @contextmanager
    def traced(self) -> Iterator[Trace]:
        """Have what is read and told inside the block in one trace, which is part of those around the block."""
        from codegen.parts import Trace

        trace = Trace()
        self._open.append(trace)
        try:
            yield trace
        finally:
            self._open.pop()
            self.again(trace)

    def again(self, trace: Trace) -> None:
        """Have all of a trace in that of the block around: what it led to is used once more."""
        if self._open:
            self._open[-1].add(trace.keys, trace.told)

    def tell(self, diagnostic: Diagnostic) -> None:
        """Say something of what is read, inside a `traced` block."""
        self._open[-1].told[diagnostic] = None

    def part(self, kind: PartKind[Made], name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, or gave in another run when all that it reads was as it is now.

        `name` tells it from all other parts of its kind, and from what it would be under other circumstances.
        """
        from codegen.parts import ReadingPart

        part = self.parts.find(kind, name)
        if part is None:
            with self.traced() as trace:
                made = make()
            self.parts.add(kind, name, ReadingPart(made, tuple(sorted(trace.keys)), tuple(trace.told)))
            return made
        states, folders = self.parts.states, self.parts.folders
        for key in {*part.keys} - self._taken:  # parts have much in common
            folder = folders.get(key)
            if folder is None:
                self.hashes.setdefault(key, states[key])
            else:
                self.folders.know(key, states[key], folder, states[folder])
        self._taken.update(part.keys)
        if self._open:
            self._open[-1].add(part.keys, part.told)
        self._step(len(self.hashes))
        kept: Made = part.value
        return kept

    def read_xml(self, source: Source) -> etree._Element:
        """The root element of an XML source. Raises CodegenError naming file and line when it is not well-formed."""
        return parse_xml(self.read(source), source)


UNREADABLE = "unreadable-input"
"""The code of what is said of an input that can't be opened, looked into, or parsed."""


def unusable(error: CodegenError, source: Source) -> Diagnostic:
    """What to say about a source that can't be read or parsed."""
    return unusable_at(error, source.origin())


def unusable_at(error: CodegenError, place: Origin) -> Diagnostic:
    """The same, by the place of what can't be used."""
    origin = error.origin or place
    message = str(error).removeprefix(f"{origin}: ").removeprefix(f"{place.file}: ")
    return Diagnostic(Level.ERROR, UNREADABLE, message, origin)


MISSING = "missing"
"""What a lock says of an input that was looked for and is not there."""
NOT_READABLE = "unreadable"
"""What a lock says of an input that is there and can't be read: a link that leads nowhere, a lack of rights."""


KEPT = "kept:"
"""What begins the state of an input that can't be read while what a package had from it is kept; its hash follows."""
NO_CONTENT = (MISSING, NOT_READABLE)
"""The states of inputs that gave nothing to a package."""


def state_of(path: str | os.PathLike[str]) -> str:
    """The hash of a file, or MISSING or NOT_READABLE."""
    try:
        return sha256_of(path)
    except FileNotFoundError:
        return NOT_READABLE if os.path.lexists(path) else MISSING
    except (OSError, ValueError):
        return NOT_READABLE


def sha256_of(path: str | os.PathLike[str]) -> str:
    """The hash of a file's bytes, lines ending in LF; one that stays as it is is read once. Raises OSError."""
    state = os.stat(path)
    return _hashed(os.fspath(path), state.st_mtime_ns, state.st_size, state.st_ino)


@cache
def _hashed(path: str, *state: int) -> str:
    with open_file(path) as file:
        return hashlib.sha256(_with_plain_ends(file.read())).hexdigest()


def _at_most(largest: int, file: io.BufferedReader) -> bytes:
    """The bytes of a file. Raises OSError when there are more."""
    data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(f"has more than {largest:,} bytes, which no such file of a shop has")
    return data


def _with_plain_ends(data: bytes) -> bytes:
    """Text with LF as line ends, whatever git's `autocrlf` or an editor made; what has a NUL byte is no such text."""
    if b"\r" not in data or b"\0" in data:
        return data
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def xml_parser(*, huge: bool = False, recover: bool = False) -> etree.XMLParser:
    """A parser that resolves no external entity, loads no DTD and asks no network; `recover` goes on after errors."""
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=huge,
        recover=recover,
        remove_comments=True,
    )


def parse_xml(data: bytes, source: Source) -> etree._Element:
    """Parse XML safely. Raises CodegenError naming file, line and column when it is not well-formed."""
    from lxml import etree

    try:
        return etree.fromstring(data, xml_parser())
    except etree.XMLSyntaxError as error:
        raise malformed(error, source) from error


def malformed(error: etree.XMLSyntaxError, source: Source) -> CodegenError:
    """The one line that says where a source is not well-formed."""
    line, column = error.position
    reason = (error.msg or "no XML").removesuffix(f", line {line}, column {column}")
    return CodegenError(
        f"malformed XML: {reason}; mend the file or leave it out", origin=source.origin(line, column)
    )
