"""What nobody touched is not looked at again, and whatever was touched is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from codegen.machine.cache import NO_CACHE, Cache
from codegen.machine.unchanged import Unchanged

KEY = Cache.key("test")


class Reader:
    """Reads files, and remembers which."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.read: list[str] = []

    def ask(self, path: Path) -> str:
        """What is in a file, asked by a run of its own."""
        kept: Unchanged[str] = Unchanged(self.cache, KEY)
        found = kept.ask(str(path), self._read)
        kept.keep()
        return found

    def _read(self, path: str) -> str:
        self.read.append(path)
        return Path(path).read_text()


@pytest.mark.usefixtures("later")
def test_a_file_that_nobody_touched_is_read_once(tmp_path: Path) -> None:
    reader = Reader(Cache(tmp_path / "cache"))
    file = tmp_path / "file"
    file.write_text("one")
    assert [reader.ask(file), reader.ask(file), reader.ask(file)] == ["one"] * 3
    assert len(reader.read) == 1
    alone = Reader(NO_CACHE)
    assert [alone.ask(file), alone.ask(file)] == ["one"] * 2
    assert len(alone.read) == 2


@pytest.mark.usefixtures("later")
def test_whatever_was_touched_is_read_again(tmp_path: Path) -> None:
    reader = Reader(Cache(tmp_path / "cache"))
    file, other = tmp_path / "file", tmp_path / "other"
    file.write_text("one")
    reader.ask(file)
    before = file.stat()
    time.sleep(0.02)
    file.write_text("two")  # as long, and with the times set back, as an archive's are
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert reader.ask(file) == "two"
    other.write_text("six")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(other, file)
    assert reader.ask(file) == "six"
    file.unlink()
    with pytest.raises(FileNotFoundError):
        reader.ask(file)


def test_what_was_touched_this_very_moment_is_not_trusted(tmp_path: Path) -> None:
    reader = Reader(Cache(tmp_path / "cache"))
    file = tmp_path / "file"
    file.write_text("one")
    reader.ask(file)
    reader.ask(file)
    assert len(reader.read) == 2
