"""What a commit holds is written below one folder, whatever its archive says."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from codegen.comparing.sides import _unpack


def entry(name: str, link: str = "", kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    member.size = len(name) if kind == tarfile.REGTYPE else 0
    return member


def unpack(folder: Path, members: list[tarfile.TarInfo]) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(member.name.encode()) if member.isreg() else None)
    packed.seek(0)
    folder.mkdir()
    with tarfile.open(fileobj=packed) as archive:
        for member in archive:
            _unpack(archive, member, folder)


def test_nothing_leads_out_of_the_folder(tmp_path: Path) -> None:
    members = [
        entry("app", kind=tarfile.DIRTYPE),
        entry("app/etc/webapi.xml"),
        entry("app/link", "etc/webapi.xml", tarfile.SYMTYPE),
        entry("../up"),
        entry("/tmp/absolute"),
        entry("app/out", "../../secret", tarfile.SYMTYPE),
        entry("app/hard", "app/etc/webapi.xml", tarfile.LNKTYPE),
        entry("app/device", kind=tarfile.CHRTYPE),
        entry("loop", ".", tarfile.SYMTYPE),
        entry("loop/inside"),
    ]
    folder = tmp_path / "folder"
    unpack(folder, members)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if not path.is_dir()}
    assert found == {"folder/app/etc/webapi.xml", "folder/app/link", "folder/inside"}
    assert (folder / "app/link").read_text() == "app/etc/webapi.xml"


def test_where_nobody_may_make_links_a_file_says_where_one_led(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("A required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refused)
    unpack(tmp_path / "folder", [entry("current", "releases/7", tarfile.SYMTYPE)])
    assert (tmp_path / "folder" / "current").read_text() == "releases/7"
