"""No change of a source changes what is generated without a word that names the file, and mending it undoes it.

Every file of a tree is deleted, renamed, cut, emptied, encoded anew, replaced by what can't be read. What is read then
is either the same, or something names the file. Put back, the first reading comes again, with the same hashes for the
lock: with what the cache kept of the damaged one, and without a cache.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from codegen.config import ClientConfig
from codegen.diagnostics import CodegenError, Diagnostic, Level
from codegen.machine.cache import NO_CACHE, Cache
from codegen.readers.base import Protocol
from codegen.run import planning
from codegen.run.freshness import input_reasons
from codegen.source import Inputs
from tests.command_line import EXAMPLE, named_pipe

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"


def in_conflict(data: bytes) -> bytes:
    lines = data.split(b"\n")
    middle = len(lines) // 2
    theirs = [b"<<<<<<< HEAD", *lines[middle : middle + 1], b"=======", b">>>>>>> other"]
    return b"\n".join([*lines[:middle], *theirs, *lines[middle + 1 :]])


CONTENTS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "garbage": lambda data: b"\0\1\xff<<<>>> {{{ nothing\n",
    "in conflict": in_conflict,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "Latin-1": lambda data: data.decode().replace("a", "\xe9", 3).encode("latin-1"),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "CR": lambda data: data.replace(b"\n", b"\r"),
    "a Git LFS pointer": lambda data: POINTER,
}
SAME = ("a byte order mark", "CRLF", "CR")
"""What changes nothing that is read."""


def linked(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


PLACES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "renamed": lambda path: path.rename(path.with_name(f"{path.name}.orig")),
    "in another case": lambda path: path.rename(path.with_name(path.name.swapcase())),
    "a link to nothing": lambda path: linked(path, "nothing"),
    "a link to itself": lambda path: linked(path, path.name),
    "a pipe": named_pipe,
    "a folder": a_folder,
}
GONE = ("deleted", "renamed", "in another case", "a folder")
UNREADABLE = ("a link to nothing", "a link to itself", "a pipe", "a Git LFS pointer")


@dataclass
class Read:
    """What a run knows of a tree: `text` is the API without places, None where the run ended."""

    text: str | None
    said: tuple[Diagnostic, ...]
    inputs: Inputs
    error: str = ""


def read(client: ClientConfig, cache: Cache = NO_CACHE) -> Read:
    inputs = Inputs(cache)
    try:
        reading = planning.read(client, inputs)
    except CodegenError as error:
        return Read(None, (), inputs, str(error))
    return Read(re.sub(r"Origin\([^()]*\)", "", repr(reading.api)), reading.diagnostics, inputs)


def names(changed: Read, first: Read, client: ClientConfig, file: str) -> bool:
    """Whether something that is said because of the change names the file."""
    new = [found for found in changed.said if found not in first.said]
    origins = [found.origin.file if found.origin else "" for found in new]
    gone = [
        reason
        for reason in input_reasons(client, first.inputs.hashes, changed.inputs.hashes)
        if not reason.startswith("input changed")
    ]
    return any(file in text for text in (changed.error, *origins, *(str(found) for found in new), *gone))


def put_back(folder: Path, kept: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(kept, folder, symlinks=True)


TREES: dict[str, tuple[str, Protocol, tuple[str, ...]]] = {
    "magento2": (
        "magento2",
        "auto",
        ("app/code/Acme/StoreLocator", "app/code/Acme/GiftWrap", "app/etc", "vendor", "composer.json"),
    ),
    "magento1": ("magento1", "auto", ("api.xml", "wsi.wsdl")),
    "magento1-rest": ("magento1-rest", "rest", ("app",)),
    "wsdl": ("magento2-wsdl", "auto", ("acmeSalesInvoiceOrderV1.wsdl", "acmeCatalogProductTypeListV1.wsdl")),
}


@pytest.fixture(params=sorted(TREES))
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[ClientConfig, Path]:
    """A client of a tree in `tree`, of which `kept` is a copy."""
    name, protocol, parts = TREES[request.param]
    for part in parts:
        source, target = EXAMPLE / name / part, tmp_path / "kept" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    shutil.copytree(tmp_path / "kept", tmp_path / "tree")
    client = ClientConfig(
        name="shop", sources=("tree",), output=tmp_path / "p", package="p", base=tmp_path, protocol=protocol
    )
    return client, tmp_path / "tree"


@pytest.mark.parametrize("how", [*CONTENTS, *PLACES])
def test_no_change_of_a_file_goes_unsaid(tree: tuple[ClientConfig, Path], how: str) -> None:
    client, folder = tree
    kept = folder.with_name("kept")
    cache = Cache(folder.with_name("cache"))
    first = read(client, cache)
    assert first.text
    for original in sorted(path for path in kept.rglob("*") if path.is_file()):
        file = original.relative_to(kept).as_posix()
        path = folder / file
        if how in CONTENTS:
            path.write_bytes(CONTENTS[how](path.read_bytes()))
        else:
            PLACES[how](path)
        changed = read(client, cache)
        if how in SAME:
            assert changed.text == first.text, file
        elif changed.text != first.text:
            assert names(changed, first, client, f"tree/{file}"), (file, changed.said, changed.error)
        if how in UNREADABLE and f"tree/{file}" in first.inputs.hashes:
            worst = [found for found in changed.said if found.level is Level.ERROR]
            assert changed.error or any(f"tree/{file}" in str(found) for found in worst), file
        put_back(folder, kept)
        for mended in (read(client, cache), read(client)):
            assert (mended.text, mended.said) == (first.text, first.said), file
            assert (mended.inputs.hashes, mended.inputs.listing) == (
                first.inputs.hashes,
                first.inputs.listing,
            )
