"""Paths as they are shown and kept, also by a system with drives and another separator."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from codegen.console.reporting import github_command
from codegen.files import from_here, is_link, is_link_in_folder
from codegen.origin import Origin
from codegen.roots import Root


def test_the_names_in_a_path_have_slashes_between_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app\\code\\Acme").mkdir()
    monkeypatch.setattr(os, "sep", "\\")
    assert Root.of("app\\code\\Acme").shown == "app/code/Acme"
    assert ",file=src/acme/codegen.lock::" in github_command(
        "error", "", Origin("src\\acme/codegen.lock"), title="x"
    )


@dataclass
class Found:
    """A folder as Windows tells of it."""

    st_reparse_tag: int
    st_mode: int = stat.S_IFDIR

    def stat(self, *, follow_symlinks: bool) -> Found:
        assert not follow_symlinks
        return self


@pytest.mark.parametrize(
    ("tag", "expected"), [(0xA0000003, True), (0, False)], ids=["a junction", "a folder"]
)
def test_a_junction_is_a_link(tag: int, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found: Any = Found(tag)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "lstat", lambda path: found)
    assert is_link("folder") is expected
    assert is_link_in_folder(found) is expected


def test_no_relative_path_leads_to_another_drive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_here(tmp_path / "x.toml") == Path("x.toml")

    def elsewhere(path: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", elsewhere)
    assert from_here(tmp_path / "x.toml") == tmp_path / "x.toml"
