"""A file is written as a whole or not at all, and nothing is left beside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from codegen.machine.whole_files import write_whole


def test_the_parts_stand_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    write_whole(path, b"a\n", b"\0b")
    assert path.read_bytes() == b"a\n\0b"
    assert os.listdir(tmp_path) == ["file"]


def test_what_can_not_be_put_there_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.mkdir()
    (place / "inside").touch()
    with pytest.raises(OSError, match="file"):
        write_whole(place, b"a")
    assert os.listdir(tmp_path) == ["file"]
    assert os.listdir(place) == ["inside"]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "none" / "file", b"a")


@pytest.mark.posix
@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_others_may_read_it_when_they_are_to(tmp_path: Path, mode: int) -> None:
    write_whole(tmp_path / "file", b"a", mode=mode)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == mode
